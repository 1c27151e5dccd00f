"""From answers to bounds for a block of profiles: `advisor.advice.facts` over columns.

A question is what was answered, or the widest it offers; its `otherwise` where it surely does not apply; the hull of
both where that is open. Of a single choice only the options that are still possible are kept: no reading looks at what
is surely chosen.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from advisor.columns.answers import KNOWN, NOT_APPLICABLE, NOT_ASKED, RANGE, Block, Column, Told, type_of
from advisor.columns.plan import Ask
from advisor.columns.widths import mask_for
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo
from advisor.model.question import Question

CERTAIN: Final = Bounds(1, 1)
STATES: Final = ("not_asked", "known", "range", "unknown", "not_applicable", "parked")
"""In the order of the codes of answers; parked is what is told and does not apply."""
PARKED: Final = STATES.index("parked")


def settle_question(
    ask: Ask, block: Block, applies: Bounds, cap: Bounds | None, given: dict[str, Bounds]
) -> tuple[Column, Column]:
    """Work out the bounds of the names of one question; everything it reads has been worked out before.

    Returns:
        The state of the question per profile, as a place in `STATES`, and where its answer lies above its cap.
    """
    question, told = ask.question, block.told.get(ask.question.id)
    if question.of:
        return _each(question, told, block.size, applies, cap, given)
    low, high = _said(question, question.id, told)
    if cap is not None:
        high = _capped(low, high, cap)
    given[question.id] = with_otherwise(question, low, high, applies)
    above = _above(low, cap, told, applies, block.size)
    return states_of(told, applies.high, block.size), above


def _said(question: Question, name: str, told: Told | None) -> tuple[Any, Any]:
    if told is None:
        kind = type_of(question, question.kind)
        return kind(question.offered.low), kind(question.offered.high)
    return told.bounds[name]


def _capped(low: Any, high: Any, cap: Bounds) -> Any:  # noqa: ANN401  (whole numbers or columns)
    """The high end of an answer that is not known, no higher than its cap and no lower than its low end."""
    least = np.minimum(high, np.asarray(cap.high).clip(None, np.iinfo(high.dtype).max).astype(high.dtype))
    return select(np.asarray(low == high), high, np.maximum(low, least))


def _above(low: Any, cap: Bounds | None, told: Told | None, applies: Bounds, size: int) -> Column:  # noqa: ANN401
    if cap is None or told is None:
        return np.zeros(size, dtype=np.bool_)
    answered = (told.said == KNOWN) | (told.said == RANGE) | (told.said == NOT_APPLICABLE)
    return np.broadcast_to(answered & np.asarray(applies.low, dtype=np.bool_) & (low > cap.high), (size,))


def with_otherwise(question: Question, low: Any, high: Any, applies: Bounds) -> Bounds:  # noqa: ANN401
    """The answer where the question applies, what stands otherwise where it does not, the hull where that is open."""
    other = question.otherwise
    if other is None or applies is CERTAIN:
        return Bounds(low, high)
    sure, may = np.asarray(applies.low, dtype=np.bool_), np.asarray(applies.high, dtype=np.bool_)
    kind = type_of(question, question.kind)
    least, most = kind(other.low), kind(other.high)
    lower, higher = HULLS[type(question.kind)]
    highs = _hull(high, most, sure, may, higher)
    if isinstance(question.kind, OneOf):
        return Bounds(highs, highs)
    return Bounds(_hull(low, least, sure, may, lower), highs)


HULLS: Final[Mapping[type, tuple[Any, Any]]] = {
    YesNo: (np.minimum, np.maximum),
    Number: (np.minimum, np.maximum),
    OneOf: (np.bitwise_and, np.bitwise_or),
    AnyOf: (np.bitwise_and, np.bitwise_or),
}
"""How the ends of two bounds of a kind are put together."""


def _hull(end: Any, other: Any, sure: Column, may: Column, combine: Any) -> Any:  # noqa: ANN401
    """The end where the question surely applies, what stands otherwise where it cannot, both put together elsewhere."""
    found = select(may, end, other)
    unsure = may & ~sure
    return select(unsure, combine(end, other), found) if unsure.any() else found


def _each(
    question: Question, told: Told | None, size: int, applies: Bounds, cap: Bounds | None, given: dict[str, Bounds]
) -> tuple[Column, Column]:
    """A number per option: 0 for an option that is not chosen, from 0 for one that may be."""
    chosen = given[question.of]
    asked = missing = above = np.zeros(size, dtype=np.bool_)
    kind = type_of(question, question.kind)
    zero = kind(0)
    for place, name in enumerate(question.names):
        bit = mask_for(question.options)(1 << place)
        may, sure = ((np.asarray(end) & bit) != 0 for end in (chosen.high, chosen.low))
        low, high = _said(question, name, told)
        if cap is not None:
            high = _capped(low, high, cap)
        number_given = told.given[name] if told is not None else np.zeros(size, dtype=np.bool_)
        asked = asked | may
        missing = missing | (may & (~number_given | (np.asarray(low) != high)))
        lows = select(sure, low, select(may, np.minimum(low, zero), zero))
        highs = select(sure, high, select(may, np.maximum(high, zero), zero))
        if cap is not None:
            above = above | (sure & np.asarray(applies.low, dtype=np.bool_) & number_given & (lows > cap.high))
        given[name] = with_otherwise(question, lows, highs, applies)
    states = states_of(told, np.asarray(applies.high, dtype=np.bool_) & asked, size)
    return select((states == KNOWN) & missing, np.uint8(RANGE), states), above


def select(where: Any, one: Any, other: Any) -> Any:  # noqa: ANN401  (columns, or single values of NumPy)
    """One value where that holds, the other elsewhere, both of one type.

    With bits, as NumPy's own `where` takes a hundred times as long on columns without a pattern.
    """
    if getattr(one, "dtype", None) == np.bool_:
        return (where & one) | (~where & other)
    mask = where * ~one.dtype.type(0)
    return (one & mask) | (other & ~mask)


def states_of(told: Told | None, applies: Any, size: int) -> Column:  # noqa: ANN401  (a truth, or a column of them)
    """The state of a question per profile, where it is known whether it possibly applies."""
    said = told.said if told is not None else np.full(size, NOT_ASKED, dtype=np.uint8)
    may = np.asarray(applies, dtype=np.bool_)
    if may.all():
        return said
    worth_keeping = (said == KNOWN) | (said == RANGE)
    states: Column = select(may, said, select(worth_keeping, np.uint8(PARKED), np.uint8(NOT_APPLICABLE)))
    return states


def counts(states: Mapping[str, Column], size: int) -> dict[str, Column]:
    """How many questions are in which state, per profile."""
    found = {name: np.zeros(size, dtype=np.uint16) for name in STATES}
    for column in states.values():
        for code, name in enumerate(STATES):
            found[name] += column == code
    return found
