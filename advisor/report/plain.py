"""Plain text: one thing per line, without boxes or columns, for screen readers and for grep."""

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
        case Table():
            for row in rows(block):
                yield 1, row
        case Items(items):
            for item in items:
                yield from _item(item, 1)
        case References(sources):
            for source in sources:
                yield from _source(source)


def rows(table: Table) -> Iterator[str]:
    """The rows of a table, each cell after the name of its column."""
    for row in table.rows:
        yield "; ".join(f"{line(name)}: {line(cell)}" for name, cell in zip(table.columns, row, strict=True) if cell)


def _source(source: Reference) -> Iterator[tuple[int, str]]:
    yield 1, f"{line(source.id)}: {line(source.title)}{where(source)}"
    if source.note:
        yield 2, line(source.note)


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
    import textwrap  # noqa: PLC0415  (the other formats take phrases from here, and break no lines with it)

    return textwrap.wrap(
        text,
        max(width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + "    " if depth else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
