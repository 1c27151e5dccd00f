"""What in a rule base leads to what: plain data, which `advisor.audit.graph` makes and `advisor.report` draws."""

from collections.abc import Mapping
from typing import Literal

from advisor.frozen import frozen

Sort = Literal[
    "question",
    "quantity",
    "table",
    "figure",
    "rule",
    "role",
    "form",
    "readiness",
    "step",
    "check",
    "warning",
    "path",
    "wanted",
    "source",
    "rulebase",
]
"""What an id is of."""


@frozen
class Node:
    """One thing with an id."""

    sort: Sort
    id: str
    label: str
    """What it says, in the language of the rule base."""

    @property
    def key(self) -> str:
        """The id with its sort, as two sorts may have the same id: ``step:charter``."""
        return f"{self.sort}:{self.id}"


@frozen
class Edge:
    """One thing leads to another. Both ends are keys of nodes."""

    origin: str
    target: str
    how: str
    """The key under which it stands in the files (``when``, ``met``, ``after`` …); for a rule and its outcome the
    effect."""


@frozen
class Graph:
    """Nodes by key, in a fixed order, and the edges between them, sorted."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]

    def leaving(self, key: str) -> tuple[Edge, ...]:
        """The edges that begin there."""
        return tuple(edge for edge in self.edges if edge.origin == key)

    def entering(self, key: str) -> tuple[Edge, ...]:
        """The edges that end there."""
        return tuple(edge for edge in self.edges if edge.target == key)
