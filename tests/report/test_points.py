"""The column of an explanation adds up to the fit, at both ends."""

from random import Random

import pytest

from advisor.advice.assess import assess
from advisor.model.assessment import Finding
from advisor.report.explain_outcome import Line, column
from tests.generate import complete_profile, with_hidden
from tests.report.sample import PROFILES, WORDS, assessed, rules


def check(finding: Finding) -> None:
    lines = column(finding)
    floor = next((line for line in lines if line.verdict is None and not line.of_suppliers), Line(None, 0, 0))
    rest = [line for line in lines if line.verdict is not None]

    assert (sum(line.low for line in lines), sum(line.high for line in lines)) == finding.fit
    assert floor.low == max(0, -sum(line.low for line in rest))
    assert floor.high == max(0, -sum(line.high for line in rest))
    assert len(rest) == len(finding.of_effect("plus", "minus"))


@pytest.mark.parametrize("name", PROFILES)
def test_points_add_up_to_the_fit(name: str) -> None:
    for finding in assessed(name).findings():
        check(finding)


@pytest.mark.parametrize("seed", range(30))
def test_points_add_up_whatever_is_answered_or_hidden(seed: int) -> None:
    random = Random(seed)
    profile = with_hidden(complete_profile(rules(), random), random.random(), random)

    for finding in assess(rules(), profile, WORDS).findings():
        check(finding)


def test_what_the_suppliers_tell_side_by_side_is_a_line_of_its_own() -> None:
    reciprocity = next(each for each in assessed("suppliers-open").readiness if each.outcome.id == "reciprocity")

    assert column(reciprocity)[-1] == Line(None, 0, -20, of_suppliers=True)
    assert not any(line.of_suppliers for each in assessed("suppliers").findings() for line in column(each))


def test_a_rule_that_is_outdone_brings_nothing() -> None:
    consumer = next(each for each in assessed("complete").roles if each.outcome.id == "consumer")

    points = {line.verdict.rule.id: (line.low, line.high) for line in column(consumer) if line.verdict}

    assert points["consumer.several"] == (50, 50)
    assert points["consumer.few"] == (0, 0)


def test_what_is_below_zero_is_raised_by_a_line_of_its_own() -> None:
    orchestrator = next(each for each in assessed("complete").roles if each.outcome.id == "orchestrator")

    assert column(orchestrator)[-1] == Line(None, 50, 50)
