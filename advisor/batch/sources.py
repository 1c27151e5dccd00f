"""Profiles from files of every format: cut into pieces here, and read by whoever works on a piece."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from advisor.batch import csv_rows, jsonl_rows, toml_rows, xlsx_rows
from advisor.batch.chunk import Chunk, Format, Read
from advisor.batch.jsonl_rows import RefusedLineError
from advisor.batch.mapping import NO_MAPPING, TableMapping
from advisor.batch.meanings import Meanings
from advisor.batch.rows import Row, RowReader, with_row
from advisor.files.profile import load_tables
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem

TABLES = ("csv", "xlsx")
"""Formats with the names of the columns at the top."""


def chunks(
    path: str | Sequence[str], form: Format, size: int, first_number: int, stdin: BinaryIO | None = None
) -> Iterator[Chunk]:
    """An input in pieces; of TOML several inputs together. Parquet is cut elsewhere.

    Args:
        path: Of the input, or of TOML of all of them; ``-`` is standard input.
        form: Its format.
        size: How many profiles a piece has.
        first_number: The number of the first piece.
        stdin: Where ``-`` is read from.

    Raises:
        AdvisorError: The input cannot be read, or not any further; the pieces before that stand.
    """
    paths = (path,) if isinstance(path, str) else tuple(path)
    match form:
        case "toml":
            yield from toml_rows.pieces(paths, size, first_number, stdin)
        case "jsonl":
            yield from jsonl_rows.pieces(paths[0], size, first_number, stdin)
        case "csv":
            yield from csv_rows.pieces(paths[0], size, first_number, stdin)
        case "xlsx":
            yield from xlsx_rows.pieces(paths[0], size, first_number)
        case "parquet":
            raise ValueError(form)


def faults_of_head(chunk: Chunk, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> tuple[Problem, ...]:
    """What is wrong with the names of the columns of a table."""
    place = Place(chunk.inputs[0], line=1)
    return Meanings(rulebase, mapping).faults(chunk.head, place) if chunk.form in TABLES else ()


def rows(chunk: Chunk, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> Iterator[Row]:
    """What the rows of a piece say, as tables of profiles; not of TOML.

    Raises:
        AdvisorError: The file cannot be read any more, or is not what it was.
    """
    path, reader = chunk.inputs[0], RowReader(rulebase, mapping)
    match chunk.form:
        case "jsonl":
            count = 0
            for row, line in enumerate(jsonl_rows.texts(chunk), start=chunk.row):
                count += 1
                if line.strip(b" \t\r\n"):
                    yield of_line(reader, path, row, line)
            if count < chunk.count:
                raise AdvisorError(Problem(code="F223", place=Place(path)))
        case "csv":
            yield from _of_cells(reader, chunk, csv_rows.rows(chunk))
        case "xlsx":
            yield from _of_cells(reader, chunk, xlsx_rows.rows(chunk))
        case _:
            raise ValueError(chunk.form)


def of_line(reader: RowReader, path: str, row: int, line: bytes) -> Row:
    """What a line of JSON says."""
    try:
        return reader.of_object(path, row, jsonl_rows.decoded(line))
    except RefusedLineError as error:
        return Row(input=path, row=row, problems=(error.problem(path, row),))


def _of_cells(reader: RowReader, chunk: Chunk, found: Iterable[tuple[int, Any]]) -> Iterator[Row]:
    path = chunk.inputs[0]
    if problems := reader.meanings.faults(chunk.head, Place(path, line=1)):
        raise AdvisorError(*problems)
    for row, cells in found:
        if isinstance(cells, Problem):
            yield Row(input=path, row=row, problems=(cells,))
        else:
            yield reader.of_table(path, row, chunk.head, cells)


def read(chunk: Chunk, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> Iterator[Read]:
    """Every profile of a piece, or everything that is wrong with it.

    The answers are those that a TOML profile with the same content has. A file that changed meanwhile is told as one
    more row, whose number is 0.
    """
    if chunk.form == "toml":
        yield from toml_rows.read(chunk, rulebase)
        return
    try:
        for row in rows(chunk, rulebase, mapping):
            yield as_profile(row, rulebase)
    except AdvisorError as error:
        yield Read(chunk.inputs[0], 0, None, error.problems)


def as_profile(row: Row, rulebase: RuleBase) -> Read:
    """A row as a profile, or everything that is wrong with it."""
    problems = list(row.problems)
    profile = None
    if row.tables or not problems:
        try:
            profile, warnings = load_tables(row.tables, rulebase, row.input)
            problems += with_row(warnings, row.row, row.tables)
        except AdvisorError as error:
            problems += with_row(error.problems, row.row, row.tables)
    faults = [each for each in problems if not each.only_warns]
    if faults:
        return Read(row.input, row.row, None, tuple(faults), row.passed_on)
    return Read(row.input, row.row, profile, tuple(problems), row.passed_on)
