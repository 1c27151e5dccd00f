"""The program as a user runs it: a process of its own, with nothing of this process's settings."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Advisor = Callable[..., "subprocess.CompletedProcess[str]"]


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
