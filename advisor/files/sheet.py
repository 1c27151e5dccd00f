"""One profile file as it stands: which tables and keys it may have, and of which kind each is.

What the answers mean is left to `advisor.files.profile`; this knows names and kinds, and tells every fault with the
line it stands on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.values import shown
from advisor.frozen import replace
from advisor.problems import Problem
from advisor.words import closest
from advisor.words import message as _

Shape = Literal["text", "date", "texts", "truth", "table"]
Keys = Mapping[str, tuple[Shape, str]]
"""The keys of a table: of which kind each is, and what it is for, as one reads it in an editor."""

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
HEAD: Final[Keys] = {
    "name": ("text", _("The name of the organisation.")),
    "language": ("text", _("The language to print in.")),
    "date": ("date", _("The day of these answers.")),
    "rulebase": ("text", _("The version of the rules that these questions come from.")),
    "respondents": ("texts", _("Who answered.")),
    "extends": ("text", _("Another profile, from which this one takes the facts about the organisation.")),
}
ECOSYSTEM: Final[Keys] = {"name": ("text", _("The cooperation that these answers are about."))}
NOTE: Final[Keys] = {
    "text": ("text", _("What was said.")),
    "by": ("text", _("Who said it.")),
    "on": ("date", _("When it was said.")),
    "sure": ("text", _("How sure they are.")),
}
PROGRESS: Final[Keys] = {
    "state": ("text", _("How far the step is.")),
    "reason": ("text", _("Why it was dropped.")),
    "by": ("text", _("Who says so.")),
    "on": ("date", _("When it was said.")),
}
WAIVER: Final[Keys] = {
    "reason": ("text", _("Why it does not count here.")),
    "by": ("text", _("Who decided that.")),
    "until": ("date", _("Until when.")),
}
STATES: Final = ("planned", "done", "dropped")
"""How far a step can be."""
NEEDED: Final[Mapping[str, str]] = {"progress": "state", "waivers": "reason"}
"""The key that every entry of a table has."""

NOT_OF_SHAPE: Final[Mapping[Shape, str]] = {
    "text": "P413",
    "date": "P414",
    "texts": "P415",
    "truth": "P435",
    "table": "P416",
}
NEXT: Final = r"\s*(?:\[[\w\[]|[\w\"'.-]+\s*=)"
"""The line of another table or key."""
MOST_FAULTS: Final = 100
"""Of one file; the rest is counted."""
ABOUT_KEYS: Final = frozenset(["P411", "P412", "P417", "P418", "P419", "P420", "P422", "P432", "P434"])
"""Faults that point at a key, where all others point at a value."""


class Sheet:
    """The tables of one profile, and what is wrong with them."""

    def __init__(self, file: SourceFile, tables: Mapping[str, Any], faults: Faults) -> None:
        """Begin with nothing wrong."""
        self.file = file
        self.tables = tables
        self.faults = faults
        self.count = 0

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

    def shaped(self, keys: Keys, *path: str) -> dict[str, Any]:
        """The entries of a table that have the right name and the right kind."""
        found = {}
        for key, value in self.table(*path).items():
            if key not in keys:
                self.fault("P412", *path, key, meant=key, known=keys, key=shown(key), table=".".join(path))
            elif _fits(value, shape := keys[key][0]):
                found[key] = value
            else:
                self.fault(NOT_OF_SHAPE[shape], *path, key, guess=_reshaped(value, shape), key=key)
        return found

    def one_of(self, value: str, offered: Iterable[str], *key: str) -> bool:
        """Whether a text is one of those offered; a fault if it is not."""
        offered = tuple(offered)
        if value in offered:
            return True
        self.fault("P421", *key, meant=value, known=offered, value=shown(value), offered=", ".join(offered))
        return False

    def needs(self, *path: str, key: str = "") -> None:
        """A fault if a table has no key that it cannot do without: by default the one that all beside it have."""
        table, needed = self._at(path), key or NEEDED[path[0]]
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
        case "truth":
            return isinstance(value, bool)
        case "table":
            return isinstance(value, dict)


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
    if shape == "truth" and isinstance(value, str):
        return {"yes": "true", "true": "true", "no": "false", "false": "false"}.get(value.strip().lower(), "")
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
        if not mark or re.match(NEXT, below):
            break
        if (start := below.find(f'"{mark}"')) >= 0:
            place = replace(place, line=number, column=start + 1)
            return replace(problem, place=place, excerpt=below.rstrip(), span=(start, start + len(mark) + 2))
    value = line[equals + 1 :]
    return replace(problem, excerpt=line, span=(len(line) - len(value.lstrip()), len(line)))
