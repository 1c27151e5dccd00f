"""Laws 1, 2, 3 and 8 where suppliers are named: the advice holds for the weakest, whichever it turns out to be."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.assess import assess
from advisor.advice.suppliers import is_judged, may_be_least
from advisor.frozen import replace
from advisor.language.kinds import Bounds
from advisor.model.assessment import Assessment
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.networks import Network, closer, complete, everything, network, networks, profile_of
from tests.laws.organisations import SHIPPED
from tests.laws.strategies import LAW
from tests.laws.test_advice_holds_however_answers_turn_out import claims_hold, meets
from tests.laws.test_one_more_answer_never_overturns_advice import not_overturned, nothing_open
from tests.laws.test_shuffling_changes_nothing import said

WORDS = Words("en")
SEEDS = (SHIPPED, *range(700, 705))
EACH = pytest.mark.parametrize("seed", [pytest.param(SHIPPED, marks=pytest.mark.slow), *SEEDS[1:]])
NETWORKS = 3
COMPLETIONS = 4

FITS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3)).map(lambda ends: Bounds(ends[0], sum(ends))), min_size=1
)


@LAW
@given(FITS.filter(lambda fits: len(fits) <= 5))
def test_those_that_may_be_least_are_exactly_those_that_can_turn_out_so(fits: list[Bounds]) -> None:
    ways = product(*(range(fit.low, fit.high + 1) for fit in fits))

    assert may_be_least(fits) == sorted({way.index(min(way)) for way in ways})


def candidates(advice: Assessment) -> set[str]:
    return {each.supplier.id for each in advice.suppliers if each.weakest != "no"}


def holds(advice: Assessment, true: Network) -> None:
    """What is claimed is so: of the organisation, of which supplier is the weakest, and of each supplier."""
    claims_hold(advice, true.plain)
    if is_judged(advice.profile):
        assert true.weakest in candidates(advice)
        fits = [each.finding.fit for each in advice.suppliers if each.supplier.important and each.finding]
        judged = next(each for each in advice.readiness if each.outcome.id == advice.rulebase.weakest)
        assert judged.fit == (min(fit.low for fit in fits), min(fit.high for fit in fits))
    for each in advice.suppliers:
        assert each.finding is not None
        plain, name = true.plains[each.supplier.id], advice.rulebase.weakest
        assert each.finding.fit.low <= plain.fit[name] <= each.finding.fit.high
        assert plain.standing[name] in [one.value for one in each.finding.could_be]


def check(random: Random, rulebase: RuleBase, true: Network, hides: float) -> Assessment:
    profile = profile_of(random, rulebase, true, hides)
    advice = assess(rulebase, profile, WORDS)
    holds(advice, true)
    for _ in range(COMPLETIONS):
        turned_out = network(random, rulebase, profile)
        if turned_out is not None:
            holds(advice, turned_out)
    return advice


@EACH
def test_advice_holds_for_the_weakest_supplier_however_answers_turn_out(seed: int) -> None:
    found = [check(*each, hides) for hides in (0.1, 0.4, 0.7) for each in networks(seed, NETWORKS)]
    assert any(finding.settled for advice in found for finding in advice.findings())


def test_the_weakest_supplier_is_often_open_and_often_a_tie() -> None:
    """So that the other tests say something."""
    several = ties = 0
    for seed in SEEDS:
        for random, rulebase, true in networks(seed, NETWORKS):
            fits = [true.plains[key].fit[rulebase.weakest] for key in true.important]
            ties += fits.count(min(fits)) > 1
            several += len(candidates(assess(rulebase, profile_of(random, rulebase, true, 0.4), WORDS))) > 1
    assert min(several, ties) >= 3


@EACH
def test_advice_is_that_on_the_weakest_supplier_when_everything_is_known(seed: int) -> None:
    for _random, rulebase, true in networks(seed, NETWORKS):
        profile = complete(rulebase, true)
        advice = assess(rulebase, profile, WORDS)

        meets(rulebase, profile, true.plain)
        assert {each.supplier.id: each.weakest for each in advice.suppliers} == {
            key: "yes" if key == true.weakest else "no" for key in true.answers
        }


def tell(random: Random, rulebase: RuleBase, true: Network) -> None:
    """One answer after the other, until everything is told."""
    profile = profile_of(random, rulebase, true, hides=0.8)
    before = assess(rulebase, profile, WORDS)
    order = everything(rulebase, true)
    for exactly in (0.6, 1):
        for about in random.sample(order, len(order)):
            profile = closer(random, rulebase, profile, true, about, exactly)
            after = assess(rulebase, profile, WORDS)
            not_overturned(before, after)
            if is_judged(before.profile):
                assert candidates(after) <= candidates(before)
            before = after
    assert len(candidates(before)) == 1


@EACH
def test_one_more_answer_on_any_supplier_never_overturns_advice(seed: int) -> None:
    for each in networks(seed, 2):
        tell(*each)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [SHIPPED, *range(3000, 3002)])
def test_the_weakest_supplier_is_never_missed_in_thousands_of_cases(seed: int) -> None:
    for hides in (0.1, 0.3, 0.5, 0.8):
        for each in networks(seed, 4 if seed == SHIPPED else 8):  # the shipped rules take ten times as long
            check(*each, hides)
    for each in networks(seed, 4):
        tell(*each)


@EACH
def test_once_every_open_question_is_answered_for_its_suppliers_nothing_is_open(seed: int) -> None:
    for random, rulebase, true in networks(seed, NETWORKS):
        profile = profile_of(random, rulebase, true, hides=0.6)
        if not is_judged(profile):
            continue
        for _ in everything(rulebase, true):
            advice = assess(rulebase, profile, WORDS)
            if not advice.open_questions:
                break
            asked = advice.open_questions[0]
            key = f"@{asked.suppliers[0].id}" if asked.suppliers else ""
            assert bool(key) == bool(asked.question.per)
            profile = closer(random, rulebase, profile, true, asked.question.id + key, exactly=1)
        assert not advice.open_questions
        nothing_open(advice)


@EACH
def test_the_order_of_suppliers_and_of_their_answers_changes_nothing(seed: int) -> None:
    for random, rulebase, true in networks(seed, NETWORKS):
        profile = profile_of(random, rulebase, true, hides=0.4)
        suppliers = {
            key: replace(each, answers=dict(random.sample(list(each.answers.items()), len(each.answers))))
            for key, each in random.sample(list(profile.suppliers.items()), len(profile.suppliers))
        }
        other = replace(profile, suppliers=suppliers)

        assert said(assess(rulebase, profile, WORDS)) == said(assess(rulebase, other, WORDS))
