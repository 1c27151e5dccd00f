"""What the README shows is what the program prints, and its commands do what they say."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from .conftest import ROOT, Advisor

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SCREENS = [tuple(block.split("\n", 1)) for block in re.findall(r"```console\n\$ advisor (.*?)```", TEXT, re.DOTALL)]
FENCED = TEXT.split("```")[1::2]
BLOCKS = [block for block in FENCED if block.startswith("\n")]


@pytest.mark.parametrize(("command", "screen"), SCREENS)
def test_a_screen_is_what_the_program_prints(command: str, screen: str, advisor: Advisor) -> None:
    run = advisor(*shlex.split(command))

    assert run.returncode == 0, run.stderr
    printed = run.stdout.splitlines()
    place = 0
    for shown in screen.splitlines():
        if shown != "...":
            assert shown in printed[place:], shown
            place = printed.index(shown, place) + 1


def test_the_commands_work_one_after_another(advisor: Advisor, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "profiles", tmp_path / "profiles")
    (tmp_path / "our-rules").mkdir()
    (tmp_path / "our-rules" / "warnings.toml").write_text(
        '[warning.ours]\nsays = "Ours"\nwhen = "staff < 10"\nsource = ["CHOICE"]\n', encoding="utf-8"
    )
    (tmp_path / "our-rules" / "texts").mkdir()
    (tmp_path / "our-rules" / "texts" / "nl.toml").write_text(
        '[warning.ours.says]\nen = "Ours"\nnl = "De onze"\n', encoding="utf-8"
    )
    lines = [line.partition(" #")[0].partition("|")[0] for block in BLOCKS for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("advisor ")]
    assert len(commands) >= 6
    for command in commands:
        arguments = [word for part in command for word in expanded(part, tmp_path)]
        run = advisor(*arguments, cwd=tmp_path)

        assert run.returncode == 0, (command, run.stdout, run.stderr)
    assert (tmp_path / "advice.md").read_text(encoding="utf-8").startswith("# ")


def expanded(part: str, folder: Path) -> list[str]:
    """What a shell makes of a word."""
    found = sorted(str(each.relative_to(folder)) for each in folder.glob(part)) if "*" in part else []
    return found or [part]


def test_the_readme_names_every_exit_code_that_the_help_names(advisor: Advisor) -> None:
    codes = set(re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE))
    said = advisor("--help").stdout.partition("Exit codes:")[2]

    assert set(re.findall(r"\b(\d+) [a-z]", said)) <= codes
