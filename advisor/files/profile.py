"""A profile in: its answers as bounds, with every fault of the file, and of what it extends, in one run."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from advisor.files import toml
from advisor.files.answers import read_answer, refusals
from advisor.files.faults import Faults, SourceFile
from advisor.files.fingerprint import fingerprint
from advisor.files.sheet import ECOSYSTEM, HEAD, NOTE, PROGRESS, TABLES, WAIVER, Sheet, with_lines
from advisor.files.values import AnswerError, shown
from advisor.model.profile import Answer, Note, Profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem
from advisor.words import LANGUAGES

MOST_EXTENDED: Final = 8
"""Profiles, each extending the next."""
SHARED: Final = ("answers", "notes", "suppliers")
"""The tables that a profile takes over from the one it extends."""
NOT_FOUND: Final = ("F201", "F203")

Loaded = tuple[Profile, tuple[Problem, ...]]


def load(path: Path, rulebase: RuleBase, name: str = "") -> Loaded:
    """Read a profile; beside it come the warnings.

    Args:
        path: Of the file.
        rulebase: What the answers are about.
        name: The path as the user gave it, where that differs.

    Raises:
        AdvisorError: With everything that is wrong.
    """
    name = name or str(path)
    return _load(toml.read_bytes(path, name), path, name, rulebase)


def load_text(data: str | bytes, rulebase: RuleBase, name: str = "-", folder: Path | None = None) -> Loaded:
    """Read a profile that is no file; what it extends lies in `folder`, or where the program runs.

    Raises:
        AdvisorError: With everything that is wrong.
    """
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(data) > toml.LARGEST_FILE:
        most = f"{toml.LARGEST_FILE // 1024**2} MB"
        raise AdvisorError(Problem(code="F204", place=Place(name), values={"most": most}))
    return _load(data, (folder or Path()) / name, name, rulebase)


@dataclass(slots=True)
class _Read:
    """What one file says, and what the files below it add to that."""

    head: dict[str, Any] = field(default_factory=dict)
    ecosystem: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    suppliers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    progress: dict[str, str] = field(default_factory=dict)
    waivers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    """Everything as it stands in the files, for the fingerprint."""


def _load(data: bytes, path: Path, name: str, rulebase: RuleBase) -> Loaded:
    reader = _Reader(rulebase)
    read = reader.read(data, path, name, ())
    problems = tuple(with_lines(reader.faults, reader.files))
    if reader.faults:
        raise AdvisorError(*problems)
    profile = Profile(
        name=read.head.get("name", ""),
        path=name,
        language=read.head.get("language", ""),
        written_on=read.head.get("date"),
        rulebase=read.head.get("rulebase", ""),
        respondents=tuple(read.head.get("respondents", ())),
        ecosystem=read.ecosystem,
        answers=read.answers,
        notes=read.notes,
        suppliers=read.suppliers,
        progress=read.progress,
        waivers=read.waivers,
        fingerprint=fingerprint(read.content, sets=("answers",)),
    )
    return profile, problems


class _Reader:
    """Reads a profile and the profiles it extends."""

    def __init__(self, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self.faults = Faults()
        self.files: list[SourceFile] = []

    def read(self, data: bytes, path: Path, name: str, above: tuple[str, ...]) -> _Read:
        """Read one file; `above` are the real paths of the files that extend it."""
        tables, text = toml.parse(data, name)
        file = SourceFile(name, text=text)
        self.files.append(file)
        sheet = Sheet(file, tables, self.faults)
        if not tables:
            sheet.fault("P428", only_warns=True)
        for key, value in tables.items():
            if key not in TABLES:
                self._refuse_table(sheet, key, value)
        read = _Read(head=self._head(sheet))
        read.ecosystem = sheet.shaped(ECOSYSTEM, "ecosystem").get("name", "")
        self._answers(sheet, read)
        self._notes(sheet, read)
        read.suppliers = {key: sheet.table("suppliers", key) for key in sheet.table("suppliers")}
        self._progress(sheet, read)
        self._waivers(sheet, read)
        sheet.table("report")
        sheet.table("open_text")
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
            spoken = dict.fromkeys((*LANGUAGES, *self.rulebase.languages))
            sheet.one_of(head["language"], spoken, "profile", "language")
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

    def _answers(self, sheet: Sheet, read: _Read) -> None:
        for name, raw in sheet.table("answers").items():
            question = self.rulebase.questions.get(name)
            if question is None:
                self._unknown(sheet, "P417", self.rulebase.questions, "answers", name)
                continue
            try:
                read.answers[name] = read_answer(question, raw)
            except AnswerError:
                for error in refusals(question, raw):
                    inner = [error.values[key] for key in ("of", "option") if key in error.values][:1]
                    sheet.fault(error.code, "answers", name, *inner, guess=error.guess, values=error.values)

    def _notes(self, sheet: Sheet, read: _Read) -> None:
        for name in sheet.table("notes"):
            if name not in self.rulebase.questions:
                self._unknown(sheet, "P417", self.rulebase.questions, "notes", name)
            note = sheet.shaped(NOTE, "notes", name)
            if "sure" in note:
                sheet.one_of(note["sure"], ("sure", "estimate", "guess"), "notes", name, "sure")
            read.notes[name] = Note(**note)

    def _progress(self, sheet: Sheet, read: _Read) -> None:
        for name in sheet.table("progress"):
            if name not in self.rulebase.steps:
                self._unknown(sheet, "P419", self.rulebase.steps, "progress", name)
            entry = sheet.shaped(PROGRESS, "progress", name)
            sheet.needs("state", "progress", name)
            state = entry.get("state", "")
            if state:
                sheet.one_of(state, ("planned", "done", "dropped"), "progress", name, "state")
            if state == "dropped":
                sheet.needs("reason", "progress", name)
            read.progress[name] = state

    def _waivers(self, sheet: Sheet, read: _Read) -> None:
        """The id of a rule holds a point, so without quotation marks it reads as a table inside a table."""
        known: frozenset[str] | None = None
        for first, value in sheet.table("waivers").items():
            inside = isinstance(value, dict) and value and all(isinstance(each, dict) for each in value.values())
            for key in [(first, last) for last in value] if inside else [(first,)]:
                known = known if known is not None else self._can_be_waived()
                name = ".".join(key)
                if name not in known:
                    self._unknown(sheet, "P420", known, "waivers", *key)
                read.waivers[name] = sheet.shaped(WAIVER, "waivers", *key)
                sheet.needs("reason", "waivers", *key)

    def _can_be_waived(self) -> frozenset[str]:
        base = self.rulebase
        caps = (f"{name}.at-most" for name, question in base.questions.items() if question.at_most)
        warnings, checks = (each.id for each in base.warnings), (each.id for each in base.checks)
        return frozenset([*base.rules(), *warnings, *checks, *caps])

    # -- profiles that extend others

    def _extend(self, read: _Read, sheet: Sheet, other: str, came: tuple[Path, tuple[str, ...]]) -> None:
        path, above = came
        name = sheet.file.shown
        target = path.parent / other
        their_name = os.path.normpath(Path(name).parent / other)
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
            _take_over(read, below)


def _take_over(read: _Read, below: _Read) -> None:
    """Add what the file below says and this one does not. A note belongs to its answer, and stays with it."""
    own = read.content.get("answers", {})
    notes = {key: note for key, note in below.notes.items() if key not in own}
    read.answers = {**below.answers, **read.answers}
    read.notes = {**notes, **read.notes}
    read.suppliers = {**below.suppliers, **read.suppliers}
    for table in SHARED:
        mine = read.content.get(table, {})
        theirs = below.content.get(table, {})
        if table == "notes":
            theirs = {key: note for key, note in theirs.items() if key in notes}
        if isinstance(mine, dict) and isinstance(theirs, dict):
            read.content[table] = {**theirs, **mine}
