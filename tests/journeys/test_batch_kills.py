"""``advisor batch``, killed at random moments and begun again: it goes on where it was, and the output is whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROWS = 8_000
KILLS = 50
"""Over all formats."""
FORMS = ("csv", "jsonl", "parquet", "db", "folder")
SECTORS = ("education", "retail", "care", "other")
OLD = b"from last year"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some ten thousand rows, of which some are wrong."""
    path = tmp_path_factory.mktemp("input") / "in.jsonl"
    chance = random.Random(5)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(ROWS):
            row = {"sector": chance.choice(SECTORS), "staff": chance.randrange(-20, 9000), "backup_line": "none"}
            stream.write(json.dumps({"profile": {"name": f"Number {number}"}, "answers": row}) + "\n")
    return path


def command(source: Path, target: Path, *more: str) -> list[str]:
    options = ["--flat", "--workers", "2", "--block-size", "100", "--errors", str(target.with_suffix(".errors"))]
    end = "/" if target.suffix == ".folder" else ""
    form = ["--format", "parquet"] if end else []
    return [sys.executable, "-m", "advisor", "batch", str(source), "-o", f"{target}{end}", *form, *options, *more]


def content(target: Path) -> dict[str, bytes] | bytes | None:
    """What stands at the target; None for nothing."""
    if target.is_dir():
        return {each.name: each.read_bytes() for each in target.iterdir()}
    return target.read_bytes() if target.exists() else None


@pytest.mark.parametrize("form", FORMS)
def test_the_output_is_that_of_a_run_that_nobody_disturbed(
    form: str, source: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    whole = tmp_path / f"whole.{form}"
    begun = time.monotonic()
    undisturbed = subprocess.run(command(source, whole), env=environment, capture_output=True, check=False)
    lasts = time.monotonic() - begun
    assert undisturbed.returncode == 4, undisturbed.stderr

    chance = random.Random(form)
    target = tmp_path / f"out.{form}"
    before: dict[str, bytes] | bytes = OLD
    if form == "folder":
        before = {"part-old.parquet": OLD}
        target.mkdir()
        (target / "part-old.parquet").write_bytes(OLD)
    else:
        target.write_bytes(OLD)
    kills, is_whole = 0, False
    while kills < KILLS // len(FORMS) or not is_whole:
        resume = ["--resume"] if kills or chance.random() < 0.5 else []
        with subprocess.Popen(
            command(source, target, *resume),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                process.wait(chance.uniform(0, lasts * 0.7))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                kills, is_whole = kills + 1, False
                found = content(target)
                assert found in (before, content(whole)) or (form == "folder" and found is None)
                continue
            assert process.stderr is not None
            assert process.returncode == 4, process.stderr.read()
        is_whole = True
        assert content(target) == content(whole)
        assert target.with_suffix(".errors").read_bytes() == whole.with_suffix(".errors").read_bytes()

    assert len((whole.with_suffix(".errors")).read_bytes().splitlines()) > 10
    assert {each.name for each in tmp_path.iterdir()} == {target.name, "out.errors", whole.name, "whole.errors"}
