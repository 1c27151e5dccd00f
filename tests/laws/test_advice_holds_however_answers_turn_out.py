"""Laws 1 and 2 on whole assessments: what is claimed of a profile is true of every organisation it may be about."""

import pytest

from advisor.advice.assess import assess
from advisor.language.exact import exact
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment, Finding, Practice
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.organisations import complete, organisations, profile_of, world
from tests.laws.plain_advice import STANDINGS, Plain
from tests.laws.strategies import within

WORDS = Words("en")
RULE_BASES = 16
PROFILES = 12
COMPLETIONS = 6


def claims_hold(advice: Assessment, plain: Plain) -> None:
    """Whatever the assessment is sure of is so, and what is so it held possible."""
    for name, kind in advice.rulebase.scope.kinds.items():
        assert within(plain.facts[name], advice.given[name], kind), name
    for finding in advice.findings():
        _finding_holds(finding, plain)
    for caution in advice.contradictions:
        assert caution.id in plain.contradictions
    for caution in advice.warnings:
        assert caution.id in plain.warnings
    assert {each.wanted.id for each in advice.sought if each.wanted} <= plain.wanted
    _lead_holds(advice, plain)
    assert plain.form in advice.form.could_be
    if advice.form.settled:
        assert (advice.form.form or "none") == plain.form
    assert plain.readiness in advice.readiness_level.could_be
    states = {each.step.id: each.state for each in advice.steps}
    assert {name for name, state in states.items() if state == "needed"} <= plain.needed
    assert plain.needed <= {name for name, state in states.items() if state != "done"}


def _finding_holds(finding: Finding, plain: Plain) -> None:
    name = finding.outcome.id
    assert finding.fit.low <= plain.fit[name] <= finding.fit.high
    assert finding.key.low <= plain.key(name) <= finding.key.high
    assert plain.standing[name] in [each.value for each in finding.could_be]
    leaning, against = finding.leaning, min(100, 100 - plain.plus[name] + plain.minus[name])
    assert leaning.so_far_for <= plain.plus[name] <= leaning.so_far_for + leaning.open
    assert leaning.so_far_against <= against <= leaning.so_far_against + leaning.open
    for verdict in finding.verdicts:
        if verdict.truth is not Truth.OPEN:
            assert (verdict.truth is Truth.YES) == plain.holds[verdict.rule.id]
    broken = {each.rule.id for each in finding.blocked_by}
    if broken:
        assert plain.standing[name] == "not-now"


def _lead_holds(advice: Assessment, plain: Plain) -> None:
    lead = advice.lead
    leading = lead.ties or ((lead.role,) if lead.role else ())
    assert set(plain.leads) <= {*leading, *lead.rivals}
    if lead.settled:
        assert set(leading) == set(plain.leads)
    if lead.second:
        assert plain.standing[lead.second] != "not-now"


def check(seed: int, profiles: int, hides: float) -> int:
    """Profiles that hide so much, against several completions each; how many of them claimed something."""
    claimed = 0
    for random, rulebase, answers, plain in organisations(seed, profiles):
        profile = profile_of(random, rulebase, answers, plain, hides)
        advice = assess(rulebase, profile, WORDS)
        claims_hold(advice, plain)
        for _ in range(COMPLETIONS):
            turned_out = world(random, rulebase, profile)
            if turned_out is not None:
                claims_hold(advice, turned_out[1])
        claimed += any(finding.settled for finding in advice.findings())
    return claimed


@pytest.mark.parametrize("seed", range(RULE_BASES))
def test_advice_holds_however_answers_turn_out(seed: int) -> None:
    claimed = sum(check(seed, PROFILES // 3, hides) for hides in (0.1, 0.3, 0.6))
    assert claimed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1008))
def test_advice_holds_however_answers_turn_out_in_thousands_of_cases(seed: int) -> None:
    for hides in (0.05, 0.2, 0.4, 0.7):
        check(seed, 10, hides)


def meets(rulebase: RuleBase, profile: Profile, plain: Plain) -> None:
    """The advice on what is fully known is exactly what the design says, and nothing is open."""
    advice = assess(rulebase, profile, WORDS)
    claims_hold(advice, plain)
    for finding in advice.findings():
        assert finding.settled
        assert finding.fit == (plain.fit[finding.outcome.id],) * 2
        assert finding.standing == plain.standing[finding.outcome.id]
        assert finding.leaning.open == 0
        assert finding.practice is practice(finding, plain)
        assert not finding.still_open
        counted = sum(each.counts.low for each in finding.of_effect("plus"))
        against = sum(each.counts.low for each in finding.of_effect("minus"))
        assert finding.fit.low == max(0, counted - against)
    assert advice.lead.settled
    assert advice.lead.role == (plain.leads[0] if len(plain.leads) == 1 else None)
    assert advice.lead.ties == (tuple(sorted(plain.leads)) if len(plain.leads) > 1 else ())
    assert advice.form.settled
    assert advice.readiness_level.level == plain.readiness
    assert {each.step.id for each in advice.steps if each.state == "needed"} == plain.needed
    assert not [each for each in advice.steps if each.state == "possible"]
    assert {each.id for each in advice.warnings} == plain.warnings
    assert not advice.contradictions
    assert {each.wanted.id for each in advice.sought if each.wanted} == plain.wanted
    assert not advice.open_questions
    ranked = [(-plain.key(each.outcome.id), each.outcome.id) for each in advice.roles]
    assert ranked == sorted(ranked)


def practice(finding: Finding, plain: Plain) -> Practice:
    we, partner = finding.outcome.we, finding.outcome.partner
    if we is None or partner is None:
        return Practice.OPEN
    if exact(we, plain.facts):
        return Practice.NOW
    if exact(partner, plain.facts):
        return Practice.PARTNER
    return Practice.MISSING if plain.standing[finding.outcome.id] == "not-now" else Practice.POTENTIAL


@pytest.mark.parametrize("seed", range(RULE_BASES))
def test_advice_meets_the_design_when_everything_is_known(seed: int) -> None:
    tried = 0
    for _, rulebase, answers, plain in organisations(seed, PROFILES):
        meets(rulebase, complete(rulebase, answers, plain), plain)
        tried += 1
    assert tried


@pytest.mark.parametrize("hides", [0.0, 0.5])
def test_an_answer_that_does_not_apply_contradicts_nothing(hides: float) -> None:
    """Above its cap or not: a parked answer feeds nothing, and it takes certainty to call answers contradictory."""
    tried = 0
    for seed in range(RULE_BASES // 2):
        for random, rulebase, answers, plain in organisations(seed, PROFILES // 2):
            high = {
                name: question.offered.high
                for question in rulebase.questions.values()
                if question.at_most and not plain.applies[question.id]
                for name in question.names
            }
            profile = profile_of(random, rulebase, answers | high, plain, hides)
            assert not assess(rulebase, profile, WORDS).contradictions
            tried += bool(high)
    assert tried


def test_the_organisations_are_of_every_sort() -> None:
    """Between them they reach every standing, lead and tie, every form, readiness and step."""
    seen: dict[str, set[object]] = {name: set() for name in ("standing", "leads", "form", "readiness", "needed")}
    for seed in range(1, RULE_BASES + 1):
        for _, _, _, plain in organisations(seed, PROFILES):
            seen["standing"] |= set(plain.standing.values())
            seen["leads"].add(len(plain.leads))
            seen["form"].add(plain.form)
            seen["readiness"].add(plain.readiness)
            seen["needed"] |= plain.needed
    assert seen["standing"] == set(STANDINGS)
    assert seen["leads"] >= {0, 1}
    assert len(seen["form"]) == 3
    assert seen["readiness"] == {"low", "medium", "high"}
    assert len(seen["needed"]) == 5
