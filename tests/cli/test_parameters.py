"""Completion of profiles."""

from pathlib import Path

import click
import pytest

from advisor.cli.parameters import ProfilePath


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "profiles" / "old").mkdir(parents=True)
    (tmp_path / "profiles" / "school.toml").touch()
    (tmp_path / "profiles" / "notes.txt").touch()
    (tmp_path / ".hidden.toml").touch()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("incomplete", "expected"),
    [
        ("", [("dir", "")]),
        ("pro", [("dir", "pro")]),
        ("profiles/", [("plain", "profiles/old/"), ("plain", "profiles/school.toml")]),
        ("profiles/s", [("plain", "profiles/school.toml")]),
        ("./profiles/s", [("plain", "./profiles/school.toml")]),
        (".h", [("plain", ".hidden.toml")]),
        ("nowhere/", [("dir", "nowhere/")]),
    ],
)
def test_profiles_and_folders_are_completed(incomplete: str, expected: list[tuple[str, str]]) -> None:
    argument = click.Argument(["profile"], type=ProfilePath())
    context = click.Context(click.Command("assess"))

    items = argument.shell_complete(context, incomplete)

    assert expected == [(item.type, item.value) for item in items]
