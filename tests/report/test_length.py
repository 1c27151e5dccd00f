"""A reader has five minutes: the shipped profiles, by the shipped rules, on a screen of 80 columns."""

from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.files import profile, rulebase
from advisor.model.assessment import Assessment
from advisor.report import formats
from advisor.report.page import Page
from tests.report.sample import WORDS

ROOT = Path(__file__).parents[2]
PROFILES = tuple(sorted((ROOT / "profiles").glob("*.toml")))


@pytest.fixture(scope="module", params=PROFILES, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> Assessment:
    base = rulebase.load([ROOT / "rules"])
    read, _warnings = profile.load(request.param, base)
    return assess(base, read, WORDS)


def test_advice_takes_less_than_four_hundred_and_twenty_lines(shipped: Assessment) -> None:
    assert formats.advice("terminal", [(shipped, WORDS)], Page(80)).count("\n") < 420


def test_an_explanation_takes_little_more_than_a_screen(shipped: Assessment) -> None:
    lengths = {
        outcome: formats.explanation("terminal", shipped, WORDS, outcome, Page(80)).count("\n")
        for outcome in shipped.rulebase.outcomes
    }

    assert max(lengths.values()) < 100
    assert sorted(lengths.values())[len(lengths) // 2] <= 66
