"""``advisor rules fmt``."""

from pathlib import Path

import pytest

from advisor.cli import main

UNTIDY = "# About.\n[step.a]\ndoes='A'\n\n\n\nwhen =  'x'  # why\n[step.b]\r\n"
TIDY = "# About.\n[step.a]\ndoes = 'A'\n\nwhen = 'x'  # why\n\n[step.b]\n"


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    folder = Path("mine")
    (folder / "texts").mkdir(parents=True)
    (folder / "steps.toml").write_bytes(UNTIDY.encode())
    (folder / "texts" / "nl.toml").write_bytes(TIDY.encode())
    return folder


def test_files_are_laid_out(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mine / "steps.toml"

    assert main(["rules", "fmt", str(mine)]) == 0
    assert capsys.readouterr().out == f"{file}: laid out\nlaid out: 1, as they were: 1\n"
    assert file.read_bytes() == TIDY.encode()
    assert main(["rules", "fmt", "--rules", str(mine)]) == 0
    assert capsys.readouterr().out == "laid out: 0, as they were: 2\n"


def test_check_names_the_files_and_changes_nothing(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mine / "steps.toml"

    assert main(["rules", "fmt", "--check", str(mine), str(file)]) == 1
    assert capsys.readouterr().out == f"{file}: not laid out\nto be laid out: 1, as they should be: 1\n"
    assert file.read_bytes() == UNTIDY.encode()
    assert main(["rules", "fmt", "--check", str(mine / "texts")]) == 0


def test_diff_shows_what_would_change(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mine / "steps.toml"

    assert main(["rules", "fmt", "--diff", str(file)]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"--- {file}\n+++ {file}\n@@ -1,")
    assert "-does='A'\n+does = 'A'\n" in told
    assert file.read_bytes() == UNTIDY.encode()
    assert main(["rules", "fmt", "--diff", "--check", str(file)]) == 1


def test_a_file_that_is_no_toml_is_left_as_it_is(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mine / "checks.toml"
    file.write_text("[check.a]\nsays = \n")

    assert main(["rules", "fmt", str(file)]) == 2
    assert f"{file}:2:8: error F206: this is not TOML" in capsys.readouterr().err
    assert main(["rules", "fmt", str(mine)]) == 4
    assert f"{mine / 'steps.toml'}: laid out\n" in capsys.readouterr().out
    assert file.read_text() == "[check.a]\nsays = \n"


def test_hidden_files_are_left_alone(mine: Path) -> None:
    hidden = mine / ".old" / "steps.toml"
    hidden.parent.mkdir()
    hidden.write_bytes(UNTIDY.encode())

    assert main(["rules", "fmt", str(mine)]) == 0
    assert hidden.read_bytes() == UNTIDY.encode()


def test_a_layout_that_would_change_what_is_said_is_not_written(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("advisor.files.relaid.laid_out", lambda text: text.replace("'A'", "'B'"))
    file = mine / "steps.toml"

    assert main(["rules", "fmt", str(file)]) == 2
    assert f"{file}: error U559: " in capsys.readouterr().err
    assert file.read_bytes() == UNTIDY.encode()


@pytest.mark.usefixtures("mine")
def test_the_shipped_rules_are_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "fmt", "--check"]) == 0
    assert capsys.readouterr().out.startswith("to be laid out: 0, as they should be: ")
