"""Comparisons: two numbers, a choice and its options, an option and a set."""

from typing import Final

from advisor.language import tree
from advisor.language.arithmetic import aligned
from advisor.language.checking import Checker, Item, Span, Typed, Word
from advisor.language.kinds import AnyOf, OneOf, YesNo, mask_of
from advisor.language.tokens import ConditionError, Token

MIRRORED: Final[dict[tree.Order, tree.Order]] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


def compared(check: Checker, order: Token, left: Item, right: Item) -> Typed:
    """What stands on either side of ``==``, ``<`` and the like. Raises ConditionError."""
    sign: tree.Order = order.text  # type: ignore[assignment]
    span = (left.span[0], right.span[1])
    if isinstance(left, Word) and isinstance(right, Typed):
        return compared(check, order._replace(text=MIRRORED[sign]), right, left)._replace(span=span)
    first = check.typed(left)
    if isinstance(first.kind, OneOf):
        return _level(check, order, first, check.option(right, first))._replace(span=span)
    if isinstance(first.kind, YesNo):
        raise ConditionError("L120", first.span, name=check.slice(first.span))
    if isinstance(first.kind, AnyOf):
        raise ConditionError("L124", first.span, name=check.slice(first.span), option=check.slice(right.span))
    one, other = aligned(check, [check.number(first), check.number(right)])
    return Typed(tree.Compare(sign, one.expr, other.expr), YesNo(), span)


def _level(check: Checker, order: Token, choice: Typed, option: str) -> Typed:
    """A choice compared with one of its options; `<` and its like need levels."""
    assert isinstance(choice.kind, OneOf)  # noqa: S101  (the caller has looked)
    sign, options = order.text, choice.kind.options
    if sign not in ("==", "!=") and not choice.kind.ordered:
        raise ConditionError("L125", (order.start, order.end), name=check.slice(choice.span))
    place = options.index(option)
    wanted = {
        "==": (option,),
        "!=": (option,),
        "<": options[:place],
        "<=": options[: place + 1],
        ">": options[place + 1 :],
        ">=": options[place:],
    }[sign]
    if not wanted:
        raise ConditionError("L126", (order.start, order.end), option=option, order=sign)
    expr: tree.Expr = tree.Among(choice.expr, wanted, mask_of(wanted, options))
    return Typed(tree.Not(expr) if sign == "!=" else expr, YesNo(), choice.span)


def among(check: Checker, left: Item, options: list[Word], span: Span) -> Typed:
    """A choice that is one of the options listed. Raises ConditionError."""
    choice = check.typed(left)
    if not isinstance(choice.kind, OneOf):
        raise ConditionError("L121", choice.span, name=check.slice(choice.span))
    chosen = tuple(check.option(word, choice) for word in options)
    mask = mask_of(tuple(dict.fromkeys(chosen)), choice.kind.options)
    return Typed(tree.Among(choice.expr, chosen, mask), YesNo(), span)


def included(check: Checker, left: Item, right: Item) -> Typed:
    """An option that is one of the chosen ones. Raises ConditionError."""
    chosen = check.typed(right)
    if not isinstance(chosen.kind, AnyOf):
        code = "L123" if isinstance(chosen.kind, OneOf) else "L122"
        raise ConditionError(code, chosen.span, name=check.slice(chosen.span), option=check.slice(left.span))
    option = check.option(left, chosen)
    expr = tree.Includes(chosen.expr, option, mask_of((option,), chosen.kind.options))
    return Typed(expr, YesNo(), (left.span[0], chosen.span[1]))
