"""The shipped rule base: its examples come out as written, and the profiles as their readers expect."""

from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.audit.examples import run_example
from advisor.files.profile import load as load_profile
from advisor.files.rulebase import check, load
from advisor.model.assessment import Assessment
from advisor.model.rulebase import Example, Outcome
from advisor.words import LANGUAGES, Words

TOP = Path(__file__).parents[2]
BASE = load([TOP / "rules"])
EXAMPLES = [
    pytest.param(outcome, example, id=f"{outcome.id}-{example.says}")
    for outcome in BASE.outcomes.values()
    for example in outcome.examples
]


def advice(name: str, language: str = "en") -> Assessment:
    base = BASE if language == "en" else load([TOP / "rules"], language)
    profile, warnings = load_profile(TOP / "profiles" / f"{name}.toml", base)
    assert not warnings
    return assess(base, profile, Words(language))


@pytest.mark.parametrize(("outcome", "example"), EXAMPLES)
def test_every_example_comes_out_as_written(outcome: Outcome, example: Example) -> None:
    assert run_example(BASE, outcome, example) == ()


def test_nothing_is_wrong_with_the_shipped_rules_or_their_translations() -> None:
    assert check([TOP / "rules"]) == ()


def test_every_rule_has_an_example_in_which_it_holds_and_one_in_which_it_fails() -> None:
    said: dict[str, set[str]] = {name: set() for name in BASE.rules()}
    for outcome in BASE.outcomes.values():
        for example in outcome.examples:
            for name, expected in example.then.items():
                rule = name if "." in name else f"{outcome.id}.{name}"
                if rule in said:
                    said[rule].add(str(expected))
    assert {rule for rule, found in said.items() if not {"yes", "no"} <= found} == set()


@pytest.mark.parametrize(
    ("name", "lead", "form", "level"),
    [
        ("secondary-school", "consumer", "digital_ecosystem", "medium"),
        ("supermarket", "consumer", "digital_ecosystem", "high"),
        ("luxury-web-shop", "consumer", "digital_business_ecosystem", "low"),
        ("sivon", "orchestrator", "digital_ecosystem", "high"),
        ("basispoort", "orchestrator", "digital_business_ecosystem", "high"),
    ],
)
def test_complete_profiles_are_settled(name: str, lead: str, form: str, level: str) -> None:
    found = advice(name)

    assert (found.lead.role, found.lead.settled) == (lead, True)
    assert (found.form.form, found.form.settled) == (form, True)
    assert found.readiness_level.level == level
    assert found.open_questions == ()


def test_where_everything_is_unknown_nothing_is_confident_and_something_comes_first() -> None:
    found = advice("all-unknown")

    assert found.lead.role is None
    assert not found.lead.settled
    assert all(not finding.settled for finding in found.findings())
    assert found.form.form is None
    assert found.readiness_level.level == "open"
    assert not found.warnings
    assert [step.step.id for step in found.steps if step.unless_done] == ["first-talk"]
    assert len(found.open_questions) >= 10


def test_half_an_interview_leaves_the_lead_open_and_says_what_decides() -> None:
    found = advice("half-answered")

    assert found.lead.role is None
    assert found.lead.rivals
    assert found.open_questions[0].decides


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_does_not_depend_on_the_language(language: str) -> None:
    english, other = advice("sivon"), advice("sivon", language)

    assert english.rulebase.fingerprint == other.rulebase.fingerprint
    assert english.given == other.given
    assert english.lead == other.lead


def test_an_upload_that_falls_short_is_the_bottleneck_of_the_supermarket() -> None:
    found = advice("supermarket")

    assert found.facts["bandwidth_up"].value is not None
    assert found.given["shortage_up"].low
    assert not found.given["shortage_down"].high
