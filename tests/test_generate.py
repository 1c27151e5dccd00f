"""The generated profiles are consistent, and so is what is made of them."""

from pathlib import Path
from random import Random

import pytest

from advisor.advice.facts import settle
from advisor.files.rulebase import load
from advisor.language.kinds import Bounds
from advisor.language.trace import Truth
from advisor.model.assessment import State
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from tests.generate import (
    NothingConsistentError,
    assessed,
    changed_profile,
    complete_profile,
    is_complete,
    is_consistent,
    with_hidden,
)
from tests.starting import TOP, complete_starts, shipped_profiles, shipped_rules

MINIMAL = TOP / "tests" / "rules" / "good" / "minimal"
SEEDS = range(40)


def minimal(*layers: Path) -> RuleBase:
    return load([MINIMAL, *layers])


def check_answers(rulebase: RuleBase, profile: Profile) -> None:
    """Every answer stands where it is asked, is offered, and lies within its cap; no check fires."""
    settled = settle(rulebase, profile)
    assert State.PARKED not in settled.states.values()
    assert settled.above == {}
    for name, answer in profile.answers.items():
        question = rulebase.questions[name]
        assert settled.applies[name] is not Truth.NO
        if question.sort == "number each" and answer.said is Said.KNOWN:
            chosen = settled.given[question.of]
            surely, possibly = ({e.id for i, e in enumerate(question.options) if mask >> i & 1} for mask in chosen)
            assert surely <= set(answer.each) <= possibly
        assert all(is_offered(question, each) for each in (answer.bounds, *answer.each.values()) if each)
    assert is_consistent(assessed(rulebase, profile))


def is_offered(question: Question, bounds: Bounds) -> bool:
    if question.sort in ("one of", "any of"):
        return bounds.high & ~question.offered.high == 0
    return question.offered.low <= bounds.low <= bounds.high <= question.offered.high


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rulebase", [shipped_rules(), minimal()], ids=["shipped", "minimal"])
def test_a_complete_profile_is_complete_and_consistent(rulebase: RuleBase, seed: int) -> None:
    profile = complete_profile(rulebase, Random(seed))

    check_answers(rulebase, profile)
    assert is_complete(rulebase, profile)
    assert profile == complete_profile(rulebase, Random(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_changed_profile_has_other_answers_and_is_consistent(seed: int) -> None:
    rng = Random(seed)
    start, changes = rng.choice(complete_starts()), rng.randint(2, 10)
    profile = changed_profile(shipped_rules(), start, changes, Random(seed))

    check_answers(shipped_rules(), profile)
    assert is_complete(shipped_rules(), profile)
    assert profile == changed_profile(shipped_rules(), start, changes, Random(seed))
    names = set(start.answers) | set(profile.answers)
    assert sum(start.answers.get(name) != profile.answers.get(name) for name in names) >= changes


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_open_stays_open(seed: int) -> None:
    start = dict(shipped_profiles())["half-answered"]
    profile = changed_profile(shipped_rules(), start, 2, Random(seed))

    check_answers(shipped_rules(), profile)
    assert not is_complete(shipped_rules(), profile)


@pytest.mark.parametrize("seed", SEEDS)
def test_hiding_answers_keeps_a_profile_consistent(seed: int) -> None:
    rng = Random(seed)
    profile = with_hidden(complete_profile(shipped_rules(), rng), rng.random(), rng)

    assert is_consistent(assessed(shipped_rules(), profile))


def test_a_known_answer_above_a_cap_that_sank_is_drawn_anew(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    text = '[question.{}]\nlabel = "it"\nask = "?"\nkind = "number"\nfrom = 0\nto = 50\n'
    two = text.format("people") + text.format("present") + 'at_most = "people"\n'
    (tmp_path / "questions" / "organisation.toml").write_text(two)
    rulebase = load([MINIMAL, tmp_path])
    start = complete_profile(rulebase, Random(1))
    fifty = Answer(said=Said.KNOWN, bounds=Bounds(50, 50))
    start = Profile(answers={**start.answers, "people": fifty, "present": fifty})
    found = [changed_profile(rulebase, start, 4, Random(seed)) for seed in SEEDS]

    for profile in found:
        check_answers(rulebase, profile)
    assert any(profile.answers["people"] != fifty for profile in found)


@pytest.mark.parametrize("when", ["staff >= 0", "consumer.fit >= 0"])
def test_where_a_check_always_fires_nothing_is_consistent(tmp_path: Path, when: str) -> None:
    (tmp_path / "checks.toml").write_text(f'[check.always]\nsays = "Always"\nwhen = "{when}"\n')

    with pytest.raises(NothingConsistentError):
        complete_profile(minimal(tmp_path), Random(1))
