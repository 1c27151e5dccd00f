"""Answers for which a new rule holds and for which it does not, so that its first examples come out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, product
from typing import Any, Final

from advisor.advice.assess import assess
from advisor.files.answers import read_answer
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, plain
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import names_in
from advisor.model.profile import Profile
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words

MOST: Final = 40
"""Sets of answers that are tried."""

Expected = tuple[dict[str, Any], dict[str, Any]]
"""Answers, and what can then be: ``given`` and ``then`` of an example."""


def found_examples(rulebase: RuleBase, rules: list[str], outcome: str) -> list[Expected]:
    """The first answers we find for which the first of some rules holds and those for which it does not.

    Where none are found, nothing is answered and something is open.

    Args:
        rulebase: With the new rules.
        rules: Their qualified ids.
        outcome: One whose standing belongs in the example, or nothing.
    """
    reads = {name.partition(".")[0] for name in names_in(rulebase.rules()[rules[0]].when)}
    questions = [each for name, each in rulebase.questions.items() if name in reads and each.sort != "number each"]
    found: dict[str, Expected] = {}
    for given in islice(_tries(questions), MOST):
        then = _then(rulebase, rules, outcome, given)
        found.setdefault(then[rules[0].partition(".")[2]], (given, then))
    return [found[each.value] for each in (Truth.YES, Truth.NO) if each.value in found] or [
        ({}, _then(rulebase, rules, outcome, {}))
    ]


def _tries(questions: list[Question]) -> Iterator[dict[str, Any]]:
    for values in product(*(_values(each) for each in questions)):
        yield {each.id: value for each, value in zip(questions, values, strict=True)}


def _values(question: Question) -> list[Any]:
    """Some answers to a question, as an example writes them."""
    match question.kind:
        case YesNo():
            return [True, False]
        case OneOf():
            return [each.id for each in question.options]
        case AnyOf():
            return [*([each.id] for each in question.options), []]
        case Number():
            written = [plain(end, question.decimals) for end in (question.offered.high, question.offered.low)]
            return [Decimal(each) if "." in each else int(each) for each in written]


def _then(rulebase: RuleBase, rules: list[str], outcome: str, given: Mapping[str, Any]) -> dict[str, Any]:
    answers = {name: read_answer(rulebase.questions[name], raw) for name, raw in given.items()}
    assessment = assess(rulebase, Profile(answers=answers), Words())
    then: dict[str, Any] = {name.partition(".")[2]: truth_of(assessment.given[name]).value for name in rules}
    if outcome:
        found = next(each for each in assessment.findings() if each.outcome.id == outcome)
        then[outcome] = [each.value for each in found.could_be]
    return then
