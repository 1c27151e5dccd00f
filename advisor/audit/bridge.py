"""The same answer in the numbers of two rule bases: options may stand in another order, or a number have decimals."""

from typing import Any, Final

import numpy as np

from advisor.columns.answers import Column, Told, type_of
from advisor.frozen import frozen, replace
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, chosen_in
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

OLD: Final = 0
"""The place of the old rule base in pairs; the new one has the other."""


@frozen
class Bridge:
    """A question that two rule bases ask in the same way."""

    ends: tuple[Question, Question]
    """In the old and in the new rule base, each offering only what both offer."""


def bridges(old: RuleBase, new: RuleBase) -> dict[str, Bridge]:
    """The questions that both ask in the same way and for which both offer a common answer, by id."""
    found = {}
    for name, question in old.questions.items():
        other = new.questions.get(name)
        if other is not None and question.sort == other.sort and question.of == other.of:
            ends = _narrowed(question, other)
            if ends is not None:
                found[name] = Bridge(ends)
    return {name: bridge for name, bridge in found.items() if bridge.ends[OLD].of in ("", *found)}


def _narrowed(one: Question, other: Question) -> tuple[Question, Question] | None:
    """Both, offering what both offer; None when that is nothing."""
    match one.kind, other.kind:
        case Number(), Number():
            return _numbers(one, other)
        case (OneOf(mine), OneOf(theirs)) | (AnyOf(mine), AnyOf(theirs)):
            both = set(chosen_in(one.offered.high, mine)) & set(chosen_in(other.offered.high, theirs))
            offered = [option for option in mine if option in both]
            if not offered:
                return None
            most = min([each.most for each in (one, other) if each.most], default=0)
            mask, their_mask = (sum(1 << options.index(each) for each in offered) for options in (mine, theirs))
            return (
                replace(one, offered=_choice(one, mask), most=most),
                replace(other, offered=_choice(other, their_mask), most=most),
            )
        case _:
            return one, other


def _choice(question: Question, mask: int) -> Bounds:
    is_sure = isinstance(question.kind, OneOf) and mask & (mask - 1) == 0
    return Bounds(mask if is_sure else 0, mask)


def _numbers(one: Question, other: Question) -> tuple[Question, Question] | None:
    """In steps that both know: those of the one with fewer decimals."""
    coarse = min(one.decimals, other.decimals)
    steps = [10 ** (each.decimals - coarse) for each in (one, other)]
    low = max(-(-each.offered.low // step) for each, step in zip((one, other), steps, strict=True))
    high = min(each.offered.high // step for each, step in zip((one, other), steps, strict=True))
    if low > high:
        return None
    mine, theirs = (Bounds(low * step, high * step) for step in steps)
    return replace(one, offered=mine), replace(other, offered=theirs)


def told_as(bridge: Bridge, told: Told, drawn: int, side: int) -> Told:
    """What was drawn for one of the two, as one of them has it: rounded down to what both know."""
    last = bridge.ends[side]
    bounds, given = {}, {}
    size = len(told.said)
    for name in last.names:
        column = told.bounds[name][0] if name in told.bounds else np.full(size, last.offered.low)
        value = _value(column, bridge, drawn, side)
        bounds[name] = (value, value)
        if last.of:
            given[name] = np.full(size, name in told.bounds, dtype=np.bool_)
    return Told(told.said, bounds, given)


def _value(column: Column, bridge: Bridge, drawn: int, side: int) -> Any:  # noqa: ANN401  (a column)
    first, last = bridge.ends[drawn], bridge.ends[side]
    kind = type_of(last, last.kind)
    match first.kind, last.kind:
        case Number(), Number():
            coarse = min(each.decimals for each in bridge.ends)
            whole = column.astype(np.int64) // 10 ** (first.decimals - coarse)
            return (whole * 10 ** (last.decimals - coarse)).astype(kind)
        case (OneOf(mine), OneOf(theirs)) | (AnyOf(mine), AnyOf(theirs)):
            if mine == theirs:
                return column.astype(kind)
            bits = column.astype(np.uint64)
            found = np.zeros(len(column), dtype=np.uint64)
            for place, option in enumerate(mine):
                if option in theirs:
                    found |= ((bits >> np.uint64(place)) & np.uint64(1)) << np.uint64(theirs.index(option))
            return found.astype(kind)
        case _:
            return column.astype(kind)
