"""Conditions over a result, for a block of profiles. That they say what single results say is a law."""

from collections.abc import Sequence

import pytest

from advisor.advice.asked import Asked, parse_asked
from advisor.advice.assess import assess
from advisor.columns.answers import block_of
from advisor.columns.asked import BITS, asked_column
from advisor.columns.evaluate import evaluate
from advisor.columns.plan import Plan
from advisor.columns.results import advice
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.trace import Truth
from advisor.model.profile import Profile
from advisor.model.rulebase import CautionRule, RuleBase
from advisor.problems import AdvisorError
from advisor.words import Words
from tests.starting import shipped_profiles, shipped_rules


def profiles() -> list[Profile]:
    """The shipped ones that name no suppliers."""
    return [profile for _name, profile in shipped_profiles() if not profile.suppliers and not profile.progress]


def columns(asked: Asked, rulebase: RuleBase, block: Sequence[Profile]) -> list[tuple[bool, bool]]:
    """Per profile whether a condition surely and whether it possibly holds."""
    found = evaluate(plan := Plan(rulebase), block_of(rulebase, block))
    surely, possibly = asked_column(asked, plan, found, advice(plan, found))
    return list(zip(surely.tolist(), possibly.tolist(), strict=True))


def alone(asked: Asked, rulebase: RuleBase, block: Sequence[Profile]) -> list[tuple[bool, bool]]:
    truths = [asked.holds(assess(rulebase, profile, Words("en"))) for profile in block]
    return [(truth is Truth.YES, truth is not Truth.NO) for truth in truths]


@pytest.mark.parametrize(
    "condition",
    [
        "lead == consumer and settled",
        "possibly(lead == producer)",
        "size(warnings) >= 3",
        "no-fallback in warnings",
        "count(" + ", ".join(["staff > 1"] * 150) + ") == 150",  # more than one byte can count
        "staff * 100_000 > 1_000_000_000",
        "1 < 2",
    ],
)
def test_a_block_says_what_each_profile_says_alone(condition: str) -> None:
    asked = parse_asked(condition, shipped_rules())

    assert columns(asked, shipped_rules(), profiles()) == alone(asked, shipped_rules(), profiles())


@pytest.mark.parametrize("name", ["steps", "open_questions"])
def test_what_takes_a_full_result_is_refused_and_pointed_at(name: str) -> None:
    text = f"settled and possibly(size({name}) > 3)" if name == "steps" else f"settled and {name} > 3"
    with pytest.raises(AdvisorError, match="U531") as caught:
        columns(parse_asked(text, shipped_rules()), shipped_rules(), [Profile()])

    begin, end = caught.value.problems[0].span
    assert text[begin:end] == name


def test_there_may_be_more_warnings_than_a_column_has_bits() -> None:
    base = shipped_rules()
    holds, fails = tree.Compare("<", tree.Constant(1), tree.Constant(2)), base.warnings[0].when
    many = tuple(CautionRule(id=f"w-{place}", says="", when=holds if place % 2 else fails) for place in range(BITS + 6))
    rulebase = replace(base, warnings=many)
    for condition in (
        "w-69 in warnings",
        "w-68 in warnings",
        "size(warnings) > 35",
        "w_1 in either(warnings, warnings)",
    ):
        asked = parse_asked(condition, rulebase)

        assert columns(asked, rulebase, profiles()) == alone(asked, rulebase, profiles())
