"""Law 3 on whole assessments: what is settled stays settled the same, whatever is answered next.

Also by answers to questions of which it is open whether they apply. Only consistent profiles: no answer that applies
lies above its cap, and no check fires.
"""

from random import Random

import pytest

from advisor.advice.assess import assess
from advisor.language.kinds import is_known
from advisor.language.possible import possible
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment, Finding, Practice, State
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.organisations import SHIPPED, World, complete, ever_closer, organisations, profile_of
from tests.laws.plain_advice import Plain
from tests.laws.strategies import inside

WORDS = Words("en")
RULE_BASES = 6
SHIPPED_RULES = pytest.param(SHIPPED, marks=pytest.mark.slow)
PROFILES = 4


def not_overturned(before: Assessment, after: Assessment) -> None:
    """Everything that was claimed is still claimed."""
    kinds = before.rulebase.scope.kinds
    for name, bounds in before.given.items():
        if name in kinds:
            assert inside(after.given[name], bounds, kinds[name]), name
    later = {finding.outcome.id: finding for finding in after.findings()}
    for finding in before.findings():
        _finding_stays(finding, later[finding.outcome.id])
    assert {each.id for each in before.contradictions} <= {each.id for each in after.contradictions}
    assert {each.id for each in before.warnings} <= {each.id for each in after.warnings}
    assert {each.role for each in before.sought} <= {each.role for each in after.sought}
    assert set(after.form.could_be) <= set(before.form.could_be)
    assert set(after.readiness_level.could_be) <= set(before.readiness_level.could_be)
    _lead_stays(before, after)
    _steps_stay(before, after)


def _finding_stays(before: Finding, after: Finding) -> None:
    assert set(after.could_be) <= set(before.could_be)
    assert before.fit.low <= after.fit.low <= after.fit.high <= before.fit.high
    assert before.key.low <= after.key.low <= after.key.high <= before.key.high
    assert before.leaning.so_far_for <= after.leaning.so_far_for
    assert before.leaning.so_far_against <= after.leaning.so_far_against
    assert after.leaning.open <= before.leaning.open
    assert before.gate in (Truth.OPEN, after.gate)
    assert before.practice in (Practice.OPEN, after.practice)
    truths = {verdict.rule.id: verdict.truth for verdict in after.verdicts}
    for verdict in before.verdicts:
        assert verdict.truth in (Truth.OPEN, truths[verdict.rule.id])


def _lead_stays(before: Assessment, after: Assessment) -> None:
    if before.lead.settled:
        assert after.lead.settled
        assert set(after.lead.ties or (after.lead.role,)) == set(before.lead.ties or (before.lead.role,))
    was_possible = {before.lead.role, *before.lead.ties, *before.lead.rivals}
    assert {*after.lead.ties, *after.lead.rivals} <= was_possible
    assert after.lead.role is None or after.lead.role in was_possible


def _steps_stay(before: Assessment, after: Assessment) -> None:
    """What is needed stays needed; what was out of the plan stays out; what is done is never advised again."""
    was = {each.step.id: each.state for each in before.steps}
    now = {each.step.id: each.state for each in after.steps}
    assert set(now) <= set(was)
    assert all(now[name] == "needed" for name, state in was.items() if state == "needed")
    assert all(now.get(name, "done") == "done" for name, state in was.items() if state == "done")


def check(random: Random, rulebase: RuleBase, answers: World, plain: Plain) -> int:
    """Tell one answer after the other; how often something was settled before the end."""
    profile = profile_of(random, rulebase, answers, plain, hides=0.8)
    before = assess(rulebase, profile, WORDS)
    settled = 0
    for closer in ever_closer(random, rulebase, profile, answers):
        after = assess(rulebase, closer, WORDS)
        not_overturned(before, after)
        settled += sum(finding.settled for finding in before.findings())
        before = after
    return settled


@pytest.mark.parametrize("seed", [SHIPPED_RULES, *range(100, 100 + RULE_BASES)])
def test_one_more_answer_never_overturns_advice(seed: int) -> None:
    assert sum(check(*each) for each in organisations(seed, PROFILES))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2000, 2006))
def test_one_more_answer_never_overturns_advice_in_thousands_of_cases(seed: int) -> None:
    for each in organisations(seed, 8):
        check(*each)


@pytest.mark.parametrize("seed", [SHIPPED_RULES, *range(200, 200 + RULE_BASES)])
def test_once_every_open_question_is_answered_nothing_is_open(seed: int) -> None:
    """The interview ends: what it still asks decides, and when it asks nothing more, everything is decided."""
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        profile = profile_of(random, rulebase, answers, plain, hides=0.7)
        told = complete(rulebase, answers, plain).answers
        for _ in rulebase.questions:
            advice = assess(rulebase, profile, WORDS)
            asked = [each.question.id for each in advice.open_questions]
            if not asked:
                break
            profile = Profile(name="Random", answers={**profile.answers, asked[0]: told[asked[0]]})
            assert advice.facts[asked[0]].state in (State.UNKNOWN, State.NOT_ASKED, State.RANGE)
        assert not advice.open_questions
        nothing_open(advice)


def nothing_open(advice: Assessment) -> None:
    assert all(finding.settled for finding in advice.findings())
    assert advice.lead.settled
    assert advice.form.settled
    assert advice.readiness_level.settled
    assert not [each for each in advice.steps if each.state == "possible"]
    base, given = advice.rulebase, advice.given
    assert all(finding.practice is not Practice.OPEN for finding in advice.roles)
    conditions = [*(each.when for each in base.warnings), *(each.when for each in base.wanted)]
    assert all(is_known(possible(each, given)) for each in conditions)
    assert all(is_known(given[each.id]) for each in base.quantities.values() if each.shown)


@pytest.mark.parametrize("seed", [SHIPPED_RULES, *range(300, 300 + RULE_BASES)])
def test_an_answer_that_is_not_asked_for_any_more_changes_no_advice(seed: int) -> None:
    tried = 0
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        profile = profile_of(random, rulebase, answers, plain, hides=0.5)
        told = complete(rulebase, answers, plain).answers
        before = assess(rulebase, profile, WORDS)
        asked = {each.question.id for each in before.open_questions}
        still = (State.UNKNOWN, State.NOT_ASKED, State.RANGE)
        rest = [name for name, fact in before.facts.items() if fact.state in still and name not in asked]
        for name in random.sample(rest, min(3, len(rest))):
            closer = Profile(name="Random", answers={**profile.answers, name: told[name]})
            assert _advised(assess(rulebase, closer, WORDS)) == _advised(before), name
            tried += 1
    assert tried or seed != SHIPPED


def _advised(advice: Assessment) -> list[object]:
    """All that is advised, without the answers themselves and the points of what stands as it does anyhow."""
    findings = [(each.outcome.id, each.could_be, each.practice) for each in advice.findings()]
    steps = sorted((each.step.id, each.state, each.unless_done, each.decided_by) for each in advice.steps)
    shown = [advice.given[each.id] for each in advice.rulebase.quantities.values() if each.shown]
    open_ones = [(each.question.id, each.decides) for each in advice.open_questions]
    warnings, sought = [each.id for each in advice.warnings], [(each.because, each.we_bring) for each in advice.sought]
    rest = (advice.lead, advice.form.could_be, advice.readiness_level)
    return [findings, steps, shown, open_ones, warnings, sought, rest]
