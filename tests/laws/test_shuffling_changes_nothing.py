"""Law 8: the order of answers, of rules, of tables and of files changes nothing but the order of the interview."""

from pathlib import Path
from random import Random

import pytest

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.files.rulebase import load
from advisor.frozen import fields
from advisor.model.assessment import Assessment
from advisor.model.profile import Profile
from advisor.words import Words
from tests.laws.organisations import loaded, organisations, profile_of, written
from tests.laws.rule_bases import rule_base, save, shuffled

WORDS = Words("en")
RULE_BASES = 8
PROFILES = 3


def said(advice: Assessment) -> dict[str, object]:
    """The whole assessment as plain data, apart from what the answers were written as."""
    found = {name: getattr(advice, name) for name in fields(advice)}
    del found["profile"]
    return found


def read(text: str, seed: int) -> Profile:
    profile, problems = load_text(text, loaded(seed))
    assert not problems
    return profile


@pytest.mark.parametrize("seed", range(300, 300 + RULE_BASES))
def test_shuffling_answers_changes_nothing(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        profile = profile_of(random, rulebase, answers, plain, hides=0.4)
        first, other = (read(written(random, rulebase, profile), seed) for _ in range(2))
        assert said(assess(rulebase, first, WORDS)) == said(assess(rulebase, other, WORDS))
        assert first.fingerprint == other.fingerprint


@pytest.mark.parametrize("seed", range(300, 300 + RULE_BASES))
def test_a_profile_that_is_written_and_read_gives_the_same_advice(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        profile = profile_of(random, rulebase, answers, plain, hides=0.4)
        back = read(written(random, rulebase, profile), seed)
        assert said(assess(rulebase, back, WORDS)) == said(assess(rulebase, profile, WORDS))


@pytest.mark.parametrize("seed", range(300, 300 + RULE_BASES))
def test_shuffling_rules_tables_and_files_changes_nothing(seed: int, tmp_path: Path) -> None:
    changed = load([save(tmp_path, shuffled(Random(seed), rule_base(Random(seed))))])
    assert changed == loaded(seed)
    assert list(changed.questions) == list(loaded(seed).questions)
    assert changed.fingerprint == loaded(seed).fingerprint
