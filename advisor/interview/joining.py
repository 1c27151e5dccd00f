"""What several people answered to one question, as one answer.

Who did not know leaves it to the others. Where all that was told can be true together, that part of it stands which
everyone allows: ``80 to 120`` and ``at least 100`` make ``100 to 120``. Where it cannot, it is a disagreement, and what
stands holds every answer, or nothing.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Literal

from advisor.files.answers import UNKNOWN, read_answer
from advisor.files.values import AnswerError
from advisor.frozen import frozen
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, hull, is_known, none_left, one_left
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from advisor.model.values import is_ranked, plain_number, plain_value

Keep = Literal["range", "open"]
"""What stands where people disagree: what holds every answer, or "unknown"."""


@frozen
class Joined:
    """One answer, and whether everyone can stand behind it."""

    answer: Answer
    agreed: bool = True


def joined(question: Question, answers: Sequence[Answer], keep: Keep) -> Joined:
    """The answers of several people, at least one, as one.

    Args:
        question: What they answered.
        answers: By whoever was asked; the order means nothing but for which form of equal answers is kept.
        keep: What stands where they disagree.
    """
    told = [each for each in answers if each.said is not Said.UNKNOWN]
    if not told:
        return Joined(answers[0])
    if all(each == told[0] for each in told):
        return _in_one_order(question, told)
    if question.sort == "number each":
        return _each(question, told, keep)
    bounds = [each.bounds for each in told if each.bounds is not None]
    common = _common(question, bounds)
    applying = [each for each in told if each.said is not Said.NOT_APPLICABLE]
    if common is not None and (len(applying) == len(told) or all(each == common for each in bounds)):
        same = next((each for each in applying if each.bounds == common), None)
        return Joined(same or _answer(question, common))
    whole = reduce(lambda one, other: hull(one, other, question.kind), bounds)
    return Joined(_answer(question, whole) if keep == "range" else _unknown(), agreed=False)


def _common(question: Question, bounds: Sequence[Bounds]) -> Bounds | None:
    """What everyone allows; None where there is no such thing."""
    match question.kind:
        case YesNo() | Number():
            found = Bounds(max(each.low for each in bounds), min(each.high for each in bounds))
            return found if found.low <= found.high else None
        case OneOf():
            possible = reduce(int.__and__, (each.high for each in bounds))
            return one_left(Bounds(0, possible), question.kind) if possible else None
        case AnyOf():
            sure = reduce(int.__or__, (each.low for each in bounds))
            possible = reduce(int.__and__, (each.high for each in bounds))
            if sure & ~possible or (question.most and sure.bit_count() > question.most):
                return None
            return none_left(Bounds(sure, possible), question.most)


def _each(question: Question, told: Sequence[Answer], keep: Keep) -> Joined:
    """A number each, option by option; an option that only some gave a number has that number."""
    if any(each.said is Said.NOT_APPLICABLE for each in told):
        return Joined(_unknown(), agreed=False)
    found: dict[str, object] = {}
    agreed = True
    for option in question.options:
        bounds = [each.each[option.id] for each in told if option.id in each.each]
        if not bounds:
            continue
        common = _common(question, bounds)
        if common is not None:
            found[option.id] = value(question, common)
        else:
            agreed = False
            whole = reduce(lambda one, other: hull(one, other, question.kind), bounds)
            found[option.id] = value(question, whole) if keep == "range" else UNKNOWN
    answer = read_answer(question, found)
    return Joined(next((each for each in told if each == answer), answer), agreed)


def _in_one_order(question: Question, told: Sequence[Answer]) -> Joined:
    """The same choices; where the most important stands first, in the order that all of them make together."""
    ranked = [list(each.written) for each in told if is_ranked(question, each)]
    if not ranked or all(each == ranked[0] for each in ranked):
        return Joined(next((each for each in told if is_ranked(question, each)), told[0]))
    usual = [option.id for option in question.options]
    places = {name: sum(each.index(name) for each in ranked) for name in ranked[0]}
    order = sorted(places, key=lambda name: (places[name], usual.index(name)))
    return Joined(read_answer(question, order), agreed=False)


def _answer(question: Question, bounds: Bounds) -> Answer:
    """The answer with these bounds; "unknown" where no answer has them."""
    try:
        answer = read_answer(question, value(question, bounds))
    except AnswerError:  # one end is what counts where the question does not apply, which nobody can answer
        return _unknown()
    return answer if answer.bounds == bounds else _unknown()


def _unknown() -> Answer:
    return Answer(said=Said.UNKNOWN, written=UNKNOWN)


def value(question: Question, bounds: Bounds) -> object:
    """Bounds as a profile has them; an end of a range that is only the furthest that can be answered is left out."""
    if bounds == question.offered and not is_known(bounds):
        return UNKNOWN
    if not isinstance(question.kind, Number) or is_known(bounds):
        return plain_value(question.kind, bounds)
    ends: Mapping[str, tuple[int, int]] = {
        "from": (bounds.low, question.offered.low),
        "to": (bounds.high, question.offered.high),
    }
    return {name: plain_number(end, question.decimals) for name, (end, furthest) in ends.items() if end != furthest}
