"""Parts of a result, one per chunk, in a folder beside the output: whole or not there, whenever a run is killed.

A part is done when its tally is there, so a run that was killed goes on with the parts that are missing.
"""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc

from advisor.batch.chunk import Refused
from advisor.batch.order import Order, Tally
from advisor.frozen import frozen

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would work out instead of show."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)


@frozen(kw_only=True)
class Part:
    """A piece of a part: lines that are ready, or rows."""

    data: bytes = b""
    table: pa.Table | None = None
    tally: Tally


def write_part(folder: Path, number: int, order: Order, pieces: Iterable[Part], refused: Sequence[Refused]) -> Tally:
    """Write the part of a chunk, then what was refused in it, then its tally."""
    tally = Tally(values={})
    target = folder / f"{number:08}.part"
    beside = target.with_suffix(f".{os.getpid()}.new")
    with _Writer(beside, order) as writer:
        for piece in pieces:
            tally = tally + piece.tally
            writer.write(piece)
            del piece  # or it stays while the next one is worked out
    beside.replace(target)
    rows = len({(each.input, each.row) for each in refused})
    tally = tally + Tally(read=rows, refused=rows, values={})
    _whole(folder / f"{number:08}.errors", "".join(map(refused_line, refused)))
    _whole(folder / f"{number:08}.done", json.dumps(tally.__dict__))
    return tally


def refused_line(refused: Refused) -> str:
    """A line of the file with errors."""
    return json.dumps(refused.__dict__, ensure_ascii=False) + "\n"


def _whole(path: Path, text: str) -> None:
    beside = path.with_suffix(f"{path.suffix}.{os.getpid()}.new")  # every process may write the same thing
    beside.write_text(text, encoding="utf-8", errors="backslashreplace")
    beside.replace(path)


def done(folder: Path, number: int) -> Tally | None:
    """The tally of a chunk that is done; None for one that is not."""
    path = folder / f"{number:08}.done"
    try:
        return Tally(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


class _Writer:
    """Writes the pieces of one part."""

    def __init__(self, path: Path, order: Order) -> None:
        self._path = path
        self._order = order
        self._stream: Any = None
        self._tables: Any = None

    def __enter__(self) -> Self:
        self._stream = self._path.open("wb")
        return self

    def write(self, piece: Part) -> None:
        if piece.table is None:
            self._stream.write(piece.data)
            return
        match self._order.output:
            case "jsonl":
                self._stream.write("".join(json_lines(piece.table)).encode())
            case "csv":
                if self._stream.tell() == 0:
                    _whole(self._path.with_name("head.csv"), csv_line(map(harmless, piece.table.column_names)))
                self._stream.write("".join(csv_lines(piece.table)).encode())
            case "parquet":
                if self._tables is None:
                    self._tables = pq.ParquetWriter(
                        self._stream, piece.table.schema, **parquet_options(piece.table.schema)
                    )
                self._tables.write_table(piece.table)
            case "xlsx" | "sqlite":
                if self._tables is None:
                    self._tables = ipc.new_stream(self._stream, piece.table.schema)
                self._tables.write_table(piece.table)

    def __exit__(self, failed: type[BaseException] | None, *_error: object) -> None:
        with suppress(*(OSError, ValueError, pa.ArrowException) if failed else ()):  # one reason is enough
            try:
                if self._tables is not None:
                    self._tables.close()
            finally:
                self._stream.close()


def parquet_options(schema: pa.Schema) -> dict[str, Any]:
    """Texts as dictionaries; numbers as they are, because building a dictionary of them takes longest of all."""
    texts = [field.name for field in schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
    masks = (pa.uint64(), pa.int64())  # of which there is nothing to compress
    compression = {field.name: "none" if field.type in masks else "snappy" for field in schema}
    return {"compression": compression, "use_dictionary": texts, "write_statistics": False}


def json_lines(table: pa.Table) -> Iterator[str]:
    """The rows as JSON, one a line; what JSON has no form for as texts."""
    for row in table.to_pylist():
        try:
            line = _JSON.encode(row)
        except ValueError:  # a number that is none, of a column that is passed on
            line = _JSON.encode(
                {name: as_text(each) if isinstance(each, float) else each for name, each in row.items()}
            )
        yield line + "\n"


def csv_lines(table: pa.Table) -> Iterator[str]:
    """The rows as CSV; a text that a spreadsheet would work out gets a mark before it."""
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield csv_line([cell(value) for value in row])


def as_text(value: object) -> str | None:
    """A value of whatever kind as a text: lists, structures and truths as JSON."""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return None if value is None else str(value)


def csv_line(cells: Iterable[object]) -> str:
    """One row."""
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def cell(value: object) -> object:
    """A value as a cell of CSV or of a sheet."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | int() | float():
            return value
        case str():
            return harmless(value)
        case _:
            return harmless(str(as_text(value)))


def harmless(text: str) -> str:
    """A text that a spreadsheet shows as it is."""
    return f"'{text}" if text.startswith(FORMULA) else text
