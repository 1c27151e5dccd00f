"""The advice on the profiles of this folder, by the rules of this folder."""

from functools import cache
from pathlib import Path

from advisor.advice.assess import assess
from advisor.files import profile, rulebase
from advisor.model.assessment import Assessment
from advisor.model.rulebase import RuleBase
from advisor.words import Words

HERE = Path(__file__).parent
PROFILES = tuple(sorted(path.stem for path in (HERE / "profiles").glob("*.toml")))
WORDS = Words("en")


@cache
def rules() -> RuleBase:
    """The small rule base."""
    return rulebase.load([HERE / "rules"])


def assessed(name: str) -> Assessment:
    """The advice on one of the profiles."""
    read, problems = profile.load(HERE / "profiles" / f"{name}.toml", rules(), f"{name}.toml")
    assert not problems
    return assess(rules(), read, WORDS)
