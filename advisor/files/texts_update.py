"""The file that a translator fills in, brought up to date with the texts of the rules.

No translation is lost: one whose English changed keeps the English it was made from, with today's in a remark, and one
whose text is gone is set aside at the end, from where a text of the same name or in the same words takes it back.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.folder import ORPHANED
from advisor.files.layers import Layered, layered
from advisor.files.remarks import remarks_of
from advisor.files.texts import is_unwritten, texts_of
from advisor.files.translations import TextPath, Translation, languages_of, orphaned, translations
from advisor.files.writing import quoted
from advisor.frozen import frozen
from advisor.problems import EXIT_RULES, AdvisorError, Problem

BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
NOW: Final = "# now: "
"""Before today's English, where the translation was made from an older one."""
SET_ASIDE: Final = "# The texts of these are gone. Give one the name of another text to use it there, or remove it."


@frozen(kw_only=True)
class Updated:
    """A file of translations as it is to be, and how many of each kind there are."""

    path: Path
    content: str
    is_current: bool
    """Whether the file holds just this already."""
    kept: int = 0
    """Translations of today's English that stood there."""
    new: int = 0
    """Texts without a translation."""
    drifted: int = 0
    """Translations of an older English."""
    taken_over: int = 0
    """Translations that stood under another name until now."""
    orphaned: int = 0
    """Translations whose text is gone."""


def update(folders: Sequence[Path], language: str) -> Updated:
    """What texts/LANGUAGE.toml of the last of some folders of rules is to hold.

    It has the texts of that folder for which no folder below has a current translation; where none below has any, those
    of all folders.

    Raises:
        AdvisorError: The rules have no such language, a file of rules cannot be read, or the file of translations has
            faults: then something in it would be lost.
    """
    faults = Faults()
    merged = layered(folders, faults)
    if faults.unread:
        raise AdvisorError(*faults.unread, exit_code=EXIT_RULES)
    _check_language(merged, language)
    return _Update(merged, folders[-1], len(folders) - 1, language).made()


def _check_language(merged: Layered, language: str) -> None:
    base, *others = languages_of(merged)
    if language == base:
        raise AdvisorError(Problem(code="U511", values={"language": language}))
    if language not in others:
        values = {"language": language, "offered": ", ".join([base, *others])}
        raise AdvisorError(Problem(code="U510", values=values))


class _Update:
    def __init__(self, merged: Layered, folder: Path, top: int, language: str) -> None:
        self._base, self._language, self._top = languages_of(merged)[0], language, top
        self._path = folder / "texts" / f"{language}.toml"
        of_file = [each for each in merged.texts if each[0] == language and each[1] == top]
        self._text = of_file[0][3].text if of_file else ""
        self._remarks = remarks_of(self._text, (self._base, language))
        self._english = texts_of(merged)
        begun_here = not any(each[0] == language and each[1] < top for each in merged.texts)
        entries = {key: entry for key, entry in merged.entries.items() if begun_here or entry.layer == top}
        self._of_folder = texts_of(dataclasses.replace(merged, entries=entries))
        self._old_names = _old_names(merged)
        faults = Faults()
        self._own = translations(dataclasses.replace(merged, texts=of_file), language, faults)
        self._aside = orphaned(dataclasses.replace(merged, texts=of_file), language, faults)
        if faults:
            raise AdvisorError(*faults, exit_code=EXIT_RULES)
        texts_below = [each for each in merged.texts if each[1] < top]
        self._below = translations(dataclasses.replace(merged, texts=texts_below), language, Faults())
        self._by_english: dict[str, list[Translation]] = {}
        for each in (*self._own.values(), *self._aside.values(), *self._below.values()):
            if each.text:
                self._by_english.setdefault(each.original, []).append(each)

    def made(self) -> Updated:
        """The file as it is to be."""
        wanted = list(self._wanted())
        used = {(found.original, found.text) for _path, _text, found in wanted if found}
        aside = self._set_aside(used)
        kinds = Counter(self._kind(path, text, found) for path, text, found in wanted)
        blocks = [self._block(path, text, found) for path, text, found in wanted]
        if aside:
            blocks += [SET_ASIDE, *(self._orphan(name, each) for name, each in aside.items())]
        content = "\n\n".join(["\n".join(self._remarks.opening), *blocks]).lstrip("\n")
        if content.startswith("#") and not self._remarks.opening:
            content = "\n" + content  # lest the first remark is taken for one about the whole file
        content += "\n" if content else ""
        return Updated(
            path=self._path,
            content=content,
            is_current=content == self._text,
            kept=kinds["kept"],
            new=kinds["new"],
            drifted=kinds["drifted"],
            taken_over=kinds["taken over"],
            orphaned=len(aside),
        )

    def _wanted(self) -> Iterator[tuple[TextPath, str, Translation | None]]:
        """The texts that the file is to hold, each with the translation there is of it or was of an older one."""
        beyond = {path: self._english[path] for path in self._own if path in self._english}
        for path, text in {**self._of_folder, **beyond}.items():
            found = self._stood(path)
            below = self._below.get(path)
            if found is None and below and below.text:
                if below.original == text:
                    continue
                found = below
            yield path, text, found or self._same_english(path, text)

    def _stood(self, path: TextPath) -> Translation | None:
        """The translation that the file has of this text, under any name that it ever had."""
        for name in (path, *self._names_before(path)):
            living = self._own.get(name) if name == path or name not in self._english else None
            for found in (living, self._aside.get(_dotted(name))):
                if found and found.text:
                    return found
        return None

    def _names_before(self, path: TextPath) -> Iterator[TextPath]:
        for length in range(1, len(path)):
            for old in self._old_names.get(path[:length], ()):
                yield (*old, *path[length:])

    def _same_english(self, path: TextPath, text: str) -> Translation | None:
        """A translation of the same words: rather one whose text is gone, and rather one with a name like this."""
        found = [] if is_unwritten(text) else self._by_english.get(text, [])
        return min(found, key=lambda each: (each.spot.key in self._english, -_alike(path, each)), default=None)

    def _kind(self, path: TextPath, text: str, found: Translation | None) -> str:
        if found is None:
            return "new"
        if found.original != text:
            return "drifted"
        return "kept" if found.spot.key == path and found.layer == self._top else "taken over"

    def _set_aside(self, used: Container[tuple[str, str]]) -> dict[str, Translation]:
        """The translations that would be lost otherwise, by the name under which they are set aside."""
        gone = {_dotted(path): each for path, each in self._own.items() if path not in self._english}
        found: dict[str, Translation] = {}
        for name, each in (*self._aside.items(), *gone.items()):
            if each.text and (each.original, each.text) not in used:
                names = chain([name], (f"{name} ({number})" for number in count(2)))
                found[next(free for free in names if free not in found)] = each
        return found

    def _block(self, path: TextPath, text: str, found: Translation | None) -> str:
        drifted = found is not None and found.original != text
        moved = found is not None and found.layer == self._top and found.spot.key not in {path, *self._english}
        return "\n".join(
            [
                *self._remarks_beside(path),
                *(self._remarks_beside(found.spot.key) if found and moved else ()),
                f"[{_dotted(path)}]",
                *([f"{NOW}{self._base} = {quoted(text)}"] if drifted else []),
                *self._pair(found or Translation(text, text if is_unwritten(text) else "", Spot(SourceFile("")), 0)),
            ]
        )

    def _orphan(self, name: str, each: Translation) -> str:
        head = f"[{ORPHANED}.{quoted(name)}]"
        return "\n".join([*self._remarks_beside(each.spot.key), head, *self._pair(each)])

    def _pair(self, each: Translation) -> tuple[str, str]:
        width = max(len(self._base), len(self._language))
        return f"{self._base:<{width}} = {quoted(each.original)}", f"{self._language:<{width}} = {quoted(each.text)}"

    def _remarks_beside(self, path: TextPath) -> list[str]:
        """The remarks of a translator; our own are written anew."""
        return [each for each in self._remarks.beside.get(path, ()) if each != SET_ASIDE and not each.startswith(NOW)]


def _old_names(merged: Layered) -> dict[TextPath, list[TextPath]]:
    """The paths that entries had before, by those they have now."""
    found: dict[TextPath, list[TextPath]] = {}
    for entry in merged.entries.values():
        old = entry.raw.get("formerly", ())
        path = entry.path[:1] if entry.sort == "outcome" else entry.path
        for name in [old] if isinstance(old, str) else old if isinstance(old, list) else []:
            found.setdefault(path, []).append((*path[:-1], str(name)))
    return found


def _alike(path: TextPath, each: Translation) -> int:
    """How many parts of two names are the same, counted from either end."""
    one, other = path, tuple(".".join(each.spot.key).split("."))
    return sum(a == b for a, b in zip(one, other, strict=False)) + sum(
        a == b for a, b in zip(reversed(one), reversed(other), strict=False)
    )


def _dotted(path: TextPath) -> str:
    return ".".join(key if BARE.fullmatch(key) else quoted(key) for key in path)
