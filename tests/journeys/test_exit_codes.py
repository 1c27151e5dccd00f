"""How a run ends, as far as the program itself decides it and not a command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from advisor import __version__
from tests.journeys.conftest import Advisor


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_one_short_line(advisor: Advisor, option: str) -> None:
    assert (0, f"advisor {__version__}\n", "") == outcome(advisor(option))
    assert (0, f"advisor {__version__}\n", "") == outcome(advisor("--plain", option))


@pytest.mark.parametrize("arguments", [(), ("-h",), ("help",), ("--plain", "--help"), ("--plain", "help")])
def test_every_way_to_ask_for_help_gets_the_same_help(advisor: Advisor, arguments: tuple[str, ...]) -> None:
    assert outcome(advisor("--help")) == outcome(advisor(*arguments))


def test_the_help_of_a_group_can_be_asked_for_in_three_ways(advisor: Advisor) -> None:
    expected = outcome(advisor("rules", "--help"))

    assert expected[0] == 0
    assert "check" in expected[1]
    assert expected == outcome(advisor("rules", "-h")) == outcome(advisor("help", "rules"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("asess", "x.toml"), "'assess'"),
        (("help", "asess"), "'assess'"),
        (("rules", "chek"), "'check'"),
        (("rules",), "Missing command"),
        (("--languag", "nl", "assess"), "--language"),
        (("--language", "fr", "rules", "check"), "'fr'"),
        (("--rules", "no-such-folder", "rules", "check"), "'no-such-folder'"),
    ],
)
def test_wrong_use_is_explained_on_standard_error_and_ends_with_2(
    advisor: Advisor, arguments: tuple[str, ...], told: str
) -> None:
    code, printed, complaint = outcome(advisor(*arguments))

    assert (code, printed) == (2, "")
    assert told in complaint
    assert complaint.startswith("Usage: advisor")
    assert "--help" in complaint.splitlines()[-1]


def test_a_variable_with_a_wrong_value_is_named(advisor: Advisor, environment: dict[str, str]) -> None:
    environment["ADVISOR_LANGUAGE"] = "fr"

    code, _, complaint = outcome(advisor("rules", "check"))

    assert code == 2
    assert "ADVISOR_LANGUAGE" in complaint


def test_what_was_typed_cannot_command_the_terminal(advisor: Advisor) -> None:
    assert "\x1b" not in advisor("\x1b]0;title\x07").stderr
    assert "\x1b" not in advisor("--\x1b[31m").stderr


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("rules", "--help")])
def test_nothing_is_said_when_the_reader_of_a_pipe_is_gone(advisor: Advisor, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        run = advisor(*arguments, stdout=writing)
    finally:
        os.close(writing)

    assert (run.returncode, run.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [("--version",), ("rules", "--help")])
def test_a_full_disk_is_said_in_one_line(advisor: Advisor, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        run = advisor(*arguments, stdout=full)

    assert run.returncode == 2
    assert run.stderr.count("\n") == 1


def test_a_key_press_of_ctrl_c_ends_with_130_and_without_a_traceback(environment: dict[str, str]) -> None:
    program = """
import os, signal, sys
import click
from advisor.cli import main
from advisor.cli.commands import program
from advisor.cli.table import COMMANDS, Entry

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have ignored Ctrl-C
COMMANDS["wait"] = Entry("", "")
program.add_command(click.Command("wait", callback=lambda: os.kill(os.getpid(), signal.SIGINT)))
sys.exit(main(["wait"]))
"""
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)

    assert outcome(run) == (130, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(advisor: Advisor, environment: dict[str, str], shell: str) -> None:
    environment["_ADVISOR_COMPLETE"] = f"{shell}_source"

    run = advisor()

    assert run.returncode == 0
    assert "_advisor_completion" in run.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("advisor ", {"assess", "batch", "explain", "interview", "profile", "rules"}),
        ("advisor as", {"assess"}),
        ("advisor rules ", {"check", "diff", "fmt", "graph", "new", "prove", "schema", "show", "test", "texts"}),
        ("advisor --lang", {"--language"}),
        ("advisor --language ", {"en", "nl"}),
        ("advisor rules --pl", {"--plain"}),
    ],
)
def test_names_and_options_are_completed(
    advisor: Advisor, environment: dict[str, str], words: str, expected: set[str]
) -> None:
    environment |= {
        "_ADVISOR_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(re.findall(r"\s", words))),
    }

    run = advisor()

    assert expected == {line.removeprefix("plain,") for line in run.stdout.splitlines()}


def outcome(run: "subprocess.CompletedProcess[str]") -> tuple[int, str, str]:
    return run.returncode, run.stdout, run.stderr
