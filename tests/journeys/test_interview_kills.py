"""The program, killed at random moments while somebody answers: what was confirmed is on disk, and it goes on there."""

import random
import re
import time
from pathlib import Path

import pytest

from advisor.advice.assess import variant_of
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.answers import read_answer
from advisor.files.profile import load
from advisor.files.rulebase import load as load_rules
from advisor.frozen import replace
from advisor.interview import conversation as talk
from advisor.interview.cards import Cards
from advisor.interview.choices import offered
from advisor.interview.conversation import Conversation
from advisor.interview.slots import Slot, others
from advisor.interview.typed import understand
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, plain
from advisor.model.profile import Answer, Profile
from advisor.words import Words
from tests.journeys.conftest import ROOT, Interview
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow

RULES = load_rules([ROOT / "rules"])
WORDS = Words("en")
DAY = "2026-11-24"
KILLS = 60
"""Per seed; every kill takes a start of the program."""
BEGINNING = f"""# Ours, not to be lost
[profile]
name = "Killed"    # nor this
language = "en"
date = {DAY}
[ecosystem]
name = "Whatever dies"

[answers]
"""
ANSWER = 0.05
"""Seconds in which an answer is put on disk and the next question asked, more or less."""


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_confirmed_is_on_disk_and_it_goes_on_there(
    interview: Interview, tmp_path: Path, seed: int
) -> None:
    """A profile is answered by a program that is killed again and again, then the next one."""
    chance = random.Random(seed)
    killed = left = 0
    for number in range(KILLS):
        path = tmp_path / f"killed-{number}.toml"
        path.write_text(BEGINNING, encoding="utf-8")
        conversation = _conversation(path)
        while killed < KILLS and talk.upcoming(conversation) is not None:
            with interview(path.name, "--plain", "--on", DAY) as terminal:
                said = _killed(terminal, conversation, chance)
            killed += 1
            conversation = _after(path, said, terminal)
        left = len(list(tmp_path.glob(".*.new")))
        if killed == KILLS:
            break

    assert killed == KILLS
    assert left <= killed  # at most what was being written when it was killed
    assert all(
        re.fullmatch(r"\.killed-\d+\.toml(\.[0-9a-f]{8}\.new|\.lock)", each.name) for each in tmp_path.glob(".*")
    )


def _killed(terminal: Terminal, before: Conversation, chance: random.Random) -> list[Conversation]:
    """Answer as fast as people or programs type, until it is killed; the conversation before, and after each answer."""
    said = [before]
    if chance.random() < 0.1:  # while it starts; what is typed already waits for it
        until = time.monotonic() + chance.uniform(0, 0.5)
    else:
        terminal.sees("> ")
        assert _ask(before) in terminal.everything()
        until = time.monotonic() + chance.uniform(0, 8 * ANSWER)
    ahead = chance.randrange(1, 5)
    while (rest := until - time.monotonic()) > 0:
        while len(said) - 1 - _confirmed(terminal) < ahead and (slot := talk.upcoming(said[-1])) is not None:
            reply = _reply(slot, chance)
            said.append(_answered(said[-1], slot, reply))
            terminal.enters(reply)
        terminal.watches(min(rest, chance.uniform(0, ANSWER)))
    terminal.kill()
    return said


def _after(path: Path, said: list[Conversation], terminal: Terminal) -> Conversation:
    """What is on disk is what was confirmed, with at most the answer that was about to be."""
    profile, _warnings = load(path, RULES)
    confirmed = _confirmed(terminal)
    expected = [_facts(each.profile) for each in said[confirmed : confirmed + 2]]
    assert _facts(profile) in expected, terminal.sent
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Ours, not to be lost\n")
    assert 'name = "Killed"    # nor this\n' in text
    return _conversation(path)


def _conversation(path: Path) -> Conversation:
    return Conversation(rulebase=RULES, profile=load(path, RULES)[0])


def _confirmed(terminal: Terminal) -> int:
    return terminal.sent.count("Understood: ")


def _facts(profile: Profile) -> dict[str, tuple[object, ...]]:
    return {name: (each.said, each.bounds, dict(each.each)) for name, each in profile.answers.items()}


def _ask(conversation: Conversation) -> str:
    slot = talk.upcoming(conversation)
    assert slot is not None
    lexicon = RuleBaseLexicon(RULES, WORDS, variant_of(RULES, talk.settled(conversation)))
    return Cards(conversation, lexicon).ask(slot)


def _answered(conversation: Conversation, slot: Slot, reply: str) -> Conversation:
    question = RULES.questions[slot.question]
    raw = understand(question, reply, WORDS, slot.option).raw
    kept = others(conversation.profile, slot)  # what was said of the other options stays, whatever is said of this one
    of_one = slot.option and (raw != "unknown" or kept)
    answer: Answer = read_answer(question, {**kept, slot.option: raw} if of_one else raw)
    after = talk.answered(conversation, slot, answer)
    profile = replace(after.profile, answers={**after.profile.answers, slot.question: answer})
    return replace(after, profile=profile, history=())


def _reply(slot: Slot, chance: random.Random) -> str:
    """Something that one could type."""
    question = RULES.questions[slot.question]
    if chance.random() < 0.1:
        return "?"
    match question.kind:
        case YesNo():
            return chance.choice(["yes", "no"])
        case Number():
            low, high = question.offered
            numbers = sorted(chance.randint(low, high) for _ in range(2))
            texts = [plain(each, question.decimals) for each in numbers]
            return texts[0] if chance.random() < 0.7 else " - ".join(texts)
        case AnyOf():
            numbers = list(range(1, len(offered(question)) + 1))
            some = chance.sample(numbers, chance.randint(0, min(question.most or len(numbers), len(numbers))))
            return ", ".join(map(str, some)) or "none"
        case OneOf():
            return str(chance.randint(1, len(offered(question))))
