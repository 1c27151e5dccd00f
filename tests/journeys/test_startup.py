"""Starting up is a feature: what is not needed is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

PROFILE = str(Path(__file__).parents[2] / "profiles" / "secondary-school.toml")
HEAVY = {"rich", "tomlkit", "questionary", "prompt_toolkit", "babel", "numpy"}


def imported(environment: dict[str, str], *arguments: str) -> set[str]:
    """Every module that a run of the program imports."""
    command = [sys.executable, "-X", "importtime", "-m", "advisor", *arguments]
    unmeasured = {name: value for name, value in environment.items() if not name.startswith("COVERAGE_")}
    run = subprocess.run(command, env=unmeasured, capture_output=True, text=True, check=True)
    modules = {line.split("|")[-1].strip() for line in run.stderr.splitlines() if "|" in line}
    assert "advisor.cli" in modules
    return modules


@pytest.mark.parametrize("option", ["--help", "-h", "help", "--version", "-V"])
def test_the_help_and_the_version_need_not_even_click(environment: dict[str, str], option: str) -> None:
    modules = imported(environment, option)

    assert not modules & (HEAVY | {"click", "typing", "re", "advisor.words", "advisor.cli.commands"})


@pytest.mark.parametrize("arguments", [("--plain", "--help"), ("rules", "--help"), ("help", "profile")])
def test_the_help_of_a_group_imports_no_command_and_nothing_heavy(
    environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    modules = imported(environment, *arguments)

    assert "advisor.cli.commands" in modules
    assert not modules & HEAVY
    assert not modules & {"advisor.cli.assess", "advisor.cli.profile_check", "advisor.cli.rules_check"}


@pytest.mark.parametrize(("form", "needed"), [("json", set()), ("plain", set()), ("terminal", {"rich"})])
def test_advice_imports_nothing_heavy(environment: dict[str, str], form: str, needed: set[str]) -> None:
    modules = imported(environment, "assess", PROFILE, "--format", form)

    assert "advisor.advice.assess" in modules
    assert modules & HEAVY == needed


def test_completing_the_name_of_a_command_imports_no_command(environment: dict[str, str]) -> None:
    environment |= {"_ADVISOR_COMPLETE": "bash_complete", "COMP_WORDS": "advisor as", "COMP_CWORD": "1"}

    modules = imported(environment)

    assert "click.shell_completion" in modules
    assert not modules & (HEAVY | {"advisor.cli.assess"})
