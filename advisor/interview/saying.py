"""What was answered, in words."""

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.kinds import Bounds
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from advisor.model.values import is_ranked
from advisor.words import message as _


def said_text(lexicon: RuleBaseLexicon, question: Question, answer: Answer) -> str:
    """An answer as one would say it: ``80 to 120 Mbit/s``, ``fibre or cable``, ``don't know``."""
    if answer.said is Said.UNKNOWN:
        return lexicon.words.say(_("don't know"))
    if answer.said is Said.NOT_APPLICABLE:
        return lexicon.words.say(_("does not apply"))
    if is_ranked(question, answer):
        return lexicon.chosen_text(question.id, answer.written)
    if answer.bounds is not None and answer.said is Said.RANGE and question.sort == "number":
        return _range_text(lexicon, question, answer.bounds)
    bounds = {f"{question.id}.{option}": each for option, each in answer.each.items()}
    if answer.bounds is not None:
        bounds[question.id] = answer.bounds
    return lexicon.fact_text(question, bounds)


def _range_text(lexicon: RuleBaseLexicon, question: Question, bounds: Bounds) -> str:
    """A range; an end that is only the furthest that can be answered was not said."""
    words, offered = lexicon.words, question.offered
    low, high = (words.quantity(words.number(end, question.decimals), question.unit) for end in bounds)
    if bounds.low > offered.low and bounds.high == offered.high:
        return words.say("at least %(value)s", value=low)
    if bounds.low == offered.low and bounds.high < offered.high:
        return words.say("at most %(value)s", value=high)
    return lexicon.value_text(question.id, bounds)
