"""Why: the same step as `possible`, remembering its working, and what of it is a reason."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from advisor.language import tree
from advisor.language.kinds import Bounds, Given
from advisor.language.possible import step
from advisor.language.tree import Expr


class Truth(StrEnum):
    """What can be said of a condition."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Trace(NamedTuple):
    """An expression with its bounds, and the same for what is inside it."""

    expr: Expr
    bounds: Bounds
    inner: tuple["Trace", ...]

    @property
    def truth(self) -> Truth:
        """The bounds of a condition, in one word."""
        return truth_of(self.bounds)


def truth_of(bounds: Bounds) -> Truth:
    """What the bounds of a condition say."""
    if bounds.low:
        return Truth.YES
    return Truth.OPEN if bounds.high else Truth.NO


def trace(expr: Expr, given: Given) -> Trace:
    """Evaluate `expr` and keep the working."""
    if isinstance(expr, tree.Name):  # more than half of all nodes: not worth the way round
        return Trace(expr, given[expr.name], ())
    inner = tuple([trace(part, given) for part in tree.parts(expr)])
    return Trace(expr, step(expr, tuple([each.bounds for each in inner]), given), inner)


def because(working: Trace) -> Iterator[tuple[Expr, Truth]]:
    """The smallest conditions that made this one what it is, each with its own truth.

    Of an "all" that fails only the parts that fail are reasons, of an "any" that holds only the parts that hold; of
    what is open only what is open. A reason for a "not" is a reason for its opposite.
    """
    truth = working.truth
    match working.expr:
        case tree.All() | tree.Any():
            for part in working.inner:
                if part.truth is truth:
                    yield from because(part)
        case tree.Not(inner) if isinstance(inner, tree.All | tree.Any | tree.Not):
            yield from because(working.inner[0])
        case _:
            yield working.expr, truth


def open_names(working: Trace) -> Iterator[str]:
    """The names whose open value keeps this condition open."""
    for expr, truth in because(working):
        if truth is Truth.OPEN:
            yield from tree.names_in(expr)
