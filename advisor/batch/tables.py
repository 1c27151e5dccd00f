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
import pyarrow.parquet as pq

from advisor.batch.chunk import Chunk
from advisor.batch.mapping import TableMapping, targets
from advisor.batch.meanings import MOST_TOLD, Meanings, untold
from advisor.batch.table_answers import AnswerReader
from advisor.columns.answers import (
    Block,
    Column,
    taken,
)
from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem
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
    """The columns that are no answers and are not passed on; of many, the first, and how many more."""
    known = {*passed_on, *targets(rulebase)}
    unknown = [name for name in names if name not in known]
    return [
        *(Problem(code="P417", values={"id": name}, guess=closest(name, known) or "") for name in unknown[:MOST_TOLD]),
        *untold(len(unknown[MOST_TOLD:]), Place()),
    ]


def decode(rulebase: RuleBase, table: pa.Table, options: Mapping[str, Mapping[str, Any]] | None = None) -> Decoded:
    """The answers of a table; `options` are those of a mapping: per question what texts stand for."""
    faults: dict[int, list[Problem]] = defaultdict(list)
    told = {}
    present = set(table.column_names)
    for question in rulebase.questions.values():
        texts = (options or {}).get(question.id, {})
        found = AnswerReader(question, table, present, faults, texts).told()
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
    if problems := Meanings(rulebase, mapping).faults(names, Place(path)):
        raise AdvisorError(*problems)
    if not metadata.num_row_groups:
        return [Chunk(first, "parquet", (path,))]  # a result without rows has its columns all the same
    found: list[Chunk] = []
    row, start, rows = 1, 0, 0
    for group in range(metadata.num_row_groups):
        rows += metadata.row_group(group).num_rows
        if rows >= ROWS or group == metadata.num_row_groups - 1:
            found.append(Chunk(first + len(found), "parquet", (path,), start, row, group - start + 1))
            row, start, rows = row + rows, group + 1, 0
    return found


def types_passed(paths: Iterable[str], passed: Iterable[str]) -> dict[str, pa.DataType]:
    """The types of columns that are of one type in all Parquet files that have them."""
    found: dict[str, set[pa.DataType]] = {name: set() for name in passed}
    for path in paths if found else ():
        try:
            schema = pq.read_schema(path)
        except (OSError, pa.ArrowException):
            continue  # told where it is read
        for field in schema:
            if field.name in found:
                kind = field.type
                found[field.name].add(kind.value_type if pa.types.is_dictionary(kind) else kind)
    return {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}
