"""Filled-in replies: lines such as ``> bandwidth_up = 80-120`` wherever they stand in a mail, read as answers. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from advisor.advice.suppliers import is_judged
from advisor.files.answers import NOT_APPLICABLE
from advisor.frozen import frozen
from advisor.interview.refusal import NotUnderstood
from advisor.interview.slots import Slot
from advisor.interview.typed import understand
from advisor.model.profile import Profile
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import Place, Problem
from advisor.words import Words, closest
from advisor.words import message as _

QUOTE: Final = r"[>|\s]*"
LINE: Final = re.compile(rf"{QUOTE}(?P<name>[^=]{{1,120}}?)\s*=(?P<value>.*)", re.DOTALL)
NAME: Final = re.compile(r"[A-Za-z]\w*(?:\.\w+)*")
AROUND: Final = " \t`*\"'"
"""What people, and mail programs, put around a name."""


@frozen
class Reply:
    """One answer that was understood."""

    slot: Slot
    raw: object
    """A value as a profile has it."""
    estimate: bool
    place: Place


Read = tuple[tuple[Reply, ...], tuple[Problem, ...]]


def read(text: str, file: str, rulebase: RuleBase, profile: Profile, words: Words) -> Read:
    """The answers in one reply, and what is wrong with other lines.

    Args:
        text: Of the reply, with whatever else stands in it.
        file: What it is called.
        rulebase: What was asked.
        profile: Who the suppliers are.
        words: The language in which people wrote numbers, and in which reasons are given.
    """
    replies: list[Reply] = []
    problems: list[Problem] = []
    filled = False
    for number, name, value in _lines(text):
        place = Place(file, line=number)
        slot = _slot(name, rulebase, profile)
        if slot is None:
            problem = _no_slot(name, rulebase, profile, place)
        elif slot.question and not slot.supplier and rulebase.questions[slot.question].per and is_judged(profile):
            keys = ", ".join(key for key, each in sorted(profile.suppliers.items()) if each.important)
            problem = Problem(code="P477", values={"id": slot.question, "suppliers": keys}, place=place)
        else:
            filled = True
            try:
                replies += _understood(slot, value, rulebase.questions[slot.question], place, words)
                continue
            except NotUnderstood as error:
                problem = Problem(code="P474", values={"id": str(slot), "reason": error.reason}, place=place)
                problem = _with_excerpt(problem, value)
        if problem is not None:
            problems.append(problem)
    if not filled and not any(not each.only_warns for each in problems):
        problems.append(Problem(code="P478", place=Place(file)))
    return tuple(replies), tuple(problems)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The filled-in lines: number, name and value.

    What stands right below an empty one, or below one that ends in a comma, belongs to it: people type there, and mail
    programs break lines.
    """
    lines = text.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    number = 0
    while number < len(lines):
        found = LINE.fullmatch(lines[number])
        number += 1
        if found is None:
            continue
        value, first = found["value"].strip(), number
        while (not value or value.endswith(",")) and number < len(lines) and LINE.fullmatch(lines[number]) is None:
            more = re.sub(rf"^{QUOTE}", "", lines[number]).strip()
            if not more:
                break
            value = f"{value} {more}".strip()
            number += 1
        if value:
            yield first, found["name"].strip(AROUND), value


def _slot(name: str, rulebase: RuleBase, profile: Profile) -> Slot | None:
    """What a name is about: a question, perhaps of one supplier, perhaps of one option."""
    for key in ("", *profile.suppliers):
        if key and not name.startswith(f"{key}."):
            continue
        first, _dot, option = (name[len(key) + 1 :] if key else name).partition(".")
        question = rulebase.questions.get(first)
        if question is None or (key and not question.per):
            continue
        if not option:
            return Slot(first, supplier=key)
        if question.sort == "number each" and option in [each.id for each in question.options]:
            return Slot(first, option, key)
    return None


def _no_slot(name: str, rulebase: RuleBase, profile: Profile, place: Place) -> Problem | None:
    """A name that is none: a fault if it looks like one, and nothing in any other line with an equals sign."""
    if not NAME.fullmatch(name):
        return None
    first, dot, last = name.rpartition(".")
    if dot and last in rulebase.questions and rulebase.questions[last].per:
        guess = closest(first, profile.suppliers) or ""
        return Problem(code="P470", values={"id": first}, place=place, guess=f"{guess}.{last}" if guess else "")
    guess = closest(name, rulebase.questions) or ""
    return Problem(code="P417", values={"id": name}, place=place, guess=guess, only_warns=not guess)


def _understood(slot: Slot, value: str, question: Question, place: Place, words: Words) -> Iterator[Reply]:
    """The answer, or one for each option of a number each. Raises NotUnderstood."""
    found = understand(question, value, words, slot.option)
    if slot.option and found.raw == NOT_APPLICABLE:
        raise NotUnderstood(words.say(_("Write 0 for what is not in use.")))
    if question.sort == "number each" and not slot.option and isinstance(found.raw, Mapping):
        for option, raw in found.raw.items():
            yield Reply(Slot(slot.question, option, slot.supplier), raw, found.estimate, place)
    else:
        yield Reply(slot, found.raw, found.estimate, place)


def _with_excerpt(problem: Problem, value: str) -> Problem:
    return Problem(code=problem.code, values=problem.values, place=problem.place, excerpt=value, span=(0, len(value)))


def decoded(data: bytes) -> str:
    """The text of a file as mail programs and Windows save it: UTF-8, UTF-16 with its mark, else Western European."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
