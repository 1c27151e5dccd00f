"""Folders of rules laid over one another: what the entries are, where each stands, and from which layer it is.

An entry is what a layer can replace: a question, a quantity, a rule, a step and so on. The same qualified id in a
later layer replaces the whole entry, ``adds = true`` adds to it instead, and ``off = "reason"`` removes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from advisor.files.checked import Checked
from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.folder import ADDS, NAMES, OFF, Entry, Folder, Raw
from advisor.files.shapes_asked import LAID
from advisor.frozen import replace
from advisor.words import closest

OF_OUTCOME: Final = ("practice", "example")
"""What an outcome has beside its rules, under its own id."""


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


def layered(folders: Sequence[Path], faults: Faults, *, cases: bool = False) -> Layered:
    """Read and merge folders of rules, the lowest first; the cases that they are tested with only if asked for."""
    merged = Layered(layers=_names(folders))
    for layer, folder in enumerate(folders):
        _lay(merged, Folder(folder, layer, faults, cases=cases), faults)
    return merged


def _names(folders: Sequence[Path]) -> tuple[str, ...]:
    """What each layer is called: the name of its folder, numbered where two are called the same."""
    names: list[str] = []
    for folder in folders:
        name = folder.name or folder.resolve().name
        taken = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({taken + 1})" if taken else name)
    return tuple(names)


def _lay(merged: Layered, folder: Folder, faults: Faults) -> None:
    own: dict[tuple[str, str], Entry] = {}
    for entry in folder.entries():
        key = (_unique_among(entry.sort), entry.id)
        if key in own:
            faults.add("R311", entry.spot, id=entry.id, other=str(own[key].spot.place()))
            continue
        own[key] = entry
        if OFF in entry.raw:
            _switch_off(merged, key, entry, faults)
        else:
            merged.entries[key] = _added(merged, key, entry, faults) if ADDS in entry.raw else entry
            merged.off.pop(key, None)
    merged.sections |= folder.sections
    merged.texts += folder.texts


def _added(merged: Layered, key: tuple[str, str], entry: Entry, faults: Faults) -> Entry:
    """The entry below with what this one adds to it."""
    adds = Checked(entry.raw, entry.spot, faults, LAID).flag(ADDS)
    own = {name: value for name, value in entry.raw.items() if name != ADDS}
    below = merged.entries.get(key)
    if not adds:
        return replace(entry, raw=own)
    if below is None or below.sort != entry.sort:
        known = [each.id for each in merged.of_sort(entry.sort)]
        guess = closest(entry.id, known) or ""
        faults.add("R340", entry.spot, what=entry.sort, id=entry.id, guess=guess)
        return replace(entry, raw=own)
    return replace(entry, raw=_joined(below.raw, own))


def _joined(below: Raw, own: Raw) -> Raw:
    """Tables and lists together; of anything else what stands in `own`."""
    made = dict(below)
    for key, value in own.items():
        old = made.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            made[key] = _joined(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            made[key] = [*old, *(each for each in value if each not in old)]
        else:
            made[key] = value
    return made


def _switch_off(merged: Layered, key: tuple[str, str], entry: Entry, faults: Faults) -> None:
    reason = entry.raw[OFF]
    if not isinstance(reason, str) or not reason.strip():
        faults.add("R390", entry.spot.within(OFF))
    else:
        Checked(entry.raw, entry.spot, faults, LAID).text(OFF)
    if key not in merged.entries and len(entry.raw) == 1:
        known = [name for among, name in merged.entries if among == key[0]]
        faults.add("R391", entry.spot, id=entry.id, guess=closest(entry.id, known) or "")
    merged.off[key] = entry
    removed = merged.entries.pop(key, None)
    if removed is not None and removed.sort == "outcome":
        for inner, each in list(merged.entries.items()):
            if each.id.startswith(f"{entry.id}.") or (each.sort in OF_OUTCOME and each.id == entry.id):
                merged.off[inner] = entry
                del merged.entries[inner]
        for sort in ("practice", "example"):
            merged.entries.pop((sort, entry.id), None)


def _unique_among(sort: str) -> str:
    return "name" if sort in NAMES else sort
