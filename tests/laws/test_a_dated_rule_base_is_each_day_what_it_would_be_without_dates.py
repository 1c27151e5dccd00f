"""Dated rules: on every day the advice is what the rules of that day give, written without dates."""

from datetime import date
from random import Random
from typing import Any

import pytest

from advisor.advice.assess import assess
from advisor.advice.in_force import in_force, throughout
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.report.data import assessment_data
from advisor.words import Words
from tests.laws.dated_rules import DAYS, loaded, on, read
from tests.laws.organisations import profile_of, world

WORDS = Words("en")
SEEDS = (700, 703)


def data(rulebase: RuleBase, profile: Profile, day: date) -> dict[str, Any]:
    found = assessment_data(assess(rulebase, profile, WORDS, as_of=day), WORDS)
    return {key: value for key, value in found.items() if key not in ("rulebase", "not_in_force")}


def profiles(seed: int, rulebase: RuleBase) -> list[Profile]:
    random = Random(seed)
    found = [world(random, rulebase) for _ in range(2)]
    told = [profile_of(random, rulebase, *each, hides) for each in found if each for hides in (0.1, 0.5)]
    return [*told, Profile()]


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(704, 720))])
def test_the_advice_is_that_of_the_rules_of_the_day(seed: int) -> None:
    files, rulebase = loaded(seed, options=False)
    for day in DAYS:
        undated = read(on(files, day))
        assert undated.turns == ()
        for profile in profiles(seed, undated):
            assert data(rulebase, profile, day) == data(undated, profile, day)


def test_figures_change_in_some_of_these_rule_bases() -> None:
    several = [any(each.values for each in loaded(seed, options=False)[1].figures.values()) for seed in SEEDS]

    assert any(several)


def test_between_two_days_nothing_is_made_anew() -> None:
    _files, rulebase = loaded(700, options=False)

    assert in_force(rulebase, DAYS[1]) is in_force(rulebase, DAYS[2])
    assert in_force(rulebase, DAYS[0]) is not in_force(rulebase, DAYS[1])
    assert [each for _days, each in throughout(rulebase)] == [in_force(rulebase, day) for day in (*DAYS[:2], DAYS[3])]


def test_a_rule_base_that_stands_on_a_day_stays_as_it_is() -> None:
    _files, rulebase = loaded(700, options=False)
    base = in_force(rulebase, DAYS[0])

    assert in_force(base, DAYS[4]) is base
    assert base.entire is rulebase
