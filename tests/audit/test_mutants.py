"""Mistakes made on purpose: every kind of them, one at a time."""

from pathlib import Path

import pytest

from advisor.audit.mutants import mutants, mutated
from advisor.files.rulebase import load_suite
from advisor.language.parse import parse_condition
from tests.audit.tiny import ROLE, folder
from tests.files.small import SCOPE

QUANTITIES = """
[table.scale]
says   = "the scale"
inputs = ["staff", "sponsored"]
levels = { small = "small", large = "large" }
rows   = [
  ["< 50",  "any", "small"],
  [">= 50", "no",  "small"],
  [">= 50", "yes", "large"],
]
"""
STEPS = """
[step.first]
does    = "Do something"
when    = "staff >= 10"
met     = "not sponsored"
unless  = "not comment"
horizon = "month"
effort  = "a day"
cost    = "none"
owner   = "Board"
theme   = "goal"
yields  = "Something"
source  = ["CHOICE"]
"""
WARNINGS = """
[warning.many]
says   = "Many people"
when   = "staff >= 99"
source = ["CHOICE"]
"""


def changes(condition: str) -> list[str]:
    return [change for change, _expr in mutated(parse_condition(condition, SCOPE), SCOPE.kinds)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("staff >= 10", ["staff < 10", "staff >= 9", "staff >= 11"]),
        ("trust == 2", ["trust != 2", "trust == 1", "trust == 3"]),
        ("staff >= learners", ["staff < learners"]),
        ("zoom in tools", ["zoom not in tools", "lms in tools"]),
        ("tills in tools", ["tills not in tools", "teams_video in tools"]),
        ("sector == retail", ["sector != retail", "sector == other"]),
        (
            "backup >= same_route",
            [
                "backup not in [same_route, separate_route]",
                "backup == separate_route",
                "backup in [mobile, same_route, separate_route]",
            ],
        ),
        (
            "backup <= mobile",
            ["backup not in [no_line, mobile]", "backup == no_line", "backup in [no_line, mobile, same_route]"],
        ),
        ("not has_sla", ["has_sla"]),
        ("has_sla", []),
    ],
)
def test_a_condition_is_changed_in_every_place(condition: str, expected: list[str]) -> None:
    assert [each.partition(" -> ")[2] for each in changes(condition)] == expected


def test_and_becomes_or_and_each_part_is_dropped() -> None:
    assert changes("has_sla and zoom in tools")[:3] == [
        "has_sla and zoom in tools -> has_sla or zoom in tools",
        "has_sla and zoom in tools -> zoom in tools",
        "has_sla and zoom in tools -> has_sla",
    ]


def test_everything_that_has_a_condition_or_points_is_changed(tmp_path: Path) -> None:
    rules = folder(tmp_path, quantities=QUANTITIES, steps=STEPS, warnings=WARNINGS)
    found = list(mutants(load_suite([rules]).rulebase))

    assert {(each.sort, each.about) for each in found} == {
        ("quantity", "scale"),
        ("rule", "consumer.large"),
        ("step", "first"),
        ("warning", "many"),
    }
    assert "100 points -> 110 points" in [each.change for each in found]
    assert {each.change.partition(":")[0] for each in found if each.sort == "step"} == {"when", "met", "unless"}
    assert len({id(each.rulebase) for each in found}) == len(found)


def test_results_of_a_table_are_exchanged(tmp_path: Path) -> None:
    base = load_suite([folder(tmp_path, quantities=QUANTITIES)]).rulebase
    found = [each for each in mutants(base) if each.about == "scale"]

    assert [each.change for each in found] == ["row 2 -> the result of row 3", "row 3 -> the result of row 1"]
    assert all(each.rulebase.quantities["scale"] != base.quantities["scale"] for each in found)


def test_points_go_from_a_rule_to_the_next_and_their_sum_stays(tmp_path: Path) -> None:
    first = ROLE.replace("points = 100", "points = 60")
    second = first[first.index("[plus") :].replace("large", "other").replace("points = 60", "points = 40")
    base = load_suite([folder(tmp_path, roles__consumer=f"{first}\n{second.replace('>= 50', '>= 60')}")]).rulebase
    (moved,) = [each for each in mutants(base) if "of its points" in each.change]

    assert (moved.about, moved.change) == ("consumer.large", "5 of its points -> consumer.other")
    assert [rule.points for rule in moved.rulebase.outcomes["consumer"].rules] == [55, 45]
