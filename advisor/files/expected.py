"""What examples and cases are made of: answers given, and what is expected of the advice."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from advisor.files.answers import read_answer, refusals
from advisor.files.conditions import Names
from advisor.files.faults import Faults, Spot
from advisor.files.values import AnswerError, bounds_of, scaled, shown
from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, YesNo, hull
from advisor.model.profile import Answer
from advisor.model.question import Question
from advisor.words import closest

TRUTHS: Final = {"yes": Bounds(1, 1), "no": Bounds(0, 0), "open": Bounds(0, 1)}
"""What can be expected of a rule, or of a quantity that is a yes or no."""
SIMPLE: Final = (str, int, Decimal)
"""Values that can be looked up."""


def read_given(name: str, raw: object, above: Spot, questions: Mapping[str, Question], names: Names) -> Answer | None:
    """An answer as in a profile, from the table above it; None for what is none, with every reason remembered."""
    if name in names.broken:
        return None
    if name in names.off:
        off = names.off[name]
        names.faults.add("R341", above.within(name), what=off.sort, id=name, reason=shown(off.raw["off"]))
        return None
    question = questions.get(name)
    if question is None:
        guess = closest(name, questions) or ""
        names.faults.add("R340", above.within(name), what="question", id=shown(name), guess=guess)
        return None
    key = (name, type(raw), raw) if isinstance(raw, SIMPLE) else None
    if key in names.given:
        return names.given[key]
    try:
        answer = read_answer(question, raw)
    except AnswerError:
        for error in refusals(question, raw):
            names.faults.add(error.code, above.within(name), guess=error.guess, values=error.values)
        return None
    if key is not None:
        names.given[key] = answer
    return answer


def one_of(name: str, found: Sequence[object], allowed: Iterable[str], spot: Spot, faults: Faults) -> None:
    """Every value found is one of those that `name` can be, and there is one."""
    allowed = [str(each) for each in allowed]
    if not found:
        faults.add("R314", spot, key=name)
    for each in found:
        if each not in allowed:
            guess = closest(shown(each), allowed) or ""
            faults.add("R367", spot, value=shown(each), id=name, offered=", ".join(allowed), guess=guess)


def read_quantity(name: str, kind: Kind, raw: object, spot: Spot, faults: Faults) -> Bounds | None:
    """What is expected of a quantity; None for what it can never be, with the reason remembered."""
    if isinstance(kind, YesNo):
        one_of(name, [raw], TRUTHS, spot, faults)
        return TRUTHS.get(raw) if isinstance(raw, str) else None
    try:
        return expected_bounds(kind, raw)
    except AnswerError as error:
        faults.add(error.code, spot, guess=error.guess, values=error.values)
        return None


def expected_bounds(kind: Kind, raw: object) -> Bounds:
    """What a number, a level or a set of options is expected to be.

    A number is ``180``, or ``[180, 1000]`` for exactly what it can still be; a level is one or a list of those that are
    left; a set is a list, or ``{ sure = [...], maybe = [...] }``.

    Raises:
        AnswerError: It is nothing of that kind.
    """
    match kind:
        case YesNo():
            return bounds_of(raw, "yes/no", kind)
        case Number():
            ends = raw if isinstance(raw, list) and len(raw) == 2 else [raw, raw]
            low, high = (scaled(each, kind.decimals) for each in ends)
            if low > high:
                raise AnswerError("P404", {"low": shown(ends[0]), "high": shown(ends[1])})
            return Bounds(low, high)
        case OneOf():
            first, *rest = (
                bounds_of(each, "one of", kind) for each in (raw if isinstance(raw, list) and raw else [raw])
            )
            for each in rest:
                first = hull(first, each, kind)
            return first
        case AnyOf():
            if not isinstance(raw, dict):
                return bounds_of(raw, "any of", kind)
            sure, maybe = (bounds_of(raw.get(key, []), "any of", kind).low for key in ("sure", "maybe"))
            return Bounds(sure, sure | maybe)
