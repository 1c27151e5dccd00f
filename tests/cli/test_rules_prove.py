"""``advisor rules prove``."""

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from advisor.cli import main
from advisor.files.profile import load as load_profile
from advisor.files.rulebase import load
from tests.audit.test_planted_faults import CLEAN, PROVED
from tests.audit.tiny import ROLE, folder
from tests.files.test_bad_rules import RULES

FAULTS = PROVED / "faults"
SAME = FAULTS / "twice-the-same-by-a-share"
PART = FAULTS / "points-for-a-part"
BETTER = FAULTS / "better-is-worse"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_a_rule_base_without_faults_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN)]) == 0
    result = capsys.readouterr()
    assert result.out.endswith("refuted: 0, undecided: 0\nfaults: 0, notes: 0\n")
    assert "  producer: 100\n" in result.out
    assert result.err == ""


def test_a_fault_is_told_with_its_place_a_remedy_and_a_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), str(SAME)]) == 1
    result = capsys.readouterr()
    place = SAME / "roles" / "producer.toml"
    first, remedy, example, *_more = result.out.splitlines()
    assert first.startswith(
        f"{place}:6:1: error A703: `producer.as-many` and `producer.busy` hold for the same profiles"
    )
    assert remedy == "  Remove one of the two, or say what tells them apart."
    assert example.startswith("  For example: staff = ")
    assert result.out.endswith("faults: 1, notes: 0\n")
    assert result.err == ""


def test_a_note_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), str(PART)]) == 0
    result = capsys.readouterr()
    assert "note A706: `producer.rich` holds only where `producer.capable` does" in result.out
    assert result.out.endswith("faults: 0, notes: 1\n")


def test_a_folder_is_laid_over_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), "--rules", str(SAME)]) == 1
    assert "A703" in capsys.readouterr().out


def test_json_has_every_finding_with_its_profiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "proof.json"

    assert main(["rules", "prove", str(CLEAN), str(BETTER), "--format", "json", "-o", str(report)]) == 1
    assert capsys.readouterr() == ("", "")
    found = json.loads(report.read_text(encoding="utf-8"))
    (finding,) = found["findings"]
    assert (found["format"], found["faults"], found["undecided"]) == ("advisor.proof/1", 1, 0)
    assert found["obligations"] == found["proved"] + found["refuted"]
    assert (finding["code"], finding["only_warns"]) == ("A724", False)
    assert [each["id"] for each in finding["about"]] == ["reciprocity.open", "trust"]
    before, after = finding["witness"]
    assert before["trust"] < after["trust"] == 5
    highest = {"outcome": "reciprocity", "among": "retail", "fit": 100, "result": "proved", "days": None}
    assert highest in found["highest_fit"]
    assert {each["id"] for each in found["questions"] if not each["changes"]} == set()


def test_profiles_that_show_a_fault_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "deep" / "found"

    assert main(["rules", "prove", str(CLEAN), str(BETTER), "--witness", str(folder)]) == 1
    names = [f"A724-reciprocity.open-trust-{number}.toml" for number in (1, 2)]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert f"  As in {folder / names[0]} and {folder / names[1]}\n" in capsys.readouterr().out
    for name in names:
        profile, warnings = load_profile(folder / name, load([CLEAN, BETTER]))
        assert not warnings
        assert profile.name == "A724 reciprocity.open-trust"


def test_findings_about_several_options_are_written_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["rules", "prove", str(CLEAN), str(FAULTS / "two-sectors-below-the-rest"), "--witness", str(tmp_path)])
        == 0
    )
    capsys.readouterr()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "A716-producer-education.toml",
        "A716-producer-ict.toml",
    ]


def test_a_folder_for_profiles_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert main(["rules", "prove", str(CLEAN), "--witness", str(tmp_path / "file" / "found")]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert "F209" in result.err


def test_of_dated_rules_it_says_on_which_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dead = '[must.dead]\nsays = "Dead"\nwhen = ["staff > 0", "staff < 0"]\nfrom = 2027-01-01\nsource = ["CHOICE"]\n'
    later, shown = folder(tmp_path / "rules", roles__consumer=ROLE + dead), tmp_path / "shown"

    assert main(["rules", "prove", str(later), "--witness", str(shown)]) == 1
    text = capsys.readouterr().out
    assert "error A701: on the days 2027-01-01..: `consumer.dead` never holds, whatever the answers\n" in text
    assert text.count("A701") == 1
    assert "on the days ..2026-12-31:\nhighest fit" in text
    assert "on the days 2027-01-01..:\nhighest fit" in text

    report = tmp_path / "proof.json"
    assert main(["rules", "prove", str(later), "--format", "json", "-o", str(report)]) == 1
    found = json.loads(report.read_text(encoding="utf-8"))
    days = {each["code"]: each["days"] for each in found["findings"]}
    assert days["A701"] == ["2027-01-01.."]
    assert [each["days"] for each in found["highest_fit"]] == ["..2026-12-31", "2027-01-01.."]
    for path in shown.iterdir():
        profile, _warnings = load_profile(path, load([later]))
        assert profile.written_on in (date(2026, 12, 31), date(2027, 1, 1))


def test_a_gate_that_a_whole_sector_cannot_pass_is_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), str(FAULTS / "one-sector-is-barred")]) == 0
    assert "note A731: among sector = education, nobody keeps the gates of `producer`\n" in capsys.readouterr().out


def test_rules_with_faults_are_not_proved(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), "--rules", str(RULES / "bad" / "step-not-known")]) == 3
    result = capsys.readouterr()
    assert result.out == ""
    assert "R340" in result.err


@pytest.mark.parametrize(("package", "needed_by"), [("z3", "formula"), ("numpy", "prove")])
def test_without_the_extra_it_says_how_to_install_it(
    package: str, needed_by: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (needed_by, "proof"):
        monkeypatch.delitem(sys.modules, f"advisor.audit.{module}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)

    assert main(["rules", "prove", str(CLEAN)]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert "F229" in result.err
    assert package in result.err


def test_a_number_too_large_for_a_column_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def overflow(*_numbers: int) -> None:
        raise OverflowError("0 to 9 needs more than 64 bits")

    monkeypatch.setattr("advisor.columns.plan.integer_for", overflow)

    assert main(["rules", "prove", str(CLEAN)]) == 1
    result = capsys.readouterr()
    assert result.out == ""
    assert "A725: a number can become too large for a column: 0 to 9 needs more than 64 bits" in result.err


def test_what_is_not_decided_in_time_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from advisor.audit.formula import Prover, UndecidedError

    def undecided(*_claims: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Prover, "find", undecided)

    assert main(["rules", "prove", str(CLEAN), str(SAME), "--time", "0.5"]) == 1
    out = capsys.readouterr().out
    assert "error A729: not decided in the time given: A703, about producer.as-many, producer.busy\n" in out
    assert "  Give more time with --time, or make the condition simpler.\n" in out
    assert "A703:" not in out


def test_what_is_not_decided_is_told_once_per_sector_and_not_taken_for_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from advisor.audit.formula import Prover, UndecidedError

    def undecided(*_claims: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Prover, "find", undecided)
    report = tmp_path / "proof.json"
    command = ["rules", "prove", str(CLEAN), str(FAULTS / "one-sector-cannot-fit"), "--time", "0.5"]

    assert main(command) == 1
    out = capsys.readouterr().out
    lines = [each for each in out.splitlines() if "A729" in each]
    assert len(lines) == len({*lines})
    assert [each for each in lines if each.endswith("A715, about producer, sector = education")]
    assert re.search(r"^  producer: .*education \?", out, re.MULTILINE)
    assert main([*command, "--format", "json", "-o", str(report)]) == 1
    found = json.loads(report.read_text(encoding="utf-8"))
    told = {(each["outcome"], each["among"]): (each["fit"], each["result"]) for each in found["highest_fit"]}
    assert told["producer", "education"] == (None, "undecided")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("one-sector-cannot-fit", "error A715: "),
        ("all-sectors-below", "note A736: the highest fit of `chain` is "),
        ("one-sector-is-barred", "note A731: "),
    ],
)
def test_every_finding_counts_as_refuted(fault: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "prove", str(CLEAN), str(FAULTS / fault)])
    out = capsys.readouterr().out
    assert said in out
    assert not re.search("refuted: 0", out)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_a_mistake_of_the_command_line(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "prove", str(CLEAN), "--time", seconds]) == 2
    assert capsys.readouterr().out == ""
