"""The page that goes through the whitepaper names only what the rule base holds."""

import re
from pathlib import Path

from advisor.files.rulebase import load

TOP = Path(__file__).parents[2]
KEYS = {"code", "small", "stale_after", "holder", "respondents", "sector.NAME", "[open_text]", "half_asked"}
"""What the page names beside ids: keys of the file formats."""


def test_every_id_on_the_page_exists() -> None:
    base = load([TOP / "rules"])
    wanted = {each.id for each in base.wanted}
    warnings = {each.id for each in base.warnings}
    read = {*base.questions, *base.quantities, *base.figures, *base.outcomes, *base.rules()}
    known = {*read, *base.steps, *base.sources, *(each.id for each in base.paths), *(each.id for each in base.checks)}
    text = (TOP / "docs" / "whitepaper.md").read_text(encoding="utf-8")

    named = {name for name in re.findall(r"`([^`]+)`", text) if "/" not in name} - KEYS

    assert len(named) > 100
    assert named - known - wanted - warnings == set()
