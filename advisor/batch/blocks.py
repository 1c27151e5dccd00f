"""What profiles said, as columns that are laid over one another, and put one behind the other."""

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.batch.plain_columns import Values
from advisor.columns.answers import NOT_ASKED, Block, Column, Told


def either(first: Told, second: Told) -> Told:
    """What is said by one of two keys of which no line has both."""
    use = second.said != NOT_ASKED
    return Told(
        np.where(use, second.said, first.said),
        {
            name: tuple(
                np.where(use, new, old) for new, old in zip(second.bounds[name], first.bounds[name], strict=True)
            )  # type: ignore[misc]
            for name in first.bounds
        },
        {name: np.where(use, second.given[name], first.given[name]) for name in first.given},
    )


def joined(
    values: Mapping[str, Values], told: Sequence[tuple[Mapping[str, Told], int]], order: Sequence[int] | None
) -> Block:
    """Blocks one behind the other, each with its size, and then in another order if there is one."""
    found = {}
    for name, each in values.items():
        given = [part.get(name) for part, _size in told]
        if not any(part is not None and (part.said != NOT_ASKED).any() for part in given):
            continue
        parts = [part or each.column([None] * size) for part, (_told, size) in zip(given, told, strict=True)]
        found[name] = Told(
            _one([part.said for part in parts], order),
            {
                key: (
                    _one([part.bounds[key][0] for part in parts], order),
                    _one([part.bounds[key][1] for part in parts], order),
                )
                for key in parts[0].bounds
            },
            {key: _one([part.given[key] for part in parts], order) for key in parts[0].given},
        )
    return Block(sum(size for _told, size in told), found)


def _one(columns: Sequence[Column], order: Sequence[int] | None) -> Column:
    whole = np.concatenate(columns)
    return whole if order is None else whole[order]
