"""What the program makes of a command: its options, its errors and its exit code."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest

from advisor import words
from advisor.cli import main
from advisor.cli.commands import LazyGroup, program
from advisor.cli.run import expanded
from advisor.cli.settings import LANGUAGES, Settings, global_options
from advisor.cli.table import COMMANDS, Entry, help_of_program
from advisor.problems import AdvisorError, Place, Problem

Install = Callable[[Callable[..., object]], None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Makes a function the command ``probe``."""
    for name in ("ADVISOR_DEBUG", "ADVISOR_LANGUAGE", "ADVISOR_PLAIN", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def as_command(function: Callable[..., object]) -> None:
        entry = Entry("", "tests:probe")
        monkeypatch.setitem(COMMANDS, "probe", entry)
        command = click.Command("probe", callback=function, params=global_options())
        monkeypatch.setitem(program.commands, "probe", command)

    return as_command


def raising(error: BaseException) -> Callable[[], NoReturn]:
    """A command that fails."""

    def fail() -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize("code", [None, 0, 1, 4])
def test_a_command_returns_its_exit_code(install: Install, code: int | None) -> None:
    install(lambda: code)

    assert (code or 0) == main(["probe"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AdvisorError(Problem(code="F201", place=Place(file="x.toml"))), 2),
        (AdvisorError(Problem(code="F201"), exit_code=3), 3),
        (click.UsageError("wrong"), 2),
        (click.FileError("x"), 2),
        (click.exceptions.Exit(1), 1),
        (KeyboardInterrupt(), 130),
        (EOFError("marshal data too short"), 70),
        (PermissionError(13, "Permission denied", "x.toml"), 2),
        (ZeroDivisionError(), 70),
        (RecursionError(), 70),
    ],
    ids=repr,
)
def test_an_error_becomes_an_exit_code(
    install: Install, capsys: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    install(raising(error))

    assert code == main(["probe"])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err


def test_every_problem_is_told_with_its_place_and_its_code(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [Place(file="a.toml", line=3), Place(file="b.toml", line=4)]
    install(raising(AdvisorError(*(Problem(code="F205", place=place) for place in places))))

    main(["probe"])

    told = capsys.readouterr().err
    assert "a.toml:3: error F205" in told
    assert "b.toml:4: error F205" in told


def test_an_internal_error_is_one_line_that_leads_to_debug(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install(raising(KeyError("staff\x1b[2J")))

    assert main(["probe"]) == 70
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "KeyError" in told
    assert "--debug" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("arguments", [["--debug", "probe"], ["probe", "--debug"]])
def test_debug_shows_where_an_internal_error_comes_from(
    install: Install, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    install(raising(KeyError("staff")))

    assert main(arguments) == 70
    assert "Traceback" in capsys.readouterr().err


def given(install: Install, *arguments: str) -> Settings:
    """The settings of a command that is called with the arguments."""
    seen: list[Settings] = []
    install(click.make_pass_decorator(Settings)(seen.append))

    assert main(list(arguments)) == 0
    return seen[0]


@pytest.mark.parametrize("options", [["--language", "nl"], ["--plain"], ["--no-color"], ["--debug"]])
def test_an_option_counts_before_and_after_the_command(install: Install, options: list[str]) -> None:
    before, after = given(install, *options, "probe"), given(install, "probe", *options)

    assert vars(before) == vars(after) != vars(given(install, "probe"))


def test_the_language_is_the_last_one_asked_for_then_that_of_the_environment(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert given(install, "probe").language == "en"
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert given(install, "probe").language == "nl"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert given(install, "probe").language == "en"
    monkeypatch.setenv("ADVISOR_LANGUAGE", "nl")
    assert given(install, "probe").language == "nl"
    assert given(install, "--language", "en", "probe").language == "en"
    assert given(install, "--language", "en", "probe", "--language", "nl").language == "nl"


def test_rule_folders_add_up_and_replace_those_of_the_environment(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a, b, c = (str(tmp_path / name) for name in "abc")
    for folder in (a, b, c):
        Path(folder).mkdir()

    assert given(install, "--rules", a, "probe", "--rules", b, "--rules", c).rules == (a, b, c)
    monkeypatch.setenv("ADVISOR_RULES", f"{a}{click.Path.envvar_list_splitter}{b}")
    assert given(install, "probe").rules == (a, b)
    assert given(install, "probe", "--rules", c).rules == (c,)
    assert given(install, "--rules", b, "probe", "--rules", c).rules == (b, c)


def test_the_help_of_the_program_names_every_command_and_option_and_fits() -> None:
    lines = help_of_program().splitlines()

    for name, entry in COMMANDS.items():
        assert any(line.split() == [name, *entry.help.split()] for line in lines)
    listed = {option for line in lines for option in re.findall(r"(?<= )--?[\w-]+", line[:21])}
    parameters = program.get_params(click.Context(program, help_option_names=["-h", "--help"]))
    assert listed == {option for parameter in parameters for option in parameter.opts}
    assert all(len(line) <= 80 and line.isascii() for line in lines)


def commands(group: LazyGroup) -> list[tuple[str, click.Command]]:
    """Every command inside the group, with its line in the table."""
    found: list[tuple[str, click.Command]] = []
    for name, entry in group.table.items():
        command = group.get_command(click.Context(group), name)
        assert command is not None
        found += commands(command) if isinstance(command, LazyGroup) else [(entry.help, command)]
    return found


def test_every_command_of_the_table_exists_and_begins_its_help_with_the_same_line() -> None:
    for line, command in commands(program):
        assert (command.help or "").strip().splitlines()[0] == line


def test_the_languages_are_those_of_the_texts() -> None:
    assert tuple(sorted(words.LANGUAGES)) == LANGUAGES


def test_patterns_are_filled_in_where_the_shell_does_not(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "c.txt"):
        (tmp_path / name).touch()
    pattern = str(tmp_path / "*.toml")
    found = [str(tmp_path / "a.toml"), str(tmp_path / "b.toml")]

    assert expanded(["assess", pattern, "no*thing"], "win32") == ["assess", *found, "no*thing"]
    assert expanded(["assess", pattern], "linux") == ["assess", pattern]
