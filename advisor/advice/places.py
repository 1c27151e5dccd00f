"""Which role can come first, and which second, from the bounds of their keys: for conditions over a result.

The key of a role is at least that of the lowest emerging role when it is emerging, so keys say everything. Only
operators are used that mean the same for whole numbers and for columns of them, so that one profile and a block of
profiles are read by the same lines. As with bounds, the types name those of one profile.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from advisor.advice.scores import FULL
from advisor.language.kinds import Bounds
from advisor.language.possible import greatest, some

EMERGING: Final = FULL + 1
"""The key of what is just emerging, less its fit."""


def first(keys: Sequence[Bounds]) -> int:
    """Who can come first: a bit per role, then one for a tie, then one for no role at all.

    A role comes first when it is at least emerging and its key is above that of every other.
    """
    if not keys:
        return 1 << 1
    best = greatest([EMERGING, *(key.low for key in keys)])
    alone = [
        (key.high >= EMERGING) & _all(key.high > other.low for other in _beside(place, keys))
        for place, key in enumerate(keys)
    ]
    reaching = [key.high >= best for key in keys]
    tie = _any(one & other for place, one in enumerate(reaching) for other in reaching[:place])
    return _mask([*alone, tie, _all(key.low < EMERGING for key in keys)])


def second(keys: Sequence[Bounds]) -> int:
    """Who can come second: a bit per role, then one for none.

    Of those that are at least emerging and do not come first, alone or in a tie, that is the one with the highest
    key; of equals the first. `keys` stand in that order.
    """
    beaten = [_any(other.low > key.high for other in _beside(place, keys)) for place, key in enumerate(keys)]
    can_be = []
    for place, key in enumerate(keys):
        is_above = _any((other.high > key.low) & (other.high > EMERGING) for other in _beside(place, keys))
        before = [
            beaten[each] & (other.low >= key.high if each < place else other.low > key.high)
            for each, other in enumerate(keys)
            if each != place
        ]
        can_be.append((key.high >= EMERGING) & is_above & (_any(before) ^ True))
    surely = _any(behind & (key.low >= EMERGING) for behind, key in zip(beaten, keys, strict=True))
    return _mask([*can_be, surely ^ True])


def _beside(place: int, keys: Sequence[Bounds]) -> list[Bounds]:
    return [*keys[:place], *keys[place + 1 :]]


def _any(values: Iterable[bool]) -> bool:
    found: bool = some([False, *values])
    return found


def _all(values: Iterable[bool]) -> bool:
    return _any(value ^ True for value in values) ^ True


def _mask(flags: Sequence[bool]) -> int:
    """A number with a bit per flag."""
    found = 0
    for place, flag in enumerate(flags):
        found = found | flag * (1 << place)
    return found
