"""What benchmarks and tests of the shipped rules start from."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from advisor.audit.cases import profile_of
from advisor.files.profile import load as load_profile
from advisor.files.rulebase import load, load_suite
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from tests.generate import assessed, is_complete, is_consistent

TOP = Path(__file__).parents[1]


@cache
def shipped_rules() -> RuleBase:
    """The rules of this checkout, in English."""
    return load([TOP / "rules"])


def shipped_profiles() -> Iterator[tuple[str, Profile]]:
    """The shipped profiles, by name."""
    for path in sorted((TOP / "profiles").glob("*.toml")):
        profile, _warnings = load_profile(path, shipped_rules())
        yield path.stem, profile


def cases() -> Iterator[tuple[str, Profile]]:
    """The profiles of the cases of the rules, by name."""
    for case in load_suite([TOP / "rules"]).cases.values():
        yield case.id, profile_of(case)


@cache
def complete_starts(*, with_cases: bool = False) -> tuple[Profile, ...]:
    """The shipped profiles, and the cases if wanted, in which every answer is known and no check fires."""
    rules = shipped_rules()
    named = [*shipped_profiles(), *(cases() if with_cases else ())]
    complete = (profile for _name, profile in named if is_complete(rules, profile))
    return tuple(profile for profile in complete if is_consistent(assessed(rules, profile)))
