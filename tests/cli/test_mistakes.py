"""``advisor rules test --mutate``."""

import json
from pathlib import Path

import pytest

from advisor.cli import main
from tests.audit.test_mutation import CASES, WARNINGS
from tests.audit.tiny import folder


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def rules(tmp_path: Path) -> str:
    return str(folder(tmp_path, warnings=WARNINGS, cases__all=CASES))


def test_survivors_are_printed_with_their_place(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", rules, "--mutate", "--no-proof"]) == 0
    result = capsys.readouterr()
    assert "warnings.toml:12: warning some: staff >= 30 -> staff >= 31\n" in result.out
    assert "caught by check: 1," in result.out
    assert result.out.splitlines()[-1].startswith("caught of those that change a result, without proofs: ")
    assert result.err == ""


def test_the_same_twice_is_the_same(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _time in range(2):
        assert main(["rules", "test", rules, "--mutate", "--no-proof"]) == 0
    out = capsys.readouterr().out
    assert out[: len(out) // 2] == out[len(out) // 2 :]


def test_proofs_count_unless_they_are_left_out(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", rules, "--mutate", "--every", "4"]) == 0
    assert "without proofs" not in capsys.readouterr().out


@pytest.mark.parametrize(("least", "code"), [(0, 0), (100, 1)])
def test_too_few_noticed_ends_with_1(rules: str, least: int, code: int) -> None:
    assert main(["rules", "test", rules, "--mutate", "--no-proof", "--at-least", str(least)]) == code


def test_json_has_every_mutant(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", rules, "--mutate", "--no-proof", "-f", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["format"] == "advisor.mutated/1"
    assert whole["tried"] == len(whole["mutants"]) == sum(whole["fates"].values())
    assert {"sort", "id", "change", "fate", "file", "line"} == set(whole["mutants"][0])


@pytest.mark.parametrize(
    "options",
    [
        ["--every", "2"],
        ["--no-proof"],
        ["--at-least", "80"],
        ["--mutate", "--case", "at"],
        ["--mutate", "--all"],
        ["--mutate", "-f", "tap"],
        ["--mutate", "--every", "0"],
    ],
)
def test_options_that_mean_nothing_together_are_refused(
    rules: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "test", rules, *options]) == 2
    assert "error: " in capsys.readouterr().err
