"""What the README and the page on layers show is what the program prints, and their commands do what they say."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from .conftest import ROOT, Advisor

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LAYERS = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
SCREENS = [
    tuple(block.split("\n", 1)) for block in re.findall(r"```console\n\$ advisor (.*?)```", TEXT + LAYERS, re.DOTALL)
]


def commands_of(text: str) -> list[list[str]]:
    """The words of each command that stands in a block without a language."""
    blocks = [block for block in text.split("```")[1::2] if block.startswith("\n")]
    lines = [line.partition(" #")[0].partition("|")[0] for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("advisor ")]


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


@pytest.mark.slow
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
    commands = commands_of(TEXT)
    assert len(commands) >= 6
    for command in commands:
        arguments = [word for part in command for word in expanded(part, tmp_path)]
        run = advisor(*arguments, cwd=tmp_path)

        assert run.returncode == 0, (command, run.stdout, run.stderr)
    assert (tmp_path / "advice.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.slow
def test_the_commands_about_layers_work_one_after_another(advisor: Advisor, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "layers", tmp_path / "docs" / "layers")
    commands = commands_of(LAYERS)
    assert len(commands) >= 9
    for command in commands:
        run = advisor(*command, cwd=tmp_path)

        assert run.returncode == 0, (command, run.stdout, run.stderr)
    german = (tmp_path / "docs" / "layers" / "german" / "texts" / "de.toml").read_text(encoding="utf-8")
    assert 'de = "Verbraucher"' in german
    assert german.count('de = ""') > 1000
    layers = ("--rules", "docs/layers/house", "--rules", "docs/layers/german")
    run = advisor("assess", "docs/layers/law-firm.toml", *layers, "--language", "de", "--plain", cwd=tmp_path)
    assert "Verbraucher: fits" in run.stdout
    run = advisor("rules", "check", *layers, cwd=tmp_path)
    assert run.returncode == 1
    assert "`consumer.must.runs-on-others.says`" not in run.stdout
    assert set(re.findall(r"error (\w+):", run.stdout)) == {"R380"}


@pytest.mark.slow
def test_the_layer_of_the_page_passes_all_examples_and_cases(advisor: Advisor) -> None:
    run = advisor("rules", "test", "--rules", "docs/layers/house")

    assert run.returncode == 0, run.stdout


def test_what_the_page_on_layers_quotes_stands_in_the_layer() -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "layers").rglob("*.toml"))]
    written = {" ".join(line.partition(" #")[0].split()) for text in files for line in text.splitlines()}
    quoted = [line for block in re.findall(r"```toml\n(.*?)```", LAYERS, re.DOTALL) for line in block.splitlines()]

    assert len(quoted) > 40
    assert [line for line in quoted if " ".join(line.partition(" #")[0].split()) not in written] == []


def expanded(part: str, folder: Path) -> list[str]:
    """What a shell makes of a word."""
    found = sorted(str(each.relative_to(folder)) for each in folder.glob(part)) if "*" in part else []
    return found or [part]


def test_the_readme_names_every_exit_code_that_the_help_names(advisor: Advisor) -> None:
    codes = set(re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE))
    said = advisor("--help").stdout.partition("Exit codes:")[2]

    assert set(re.findall(r"\b(\d+) [a-z]", said)) <= codes
