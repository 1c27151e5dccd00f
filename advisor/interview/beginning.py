"""How an interview begins: a new profile, and answers that are given beforehand."""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from advisor.files import toml
from advisor.files.answers import read_answer, written
from advisor.files.sheet import TABLES
from advisor.files.values import AnswerError, shown
from advisor.files.writing import quoted
from advisor.frozen import replace
from advisor.interview.slots import Slot, answers_of
from advisor.interview.typed import NotUnderstood, Understood, understand
from advisor.model.profile import Profile, Said
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem
from advisor.words import Words, closest


def new_profile(rulebase: RuleBase, language: str, today: date, *, extends: str = "", name: str = "") -> str:
    """The text of a profile in which nothing is answered.

    Args:
        rulebase: What will be asked.
        language: Of the interview.
        today: The day of the answers.
        extends: The file of the profile whose facts about the organisation hold here too.
        name: Of the organisation, where it is known.
    """
    lines = ["[profile]"]
    lines += [f"name = {quoted(name)}"] if name else []
    lines += [f"language = {quoted(language)}", f"date = {today.isoformat()}", f"rulebase = {quoted(rulebase.version)}"]
    lines += [f"extends = {quoted(extends)}"] if extends else []
    return "\n".join([*lines, "", "[ecosystem]", "", "[answers]", ""])


def given(rulebase: RuleBase, profile: Profile, pairs: Iterable[str], words: Words) -> dict[str, Understood]:
    """Answers that stand on the command line as ``ID=VALUE``, as a profile holds them.

    The value is what one would type in the interview; of a number each ``ID.OPTION=VALUE`` is one of the numbers.

    Raises:
        AdvisorError: With everything that is wrong with any of them.
    """
    found: dict[str, Understood] = {}
    problems = []
    for pair in pairs:
        name, equals, text = pair.partition("=")
        question_name, _dot, option = name.strip().partition(".")
        question = rulebase.questions.get(question_name)
        place = Place("--set")
        if not equals:
            problems.append(Problem(code="U520", values={"text": pair}, place=place))
        elif question is None or (option and option not in [each.id for each in question.options]):
            known = [*rulebase.questions, *(name for each in rulebase.questions.values() for name in each.names)]
            guess = closest(name.strip(), known) or ""
            problems.append(Problem(code="P417", values={"id": name.strip()}, place=place, guess=guess))
        else:
            try:
                understood = understand(question, text, words, option)
            except NotUnderstood as refusal:
                values = {"id": name.strip(), "reason": refusal.reason}
                problems.append(Problem(code="U521", values=values, place=place))
                continue
            if option:
                raw = _with_option(profile, rulebase, found, question_name, option, understood.raw)
                understood = replace(understood, raw=raw)
            found[question_name] = understood
    if problems:
        raise AdvisorError(*problems)
    return found


def _with_option(
    profile: Profile, rulebase: RuleBase, found: Mapping[str, Understood], name: str, option: str, raw: object
) -> dict[str, object]:
    """The numbers that are there already, and this one."""
    before = found[name].raw if name in found else None
    if not isinstance(before, dict):
        answer = answers_of(profile, Slot(name)).get(name)
        told = answer is not None and answer.said in (Said.KNOWN, Said.RANGE)
        before = written(rulebase.questions[name], answer) if answer is not None and told else {}
    return {**before, option: raw}


def given_in(rulebase: RuleBase, tables: Mapping[str, Any], file: str) -> dict[str, object]:
    """Answers that stand in a file, which is a profile or has nothing but answers.

    Raises:
        AdvisorError: With everything that is wrong with any of them.
    """
    answers = tables.get("answers", tables)
    if not isinstance(answers, Mapping):
        raise AdvisorError(Problem(code="P416", values={"key": "answers"}, place=Place(file, ("answers",))))
    if answers is tables and any(name in TABLES and name not in rulebase.questions for name in tables):
        raise AdvisorError(Problem(code="U524", place=Place(file)))
    problems = []
    for name, raw in answers.items():
        place = Place(file, ("answers", name))
        question = rulebase.questions.get(name)
        if question is None:
            guess = closest(name, rulebase.questions) or ""
            problems.append(Problem(code="P417", values={"id": shown(name)}, place=place, guess=guess))
            continue
        try:
            read_answer(question, raw)
        except AnswerError as error:
            problems.append(Problem(code=error.code, values={**error.values}, place=place, guess=error.guess))
    if problems:
        raise AdvisorError(*problems)
    return dict(answers)


def file_for(first: Path, ecosystem: str) -> Path:
    """The file for another ecosystem of the same organisation, beside that of the first.

    It is the one that is there already for this ecosystem, else one that is not there yet: many a name looks the same
    in the name of a file, which has nothing but Latin letters and digits.
    """
    name = re.sub(r"[^a-z0-9]+", "-", ecosystem.casefold()).strip("-")[:40] or "next"
    numbers = ("" if number == 1 else f"-{number}" for number in count(1))
    paths = (first.with_name(f"{first.stem}-{name}{number}{first.suffix}") for number in numbers)
    return next(each for each in paths if not os.path.lexists(each) or _is_about(each, ecosystem))


def _is_about(path: Path, ecosystem: str) -> bool:
    """Whether a file is about an ecosystem; not where it does not say so, or is no profile."""
    try:
        found = toml.parse(toml.read_bytes(path, str(path)), str(path))[0].get("ecosystem")
    except AdvisorError:
        return False
    return isinstance(found, Mapping) and str(found.get("name")).casefold() == ecosystem.casefold()
