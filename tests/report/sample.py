"""The advice on the profiles of this folder, by the rules of this folder."""

from functools import cache
from pathlib import Path

from advisor.advice.assess import assess
from advisor.files import profile, rulebase
from advisor.model.assessment import Assessment
from advisor.model.rulebase import RuleBase
from advisor.words import Words

HERE = Path(__file__).parent
PATHS = {path.stem: path for folder in ("profiles", "suppliers") for path in (HERE / folder).glob("*.toml")}
PROFILES = tuple(sorted(PATHS))
WORDS = Words("en")


@cache
def rules(name: str = "") -> RuleBase:
    """The small rule base; where suppliers are named, with the questions on them."""
    layers = [HERE / "suppliers" / "rules"] if name.startswith("suppliers") else []
    return rulebase.load([HERE / "rules", *layers])


def assessed(name: str) -> Assessment:
    """The advice on one of the profiles."""
    base = rules(name)
    read, problems = profile.load(PATHS[name], base, f"{name}.toml")
    assert not problems
    return assess(base, read, WORDS)
