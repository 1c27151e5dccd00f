"""The shipped rule base: its examples and cases come out as written, and the profiles as their readers expect."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from advisor.advice.assess import assess
from advisor.advice.steps import HORIZONS
from advisor.audit.suite import ids_of, runs_of
from advisor.files.profile import load as load_profile
from advisor.files.rulebase import check, load, load_suite
from advisor.language.tree import names_in
from advisor.model.assessment import Assessment, Standing
from advisor.model.profile import Profile
from advisor.words import LANGUAGES, Words
from tests.generate import assessed, changed_profile
from tests.starting import complete_starts

TOP = Path(__file__).parents[2]
SUITE = load_suite([TOP / "rules"])
BASE = SUITE.rulebase


def advice(name: str, language: str = "en") -> Assessment:
    base = BASE if language == "en" else load([TOP / "rules"], language)
    profile, warnings = load_profile(TOP / "profiles" / f"{name}.toml", base)
    assert not warnings
    return assess(base, profile, Words(language))


@pytest.mark.parametrize("name", ids_of(SUITE))
def test_every_example_and_case_comes_out_as_written(name: str) -> None:
    assert [run.mismatches for run in runs_of(SUITE, Words("en"), [name])] == [()]


def test_nothing_is_wrong_with_the_shipped_rules_or_their_translations() -> None:
    assert check([TOP / "rules"]) == ()


def test_no_step_is_due_before_those_that_it_comes_after() -> None:
    dues = {name: HORIZONS.index(step.horizon) for name, step in BASE.steps.items()}
    after = [(step, first) for step, each in BASE.steps.items() for first in (*each.after, *each.after_if_planned)]

    assert [(step, first) for step, first in after if dues[step] < dues[first]] == []


def test_every_source_says_when_it_was_published_or_read() -> None:
    assert [each.id for each in BASE.sources.values() if not each.date and not each.read] == ["CHOICE"]


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
        ("luxury-web-shop", "consumer", "digital_ecosystem", "low"),
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
    assert [step.step.id for step in found.steps if step.unless_done] == ["own-names"]
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


def behind(names: Iterable[str]) -> set[str]:
    """The questions that these names come down to, and those that decide whether one of them is asked."""
    found: set[str] = set()
    todo = [*names]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        question, quantity = BASE.questions.get(name.partition(".")[0]), BASE.quantities.get(name)
        outcome = BASE.outcomes.get(name.partition(".")[0])
        read = [quantity.expr] if quantity else [rule.when for rule in outcome.rules] if outcome else []
        if question is not None:
            found.add(question.id)
            read += [expr for expr in (question.when, question.at_most) if expr]
        todo += [each for expr in read for each in names_in(expr)]
    return found & set(BASE.questions)


@pytest.mark.parametrize("role", [outcome.id for outcome in BASE.of_group("role")])
def test_capacity_changes_no_role(role: str) -> None:
    outcome = BASE.outcomes[role]
    conditions = [*(rule.when for rule in outcome.rules), *(expr for expr in (outcome.we, outcome.partner) if expr)]

    sections = {BASE.questions[name].section for name in behind(n for expr in conditions for n in names_in(expr))}

    assert sections
    assert not sections & {"network", "tools"}


def changed_starts(number: int) -> Iterator[Profile]:
    rng = Random(9)
    for _ in range(number):
        yield changed_profile(BASE, rng.choice(complete_starts(with_cases=True)), rng.randint(1, 10), rng)


def where_consumer_takes_the_lead_from_a_role_that_fits(profiles: Iterable[Profile]) -> list[str]:
    found = []
    for profile in profiles:
        made = assessed(BASE, profile)
        fitting = {each.outcome.id for each in made.roles if each.could_be == (Standing.FITS,)} - {"consumer"}
        if fitting and "consumer" in (made.lead.role, *made.lead.ties):
            found.append(f"{profile.name}: {', '.join(sorted(fitting))}")
    return found


@pytest.mark.slow
def test_consumer_leads_only_where_no_other_role_fits() -> None:
    assert where_consumer_takes_the_lead_from_a_role_that_fits(complete_starts(with_cases=True)) == []
    assert where_consumer_takes_the_lead_from_a_role_that_fits(changed_starts(100)) == []


@pytest.mark.slow
def test_consumer_leads_only_where_no_other_role_fits_among_many() -> None:
    assert where_consumer_takes_the_lead_from_a_role_that_fits(changed_starts(600)) == []
