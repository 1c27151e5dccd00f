"""The tables of a profile, and of what it extends, read one after another: every fault of them in one run."""

import os
from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from advisor.files import toml
from advisor.files.answers import read_answer, refusals
from advisor.files.faults import Faults, SourceFile
from advisor.files.sheet import ECOSYSTEM, HEAD, NOTE, PROGRESS, STATES, TABLES, WAIVER, Sheet
from advisor.files.values import AnswerError, shown
from advisor.model.people import SURENESS
from advisor.model.profile import Answer, Note, Profile, Supplier
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError
from advisor.words import LANGUAGES

MOST_EXTENDED: Final = 8
"""Profiles, each extending the next."""
SHARED: Final = ("answers", "notes", "suppliers")
"""The tables that a profile takes over from the one it extends."""
CAN_BE_WAIVED: Final = ("rule", "warning", "check")
NOT_FOUND: Final = ("F201", "F203")


def spoken(rulebase: RuleBase) -> tuple[str, ...]:
    """The languages that a profile can ask for."""
    return tuple(dict.fromkeys((*LANGUAGES, *rulebase.languages)))


def can_be_waived(rulebase: RuleBase) -> frozenset[str]:
    """The ids of what is told as a caution or a contradiction: warnings, also of outcomes, checks and caps."""
    caps = (f"{name}.at-most" for name, question in rulebase.questions.items() if question.at_most)
    warnings, checks = (each.id for each in rulebase.warnings), (each.id for each in rulebase.checks)
    of_outcomes = (each.id for each in rulebase.rules().values() if each.effect == "warn")
    return frozenset([*of_outcomes, *warnings, *checks, *caps])


class Read:
    """What one file says, and what the files below it add to that."""

    def __init__(self, head: dict[str, Any]) -> None:
        """Nothing but its head so far."""
        self.head = head
        self.ecosystem = ""
        self.answers: dict[str, Answer] = {}
        self.notes: dict[str, Note] = {}
        self.suppliers: dict[str, Supplier] = {}
        self.progress: dict[str, str] = {}
        self.waivers: dict[str, Mapping[str, Any]] = {}
        self.open_text: dict[str, str] = {}
        self.content: dict[str, Any] = {}
        """Everything as it stands in the files, for the fingerprint."""


class Reader:
    """Reads a profile and the profiles it extends."""

    def __init__(self, rulebase: RuleBase, day: date | None = None) -> None:
        """Keep what is read against; `day` is that of a profile without a date."""
        self.rulebase = rulebase
        self.day = day or rulebase.released
        self.faults = Faults()
        self.files: list[SourceFile] = []
        self.sheets: list[Sheet] = []
        """What a profile extends stands behind it."""

    def read(self, data: bytes, path: str, name: str, above: tuple[str, ...]) -> Read:
        """Read one file; `above` are the real paths of the files that extend it."""
        tables, text = toml.parse(data, name)
        return self.read_tables(SourceFile(name, text=text), tables, path, above)

    def read_tables(self, file: SourceFile, tables: dict[str, Any], path: str, above: tuple[str, ...]) -> Read:
        """Read the tables of one file."""
        self.files.append(file)
        sheet = Sheet(file, tables, self.faults)
        self.sheets.append(sheet)
        if not tables:
            sheet.fault("P428", only_warns=True)
        for key, value in tables.items():
            if key not in TABLES:
                self._refuse_table(sheet, key, value)
        read = Read(self._head(sheet))
        read.ecosystem = sheet.shaped(ECOSYSTEM, "ecosystem").get("name", "")
        self._answers(sheet, read)
        self._notes(sheet, read)
        self._suppliers(sheet, read)
        self._progress(sheet, read)
        self._waivers(sheet, read)
        sheet.table("report")
        read.open_text = {key: _text(value) for key, value in sheet.table("open_text").items()}
        sheet.finish()
        read.content = {key: value for key, value in tables.items() if key in TABLES}
        if other := read.head.pop("extends", ""):
            read.content["profile"] = {key: each for key, each in tables["profile"].items() if key != "extends"}
            self._extend(read, sheet, other, (path, above))
        return read

    def _refuse_table(self, sheet: Sheet, key: str, value: object) -> None:
        if key in self.rulebase.questions or key in HEAD:
            sheet.fault("P422", key, id=key, table="profile" if key in HEAD else "answers")
        else:
            known = TABLES if isinstance(value, dict) else (*TABLES, *self.rulebase.questions)
            sheet.fault("P411", key, meant=key, known=known, table=shown(key))

    def _head(self, sheet: Sheet) -> dict[str, Any]:
        head = sheet.shaped(HEAD, "profile")
        if "language" in head:
            sheet.one_of(head["language"], spoken(self.rulebase), "profile", "language")
        return head

    def _unknown(self, sheet: Sheet, code: str, known: Iterable[str], *key: str) -> None:
        """An id that the rule base does not have: a fault, or a warning for a profile of another version."""
        head = sheet.tables.get("profile", {})
        version = head.get("rulebase") if isinstance(head, dict) else None
        name = key[-1] if key[0] != "waivers" else ".".join(key[1:])
        if isinstance(version, str) and version not in ("", self.rulebase.version):
            values = {"version": self.rulebase.version, "written": shown(version)}
            sheet.fault("P418", *key, meant=name, known=known, only_warns=True, id=shown(name), values=values)
        else:
            sheet.fault(code, *key, meant=name, known=known, id=shown(name))

    def _now(self, sheet: Sheet, sort: str, known: Container[str], *key: str) -> str:
        """What an id is called today; nothing, and a warning, where what is called so today stands beside it."""
        name = key[-1]
        now = self.rulebase.formerly.get((sort, name), "")
        if name in known or now not in known:
            return name
        twice = now in sheet.table(*key[:-1])
        sheet.fault("W693" if twice else "W692", *key, only_warns=True, values={"id": name, "now": now})
        return "" if twice else now

    def _answers(self, sheet: Sheet, read: Read) -> None:
        read.answers = self._answered(sheet, self.rulebase.questions, "answers")

    def _answered(self, sheet: Sheet, asked: Mapping[str, Question], *path: str) -> dict[str, Answer]:
        """The answers that stand in one table; `asked` are the questions that can be answered there."""
        found = {}
        for name, raw in sheet.table(*path).items():
            now = self._now(sheet, "question", self.rulebase.questions, *path, name)
            question = self.rulebase.questions.get(now)
            if question is None:
                if now == name:
                    self._unknown(sheet, "P417", asked, *path, name)
            elif now not in asked:
                sheet.fault("P432", *path, name, id=name)
            else:
                try:
                    found[now] = read_answer(question, raw)
                except AnswerError:
                    for error in refusals(question, raw):
                        inner = [error.values[key] for key in ("of", "option") if key in error.values][:1]
                        sheet.fault(error.code, *path, name, *inner, guess=error.guess, values=error.values)
        return found

    def _suppliers(self, sheet: Sheet, read: Read) -> None:
        if named := sheet.table("suppliers"):
            from advisor.files.suppliers import read_supplier  # noqa: PLC0415  (few profiles name any)

            asked = {question.id: question for question in self.rulebase.asked_per_supplier()}
            answered = partial(self._answered, sheet, asked)
            read.suppliers = {key: read_supplier(sheet, key, answered) for key in named}

    def compare_suppliers(self, read: Read) -> None:
        """Look for what can only be seen when everything that is extended is read as well."""
        from advisor.files.suppliers import compare  # noqa: PLC0415  (few profiles name any)

        compare(self.sheets, self.rulebase, read.answers, read.suppliers)

    def check_options(self, profile: Profile) -> None:
        """Tell of answers that name what could not be answered on the day of the profile."""
        from advisor.advice.outdated import without_outdated  # noqa: PLC0415  (few rule bases have dates)

        day = profile.written_on or self.day
        tables: list[tuple[tuple[str, ...], Mapping[str, Answer]]] = [(("answers",), profile.answers)]
        tables += [(("suppliers", key, "answers"), each.answers) for key, each in profile.suppliers.items()]
        for path, answers in tables:
            for option in without_outdated(self.rulebase, Profile(answers=answers), day)[1]:
                question, _dot, name = option.id.partition(".")
                values = {"id": question, "option": name, "days": str(option.term), "date": str(day)}
                sheet = next(each for each in self.sheets if question in each.table(*path))
                sheet.fault("W691", *path, question, only_warns=True, values=values)

    def _notes(self, sheet: Sheet, read: Read) -> None:
        for name in sheet.table("notes"):
            now = self._now(sheet, "question", self.rulebase.questions, "notes", name)
            if now == name not in self.rulebase.questions:
                self._unknown(sheet, "P417", self.rulebase.questions, "notes", name)
            note = sheet.shaped(NOTE, "notes", name)
            if "sure" in note:
                sheet.one_of(note["sure"], tuple(SURENESS), "notes", name, "sure")
            if now:
                read.notes[now] = Note(**note)

    def _progress(self, sheet: Sheet, read: Read) -> None:
        for name in sheet.table("progress"):
            now = self._now(sheet, "step", self.rulebase.steps, "progress", name)
            if now == name not in self.rulebase.steps:
                self._unknown(sheet, "P419", self.rulebase.steps, "progress", name)
            entry = sheet.shaped(PROGRESS, "progress", name)
            sheet.needs("progress", name)
            state = entry.get("state", "")
            if state:
                sheet.one_of(state, STATES, "progress", name, "state")
            if state == "dropped":
                sheet.needs("progress", name, key="reason")
            if now:
                read.progress[now] = state

    def _waivers(self, sheet: Sheet, read: Read) -> None:
        """The id of a rule holds a point, so without quotation marks it reads as a table inside a table."""
        known: frozenset[str] | None = None
        for first, value in sheet.table("waivers").items():
            inside = isinstance(value, dict) and value and all(isinstance(each, dict) for each in value.values())
            for key in [(first, last) for last in value] if inside else [(first,)]:
                known = known if known is not None else can_be_waived(self.rulebase)
                name = ".".join(key)
                if name not in known:
                    names = (self.rulebase.formerly.get((sort, name), "") for sort in CAN_BE_WAIVED)
                    now = next(filter(known.__contains__, names), "")
                    if now:
                        sheet.fault("W692", "waivers", *key, only_warns=True, values={"id": name, "now": now})
                    else:
                        self._unknown(sheet, "P420", known, "waivers", *key)
                    name = now or name
                read.waivers[name] = sheet.shaped(WAIVER, "waivers", *key)
                sheet.needs("waivers", *key)

    # -- profiles that extend others

    def _extend(self, read: Read, sheet: Sheet, other: str, came: tuple[str, tuple[str, ...]]) -> None:
        path, above = came
        name = sheet.file.shown
        target = os.path.join(os.path.dirname(path), other)
        their_name = os.path.normpath(os.path.join(os.path.dirname(name), other))
        reals = (*above, os.path.realpath(path))
        values = {"file": name, "other": their_name}
        if not other.strip() or "\0" in other:
            sheet.fault("P423", "profile", "extends", values=values)
        elif os.path.realpath(target) in reals:
            sheet.fault("P424", "profile", "extends", values=values)
        elif len(reals) > MOST_EXTENDED:
            sheet.fault("P425", "profile", "extends", most=str(MOST_EXTENDED), values=values)
        else:
            try:
                below = self.read(toml.read_bytes(target, their_name), target, their_name, reals)
            except AdvisorError as error:
                if error.problems[0].code in NOT_FOUND:
                    sheet.fault("P423", "profile", "extends", values=values)
                else:
                    self.faults.unreadable(*error.problems)
                return
            _take_over(read, below, self.rulebase)


def _take_over(read: Read, below: Read, rulebase: RuleBase) -> None:
    """Add what the file below says of the organisation and this one does not. A note stays with its answer."""
    own = read.content.get("answers", {})
    notes = {key: note for key, note in below.notes.items() if key not in own and rulebase.is_shared(key)}
    answers = {key: answer for key, answer in below.answers.items() if rulebase.is_shared(key)}
    read.answers = {**answers, **read.answers}
    read.notes = {**notes, **read.notes}
    read.suppliers = {**below.suppliers, **read.suppliers}
    for table in SHARED:
        mine = read.content.get(table, {})
        theirs = below.content.get(table, {})
        if table == "notes":
            theirs = {key: note for key, note in theirs.items() if key in notes}
        elif table == "answers" and isinstance(theirs, dict):
            theirs = {key: answer for key, answer in theirs.items() if rulebase.is_shared(key)}
        if isinstance(mine, dict) and isinstance(theirs, dict):
            read.content[table] = {**theirs, **mine}


def _text(value: object) -> str:
    """Free text as a text, one line for each thing in a list."""
    return "\n".join(_text(each) for each in value) if isinstance(value, list) else str(value)
