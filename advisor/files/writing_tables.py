"""Values and tables as tomlkit has them: how a value is written, and how a table takes other ones.

Beside `advisor.files.writing` the only place that imports tomlkit.
"""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, InlineTable, Item, Key, Table

from advisor.problems import visible

BODY = list[tuple[Key | None, Item]]


def quoted(text: str) -> str:
    """A text as TOML writes it, with what an editor or a terminal would obey as escapes."""
    return visible(tomlkit.string(text.encode(errors="replace").decode()).as_string())


def item(value: object) -> Item:
    """A value as it is written; a mapping becomes an inline table."""
    match value:
        case Decimal():
            return tomlkit.value(format(value, "f"))
        case str():
            return tomlkit.value(quoted(value))
        case Mapping():
            table = tomlkit.inline_table()
            for key, each in value.items():
                table[key] = item(each)
            return table
        case list() | tuple():
            array = tomlkit.array()
            for each in value:
                array.append(item(each))
            return array
        case _:
            return tomlkit.item(value)


def anew(tables: Mapping[str, object]) -> str:
    """Everything written anew: what is left where tomlkit cannot change a profile that is spelled oddly."""
    document = tomlkit.document()
    for name, table in sorted(tables.items(), key=lambda each: isinstance(each[1], Mapping)):
        document[name] = _table(table) if isinstance(table, Mapping) else item(table)
    return document.as_string()


def _table(content: Mapping[str, object]) -> Table:
    table = tomlkit.table()
    for key, value in content.items():
        table[key] = item(value)
    return table


def lines_of(entries: Mapping[str, object], newline: str) -> list[str]:
    """A line for each entry."""
    return [f"{tomlkit.key(name).as_string()} = {item(value).as_string()}{newline}" for name, value in entries.items()]


def head_of(path: tuple[str, ...], newline: str) -> str:
    """The line that begins a table."""
    return f"[{'.'.join(tomlkit.key(each).as_string() for each in path)}]{newline}"


def changed(
    text: str, path: tuple[str, ...], old: Mapping[str, object], entries: Mapping[str, object], newline: str
) -> str:
    """The text with other entries in the table that stands there under a path of keys, and holds `old`."""
    document = tomlkit.parse(text)
    table: Any = document
    for key in path:
        table = table[key]
    _change(table, old, entries, newline)
    return document.as_string()


def _change(table: Any, old: Mapping[str, object], entries: Mapping[str, object], newline: str) -> None:  # noqa: ANN401
    """Put entries into the table, which is one of the several kinds of tables that tomlkit has."""
    added = []
    for name, value in entries.items():
        if name not in old:
            made = item(value)
            if not isinstance(table, InlineTable):
                made.trivia.trail = newline
            table[name] = made
            added.append(name)
        elif isinstance(value, Mapping) and isinstance(before := old[name], Mapping):
            _merge(table[name], before, value)
        elif _differ(old[name], value):
            table[name] = item(value)
    if isinstance(table, Table):
        _move(table.value.body, added)


def _differ(old: object, new: object) -> bool:
    return old != new or type(old) is not type(new)


def _merge(table: Any, old: Mapping[str, object], value: Mapping[str, object]) -> None:  # noqa: ANN401
    """Make a table hold exactly these values, in the form it has: inline, or with lines of its own."""
    for key in [key for key in old if key not in value]:
        del table[key]
    for key, each in value.items():
        if key not in old or _differ(old[key], each):
            table[key] = item(each)


def _move(body: BODY, names: Collection[str]) -> None:
    """Move new entries to where a reader expects them. Nothing but rendering may follow: no index is kept."""
    new = {entry[0].key: entry for entry in body if entry[0] is not None and entry[0].key in names}
    body[:] = [entry for entry in body if all(entry is not each for each in new.values())]
    for name, entry in new.items():
        body.insert(_below(body, name), entry)


def _below(body: BODY, name: str) -> int:
    waiting = re.compile(rf"#\s*{re.escape(name)}(?:\.\w+)?\s*=")
    found = 0
    for place, (key, each) in enumerate(body):
        if isinstance(each, Comment) and waiting.match(each.as_string().strip()):
            return _end_of_block(body, place, waiting)
        is_table = isinstance(each, AoT) or (isinstance(each, Table) and each.display_name is not None)
        is_entry = key is not None and not is_table
        is_head = isinstance(each, Comment) and found == place
        if is_entry or is_head:
            found = place + 1
    return found


def _end_of_block(body: BODY, place: int, waiting: re.Pattern[str]) -> int:
    """Where the lines end that wait for one answer: one per option, or a list over several lines."""
    inside = False
    while place < len(body) and isinstance(each := body[place][1], Comment):
        line = each.as_string().strip()
        if not inside and not waiting.match(line):
            break
        inside = (inside or line.endswith("[")) and not line.startswith("# ]")
        place += 1
    return place
