"""The advice for a block of profiles, as columns: standings, fits, the role that comes first, form and readiness."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from advisor.advice.definitions import LEVEL, of_entries
from advisor.columns.answers import Column
from advisor.columns.evaluate import Evaluated
from advisor.columns.plan import Plan
from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds

SURE_NOT_NOW: Final = 1
"""The mask of a standing that can only be not-now."""


@frozen
class Ranked:
    """Which role comes first, per profile; roles are places in the order of their ids, -1 for none."""

    role: Column
    settled: Column
    ties: Column
    """A bit per role."""
    rivals: Column
    """A bit per role."""
    second: Column


@frozen
class Advice:
    """The advice for a block."""

    size: int
    could_be: Mapping[str, Column] = field(default_factory=dict)
    """Per outcome: a bit per standing that is still possible."""
    fit: Mapping[str, tuple[Column, Column]] = field(default_factory=dict)
    """Per outcome."""
    truths: Mapping[str, tuple[Column, Column]] = field(default_factory=dict)
    """Per rule, warning, check and path: whether it surely holds, and whether it possibly does."""
    ranked: Ranked | None = None
    form: Column | None = None
    """A bit per form that can be meant, in the order of their ids, and the bit after these for none."""
    level: Column | None = None
    """A bit per readiness level: low, medium, high."""
    contradicted: Column | None = None
    """How many checks and caps are surely broken."""
    absent: Mapping[str, Column] = field(default_factory=dict)
    """Of what is not in force for every profile: for which it is not. There it neither holds nor may."""


def advice(plan: Plan, found: Evaluated) -> Advice:
    """What the bounds of a block come down to."""
    base, size = plan.rulebase, found.size

    def column(value: Any, kind: Any) -> Column:  # noqa: ANN401
        return np.broadcast_to(np.asarray(value).astype(kind, copy=False), (size,))

    could_be = {name: column(found.given[f"{name}.standing"].high, np.uint8) for name in base.outcomes}
    fit = {name: _ends(found.given[f"{name}.fit"], np.int8, size) for name in base.outcomes}
    names = [*base.rules(), *(name for name, _when in of_entries(base))]
    truths = {name: _ends(found.given[name], np.bool_, size) for name in names}
    roles = [outcome.id for outcome in base.of_group("role")]
    broken = [truths[f"check:{each.id}"][0] for each in base.checks]
    contradicted = np.zeros(size, dtype=np.uint8)
    for each in (*broken, *found.above.values()):
        contradicted = contradicted + each
    return Advice(
        size,
        could_be,
        fit,
        truths,
        ranked(
            [_ends(found.given[f"{role}.key"], np.int16, size) for role in roles], [could_be[role] for role in roles]
        ),
        _form(plan, truths, size),
        column(found.given[LEVEL].high, np.uint8) if LEVEL in found.given else None,
        contradicted,
    )


def _ends(bounds: Bounds, kind: Any, size: int) -> tuple[Column, Column]:  # noqa: ANN401
    low, high = (np.broadcast_to(np.asarray(end).astype(kind, copy=False), (size,)) for end in bounds)
    return low, high


def ranked(keys: Sequence[tuple[Column, Column]], could_be: Sequence[Column]) -> Ranked | None:
    """Which role comes first: the low end of the key, then the high end, then the id, as `recommend.lead` has it."""
    if not keys:
        return None
    lows, highs = (np.stack([key[end] for key in keys]).astype(np.int32) for end in (0, 1))
    count, size = lows.shape
    order = (lows * 512 + highs) * count - np.arange(count, dtype=np.int32)[:, None]
    top = order.argmax(axis=0)
    every = np.arange(size)
    low = lows[top, every]
    surely = np.stack([(mask & SURE_NOT_NOW) == 0 for mask in could_be])
    never = np.stack([mask == SURE_NOT_NOW for mask in could_be])
    sure = surely[top, every]
    known = lows == highs
    tied = known & known[top, every] & (lows == low) & sure
    several = tied.sum(axis=0) > 1
    ties = tied & several
    is_top = np.arange(count)[:, None] == top
    leading = np.where(several, ties, is_top & sure)
    rivals = ~leading & (highs >= low) & ~never
    has_lead = leading.any(axis=0)
    others = ~leading & surely & has_lead
    second = np.where(others.any(axis=0), np.where(others, order, np.iinfo(np.int32).min).argmax(axis=0), -1)
    return Ranked(
        role=np.where(sure & ~several, top, -1).astype(np.int8),
        settled=~rivals.any(axis=0),
        ties=_bits(ties),
        rivals=_bits(rivals),
        second=second.astype(np.int8),
    )


def _bits(rows: Column) -> Column:
    weights = (1 << np.arange(len(rows), dtype=np.uint64))[:, None]
    found: Column = (rows * weights).sum(axis=0, dtype=np.uint64)
    return found


def _form(plan: Plan, truths: Mapping[str, tuple[Column, Column]], size: int) -> Column:
    """The forms that the paths which hold or still can lead to; none is possible while no path surely holds."""
    forms = [outcome.id for outcome in plan.rulebase.of_group("form")]
    meant = np.zeros(size, dtype=np.uint8)
    surely = np.zeros(size, dtype=np.bool_)
    for path in plan.rulebase.paths:
        low, high = truths[f"path:{path.id}"]
        surely = surely | low
        if path.to in forms:
            meant = meant | (high * np.uint8(1 << forms.index(path.to)))
    return meant | (~surely * np.uint8(1 << len(forms)))
