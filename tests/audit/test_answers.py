"""Which answers matter, and what they are compared with."""

import pytest

from advisor.audit.answers import Comparisons, comparing, values
from advisor.audit.graph import graph
from advisor.files.rulebase import load
from advisor.language.kinds import AnyOf, Number, OneOf, Scope, YesNo
from advisor.language.parse import parse_condition
from advisor.language.prose import source
from tests.audit.test_graph import base, whole

SCOPE = Scope(
    kinds={
        "staff": Number(0, 100, 1),
        "a": YesNo(),
        "tools": AnyOf(("zoom", "lms")),
        "sector": OneOf(("shop", "school", "farm"), ordered=True),
    },
    constants={"limit": (7, 0)},
)


@pytest.mark.parametrize(
    ("condition", "name", "expected", "compared"),
    [
        ("10 <= staff < 50.5 and a", "staff", ["10 <= staff", "staff < 50.5"], ["10", "50.5"]),
        ("staff >= limit", "staff", ["staff >= limit"], ["limit"]),
        ("not a", "a", ["not a"], ["no"]),
        ("a or staff > 3", "a", ["a"], ["yes"]),
        ("not (a and staff > 3)", "staff", ["not staff > 3"], ["3"]),
        ("sector >= school", "sector", ["sector in [school, farm]"], ["school", "farm"]),
        ("sector != school", "sector", ["sector != school"], ["school"]),
        ("zoom in tools and size(tools) >= 2", "tools", ["zoom in tools", "size(tools) >= 2"], ["zoom", "2"]),
        ("count(a, staff > 3) >= 2", "staff", ["staff > 3"], ["3"]),
        ("staff + 2 > 5", "staff", ["staff + 2 > 5"], []),
        ("a", "staff", [], []),
    ],
)
def test_the_smallest_comparisons_with_a_name(
    condition: str, name: str, expected: list[str], compared: list[str]
) -> None:
    found = comparing(parse_condition(condition, SCOPE), name, SCOPE.kinds.get)

    assert [source(each) for each in found] == expected
    assert [value for each in found for value in values(each, name)] == compared


def answers(key: str) -> dict[str, list[str]]:
    """By question what it is compared with, and where."""
    found = Comparisons(base(), whole().nodes).answers(key)
    return {each.question.id: [f"{one.inside.id}: {source(one.expr)}" for one in each.compared] for each in found}


def test_questions_are_found_through_quantities_tables_and_figures() -> None:
    assert answers("rule:consumer.risky") == {
        "trust": ["risk: trust <= 2", "risk: trust >= 3"],
        "tools": [],
        "tool_peak": ["demand: weighted(tool_peak, mbps)"],
        "bandwidth": ["shortage: demand * 100 > bandwidth * target_use"],
    }


def test_a_question_that_decides_whether_another_is_asked_matters_too() -> None:
    assert answers("table:per_home") == {
        "staff": ["per_home: staff <= 49", "per_home: staff >= 50"],
        "at_home": ["route: at_home >= 1"],
        "route": ["per_home: route == vpn", "per_home: route in [no_traffic, direct]"],
    }


def test_behind_an_outcome_are_its_rules_but_not_its_cautions() -> None:
    found = answers("rule:consumer.ready")

    assert set(found) == {"tools", "tool_peak", "bandwidth"}
    assert "trust" not in answers("rule:consumer.almost-ready")
    assert answers("role:consumer")["trust"] == ["consumer.closed: trust <= 2"]


def test_what_calls_for_a_step_matters_for_it() -> None:
    assert answers("step:sponsor")["has_sponsor"] == ["consumer.sponsored: has_sponsor"]
    assert "no-talk: trust == 1" in answers("step:sponsor")["trust"]


def test_of_the_shipped_rules_every_rule_has_answers_that_matter() -> None:
    from pathlib import Path

    from advisor.files.shipped import shipped_folder

    rules = load([Path(shipped_folder())])
    comparisons = Comparisons(rules, graph(rules).nodes)

    for rule in rules.rules():
        assert any(each.compared for each in comparisons.answers(f"rule:{rule}")), rule
