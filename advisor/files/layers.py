"""Folders of rules laid over one another: what the entries are, where each stands, and from which layer it is.

An entry is what a layer can replace: a question, a quantity, a rule, a step and so on. The same qualified id in a
later layer replaces the whole entry, and ``off = "reason"`` removes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.folder import NAMES, Entry, Folder, Raw
from advisor.words import closest


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
        _lay(merged, Folder(folder, layer, faults), faults)
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
