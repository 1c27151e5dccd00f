"""``advisor rules check``."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from advisor.cli import main
from tests.files.test_bad_rules import MINIMAL, RULES

BAD = RULES / "bad" / "step-not-known"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_rules_without_faults_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(MINIMAL)]) == 0
    assert capsys.readouterr() == ("faults: 0, warnings: 0\n", "")


def test_every_fault_is_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(MINIMAL), str(BAD)]) == 1
    result = capsys.readouterr()
    place = f"{BAD / 'warnings.toml'}:5:1"
    assert f"{place}: error R340: there is no `step` called `sponsors`\n  did you mean `sponsor`?\n" in result.out
    assert result.out.endswith("faults: 1, warnings: 0\n")
    assert result.err == ""


def test_warnings_are_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(MINIMAL), str(RULES / "bad" / "source-that-nothing-cites")]) == 0
    assert capsys.readouterr().out.endswith("faults: 0, warnings: 1\n")


def test_a_folder_is_laid_over_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(MINIMAL), "--rules", str(BAD)]) == 1
    assert "R340" in capsys.readouterr().out


def test_places_are_told_as_one_would_type_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(MINIMAL.parent)
    monkeypatch.setattr("advisor.files.shipped.shipped_folder", lambda: MINIMAL)

    assert main(["rules", "check", "--rules", str(RULES / "bad" / "translation-of-an-older-text")]) == 1
    assert capsys.readouterr().out.startswith(str(Path("minimal", "texts", "nl.toml")))


def test_a_folder_that_does_not_exist_is_a_mistake_of_the_command_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["rules", "check", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().out == ""


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(MINIMAL), str(BAD), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (problem,) = found["problems"]

    assert (found["format"], found["faults"], found["warnings"]) == ("advisor.problems/1", 1, 0)
    assert (problem["code"], problem["line"], problem["guess"]) == ("R340", 5, "sponsor")
    assert problem["says"] == "there is no `step` called `sponsors`"
    assert problem["key"] == ["warning", "no-talk", "remedy"]


def test_sarif_and_junit_say_the_same_and_end_with_the_same_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["rules", "check", str(MINIMAL), str(BAD), "-f", "sarif"]) == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["ruleId"] == "R340"

    file = tmp_path / "report.xml"
    assert main(["rules", "check", str(MINIMAL), str(BAD), "-f", "junit", "-o", str(file)]) == 1
    assert capsys.readouterr().out == ""
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  (written a line ago)
    (failed,) = [each for each in root.iter("testcase") if len(each)]
    assert failed.get("name") == str(BAD / "warnings.toml")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_every_format_goes_to_a_file_and_ends_with_0_where_nothing_is_wrong(
    form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "report"

    assert main(["rules", "check", str(MINIMAL), "-f", form]) == 0
    printed = capsys.readouterr().out
    assert main(["rules", "check", str(MINIMAL), "-f", form, "--output", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == printed


def test_a_file_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["rules", "check", str(MINIMAL), "-f", "sarif", "-o", str(tmp_path / "no" / "report")]) == 2
    assert "F209" in capsys.readouterr().err
