"""Where results go, and what a terminal gets to see."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from advisor.cli import output
from advisor.cli.look_alikes import in_ascii
from advisor.cli.settings import Settings
from advisor.problems import AdvisorError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "ACCESSIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("variables", "terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, False),
        ({"ACCESSIBLE": "1"}, True, False),
    ],
)
def test_colour_follows_the_environment_and_the_stream(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, terminal: bool, expected: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected == output.screen(Terminal() if terminal else io.StringIO(), Settings()).colour


@pytest.mark.parametrize("option", ["no_color", "plain"])
def test_an_option_against_colour_is_stronger_than_the_environment(
    monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    settings = Settings()
    setattr(settings, option, True)

    assert not output.screen(Terminal(), settings).colour


@pytest.mark.parametrize(("columns", "expected"), [("120", 120), ("0", 80), ("wide", 80), ("", 80)])
def test_the_width_is_that_of_columns(monkeypatch: pytest.MonkeyPatch, columns: str, expected: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert expected == output.screen(io.StringIO(), Settings()).width


def test_a_result_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    target.chmod(0o640)

    output.deliver("é\n", str(target))

    assert target.read_bytes() == "é\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_gets_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()

    output.deliver("new", str(tmp_path / "result"))

    assert (tmp_path / "result").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")

    output.deliver("new", str(tmp_path / "link"))

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "result"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AdvisorError) as raised:
        output.deliver("new", str(target))

    assert raised.value.problems[0].values["reason"] == "No space left on device"
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("target", [".", "no-such-folder/result"])
def test_a_file_that_cannot_be_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(AdvisorError) as raised:
        output.deliver("new", target)

    assert raised.value.exit_code == 2
    assert raised.value.problems[0].values["file"] == target


def test_what_is_no_file_is_written_into() -> None:
    output.deliver("gone", os.devnull)

    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("target", [None, "-"])
def test_without_a_file_the_result_is_printed(capsys: pytest.CaptureFixture[str], target: str | None) -> None:
    output.deliver("shown\n", target)

    assert capsys.readouterr().out == "shown\n"


def test_a_terminal_without_the_characters_gets_look_alikes_and_a_program_gets_utf_8(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))

    output.never_refuse_a_character()
    output.deliver("café → “5” …\n")
    output.deliver('{"café"}\n', for_programs=True)
    sys.stdout.flush()

    assert written.getvalue() == b'cafe -> "5" ...\n' + '{"café"}\n'.encode()


def test_a_look_alike_is_always_ascii() -> None:
    assert in_ascii("\N{EN DASH} ≥ ë ﬁ │ ┌ 漢 \udcff") == "- >= e fi | + ? ?"
    assert all(in_ascii(chr(code)).isascii() for code in range(0x3000))
