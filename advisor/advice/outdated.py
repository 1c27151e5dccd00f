"""Answers that could not be given on the day of a profile: they name an option that is not valid then.

Such an answer is left out, as if the question had not been asked yet: nothing may rest on it. A profile from a day on
which the option was valid keeps it, as of whatever day it is assessed.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.advice.in_force import in_force, of_option
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, OneOf, chosen_in, none_left
from advisor.model.assessment import OutOfForce
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Option, Question
from advisor.model.rulebase import RuleBase
from advisor.model.term import ALWAYS

TOLD = (Said.KNOWN, Said.RANGE)


def with_dated_options(rulebase: RuleBase) -> list[Question]:
    """The questions with an option that is not always valid."""
    if not rulebase.turns:
        return []
    return [
        question
        for question in rulebase.questions.values()
        if isinstance(question.kind, OneOf | AnyOf) and any(option.term != ALWAYS for option in question.options)
    ]


def without_outdated(rulebase: RuleBase, profile: Profile, day: date) -> tuple[Profile, tuple[OutOfForce, ...]]:
    """The profile without the answers that name an option which is not valid, and those options.

    Args:
        rulebase: With everything, whenever it is in force.
        profile: From the day that it names.
        day: Of a profile that names none.
    """
    dated = with_dated_options(rulebase)
    if not dated:
        return profile, ()
    then = in_force(rulebase, profile.written_on or day).questions
    found: dict[str, OutOfForce] = {}

    def kept(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        gone = {question.id for question in dated if _options(question, then[question.id], answers, found)}
        return {name: answer for name, answer in answers.items() if name not in gone}

    answers = kept(profile.answers)
    suppliers = {key: replace(each, answers=kept(each.answers)) for key, each in profile.suppliers.items()}
    return (replace(profile, answers=answers, suppliers=suppliers), tuple(found.values())) if found else (profile, ())


def _options(
    question: Question, then: Question, answers: Mapping[str, Answer], found: dict[str, OutOfForce]
) -> list[OutOfForce]:
    """The options in an answer that are not valid; they are also remembered by their name."""
    outdated = [of_option(question, each, answered=True) for each in _named(question, then, answers.get(question.id))]
    found.update((each.id, each) for each in outdated)
    return outdated


def _named(question: Question, then: Question, answer: Answer | None) -> Iterator[Option]:
    if answer is None or answer.said not in TOLD or answer.bounds is None:
        return
    assert isinstance(question.kind, OneOf | AnyOf)  # noqa: S101  (others have no options that end)
    chosen = none_left(answer.bounds, question.most).high
    gone = chosen_in(chosen & ~then.offered.high, question.kind.options)
    yield from (option for option in question.options if option.id in gone)
