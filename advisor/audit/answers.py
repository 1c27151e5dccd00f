"""Which answers matter for something in the rules, and with which values they are compared on the way there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from advisor.audit.expressions import Placed, counted, expressions, names_of
from advisor.audit.graph import key_of
from advisor.language import tree
from advisor.language.kinds import Kind, Number, OneOf, chosen_in, plain
from advisor.language.tree import Expr
from advisor.model.graph import Node
from advisor.model.rulebase import GROUPS, RuleBase
from advisor.model.shown import Answer, Comparison

Cell = tuple[int, int] | int | None
"""As in a row of a decision table."""
OUTCOMES: Final = tuple(f"{group}:" for group in GROUPS)
"""What the keys of outcomes begin with."""
"""With what the keys of outcomes begin."""
YES: Final = 0b10
"""The mask of a cell that only yes meets."""


class Comparisons:
    """Finds what is compared with what, remembering the expressions of one rule base."""

    def __init__(self, base: RuleBase, nodes: Mapping[str, Node]) -> None:
        """Look up every expression; `nodes` are those of its graph."""
        self._base = base
        self._nodes = nodes
        self._placed: dict[str, list[Placed]] = {}
        for placed in expressions(base):
            self._placed.setdefault(placed[0], []).append(placed)

    def of(self, key: str) -> dict[str, Expr]:
        """The expressions of one node, by the key under which they stand."""
        return {how: expr for _key, how, expr in self._placed.get(key, ())}

    def inside(self, key: str, name: str) -> tuple[Comparison, ...]:
        """Where one node reads a name."""
        return tuple(self._inside(self._placed.get(key, ()), name))

    def answers(self, key: str) -> tuple[Answer, ...]:
        """Every question behind a node, at any depth, in interview order."""
        behind = self._behind(key)
        read = [placed for each in behind for placed in self._deciding(each, key)]
        return tuple(
            Answer(question=question, compared=tuple(self._inside(read, name)))
            for name, question in self._base.questions.items()
            if f"question:{name}" in behind and f"question:{name}" != key
        )

    def _inside(self, read: Iterable[Placed], name: str) -> Iterator[Comparison]:
        for key, how, expr in read:
            for each in comparing(expr, name, self._base.scope.kinds.get):
                yield Comparison(inside=self._nodes[key], how=how, expr=each, values=values(each, name))

    def _behind(self, key: str) -> dict[str, None]:
        """The node and everything that decides it, the nearest first."""
        found, waiting = {key: None}, [key]
        for each in waiting:
            more = [key_of(self._base, name) for placed in self._deciding(each, key) for name in names_of(placed[2])]
            fresh = [one for one in dict.fromkeys([*more, *self._entries_behind(each)]) if one not in found]
            found.update(dict.fromkeys(fresh))
            waiting += fresh
        return found

    def _deciding(self, each: str, key: str) -> list[Placed]:
        """The expressions of one node that decide another.

        A cap only narrows what is open, and the level of an outcome does not hang on who does it today.
        """
        if each != key and each.startswith(OUTCOMES):
            return []
        return [placed for placed in self._placed.get(each, ()) if placed[1] != "at_most"]

    def _entries_behind(self, key: str) -> list[str]:
        """Whole entries that decide another: rules their outcome, but for cautions; and what calls for a step."""
        sort, _colon, name = key.partition(":")
        base = self._base
        if key.startswith(OUTCOMES):
            return [f"rule:{rule.id}" for rule in base.outcomes[name].rules if rule.effect != "warn"]
        if sort == "step":
            rules = [f"rule:{rule.id}" for rule in base.rules().values() if name in rule.remedy]
            return [*rules, *(f"warning:{each.id}" for each in base.warnings if name in each.remedy)]
        if sort == "question" and base.questions[name].of:
            return [f"question:{base.questions[name].of}"]
        return []


def comparing(expr: Expr, name: str, kind_of: Callable[[str], Kind | None]) -> tuple[Expr, ...]:
    """The smallest conditions or calculations inside an expression that read a name, each once.

    Under `not` each is turned round, so that together they say what has to hold; a decision table reads as its cells.
    """
    return tuple(dict.fromkeys(_smallest(expr, name, kind_of, holds=True)))


def _smallest(expr: Expr, name: str, kind_of: Callable[[str], Kind | None], *, holds: bool) -> Iterator[Expr]:
    if name not in names_of(expr):
        return
    match expr:
        case tree.Not(inner):
            yield from _smallest(inner, name, kind_of, holds=not holds)
        case tree.All(inner) | tree.Any(inner):
            for part in inner:
                yield from _smallest(part, name, kind_of, holds=holds)
        case tree.Pick(inputs, _sorts, rows):
            for place, part in enumerate(inputs):
                if name in names_of(part):
                    cells = dict.fromkeys(row.cells[place] for row in rows)
                    yield from (each for cell in cells for each in _cell(part, cell, kind_of))
        case _:
            found = [each for part in counted(expr) for each in _smallest(part, name, kind_of, holds=True)]
            yield from found or [expr if holds else tree.Not(expr)]


def _cell(part: Expr, cell: Cell, kind_of: Callable[[str], Kind | None]) -> Iterator[Expr]:
    """The cell of a table as a condition; one that holds whatever the input is says nothing."""
    kind = kind_of(part.name) if isinstance(part, tree.Name) else None
    match cell:
        case None:
            return
        case (low, high):
            decimals = kind.decimals if isinstance(kind, Number) else 0
            if low == high:
                yield tree.Compare("==", part, tree.Constant(low, decimals))
                return
            if not isinstance(kind, Number) or low > kind.low:
                yield tree.Compare(">=", part, tree.Constant(low, decimals))
            if not isinstance(kind, Number) or high < kind.high:
                yield tree.Compare("<=", part, tree.Constant(high, decimals))
        case int(mask) if isinstance(kind, OneOf):
            yield tree.Among(part, chosen_in(mask, kind.options), mask)
        case int(mask):
            yield part if mask == YES else tree.Not(part)


def values(expr: Expr, name: str) -> tuple[str, ...]:
    """What a smallest condition compares a name with; nothing where the name is part of a calculation."""
    match expr:
        case tree.Not(inner):
            return ("no",) if isinstance(inner, tree.Name) else values(inner, name)
        case tree.Name():
            return ("yes",)
        case tree.Among(_, options):
            return options
        case tree.Includes(_, option):
            return (option,)
        case tree.Compare(_, left, right):
            sides = [(left, right), (right, left)]
            return next((_number(other) for one, other in sides if _stands_alone(one, name) and _number(other)), ())
        case _:
            return ()


def _stands_alone(expr: Expr, name: str) -> bool:
    match expr:
        case tree.Scaled(inner) | tree.Size(inner):
            return _stands_alone(inner, name)
        case tree.Name(read):
            return read.partition(".")[0] == name
        case _:
            return False


def _number(expr: Expr) -> tuple[str, ...]:
    match expr:
        case tree.Scaled(inner):
            return _number(inner)
        case tree.Constant(value, decimals, figure):
            return (figure or plain(value, decimals),)
        case _:
            return ()
