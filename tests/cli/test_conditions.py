"""``--where`` and ``--fail-on`` of ``advisor assess``."""

import json
from pathlib import Path

import pytest

from advisor.cli import main
from advisor.cli.run import run

ROOT = Path(__file__).parents[2]
SCHOOL, SIVON, OPEN = (f"profiles/{name}.toml" for name in ("secondary-school", "sivon", "all-unknown"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_DEBUG", "ADVISOR_FORMAT", "ADVISOR_PLAIN", "ADVISOR_RULES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ADVISOR_LANGUAGE", "en")
    monkeypatch.chdir(ROOT)


def printed(out: str) -> list[str]:
    """The profiles of some JSON lines."""
    return [json.loads(line)["profile"]["path"] for line in out.splitlines()]


def test_only_profiles_for_which_a_condition_surely_holds_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", SCHOOL, OPEN, SIVON, "-f", "json", "--where", "lead == consumer"]) == 0

    said = capsys.readouterr()
    assert printed(said.out) == [SCHOOL]
    assert said.err == "--where: 1 profile left out, of which it is open whether the condition holds\n"


def test_what_can_still_hold_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", SCHOOL, OPEN, SIVON, "-f", "json", "--where", "possibly(lead == consumer)"]) == 0

    said = capsys.readouterr()
    assert (printed(said.out), said.err) == ([SCHOOL, OPEN], "")


def test_it_is_said_when_no_profile_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", SCHOOL, "--where", "lead == reducer"]) == 0

    assert capsys.readouterr() == ("", "--where: the condition surely holds for no profile\n")


def test_a_condition_that_is_met_ends_with_1_and_is_named_with_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    conditions = ["--fail-on", "lead == consumer", "--fail-on", "lead == reducer", "--fail-on", "lead == orchestrator"]

    assert main(["assess", SCHOOL, OPEN, SIVON, "-f", "json", *conditions]) == 1
    said = capsys.readouterr()
    assert printed(said.out) == [SCHOOL, OPEN, SIVON]
    assert said.err.splitlines() == [
        f"--fail-on: {SCHOOL}: `lead == consumer` surely holds",
        f"--fail-on: {SIVON}: `lead == orchestrator` surely holds",
    ]


def test_a_condition_that_is_open_fails_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", OPEN, "-f", "json", "--fail-on", "lead == consumer"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["assess", OPEN, "-f", "json", "--fail-on", "possibly(lead == consumer)"]) == 1


def test_a_profile_that_is_not_printed_can_fail_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--where", "lead == consumer", "--fail-on", "lead == orchestrator"]

    assert main(["assess", SCHOOL, SIVON, "-f", "json", *arguments]) == 1
    assert printed(capsys.readouterr().out) == [SCHOOL]


def test_a_condition_that_is_met_counts_more_than_a_profile_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", "nowhere.toml", SCHOOL, "-f", "json", "--fail-on", "lead == consumer"]) == 1
    assert main(["assess", "nowhere.toml", SCHOOL, "-f", "json", "--fail-on", "lead == reducer"]) == 4
    assert main(["assess", "nowhere.toml", "no.toml", "-f", "json", "--fail-on", "lead == consumer"]) == 2
    assert "F201" in capsys.readouterr().err


def test_a_condition_is_about_the_verdict_and_not_about_a_reading_that_assumes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["assess", "profiles/half-answered.toml", "-f", "json", "--assume"]

    assert main([*arguments, "--where", "not lead_settled", "--fail-on", "lead_settled"]) == 0
    assert len(printed(capsys.readouterr().out)) == 2


def test_everything_that_is_wrong_with_conditions_is_said_with_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["--where", "lead == consumr", "--fail-on", "settled", "--fail-on", "contradictions > x"]

    assert main(["assess", SCHOOL, SIVON, *wrong]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--where: error L138: `lead` has no option `consumr`" in said.err
    assert "    lead == consumr\n            ^^^^^^^\n  did you mean `consumer`?" in said.err
    assert "--fail-on: error L119" in said.err


@pytest.mark.parametrize("option", ["--where", "--fail-on"])
def test_an_empty_condition_is_wrong(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert main(["assess", SCHOOL, option, ""]) == 2
    assert f"{option}: error L100" in capsys.readouterr().err


def test_a_wrong_target_stops_several_profiles_as_it_stops_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", SCHOOL, SIVON, "--toward", "reduser"]) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.count("U503")) == ("", 1)


def test_messages_are_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--language", "nl", "-f", "json", "--where", "lead == reducer", "--fail-on", "lead == consumer"]

    assert main(["assess", SCHOOL, OPEN, *arguments]) == 1
    assert capsys.readouterr().err == (
        "--where: 1 profiel weggelaten: het is nog open of de voorwaarde geldt\n"
        "--where: de voorwaarde geldt voor geen enkel profiel zeker\n"
        f"--fail-on: {SCHOOL}: `lead == consumer` geldt zeker\n"
    )
