"""Answers as columns: what each profile of a block said on each question."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from advisor.columns.widths import integer_for, mask_for
from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds, Number, YesNo, none_left
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

Column = npt.NDArray[Any]

NOT_ASKED, KNOWN, RANGE, UNKNOWN, NOT_APPLICABLE = range(5)
CODES: Final = {Said.KNOWN: KNOWN, Said.RANGE: RANGE, Said.UNKNOWN: UNKNOWN, Said.NOT_APPLICABLE: NOT_APPLICABLE}


@frozen
class Told:
    """What the profiles of a block said on one question."""

    said: Column
    """One of the codes above per profile."""
    bounds: Mapping[str, tuple[Column, Column]] = field(default_factory=dict)
    """Per name of the question: the least and the most that was said; where nothing was said, what is offered."""
    given: Mapping[str, Column] = field(default_factory=dict)
    """Of a number each, per name: whether that number was said."""


@frozen
class Block:
    """The answers of some profiles."""

    size: int
    told: Mapping[str, Told] = field(default_factory=dict)
    """By question; one that is not there was asked of nobody."""
    days: Column | None = None
    """Per profile the ordinal of its date, 0 where it has none; of use only where something in the rules is dated."""


def type_of(question: Question, kind: object) -> Any:  # noqa: ANN401  (a type of NumPy)
    """The type of the columns of a question."""
    match kind:
        case YesNo():
            return np.bool_
        case Number(low, high):
            ends = (low, high, *(question.otherwise or ()), 0)
            return integer_for(min(ends), max(ends))
        case _:
            return mask_for(getattr(kind, "options", ()))


def block_of(rulebase: RuleBase, profiles: Sequence[Profile]) -> Block:
    """Profiles as a block. What they say of suppliers is left out."""
    told = {}
    for name, question in rulebase.questions.items():
        answers = [profile.answers.get(name) for profile in profiles]
        if any(answer is not None for answer in answers):
            told[name] = told_by(question, answers)
    return Block(len(profiles), told, days_of(rulebase, [profile.written_on for profile in profiles]))


def days_of(rulebase: RuleBase, days: Sequence[date | None]) -> Column | None:
    """The days of a block, where they matter."""
    if not rulebase.turns:
        return None
    return np.array([each.toordinal() if each else 0 for each in days], dtype=np.int64)


def taken(told: Told, places: Column) -> Told:
    """What some of the profiles said."""
    return Told(
        told.said[places],
        {name: (low[places], high[places]) for name, (low, high) in told.bounds.items()},
        {name: each[places] for name, each in told.given.items()},
    )


def told_by(question: Question, answers: Sequence[Answer | None]) -> Told:
    """What some profiles say on one question; none where it was not asked."""
    said = np.array([NOT_ASKED if each is None else CODES[each.said] for each in answers], dtype=np.uint8)
    bounds, given = {}, {}
    for name in question.names:
        option = name.partition(".")[2]
        found = [_bounds(question, answer, option) for answer in answers]
        bounds[name] = columns_of(question, found)
        if question.of:
            given[name] = np.array([answer is not None and option in answer.each for answer in answers], dtype=np.bool_)
    return Told(said, bounds, given)


def _bounds(question: Question, answer: Answer | None, option: str) -> Bounds:
    if answer is None:
        return question.offered
    found = answer.each.get(option) if question.of else answer.bounds
    return question.offered if found is None else none_left(found, question.most)


def columns_of(question: Question, bounds: Iterable[Bounds]) -> tuple[Column, Column]:
    """Bounds of one name of a question as two columns."""
    found = list(bounds)
    kind = type_of(question, question.kind)
    return (np.array([each.low for each in found], dtype=kind), np.array([each.high for each in found], dtype=kind))
