"""Python's own reading of a condition: the oracle for precedence, chains and arithmetic on complete answers.

The text goes through Python's parser, and `eval` works it out. Nothing of the language under test takes part: numbers
are fractions, choices compare by their place among the options, sets are Python's sets.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import floor
from types import CodeType, SimpleNamespace
from typing import Any

from advisor.language.kinds import AnyOf, Number, OneOf, Scope, YesNo


@dataclass(frozen=True)
class Option:
    """An option as it stands in a condition."""

    name: str


@dataclass(frozen=True, eq=False)
class Choice:
    """The answer to a choice of one; the options come in order."""

    options: tuple[str, ...]
    chosen: str

    def __hash__(self) -> int:
        return hash(self.chosen)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Option) and self.chosen == other.name

    def __lt__(self, other: Option) -> bool:
        return self.options.index(self.chosen) < self.options.index(other.name)

    def __le__(self, other: Option) -> bool:
        return self.options.index(self.chosen) <= self.options.index(other.name)

    def __gt__(self, other: Option) -> bool:
        return self.options.index(self.chosen) > self.options.index(other.name)

    def __ge__(self, other: Option) -> bool:
        return self.options.index(self.chosen) >= self.options.index(other.name)


class _Exact(ast.NodeTransformer):
    """Numbers become exact: Python's own 0.1 is a binary float."""

    def __init__(self, text: str) -> None:
        self.text = text

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        written = ast.get_source_segment(self.text, node)
        number = ast.Call(ast.Name("Fraction", ast.Load()), [ast.Constant(str(written).replace("_", ""))], [])
        return ast.copy_location(number, node)


def compiled(text: str) -> CodeType:
    """The text as Python reads it."""
    text = f"({text})"
    parsed = _Exact(text).visit(ast.parse(text, mode="eval"))
    return compile(ast.fix_missing_locations(parsed), "condition", "eval")


def evaluated(code: CodeType, scope: Scope, facts: Mapping[str, int]) -> object:
    """What Python makes of it: a bool, a fraction or a set of options."""
    return eval(code, _names(scope, facts))  # noqa: S307  (a text that the test wrote itself)


def _names(scope: Scope, facts: Mapping[str, int]) -> dict[str, Any]:
    names: dict[str, Any] = {option: Option(option) for option in scope.options()}
    names |= _FUNCTIONS
    values = {name: _value(scope, name, fact) for name, fact in facts.items()}
    values |= {name: Fraction(value, 10**decimals) for name, (value, decimals) in scope.constants.items()}
    for name, value in values.items():
        first, _dot, second = name.partition(".")
        if second:
            vars(names.setdefault(first, SimpleNamespace()))[second] = value
        else:
            names[name] = value
    for name, weights in scope.weights.items():
        of = scope.kinds[weights.of]
        assert isinstance(of, AnyOf)
        pairs = zip(of.options, weights.values, strict=True)
        names[name] = {option: Fraction(value, 10**weights.decimals) for option, value in pairs}
    return names


def _value(scope: Scope, name: str, fact: int) -> object:
    match scope.kinds[name]:
        case YesNo():
            return bool(fact)
        case Number(decimals=decimals):
            return Fraction(fact, 10**decimals)
        case OneOf(options):
            return Choice(options, options[fact.bit_length() - 1])
        case AnyOf(options):
            return frozenset(Option(option) for place, option in enumerate(options) if fact & 2**place)


def _share(part: Fraction, rest: Fraction) -> int:
    return floor(part * 100 / (part + rest)) if part + rest else 0


def _weighted(numbers: SimpleNamespace, figure: Mapping[str, Fraction]) -> Fraction:
    return sum((vars(numbers)[option] * value for option, value in figure.items()), Fraction(0))


_FUNCTIONS: dict[str, Any] = {
    "Fraction": Fraction,
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "count": lambda *conditions: list(conditions).count(True),
    "percent": lambda part, whole: floor(part * 100 / whole),
    "share": _share,
    "size": len,
    "shared": lambda left, right: left & right,
    "either": lambda left, right: frozenset(chain(left, right)),
    "weighted": _weighted,
}
