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
CASES: Final = "cases"
"""The folder that only tests of the rules read."""
GROUPS: Final = {"readiness": "readiness", "roles": "role", "forms": "form"}
"""The folders with an outcome per file."""
FILES: Final[Mapping[str, str]] = {
    "rulebase": "rulebase.toml",
    "questions": "questions/*.toml",
    "quantities": "quantities.toml",
    "figures": "figures.toml",
    "lists": "lists.toml",
    "roles": "roles/*.toml",
    "forms": "forms/*.toml",
    "paths": "forms/paths.toml",
    "readiness": "readiness/*.toml",
    "partners": "partners/wanted.toml",
    "checks": "checks.toml",
    "warnings": "warnings.toml",
    "steps": "steps.toml",
    "sources": "sources.toml",
    "cases": f"{CASES}/*.toml",
    "texts": "texts/*.toml",
}
"""The kinds of file, and which files of a rule base are of each; of two that fit, the one that names the file."""
EFFECTS: Final = ("must", "bar", "plus", "minus", "warn")
NAMES: Final = ("question", "quantity", "table", "figure")
"""What conditions can name: of these four an id stands for one thing only."""
ADDS: Final = "adds"
"""The key by which an entry adds to that of a folder below, which it replaces otherwise."""
OFF: Final = "off"
"""The key by which an entry of a folder below is removed; its value is the reason."""
ORPHANED: Final = "orphaned"
"""The table, in a file of translations, of those whose text is gone."""
PATHS: Final = frozenset([ORPHANED, *NAMES, *(table for tables in TABLES.values() for table in tables)])
"""With what the paths of texts begin, beside the ids of outcomes."""

SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
SOURCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)
KEBAB_SORTS: Final = frozenset(["rule", "path", "wanted", "check", "warning", "step", "case"])


def spelling(sort: str) -> re.Pattern[str]:
    """How the ids of a sort of entries are spelled."""
    return KEBAB if sort in KEBAB_SORTS else SOURCE if sort == "source" else SNAKE


def reserved(sort: str) -> frozenset[str]:
    """The ids that mean something else, so that no entry of that sort can have them."""
    if sort == "outcome":
        return RESERVED | PATHS
    return RESERVED if sort in NAMES else frozenset()


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


def is_whole(folder: Path) -> bool:
    """Whether a folder holds a rule base of its own: it says what that is called and has the sections it names.

    A folder that is to be laid over others may replace the table with the name too; then it names sections whose
    questions stand below it. A file that cannot be read is for whoever loads the folder to complain about.
    """
    path = folder / "rulebase.toml"
    if not path.is_file():
        return False
    try:
        head = read(path)[0].get("rulebase")
    except AdvisorError:
        return True
    if not isinstance(head, dict) or head.get("adds") is True:
        return False
    sections = head.get("sections")
    if not isinstance(sections, list):
        return True
    return all((folder / "questions" / f"{each}.toml").is_file() for each in sections)


def files_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files of a folder of rules, each with its path inside the folder; hidden ones are not looked at."""
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder).as_posix()
        if not any(part.startswith(".") for part in inside.split("/")):
            yield path, inside


class Folder:
    """Reads one folder of rules."""

    def __init__(self, folder: Path, layer: int, faults: Faults, *, cases: bool = False) -> None:
        """Begin with nothing read; `layer` is its number, 0 for the lowest; `cases` says whether to read those too."""
        self._folder = folder
        self._layer = layer
        self._faults = faults
        self._cases = cases
        self.sections: dict[str, Spot] = {}
        self.texts: list[tuple[str, int, Raw, SourceFile]] = []

    def entries(self) -> Iterator[Entry]:
        """Every entry, by the names of the files and in the order of each file."""
        if not self._folder.is_dir():
            self._faults.add("R301", Spot(SourceFile(str(self._folder))))
            return
        for path, inside in files_in(self._folder):
            if self._cases or inside.partition("/")[0] != CASES:
                yield from self._of_file(path, inside)

    def _of_file(self, path: Path, inside: str) -> Iterator[Entry]:
        top, _slash, rest = inside.rpartition("/")
        stem = rest.removesuffix(".toml")
        if inside not in TABLES and top not in (*GROUPS, "questions", "texts", CASES):
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
        elif top == CASES:
            yield from self._of_tables(file, raw, ("case",))
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
        shape = spelling(entry.sort)
        if shape is KEBAB:
            code, guess = "R308", re.sub("[^a-z0-9]+", "-", name.lower())
        elif shape is SOURCE:
            code, guess = "R309", re.sub("[^A-Za-z0-9]+", "-", name)
        else:
            code, guess = "R307", re.sub("[^a-z0-9]+", "_", name.lower())
        if name in reserved(entry.sort):
            self._faults.add("R310", entry.spot, id=name)
        if not shape.fullmatch(name):
            guess = guess.strip("-_")
            self._faults.add(code, entry.spot, id=name, guess=guess if shape.fullmatch(guess) else "")

    def _misplaced(self, spot: Spot, sort: str, sorts: Sequence[str]) -> None:
        for file, tables in TABLES.items():
            if sort in tables:
                self._faults.add("R304", spot, key=sort, file=file)
                return
        if sort in ("question", "case"):
            self._faults.add("R304", spot, key=sort, file=f"{sort}s/")
            return
        self._faults.add("R303", spot, key=sort, guess=closest(sort, sorts) or "")
