"""The shipped rules reach everything they can advise, and favour nothing, over many organisations."""

import pytest

from tests.benchmarks.balance import (
    FORM,
    LEAD,
    LEVEL,
    NONE,
    STATES,
    STEP,
    TIE,
    TOTAL,
    WANTED,
    WARNING,
    counts,
    items,
    share,
)
from tests.starting import shipped_rules

PROFILES, SEED = 800, 2
"""Enough for everything that must occur; the benchmark takes twenty thousand."""
MOST_LEADING = 0.6
"""Of the profiles, for one role."""
SELDOM = {(LEAD, TIE), (LEAD, NONE), (FORM, NONE)}
"""What need not occur."""
ROLES = [(LEAD, outcome.id) for outcome in shipped_rules().of_group("role")]
HEADINGS = (LEAD, FORM, LEVEL, WARNING, WANTED)
"""Not the paths: one of them is taken by one organisation in two thousand. Every path has a case."""
MUST_OCCUR = [item for item in items(shipped_rules()) if item[0] in HEADINGS and item not in SELDOM]

pytestmark = pytest.mark.slow


def test_everything_is_advised_to_somebody_and_no_role_nearly_everywhere() -> None:
    """One test, because counting takes longest: roles, forms, levels, warnings, partners and steps."""
    found = counts(PROFILES, seed=SEED)
    advised = [(STEP, f"{name}: {STATES[0]}") for name in shipped_rules().steps]

    assert [item for item in (*MUST_OCCUR, *advised) if not found[item]] == []
    assert {item: share(found, item) for item in ROLES if share(found, item) > MOST_LEADING} == {}
    assert set(found) <= {*items(shipped_rules()), TOTAL}


def test_several_processes_count_the_same() -> None:
    assert counts(100, at_random=True, processes=2) == counts(100, at_random=True)
