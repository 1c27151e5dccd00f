"""What an organisation sets aside: told with its reason where it would be told, and not at all elsewhere."""

from datetime import date

import pytest

from advisor.advice.assess import assess
from advisor.frozen import replace
from advisor.model.assessment import Assessment
from advisor.words import Words
from tests.starting import shipped_profiles, shipped_rules

WORDS = Words("en")
NOTHING_AGREED, PLATFORM_TERMS = "consumer.nothing-agreed", "platform-sets-terms"


def advice(*waived: str, until: date | None = None) -> Assessment:
    """The advice for the shipped web shop, which sets some things aside."""
    profile = dict(shipped_profiles())["luxury-web-shop"]
    waivers = {each: {"reason": "Known.", "until": until} for each in waived}
    return assess(shipped_rules(), replace(profile, waivers=waivers), WORDS)


def cautions(found: Assessment) -> set[str]:
    """Everything that is told as a caution."""
    of_outcomes = {verdict.rule.id for finding in found.findings() for verdict in finding.warnings}
    return {each.id for each in found.warnings} | of_outcomes


@pytest.mark.parametrize("name", [NOTHING_AGREED, PLATFORM_TERMS])
def test_what_is_set_aside_is_told_as_that_only(name: str) -> None:
    assert name in cautions(advice())

    found = advice(name)
    assert cautions(found) == cautions(advice()) - {name}
    assert [(each.id, each.reason) for each in found.waived] == [(name, "Known.")]


@pytest.mark.parametrize("name", ["no-fallback", "orchestrator.sells-beside-members"])
def test_what_is_not_so_cannot_be_set_aside(name: str) -> None:
    assert name not in cautions(advice())
    assert advice(name).waived == ()


def test_a_waiver_that_has_run_out_sets_nothing_aside() -> None:
    day = advice().as_of

    assert [each.id for each in advice(PLATFORM_TERMS, until=day).waived] == [PLATFORM_TERMS]
    assert advice(PLATFORM_TERMS, until=date(day.year - 1, 1, 1)).waived == ()
