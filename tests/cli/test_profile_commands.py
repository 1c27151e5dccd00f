"""``advisor profile check`` and ``advisor profile new``."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from advisor.cli import main
from advisor.files.profile import load
from tests.files.small import RULEBASE

GOOD = '[profile]\nname = "School"\n\n[answers]\nstaff = 40\ntrust = "unknown"\n'
BAD = "[answers]\nstaff = -1\nsectr = 3\n"

pytestmark = pytest.mark.usefixtures("small_rules")


def wrote(name: str, text: str) -> str:
    """A file in the folder of the test."""
    Path(name).write_text(text)
    return name


def test_a_profile_without_faults_is_said_to_have_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", wrote("good.toml", GOOD)]) == 0
    assert capsys.readouterr() == ("good.toml: no faults; 2 answers to 11 questions\n", "")


def test_every_fault_of_every_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    files = [wrote("bad.toml", BAD), wrote("good.toml", GOOD), wrote("worse.toml", "[answers")]

    assert main(["profile", "check", *files]) == 1
    said = capsys.readouterr().out
    for part in ("bad.toml:2:1: error P409", "bad.toml:3:1: error P417", "good.toml: no faults", "worse.toml:1:9"):
        assert part in said


def test_a_warning_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", wrote("old.toml", '[profile]\nrulebase = "1"\n[answers]\nold = 1\n')]) == 0
    assert "old.toml:4:1: warning P418" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check", "missing.toml", ".", wrote("bad.toml", BAD)]) == 2
    said = capsys.readouterr()
    assert "missing.toml: error F201" in said.err
    assert ".: error F203" in said.err
    assert "bad.toml:2:1: error P409" in said.out


def test_a_fault_of_a_shared_profile_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    wrote("shared.toml", BAD)
    files = [wrote(name, '[profile]\nextends = "shared.toml"\n') for name in ("one.toml", "two.toml")]

    assert main(["profile", "check", *files]) == 1
    assert capsys.readouterr().out.count("P409") == 1


def test_a_profile_can_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(BAD.encode())))

    assert main(["profile", "check", "-"]) == 1
    assert "-:2:1: error P409" in capsys.readouterr().out


def test_a_new_profile_is_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["profile", "new", "--name", "Sch\u00f6n", "--sector", "retail"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert 'name = "Sch\u00f6n"' in said
    assert '\nsector = "retail"' in said
    assert "\r" not in said


def test_a_new_profile_is_written_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "new", "school.toml", "--name", "School"]) == 0
    assert capsys.readouterr() == ("", "school.toml is ready to be filled in; then: advisor assess school.toml\n")
    assert load(Path("school.toml"), RULEBASE)[0].name == "School"


def test_the_next_command_has_the_same_rules(capsys: pytest.CaptureFixture[str]) -> None:
    Path("our rules").mkdir()

    assert main(["profile", "new", "school.toml", "--rules", "our rules"]) == 0
    assert capsys.readouterr().err.endswith("advisor assess school.toml --rules 'our rules'\n")


def test_a_file_that_is_there_is_replaced_only_with_force(capsys: pytest.CaptureFixture[str]) -> None:
    file = wrote("school.toml", GOOD)

    assert main(["profile", "new", file]) == 2
    assert "school.toml: error F210" in capsys.readouterr().err
    assert Path(file).read_text() == GOOD
    assert main(["profile", "new", file, "--force"]) == 0
    assert load(Path(file), RULEBASE)[0].answers == {}


def test_an_unknown_sector_is_refused_with_a_guess(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "new", "--sector", "retial"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--sector: error P459" in said.err
    assert "did you mean `retail`?" in said.err


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "new", "no/school.toml"]) == 2
    assert "F209" in capsys.readouterr().err
