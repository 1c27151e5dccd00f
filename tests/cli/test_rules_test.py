"""``advisor rules test``."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from advisor.cli import main
from tests.audit.test_coverage import ALL_WAYS
from tests.audit.tiny import case, folder
from tests.files.test_bad_rules import CASES, MINIMAL, RULES


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_all_in_order_and_all_tried_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", str(folder(tmp_path, cases__all=ALL_WAYS))]) == 0
    result = capsys.readouterr()
    assert result.out.endswith("examples: 0, cases: 3, failed: 0\n")
    assert "3 of 3 (100%)" in result.out
    assert result.err == ""


def test_what_was_never_tried_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", str(MINIMAL), str(CASES)]) == 1
    assert capsys.readouterr().out.endswith("examples: 2, cases: 2, failed: 0\n")


def test_a_case_that_fails_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ALL_WAYS + case("wrong", "staff = 60", 'lead = "none"')

    assert main(["rules", "test", str(folder(tmp_path, cases__all=wrong))]) == 1
    assert "wrong: wrong\n  lead: expected none, found consumer\n" in capsys.readouterr().out


def test_of_cases_that_are_named_only_the_failures_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = str(folder(tmp_path, cases__all=ALL_WAYS + case("wrong", "staff = 60", 'lead = "none"')))

    assert main(["rules", "test", rules, "--case", "holds", "--case", "fails"]) == 0
    assert capsys.readouterr().out.endswith("examples: 0, cases: 2, failed: 0\n")
    assert main(["rules", "test", rules, "--case", "wrong"]) == 1
    assert "never" not in capsys.readouterr().out
    assert main(["rules", "test", rules, "--case", "wrong", "--all"]) == 1
    assert "never" in capsys.readouterr().out


def test_a_case_that_does_not_exist_is_a_mistake_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", str(MINIMAL), str(CASES), "--case", "scool"]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert "did you mean `school`?" in result.err


def test_rules_with_faults_are_not_tested(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["rules", "test", str(MINIMAL), str(CASES), "--rules", str(RULES / "bad" / "case-like-an-unknown-one")])
        == 3
    )
    result = capsys.readouterr()
    assert result.out == ""
    assert "R340" in result.err


def test_cases_of_a_layer_run_on_the_rules_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "mine.toml").write_text(
        '[case.mine]\nsays = "M"\nlike = "school"\nthen = { lead = "none" }\n'
    )

    assert main(["rules", "test", str(MINIMAL), str(CASES), "--rules", str(tmp_path), "--case", "mine"]) == 1
    assert f"{tmp_path / 'cases' / 'mine.toml'}:1: mine: M\n" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["junit", "tap", "json", "sarif"])
def test_formats_for_programs_come_whole_and_in_a_file(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report"

    assert main(["rules", "test", str(MINIMAL), str(CASES), "--format", form, "-o", str(report)]) == 1
    assert capsys.readouterr() == ("", "")
    text = report.read_text(encoding="utf-8")
    if form == "json":
        assert len(json.loads(text)["runs"]) == 4
    elif form == "junit":
        suites = ET.fromstring(text.encode())  # noqa: S314  (written a line ago)
        assert [(each.get("name"), each.get("failures")) for each in suites] == [
            ("examples", "0"),
            ("cases", "0"),
            ("coverage", str(len(suites[2]))),
        ]
        assert [len(each) for each in suites][:2] == [2, 2]
    elif form == "sarif":
        assert {each["ruleId"] for each in json.loads(text)["runs"][0]["results"]} == {"U569"}
    else:
        assert text.startswith("TAP version 14\n1..4\n")
        assert text.count("\nok ") == 4


def test_the_language_of_reasons_is_that_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = case("wrong", "staff = 60", 'lead = "none"')

    assert main(["rules", "test", str(folder(tmp_path, cases__all=wrong)), "--language", "nl"]) == 1
    assert "  lead: verwacht none, gevonden consumer\n" in capsys.readouterr().out
