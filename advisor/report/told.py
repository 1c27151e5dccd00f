"""Which ends of a range are knowledge, and which only say how far a question happens to reach.

The same profile is settled once more under questions without an upper limit: an end that then moves was no knowledge.
"""

from advisor.advice.facts import settle
from advisor.frozen import replace
from advisor.language.kinds import Bounds, is_known
from advisor.model.assessment import Assessment
from advisor.model.profile import Answer
from advisor.model.question import Question
from advisor.words import Words


def without_limits(assessment: Assessment) -> Assessment:
    """The assessment with the bounds that its answers give when numbers may be as high as one likes."""
    base, profile = assessment.rulebase, assessment.profile
    questions = {name: replace(each, offered=_stretched(each, each.offered)) for name, each in base.questions.items()}
    answers = {
        name: _answer(base.questions[name], each) for name, each in profile.answers.items() if name in base.questions
    }
    settled = settle(replace(base, questions=questions), replace(profile, answers=answers))
    return replace(assessment, given=settled.given, quantities=settled.quantities)


def _stretched(question: Question, bounds: Bounds) -> Bounds:
    """A percentage or a scale ends where it does by nature; of other numbers the end is only a precaution."""
    limited = question.sort in ("number", "number each") and question.unit != "%"
    if not limited or is_known(bounds) or bounds.high != question.offered.high:
        return bounds
    return Bounds(bounds.low, 2 * abs(bounds.high) + 1)


def _answer(question: Question, answer: Answer) -> Answer:
    each = {option: _stretched(question, bounds) for option, bounds in answer.each.items()}
    return replace(answer, each=each, bounds=_stretched(question, answer.bounds) if answer.bounds else None)


def told_text(
    words: Words, bounds: Bounds, unlimited: Bounds, widest: Bounds, decimals: int = 0, unit: str = ""
) -> str:
    """What is known of a number: ``180 Mbit/s``, ``80 to 120 Mbit/s``, ``at least 180 Mbit/s``; nothing if nothing is.

    Args:
        words: The language.
        bounds: What it can be.
        unlimited: The same where questions have no upper limit.
        widest: What it can be when nothing is answered.
        decimals: How the bounds are scaled.
        unit: Written behind the number.
    """
    low, high = (words.number(end, decimals) for end in bounds)
    low_told = bounds.low == unlimited.low and bounds.low > widest.low
    high_told = bounds.high == unlimited.high and bounds.high < widest.high
    if is_known(bounds):
        return words.quantity(low, unit)
    if low_told and high_told:
        return words.quantity(words.say("%(low)s to %(high)s", low=low, high=high), unit)
    if low_told:
        return words.say("at least %(value)s", value=words.quantity(low, unit))
    return words.say("at most %(value)s", value=words.quantity(high, unit)) if high_told else ""
