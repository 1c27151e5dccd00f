"""How many bytes a column needs."""

from collections.abc import Collection
from typing import Any, Final

import numpy as np

INTEGERS: Final = (np.int8, np.int16, np.int32, np.int64)
MASKS: Final = ((8, np.uint8), (16, np.uint16), (32, np.uint32), (64, np.uint64))


def integer_for(low: int, high: int) -> Any:  # noqa: ANN401  (a type of NumPy)
    """The narrowest signed integer type that holds both numbers. Raises OverflowError when none does."""
    for each in INTEGERS:
        if np.iinfo(each).min <= low and high <= np.iinfo(each).max:
            return each
    raise OverflowError(f"{low} to {high} needs more than 64 bits")


def mask_for(options: Collection[object]) -> Any:  # noqa: ANN401  (a type of NumPy)
    """The narrowest unsigned type with a bit for each option."""
    return next(each for bits, each in MASKS if len(options) <= bits)
