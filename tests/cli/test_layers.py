"""Commands on layers of rules: a language that only a layer has."""

import json
from pathlib import Path

import pytest

from advisor.cli import main
from tests.files.test_bad_rules import MINIMAL
from tests.files.test_layers import layer

GERMAN = '[question.staff.label]\nen = "the staff"\nde = "die Zahl der Mitarbeiter"\n'
PROFILE = '[profile]\nname = "A"\nlanguage = "%s"\n[answers]\nstaff = 5\n'


@pytest.fixture(autouse=True)
def _on_minimal_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("advisor.files.shipped.shipped_folder", lambda: str(MINIMAL))
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def german(tmp_path: Path) -> str:
    """A layer with German, of which one text is there."""
    head = '[rulebase]\nadds = true\nlanguages = ["de"]\n'
    return str(layer(tmp_path / "german", rulebase=head, texts__de=GERMAN))


@pytest.mark.parametrize("before", [True, False])
def test_a_language_of_a_layer_can_be_asked_for_anywhere(
    german: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, *, before: bool
) -> None:
    (tmp_path / "a.toml").write_text(PROFILE % "en", encoding="utf-8")
    asked, rules = ["--language", "de"], ["--rules", german]
    arguments = [*asked, "assess", *rules] if before else [*rules, "assess", *asked]

    assert main([*arguments, "a.toml", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["language"] == "de"
    assert found["answers"]["staff"]["label"] == "die Zahl der Mitarbeiter"
    assert found["rulebase"]["layers"] == ["german"]


def test_a_profile_is_answered_in_its_language_where_a_layer_has_it(
    german: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_text(PROFILE % "de", encoding="utf-8")

    assert main(["assess", "a.toml", "--rules", german, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "de"
    assert main(["assess", "a.toml", "--format", "json"]) == 2
    assert "P421: `de` is none of en, nl" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["fr", "deu", "D", ""])
def test_a_language_that_nobody_has_is_a_mistake_of_the_command_line(
    german: str, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main(["rules", "check", "--rules", german, "--language", language]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert "is not one of 'en', 'nl'" in result.err


def test_a_layer_that_switches_off_is_explained_in_dutch_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine = layer(tmp_path / "mine", roles__consumer='[warn.risky]\noff = "we see to it"\n')
    (tmp_path / "a.toml").write_text(PROFILE % "nl", encoding="utf-8")

    assert main(["explain", "a.toml", "risky", "--rules", str(mine), "--plain"]) == 0
    assert "we see to it" in capsys.readouterr().out
    assert main(["explain", "a.toml", "riskyy", "--rules", str(mine), "--plain"]) == 2
    assert "risky" in capsys.readouterr().err
