"""What an expression is when everything is known: the definition of the language.

Conditions are 0 or 1, numbers are scaled whole numbers, choices and sets are bit masks.
"""

from collections.abc import Mapping
from math import prod
from typing import assert_never

from advisor.language import tree
from advisor.language.tree import Expr, Row

COMPARISONS = {
    "<": int.__lt__,
    "<=": int.__le__,
    "==": int.__eq__,
    "!=": int.__ne__,
    ">=": int.__ge__,
    ">": int.__gt__,
}


def exact(expr: Expr, facts: Mapping[str, int]) -> int:
    """The value of `expr` when every name has the value that `facts` gives it."""
    inner = [exact(part, facts) for part in tree.parts(expr)]
    match expr:
        case tree.Name(name):
            return facts[name]
        case tree.Constant(value):
            return value
        case tree.Not():
            return 1 - inner[0]
        case tree.All():
            return int(all(inner))
        case tree.Any():
            return int(any(inner))
        case tree.Compare(order):
            return int(COMPARISONS[order](inner[0], inner[1]))
        case tree.Among(_, _, mask) | tree.Includes(_, _, mask):
            return int(inner[0] & mask != 0)
        case tree.Sum() | tree.Count() | tree.Weighted():
            return sum(inner)
        case tree.Difference():
            return inner[0] - inner[1]
        case tree.Times():
            return prod(inner)
        case tree.Scaled(_, power):
            return int(inner[0] * 10**power)
        case tree.Least():
            return min(inner)
        case tree.Greatest():
            return max(inner)
        case tree.Percent():
            return 100 * inner[0] // inner[1]
        case tree.Share():
            return 100 * inner[0] // sum(inner) if any(inner) else 0
        case tree.Size():
            return inner[0].bit_count()
        case tree.Shared():
            return inner[0] & inner[1]
        case tree.Either():
            return inner[0] | inner[1]
        case tree.Pick(_, _, rows):
            return next(row.result for row in rows if _applies(row, inner, expr))
        case _:
            assert_never(expr)


def _applies(row: Row, values: list[int], table: tree.Pick) -> bool:
    for cell, value, sort in zip(row.cells, values, table.sorts, strict=True):
        if isinstance(cell, tuple):
            if not cell[0] <= value <= cell[1]:
                return False
        elif cell is not None and not cell & (1 << value if sort == "yes/no" else value):
            return False
    return True
