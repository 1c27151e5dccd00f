"""One canonical layout for files of rules: where blanks and empty lines stand, and nothing else.

Remarks, the order of tables and keys, and how a value is spelled stay as they are, so that what the file says is the
same. Of entries in succession the values begin below one another; dotted keys are aligned among themselves. An empty
line stands above each table, and above the remarks that belong to it. Lines do not end in blanks and the file ends in
one line feed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from advisor.files.layout_values import Reader, Value
from advisor.files.layout_written import remarks_aligned, written
from advisor.frozen import frozen

BOM: Final = "\ufeff"
STICKS_OUT: Final = 8
"""By more letters than this a key is longer than all others, when these are not aligned with it."""
MANY: Final = 4
"""Fewer others than this are aligned with it nevertheless."""


@frozen(kw_only=True)
class Statement:
    """An entry, the head of a table, or a remark on a line of its own."""

    head: str = ""
    """Of a table, with its brackets."""
    key: tuple[str, ...] = ()
    """Of an entry, in its parts."""
    value: Value | None = None
    remark: str = ""
    """What stands behind the rest on the same line, or alone."""
    after_empty: bool
    """Whether an empty line stands above it."""
    start: int
    """Where it begins in the text."""
    end: int
    """Where its last line ends in the text, the line feed not included."""


def laid_out(text: str) -> str:
    """The text of a TOML file in the canonical layout. It has to be one: read it first."""
    found = statements(text.removeprefix(BOM).replace("\r\n", "\n"))
    gaps = _gaps(found)
    lines: list[str] = []
    begun = 0
    for place in range(1, len(found) + 1):
        if place == len(found) or gaps[place] or found[place].head or found[place - 1].head:
            lines += [""] if gaps[begun] else []
            lines += _block(found[begun:place])
            begun = place
    return "".join(f"{line}\n" for line in lines)


def statements(text: str) -> list[Statement]:
    """What stands in the text of a TOML file with line feeds only, from top to bottom."""
    return list(_statements(Reader(text)))


def _statements(reader: Reader) -> Iterator[Statement]:
    after_empty = False
    while (sign := reader.sign()) != "":
        start, head = reader.place, ""
        key: tuple[str, ...] = ()
        value = None
        if sign == "[":
            head = reader.head()
        elif sign not in "#\n":
            key = reader.key()
            value = reader.value()
        remark = reader.remark()
        if head or key or remark:
            yield Statement(
                head=head, key=key, value=value, remark=remark, after_empty=after_empty, start=start, end=reader.place
            )
        after_empty = not (head or key or remark)
        reader.place += 1


def _gaps(found: Sequence[Statement]) -> list[bool]:
    """Above which statements an empty line is to stand: always above tables, where it stood elsewhere."""
    with_head = [bool(each.head) for each in found]
    for place in reversed(range(len(found) - 1)):
        above_one = with_head[place + 1] and not found[place + 1].after_empty
        with_head[place] = with_head[place] or (not found[place].key and above_one)
    gaps = []
    for place, each in enumerate(found):
        before = found[place - 1] if place else None
        if before is None:
            gaps.append(each.after_empty and bool(each.remark) and not each.head)
        elif with_head[place]:
            gaps.append(each.after_empty or bool(before.head) or not with_head[place - 1])
        else:
            gaps.append(each.after_empty and not (before.head and each.key))
    return gaps


def _block(found: Sequence[Statement]) -> list[str]:
    """The lines of statements without an empty line between them."""
    rows = [(_text(each, width), each.remark) for each, width in zip(found, _widths(found), strict=True)]
    return remarks_aligned(rows)


def _text(statement: Statement, width: int) -> str:
    if statement.value is None:
        return statement.head
    return f"{'.'.join(statement.key):<{width}} = {written(statement.value)}"


def _widths(found: Sequence[Statement]) -> list[int]:
    """How wide the keys are with which each is aligned.

    Dotted keys below the last plain one are aligned among themselves, ``options.`` apart from ``sector.``; all others
    together.
    """
    last = max((place for place, each in enumerate(found) if len(each.key) == 1), default=-1)
    groups = [each.key[0] if place > last and each.key else "" for place, each in enumerate(found)]
    keys: dict[str, list[tuple[str, ...]]] = {}
    for each, group in zip(found, groups, strict=True):
        if each.key:
            keys.setdefault(group, []).append(each.key)
    widths = {group: _width(own) for group, own in keys.items()}
    return [widths.get(group, 0) for group in groups]


def _width(keys: Sequence[tuple[str, ...]]) -> int:
    """That of the longest; but of one plain key that sticks out far beyond many others, they take no notice."""
    *others, (longest, is_dotted) = sorted((len(".".join(key)), len(key) > 1) for key in keys)
    sticks_out = len(others) >= MANY and not is_dotted and longest - others[-1][0] > STICKS_OUT
    return others[-1][0] if sticks_out else longest
