"""XLSX: the first visible sheet of a workbook, read once from top to bottom. The only place that imports openpyxl.

A sheet cannot be read from the middle, so each piece carries its rows, as a line of JSON per row. Rows are numbered as
the spreadsheet shows them; the head is the first row.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from advisor.batch.chunk import Chunk
from advisor.batch.csv_rows import MOST_COLUMNS
from advisor.batch.streams import opened, refuse_bomb
from advisor.problems import AdvisorError, Place, Problem, not_installed

MOST_SHARED: Final = 512 * 1024**2
"""Bytes of the texts that a workbook keeps apart: they are held in memory."""
DATE: Final = "date"
FORMULA: Final = "formula"
PERCENT: Final = re.compile(r'(?:[^"\\]|"[^"]*"|\\.)*?%')

Cell = bool | int | Decimal | str | dict[str, str] | None
"""A date is ``{"date": ...}``, a formula whose result is not in the file ``{"formula": ...}``."""


def pieces(path: str, size: int, first: int) -> Iterator[Chunk]:
    """The sheet in pieces of `size` rows, numbered from `first`. Raises AdvisorError when it cannot be read."""
    with opened(path) as stream:
        try:
            _look_inside(path, stream)
            yield from _pieces(path, stream, size, first)
        except (zipfile.BadZipFile, KeyError, SyntaxError, TypeError, ValueError, IndexError) as error:
            reason = str(error) or type(error).__name__
            raise AdvisorError(Problem(code="F228", place=Place(path), values={"reason": reason})) from None


def rows(chunk: Chunk) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a piece, without those in which every cell is empty."""
    for line in chunk.data.splitlines():
        row, cells = json.loads(line, parse_float=Decimal)
        yield row, cells


def _pieces(path: str, stream: Any, size: int, number: int) -> Iterator[Chunk]:  # noqa: ANN401  (a file)
    head: tuple[str, ...] | None = None
    kept: list[str] = []
    start = row = 0
    for row, cells in _rows(stream):
        if head is None:
            if len(cells) > MOST_COLUMNS:
                raise AdvisorError(Problem(code="P489", place=Place(path), values={"most": f"{MOST_COLUMNS:,}"}))
            head, start = tuple(_name(each) for each in cells), row + 1
            continue
        filled = cells + [None] * (len(head) - len(cells))
        if any(each is not None for each in filled):
            kept.append(json.dumps([row, filled], separators=(",", ":")))
        if len(kept) == size:
            yield Chunk(number, "xlsx", (path,), start, start, len(kept), "\n".join(kept).encode(), head)
            start, number = row + 1, number + 1
            kept.clear()
    if head is None:
        values = {"reason": "the first sheet is empty"}
        raise AdvisorError(Problem(code="F228", place=Place(path), values=values))
    if kept or start <= row + 1:
        yield Chunk(number, "xlsx", (path,), start, start, len(kept), "\n".join(kept).encode(), head)


def _name(cell: Cell) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str | int | Decimal) and not isinstance(cell, bool) else ""


def _rows(stream: Any) -> Iterator[tuple[int, list[Any]]]:  # noqa: ANN401  (a file)
    """The number and the cells of every row, the empty ones at its end left out."""
    openpyxl = _openpyxl()
    values = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    sheet = _sheet(values)
    formulas: Iterator[Sequence[Any]] | None = None
    if _has_formulas(stream, sheet):
        formulas = _sheet(openpyxl.load_workbook(stream, read_only=True)).iter_rows()
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    for number, row in enumerate(sheet.iter_rows(), start=1):
        beside = next(formulas, ()) if formulas is not None else ()
        cells = [_cell(each) for each in row]
        for place, each in enumerate(beside[: len(cells)]):
            if cells[place] is None and each.value is not None:
                cells[place] = {FORMULA: str(each.value)[:60]}
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _sheet(workbook: Any) -> Any:  # noqa: ANN401  (of openpyxl)
    return next((each for each in workbook.worksheets if each.sheet_state == "visible"), workbook.worksheets[0])


def _cell(cell: Any) -> Any:  # noqa: ANN401  (of openpyxl, and what JSON can hold)
    value = cell.value
    match value:
        case bool() | None:
            return value
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime() if value.time() == time():
            return {DATE: value.date().isoformat()}
        case str():
            return value if value.strip() else None
        case _:
            return {DATE: str(value)}


def _number(value: float, form: str) -> object:
    """A number as it is shown where that is a percentage, else as it is."""
    if PERCENT.match(form):
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return int(value) if float(value).is_integer() else value


def _openpyxl() -> Any:  # noqa: ANN401  (a module)
    try:
        import openpyxl  # noqa: PLC0415  (an extra)
    except ImportError:
        raise AdvisorError(not_installed("XLSX", "openpyxl", "excel")) from None
    return openpyxl


def _look_inside(path: str, stream: Any) -> None:  # noqa: ANN401  (a file)
    """Refuse what would fill the memory: too much in too little, and XML that defines entities."""
    with zipfile.ZipFile(stream) as archive:
        for each in archive.infolist():
            refuse_bomb(path, each.compress_size, each.file_size)
            if each.filename.endswith("sharedStrings.xml") and each.file_size > MOST_SHARED:
                values = {"most": f"{MOST_SHARED // 1024**2} MB"}
                raise AdvisorError(Problem(code="F204", place=Place(path), values=values))
            if each.filename.endswith(".xml"):
                with archive.open(each) as part:
                    if b"<!DOCTYPE" in part.read(4096).replace(b"\0", b""):
                        values = {"reason": f"{each.filename} defines entities"}
                        raise AdvisorError(Problem(code="F228", place=Place(path), values=values))


def _has_formulas(stream: Any, sheet: Any) -> bool:  # noqa: ANN401  (a file, and of openpyxl)
    """Whether any cell of a sheet is worked out, so that it matters whether its result is there."""
    with zipfile.ZipFile(stream) as archive, archive.open(sheet._worksheet_path.lstrip("/")) as part:  # noqa: SLF001
        before = b""
        while block := part.read(1024 * 1024):
            if re.search(rb"<(?:\w+:)?f[ >/]", before + block):
                return True
            before = block[-20:]
    return False
