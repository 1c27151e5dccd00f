"""What is worked out for a block of profiles, in order: every expression once, however often it occurs.

The plan is made once per rule base. Each of its steps is one node of a tree; running it gives that node its bounds, on
columns instead of whole numbers. Beforehand the plan is run on the widest bounds there are: what a number can become
decides how many bytes its column needs, and no sum overflows.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from advisor.advice.definitions import Definition, definitions
from advisor.columns.widths import integer_for
from advisor.frozen import frozen
from advisor.language import tree
from advisor.language.kinds import Bounds, Kind, Number, widest
from advisor.language.possible import step
from advisor.language.tree import Expr
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

ARITHMETIC: Final = (
    tree.Sum,
    tree.Difference,
    tree.Times,
    tree.Scaled,
    tree.Least,
    tree.Greatest,
    tree.Percent,
    tree.Share,
    tree.Weighted,
    tree.Count,
)


@frozen
class Work:
    """One node to work out."""

    place: int
    """Where its bounds are put."""
    expr: Expr
    inner: tuple[int, ...]
    """Where the bounds of what is directly inside it are."""
    room: Any
    """The type of column in which nothing of it overflows; None where it adds nothing up."""


@frozen
class Define:
    """The bounds of a name, from the node at a place."""

    name: str
    place: int


@frozen
class Ask:
    """The bounds of the names of a question, from the answers."""

    question: Question
    when: int | None
    """Where the bounds of its condition are."""
    at_most: int | None
    """Where the bounds of its cap are."""


Instruction = Work | Define | Ask


class Plan:
    """The instructions for one rule base."""

    def __init__(self, rulebase: RuleBase, more: Iterable[Definition] = ()) -> None:
        """Put everything in order; `more` is worked out after what every rule base has.

        Raises:
            OverflowError: A number can become too large for a column.
        """
        self.rulebase = rulebase
        self.instructions: list[Instruction] = []
        self.width = 0
        """How many places there are."""
        self._places: dict[Expr, int] = {}
        self._ranges: list[Bounds] = []
        self._kinds: dict[str, Bounds] = {}
        for name in rulebase.order:
            if name in rulebase.questions:
                self._ask(rulebase.questions[name])
            else:
                self._define(name, rulebase.quantities[name].expr)
        for name, expr in (*definitions(rulebase), *more):
            self._define(name, expr)
        self.finished = _finished(self.instructions)
        """Per instruction the places that nothing reads after it."""

    def _ask(self, question: Question) -> None:
        when = self._place(question.when) if question.when is not None else None
        at_most = self._place(question.at_most) if question.at_most is not None else None
        self.instructions.append(Ask(question, when, at_most))
        for name in question.names:
            self._kinds[name] = _everything(self.rulebase.scope.kinds[name], question)

    def _define(self, name: str, expr: Expr) -> None:
        place = self._place(expr)
        self._kinds[name] = self._ranges[place]
        self.instructions.append(Define(name, place))

    def _place(self, expr: Expr) -> int:
        """Where the bounds of an expression are, once everything before has been worked out."""
        found = self._places.get(expr)
        if found is not None:
            return found
        inner = tuple(self._place(part) for part in tree.parts(expr))
        ranges = tuple(self._ranges[each] for each in inner)
        place = self._places[expr] = self.width
        self.width += 1
        self._ranges.append(step(expr, ranges, self._kinds))
        self.instructions.append(Work(place, expr, inner, _room(expr, ranges, self._ranges[place])))
        return place


def _finished(instructions: Sequence[Instruction]) -> tuple[tuple[int, ...], ...]:
    """Where each place is read for the last time."""
    latest: dict[int, int] = {}
    for number, each in enumerate(instructions):
        for place in _read_by(each):
            latest[place] = number
    found: list[list[int]] = [[] for _each in instructions]
    for place, number in latest.items():
        found[number].append(place)
    return tuple(map(tuple, found))


def _read_by(instruction: Instruction) -> Iterator[int]:
    match instruction:
        case Work(_, _, inner):
            yield from inner
        case Define(_, place):
            yield place
        case Ask(_, when, at_most):
            yield from (place for place in (when, at_most) if place is not None)


def _everything(kind: Kind, question: Question) -> Bounds:
    """The widest that a name of a question can be: what it offers, what stands otherwise, 0 for what is not used."""
    bounds = widest(kind)
    if isinstance(kind, Number):
        ends = [*bounds, *(question.otherwise or ()), *((0,) if question.of else ())]
        return Bounds(min(ends), max(ends))
    return bounds


def _room(expr: Expr, inner: tuple[Bounds, ...], result: Bounds) -> Any:  # noqa: ANN401  (a type of NumPy)
    """The narrowest type that holds the result and everything on the way to it."""
    if not isinstance(expr, ARITHMETIC):
        return None
    ends = [*result, *_on_the_way(expr, inner)]
    return integer_for(min(ends), max(ends))


def _on_the_way(expr: Expr, inner: tuple[Bounds, ...]) -> Iterator[int]:
    for bounds in inner:
        yield from bounds
    match expr:
        case tree.Sum() | tree.Weighted() | tree.Count():
            yield sum(min(0, each.low) for each in inner)
            yield sum(max(0, each.high) for each in inner)
        case tree.Percent():
            yield from (100 * end for end in inner[0])
        case tree.Share():
            yield 100 * inner[0].high
            yield inner[0].high + inner[1].high + 1
        case tree.Scaled(_, power):
            yield 10**power  # what it is multiplied by has to fit as well, were it nothing
        case _:
            return
