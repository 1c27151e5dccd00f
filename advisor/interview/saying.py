"""What was answered, in words."""

from typing import Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.kinds import Bounds
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from advisor.model.values import is_ranked
from advisor.words import message as _

UNSAID: Final = {Said.UNKNOWN: _("don't know"), Said.NOT_APPLICABLE: _("does not apply")}


def said_text(lexicon: RuleBaseLexicon, question: Question, answer: Answer, option: str = "") -> str:
    """An answer as one would say it: ``80 to 120 Mbit/s``, ``fibre or cable``, ``don't know``.

    Args:
        lexicon: In which words.
        question: What was asked.
        answer: What was answered.
        option: Of a number each, the option whose number is meant, which the answer has; without one all of them are.
    """
    if answer.said in UNSAID:
        return lexicon.words.say(UNSAID[answer.said])
    if option:
        return _number_text(lexicon, question, answer.each[option], option)
    if is_ranked(question, answer):
        return lexicon.chosen_text(question.id, answer.written)
    if answer.bounds is not None and answer.said is Said.RANGE and question.sort == "number":
        return _number_text(lexicon, question, answer.bounds)
    each = {f"{question.id}.{name}": bounds for name, bounds in answer.each.items()}
    if answer.bounds is not None:
        each[question.id] = answer.bounds
    return lexicon.fact_text(question, each)


def _number_text(lexicon: RuleBaseLexicon, question: Question, bounds: Bounds, option: str = "") -> str:
    """A number or a range; an end that is only the furthest that can be answered was not said."""
    words, offered = lexicon.words, question.offered
    if option and bounds == offered:
        return words.say(UNSAID[Said.UNKNOWN])
    low, high = (words.quantity(words.number(end, question.decimals), question.unit) for end in bounds)
    if offered.low < bounds.low < bounds.high == offered.high:
        return words.say("at least %(value)s", value=low)
    if offered.low == bounds.low < bounds.high < offered.high:
        return words.say("at most %(value)s", value=high)
    return lexicon.value_text(f"{question.id}.{option}" if option else question.id, bounds)
