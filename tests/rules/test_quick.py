"""The short track brings the advice far enough."""

from collections.abc import Callable

import pytest

from advisor.language.kinds import Bounds
from advisor.model.assessment import Assessment
from tests.benchmarks.quick import (
    MOST_QUESTIONS,
    NARROWED,
    WIDEST,
    Quick,
    is_narrowed,
    measured,
    names_a_direction,
    only_quick,
)
from tests.generate import assessed
from tests.starting import complete_starts, shipped_profiles, shipped_rules

DEMANDS: dict[str, Callable[[Quick], bool]] = {
    "at most 27 questions": lambda found: found.questions <= MOST_QUESTIONS,
    "narrow": lambda found: found.width <= WIDEST,
    "lead between two": lambda found: found.narrowed >= NARROWED,
    "a direction": lambda found: found.pointed == 1,
}


@pytest.mark.slow
def test_the_short_track_is_worth_its_questions() -> None:
    """One test, because measuring takes longest."""
    found = measured()

    assert [demand for demand, is_met in DEMANDS.items() if not is_met(found)] == []


def advice(name: str) -> Assessment:
    return assessed(shipped_rules(), dict(shipped_profiles())[name])


@pytest.mark.slow
def test_only_the_quick_questions_are_answered() -> None:
    rules = shipped_rules()
    for profile in complete_starts(with_cases=True):
        kept = only_quick(rules, profile).answers

        assert kept
        assert set(kept) == {name for name in profile.answers if rules.questions[name].quick}


def test_where_nothing_is_known_there_is_neither_a_direction_nor_a_choice_of_two() -> None:
    nothing = advice("all-unknown")

    assert not names_a_direction(nothing)
    assert not is_narrowed(nothing)
    assert all(finding.fit != Bounds(0, 0) for finding in nothing.roles)


def test_a_settled_lead_is_narrow_and_a_direction() -> None:
    settled = advice("supermarket")

    assert names_a_direction(settled)
    assert is_narrowed(settled)
