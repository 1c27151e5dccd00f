"""For a person at a terminal: columns, and colour that repeats what the words say. The only place that imports rich."""

import re
from collections.abc import Iterable
from io import StringIO
from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from advisor.report.document import (
    Block,
    Document,
    Facts,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    References,
    Table,
    Tone,
)
from advisor.report.page import Page
from advisor.report.plain import rest
from advisor.report.safe import line

STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "good": "green",
    "bad": "red",
    "open": "yellow",
    "strong": "bold",
    "quiet": "dim",
}
HEADINGS: Final = {1: "bold underline", 2: "bold", 3: "bold"}
AT_THE_END: Final = re.compile(r"(?: |\x1b\[[0-9;]*m)+$")
"""Spaces and colour codes that end a line: rich's own, since no text brings any."""
WIDEST: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""
WIDEST_WORD: Final = 12
"""Longer words of a table may be broken."""
WIDEST_MARK: Final = 16
"""Where a mark is longer, marks stand before the text and not in a column."""


def write(document: Document, page: Page) -> str:
    """The document as lines, with colour codes if the page has colour."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=min(page.width or WIDEST, WIDEST),
        color_system="standard" if page.colour else None,
        force_terminal=page.colour,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for block in document.blocks:
        if isinstance(block, Heading):
            console.print()
        console.print(_shown(block))
    return _tidied(stream.getvalue())


def _tidied(text: str) -> str:
    """No spaces at the end of lines, and never two empty lines together or one at the top."""
    lines = [AT_THE_END.sub(lambda found: found[0].replace(" ", ""), each) for each in text.split("\n")]
    kept = [each for each, before in zip(lines, ["", *lines], strict=False) if each or before]
    return "\n".join(kept).rstrip("\n") + "\n"


def _shown(block: Block) -> RenderableType:  # noqa: PLR0911  (one case per kind of block)
    match block:
        case Heading(level, text):
            return _text(text, HEADINGS[level])
        case Paragraph(text, tone):
            return _text(text, STYLES[tone])
        case Note(text, kind):
            return _text(text, STYLES["bad" if kind == "warning" else "quiet"])
        case Facts(pairs):
            return _in_columns((_text(label, STYLES["quiet"]), _text(value)) for label, value in pairs)
        case Table():
            return _table(block)
        case Items(items):
            return Padding(_listed(items), (0, 0, 0, 2))
        case References(sources):
            quiet = STYLES["quiet"]
            titles = (
                (_text(each.id, quiet), Text(line(each.title), quiet, no_wrap=True, overflow="ellipsis"))
                for each in sources
            )
            return Padding(_in_columns(titles), (0, 0, 0, 2))


def _text(text: str, style: str = "") -> Text:
    return Text(line(text), style=style, overflow="fold")


def _in_columns(pairs: Iterable[tuple[Text, RenderableType]]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for pair in pairs:
        grid.add_row(*pair)
    return grid


def _table(block: Table) -> Grid:
    table = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_footer=False)
    aligned = (*block.aligned, *["left"] * len(block.columns))
    for name, side in zip(block.columns, aligned, strict=False):
        cells = (name, *(row[len(table.columns)] for row in block.rows))
        widest = max(len(word) for cell in cells for word in (*line(cell).split(), ""))
        table.add_column(
            _text(name),
            justify="right" if side == "right" else "left",
            overflow="fold",
            min_width=min(widest, WIDEST_WORD),
        )
    for number, row in enumerate(block.rows, start=1):
        last = block.total and number == len(block.rows)
        table.add_row(*(_text(cell, "bold" if last else "") for cell in row))
    return table


def _listed(items: tuple[Item, ...]) -> RenderableType:
    longest = max(len(item.mark) for item in items)
    if 0 < longest <= WIDEST_MARK:
        return _in_columns((_text(item.mark, STYLES[item.tone]), _entry(item)) for item in items)
    return Group(*(_entry(item, alone=True) for item in items))


def _entry(item: Item, *, alone: bool = False) -> RenderableType:
    """The text of an item and its details below; after its mark, if that has no column of its own."""
    text = Text(overflow="fold")
    if alone and item.mark:
        text.append(f"{line(item.mark)}: ", style=STYLES[item.tone] or "bold")
    text.append(line(item.text))
    text.append(rest(item), style=STYLES["quiet"])
    if not item.details:
        return text
    return Group(text, Padding(_listed(item.details), (0, 0, 0, 2 if alone else 0)))
