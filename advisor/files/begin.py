"""A new rule, question, step … in a folder of rules, with its example and its place in every translation.

It is written into a copy of the folder first and read there, so that what comes of it has no fault that was not there
before.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from advisor.files import toml
from advisor.files.begin_cases import cases
from advisor.files.begin_example import found_examples
from advisor.files.begin_points import giver
from advisor.files.begin_wanted import completed
from advisor.files.faults import Faults
from advisor.files.folder import GROUPS, Entry
from advisor.files.inserting import inserted
from advisor.files.layers import Layered, layered
from advisor.files.rulebase import check, load
from advisor.files.saving import make_folder, write_atomically
from advisor.files.scaffolds import FILES, HALVES, Beginning, block, example, examples, path_id, path_to, table
from advisor.files.texts_update import update
from advisor.files.translations import languages_of
from advisor.frozen import frozen, replace
from advisor.problems import EXIT_RULES, AdvisorError, Problem

EXAMPLE: Final = "example"
PATHS: Final = "forms/paths.toml"
UNTRANSLATED: Final = "R380"
"""Never said of what is new, but of everything else where it is the first that a file of translations has."""


@frozen(kw_only=True)
class Begun:
    """What was written."""

    new: Beginning
    """With everything that was filled in."""
    files: tuple[Path, ...]
    """The one with the new tables first."""
    line: int
    """Where they begin in it."""
    languages: tuple[str, ...]
    """Into which it is to be translated."""
    copied: int
    """Examples of the rules underneath that were copied, because those of a folder replace them."""


def begin(folders: Sequence[Path], new: Beginning) -> Begun:
    """Write something new into the last of some folders of rules, which is made if it is not there.

    Raises:
        AdvisorError: It cannot be begun so, or a file cannot be read or written; then nothing is written.
    """
    *below, folder = folders
    there = [*below, folder] if folder.is_dir() else below
    faults = Faults()
    merged = layered(there, faults)
    if faults.unread:
        raise AdvisorError(*faults.unread, exit_code=EXIT_RULES)
    new = completed(new, merged, len(below))
    giving = giver(new, merged)
    with TemporaryDirectory() as parent:
        copy = Path(parent) / (folder.name or folder.resolve().name)
        trial = _Trial(below, copy, merged, new)
        if folder.is_dir():
            _copy(folder, copy)
        try:
            trial.write(giving)
            languages = languages_of(merged)[1:]
            for language in languages:
                updated = update([*below, copy], language)
                trial.put(updated.path.relative_to(copy).as_posix(), updated.content)
            after = [_moved(each, copy, folder) for each in check([*below, copy])]
        except AdvisorError as error:
            raise AdvisorError(
                *(_moved(each, copy, folder) for each in error.problems), exit_code=error.exit_code
            ) from None
        faults_after = [each for each in after if not each.only_warns and each.code != UNTRANSLATED]
        before = {_mark(each) for each in check(there)} if faults_after else set()
        if fresh := [each for each in faults_after if _mark(each) not in before]:
            raise AdvisorError(*fresh)
    for inside, content in trial.files.items():
        target = folder / inside
        make_folder(target.parent)
        write_atomically(target, content)
    main = trial.file
    line = toml.place_of(trial.files[main], "", trial.key).line
    written = tuple(folder / inside for inside in sorted(trial.files, key=lambda inside: inside != main))
    return Begun(new=new, files=written, line=line, languages=languages, copied=trial.copied)


class _Trial:
    """A copy of the folder, with what is new."""

    def __init__(self, below: Sequence[Path], copy: Path, merged: Layered, new: Beginning) -> None:
        self._below, self._copy, self._merged, self._new = below, copy, merged, new
        self._top = len(below)
        self.files: dict[str, str] = {}
        """What is to be written, by the path inside the folder."""
        self.copied = 0
        self.file, self.key = self._place()

    def _place(self) -> tuple[str, tuple[str, ...]]:
        """The file of the new tables, and the keys of the first."""
        new = self._new
        if new.sort == "rule":
            group = self._merged.entries["outcome", new.outcome].home
            return f"{_folder_of(group)}/{new.outcome}.toml", (new.effect, new.id)
        if new.sort == "outcome":
            return f"{_folder_of(new.kind)}/{new.id}.toml", ("outcome",)
        if new.sort == "question":
            return f"questions/{new.section}.toml", ("question", new.id)
        return FILES[new.sort], (new.sort, new.id)

    def write(self, giving: Entry | None) -> None:
        """Everything but translations."""
        self._insert(self.file, block(self._new))
        if giving:
            self._give(giving)
        if not any(True for _each in self._merged.of_sort("source")) and self._new.sort in (
            "rule",
            "outcome",
            "warning",
        ):
            self._insert("sources.toml", table(f"source.{self._new.source[0]}", {"title": "A choice of our own"}))
        if self._new.sort in ("rule", "outcome"):
            self._add_example()
        if self._new.sort in ("step", "warning", "check"):
            self._add_cases(self._new.sort, self._new.id)
        if self._new.sort == "outcome" and self._new.kind == "form":
            self._insert(PATHS, path_to(self._new))
            self._add_cases("path", path_id(self._new))

    def put(self, inside: str, content: str) -> None:
        """Write a file, if it is to change."""
        path = self._copy / inside
        if content != self._text(inside):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
            self.files[inside] = content

    def _insert(self, inside: str, added: str) -> None:
        self.put(inside, inserted(self._text(inside), added))

    def _text(self, inside: str) -> str:
        path = self._copy / inside
        return path.read_bytes().decode() if path.is_file() else ""

    def _give(self, giving: Entry) -> None:
        """Let a rule have fewer points: the one that stands in this folder, else a copy that replaces it."""
        points = giving.raw["points"] - self._new.points
        if giving.layer < self._top:
            head = f"{giving.home}.{giving.id.partition('.')[2]}"
            self._insert(self.file, table(head, {**giving.raw, "points": points}))
            return
        lines = self._text(self.file).split("\n")
        place = toml.place_of("\n".join(lines), "", (*giving.spot.key, "points")).line - 1
        lines[place] = re.sub(r"(\bpoints\s*=\s*)\+?[\d_]+", rf"\g<1>{points}", lines[place], count=1)
        self.put(self.file, "\n".join(lines))

    def _add_cases(self, sort: str, name: str) -> None:
        try:
            rulebase = load([*self._below, self._copy])
        except AdvisorError:  # then nobody can say yet what comes out
            return
        if text := cases(rulebase, sort, name):
            self._insert(f"cases/{sort}s.toml", text)

    def _add_example(self) -> None:
        new = self._new
        outcome = new.id if new.sort == "outcome" else new.outcome
        rules = [f"{outcome}.{name}" for name in ([*HALVES] if new.sort == "outcome" else [new.id])]
        shown = self._merged.entries.get((EXAMPLE, outcome))
        if shown is not None and shown.layer < self._top:
            known: list[dict[str, Any]] = shown.raw[EXAMPLE]
            self.copied = len(known)
            self._insert(self.file, examples(known))
        try:
            rulebase = load([*self._below, self._copy])
        except AdvisorError:  # then nothing comes out of an example yet
            then = {name.partition(".")[2]: "open" for name in rules}
            self._insert(self.file, example({}, then))
            return
        for given, then in found_examples(rulebase, rules, outcome if new.sort == "outcome" else ""):
            self._insert(self.file, example(given, then))


def _folder_of(group: str) -> str:
    return next(folder for folder, each in GROUPS.items() if each == group)


def _copy(folder: Path, copy: Path) -> None:
    """Copy what the loader reads."""
    for path in folder.rglob("*.toml"):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            (copy / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / inside)
    copy.mkdir(exist_ok=True)


def _moved(problem: Problem, copy: Path, folder: Path) -> Problem:
    """The problem where it would be."""

    def moved(text: str) -> str:
        return text.replace(str(copy), str(folder))

    place = replace(problem.place, file=moved(problem.place.file))
    return replace(problem, place=place, values={name: moved(value) for name, value in problem.values.items()})


def _mark(problem: Problem) -> tuple[object, ...]:
    """What makes two problems the same, wherever the lines are now."""
    return problem.code, Path(problem.place.file).name, problem.place.key, tuple(sorted(problem.values.items()))
