"""``advisor rules texts``."""

import shutil
from pathlib import Path

import pytest

from advisor.cli import main
from tests.files.test_bad_rules import MINIMAL


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr("advisor.files.shipped.shipped_folder", lambda: MINIMAL)
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "warnings.toml").write_text('[warning.silence]\nsays = "Silence"\nwhen = "staff < 1"\n')
    return folder


def test_a_file_that_is_up_to_date_is_left_alone(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied = Path(shutil.copytree(MINIMAL, mine.parent / "copied"))
    before = (copied / "texts" / "nl.toml").stat().st_mtime_ns

    assert main(["rules", "texts", "nl", str(copied)]) == 0
    assert capsys.readouterr().out == (
        f"{copied / 'texts' / 'nl.toml'}: up to date\nkept: 87\nnew, without a translation: 0\n"
        "drifted, the English changed since: 0\ntaken over from another name: 0\norphaned, set aside at the end: 0\n"
    )
    assert (copied / "texts" / "nl.toml").stat().st_mtime_ns == before
    assert main(["rules", "texts", "nl", str(copied), "--check"]) == 0


def test_the_folder_laid_on_top_is_brought_up_to_date(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "texts", "nl", "--rules", str(mine)]) == 0
    file = mine / "texts" / "nl.toml"
    assert capsys.readouterr().out.startswith(f"{file}: brought up to date\nkept: 0\nnew, without a translation: 1\n")
    assert file.read_text(encoding="utf-8") == '[warning.silence.says]\nen = "Silence"\nnl = ""\n'


def test_check_writes_nothing(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "texts", "nl", "--check", "--rules", str(mine)]) == 1
    assert capsys.readouterr().out.startswith(f"{mine / 'texts' / 'nl.toml'}: not up to date\n")
    assert not (mine / "texts").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("xx", "error U510: `xx` is none of the languages of the rules: en, nl\n  To begin a translation, "),
        ("en", "error U511: `en` is the language of the rules themselves"),
    ],
)
def test_a_language_that_the_rules_do_not_have_is_refused(
    mine: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert main(["rules", "texts", language, "--rules", str(mine)]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert result.err.startswith(said)


def test_a_file_with_faults_is_not_written(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mine / "texts").mkdir()
    (mine / "texts" / "nl.toml").write_text('[warning.silence.says]\nen = "Silence"\nln = "Stilte"\n')

    assert main(["rules", "texts", "nl", "--rules", str(mine)]) == 3
    assert "nl.toml:3:1: error R303: there is no key `ln` here" in capsys.readouterr().err
    assert "Stilte" in (mine / "texts" / "nl.toml").read_text()
