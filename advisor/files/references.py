"""What refers to what: every id that is mentioned exists, and is of the right sort."""

from collections.abc import Iterable

from advisor.files.checked import Checked
from advisor.files.faults import Faults, Spot
from advisor.files.folder import NAMES, Entry
from advisor.files.layers import Layered
from advisor.files.shapes import Shape
from advisor.files.shapes_asked import FORMERLY
from advisor.files.values import shown
from advisor.words import closest


class References:
    """Looks ids up, and remembers which sources were cited."""

    def __init__(self, merged: Layered, faults: Faults) -> None:
        """Begin with nothing cited."""
        self._merged = merged
        self._faults = faults
        self._cited: set[str] = set()

    def check(self, sort: str, ids: Iterable[str], spot: Spot) -> None:
        """Every id is one of that sort."""
        among = "name" if sort in NAMES else sort
        for name in ids:
            entry = self._merged.entries.get((among, name))
            if not name or (entry is not None and entry.sort == sort):
                continue
            off = self._merged.off.get((among, name))
            if off is not None and entry is None:
                self._faults.add("R341", spot, what=sort, id=name, reason=shown(off.raw["off"]))
            else:
                known = [each.id for each in self._merged.of_sort(sort)]
                self._faults.add("R340", spot, what=sort, id=shown(name), guess=closest(name, known) or "")

    def listed(self, table: Checked, key: str, sort: str) -> tuple[str, ...]:
        """The ids of that sort which stand under a key."""
        ids = table.texts(key)
        if ids:
            self.check(sort, ids, table.spot.within(key))
        return ids

    def sources(self, table: Checked) -> tuple[str, ...]:
        """What stands under `source`."""
        ids = self.listed(table, "source", "source")
        self._cited.update(ids)
        return ids

    def check_cited(self) -> None:
        """A source that nothing cites is worth a warning."""
        for entry in self._merged.of_sort("source"):
            if entry.id not in self._cited:
                self._faults.add("R368", entry.spot, id=entry.id, only_warns=True)

    def check_old_names(self) -> None:
        """Ids are never used again: an old name is nobody's name now."""
        for entry in self._merged.entries.values():
            if "formerly" not in entry.raw:
                continue
            old = Checked(entry.raw, entry.spot, self._faults, Shape({"formerly": FORMERLY})).texts("formerly")
            for name in old:
                among = "name" if entry.sort in NAMES else entry.sort
                if (among, _qualified(entry, name)) in self._merged.entries:
                    self._faults.add("R312", entry.spot.within("formerly"), id=shown(name))


def old_names(merged: Layered) -> dict[tuple[str, str], str]:
    """The ids of today by sort and an id of the past; a decision table is a quantity."""
    found = {}
    for entry in merged.entries.values():
        old, sort = entry.raw.get("formerly"), "quantity" if entry.sort == "table" else entry.sort
        names = [name for name in old if isinstance(name, str)] if isinstance(old, list) else []  # else it is a fault
        found.update({(sort, _qualified(entry, name)): entry.id for name in names})
    return found


def _qualified(entry: Entry, name: str) -> str:
    """With the outcome of a rule before it."""
    return f"{entry.id.rpartition('.')[0]}.{name}" if entry.sort == "rule" else name
