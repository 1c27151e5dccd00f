"""``advisor rules schema`` and ``advisor profile schema``."""

import json
from pathlib import Path

import pytest

from advisor.cli import main
from advisor.files.folder import FILES
from tests.files.schemas import validator
from tests.files.test_bad_rules import MINIMAL


@pytest.fixture(autouse=True)
def _in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


def test_one_kind_of_file_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", "--file", "checks", str(MINIMAL)]) == 0
    checks = validator(json.loads(capsys.readouterr().out))
    assert checks.is_valid({"check": {"too-many": {"says": "Too many", "when": "staff > 3"}}})
    assert not checks.is_valid({"check": {"too-many": {"says": "Too many", "wen": "staff > 3"}}})


def test_all_kinds_are_printed_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", str(MINIMAL)]) == 0
    assert set(json.loads(capsys.readouterr().out)["$defs"]) == set(FILES)


def test_a_folder_gets_a_file_per_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", str(MINIMAL), "-o", "new/schemas/"]) == 0
    result = capsys.readouterr()
    assert result.out == ""
    assert result.err == f"new/schemas: schemas written: {len(FILES)}\n"
    assert {path.stem for path in Path("new/schemas").glob("*.json")} == set(FILES)


def test_a_folder_that_is_there_gets_the_one_asked_for() -> None:
    Path("schemas").mkdir()

    assert main(["rules", "schema", str(MINIMAL), "--file", "steps", "-o", "schemas"]) == 0
    assert [path.name for path in Path("schemas").iterdir()] == ["steps.json"]


def test_a_folder_that_cannot_be_made_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("schemas").write_text("")

    assert main(["rules", "schema", str(MINIMAL), "-o", "schemas/"]) == 2
    assert capsys.readouterr().err.startswith("error F209: schemas cannot be written: ")


def test_the_question_that_gives_wording_is_that_of_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    mine = Path("mine")
    mine.mkdir()
    head = (MINIMAL / "rulebase.toml").read_text(encoding="utf-8")
    (mine / "rulebase.toml").write_text(head.replace('"sector"', '"branch"'), encoding="utf-8")

    assert main(["rules", "schema", "--file", "questions", str(MINIMAL), "--rules", str(mine)]) == 0
    question = json.loads(capsys.readouterr().out)["properties"]["question"]["additionalProperties"]["properties"]
    assert "branch" in question
    assert "sector" not in question


@pytest.mark.parametrize(
    "text", ["no toml", "[rulebase]\nlanguages = 3\nvariants = []", "[rulebase]\nvariants = 'kind'"]
)
def test_rules_with_faults_have_a_schema_too(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("faulty").mkdir()
    Path("faulty/rulebase.toml").write_text(text)

    assert main(["rules", "schema", "faulty"]) == 0
    assert set(json.loads(capsys.readouterr().out)["$defs"]) == set(FILES)


def test_an_unknown_kind_of_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", "--file", "questoins"]) == 2
    assert "'questoins' is not one of 'rulebase', 'questions', " in capsys.readouterr().err


@pytest.mark.usefixtures("small_rules")
def test_the_schema_of_profiles_is_printed_or_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "schema"]) == 0
    printed = capsys.readouterr().out
    assert main(["profile", "schema", "-o", "profile.json"]) == 0
    assert Path("profile.json").read_text(encoding="utf-8") == printed
    assert validator(json.loads(printed)).is_valid({"answers": {"staff": {"from": 3}}})
