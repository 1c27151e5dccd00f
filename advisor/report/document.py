"""What a reader sees, in a few kinds of block: composed once, then printed in every human format.

All text is plain text, and may come from outside: the printers make it safe. What something means stands in its
words and in its `mark`; a tone only repeats that in colour.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from advisor.frozen import frozen

Tone = Literal["plain", "good", "bad", "open", "strong", "quiet"]
Align = Literal["left", "right"]


@frozen
class Heading:
    """A title: level 1 once per document, 2 for a section, 3 inside one."""

    level: Literal[1, 2, 3]
    text: str


@frozen
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "plain"


@frozen
class Item:
    """One entry of a list."""

    text: str
    mark: str = ""
    """What kind of entry it is, in a word or a number: ``for +30``, ``1.``."""
    tone: Tone = "plain"
    """The tone of the mark."""
    aside: str = ""
    """What it rests on, printed in brackets after the text."""
    cites: tuple[str, ...] = ()
    """Ids of sources, printed in square brackets."""
    details: tuple["Item", ...] = ()


@frozen
class Items:
    """A list."""

    items: tuple[Item, ...]


@frozen
class Table:
    """Rows of cells. The first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligned: tuple[Align, ...] = ()
    """Per column; left where nothing is said."""
    total: bool = False
    """Whether the last row is the sum of those above it."""
    cites: tuple[str, ...] = ()
    """Ids of the sources that stand in its cells."""


@frozen
class Facts:
    """Pairs of a label and a value."""

    pairs: tuple[tuple[str, str], ...]


@frozen
class Note:
    """Something to know before reading on."""

    text: str
    kind: Literal["warning", "info"] = "info"


@frozen
class Reference:
    """A source that is cited."""

    id: str
    title: str
    date: str = ""
    address: str = ""
    note: str = ""
    """What a reader has to know about it: a small sample, a copy, a status that was not checked."""


@frozen
class References:
    """The sources; a screen has no room for their addresses and notes."""

    sources: tuple[Reference, ...]


Block = Heading | Paragraph | Items | Table | Facts | Note | References


@frozen
class Document:
    """Blocks in reading order, in one language."""

    language: str
    blocks: tuple[Block, ...]


def section(title: str, items: Iterable[Item]) -> list[Block]:
    """A list under a heading; nothing where there is nothing in it."""
    found = tuple(items)
    return [Heading(2, title), Items(found)] if found else []


def cited(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The ids of the sources that the blocks cite, each once, sorted."""
    tables = (source for block in blocks if isinstance(block, Table) for source in block.cites)
    return tuple(sorted({*tables, *(source for item in _items(blocks) for source in item.cites)}))


def _items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    waiting = [item for block in blocks if isinstance(block, Items) for item in block.items]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(item.details)
