"""What every drawing of the graph of a rule base has in common, whatever it is written in."""

from advisor.frozen import frozen
from advisor.model.graph import Graph, Node
from advisor.report.safe import line

HIDDEN = ("when", "is", "rows")
"""How most things read one another: an edge without a word."""
COUNTS = ("must", "bar", "plus", "minus", "warn")
"""Edges from a rule to its outcome, drawn thick."""
CALLS = ("remedy", "after", "after_if_planned", "from", "to", "role")
"""Edges that carry no value, drawn as dashes."""


@frozen
class Line:
    """All edges from one node to another, as one."""

    origin: str
    target: str
    label: str
    """How, in the words of the files; nothing where one merely reads the other."""
    style: str
    """``plain``, ``thick`` or ``dashed``."""


def lines_of(graph: Graph) -> list[Line]:
    """The edges, those between the same two nodes together, sorted."""
    joined: dict[tuple[str, str], list[str]] = {}
    for edge in graph.edges:
        joined.setdefault((edge.origin, edge.target), []).append(edge.how)
    return [
        Line(origin, target, line(", ".join(how for how in hows if how not in HIDDEN)), _style(hows))
        for (origin, target), hows in sorted(joined.items())
    ]


def _style(hows: list[str]) -> str:
    if any(how in COUNTS for how in hows):
        return "thick"
    return "dashed" if all(how in CALLS for how in hows) else "plain"


def texts_of(node: Node) -> tuple[str, str]:
    """The two lines that stand in a node: its id and what it says."""
    return line(node.id), line(node.label)
