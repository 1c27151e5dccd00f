"""In which order things can be worked out, and circles, in which none can come first."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from advisor.files.conditions import heads
from advisor.files.faults import Faults, Spot
from advisor.files.folder import Entry


def in_order(reads: Mapping[str, Iterable[str]], spots: Mapping[str, Spot], faults: Faults) -> tuple[str, ...]:
    """Names, each after everything it reads, otherwise by id. What stands in a circle or behind one is left out."""
    waiting = {name: {each for each in read if each in reads} for name, read in reads.items()}
    readers: dict[str, list[str]] = {name: [] for name in reads}
    for name, read in waiting.items():
        for each in read:
            readers[each].append(name)
    ready = [name for name, read in waiting.items() if not read]
    heapify(ready)
    order: list[str] = []
    while ready:
        name = heappop(ready)
        order.append(name)
        for reader in readers[name]:
            waiting[reader].discard(name)
            if not waiting[reader]:
                heappush(ready, reader)
    for circle in circles(reads):
        faults.add("R342", spots[circle[0]], ids=", ".join(circle))
    return tuple(order)


def following(names: Iterable[str], order: Iterable[str], reads: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Those of `order` that are among the names, or read one that is, at first hand or at second."""
    found = dict.fromkeys(names)
    for name in order:
        if any(each in found for each in reads[name]):
            found[name] = None
    return tuple(name for name in order if name in found)


def circles(reads: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """One circle for every group of names that wait for each other, beginning with the first by id."""
    left = {name: {each for each in read if each in reads} for name, read in reads.items()}
    found = []
    while left := _waiting(left):
        path = [min(left)]
        while (following := min(left[path[-1]])) not in path:
            path.append(following)
        circle = path[path.index(following) :]
        first = circle.index(min(circle))
        found.append(circle[first:] + circle[:first])
        left = {name: read - set(circle) for name, read in left.items() if name not in circle}
    return found


def _waiting(left: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Those that still wait when everything that can come has come."""
    left = dict(left)
    while done := {name for name, read in left.items() if not read}:
        left = {name: read - done for name, read in left.items() if name not in done}
    return left


def read_by(entry: Entry) -> set[str]:
    """The names that a question, quantity or table reads before it can be worked out."""
    raw = entry.raw
    texts: list[object] = [raw.get("at_most"), raw.get("is"), raw.get("of") if entry.sort == "question" else None]
    for key in ("when", "inputs"):
        value = raw.get(key)
        texts += value if isinstance(value, list) else [value]
    return {name for text in texts if isinstance(text, str) for name in heads(text)}
