"""Answers for which a new rule holds and for which it does not, so that its first examples come out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, product
from typing import Any, Final

from advisor.advice.assess import assess
from advisor.advice.behind import Behind
from advisor.advice.facts import Settled
from advisor.files.answers import read_answer
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, plain
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import All, Expr, names_in
from advisor.model.assessment import Assessment
from advisor.model.profile import Profile
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words

MOST: Final = 40
"""Sets of answers that are tried."""

Expected = tuple[dict[str, Any], dict[str, Any]]
"""Answers, and what can then be: ``given`` and ``then`` of an example."""


def found_examples(rulebase: RuleBase, rules: list[str], outcome: str) -> list[Expected]:
    """The first answers we find for which all of some rules hold and those for which none does.

    Where none are found, nothing is answered and something is open.

    Args:
        rulebase: With the new rules.
        rules: Their qualified ids.
        outcome: One whose standing belongs in the example, or nothing.
    """
    known = rulebase.rules()
    found: dict[str, Expected] = {}
    for given in tries(rulebase, All(tuple(known[name].when for name in rules))):
        then = _then(rulebase, rules, outcome, given)
        if len(truths := {then[name.partition(".")[2]] for name in rules}) == 1:
            found.setdefault(truths.pop(), (given, then))
    return [found[each.value] for each in (Truth.YES, Truth.NO) if each.value in found] or [
        ({}, _then(rulebase, rules, outcome, {}))
    ]


def tries(rulebase: RuleBase, condition: Expr) -> Iterator[dict[str, Any]]:
    """Some answers to the questions behind a condition, as an example writes them."""
    behind = Behind(rulebase, Settled())
    reads = frozenset[str]().union(*map(behind.questions, names_in(condition)))
    questions = [each for name, each in rulebase.questions.items() if name in reads and each.sort != "number each"]
    for values in islice(product(*(_values(each) for each in questions)), MOST):
        yield {each.id: value for each, value in zip(questions, values, strict=True)}


def assessed(rulebase: RuleBase, given: Mapping[str, Any]) -> Assessment:
    """The advice for answers as an example writes them."""
    answers = {name: read_answer(rulebase.questions[name], raw) for name, raw in given.items()}
    return assess(rulebase, Profile(answers=answers), Words())


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
    assessment = assessed(rulebase, given)
    then: dict[str, Any] = {name.partition(".")[2]: truth_of(assessment.given[name]).value for name in rules}
    if outcome:
        found = next(each for each in assessment.findings() if each.outcome.id == outcome)
        then[outcome] = [each.value for each in found.could_be]
    return then
