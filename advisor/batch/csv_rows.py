"""CSV: a file in pieces that never cut a cell in two, and its rows as cells.

A quotation mark opens a cell only at its beginning; a line end between quotation marks belongs to the cell. The rows of
a table are numbered as spreadsheet programs show them: the head is row 1.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO, Final

from advisor.batch.chunk import Chunk
from advisor.batch.streams import BOM, LONGEST_LINE, MEGABYTE, can_be_reopened, lines, opened
from advisor.problems import AdvisorError, Place, Problem

SEPARATORS: Final = (",", ";", "\t")
SEPARATOR_LINE: Final = re.compile(rb"sep=([,;\t|])\r?\n")
"""The first line that Excel writes and reads."""
MOST_COLUMNS: Final = 10_000
MOST_LINES: Final = 200
"""Lines of one row: a quotation mark that is not closed within these was never meant to open a cell."""
MOST_BYTES: Final = 128 * 1024**2
"""Of the text that one piece of a stream carries along."""
csv.field_size_limit(LONGEST_LINE)

Cells = list[str]
Row = tuple[int, Cells | Problem]
"""The number of a row, and its cells or what is wrong with it."""


def pieces(path: str, size: int, first: int, stdin: BinaryIO | None = None) -> Iterator[Chunk]:
    """A file in pieces of `size` rows, numbered from `first`; each piece has the names of the columns.

    Raises:
        AdvisorError: The file cannot be read, or has no head that makes columns.
    """
    carries = not can_be_reopened(path)
    with opened(path, stdin) as stream:
        table = _Table(path, stream)
        row, number, kept = table.row, first, list[bytes]()
        start = at = table.start
        count = length = 0
        for record, size_of_record in table.records():
            count += 1
            at += size_of_record
            if carries:
                kept.append(record)
                length += len(record)
            if count == size or length > MOST_BYTES:
                data = table.first + b"".join(kept) if carries else b""
                yield Chunk(number, "csv", (path,), start, row, count, data, table.head)
                start, row, number, count, length = at, row + count, number + 1, 0, 0
                kept.clear()
        if count or number == first:
            data = table.first + b"".join(kept) if carries else b""
            yield Chunk(number, "csv", (path,), start, row, count, data, table.head)


def rows(chunk: Chunk) -> Iterator[Row]:
    """The rows of a piece, without those in which every cell is empty. Raises AdvisorError."""
    path = chunk.inputs[0]
    with opened(path) if not chunk.data else io.BytesIO(chunk.data) as stream:
        table = _Table(path, stream)
        if not chunk.data:
            stream.seek(chunk.start)
        for row, (record, _size) in enumerate(islice(table.records(), chunk.count), start=chunk.row):
            cells = _cells(record, table.separator, Place(path, line=row))
            if isinstance(cells, Problem):
                yield row, cells
            elif any(map(str.strip, cells)):
                yield row, _filled(cells, len(chunk.head), Place(path, line=row))


class _Table:
    """An open CSV file behind its head."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.lines = lines(stream)
        self.start = 0
        self.row = 1
        """The row that comes next."""
        self.first = b""
        """The text of the head, and of what stands above it."""
        self.separator = ""
        place = Place(path, line=1)
        line, _size = self._next()
        line = line.removeprefix(BOM)
        if found := SEPARATOR_LINE.fullmatch(line):
            self.separator = found[1].decode()
            line, _size = self._next()
            self.row = 2  # spreadsheet programs do not show that line
        if not line.strip():
            raise AdvisorError(Problem(code="F225", place=place, values={"reason": "no names of columns"}))
        self.separator = self.separator or _separator(line, place)
        head, size = next(_records(chain([(line, 0)], self.lines), self.separator))
        self.first += head[len(line) :]
        self.start += size
        cells = _cells(head, self.separator, place)
        if isinstance(cells, Problem):
            raise AdvisorError(cells)
        if len(cells) > MOST_COLUMNS:
            raise AdvisorError(Problem(code="P489", place=place, values={"most": f"{MOST_COLUMNS:,}"}))
        names = [each.strip() for each in cells]
        while names and not names[-1]:
            names.pop()
        self.head = tuple(names)

    def _next(self) -> tuple[bytes, int]:
        line, size = next(self.lines, (b"", 0))
        self.first += line
        self.start += size
        self.row += 1
        return line, size

    def records(self) -> Iterator[tuple[bytes, int]]:
        """The text and the size of every row."""
        return _records(self.lines, self.separator)


def _records(source: Iterator[tuple[bytes, int]], separator: str) -> Iterator[tuple[bytes, int]]:
    """Lines joined to rows. Where that gives no row, its first line is one by itself, and its other lines again are."""
    again: deque[tuple[bytes, int]] = deque()
    opening = re.compile(rb"(?:^|" + re.escape(separator.encode()) + rb')"')
    while True:
        kept: list[tuple[bytes, int]] = []
        is_open, length = False, 0
        while line := again.popleft() if again else next(source, None):
            kept.append(line)
            length += line[1]
            if line[0].count(b'"') % 2:
                is_open = _is_open(line[0], opening, is_open=is_open)
            if not is_open or len(kept) >= MOST_LINES or length > LONGEST_LINE:
                break
        if not kept:
            return
        if is_open or (len(kept) > 1 and not _is_one_row(kept, separator)):
            again.extendleft(reversed(kept[1:]))
            kept = kept[:1]
        yield (kept[0] if len(kept) == 1 else (b"".join(text for text, _size in kept), length))


def _is_one_row(lines_of_row: list[tuple[bytes, int]], separator: str) -> bool:
    """Whether several lines are a row, and not what stands between two quotation marks that have nothing in common."""
    text = b"".join(text for text, _size in lines_of_row).decode(errors="replace")
    try:
        return len(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _is_open(line: bytes, opening: re.Pattern[bytes], *, is_open: bool) -> bool:
    """Whether a cell is open at the end of a line."""
    at = 0
    while True:
        if is_open:
            at = line.find(b'"', at) + 1
            if not at:
                return True
            if line[at : at + 1] == b'"':
                at += 1
            else:
                is_open = False
        elif found := opening.search(line, at):
            at, is_open = found.end(), True
        else:
            return False


def _separator(line: bytes, place: Place) -> str:
    """What stands most often between the names of the columns."""
    bare = re.sub(rb'"[^"]*"', b"", line)
    counts = sorted(((bare.count(each.encode()), each) for each in SEPARATORS), reverse=True)
    if counts[0][0] and counts[0][0] == counts[1][0]:
        values = {"first": repr(counts[0][1]), "second": repr(counts[1][1])}
        raise AdvisorError(Problem(code="F226", place=place, values=values))
    return counts[0][1] if counts[0][0] else ","


def _cells(record: bytes, separator: str, place: Place) -> Cells | Problem:
    """The cells of a row, or what is wrong with it."""
    if len(record) > LONGEST_LINE:
        return Problem(code="F221", place=place, values={"most": str(LONGEST_LINE // MEGABYTE)})
    reason = ""
    if b"\0" in record:
        reason = "a byte that is 0"
    else:
        try:
            text = record.decode().removesuffix("\n").removesuffix("\r")
            found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        except UnicodeDecodeError:
            return Problem(code="F205", place=place)
        except csv.Error as error:
            reason = str(error)
        else:
            if len(found) <= 1:
                return found[0] if found else []
            reason = "a line end outside quotation marks"
    return Problem(code="F225", place=place, values={"reason": reason})


def _filled(cells: Cells, wanted: int, place: Place) -> Cells | Problem:
    """As many cells as there are columns; further ones may stand there when they are empty."""
    if len(cells) < wanted or any(map(str.strip, cells[wanted:])):
        return Problem(code="P485", place=place, values={"found": str(len(cells)), "wanted": str(wanted)})
    return cells[:wanted]
