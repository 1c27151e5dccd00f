"""On what a document is printed."""

from advisor.frozen import frozen


@frozen
class Page:
    """How wide it is, and whether it has colour."""

    width: int | None = None
    """Characters on a line; None where lines are not broken, so that one thing stays on one line."""
    colour: bool = False
