"""The program as a user runs it: a process of its own, with nothing of this process's settings."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

ROOT = Path(__file__).parents[2]

NO_CACHE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""For a process that cannot write whole files: Python would leave caches of modules cut off, to be read ever after."""

Advisor = Callable[..., "subprocess.CompletedProcess[str]"]
Interview = Callable[..., Terminal]


@pytest.fixture
def environment() -> dict[str, str]:
    """The variables that the program sees, to be added to."""
    kept = ("HOME", "PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }


@pytest.fixture
def advisor(environment: dict[str, str]) -> Advisor:
    """Runs ``advisor`` with arguments and waits for it; further keywords are those of `subprocess.run`."""

    def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "advisor", *arguments]
        wanted: dict[str, object] = {
            "env": environment,
            "cwd": ROOT,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "encoding": "utf-8",
            "timeout": 60,
            **options,
        }
        return subprocess.run(command, check=False, **wanted)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture
def interview(environment: dict[str, str], tmp_path: Path) -> Iterator[Interview]:
    """Starts ``advisor interview`` with arguments in a terminal, in a folder that is empty at first.

    Keywords: `variables` to add to the environment; `printed`, a file for standard output, which is the terminal
    otherwise; further ones are those of `Terminal`.
    """
    with ExitStack() as open_ones:

        def start(
            *arguments: str,
            variables: dict[str, str] | None = None,
            printed: Path | None = None,
            **options: object,
        ) -> Terminal:
            command = [sys.executable, "-m", "advisor", "interview", *arguments]
            if printed:
                command = ["/bin/sh", "-c", 'exec "$@" > "$0"', str(printed), *command]
            seen = {**environment, "TERM": "xterm-256color", "HOME": str(tmp_path), **(variables or {})}
            return open_ones.enter_context(Terminal(command, seen, cwd=tmp_path, **options))  # type: ignore[arg-type]

        yield start
