"""The functions of the language: what each takes, and what it becomes. Each raises ConditionError."""

from collections.abc import Callable
from typing import Final, NamedTuple

from advisor.language import tree
from advisor.language.arithmetic import across, aligned, fits, largest, made
from advisor.language.checking import Checker, Item, Typed, Word
from advisor.language.kinds import AnyOf, Number
from advisor.language.tokens import ConditionError


class Function(NamedTuple):
    """One function."""

    make: Callable[[Checker, list[Item]], Typed]
    arguments: int | None = None
    """How many it takes; any number, and at least one, unless given."""
    words: bool = False
    """Whether its arguments are bare words, which stand for a number each and a figure per option."""


def _least(check: Checker, arguments: list[Item]) -> Typed:
    return _extreme(check, tree.Least, arguments)


def _greatest(check: Checker, arguments: list[Item]) -> Typed:
    return _extreme(check, tree.Greatest, arguments)


def _extreme(check: Checker, node: type[tree.Least] | type[tree.Greatest], arguments: list[Item]) -> Typed:
    numbers = aligned(check, [check.number(each) for each in arguments])
    return made(check, node(tuple(each.expr for each in numbers)), numbers[0].number.decimals, across(numbers))


def _count(check: Checker, arguments: list[Item]) -> Typed:
    conditions = [check.condition(each) for each in arguments]
    return made(check, tree.Count(tuple(each.expr for each in conditions)), 0, across(conditions))


def _percent(check: Checker, arguments: list[Item]) -> Typed:
    part, whole = aligned(check, [check.number(each) for each in arguments])
    if whole.number.low < 1:
        raise ConditionError("L116", whole.span, text=check.slice(whole.span))
    _fits_a_hundred_times(check, part)
    return made(check, tree.Percent(part.expr, whole.expr), 0, across([part, whole]))


def _share(check: Checker, arguments: list[Item]) -> Typed:
    part, rest = aligned(check, [check.number(each) for each in arguments])
    for each in (part, rest):
        if each.number.low < 0:
            raise ConditionError("L117", each.span, text=check.slice(each.span))
        _fits_a_hundred_times(check, each)
    return made(check, tree.Share(part.expr, rest.expr), 0, across([part, rest]))


def _fits_a_hundred_times(check: Checker, number: Typed) -> None:
    """A percentage is worked out from a hundred times its part."""
    fits(check, 100 * largest(number), number.span)


def _size(check: Checker, arguments: list[Item]) -> Typed:
    chosen = check.set(arguments[0])
    assert isinstance(chosen.kind, AnyOf)  # noqa: S101  (set() has looked)
    width = len(chosen.kind.options)
    return Typed(tree.Size(chosen.expr, width), Number(0, width), chosen.span)


def _shared(check: Checker, arguments: list[Item]) -> Typed:
    return _combined(check, tree.Shared, arguments)


def _either(check: Checker, arguments: list[Item]) -> Typed:
    return _combined(check, tree.Either, arguments)


def _combined(check: Checker, node: type[tree.Shared] | type[tree.Either], arguments: list[Item]) -> Typed:
    left, right = (check.set(each) for each in arguments)
    if left.kind != right.kind:
        raise ConditionError("L118", right.span, left=check.slice(left.span), right=check.slice(right.span))
    return Typed(node(left.expr, right.expr), left.kind, across([left, right]))


def _weighted(check: Checker, arguments: list[Item]) -> Typed:
    numbers, figure = arguments
    assert isinstance(numbers, Word)  # noqa: S101  (the parser reads bare words here)
    assert isinstance(figure, Word)  # noqa: S101
    scope = check.scope
    if numbers.text not in scope.each:
        check.unknown(numbers, scope.each, "L131")
    if figure.text not in scope.weights:
        check.unknown(figure, scope.weights, "L132")
    weights = scope.weights[figure.text]
    if weights.of != scope.each[numbers.text]:
        raise ConditionError("L133", figure.span, figure=figure.text, numbers=numbers.text, of=weights.of)
    of = scope.kinds[weights.of]
    assert isinstance(of, AnyOf)  # noqa: S101  (a number each is of a question with several choices)
    names = [f"{numbers.text}.{option}" for option in of.options]
    products = tuple(
        tree.Times(tree.Constant(value, weights.decimals, figure.text), tree.Name(name))
        for value, name in zip(weights.values, names, strict=True)
    )
    first = scope.kinds[names[0]]
    assert isinstance(first, Number)  # noqa: S101
    decimals = weights.decimals + first.decimals
    widest_products = [made(check, each, decimals, numbers.span) for each in products]
    fits(check, sum(largest(each) for each in widest_products), numbers.span)  # in whatever order they are added
    return made(check, tree.Weighted(numbers.text, figure.text, products), decimals, numbers.span)


FUNCTIONS: Final = {
    "min": Function(_least),
    "max": Function(_greatest),
    "count": Function(_count),
    "percent": Function(_percent, 2),
    "share": Function(_share, 2),
    "size": Function(_size, 1),
    "shared": Function(_shared, 2),
    "either": Function(_either, 2),
    "weighted": Function(_weighted, 2, words=True),
}
"""By the name that conditions call them by."""
