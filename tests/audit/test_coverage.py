"""What counts as tried, counted on a rule base small enough to count by hand."""

from pathlib import Path

import pytest

from advisor.audit.coverage import comparisons
from advisor.language.kinds import AnyOf, Number, Scope, YesNo
from advisor.language.parse import parse_condition
from advisor.language.prose import source
from advisor.model.case import Gap, Tally
from tests.audit.tiny import ROLE, RULEBASE, case, run

LARGE = {"sort": "rule", "id": "consumer.large", "key": "when"}
SCOPE = Scope(kinds={"staff": Number(0, 100), "a": YesNo(), "b": YesNo(), "tools": AnyOf(("zoom", "lms"))})
ALL_WAYS = (
    case("holds", "staff = 60, sponsored = true")
    + case("fails", "staff = 40, sponsored = false")
    + case("half", "how_far = 3, comment = true")
)


def gaps(tally: Tally) -> dict[str, str]:
    """What was never seen, by the id and the comparison."""
    return {f"{gap.id} {gap.comparison}".strip(): " ".join(gap.never) for gap in tally.gaps}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("staff >= 50", ["staff >= 50"]),
        ("not a", ["a"]),
        ("a and (b or not staff < 5)", ["a", "b", "staff < 5"]),
        ("zoom not in tools", ["zoom in tools"]),
        ("count(a, b and staff > 3) >= 2", ["count(a, b and staff > 3) >= 2", "a", "b", "staff > 3"]),
        ("2 * count(a, b) + staff > 3", ["2 * count(a, b) + staff > 3", "a", "b"]),
    ],
)
def test_comparisons_are_what_and_or_not_and_count_join(condition: str, expected: list[str]) -> None:
    assert [source(each) for each in comparisons(parse_condition(condition, SCOPE))] == expected


def test_without_runs_nothing_was_seen(tmp_path: Path) -> None:
    tested = run(tmp_path)

    assert (tested.coverage.conditions.wanted, tested.coverage.conditions.seen) == (3, 0)
    assert (tested.coverage.comparisons.wanted, tested.coverage.comparisons.seen) == (6, 0)
    assert not tested.in_order


def test_everything_seen_in_every_way_leaves_no_gap(tmp_path: Path) -> None:
    tested = run(tmp_path, cases__all=ALL_WAYS)

    assert tested.coverage.conditions == Tally(wanted=3, seen=3, gaps=())
    assert tested.coverage.comparisons == Tally(wanted=6, seen=6, gaps=())
    assert tested.in_order


def test_each_way_never_seen_is_named(tmp_path: Path) -> None:
    tested = run(tmp_path, cases__all=case("one", "staff = 60, sponsored = false"))

    assert gaps(tested.coverage.conditions) == {"consumer.large": "yes open"}
    assert gaps(tested.coverage.comparisons) == {
        "consumer.large staff >= 50": "no open",
        "consumer.large sponsored": "yes open",
    }
    assert tested.coverage.conditions.gaps[0] == Gap(**LARGE, never=tested.coverage.conditions.gaps[0].never)
    assert (tested.coverage.conditions.seen, tested.coverage.comparisons.seen) == (1, 2)


@pytest.mark.parametrize(
    ("known", "never"),
    [
        ("", "yes no open"),
        ("how_far = 3", "yes no open"),
        ('how_far = 3, comment = "unknown"', "yes no open"),
        ("how_far = 3, comment = true", "yes no"),
        ("how_far = { from = 2 }, comment = true", "yes no"),
    ],
)
def test_open_counts_only_where_half_of_the_questions_are_known(tmp_path: Path, known: str, never: str) -> None:
    tested = run(tmp_path, cases__all=case("one", known))

    assert gaps(tested.coverage.conditions) == {"consumer.large": never}


def test_what_surely_does_not_apply_is_known(tmp_path: Path) -> None:
    question = '[question.extra]\nlabel = "x"\nask = "X?"\nkind = "yes/no"\nwhen = "comment"\notherwise = false\n'
    sections = 'sections  = ["all"]', 'sections  = ["all", "more"]'
    rulebase = RULEBASE.replace(*sections) + '[section.more]\nname = "More"\n'
    tested = run(
        tmp_path,
        rulebase=rulebase,
        questions__more=question + question.replace("extra", "extra_two"),
        cases__all=case("one", "how_far = 3, comment = false"),
    )

    assert gaps(tested.coverage.conditions) == {"consumer.large": "yes no"}


def test_examples_count_too(tmp_path: Path) -> None:
    example = '[[example]]\nsays = "Large"\ngiven = { staff = 60, sponsored = true }\nthen = { large = "yes" }\n'

    assert gaps(run(tmp_path, roles__consumer=ROLE + example).coverage.conditions) == {"consumer.large": "no open"}


def test_every_sort_of_condition_is_watched(tmp_path: Path) -> None:
    more = {
        "quantities": '[quantity.big]\nsays = "b"\nis = "staff > 9"\n[quantity.twice]\nsays = "t"\nis = "staff * 2"\n',
        "warnings": '[warning.alone]\nsays = "Alone"\nwhen = "not sponsored"\nsource = ["CHOICE"]\n',
        "checks": '[check.odd]\nsays = "Odd"\nwhen = "staff == 0 and sponsored"\n',
        "steps": '[step.find]\ndoes = "Find"\nwhen = "staff > 5"\nmet = "sponsored"\nunless = "how_far == 5"\n',
        "forms__own": ROLE_OF_FORM,
        "forms__paths": '[path.go]\nfrom = "none"\nto = "own"\nwhen = "how_far > 2"\nsays = "G"\nsource = ["CHOICE"]\n',
        "partners__wanted": '[wanted.one]\nrole = "consumer"\nwhen = "staff < 3"\nsource = ["CHOICE"]\n',
    }
    tested = run(tmp_path, **more)

    found = {(gap.sort, gap.id, gap.key): len(gap.never) for gap in tested.coverage.conditions.gaps}
    assert found == {
        ("quantity", "big", "is"): 3,
        ("rule", "consumer.large", "when"): 3,
        ("rule", "own.yes", "when"): 1,
        ("path", "go", "when"): 3,
        ("wanted", "one", "when"): 3,
        ("check", "odd", "when"): 2,
        ("warning", "alone", "when"): 3,
        ("step", "find", "when"): 3,
        ("step", "find", "met"): 3,
        ("step", "find", "unless"): 3,
    }
    assert {gap.id for gap in tested.coverage.comparisons.gaps} == {"consumer.large", "odd"}
    assert all(len(gap.never) == 2 for gap in tested.coverage.comparisons.gaps if gap.id == "odd")


ROLE_OF_FORM = """
[outcome]
name    = "Own"
summary = "Your own."

[plus.yes]
says   = "Always so"
when   = "staff >= 0"
points = 100
source = ["CHOICE"]
"""


def test_what_always_holds_need_not_fail_or_be_open(tmp_path: Path) -> None:
    tested = run(tmp_path, forms__own=ROLE_OF_FORM, cases__all=ALL_WAYS)

    assert tested.coverage.conditions == Tally(wanted=4, seen=4, gaps=())


def test_gaps_do_not_count_where_only_some_runs_were_asked_for(tmp_path: Path) -> None:
    tested = run(tmp_path, "holds", cases__all=ALL_WAYS)

    assert tested.coverage.conditions.gaps
    assert tested.in_order
