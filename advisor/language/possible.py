"""What an expression can still be: bounds in, bounds out.

`step` uses only operators that mean the same for a Python integer and for a NumPy column of integers, so the same
lines serve one profile and a block of profiles. The bounds hold the truth and may be wider than needed (`x or
not x` stays open while x is unknown); they are never too narrow. One more answer never widens them.
"""

from collections.abc import Callable
from typing import Any as Cell
from typing import assert_never

from advisor.language import tree
from advisor.language.kinds import Bounds, Given
from advisor.language.tree import Expr, Order


def possible(expr: Expr, given: Given) -> Bounds:
    """The bounds of `expr` when the names lie within the bounds `given`."""
    if isinstance(expr, tree.Name):  # more than half of all nodes: not worth the way round
        return given[expr.name]
    return step(expr, tuple([possible(part, given) for part in tree.parts(expr)]), given)


def step(expr: Expr, inner: tuple[Bounds, ...], given: Given) -> Bounds:
    """The bounds of one node, from the bounds of the expressions directly inside it."""
    match expr:
        case tree.Name(name):
            return given[name]
        case tree.Constant(value):
            return Bounds(value, value)
        case tree.All():
            return rising(every, inner)
        case tree.Any():
            return rising(some, inner)
        case tree.Compare(order):
            return compare(order, *inner)
        case tree.Among(_, _, mask):
            choice = inner[0].high
            return Bounds((choice | mask) == mask, (choice & mask) != 0)
        case tree.Includes(_, _, mask):
            return Bounds((inner[0].low & mask) != 0, (inner[0].high & mask) != 0)
        case tree.Not():
            return Bounds(inner[0].high ^ True, inner[0].low ^ True)
        case tree.Sum() | tree.Count() | tree.Weighted():
            return rising(total, inner)
        case tree.Difference():
            left, right = inner
            return Bounds(left.low - right.high, left.high - right.low)
        case tree.Times():
            return corners(lambda a, b: a * b, *inner)
        case tree.Scaled(_, power):
            return Bounds(inner[0].low * 10**power, inner[0].high * 10**power)
        case tree.Least():
            return rising(least, inner)
        case tree.Greatest():
            return rising(greatest, inner)
        case tree.Percent():
            return corners(lambda a, b: a * 100 // b, *inner)
        case tree.Share():
            part, rest = inner
            return Bounds(share(part.low, rest.high), share(part.high, rest.low))
        case tree.Size(_, width):
            return Bounds(size(inner[0].low, width), size(inner[0].high, width))
        case tree.Shared():
            return Bounds(inner[0].low & inner[1].low, inner[0].high & inner[1].high)
        case tree.Either():
            return Bounds(inner[0].low | inner[1].low, inner[0].high | inner[1].high)
        case tree.Pick():
            return pick(expr, inner)
        case _:
            assert_never(expr)


def rising(combine: Callable[..., Cell], inner: tuple[Bounds, ...]) -> Bounds:
    """The bounds of something that never falls when what is inside rises: lows from lows, highs from highs."""
    low = combine([bounds.low for bounds in inner])
    if all([bounds.low is bounds.high for bounds in inner]):
        return Bounds(low, low)
    return Bounds(low, combine([bounds.high for bounds in inner]))


def every(values: list[Cell]) -> Cell:
    """1 where all are 1."""
    result = values[0]
    for value in values[1:]:
        result = result & value
    return result


def some(values: list[Cell]) -> Cell:
    """1 where one is 1."""
    result = values[0]
    for value in values[1:]:
        result = result | value
    return result


def total(values: list[Cell]) -> Cell:
    """The sum. Conditions become whole numbers first: columns of true and false would not add up."""
    result = values[0] * 1
    for value in values[1:]:
        result = result + value
    return result


def lower(a: Cell, b: Cell) -> Cell:
    """The lower of two."""
    return a * (a <= b) + b * (b < a)


def higher(a: Cell, b: Cell) -> Cell:
    """The higher of two."""
    return a * (a >= b) + b * (b > a)


def least(values: list[Cell]) -> Cell:
    """The lowest."""
    result = values[0]
    for value in values[1:]:
        result = lower(result, value)
    return result


def greatest(values: list[Cell]) -> Cell:
    """The highest."""
    result = values[0]
    for value in values[1:]:
        result = higher(result, value)
    return result


def compare(order: Order, left: Bounds, right: Bounds) -> Bounds:
    """Surely so, and possibly so."""
    match order:
        case "<":
            return Bounds(left.high < right.low, left.low < right.high)
        case "<=":
            return Bounds(left.high <= right.low, left.low <= right.high)
        case ">":
            return Bounds(left.low > right.high, left.high > right.low)
        case ">=":
            return Bounds(left.low >= right.high, left.high >= right.low)
        case "==":
            return equal(left, right)
        case "!=":
            same = equal(left, right)
            return Bounds(same.high ^ True, same.low ^ True)
        case _:
            assert_never(order)


def equal(left: Bounds, right: Bounds) -> Bounds:
    """Surely the same: both known and alike. Possibly the same: the intervals meet."""
    surely = (left.low == right.high) & (left.high == right.low)
    return Bounds(surely, (left.low <= right.high) & (right.low <= left.high))


def corners(combine: Callable[[Cell, Cell], Cell], left: Bounds, right: Bounds) -> Bounds:
    """The bounds of something that in each argument rises throughout or falls throughout: look at the corners."""
    lefts, rights = (each[:1] if each.low is each.high else each for each in (left, right))
    values = [combine(a, b) for a in lefts for b in rights]
    return Bounds(least(values), greatest(values))


def share(part: Cell, rest: Cell) -> Cell:
    """The percentage of `part` in both, 0 when both are 0 (the divisor is then raised to 1)."""
    whole = part + rest
    return part * 100 // (whole + (whole == 0))


def size(mask: Cell, width: int) -> Cell:
    """How many of the first `width` bits are set."""
    return total([(mask & (1 << place)) != 0 for place in range(width)])


def pick(table: tree.Pick, inner: tuple[Bounds, ...]) -> Bounds:
    """The union over every row that can still apply; a level that is the only one left is sure."""
    can_apply = [_can_apply(row, table, inner) for row in table.rows]
    nothing = can_apply[0] * 0
    if table.levels:
        maybe = nothing
        for can, row in zip(can_apply, table.rows, strict=True):
            maybe = maybe | can * row.result
        return Bounds(maybe * ((maybe & (maybe - 1)) == 0), maybe)
    lowest = min(row.result for row in table.rows)
    highest = max(row.result for row in table.rows)
    low, high = nothing + highest, nothing + lowest
    for can, row in zip(can_apply, table.rows, strict=True):
        low = lower(low, can * row.result + (can ^ True) * highest)
        high = higher(high, can * row.result + (can ^ True) * lowest)
    return Bounds(low, high)


def _can_apply(row: tree.Row, table: tree.Pick, inner: tuple[Bounds, ...]) -> Cell:
    result: Cell = True
    for cell, bounds, sort in zip(row.cells, inner, table.sorts, strict=True):
        if isinstance(cell, tuple):
            result = result & (bounds.low <= cell[1]) & (cell[0] <= bounds.high)
        elif cell is not None and sort == "yes/no":
            # Bit 0 is no (possible while the low end is 0), bit 1 is yes (possible while the high end is 1).
            result = result & (((bounds.low == 0) & bool(cell & 1)) | ((bounds.high == 1) & bool(cell & 2)))
        elif cell is not None:
            result = result & ((bounds.high & cell) != 0)
    return result
