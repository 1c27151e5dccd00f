"""What becomes of mistakes made on purpose."""

from pathlib import Path

import pytest

from advisor.audit.mutation import mutation_run
from advisor.files.rulebase import load_suite
from advisor.files.shipped import shipped_folder
from advisor.model.mutation import MutationRun
from advisor.words import Words
from tests.audit.tiny import ROLE, case, folder

WARNINGS = """
[warning.many]
says   = "Many people"
when   = "staff >= 100"
source = ["CHOICE"]

[warning.anybody]
says   = "Anybody"
when   = "staff >= 0"
source = ["CHOICE"]

[warning.some]
says   = "Some people"
when   = "staff >= 30"
source = ["CHOICE"]
"""
CASES = case("at", "staff = 50, sponsored = true", 'lead = "consumer"') + case(
    "under", "staff = 49, sponsored = true", 'lead = "none"'
)


def tried(path: Path, cases: str = CASES, *, prove: bool = False, every: int = 1) -> MutationRun:
    suite = load_suite([folder(path, warnings=WARNINGS, cases__all=cases)])
    return mutation_run(suite, Words("en"), prove=prove, every=every)


def fates(run: MutationRun) -> dict[str, str]:
    return {f"{each.mutant.about}: {each.mutant.change}": each.fate for each in run.tried}


def test_check_notices_points_that_are_not_100_together(tmp_path: Path) -> None:
    assert fates(tried(tmp_path))["consumer.large: 100 points -> 110 points"] == "check"


def test_a_case_notices_what_comes_out_otherwise(tmp_path: Path) -> None:
    found = fates(tried(tmp_path))

    assert found["consumer.large: staff >= 50 -> staff >= 49"] == "test"
    assert found["consumer.large: staff >= 50 -> staff >= 51"] == "test"


def test_what_no_case_says_anything_about_survives(tmp_path: Path) -> None:
    run = tried(tmp_path)

    assert fates(run)["some: staff >= 30 -> staff >= 31"] == "survived"
    assert "some" in {each.mutant.about for each in run.survivors}


def test_what_changes_nothing_does_not_count(tmp_path: Path) -> None:
    run = tried(tmp_path)

    assert fates(run)["anybody: staff >= 0 -> staff >= -1"] == "same"
    assert run.changing == sum(each.fate != "same" for each in run.tried) < len(run.tried)


def test_proofs_notice_what_can_never_occur(tmp_path: Path) -> None:
    assert fates(tried(tmp_path))["many: staff >= 100 -> staff >= 101"] == "survived"
    found = fates(tried(tmp_path, prove=True))

    assert found["many: staff >= 100 -> staff >= 101"] == "prove"
    assert found["some: staff >= 30 -> staff >= 31"] == "survived"


def test_a_case_that_fails_anyway_notices_nothing(tmp_path: Path) -> None:
    wrong = case("wrong", "staff = 30", 'lead = "consumer", not_warnings = ["some"]')

    assert fates(tried(tmp_path, CASES + wrong))["some: staff >= 30 -> staff >= 31"] == "survived"


def test_a_case_with_open_answers_notices_too(tmp_path: Path) -> None:
    half = case("half", "staff = { from = 30, to = 40 }", 'warnings = ["some"]')

    assert fates(tried(tmp_path, CASES + half))["some: staff >= 30 -> staff >= 31"] == "test"


def test_one_in_so_many_is_tried_and_each_knows_its_place(tmp_path: Path) -> None:
    run, some = tried(tmp_path), tried(tmp_path, every=3)

    assert fates(some) == dict(list(fates(run).items())[::3])
    assert all(each.place.file and each.place.line for each in run.tried)


def test_the_percentage_is_of_those_that_change_a_result(tmp_path: Path) -> None:
    run = tried(tmp_path)
    caught = sum(each.fate in ("check", "test", "prove") for each in run.tried)

    assert run.percent == 100 * caught // (caught + len(run.survivors))
    assert MutationRun(rulebase=run.rulebase, tried=(), proved=False).percent == 100


def test_of_dated_rules_those_of_the_day_of_a_case_count(tmp_path: Path) -> None:
    role = ROLE.replace("points = 100", "points = 100\nuntil = 2026-12-31") + (
        '[plus.larger]\nsays = "Larger"\nwhen = "staff >= 70"\npoints = 100\nfrom = 2027-01-01\nsource = ["CHOICE"]\n'
    )
    later = case("later", "staff = 70", 'lead = "consumer"').replace("then", "as_of = 2027-06-01\nthen")
    suite = load_suite([folder(tmp_path, warnings=WARNINGS, roles__consumer=role, cases__all=CASES + later)])
    found = fates(mutation_run(suite, Words("en"), prove=False))

    assert found["consumer.large: staff >= 50 -> staff >= 51"] == "test"
    assert found["consumer.larger: staff >= 70 -> staff >= 71"] == "test"
    assert found["consumer.larger: staff >= 70 -> staff >= 69"] == "survived"
    assert found["consumer.larger: 100 points -> 110 points"] == "check"
    assert found["anybody: staff >= 0 -> staff >= -1"] == "same"


@pytest.mark.slow
def test_of_mistakes_in_the_shipped_rules_at_least_80_percent_are_noticed() -> None:
    suite = load_suite([Path(shipped_folder())])

    assert mutation_run(suite, Words("en"), every=60, prove=False).percent >= 80
