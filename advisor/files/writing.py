"""TOML out: values as they are written, and answers put into a profile that somebody else wrote.

The only place that imports tomlkit, which keeps comments and order, and takes ten times as long to read as the reader
of the standard library: everything else reads with `advisor.files.toml`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Item, Key, Table

from advisor.files import toml
from advisor.problems import AdvisorError, Problem, visible

BOM: Final = "\ufeff"
BODY = list[tuple[Key | None, Item]]


def quoted(text: str) -> str:
    """A text as TOML writes it, with what an editor or a terminal would obey as escapes."""
    return visible(tomlkit.string(text.encode(errors="replace").decode()).as_string())


def set_answers(text: str, answers: Mapping[str, object]) -> str:
    """The text of a profile with other answers; whatever else stands there stays as it is, comments included.

    A new answer takes its place below the line that waits for it in a blank profile, else below the last answer.

    Args:
        text: Of the profile.
        answers: By question, as plain values that `advisor.files.answers.read_answer` reads.

    Raises:
        AdvisorError: The text is not TOML, or its answers are not a table.
    """
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    before, _text = toml.parse(text.encode(), "")
    old = before.get("answers", {})
    if not isinstance(old, Mapping):
        raise AdvisorError(Problem(code="P416", values={"key": "answers"}))
    wanted = {**before, "answers": {**old, **answers}}
    newline = "\r\n" if "\r\n" in text else "\n"
    try:
        changed = _with(text, answers, newline)
        kept = toml.parse(changed.encode(), "")[0] == wanted
    except (AdvisorError, IndexError, KeyError, TOMLKitError):
        kept = False
    return mark + (changed if kept else _anew(wanted))


def _with(text: str, answers: Mapping[str, object], newline: str) -> str:
    for name, value in answers.items():
        text = _without_lines(text, name, value if isinstance(value, Mapping) else {})
    old = toml.parse(text.encode(), "")[0].get("answers")
    if old is None:
        gap = "" if not text else newline if text.endswith("\n") else 2 * newline
        text = f"{text}{gap}[answers]{newline}"
    document = tomlkit.parse(text)
    _change(document["answers"], old or {}, answers, newline)
    return document.as_string()


def _without_lines(text: str, name: str, wanted: Mapping[str, object]) -> str:
    """The text without the lines of what a table of numbers no longer holds: tomlkit fails to take those out.

    Remarks between those lines may be about what follows, so they stay.
    """
    table = toml.parse(text.encode(), "")[0].get("answers", {}).get(name)
    gone = {key: table[key] for key in table if key not in wanted} if isinstance(table, Mapping) else {}
    if not gone:
        return text
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    paths = (path for path in _keys(gone) if path or not wanted)
    numbers = {toml.place_of(text, "", ("answers", name, *path)).line for path in paths}
    inline = re.compile(rf"\s*(?:answers\s*=|(?:answers\s*\.\s*)?{re.escape(name)}\s*=)")
    if any(inline.match(lines[number - 1]) for number in numbers):
        return text
    return "".join(line for number, line in enumerate(lines, start=1) if number not in numbers)


def _keys(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Every path of keys inside the table, its own empty one included."""
    yield ()
    for key, value in table.items():
        inner = _keys(value) if isinstance(value, Mapping) else [()]
        yield from ((key, *each) for each in inner)


def _anew(tables: Mapping[str, object]) -> str:
    """The same content, written anew: what is left where tomlkit cannot change a profile that is spelled oddly."""
    document = tomlkit.document()
    for name, table in sorted(tables.items(), key=lambda each: isinstance(each[1], Mapping)):
        document[name] = _table(table) if isinstance(table, Mapping) else _item(table)
    return document.as_string()


def _table(content: Mapping[str, object]) -> Table:
    table = tomlkit.table()
    for key, value in content.items():
        table[key] = _item(value)
    return table


def _change(table: Any, old: Mapping[str, object], answers: Mapping[str, object], newline: str) -> None:  # noqa: ANN401
    """Put answers into the table, which is one of the several kinds of tables that tomlkit has."""
    added = []
    for name, value in answers.items():
        if name not in old:
            item = _item(value)
            item.trivia.trail = newline
            table[name] = item
            added.append(name)
        elif isinstance(value, Mapping) and isinstance(old[name], Mapping):
            _merge(table[name], value)
        elif old[name] != value or type(old[name]) is not type(value):
            table[name] = _item(value)
    if isinstance(table, Table):
        _move(table.value.body, added)


def _merge(table: Any, value: Mapping[str, object]) -> None:  # noqa: ANN401
    """Make a table hold exactly these values, in the form it has: inline, or with lines of its own."""
    for key in [key for key in table if key not in value]:
        del table[key]
    for key, each in value.items():
        table[key] = _item(each)


def _move(body: BODY, names: Collection[str]) -> None:
    """Move new answers to where a reader expects them. Nothing but rendering may follow: no index is kept."""
    new = {entry[0].key: entry for entry in body if entry[0] is not None and entry[0].key in names}
    body[:] = [entry for entry in body if all(entry is not each for each in new.values())]
    for name, entry in new.items():
        body.insert(_below(body, name), entry)


def _below(body: BODY, name: str) -> int:
    waiting = re.compile(rf"#\s*{re.escape(name)}(?:\.\w+)?\s*=")
    found = 0
    for place, (key, item) in enumerate(body):
        if isinstance(item, Comment) and waiting.match(item.as_string().strip()):
            return _end_of_block(body, place, waiting)
        is_table = isinstance(item, AoT) or (isinstance(item, Table) and item.display_name is not None)
        is_answer = key is not None and not is_table
        is_head = isinstance(item, Comment) and found == place
        if is_answer or is_head:
            found = place + 1
    return found


def _end_of_block(body: BODY, place: int, waiting: re.Pattern[str]) -> int:
    """Where the lines end that wait for one answer: one per option, or a list over several lines."""
    inside = False
    while place < len(body) and isinstance(item := body[place][1], Comment):
        line = item.as_string().strip()
        if not inside and not waiting.match(line):
            break
        inside = (inside or line.endswith("[")) and not line.startswith("# ]")
        place += 1
    return place


def _item(value: object) -> Item:
    match value:
        case Decimal():
            return tomlkit.value(format(value, "f"))
        case Mapping():
            table = tomlkit.inline_table()
            for key, each in value.items():
                table[key] = _item(each)
            return table
        case list() | tuple():
            array = tomlkit.array()
            for each in value:
                array.append(_item(each))
            return array
        case _:
            return tomlkit.item(value)
