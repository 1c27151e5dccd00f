"""Rules that change on a day, at the command line: over the sample of dated rules."""

import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from advisor.cli import main
from advisor.files.rulebase import load
from advisor.interview.dialogue import Told
from advisor.interview.prompter import Picked
from advisor.interview.session import Order, Session
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.interview.test_dialogue import Scripted

GOOD = Path(__file__).parents[1] / "rules" / "good"
TOLD = '[profile]\nname = "School"\ndate = {date}\n\n[answers]\nstaff = 80\ntrust = 1\n{more}\n'


@pytest.fixture(autouse=True)
def dated_rules(small_rules: None, monkeypatch: pytest.MonkeyPatch) -> RuleBase:  # noqa: ARG001
    """The program has the dated rules."""
    base = load([GOOD / "minimal", GOOD / "dated"])

    def load_rulebase(_folders: object, _language: str) -> RuleBase:
        return base

    shipped = ModuleType("advisor.files.shipped")
    shipped.load_rulebase = load_rulebase  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "advisor.files.shipped", shipped)
    return base


def profile(day: str = "2027-06-01", more: str = "") -> str:
    Path("school.toml").write_text(TOLD.format(date=day, more=more))
    return "school.toml"


def advice(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["assess", *options, "-f", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_not_in_force_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    found = advice(capsys, profile(), "--as-of", "2028-01-01")

    assert [(each["sort"], each["id"]) for each in found["not_in_force"]] == [
        ("rule", "consumer.sponsored"),
        ("rule", "consumer.uses"),
        ("warning", "no-talk"),
        ("step", "survey"),
        ("option", "tools.zoom"),
    ]
    assert found["not_in_force"][2] == {
        "id": "no-talk",
        "sort": "warning",
        "says": "You show each other nothing",
        "from": "2026-12-01",
        "until": "2027-12-31",
        "answered": False,
    }
    assert found["warnings"] == []


def test_the_date_of_the_profile_decides_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    found = advice(capsys, profile("2026-12-15"))

    assert [each["id"] for each in found["warnings"]] == ["no-talk"]
    assert advice(capsys, profile("2026-11-30"))["warnings"] == []


def test_the_text_has_a_section_for_it_and_none_where_everything_is_in_force(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", profile(), "-f", "markdown"]) == 0
    said = capsys.readouterr().out

    assert "## Not in force on 1 June 2027" in said
    assert "from 1 January 2028" in said
    assert "counted with all the same" in said


@pytest.mark.parametrize(
    ("about", "valid"),
    [
        ("no-talk", "from 1 December 2026 until 31 December 2027"),
        ("uses", "until 31 December 2026"),
        ("survey", "until 31 December 2027"),
    ],
)
def test_an_explanation_says_that_it_is_not_in_force(
    about: str, valid: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", profile(), about, "--as-of", "2029-01-01"]) == 0
    said = capsys.readouterr().out

    assert "not in force on 1 January 2029" in said
    assert f"Valid: {valid}" in said


def test_in_force_it_is_explained_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", profile(), "no-talk"]) == 0
    assert "not in force" not in capsys.readouterr().out


def test_conditions_over_the_result_read_the_rules_of_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    path = profile()
    assert main(["assess", path, "--fail-on", "no-talk in warnings and staff > target_use"]) == 1
    assert main(["assess", path, "--as-of", "2028-01-01", "--fail-on", "no-talk in warnings"]) == 0
    assert main(["assess", path, "--as-of", "2028-01-01", "--fail-on", "target_use < 63 and target_use > 62"]) == 1
    assert main(["assess", path, "--fail-on", "target_use < 63"]) == 0
    capsys.readouterr()


def test_an_answer_that_is_not_offered_any_more_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", profile("2028-02-01", "tools = ['zoom']")]) == 0
    said = capsys.readouterr().out

    assert "school.toml:8:1: warning W691" in said
    assert "`tools` names the option `zoom`, which is valid on the days ..2027-12-31" in said


def test_a_new_profile_offers_what_is_valid_at_the_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "new"]) == 0
    said = capsys.readouterr().out

    assert "zoom" in said
    assert "network" not in said


def test_the_interview_offers_what_is_valid_and_asks_again_what_is_not(
    dated_rules: RuleBase, capsys: pytest.CaptureFixture[str]
) -> None:
    path = profile("2028-02-01", "sector = 'retail'\nhas_sponsor = true\ntools = ['zoom']")
    prompter = Scripted([Picked(("network",)), Picked(())])
    told = Told(brief=lambda _found: (), whole=lambda _found: "")
    session = Session(
        dated_rules,
        Words("en"),
        Order(depth="full", today=date(2028, 2, 1)),
        told,
        lambda _found: None,
        lambda _found: None,
    )
    assert session.run(path, prompter) == "interrupted"
    capsys.readouterr()

    kind, _offers, tools = (card for card in prompter.cards if card.sort != "text")
    assert [each.id for each in kind.choices] == ["own_ict", "platform", "network"]
    assert [each.id for each in tools.choices] == ["lms"]
