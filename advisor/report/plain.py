"""Plain text: one thing per line, without boxes or columns, for screen readers and for grep."""

import textwrap
from collections.abc import Iterator

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
)
from advisor.report.page import Page
from advisor.report.safe import line

NARROWEST = 20


def write(document: Document, page: Page) -> str:
    """The document as lines; every section begins after an empty line."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading) and lines:
            lines.append("")
        for depth, text in _lines(block):
            lines.extend(_wrapped(text, depth, page.width))
    return "".join(f"{each}\n" for each in lines)


def _lines(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a block, each with how deep it lies in lists."""
    match block:
        case Heading(_, text) | Paragraph(text) | Note(text):
            yield 0, line(text)
        case Facts(pairs):
            for label, value in pairs:
                yield 1, f"{line(label)}: {line(value)}"
        case Table(columns, rows):
            for row in rows:
                cells = [f"{line(name)}: {line(cell)}" for name, cell in zip(columns, row, strict=True) if cell]
                yield 1, "; ".join(cells)
        case Items(items):
            for item in items:
                yield from _item(item, 1)
        case References(sources):
            for source in sources:
                yield 1, f"{line(source.id)}: {line(source.title)}{where(source)}"


def where(source: Reference) -> str:
    """The date and the address of a source, in brackets."""
    known = "; ".join(each for each in (source.date, source.address) if each)
    return f" ({line(known)})" if known else ""


def _item(item: Item, depth: int) -> Iterator[tuple[int, str]]:
    yield depth, marked(item)
    for each in item.details:
        yield from _item(each, depth + 1)


def marked(item: Item) -> str:
    """The text of an item after its mark, with what it rests on."""
    mark = line(item.mark)
    between = "" if not mark else " " if mark.endswith(".") else ": "
    return mark + between + line(item.text) + rest(item)


def rest(item: Item) -> str:
    """What an item rests on, in brackets."""
    aside = f" ({line(item.aside)})" if item.aside else ""
    cites = f" [{line(', '.join(item.cites))}]" if item.cites else ""
    return aside + cites


def _wrapped(text: str, depth: int, width: int | None) -> list[str]:
    """Broken at `width`; what goes on from the line above stands deeper than any detail would."""
    indent = "  " * max(0, depth - 1)
    if width is None:
        return [indent + text]
    return textwrap.wrap(
        text,
        max(width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + "    " if depth else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
