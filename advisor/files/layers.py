"""Folders of rules laid over one another: what the entries are, where each stands, and from which layer it is.

An entry is what a layer can replace: a question, a quantity, a rule, a step and so on. The same qualified id in a
later layer replaces the whole entry, and ``off = "reason"`` removes it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.toml import read
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
UNREAD: Final = ("cases", "texts")
"""Folders that are read elsewhere."""

SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
SOURCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)
KEBAB_SORTS: Final = frozenset(["rule", "path", "wanted", "check", "warning", "step"])


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(slots=True)
class Layered:
    """Folders of rules, merged."""

    layers: tuple[str, ...] = ()
    """What the folders are called."""
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """By what an id is unique among, and the id."""
    off: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """What a layer switched off."""
    sections: dict[str, Spot] = field(default_factory=dict)
    """The files of questions."""
    texts: list[tuple[str, int, Raw, SourceFile]] = field(default_factory=list)
    """Files of translations: language, layer, content."""

    def of_sort(self, *sorts: str) -> Iterator[Entry]:
        """The entries of some sorts."""
        return (entry for entry in self.entries.values() if entry.sort in sorts)

    def single(self, sort: str) -> Entry | None:
        """An entry of which there is one."""
        return self.entries.get((sort, sort))


def layered(folders: Sequence[Path], faults: Faults) -> Layered:
    """Read and merge folders of rules, the lowest first."""
    merged = Layered(layers=_names(folders))
    for layer, folder in enumerate(folders):
        _lay(merged, _Folder(folder, layer, faults), faults)
    return merged


def _names(folders: Sequence[Path]) -> tuple[str, ...]:
    """What each layer is called: the name of its folder, numbered where two are called the same."""
    names: list[str] = []
    for folder in folders:
        name = folder.name or folder.resolve().name
        taken = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({taken + 1})" if taken else name)
    return tuple(names)


def _lay(merged: Layered, folder: "_Folder", faults: Faults) -> None:
    own: dict[tuple[str, str], Entry] = {}
    for entry in folder.entries():
        key = (_unique_among(entry.sort), entry.id)
        if key in own:
            faults.add("R311", entry.spot, id=entry.id, other=str(own[key].spot.place()))
            continue
        own[key] = entry
        if "off" in entry.raw:
            _switch_off(merged, key, entry, faults)
        else:
            merged.entries[key] = entry
            merged.off.pop(key, None)
    merged.sections |= folder.sections
    merged.texts += folder.texts


def _switch_off(merged: Layered, key: tuple[str, str], entry: Entry, faults: Faults) -> None:
    reason = entry.raw["off"]
    if not isinstance(reason, str) or not reason.strip():
        faults.add("R390", entry.spot.within("off"))
    if key not in merged.entries and len(entry.raw) == 1:
        known = [name for among, name in merged.entries if among == key[0]]
        faults.add("R391", entry.spot, id=entry.id, guess=closest(entry.id, known) or "")
    merged.off[key] = entry
    removed = merged.entries.pop(key, None)
    if removed is not None and removed.sort == "outcome":
        for inner, each in list(merged.entries.items()):
            if each.id.startswith(f"{entry.id}."):
                merged.off[inner] = entry
                del merged.entries[inner]


def _unique_among(sort: str) -> str:
    return "name" if sort in NAMES else sort


class _Folder:
    """Reads one folder of rules."""

    def __init__(self, folder: Path, layer: int, faults: Faults) -> None:
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
        if entry.sort in (*NAMES, "outcome") and name in RESERVED:
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
