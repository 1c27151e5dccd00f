"""The parts of a result put together, in the order of the chunks: so the output is the same whatever the processes.

What is put together appears whole or not at all.
"""

import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc

from advisor.batch.order import Order
from advisor.batch.parts import as_text, cell, parquet_options
from advisor.problems import AdvisorError, Problem, not_installed

GROUP: Final = 1 << 18
"""Rows of a row group of a single Parquet file."""
WHEN: Final = rb"\d{4}-\d\d-\d\dT[\d:.]+Z"
"""When a workbook was made, as it says itself."""
NOT_IN_A_SHEET: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that XML cannot hold."""
MOST_ROWS: Final = 1_048_575
"""Of a sheet, below its head."""


def assemble(folder: Path, numbers: Sequence[int], order: Order, target: Path) -> None:
    """Put the parts together as one file, which appears whole or not at all.

    Raises:
        AdvisorError: A sheet has no room for so many rows, or openpyxl is not installed.
    """
    parts = [folder / f"{number:08}.part" for number in numbers]
    beside = folder / "whole.new"
    match order.output:
        case "jsonl":
            _joined(parts, beside, b"")
        case "csv":
            _joined(parts, beside, _head(folder, parts))
        case "parquet":
            _one_table(parts, beside)
        case "sqlite":
            _database(parts, beside)
        case "xlsx":
            _sheet(parts, beside)
    os.replace(beside, target)  # noqa: PTH105  (both are paths)


def assemble_folder(folder: Path, numbers: Sequence[int], target: Path) -> None:
    """Put the parts that hold something into a new folder, which appears whole or not at all.

    The parts stay where they are as well, so that this can be begun again whenever it is stopped.
    """
    beside, old = folder / "whole.new", folder / "whole.old"
    for each in (beside, old):
        shutil.rmtree(each, ignore_errors=True)
    beside.mkdir()
    for number in numbers:
        part = folder / f"{number:08}.part"
        if part.stat().st_size:
            _linked(part, beside / f"part-{number:08}.parquet")
    if target.is_dir():
        target.replace(old)
    beside.replace(target)


def _linked(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # not every file system can
        shutil.copyfile(source, target)


def _joined(parts: Sequence[Path], target: Path, head: bytes) -> None:
    with target.open("wb") as stream:
        stream.write(head)
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)


def _head(folder: Path, parts: Sequence[Path]) -> bytes:
    head = folder / "head.csv"
    return head.read_bytes() if head.exists() and parts else b""


def _one_table(parts: Sequence[Path], target: Path) -> None:
    """One table in groups of a stated size: where parts began and ended leaves no trace in its bytes."""
    writer = None
    for table in _regrouped(parts):
        if writer is None:
            writer = pq.ParquetWriter(target, table.schema, **parquet_options(table.schema))
        writer.write_table(table, row_group_size=GROUP)
    if writer is None:
        pq.write_table(pa.table({}), target)
    else:
        writer.close()


def _regrouped(parts: Sequence[Path]) -> Iterator[pa.Table]:
    """The rows of all parts, `GROUP` of them at a time; at least one table, without rows, where there are parts."""
    waiting: list[pa.Table] = []
    begun = False
    for part in parts:
        if not part.stat().st_size:
            continue
        for batch in pq.ParquetFile(part).iter_batches(batch_size=GROUP):
            waiting.append(pa.Table.from_batches([batch]))
            while sum(each.num_rows for each in waiting) >= GROUP:
                whole = pa.concat_tables(waiting)
                yield _in_order(whole.slice(0, GROUP))
                waiting, begun = [whole.slice(GROUP)], True
        if not waiting:
            waiting.append(pq.ParquetFile(part).schema_arrow.empty_table())
    if waiting and (not begun or waiting[-1].num_rows):
        yield _in_order(pa.concat_tables(waiting))


def _in_order(table: pa.Table) -> pa.Table:
    """The texts of every dictionary in the order in which they occur."""
    columns = [
        column.cast(column.type.value_type).combine_chunks().dictionary_encode()
        if pa.types.is_dictionary(column.type)
        else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _batches(parts: Sequence[Path]) -> Iterator[pa.Table]:
    """The rows of all parts; of each first a table without rows, for a part may have none."""
    for part in parts:
        if part.stat().st_size:
            with part.open("rb") as stream, ipc.open_stream(stream) as batches:
                yield batches.schema.empty_table()
                yield from (pa.Table.from_batches([batch]) for batch in batches)


def _database(parts: Sequence[Path], target: Path) -> None:
    """A database with one table, `result`; masks are as whole numbers of 64 bits with a sign."""
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as connection:
        insert = ""
        for table in _batches(parts):
            if not insert:
                names = ", ".join('"' + name.replace('"', '""') + '"' for name in table.column_names)
                connection.execute(f"CREATE TABLE result ({names})")
                marks = ", ".join("?" * table.num_columns)
                insert = f"INSERT INTO result VALUES ({marks})"  # noqa: S608  (nothing but question marks)
            rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
            connection.executemany(insert, ([_stored(value) for value in row] for row in rows))
    connection.close()


def _stored(value: object) -> object:
    """A value as SQLite can hold it."""
    match value:
        case int():
            return value - (1 << 64) if value >= 1 << 63 else value
        case None | str() | float() | bytes():
            return value
        case _:
            return as_text(value)


def _sheet(parts: Sequence[Path], target: Path) -> None:
    try:
        from openpyxl import Workbook  # noqa: PLC0415  (an extra)
    except ImportError:
        raise AdvisorError(not_installed("XLSX", "openpyxl", "excel")) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("result")
    rows = 0
    for place, table in enumerate(_batches(parts)):
        if not place:
            sheet.append([_shown(name) for name in table.column_names])
        rows += table.num_rows
        if rows > MOST_ROWS:
            raise AdvisorError(Problem(code="F232", values={"most": str(MOST_ROWS)}))
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            sheet.append([_shown(value) for value in row])
    written = target.with_suffix(".book")
    book.save(written)
    _without_the_time(written, target)
    written.unlink()


def _shown(value: object) -> object:
    """A value as a sheet can hold it: no whole number that it would round, no character that it has no room for."""
    if isinstance(value, int) and abs(value) >= 1 << 53:
        return str(value)
    found = cell(value)
    return NOT_IN_A_SHEET.sub("\N{REPLACEMENT CHARACTER}", found) if isinstance(found, str) else found


def _without_the_time(source: Path, target: Path) -> None:
    """The same workbook, whenever it was written: the clock is no part of a result."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            timeless = zipfile.ZipInfo(entry.filename)
            timeless.compress_type = zipfile.ZIP_DEFLATED
            with old.open(entry) as stream, new.open(timeless, "w", force_zip64=True) as copy:
                if entry.filename == "docProps/core.xml":
                    copy.write(re.sub(WHEN, b"1980-01-01T00:00:00Z", stream.read()))
                else:
                    shutil.copyfileobj(stream, copy, 1 << 20)
