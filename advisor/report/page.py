"""On what a document is printed."""

from typing import NamedTuple


class Page(NamedTuple):
    """How wide it is, and whether it has colour."""

    width: int | None = None
    """Characters on a line; None where lines are not broken, so that one thing stays on one line."""
    colour: bool = False
