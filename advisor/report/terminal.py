"""For a person at a terminal: columns, and colour that repeats what the words say. The only place that imports rich."""

import re
from io import StringIO
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
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
    Reference,
    References,
    Table,
    Tone,
)
from advisor.report.page import Page
from advisor.report.plain import rest, rows
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
BETWEEN: Final = 2
"""Spaces between the columns of a table."""
WIDEST_MARK: Final = 16
"""Where a mark is longer, marks stand before the text and not in a column."""
NARROWEST: Final = 20
"""Beside marks or labels there is at least so much room for text, or they stand before it."""

Lines = list[Text]
"""Already broken at the width of the page: rich is left no layout to find out, which takes it longer than the rest."""


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
    lines: Lines = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(Text())
        lines += _shown(block, console)
    console.print(Text("\n").join(lines), soft_wrap=True)
    return _tidied(stream.getvalue())


def _tidied(text: str) -> str:
    """No spaces at the end of lines, and never two empty lines together or one at the top."""
    lines = [AT_THE_END.sub(lambda found: found[0].replace(" ", ""), each) for each in text.split("\n")]
    kept = [each for each, before in zip(lines, ["", *lines], strict=False) if each or before]
    return "\n".join(kept).rstrip("\n") + "\n"


def _shown(block: Block, console: Console) -> Lines:  # noqa: PLR0911  (one case per kind of block)
    match block:
        case Heading(level, text):
            return _broken(_text(text, HEADINGS[level]), console, console.width)
        case Paragraph(text, tone):
            return _broken(_text(text, STYLES[tone]), console, console.width)
        case Note(text, kind):
            return _broken(_text(text, STYLES["bad" if kind == "warning" else "quiet"]), console, console.width)
        case Facts(pairs):
            facts = tuple(Item(value, mark=label, tone="quiet") for label, value in pairs)
            return _listed(facts, console, 0, widest=console.width)
        case Table():
            return _table(block, console)
        case Items(items):
            return _listed(items, console, 2)
        case References(sources):
            return _references(sources, console)


def _references(sources: tuple[Reference, ...], console: Console) -> Lines:
    """An identifier and as much of the title as fits on the line."""
    longest = max((cell_len(line(each.id)) for each in sources), default=0)
    found = []
    for each in sources:
        text = Text(f"  {line(each.id):<{longest}}  {line(each.title)}", STYLES["quiet"])
        text.truncate(console.width, overflow="ellipsis")
        found.append(text)
    return found


def _text(text: str, style: str = "") -> Text:
    return Text(line(text), style=style, overflow="fold")


def _table(block: Table, console: Console) -> Lines:
    """The table; its rows as lines where the columns do not fit beside one another."""
    table = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_footer=False)
    aligned = (*block.aligned, *["left"] * len(block.columns))
    widths = _widths(block, aligned, console.width - BETWEEN * len(block.columns))
    if not widths:
        return _listed(tuple(Item(row) for row in rows(block)), console, 0)
    for name, side, own in zip(block.columns, aligned, widths, strict=False):
        table.add_column(_text(name), justify="right" if side == "right" else "left", overflow="fold", width=own)
    for number, row in enumerate(block.rows, start=1):
        last = block.total and number == len(block.rows)
        table.add_row(*(_text(cell, "bold" if last else "") for cell in row))
    drawn = console.render_lines(table, pad=False)
    return [Text.assemble(*((each.text, each.style or "") for each in row)) for row in drawn]


def _widths(block: Table, aligned: tuple[str, ...], room: int) -> list[int]:
    """How wide each column is; none where there is no room. Left to itself, rich cuts columns off.

    What is over once the words of every column fit is shared out evenly, so that those that want least get it all. The
    head of a column of numbers is broken sooner than the text beside it.
    """
    widths, wanted = [], []
    for place, (name, side) in enumerate(zip(block.columns, aligned, strict=False)):
        head, cells = line(name), [line(row[place]) for row in block.rows]
        word = max(cell_len(each) for text in (head, *cells) for each in (*text.split(), ""))
        whole = cell_len(head) if side == "left" else min(cell_len(head), WIDEST_WORD)
        widths.append(min(word, WIDEST_WORD))
        wanted.append(max(word, whole, *map(cell_len, cells)))
    spare = room - sum(widths)
    if spare < 0:
        return []
    by_want = sorted(range(len(widths)), key=lambda place: wanted[place] - widths[place])
    for others, place in zip(range(len(widths), 0, -1), by_want, strict=True):
        more = min(wanted[place] - widths[place], spare // others)
        widths[place] += more
        spare -= more
    return widths


def _listed(items: tuple[Item, ...], console: Console, indent: int, *, widest: int = WIDEST_MARK) -> Lines:
    """Items below one another, their marks in a column of their own where that leaves room."""
    longest = max((cell_len(line(item.mark)) for item in items), default=0)
    room = console.width - indent - longest - BETWEEN
    beside = 0 < longest <= widest and room >= NARROWEST
    found: Lines = []
    for item in items:
        if beside:
            mark = _text(item.mark, STYLES[item.tone])
            mark.pad_right(longest + BETWEEN - mark.cell_len)
            within = indent + longest + BETWEEN
            found += _hanging(mark, _entry(item), console, indent)
            found += _listed(item.details, console, within)
        else:
            text = Text()
            if item.mark:
                text.append(f"{line(item.mark)}: ", style=STYLES[item.tone] or "bold")
            found += _hanging(Text(), text + _entry(item), console, indent)
            found += _listed(item.details, console, indent + BETWEEN)
    return found


def _hanging(mark: Text, text: Text, console: Console, indent: int) -> Lines:
    """The text broken beside its mark; what goes on stands below the text."""
    width = mark.cell_len
    broken = _broken(text, console, console.width - indent - width)
    margin = " " * indent
    first = Text(margin) + mark + broken[0]
    return [first, *(Text(margin + " " * width) + each for each in broken[1:])]


def _broken(text: Text, console: Console, width: int) -> Lines:
    return list(text.wrap(console, max(width, 1), overflow="fold")) or [text]


def _entry(item: Item) -> Text:
    """The text of an item, with what it rests on."""
    text = _text(item.text)
    text.append(rest(item), style=STYLES["quiet"])
    return text
