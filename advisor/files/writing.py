"""TOML out: values as they are written, and other content put into a profile that somebody else wrote.

With its two helpers the only place that imports tomlkit, which keeps comments and order, and takes ten times as long to
read as the reader of the standard library: everything else reads with `advisor.files.toml`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tomlkit.exceptions import TOMLKitError

from advisor.files import toml
from advisor.files.writing_sections import LINE, at, in_section
from advisor.files.writing_tables import anew, changed, quoted
from advisor.problems import AdvisorError, Problem

__all__ = ["quoted", "set_answers", "set_entries", "set_supplier", "set_supplier_answers"]

BOM: Final = "\ufeff"

Way = Callable[[str, tuple[str, ...], Mapping[str, object], str], str]
"""From the text, the path of a table, its new entries and the line end to the new text."""


def set_answers(text: str, answers: Mapping[str, object]) -> str:
    """The text of a profile with other answers; whatever else stands there stays as it is, comments included.

    A new answer takes its place below the line that waits for it in a blank profile, else below the last answer.

    Args:
        text: Of the profile.
        answers: By question, as plain values that `advisor.files.answers.read_answer` reads.

    Raises:
        AdvisorError: The text is not TOML, or its answers are not a table.
    """
    return _set(text, ("answers",), answers, (_with, _in_one_section))


def set_supplier(text: str, supplier: str, entries: Mapping[str, object]) -> str:
    """The text of a profile with other entries in ``[suppliers.KEY]``, its answers aside; as `set_answers`."""
    return _set(text, ("suppliers", supplier), entries, (_in_one_section, _with))


def set_supplier_answers(text: str, supplier: str, answers: Mapping[str, object]) -> str:
    """The text of a profile with other answers about one supplier, as `set_answers` has it for the organisation.

    Args:
        text: Of the profile.
        supplier: The key of the supplier; one that the profile does not have is added.
        answers: By question.

    Raises:
        AdvisorError: The text is not TOML, or something else than tables stands there.
    """
    return _set(text, ("suppliers", supplier, "answers"), answers, (_in_one_section, _with))


def set_entries(text: str, table: str, entries: Mapping[str, object]) -> str:
    """The text of a profile with other entries in one of its other tables, as `set_answers` has it for answers.

    An entry that is a mapping is a table of its own, such as ``[notes.staff]`` with a line per key, and holds exactly
    what the mapping holds afterwards; lines that stay keep their remarks. Any other entry is one line of ``[table]``.

    Args:
        text: Of the profile.
        table: Such as ``profile``, ``ecosystem``, ``notes``, ``open_text``, ``progress``, ``report``, ``suppliers``.
        entries: By key.

    Raises:
        AdvisorError: The text is not TOML, or something else than a table stands there.
    """
    return _set(text, (table,), entries, (_in_sections, _with)) if entries else text


def _set(text: str, path: tuple[str, ...], entries: Mapping[str, object], ways: tuple[Way, ...]) -> str:
    """The first way is taken that changes what it was to change, and nothing else."""
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    before, _text = toml.parse(text.encode(), "")
    wanted = _merged(before, path, path, entries)
    newline = "\r\n" if "\r\n" in text else "\n"
    for way in ways:
        try:
            new = way(text, path, entries, newline)
            if toml.parse(new.encode(), "")[0] == wanted:
                return mark + new
        except (AdvisorError, AttributeError, IndexError, KeyError, StopIteration, TOMLKitError, TypeError, ValueError):
            continue
    return mark + anew(wanted)


def _merged(
    tables: Mapping[str, object], path: tuple[str, ...], rest: tuple[str, ...], entries: Mapping[str, object]
) -> dict[str, object]:
    """The content with other entries under a path of keys. Raises AdvisorError where something else stands there."""
    if not rest:
        return {**tables, **entries}
    inner = tables.get(rest[0], {})
    if not isinstance(inner, Mapping):
        key = ".".join(path[: len(path) - len(rest) + 1])
        raise AdvisorError(Problem(code="P416", values={"key": key}))
    return {**tables, rest[0]: _merged(inner, path, rest[1:], entries)}


def _in_one_section(text: str, path: tuple[str, ...], entries: Mapping[str, object], newline: str) -> str:
    return in_section(text, path, entries, newline, whole=False)


def _in_sections(text: str, path: tuple[str, ...], entries: Mapping[str, object], newline: str) -> str:
    """Each mapping in a section of its own."""
    for name, value in entries.items():
        if isinstance(value, Mapping):
            text = in_section(text, (*path, name), value, newline, whole=True)
        else:
            text = in_section(text, path, {name: value}, newline, whole=False)
    return text


def _with(text: str, path: tuple[str, ...], entries: Mapping[str, object], newline: str) -> str:
    """All of the text at once, which also serves tables that stand in several places."""
    for name, value in entries.items():
        text = _without_lines(text, (*path, name), value if isinstance(value, Mapping) else {})
    old = at(toml.parse(text.encode(), "")[0], path)
    if old is None:
        gap = "" if not text else newline if text.endswith("\n") else 2 * newline
        text = f"{text}{gap}[{'.'.join(path)}]{newline}"
    return changed(text, path, old if isinstance(old, Mapping) else {}, entries, newline)


def _without_lines(text: str, path: tuple[str, ...], wanted: Mapping[str, object]) -> str:
    """The text without the lines of what a table inside the table no longer holds: tomlkit fails to take those out.

    Remarks between those lines may be about what follows, so they stay.
    """
    table = at(toml.parse(text.encode(), "")[0], path)
    gone = {key: table[key] for key in table if key not in wanted} if isinstance(table, Mapping) else {}
    if not gone:
        return text
    lines = re.findall(LINE, text)
    paths = (inner for inner in _keys(gone) if inner or not wanted)
    numbers = {toml.place_of(text, "", (*path, *inner)).line for inner in paths}
    *above, name = (re.escape(each) for each in path)
    dotted = r"\s*\.\s*".join(above)
    inline = re.compile(rf"\s*(?:{dotted}\s*=|(?:{dotted}\s*\.\s*)?{name}\s*=)")
    if any(inline.match(lines[number - 1]) for number in numbers):
        return text
    return "".join(line for number, line in enumerate(lines, start=1) if number not in numbers)


def _keys(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Every path of keys inside the table, its own empty one included."""
    yield ()
    for key, value in table.items():
        inner = _keys(value) if isinstance(value, Mapping) else [()]
        yield from ((key, *each) for each in inner)
