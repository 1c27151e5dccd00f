"""Blocks by a rule base in which something is dated: profiles for which the same is in force go together.

What `advisor.advice.in_force` and `advisor.advice.outdated` say of one profile, over columns. Held by law 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from advisor.advice.definitions import of_entries
from advisor.advice.in_force import on_stretch
from advisor.advice.outdated import with_dated_options
from advisor.columns.answers import KNOWN, NOT_APPLICABLE, NOT_ASKED, RANGE, Block, Column, Told, taken
from advisor.columns.results import Advice, Ranked
from advisor.frozen import frozen
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase


@frozen
class Alike:
    """The profiles of a block for which the same is in force."""

    stretch: int
    """The number of the stretch of time, as `advisor.advice.in_force` counts them."""
    places: Column
    """Which profiles these are."""
    block: Block
    """What they say, without what they could not say on their day."""


def alike(whole: RuleBase, block: Block, as_of: date | None, day: date) -> Iterator[Alike]:
    """A block in parts for which the same is in force; one part at least.

    Args:
        whole: With everything, whenever it is in force.
        block: What profiles say, and on which days.
        as_of: The date of the advice; by default that of each profile.
        day: Of the profiles that have none.
    """
    days = np.zeros(block.size, dtype=np.int64) if block.days is None else block.days
    days = np.where(days == 0, day.toordinal(), days)
    turns = np.array([each.toordinal() for each in whole.turns])
    said_in = np.searchsorted(turns, days, side="right")
    judged_in = said_in if as_of is None else np.full_like(said_in, np.searchsorted(turns, as_of.toordinal(), "right"))
    for stretch in np.unique(judged_in).tolist() or [int(np.searchsorted(turns, (as_of or day).toordinal(), "right"))]:
        places = np.flatnonzero(judged_in == stretch)
        some = Block(len(places), {name: taken(told, places) for name, told in block.told.items()})
        yield Alike(stretch, places, _without_outdated(whole, stretch, some, said_in[places]))


def _without_outdated(whole: RuleBase, stretch: int, block: Block, said_in: Column) -> Block:
    """The block without answers that name an option which was not valid; what is open is as open as it is now."""
    told = dict(block.told)
    for question in with_dated_options(whole):
        if question.id in told:
            offered = on_stretch(whole, stretch).questions[question.id]
            told[question.id] = _offered_only(whole, question, offered, told[question.id], said_in)
    return Block(block.size, told)


def _offered_only(whole: RuleBase, question: Question, now: Question, told: Told, said_in: Column) -> Told:
    (low, high), said = told.bounds[question.id], told.said
    is_told = (said == KNOWN) | (said == RANGE)
    outdated = np.zeros(len(said), dtype=np.bool_)
    for stretch in np.unique(said_in).tolist():
        then = on_stretch(whole, stretch).questions[question.id].offered.high
        outdated |= (said_in == stretch) & is_told & ((high & ~high.dtype.type(then)) != 0)
    said = np.where(outdated, np.uint8(NOT_ASKED), said)
    is_open = ~(is_told & ~outdated) & (said != NOT_APPLICABLE)
    ends = (
        np.where(is_open, end.dtype.type(offered), end) for end, offered in zip((low, high), now.offered, strict=True)
    )
    least, most = ends
    return Told(said, {question.id: (least, most)}, told.given)


# -- together again


def together(whole: RuleBase, size: int, parts: Sequence[tuple[Column, Advice]]) -> Advice:
    """The advice for a block, from that for its parts. What is not in force for a profile neither holds nor may."""
    first = parts[0][1]
    absent: dict[str, Column] = {}
    truths = {}
    for name in (*whole.rules(), *(name for name, _when in of_entries(whole))):
        missing = [(places, each) for places, each in parts if name not in each.truths]
        if missing:
            gone = np.zeros(size, dtype=np.bool_)
            for places, _each in missing:
                gone[places] = True
            absent[name] = gone
        ends = [(places, each.truths[name]) for places, each in parts if name in each.truths]
        truths[name] = _pair(size, ends, np.bool_)
    ranked = None
    if first.ranked is not None:
        columns = {
            name: _one(size, [(places, each.ranked.__dict__[name]) for places, each in parts])
            for name in ("role", "settled", "ties", "rivals", "second")
        }
        ranked = Ranked(**columns)
    return Advice(
        size,
        {name: _one(size, [(places, each.could_be[name]) for places, each in parts]) for name in first.could_be},
        {name: _pair(size, [(places, each.fit[name]) for places, each in parts], np.int8) for name in first.fit},
        truths,
        ranked,
        None if first.form is None else _one(size, [(places, each.form) for places, each in parts]),
        None if first.level is None else _one(size, [(places, each.level) for places, each in parts]),
        _one(size, [(places, each.contradicted) for places, each in parts]),
        absent,
    )


def counted(size: int, parts: Sequence[tuple[Column, Mapping[str, Column]]]) -> dict[str, Column]:
    """Columns by name, from those of the parts of a block."""
    return {name: _one(size, [(places, each[name]) for places, each in parts]) for name in parts[0][1]}


def _one(size: int, parts: Sequence[tuple[Column, Any]]) -> Column:
    found = np.zeros(size, dtype=parts[0][1].dtype)
    for places, column in parts:
        found[places] = column
    return found


def _pair(size: int, parts: Sequence[tuple[Column, tuple[Column, Column]]], kind: Any) -> tuple[Column, Column]:  # noqa: ANN401
    low, high = np.zeros(size, dtype=kind), np.zeros(size, dtype=kind)
    for places, (lows, highs) in parts:
        low[places], high[places] = lows, highs
    return low, high
