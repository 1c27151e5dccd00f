"""The rows of a table of Arrow by what its columns mean: the answers, the heads of the profiles, and what is passed on.

A table can have the columns that one of text can have, and a mapping says of them what it says of those.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, Final

import numpy as np
import pyarrow as pa

from advisor.batch.chunk import Read
from advisor.batch.loose import as_date, as_text
from advisor.batch.mapping import NO_MAPPING, TableMapping, meant
from advisor.batch.meanings import Meanings
from advisor.batch.rows import Row
from advisor.batch.sources import as_profile
from advisor.batch.table_columns import Faults
from advisor.batch.tables import Decoded, decode
from advisor.columns.answers import CODES, NOT_ASKED, Block, days_of, taken
from advisor.files.answers import written
from advisor.files.profile import load_tables
from advisor.frozen import frozen, replace
from advisor.language.kinds import Bounds
from advisor.model.profile import Answer, Said
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError

SAYS: Final = {code: said for said, code in CODES.items()}


@frozen(kw_only=True)
class Rows:
    """The rows of a table."""

    answers: pa.Table
    """The columns with answers, called like questions and parts of them."""
    decoded: Decoded
    """The rows that are right, and what is wrong with the others."""
    heads: Mapping[str, list[Any]]
    """Per key of the head of a profile what each row says; None where that is nothing, or wrong."""
    passed_on: Mapping[str, pa.ChunkedArray]
    """The columns that are passed on, as far as the table has them."""


class TableReader:
    """Reads tables whose columns all mean something, each something else: `Meanings.faults` finds none."""

    def __init__(self, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> None:
        """Know no column yet."""
        self.rulebase = rulebase
        self.mapping = mapping
        self.meanings = Meanings(rulebase, mapping)

    def read(self, table: pa.Table) -> Rows:
        """What the rows say."""
        answers, heads, passed_on = {}, {}, {}
        for name, column in zip(table.column_names, table.columns, strict=True):
            meaning = self.meanings.of(name)
            assert meaning is not None  # noqa: S101  (see above)
            if meaning.question:
                answers[f"{meaning.question}.{meaning.part}" if meaning.part else meaning.question] = column
            elif meaning.head:
                heads[meaning.head] = column
            elif meaning.passed:
                passed_on[name] = column
        asked = pa.table(answers) if answers else pa.table({"nothing": pa.nulls(table.num_rows)})
        decoded = decode(self.rulebase, asked, self.mapping.options)
        faults: Faults = {row: list(problems) for row, problems in decoded.faults.items()}
        said = {key: self._head(key, column, faults) for key, column in heads.items()}
        decoded = _without(decoded, faults)
        return Rows(
            answers=asked,
            decoded=replace(decoded, block=self._dated(decoded, said)),
            heads=said,
            passed_on={name: _plain(column) for name, column in passed_on.items()},
        )

    def profiles(self, rows: Rows, path: str, start: int) -> Iterator[Read]:
        """The rows that are right as whole profiles; `start` is the number of the first row of the table."""
        for place, row in enumerate(rows.decoded.kept.tolist()):
            head = {key: said[row] for key, said in rows.heads.items() if said[row] is not None}
            for key, value in (("language", self.mapping.language), ("date", self.mapping.written_on)):
                if value:
                    head.setdefault(key, value)
            answers = {
                name: written(self.rulebase.questions[name], self._answer(name, rows, place, row))
                for name, told in rows.decoded.block.told.items()
                if told.said[place] != NOT_ASKED
            }
            tables = {key: table for key, table in (("profile", head), ("answers", answers)) if table}
            yield as_profile(Row(input=path, row=start + row, tables=tables), self.rulebase)

    def _answer(self, name: str, rows: Rows, place: int, row: int) -> Answer:
        """What a row says on a question that was asked."""
        question, told = self.rulebase.questions[name], rows.decoded.block.told[name]
        bounds = {each: Bounds(int(low[place]), int(high[place])) for each, (low, high) in told.bounds.items()}
        said = SAYS[int(told.said[place])]
        if question.of:
            each = {part.partition(".")[2]: bounds[part] for part, given in told.given.items() if given[place]}
            return Answer(said=said, each=each)
        raw: Any = None
        if question.most and said is Said.KNOWN and name in rows.answers.column_names:
            raw = rows.answers.column(name)[row].as_py()  # a block does not keep which comes first
        return Answer(said=said, bounds=bounds[name], written=meant(question, self.mapping.options.get(name, {}), raw))

    def _head(self, key: str, column: pa.ChunkedArray, faults: Faults) -> list[Any]:
        """What a column says of each profile, each different value read once; what is wrong becomes a fault."""
        known: dict[tuple[type, str], Any] = {}
        found = []
        for row, value in enumerate(column.to_pylist()):
            same = (type(value), str(value))
            if same not in known:
                known[same] = self._said(key, value)
            said = known[same]
            if isinstance(said, AdvisorError):
                faults.setdefault(row, []).extend(said.problems)
                said = None
            found.append(said)
        return found

    def _said(self, key: str, value: object) -> object:
        """What a value says of a profile; None for nothing, and an error for what cannot be said."""
        value = as_text(value)
        if key == "date":
            value = value.date() if isinstance(value, datetime) and value.time() == time() else as_date(value)
        if value in ("", None):
            return None
        if key == "name" and isinstance(value, str):
            return value  # whatever it is, and there is one per row
        try:
            load_tables({"profile": {key: value}}, self.rulebase, "")
        except AdvisorError as error:
            return error
        return value

    def _dated(self, decoded: Decoded, heads: Mapping[str, list[Any]]) -> Block:
        """The block with the date of each profile, where that matters."""
        if "date" not in heads:
            return decoded.block
        days = [heads["date"][row] for row in decoded.kept.tolist()]
        return replace(decoded.block, days=days_of(self.rulebase, days))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _without(decoded: Decoded, faults: Faults) -> Decoded:
    """The same without rows in which more turned out to be wrong."""
    if len(faults) == len(decoded.faults):
        return replace(decoded, faults=faults)
    places = np.flatnonzero(~np.isin(decoded.kept, list(faults)))
    told = {name: taken(each, places) for name, each in decoded.block.told.items()}
    return Decoded(Block(len(places), told), decoded.kept[places], faults)
