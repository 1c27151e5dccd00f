"""The bounds of one node over columns: `advisor.language.possible`, with what NumPy does faster done by NumPy.

Where a column of truths is counted or multiplied, Python's operators would make it eight times as wide; where the
lowest or highest is taken, they would go through the columns four times. Everything else is the same function as for
one profile. The plan has made the columns wide enough, so that nothing overflows here. Held by law 4.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from advisor.columns.widths import integer_for, mask_for
from advisor.language import possible, tree
from advisor.language.kinds import Bounds, Given
from advisor.language.tree import Expr


def step(expr: Expr, inner: tuple[Bounds, ...], given: Given) -> Bounds:  # noqa: PLR0911  (one case per node)
    """The bounds of one node, from the bounds of the expressions directly inside it."""
    match expr:
        case tree.Count() | tree.Sum() | tree.Weighted():
            return rising(total, inner)
        case tree.Least():
            return rising(least, inner)
        case tree.Greatest():
            return rising(greatest, inner)
        case tree.Times(tree.Constant(value)):
            return times(inner[1], value)
        case tree.Times(_, tree.Constant(value)):
            return times(inner[0], value)
        case tree.Size():
            return Bounds(*(np.bitwise_count(np.asarray(end)).view(np.int8) for end in inner[0]))
        case tree.Pick():
            return pick(expr, inner)
        case _:
            return possible.step(expr, inner, given)


def rising(combine: Callable[[Sequence[Any]], Any], inner: tuple[Bounds, ...]) -> Bounds:
    """Lows from lows and highs from highs; once, where everything is known."""
    low = combine([bounds.low for bounds in inner])
    if all(bounds.low is bounds.high for bounds in inner):
        return Bounds(low, low)
    return Bounds(low, combine([bounds.high for bounds in inner]))


def numbers(end: Any) -> Any:  # noqa: ANN401  (a whole number or a column)
    """Truths as numbers of one byte, everything else as it is."""
    if isinstance(end, np.ndarray | np.generic) and end.dtype == np.bool_:
        return end.view(np.int8)
    return int(end) if isinstance(end, bool) else end


def total(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """The sum."""
    first, *rest = (numbers(value) for value in values)
    for value in rest:
        first = first + value
    return first


def least(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """The lowest."""
    first, *rest = values
    for value in rest:
        first = np.minimum(first, value)
    return first


def greatest(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """The highest."""
    first, *rest = values
    for value in rest:
        first = np.maximum(first, value)
    return first


def times(bounds: Bounds, value: int) -> Bounds:
    """A number of which one factor is written in the rules."""
    low, high = numbers(bounds.low), numbers(bounds.high)
    if low is high or bounds.low is bounds.high:
        product = low * value
        return Bounds(product, product)
    return Bounds(low * value, high * value) if value >= 0 else Bounds(high * value, low * value)


def pick(table: tree.Pick, inner: tuple[Bounds, ...]) -> Bounds:
    """The union over every row that can still apply.

    Worked out by multiplying and adding: NumPy takes a hundred times as long to choose between values.
    """
    can: dict[int, Any] = {}
    for row in table.rows:
        applies = np.asarray(_can_apply(row, table, inner))
        can[row.result] = applies if row.result not in can else can[row.result] | applies
    results = sorted(can)
    kind = _type_for(results, table)
    if table.levels:
        maybe = can[results[0]] * kind(results[0])
        for result in results[1:]:
            maybe = maybe | (can[result] * kind(result))
        return Bounds(maybe * ((maybe & (maybe - kind(1))) == 0), maybe)
    return Bounds(_first(results, can, kind), _first(results[::-1], can, kind))


def _first(results: Sequence[int], can: Mapping[int, Any], kind: Any) -> Any:  # noqa: ANN401  (a type of NumPy)
    """The first of the results that is possible."""
    none = ~can[results[0]]
    found = (
        none * kind(results[1] - results[0]) + kind(results[0])
        if len(results) > 1
        else none * kind(0) + kind(results[0])
    )
    for before, result in pairwise(results[1:]):
        none = none & ~can[before]
        found = found + none * kind(result - before)
    return found


def _type_for(results: Sequence[int], table: tree.Pick) -> Any:  # noqa: ANN401  (a type of NumPy)
    """Of levels one with a bit for each; of numbers one that holds them and what lies between any two."""
    if table.levels:
        return mask_for(range(results[-1].bit_length()))
    return integer_for(min(results[0], results[0] - results[-1]), max(results[-1], results[-1] - results[0]))


def _can_apply(row: tree.Row, table: tree.Pick, inner: tuple[Bounds, ...]) -> Any:  # noqa: ANN401
    result: Any = True
    for cell, bounds, sort in zip(row.cells, inner, table.sorts, strict=True):
        if isinstance(cell, tuple):
            result = result & (bounds.low <= cell[1]) & (bounds.high >= cell[0])
        elif cell is not None and sort == "yes/no":
            if not cell & 1:
                result = result & np.asarray(bounds.high, dtype=np.bool_)
            elif not cell & 2:
                result = result & ~np.asarray(bounds.low, dtype=np.bool_)
        elif cell is not None:
            result = result & ((bounds.high & cell) != 0)
    return result
