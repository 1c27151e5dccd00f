"""What the columns and texts of somebody else's table mean: a TOML file that renames them.

::

    name   = "Organisation"                 # the column with the name of each profile
    date   = 2026-11-23                     # of all of them, or the column that has it
    ignore = ["Remarks"]
    pass   = ["Member number"]              # handed on to the result as it is

    [columns]
    "How many people work here?" = "staff"
    "Which tools? [Zoom]"        = "tools.zoom"

    [options.staff]
    "10 to 49" = { from = 10, to = 49 }
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from advisor.files import toml
from advisor.files.answers import NOT_APPLICABLE, UNKNOWN, read_answer
from advisor.files.faults import Faults, SourceFile
from advisor.files.sheet import Sheet, with_lines
from advisor.files.values import AnswerError, shown
from advisor.frozen import field, frozen
from advisor.language.kinds import AnyOf, Number, OneOf
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError
from advisor.words import LANGUAGES

KEYS: Final = ("columns", "options", "ignore", "pass", "name", "language", "date")
RANGE: Final = ("from", "to")
SAID: Final = "said"
"""The part of an answer that says that it is unknown or does not apply."""


@frozen(kw_only=True)
class TableMapping:
    """What columns and texts mean beside what they are called."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Per column: a question, or ``question.part``."""
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Per question and `normal` text: the value as a profile holds it."""
    ignored: frozenset[str] = frozenset()
    passed: tuple[str, ...] = ()
    """Columns that are handed on to the result."""
    name: str = ""
    """The column with the name of each profile."""
    language: str = ""
    """The language of every profile."""
    language_in: str = ""
    """The column with the language of each profile."""
    written_on: date | None = None
    """The date of every profile."""
    date_in: str = ""
    """The column with the date of each profile."""


NO_MAPPING: Final = TableMapping()


def normal(text: str) -> str:
    """A text without what does not change what it says: case, and the amount of white space."""
    return " ".join(text.split()).casefold()


def meant(question: Question, texts: Mapping[str, Any], value: object) -> object:
    """What a value with a kind of its own stands for in a mapping; itself where that says nothing of it."""
    if isinstance(value, list):
        return [texts.get(normal(each), each) if isinstance(each, str) else each for each in value]
    if not isinstance(value, str) or normal(value) not in texts:
        return value
    found = texts[normal(value)]
    is_option = isinstance(found, str) and found not in (UNKNOWN, NOT_APPLICABLE)
    return [found] if is_option and isinstance(question.kind, AnyOf) else found


def parts_of(question: Question) -> tuple[str, ...]:
    """What can stand behind the name of a question in the name of a column."""
    options = tuple(option.id for option in question.options)
    match question.kind:
        case _ if question.of:
            return (*options, SAID)
        case AnyOf():
            return (*options, "maybe", SAID)
        case OneOf(_options, ordered):
            return (*(RANGE if ordered else ()), "among", SAID)
        case Number():
            return (*RANGE, SAID)
        case _:
            return (SAID,)


def find(rulebase: RuleBase, target: str) -> tuple[Question, str] | None:
    """The question and the part of its answer that ``question`` or ``question.part`` names."""
    name, _point, part = target.partition(".")
    question = rulebase.questions.get(name)
    if question is None or (part and part not in parts_of(question)) or target.endswith("."):
        return None
    return question, part


def targets(rulebase: RuleBase) -> list[str]:
    """Everything that a column can be called, for guesses."""
    each = rulebase.questions.values()
    return [*rulebase.questions, *(f"{question.id}.{part}" for question in each for part in parts_of(question))]


def load_mapping(path: str | os.PathLike[str], rulebase: RuleBase) -> TableMapping:
    """Read a mapping.

    Raises:
        AdvisorError: With everything that is wrong, each with its line.
    """
    tables, text = toml.read(path)
    faults = Faults()
    file = SourceFile(os.fspath(path), text=text)
    found = _Reader(Sheet(file, tables, faults), rulebase).read()
    if faults:
        raise AdvisorError(*with_lines(faults, [file]))
    return found


class _Reader:
    """Reads the parts of a mapping."""

    def __init__(self, sheet: Sheet, rulebase: RuleBase) -> None:
        self.sheet = sheet
        self.rulebase = rulebase
        self.meant: dict[str, str] = {}
        """Per column, the key that says what it means."""

    def read(self) -> TableMapping:
        for key in self.sheet.tables:
            if key not in KEYS:
                self.sheet.fault("P483", key, meant=key, known=KEYS, key=shown(key))
        language, written_on = self.sheet.tables.get("language"), self.sheet.tables.get("date")
        is_fixed = language in {*LANGUAGES, *self.rulebase.languages}
        is_date = isinstance(written_on, date) and not isinstance(written_on, datetime)
        found = TableMapping(
            ignored=frozenset(self._list("ignore")),
            passed=tuple(self._list("pass")),
            name=self._column("name"),
            language=str(language) if is_fixed else "",
            language_in="" if is_fixed else self._column("language"),
            written_on=written_on if is_date else None,
            date_in="" if is_date else self._column("date"),
            columns=self._columns(),
            options=self._options(),
        )
        self.sheet.finish()
        return found

    def _claim(self, column: str, by: str, *key: str) -> None:
        """Remember what a column means; a fault when that is known already."""
        if column in self.meant:
            self.sheet.fault("P484", *key, column=shown(column), other=self.meant[column])
        self.meant.setdefault(column, by)

    def _column(self, key: str) -> str:
        value = self.sheet.tables.get(key, "")
        if not isinstance(value, str):
            self.sheet.fault("P413", key, key=key)
            return ""
        if value:
            self._claim(value, key, key)
        return value

    def _list(self, key: str) -> Sequence[str]:
        value = self.sheet.tables.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.sheet.fault("P415", key, key=key, guess=f'["{shown(value)}"]' if isinstance(value, str) else "")
            return ()
        for column in value:
            self._claim(column, key, key)
        return value

    def _columns(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        by_target: dict[str, str] = {}
        for column, target in self.sheet.table("columns").items():
            self._claim(column, "[columns]", "columns", column)
            if not isinstance(target, str):
                self.sheet.fault("P413", "columns", column, key=shown(column))
            elif find(self.rulebase, target) is None:
                known = targets(self.rulebase)
                self.sheet.fault("P417", "columns", column, meant=target, known=known, id=shown(target))
            elif target in by_target:
                values = {"first": by_target[target], "second": shown(column), "id": target}
                self.sheet.fault("P482", "columns", column, values=values)
            else:
                found[column] = target
                by_target[target] = shown(column)
        return found

    def _options(self) -> Mapping[str, Mapping[str, Any]]:
        found = {}
        for name in self.sheet.table("options"):
            question = self.rulebase.questions.get(name)
            if question is None:
                self.sheet.fault("P417", "options", name, meant=name, known=self.rulebase.questions, id=shown(name))
            else:
                found[name] = self._texts(question)
        return found

    def _texts(self, question: Question) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for text, value in self.sheet.table("options", question.id).items():
            try:
                read_answer(question, _as_answer(question, value))
            except AnswerError as error:
                self.sheet.fault(error.code, "options", question.id, text, guess=error.guess, values=error.values)
            if normal(text) in found:
                self.sheet.fault("P460", "options", question.id, text, option=shown(text))
            found[normal(text)] = value
        return found


def _as_answer(question: Question, value: object) -> object:
    """The value that a text stands for, as an answer to all of the question."""
    if value in (UNKNOWN, NOT_APPLICABLE):
        return value
    if question.of:
        return {question.options[0].id: value}
    return [value] if isinstance(question.kind, AnyOf) and isinstance(value, str) else value
