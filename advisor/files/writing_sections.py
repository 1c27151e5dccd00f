"""Tables of a profile changed one section at a time: what stands below one ``[name]`` line, up to the next one.

tomlkit is at its best with one simple table, and loses track of tables that stand in several places; so each section
is changed as if it were a file of its own, and everything around it stays the text that it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from advisor.files import toml
from advisor.files.writing_tables import changed, head_of, lines_of
from advisor.problems import AdvisorError

Path = tuple[str, ...]
LINE = r"[^\n]*\n|[^\n]+"


def in_section(text: str, path: Path, entries: Mapping[str, object], newline: str, *, whole: bool) -> str:
    """The text with other entries in the table under a path of keys; a table that is missing is added.

    Args:
        text: Of the profile.
        path: Of the table.
        entries: Its new values.
        newline: The line end of the text.
        whole: Whether the entries are all that is to stand there, so that other ones go.

    Raises:
        KeyError: The table is spelled in a way that needs the whole text.
    """
    old = at(_tables(text), path)
    lines = re.findall(LINE, text)
    if old is None and _reads([new := _with_block(lines, path, entries, newline)]):
        return new
    if not isinstance(old, Mapping):
        return in_section(text, path[:-1], {path[-1]: entries}, newline, whole=False)
    for start, end, head in _sections(lines, path):
        part = lines[start:end]
        here = at(_tables("".join(part)), path)
        if isinstance(here, Mapping) and _is_here(here, old, entries):
            if whole and head == path:
                part = _without(part, entries)
                here = {key: value for key, value in here.items() if key in entries}
            new = changed("".join(part), path, here, entries, newline) if entries else "".join(part)
            return "".join([*lines[:start], new, *lines[end:]])
    if not whole and not any(name in old for name in entries):
        return _with_block(lines, path, entries, newline)
    raise KeyError(path)


def at(tables: Mapping[str, object], path: Path) -> object | None:
    """What stands under a path of keys, or None."""
    value: object = tables
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value


def _is_here(here: Mapping[str, object], old: Mapping[str, object], entries: Mapping[str, object]) -> bool:
    """Whether this section is about that table, and holds each of the entries that it has already."""
    return all(old.get(key) == value for key, value in here.items()) and all(
        name in here or name not in old for name in entries
    )


def _tables(text: str) -> Mapping[str, object]:
    return toml.parse(text.encode(), "")[0]


def _reads(lines: Sequence[str]) -> bool:
    try:
        _tables("".join(lines))
    except AdvisorError:
        return False
    return True


def _heads(lines: Sequence[str]) -> list[tuple[int, Path]]:
    """The lines that begin a table. One inside a text over several lines looks the same: who uses these checks."""
    found = ((number, re.match(toml.HEAD, line)) for number, line in enumerate(lines))
    return [(number, toml.key_path(head["path"])) for number, head in found if head]


def _sections(lines: Sequence[str], path: Path) -> Iterator[tuple[int, int, Path]]:
    """The sections that a table may stand in, the nearest first: from which line to which, and what they are called."""
    heads = _heads(lines)
    for length in range(len(path), -1, -1):
        starts = [number for number, head in heads if head == path[:length]] if length else [0]
        for start in starts:
            ends = (number for number, _head in heads if number > start or not length)
            end = next((each for each in ends if _reads(lines[start:each])), len(lines))
            if _reads(lines[start:end]):
                yield start, end, path[:length]


def _with_block(lines: Sequence[str], path: Path, entries: Mapping[str, object], newline: str) -> str:
    """The text with a new section, behind the last one that is next of kin, else at the end."""
    place = _place(lines, path)
    before, after = lines[:place], lines[place:]
    if before and not before[-1].endswith("\n"):
        before = [*before[:-1], before[-1] + newline]
    gap = [newline] if before and before[-1].strip() else []
    behind = [newline] if after and after[0].strip() else []
    return "".join([*before, *gap, head_of(path, newline), *lines_of(entries, newline), *behind, *after])


def _place(lines: Sequence[str], path: Path) -> int:
    heads = _heads(lines)
    for length in range(len(path) - 1, 0, -1):
        kin = [number for number, head in heads if head[:length] == path[:length]]
        if kin:
            break
    else:
        return len(lines)
    place = next((number for number, _head in heads if number > kin[-1]), len(lines))
    if place == len(lines):
        return place
    while lines[place - 1].lstrip().startswith("#"):  # what stands right above the next section is about that one
        place -= 1
    while place - 1 > kin[-1] and not lines[place - 1].strip():
        place -= 1
    return place


def _without(lines: Sequence[str], wanted: Mapping[str, object]) -> list[str]:
    """One section without the lines of keys that are not wanted. Remarks between those lines stay."""
    kept, start = [lines[0]], 1
    while start < len(lines):
        line, end = lines[start], start + 1
        is_key = line.strip() and not line.lstrip().startswith("#")
        if is_key:
            end = next(each for each in range(end, len(lines) + 1) if _reads(lines[start:each]))
        if not is_key or toml.key_path(line.partition("=")[0])[0] in wanted:
            kept += lines[start:end]
        start = end
    return kept
