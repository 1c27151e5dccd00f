"""Commands about profiles, over a small rule base and in a folder of their own."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from advisor.model.rulebase import RuleBase
from tests.files.small import RULEBASE


@pytest.fixture
def small_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program has the small rule base, nothing in its environment, and runs in a folder of its own."""

    def load_rulebase(_folders: object, _language: str) -> RuleBase:
        return RULEBASE

    shipped = ModuleType("advisor.files.shipped")
    shipped.load_rulebase = load_rulebase  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "advisor.files.shipped", shipped)
    for name in ("ADVISOR_DEBUG", "ADVISOR_LANGUAGE", "ADVISOR_PLAIN", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
