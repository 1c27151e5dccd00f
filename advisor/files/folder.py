"""One folder of rules: which files it may have, which tables stand in each, and the entries in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.toml import read
from advisor.frozen import frozen
from advisor.language.tokens import RESERVED
from advisor.problems import AdvisorError
from advisor.words import closest

Raw = Mapping[str, Any]

SINGLE: Final = ("rulebase", "thresholds", "fallback")
"""Tables of which there is one."""
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "rulebase.toml": (*SINGLE, "section"),
    "quantities.toml": ("quantity", "table"),
    "figures.toml": ("figure",),
    "lists.toml": ("list",),
    "checks.toml": ("check",),
    "warnings.toml": ("warning",),
    "steps.toml": ("step",),
    "sources.toml": ("source",),
    "partners/wanted.toml": ("wanted",),
    "forms/paths.toml": ("path",),
}
"""Which tables stand in which file."""
GROUPS: Final = {"readiness": "readiness", "roles": "role", "forms": "form"}
"""The folders with an outcome per file."""
EFFECTS: Final = ("must", "bar", "plus", "minus", "warn")
NAMES: Final = ("question", "quantity", "table", "figure")
"""What conditions can name: of these four an id stands for one thing only."""
PATHS: Final = frozenset([*NAMES, *(table for tables in TABLES.values() for table in tables)])
"""With what the paths of texts begin, beside the ids of outcomes."""

SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
SOURCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)
KEBAB_SORTS: Final = frozenset(["rule", "path", "wanted", "check", "warning", "step"])


@frozen(kw_only=True)
class Entry:
    """One entry as it stands in its file."""

    sort: str
    """``question``, ``rule``, ``step`` …"""
    id: str
    """Qualified for what belongs to an outcome: ``orchestrator.accepted-right``."""
    raw: Raw
    spot: Spot
    home: str = ""
    """The section of a question, the group of an outcome, the effect of a rule."""
    layer: int = 0
    """Which folder it is from; 0 is the lowest."""
    path: tuple[str, ...] = ()
    """By which its texts are translated."""


class Folder:
    """Reads one folder of rules."""

    def __init__(self, folder: Path, layer: int, faults: Faults) -> None:
        """Begin with nothing read; `layer` is its number, 0 for the lowest."""
        self._folder = folder
        self._layer = layer
        self._faults = faults
        self.sections: dict[str, Spot] = {}
        self.texts: list[tuple[str, int, Raw, SourceFile]] = []

    def entries(self) -> Iterator[Entry]:
        """Every entry, by the names of the files and in the order of each file."""
        if not self._folder.is_dir():
            self._faults.add("R301", Spot(SourceFile(str(self._folder))))
            return
        for path in sorted(self._folder.rglob("*.toml")):
            inside = path.relative_to(self._folder).as_posix()
            parts = inside.split("/")
            if parts[0] != "cases" and not any(part.startswith(".") for part in parts):
                yield from self._of_file(path, inside)

    def _of_file(self, path: Path, inside: str) -> Iterator[Entry]:
        top, _slash, rest = inside.rpartition("/")
        stem = rest.removesuffix(".toml")
        if inside not in TABLES and top not in (*GROUPS, "questions", "texts"):
            known = [*TABLES, "questions/SECTION.toml", "roles/ID.toml", "forms/ID.toml", "readiness/ID.toml"]
            self._faults.add("R302", Spot(SourceFile(str(path))), name=inside, guess=closest(inside, known) or "")
            return
        try:
            raw, text = read(path)
        except AdvisorError as error:
            self._faults.unreadable(*error.problems)
            return
        file = SourceFile(str(path), inside, text)
        if inside in TABLES:
            yield from self._of_tables(file, raw, TABLES[inside])
        elif top == "questions":
            self.sections[stem] = Spot(file)
            yield from self._of_tables(file, raw, ("question",), stem)
        elif top == "texts":
            self.texts.append((stem, self._layer, raw, file))
        else:
            yield from self._of_outcome(file, raw, GROUPS[top], stem)

    def _of_tables(self, file: SourceFile, raw: Raw, sorts: tuple[str, ...], home: str = "") -> Iterator[Entry]:
        for sort, content in raw.items():
            spot = Spot(file, (sort,))
            if sort not in sorts:
                self._misplaced(spot, sort, sorts)
            elif not isinstance(content, dict):
                self._faults.add("R305", spot, key=sort)
            elif sort in SINGLE:
                yield Entry(sort=sort, id=sort, raw=content, spot=spot, layer=self._layer, path=(sort,))
            else:
                yield from self._of_ids(spot, sort, content, home, (sort,))

    def _of_outcome(self, file: SourceFile, raw: Raw, group: str, outcome: str) -> Iterator[Entry]:
        whole = Spot(file)
        self._spelling(Entry(sort="outcome", id=outcome, raw={}, spot=whole))
        for sort, content in raw.items():
            spot = whole.within(sort)
            if sort in EFFECTS and isinstance(content, dict):
                yield from self._of_ids(spot, "rule", content, sort, (outcome, sort), f"{outcome}.")
            elif sort in ("outcome", "practice") and isinstance(content, dict):
                path = (outcome, sort)
                yield Entry(sort=sort, id=outcome, raw=content, spot=spot, home=group, layer=self._layer, path=path)
            elif sort == "example" and isinstance(content, list):
                yield Entry(sort=sort, id=outcome, raw={sort: content}, spot=spot, layer=self._layer)
            elif sort in (*EFFECTS, "outcome", "practice", "example"):
                self._faults.add("R376" if sort == "example" else "R305", spot, key=sort)
            else:
                self._misplaced(spot, sort, ("outcome", "practice", *EFFECTS, "example"))

    def _of_ids(
        self, spot: Spot, sort: str, content: Raw, home: str, path: tuple[str, ...], prefix: str = ""
    ) -> Iterator[Entry]:
        for name, raw in content.items():
            own = spot.within(name)
            if not isinstance(raw, dict):
                self._faults.add("R305", own, key=f"{spot.key[-1]}.{name}")
                continue
            entry = Entry(
                sort=sort,
                id=prefix + name,
                raw=raw,
                spot=own,
                home=home,
                layer=self._layer,
                path=(*path, name),
            )
            self._spelling(entry)
            yield entry

    def _spelling(self, entry: Entry) -> None:
        name = entry.id.rpartition(".")[2] if entry.sort == "rule" else entry.id
        if entry.sort in KEBAB_SORTS:
            code, shape, guess = "R308", KEBAB, re.sub("[^a-z0-9]+", "-", name.lower())
        elif entry.sort == "source":
            code, shape, guess = "R309", SOURCE, re.sub("[^A-Za-z0-9]+", "-", name)
        else:
            code, shape, guess = "R307", SNAKE, re.sub("[^a-z0-9]+", "_", name.lower())
        taken = RESERVED | PATHS if entry.sort == "outcome" else RESERVED
        if entry.sort in (*NAMES, "outcome") and name in taken:
            self._faults.add("R310", entry.spot, id=name)
        if not shape.fullmatch(name):
            guess = guess.strip("-_")
            self._faults.add(code, entry.spot, id=name, guess=guess if shape.fullmatch(guess) else "")

    def _misplaced(self, spot: Spot, sort: str, sorts: Sequence[str]) -> None:
        for file, tables in TABLES.items():
            if sort in tables:
                self._faults.add("R304", spot, key=sort, file=file)
                return
        if sort == "question":
            self._faults.add("R304", spot, key=sort, file="questions/")
            return
        self._faults.add("R303", spot, key=sort, guess=closest(sort, sorts) or "")
