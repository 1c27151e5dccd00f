"""Arrow tables of answers as blocks: column by column, and every value that is none refused with its row.

A column is called like a question and holds plain values; nothing there means not asked. Beside it may stand the
columns that a table of text can have: ``ID.from`` and ``ID.to`` (the ends of a range), ``ID.among`` (a list: one of
these), ``ID.maybe`` (a list: these perhaps as well), ``ID.OPTION`` (of several choices whether it is chosen, of a
number each its number) and ``ID.said`` (``unknown`` or ``n/a``). Several choices are a list of options or a whole
number with a bit per option; a number each can be a structure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from advisor.batch.chunk import Chunk
from advisor.batch.mapping import TableMapping, normal, targets
from advisor.batch.table_answers import AnswerReader
from advisor.columns.answers import (
    Block,
    Column,
    taken,
)
from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem, located
from advisor.words import closest

ROWS: Final = 500_000
"""Of a Parquet file in one chunk, where its row groups are smaller."""


@frozen
class Decoded:
    """A table as a block, without the rows that are wrong."""

    block: Block
    kept: Column
    """The places of the rows that are in the block."""
    faults: Mapping[int, list[Problem]]


def unknown_columns(rulebase: RuleBase, names: Iterable[str], passed_on: Iterable[str] = ()) -> list[Problem]:
    """The columns that are no answers and are not passed on."""
    known = {*passed_on, *targets(rulebase)}
    return [
        Problem(code="P417", values={"id": name}, guess=closest(name, known) or "")
        for name in names
        if name not in known
    ]


def renamed(table: pa.Table, mapping: TableMapping) -> pa.Table:
    """The table with its columns called as the mapping says, texts of options included."""
    if not mapping.columns and not mapping.options and not mapping.ignored:
        return table
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        target = mapping.columns.get(name, name)
        if name in mapping.ignored or target in columns:
            continue
        texts = mapping.options.get(target.partition(".")[0])
        columns[target] = _retold(column, texts) if texts else column
    return pa.table(columns)


def _retold(column: pa.ChunkedArray, texts: Mapping[str, Any]) -> pa.ChunkedArray:
    """A column of texts in which each says what the mapping makes of it."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    distinct = column.unique().to_pylist()
    meant = [texts.get(normal(each), each) if each is not None else None for each in distinct]
    if not all(each is None or isinstance(each, str) for each in meant):
        return column
    places = pc.index_in(column, value_set=pa.array(distinct, column.type))
    return pc.take(pa.array(meant, pa.string()), places)


def decode(rulebase: RuleBase, table: pa.Table) -> Decoded:
    """The answers of a table."""
    faults: dict[int, list[Problem]] = defaultdict(list)
    told = {}
    present = set(table.column_names)
    for question in rulebase.questions.values():
        found = AnswerReader(question, table, present, faults).told()
        if found is not None:
            told[question.id] = found
    kept = np.arange(table.num_rows, dtype=np.int64)
    if faults:
        kept = np.delete(kept, list(faults))
        told = {name: taken(each, kept) for name, each in told.items()}
    return Decoded(Block(len(kept), told), kept, faults)


def parquet_chunks(path: str, rulebase: RuleBase, mapping: TableMapping, first: int) -> list[Chunk]:
    """A Parquet file in pieces of a row group or of several small ones.

    Raises:
        AdvisorError: It cannot be read, or has columns that are neither answers nor known to the mapping.
    """
    try:
        source = pq.ParquetFile(path)
        metadata, names = source.metadata, source.schema_arrow.names
    except (OSError, pa.ArrowException) as error:
        raise AdvisorError(Problem(code="F202", values={"reason": str(error)}, place=Place(path))) from None
    meant = [mapping.columns.get(name, name) for name in names if name not in mapping.ignored]
    if problems := unknown_columns(rulebase, meant, mapping.passed):
        raise AdvisorError(*(located(each, Place(path)) for each in problems))
    found: list[Chunk] = []
    row, start, rows = 1, 0, 0
    for group in range(metadata.num_row_groups):
        rows += metadata.row_group(group).num_rows
        if rows >= ROWS or group == metadata.num_row_groups - 1:
            found.append(Chunk(first + len(found), "parquet", (path,), start, row, group - start + 1))
            row, start, rows = row + rows, group + 1, 0
    return found
