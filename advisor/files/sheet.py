"""One profile file as it stands: which tables and keys it may have, and of which kind each is.

What the answers mean is left to `advisor.files.profile`; this knows names and kinds, and tells every fault with the
line it stands on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.values import shown
from advisor.frozen import replace
from advisor.problems import Problem
from advisor.words import closest

Shape = Literal["text", "date", "texts"]

TABLES: Final = (
    "profile",
    "ecosystem",
    "answers",
    "notes",
    "suppliers",
    "progress",
    "waivers",
    "report",
    "open_text",
)
HEAD: Final[Mapping[str, Shape]] = {
    "name": "text",
    "language": "text",
    "date": "date",
    "rulebase": "text",
    "respondents": "texts",
    "extends": "text",
}
ECOSYSTEM: Final[Mapping[str, Shape]] = {"name": "text"}
NOTE: Final[Mapping[str, Shape]] = {"text": "text", "by": "text", "on": "date", "sure": "text"}
PROGRESS: Final[Mapping[str, Shape]] = {"state": "text", "reason": "text", "by": "text", "on": "date"}
WAIVER: Final[Mapping[str, Shape]] = {"reason": "text", "by": "text", "until": "date"}

NOT_OF_SHAPE: Final[Mapping[Shape, str]] = {"text": "P413", "date": "P414", "texts": "P415"}
NEXT: Final = re.compile(r"\s*(?:\[[\w\[]|[\w\"'.-]+\s*=)")
"""The line of another table or key."""
MOST_FAULTS: Final = 100
"""Of one file; the rest is counted."""
ABOUT_KEYS: Final = frozenset(["P411", "P412", "P417", "P418", "P419", "P420", "P422"])
"""Faults that point at a key, where all others point at a value."""


@dataclass(slots=True)
class Sheet:
    """The tables of one profile, and what is wrong with them."""

    file: SourceFile
    tables: Mapping[str, Any]
    faults: Faults
    count: int = field(default=0, init=False)

    def fault(
        self,
        code: str,
        *key: str,
        guess: str = "",
        meant: str = "",
        known: Iterable[str] = (),
        only_warns: bool = False,
        values: Mapping[str, str] | None = None,
        **more: str,
    ) -> None:
        """Remember a fault; with `meant`, guess which of the `known` words that was."""
        self.count += 1
        if self.count > MOST_FAULTS:
            return
        guess = guess or (closest(meant, known) if meant else "") or ""
        filled = {**(values or {}), **more}
        self.faults.add(code, Spot(self.file, key), guess=guess, only_warns=only_warns, values=filled)

    def finish(self) -> None:
        """Tell how many faults were left out."""
        if self.count > MOST_FAULTS:
            self.faults.add("P429", Spot(self.file), count=str(self.count - MOST_FAULTS))

    def table(self, *path: str) -> Mapping[str, Any]:
        """A table of the file; an empty one when there is none, or something else stands there."""
        value = self._at(path)
        if isinstance(value, dict):
            return value
        guess = f'{{ text = "{shown(value)}" }}' if path[0] == "notes" and isinstance(value, str) else ""
        self.fault("P416", *path, guess=guess, key=".".join(path))
        return {}

    def shaped(self, shapes: Mapping[str, Shape], *path: str) -> dict[str, Any]:
        """The entries of a table that have the right name and the right kind."""
        found = {}
        for key, value in self.table(*path).items():
            if key not in shapes:
                self.fault("P412", *path, key, meant=key, known=shapes, key=shown(key), table=".".join(path))
            elif _fits(value, shapes[key]):
                found[key] = value
            else:
                self.fault(NOT_OF_SHAPE[shapes[key]], *path, key, guess=_reshaped(value, shapes[key]), key=key)
        return found

    def one_of(self, value: str, offered: Iterable[str], *key: str) -> bool:
        """Whether a text is one of those offered; a fault if it is not."""
        offered = tuple(offered)
        if value in offered:
            return True
        self.fault("P421", *key, meant=value, known=offered, value=shown(value), offered=", ".join(offered))
        return False

    def needs(self, needed: str, *path: str) -> None:
        """A fault if a table has no key that it cannot do without."""
        table = self._at(path)
        if isinstance(table, dict) and needed not in table:
            self.fault("P427", *path, key=needed, table=".".join(path))

    def _at(self, path: tuple[str, ...]) -> Any:  # noqa: ANN401  (whatever stands in the file)
        value: Any = self.tables
        for key in path:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        return value


def _fits(value: object, shape: Shape) -> bool:
    match shape:
        case "text":
            return isinstance(value, str)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "texts":
            return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _reshaped(value: object, shape: Shape) -> str:
    """The value as it was probably meant."""
    if shape == "date" and isinstance(value, datetime):
        return value.date().isoformat()
    if shape == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            return ""
    if shape == "texts" and isinstance(value, str):
        return f'["{shown(value)}"]'
    return f'"{shown(value)}"' if shape == "text" and not isinstance(value, dict | list) else ""


def with_lines(faults: Faults, files: Iterable[SourceFile]) -> Iterator[Problem]:
    """Every problem with the line it stands on, and where in that line."""
    lines = {file.shown: file.text.split("\n") for file in files}
    for problem in faults:
        if problem.place.line and not problem.excerpt and problem.place.file in lines:
            yield _with_line(problem, lines[problem.place.file])
        else:
            yield problem


def _with_line(problem: Problem, lines: list[str]) -> Problem:
    place = problem.place
    mark = next((problem.values[name] for name in ("option", "key", "value") if problem.values.get(name)), "")
    line = lines[place.line - 1].rstrip()
    start = place.column - 1
    equals = line.find("=", start)
    if equals < 0 or problem.code in ABOUT_KEYS:
        return replace(problem, excerpt=line, span=(start, len(line[: equals if equals > 0 else None].rstrip())))
    found = re.compile(rf"(?<![\w-]){re.escape(mark)}(?![\w-])").search(line, equals + 1) if mark else None
    if found:
        return replace(problem, excerpt=line, span=found.span())
    for number, below in enumerate(lines[place.line :], start=place.line + 1):
        if not mark or NEXT.match(below):
            break
        if (start := below.find(f'"{mark}"')) >= 0:
            place = replace(place, line=number, column=start + 1)
            return replace(problem, place=place, excerpt=below.rstrip(), span=(start, start + len(mark) + 2))
    value = line[equals + 1 :]
    return replace(problem, excerpt=line, span=(len(line) - len(value.lstrip()), len(line)))
