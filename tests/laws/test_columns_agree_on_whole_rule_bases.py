"""Law 4, on whole rule bases: a block of profiles gets exactly the advice that each profile gets alone."""

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from advisor.advice.assess import assess
from advisor.advice.facts import settle
from advisor.columns.answers import block_of
from advisor.columns.evaluate import Evaluated, evaluate
from advisor.columns.plan import Plan
from advisor.columns.results import Advice, advice
from advisor.columns.settle import STATES
from advisor.language.kinds import OneOf
from advisor.model.assessment import STANDINGS, Assessment
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.organisations import SHIPPED, loaded, organisations, profile_of

WORDS = Words("en")
SEEDS = (SHIPPED, *range(900, 907))
PROFILES = 6


def profiles(seed: int, count: int) -> list[Profile]:
    return [
        profile_of(random, rulebase, answers, plain, hides)
        for hides in (0.1, 0.4, 0.8)
        for random, rulebase, answers, plain in organisations(seed, count)
    ]


def value(column: Any, row: int) -> Any:  # noqa: ANN401  (whatever a column holds)
    cells = np.asarray(column)
    return (cells if cells.ndim == 0 else cells[row]).item()


def check(rulebase: RuleBase, block: Sequence[Profile]) -> None:
    found = evaluate(plan := Plan(rulebase), block_of(rulebase, block))
    together = advice(plan, found)
    for row, profile in enumerate(block):
        alone = assess(rulebase, profile, WORDS)
        same_bounds(rulebase, found, row, profile, alone)
        same_advice(plan, together, row, alone)


def same_bounds(rulebase: RuleBase, found: Evaluated, row: int, profile: Profile, alone: Assessment) -> None:
    for name, bounds in alone.given.items():
        if name not in found.given:
            continue
        low, high = (value(end, row) for end in found.given[name])
        if isinstance(rulebase.scope.kinds.get(name), OneOf) and not name.endswith(".standing"):
            assert high == bounds.high, name
        else:
            assert (low, high) == (bounds.low, bounds.high), name
    states = settle(rulebase, profile).states
    assert {name: STATES[value(column, row)] for name, column in found.states.items()} == {
        name: state.value for name, state in states.items()
    }


def same_advice(plan: Plan, found: Advice, row: int, alone: Assessment) -> None:
    base = plan.rulebase
    for finding in alone.findings():
        mask = value(found.could_be[finding.outcome.id], row)
        assert tuple(each for place, each in enumerate(STANDINGS) if mask >> place & 1) == finding.could_be
        assert tuple(value(end, row) for end in found.fit[finding.outcome.id]) == tuple(finding.fit)
        for verdict in finding.verdicts:
            assert tuple(value(end, row) for end in found.truths[verdict.rule.id]) == verdict.trace.bounds
    roles = [outcome.id for outcome in base.of_group("role")]
    assert found.ranked is not None
    assert named(roles, value(found.ranked.role, row)) == alone.lead.role
    assert named(roles, value(found.ranked.second, row)) == alone.lead.second
    assert value(found.ranked.settled, row) == alone.lead.settled
    assert chosen(roles, value(found.ranked.ties, row)) == set(alone.lead.ties)
    assert chosen(roles, value(found.ranked.rivals, row)) == set(alone.lead.rivals)
    forms = [*(outcome.id for outcome in base.of_group("form")), "none"]
    assert chosen(forms, value(found.form, row)) == set(alone.form.could_be)
    if found.level is not None:
        assert chosen(["low", "medium", "high"], value(found.level, row)) == set(alone.readiness_level.could_be)
    warned = {each.id for each in base.warnings if value(found.truths[f"warning:{each.id}"][0], row)}
    assert warned == {each.id for each in alone.warnings}
    assert value(found.contradicted, row) == len(alone.contradictions)


def named(names: Sequence[str], place: int) -> str | None:
    return names[place] if place >= 0 else None


def chosen(names: Sequence[str], mask: int) -> set[str]:
    return {name for place, name in enumerate(names) if mask >> place & 1}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_block_of_profiles_gets_the_advice_that_each_gets_alone(seed: int) -> None:
    check(loaded(seed), [*profiles(seed, PROFILES), Profile()])


def test_there_is_something_to_agree_on() -> None:
    assert sum(len(profiles(seed, 1)) > 0 for seed in SEEDS) > len(SEEDS) / 2


def test_a_block_in_which_nobody_said_anything_is_as_open_as_one_such_profile() -> None:
    check(loaded(SHIPPED), [Profile(), Profile()])


def test_the_order_of_a_block_changes_nothing() -> None:
    block = profiles(901, PROFILES)
    check(loaded(901), Random(1).sample(block, len(block)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [SHIPPED, *range(4000, 4007)])
def test_blocks_agree_on_thousands_of_profiles(seed: int) -> None:
    check(loaded(seed), profiles(seed, PROFILES * 3))
