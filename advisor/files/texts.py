"""Which texts a rule base has, and the same rule base with its texts in another language.

Beside every translation stands the text it was made from, so that one sees when that changed since.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from advisor.files.faults import Faults, Spot
from advisor.files.folder import Entry, Raw
from advisor.files.layers import Layered
from advisor.files.translations import TextPath, translations
from advisor.frozen import replace

TEXTS: Final = frozenset(
    [
        "ask",
        "because",
        "does",
        "effort",
        "help",
        "label",
        "name",
        "note",
        "otherwise_because",
        "owner",
        "says",
        "summary",
        "unit",
        "why",
        "yields",
    ]
)
"""The keys whose value is read by people."""
LABELS: Final = frozenset(["options", "levels", "anchors"])
"""Tables of labels by id."""
LISTS: Final = frozenset(["must", "ask_them"])
"""Lists of texts."""
NO_TEXTS: Final = frozenset(["example", "case", "thresholds"])
"""Entries that nobody but a rule author reads."""
UNWRITTEN: Final = "TODO"
"""How a text begins that an author is still to write."""
WORD: Final = re.compile(r"\b[a-z]{3,}\b", re.ASCII)


def texts_of(merged: Layered) -> dict[TextPath, str]:
    """Every text that is to be translated, by its path."""
    return {path: text for path, text, _entry in texts_with_entries(merged)}


def spot_of(entry: Entry, path: TextPath) -> Spot:
    """Where a text of an entry stands."""
    return entry.spot.within(*path[len(entry.path) :])


def texts_with_entries(merged: Layered) -> Iterator[tuple[TextPath, str, Entry]]:
    """Every text that is to be translated, with its path and the entry in which it stands."""
    found: list[tuple[TextPath, str]] = []

    def note(path: TextPath, text: str) -> str:
        found.append((path, text))
        return text

    for entry in merged.entries.values():
        found.clear()
        _changed(entry, note)
        yield from ((path, text, entry) for path, text in found)


def in_language(merged: Layered, language: str) -> Layered:
    """The same entries with every text that has a translation of today's English in that language."""
    known = translations(merged, language, Faults())

    def translate(path: TextPath, text: str) -> str:
        found = known.get(path)
        return found.text if found and found.text and found.original == text else text

    entries = {key: replace(entry, raw=_changed(entry, translate)) for key, entry in merged.entries.items()}
    return dataclasses.replace(merged, entries=entries)


Change = Callable[[TextPath, str], str]


def _changed(entry: Entry, change: Change) -> Raw:
    """The raw entry with every text replaced by what `change` makes of it."""
    return entry.raw if entry.sort in NO_TEXTS else _changed_table(entry.raw, entry.path, change)


def _changed_table(raw: Raw, path: TextPath, change: Change) -> dict[str, Any]:
    made = dict(raw)
    for key, value in raw.items():
        own = (*path, key)
        if isinstance(value, str):
            if key in TEXTS and value and (key != "unit" or is_worded(value)):
                made[key] = change(own, value)
        elif isinstance(value, dict):
            made[key] = _labels(value, own, change) if key in LABELS else _changed_table(value, own, change)
        elif key in LISTS and isinstance(value, list):
            made[key] = [
                change((*own, str(place)), each) if isinstance(each, str) else each for place, each in enumerate(value)
            ]
    return made


def _labels(raw: Raw, path: TextPath, change: Change) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, label in raw.items():
        if isinstance(label, dict):
            made[name] = _changed_table(label, (*path, name), change)
        else:
            made[name] = change((*path, name), label) if isinstance(label, str) else label
    return made


def is_unwritten(text: str) -> bool:
    """Whether an author is still to write this text."""
    return text.startswith(UNWRITTEN)


def is_worded(unit: str) -> bool:
    """Whether a unit is a word, such as "people", and no sign that is the same everywhere, such as Mbit/s."""
    return "/" not in unit and WORD.search(unit) is not None
