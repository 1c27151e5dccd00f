"""Calculations: numbers brought to the same decimals, within what a column of 64 bits can hold.

The widest bounds of a number are worked out as soon as it is made, so that none can overflow when it is evaluated.
Every function here raises ConditionError for a number that is too large, too deep or too fine.
"""

from typing import Final

from advisor.language import tree
from advisor.language.checking import Checker, Span, Typed
from advisor.language.kinds import Bounds, Number, Scope, widest
from advisor.language.possible import step
from advisor.language.tokens import MOST_DECIMALS, ConditionError, Token, fixed
from advisor.language.tree import Expr

HIGHEST: Final = 100
"""Levels of a calculation: ``a - b - c`` has no brackets and yet three. Every reading goes down the tree."""
LARGEST: Final = 2**62
"""Numbers have to fit a column of 64 bits, with room for one addition."""


def literal(check: Checker, token: Token) -> Typed:
    """A number as it is written."""
    span = (token.start, token.end)
    value, decimals = fixed(token.text)
    if decimals > MOST_DECIMALS:
        raise ConditionError("L127", span, most=str(MOST_DECIMALS))
    return made(check, tree.Constant(value, decimals), decimals, span)


def negative(check: Checker, inner: Typed, span: Span) -> Typed:
    """A number with a minus sign before it."""
    decimals = inner.number.decimals
    if isinstance(inner.expr, tree.Constant) and not inner.expr.figure:
        return made(check, tree.Constant(-inner.expr.value, decimals), decimals, span)
    return made(check, tree.Difference(tree.Constant(0, decimals), inner.expr), decimals, span)


def plus(check: Checker, left: Typed, right: Typed) -> Typed:
    """One number and another; a third joins the same sum."""
    one, other = aligned(check, [left, right])
    terms = one.expr.inner if isinstance(one.expr, tree.Sum) and not one.bracketed else (one.expr,)
    return made(check, tree.Sum((*terms, other.expr)), one.number.decimals, across([one, other]))


def minus(check: Checker, left: Typed, right: Typed) -> Typed:
    """One number less another."""
    one, other = aligned(check, [left, right])
    return made(check, tree.Difference(one.expr, other.expr), one.number.decimals, across([one, other]))


def times(check: Checker, left: Typed, right: Typed) -> Typed:
    """One number times another."""
    decimals = left.number.decimals + right.number.decimals
    return made(check, tree.Times(left.expr, right.expr), decimals, across([left, right]))


def aligned(check: Checker, numbers: list[Typed]) -> list[Typed]:
    """Bring numbers to the same decimals: those of the number that has most."""
    most = max(each.number.decimals for each in numbers)
    return [_with_decimals(check, each, most) for each in numbers]


def _with_decimals(check: Checker, number: Typed, decimals: int) -> Typed:
    power = decimals - number.number.decimals
    if power == 0:
        return number
    if isinstance(number.expr, tree.Constant):
        finer = tree.Constant(number.expr.value * 10**power, decimals, number.expr.figure)
        return made(check, finer, decimals, number.span)
    return made(check, tree.Scaled(number.expr, power), decimals, number.span)


def made(check: Checker, expr: Expr, decimals: int, span: Span) -> Typed:
    """A number, with the widest bounds that it can have."""
    if _height(expr) > HIGHEST:
        raise ConditionError("L107", span, most=str(HIGHEST))
    result = Typed(expr, Number(*_widest(expr, check.scope), decimals), span)
    fits(check, largest(result), span)
    if decimals > MOST_DECIMALS:
        raise ConditionError("L127", span, most=str(MOST_DECIMALS))
    return result


def _widest(expr: Expr, scope: Scope) -> Bounds:
    if isinstance(expr, tree.Name):
        return widest(scope.kinds[expr.name])
    if scope.spans and (span := _span(expr, scope)):
        return span
    return step(expr, tuple(_widest(part, scope) for part in tree.parts(expr)), {})


def _span(expr: Expr, scope: Scope) -> Bounds | None:
    """What a figure that changes on a day can be, or a number of users times such a figure."""
    match expr:
        case tree.Constant(_, decimals, figure) if figure in scope.spans:
            power = 10 ** (decimals - scope.constants[figure][1])
            return Bounds(*(end * power for end in scope.spans[figure]))
        case tree.Times(tree.Constant(_, _, figure), tree.Name(name)):
            span = scope.spans.get(f"{figure}.{name.partition('.')[2]}")
            return step(expr, (span, widest(scope.kinds[name])), {}) if span else None
        case _:
            return None


def _height(expr: Expr) -> int:
    return 1 + max([_height(part) for part in tree.parts(expr)], default=0)


def fits(check: Checker, most: int, span: Span) -> None:
    """Refuse what a column of 64 bits cannot hold."""
    if most > LARGEST:
        raise ConditionError("L140", span, text=check.slice(span))


def largest(number: Typed) -> int:
    """The number farthest from 0 that it can be, without its sign."""
    return max(abs(number.number.low), abs(number.number.high))


def across(pieces: list[Typed]) -> Span:
    """From the begin of the first to the end of the last."""
    return pieces[0].span[0], pieces[-1].span[1]
