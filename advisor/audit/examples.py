"""Examples that stand beside the rules: answers, and exactly what the named rules and outcomes can then be."""

from collections.abc import Iterator, Mapping

from advisor.advice.assess import assess
from advisor.files.answers import read_answer
from advisor.frozen import frozen
from advisor.language.kinds import YesNo
from advisor.language.trace import truth_of
from advisor.model.assessment import Assessment
from advisor.model.profile import Profile
from advisor.model.rulebase import Example, Outcome, RuleBase
from advisor.model.values import plain_value
from advisor.words import Words


@frozen
class Mismatch:
    """Something that came out other than the example says."""

    name: str
    expected: object
    found: object


def run_example(rulebase: RuleBase, outcome: Outcome, example: Example) -> tuple[Mismatch, ...]:
    """Assess the given answers, everything else unknown; raises AnswerError for an answer that is none."""
    assessment = assess(rulebase, profile_of(rulebase, example.given), Words("en"))
    return tuple(_mismatches(assessment, outcome, example.then))


def profile_of(rulebase: RuleBase, given: Mapping[str, object]) -> Profile:
    """A profile with these answers, written as in a profile file."""
    answers = {name: read_answer(rulebase.questions[name], raw) for name, raw in given.items()}
    return Profile(answers=answers)


def _mismatches(assessment: Assessment, outcome: Outcome, then: Mapping[str, object]) -> Iterator[Mismatch]:
    for name, expected in then.items():
        found = _found(assessment, outcome, name)
        if _compared(expected) != _compared(found):
            yield Mismatch(name, expected, found)


def _found(assessment: Assessment, outcome: Outcome, name: str) -> object:
    """What a rule, an outcome or a quantity came out as."""
    rulebase = assessment.rulebase
    if name in rulebase.outcomes:
        finding = next(each for each in assessment.findings() if each.outcome.id == name)
        return [standing.value for standing in finding.could_be]
    if name in rulebase.quantities:
        quantity, bounds = rulebase.quantities[name], assessment.given[name]
        return truth_of(bounds).value if isinstance(quantity.kind, YesNo) else plain_value(quantity.kind, bounds)
    rule = name if "." in name else f"{outcome.id}.{name}"
    return truth_of(assessment.given[rule]).value


def _compared(value: object) -> object:
    """One standing may be written without brackets, and the order of several does not matter."""
    return sorted(map(str, value)) if isinstance(value, list) else [str(value)]
