"""Running a plan on a block of profiles."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from advisor.columns.answers import Block, Column
from advisor.columns.plan import Ask, Define, Plan, Work
from advisor.columns.reading import step
from advisor.columns.settle import CERTAIN, settle_question
from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds


@frozen
class Evaluated:
    """What became of a block."""

    size: int
    given: Mapping[str, Bounds] = field(default_factory=dict)
    """The bounds of every name, rules included, and of warnings, checks and paths as ``warning:ID`` and so on."""
    states: Mapping[str, Column] = field(default_factory=dict)
    """Per question its state per profile, as a place in `advisor.columns.settle.STATES`."""
    above: Mapping[str, Column] = field(default_factory=dict)
    """Per question with a cap, where the answer lies above it."""


def evaluate(plan: Plan, block: Block) -> Evaluated:
    """The bounds of everything, for every profile of a block."""
    places: list[Any] = [None] * plan.width
    given: dict[str, Bounds] = {}
    states: dict[str, Column] = {}
    above: dict[str, Column] = {}
    for each, finished in zip(plan.instructions, plan.finished, strict=True):
        match each:
            case Work(place, expr, inner, room):
                parts = tuple([places[part] for part in inner])
                if room is not None:
                    parts = tuple([_widened(part, room) for part in parts])
                places[place] = step(expr, parts, given)
            case Define(name, place):
                given[name] = places[place]
            case Ask(question, when, at_most):
                applies = CERTAIN if when is None else places[when]
                cap = None if at_most is None else places[at_most]
                states[question.id], exceeds = settle_question(each, block, applies, cap, given)
                if at_most is not None:
                    above[question.id] = exceeds
        for place in finished:
            places[place] = None
    return Evaluated(block.size, given, states, above)


def _widened(bounds: Bounds, room: Any) -> Bounds:  # noqa: ANN401  (a type of NumPy)
    """Columns in which nothing that is worked out with them overflows; whole numbers are as wide as they need to be."""
    low = _wide(bounds.low, room)
    return Bounds(low, low if bounds.low is bounds.high else _wide(bounds.high, room))


def _wide(end: Any, room: Any) -> Any:  # noqa: ANN401
    if isinstance(end, np.ndarray | np.generic) and end.dtype.itemsize < np.dtype(room).itemsize:
        return end.astype(room)
    return end
