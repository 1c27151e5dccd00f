"""Markdown (GitHub's), in which texts from outside stay texts: they form no markup, no HTML and no links."""

import re
from collections.abc import Iterator
from typing import Final

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

MARKUP: Final = re.compile(r"[\\`*\[\]<>|~&$@!#{}]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
"""What can begin markup or HTML anywhere. An underline inside a word cannot."""
LINK: Final = re.compile(r"(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
"""What makes GitHub turn a bare address into a link."""
START: Final = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
"""What begins a list, a heading or a line at the start of a text."""
NUMBERED: Final = re.compile(r"\d+\.")


def write(document: Document, page: Page) -> str:  # noqa: ARG001  (every format is called alike)
    """The document as Markdown; lines are not broken, since Markdown joins them."""
    return "\n".join("".join(f"{each}\n" for each in _lines(block)) for block in document.blocks)


def escaped(text: str) -> str:
    """A text that reads the same after Markdown as before."""
    safe = LINK.sub(r"\\\g<0>", MARKUP.sub(r"\\\g<0>", line(text)))
    return START.sub(_at_start, safe)


def _at_start(found: re.Match[str]) -> str:
    """A sign is escaped; of a number it is the full stop or bracket after it that counts."""
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]


def _lines(block: Block) -> Iterator[str]:  # noqa: C901  (one case per kind of block)
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(text, tone):
            yield f"**{escaped(text)}**" if tone == "strong" and text else escaped(text)
        case Note(text):
            yield f"> {escaped(text)}"
        case Facts(pairs):
            for label, value in pairs:
                yield f"- {escaped(label)}: {escaped(value)}"
        case Table():
            yield from _table(block)
        case Items(items):
            for item in items:
                yield from _item(item, "")
        case References(sources):
            for item in map(_source, sources):
                yield from _item(item, "")


def _source(source: Reference) -> Item:
    known = "; ".join(each for each in (source.date, source.address) if each)
    return Item(source.title, mark=source.id, aside=known, details=(Item(source.note),) if source.note else ())


def _table(block: Table) -> Iterator[str]:
    aligned = (*block.aligned, *["left"] * len(block.columns))
    yield _row(block.columns)
    yield "|" + "|".join(" ---: " if side == "right" else " --- " for side in aligned[: len(block.columns)]) + "|"
    for number, row in enumerate(block.rows, start=1):
        yield _row(row, strong=block.total and number == len(block.rows))


def _row(cells: tuple[str, ...], *, strong: bool = False) -> str:
    texts = [escaped(cell) for cell in cells]
    return "| " + " | ".join(f"**{text}**" if strong and text else text for text in texts) + " |"


def _item(item: Item, indent: str) -> Iterator[str]:
    begin, mark = "-", ""
    if NUMBERED.fullmatch(item.mark):
        begin = item.mark
    elif item.mark:
        mark = f"**{escaped(item.mark)}:** "
    aside = f" ({escaped(item.aside)})" if item.aside else ""
    cites = f" \\[{escaped(', '.join(item.cites))}\\]" if item.cites else ""
    yield f"{indent}{begin} {mark}{escaped(item.text)}{aside}{cites}"
    for each in item.details:
        yield from _item(each, indent + " " * (len(begin) + 1))
