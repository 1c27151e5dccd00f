"""Conditions over a result, for a block of profiles: what `advisor.advice.asked` says of each of them. Held by law 4.

What only a full result has, steps and open questions, is refused. As with all of a block, named suppliers, steps that
are done and warnings that are set aside do not count.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from advisor.advice import places
from advisor.advice.asked import FULL_RESULT, Asked, cautions, scope_of
from advisor.columns.answers import Column
from advisor.columns.evaluate import Evaluated
from advisor.columns.plan import Plan
from advisor.columns.results import Advice
from advisor.language.kinds import Bounds, Kind, Number
from advisor.model.rulebase import RuleBase

BITS: Final = 64
"""Cautions in one column; more take whole numbers of Python, which are slower."""


def asked_column(asked: Asked, plan: Plan, evaluated: Evaluated, advice: Advice) -> tuple[Column, Column]:
    """Whether a condition surely holds, and whether it possibly does, per profile.

    Raises:
        AdvisorError: It reads what only a full result has.
    """
    for name in FULL_RESULT:
        if name in asked.reads:
            raise asked.refused("U531", name)
    asked = asked.on(plan.rulebase)
    kinds = scope_of(plan.rulebase).kinds
    given = {}
    for name in asked.reads:
        part = PARTS.get(name)
        given[name] = part(plan.rulebase, evaluated, advice) if part else _given(evaluated, name, kinds[name])
    surely, possibly = (
        np.broadcast_to(np.asarray(end).astype(np.bool_), (evaluated.size,)) for end in asked.bounds(given)
    )
    return surely, possibly


def _given(evaluated: Evaluated, name: str, kind: Kind) -> Bounds:
    """Numbers are made so wide that nothing which the language allows can overflow."""
    low, high = evaluated.given[name]
    return Bounds(*(_wide(end) for end in (low, high))) if isinstance(kind, Number) else Bounds(low, high)


def _keys(rulebase: RuleBase, evaluated: Evaluated) -> list[Bounds]:
    return [evaluated.given[f"{outcome.id}.key"] for outcome in rulebase.of_group("role")]


def _warnings(rulebase: RuleBase, evaluated: Evaluated, advice: Advice) -> Bounds:
    names = [name for name, _when in cautions(rulebase.entire)]
    kind: Any = np.uint64 if len(names) <= BITS else np.object_
    low: Any = np.zeros(evaluated.size, dtype=kind)
    high: Any = low
    for place, name in enumerate(names):
        truths = advice.truths.get(f"warning:{name}") or advice.truths.get(name)
        if truths is None:  # not in force
            continue
        surely, possibly = truths
        low, high = low | (surely.astype(kind) << place), high | (possibly.astype(kind) << place)
    return Bounds(low, high)


def _lead_settled(advice: Advice) -> Any:  # noqa: ANN401  (a truth, or a column of them)
    return True if advice.ranked is None else advice.ranked.settled


def _settled(advice: Advice) -> Any:  # noqa: ANN401
    return _lead_settled(advice) & _single(advice.form) & _single(advice.level)


def _single(mask: Column | None) -> Any:  # noqa: ANN401
    """Whether one bit is left; where there is nothing to choose from, that is settled."""
    return True if mask is None else (mask & (mask - mask.dtype.type(1))) == 0


def _both(end: Any) -> Bounds:  # noqa: ANN401
    """Bounds of what is known; and of a single choice, of which conditions look at what is possible only."""
    return Bounds(end, end)


def _wide(end: Any) -> Any:  # noqa: ANN401
    return np.asarray(end).astype(np.int64)


PARTS: Final[Mapping[str, Callable[[RuleBase, Evaluated, Advice], Bounds]]] = {
    "lead": lambda base, found, _advice: _both(places.first(_keys(base, found))),
    "second": lambda base, found, _advice: _both(places.second(_keys(base, found))),
    "form": lambda _base, _found, advice: _both(advice.form),
    "readiness": lambda _base, _found, advice: _both(advice.level),
    "warnings": _warnings,
    "settled": lambda _base, _found, advice: _both(_settled(advice)),
    "lead_settled": lambda _base, _found, advice: _both(_lead_settled(advice)),
    "contradictions": lambda _base, _found, advice: _both(_wide(advice.contradicted)),
}
"""The names for parts of the result."""
