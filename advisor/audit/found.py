"""What examples and cases both look at: how an outcome or a quantity came out, against what was expected."""

from collections.abc import Iterable, Sequence

from advisor.audit.hints import why_condition, why_outcome
from advisor.language.kinds import Bounds, Kind, YesNo
from advisor.language.trace import truth_of
from advisor.model.assessment import STANDINGS, Assessment, Finding
from advisor.model.case import Mismatch
from advisor.model.values import plain_value
from advisor.words import Words


def finding_of(assessment: Assessment, outcome: str) -> Finding:
    """How an outcome came out."""
    return next(each for each in assessment.findings() if each.outcome.id == outcome)


def standing(
    name: str, outcome: str, expected: Sequence[object], assessment: Assessment, words: Words
) -> Iterable[Mismatch]:
    """The standings that an outcome can still have; `name` is what a mismatch is called."""
    finding = finding_of(assessment, outcome)
    found = [each.value for each in finding.could_be]
    if set(expected) != set(found):
        wanted = [each.value for each in STANDINGS if each in expected]
        yield Mismatch(name, wanted, found, why_outcome(finding, words))


def quantity(name: str, quantity: str, expected: Bounds, assessment: Assessment, words: Words) -> Iterable[Mismatch]:
    """What a quantity can still be; `name` is what a mismatch is called."""
    found = assessment.given[quantity]
    if expected != found:
        about = assessment.rulebase.quantities[quantity]
        why = why_condition(assessment, about.expr, words) if isinstance(about.kind, YesNo) else ()
        yield Mismatch(name, _plain(about.kind, expected), _plain(about.kind, found), why)


def _plain(kind: Kind, bounds: Bounds) -> object:
    return truth_of(bounds).value if isinstance(kind, YesNo) else plain_value(kind, bounds)
