"""Translations: which texts a rule base has, which of them are translated, and the file that a translator fills in.

Beside every translation stands the text it was made from, so that one sees when that changed since.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from advisor.files.faults import Faults, Spot
from advisor.files.folder import Entry, Raw
from advisor.files.layers import Layered, layered
from advisor.files.translations import TextPath, languages_of, translations
from advisor.frozen import replace
from advisor.problems import EXIT_RULES, AdvisorError

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
NO_TEXTS: Final = frozenset(["example", "thresholds"])
"""Entries that nobody but a rule author reads."""
WORD: Final = re.compile(r"\b[a-z]{3,}\b", re.ASCII)
BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def texts_of(merged: Layered) -> dict[TextPath, str]:
    """Every text that is to be translated, by its path."""
    return {path: text for path, text, _spot in texts_with_spots(merged)}


def texts_with_spots(merged: Layered) -> Iterator[tuple[TextPath, str, Spot]]:
    """Every text that is to be translated, with its path and where it stands."""
    found: list[tuple[TextPath, str]] = []

    def note(path: TextPath, text: str) -> str:
        found.append((path, text))
        return text

    for entry in merged.entries.values():
        found.clear()
        _changed(entry, note)
        yield from ((path, text, entry.spot.within(*path[len(entry.path) :])) for path, text in found)


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


def is_worded(unit: str) -> bool:
    """Whether a unit is a word, such as "people", and no sign that is the same everywhere, such as Mbit/s."""
    return "/" not in unit and WORD.search(unit) is not None


def update(folder: Path, language: str) -> str:
    """What texts/LANGUAGE.toml of a folder of rules is to hold today.

    Translations stay. Missing ones are added, empty. Where the English changed, the translation keeps the English it
    was made from, with today's as a remark. What translates nothing any more ends up in remarks at the end.

    Raises:
        AdvisorError: A file of rules cannot be read.
    """
    faults = Faults()
    merged = layered([folder], faults)
    if faults.unread:
        raise AdvisorError(*faults.unread, exit_code=EXIT_RULES)
    base = languages_of(merged)[0]
    english = texts_of(merged)
    known = translations(merged, language, faults)
    blocks = ["\n".join(_opening(merged, language))] if any(each[0] == language for each in merged.texts) else []
    for path, text in english.items():
        found = known.get(path)
        drifted = found is not None and found.text != "" and found.original != text
        blocks.append(
            "\n".join(
                [
                    f"[{_dotted(path)}]",
                    *([f"# now: {base} = {quoted(text)}"] if drifted else []),
                    f"{base} = {quoted(found.original if found and drifted else text)}",
                    f"{language} = {quoted(found.text if found else '')}",
                ]
            )
        )
    orphans = [f"# {_dotted(path)} = {quoted(each.text)}" for path, each in known.items() if path not in english]
    if orphans:
        blocks.append("\n".join(["# These translate nothing any more:", *orphans]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _opening(merged: Layered, language: str) -> Iterator[str]:
    """The remarks at the beginning of the file as it is."""
    for its_language, _layer, _raw, file in merged.texts:
        if its_language == language:
            for line in file.text.splitlines():
                if not line.startswith("#"):
                    return
                yield line


def _dotted(path: TextPath) -> str:
    return ".".join(key if BARE.fullmatch(key) else quoted(key) for key in path)


def quoted(text: str) -> str:
    """A text as TOML writes it, on one line."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(_escaped(character, escapes) for character in text) + '"'


def _escaped(character: str, escapes: Mapping[str, str]) -> str:
    if character in escapes:
        return escapes[character]
    return character if ord(character) >= 32 and character != "\x7f" else f"\\u{ord(character):04x}"
