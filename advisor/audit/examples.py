"""Examples that stand beside the rules: answers, and exactly what the named rules and outcomes can then be."""

from collections.abc import Iterator

from advisor.audit import found
from advisor.audit.hints import not_in_force, why_condition
from advisor.files.answers import read_answer
from advisor.files.expected import TRUTHS, expected_bounds
from advisor.language.kinds import YesNo
from advisor.language.trace import truth_of
from advisor.model.assessment import Assessment
from advisor.model.case import Mismatch
from advisor.model.profile import Profile
from advisor.model.rulebase import Example, Outcome, RuleBase
from advisor.words import Words

NOT_IN_FORCE = "not-in-force"
"""Instead of a truth: the rule is not valid on the day of the example."""


def profile_of(rulebase: RuleBase, example: Example) -> Profile:
    """The answers given, everything else unknown. Raises AnswerError for an answer that is none."""
    answers = {name: read_answer(rulebase.questions[name], raw) for name, raw in example.given.items()}
    return Profile(name=example.says, written_on=example.as_of, answers=answers)


def mismatches(assessment: Assessment, outcome: Outcome, example: Example, words: Words) -> Iterator[Mismatch]:
    """What came out other than the example says."""
    rulebase = assessment.rulebase
    for name, expected in example.then.items():
        if name in rulebase.outcomes:
            standings = expected if isinstance(expected, list) else [expected]
            yield from found.standing(name, name, standings, assessment, words)
        elif name in rulebase.quantities:
            kind = rulebase.quantities[name].kind
            bounds = TRUTHS[expected] if isinstance(kind, YesNo) else expected_bounds(kind, expected)
            yield from found.quantity(name, name, bounds, assessment, words)
        else:
            qualified = name if "." in name else f"{outcome.id}.{name}"
            if gone := next((each for each in assessment.not_in_force if each.id == qualified), None):
                yield Mismatch(name, expected, NOT_IN_FORCE, (not_in_force(gone, assessment, words),))
                continue
            rule = rulebase.rules()[qualified]
            truth = truth_of(assessment.given[rule.id])
            if truth != expected:
                yield Mismatch(name, expected, truth.value, why_condition(assessment, rule.when, words))
