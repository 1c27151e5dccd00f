"""What a table says on one question: whole columns at a time, and the rare rows one by one, as a table of text is read.

The columns are those of `mapping.parts_of`. Where only one thing is said, in a form that is read as whole columns, it
is read so; a row in which several columns say something, or with a value of another form, is left to `joined`.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.joining import joined
from advisor.batch.mapping import RANGE as ENDS
from advisor.batch.mapping import SAID, parts_of
from advisor.batch.table_columns import (
    ColumnReader,
    Faults,
    as_numpy,
    in_one_piece,
    is_list,
    is_numeric,
    is_of_options,
)
from advisor.columns.answers import CODES, KNOWN, NOT_APPLICABLE, NOT_ASKED, RANGE, Column, Told, told_by
from advisor.columns.settle import select
from advisor.files.answers import read_answer
from advisor.files.values import AnswerError
from advisor.language.kinds import AnyOf, Bounds, Number
from advisor.model.profile import Answer
from advisor.model.question import Question
from advisor.problems import Problem

MAIN: Final = ""
"""The part that is all of an answer: the column that is called like the question."""
POSSIBLE: Final = ("among", "maybe")
"""The parts with options that may be meant."""
Bounded = tuple[Column, Column, Column]
"""The state, and the least and the most that was said."""


class AnswerReader:
    """Reads the columns of one question."""

    def __init__(
        self,
        question: Question,
        table: pa.Table,
        present: AbstractSet[str],
        faults: Faults,
        texts: Mapping[str, Any] | None = None,
    ) -> None:
        """Find them; `present` are the names of the columns of the table, and `texts` what a mapping makes of some."""
        self.question = question
        self.size = table.num_rows
        self.faults = faults
        self.reader = ColumnReader(question, faults, texts)
        names = {part: f"{question.id}.{part}" if part else question.id for part in (MAIN, *parts_of(question))}
        self.names = {part: name for part, name in names.items() if name in present}
        found = {part: in_one_piece(table.column(name)) for part, name in self.names.items()}
        self.columns = {part: column for part, column in found.items() if not pa.types.is_null(column.type)}

    def told(self) -> Told | None:
        """What was said; none where there is no column about it."""
        if not self.columns:
            return None
        whole = {part: column for part, column in self.columns.items() if self._is_read_whole(part, column)}
        odd = self._odd(whole)
        rows = np.flatnonzero(odd)
        one_by_one = [{part: column[row].as_py() for part, column in self.columns.items()} for row in rows.tolist()]
        if one_by_one:
            places = pa.array(np.arange(self.size), mask=odd)
            whole = {part: column.take(places) for part, column in whole.items()}
        told = self._each(whole) if self.question.of else self._one(whole)
        return _put(told, rows, told_by(self.question, self._joined(rows, one_by_one))) if one_by_one else told

    # -- row by row

    def _odd(self, whole: Mapping[str, pa.Array]) -> Column:
        """Where more than one thing is said, or something in a form that is not read as whole columns."""
        things = np.zeros(self.size, dtype=np.uint8)
        odd = np.zeros(self.size, dtype=np.bool_)
        if len(self.columns) == len(whole) == 1:
            return odd
        given = {part: self._given(part) for part in self.columns}
        for together in self._together(whole):
            things += np.logical_or.reduce([given.pop(part) for part in together if part in given] or [odd & False])
        for apart in given.values():
            odd |= apart
        return odd | (things > 1) | _turned(whole, self.size)

    def _together(self, whole: Mapping[str, pa.Array]) -> Sequence[Sequence[str]]:
        """The parts that are read as whole columns, those that say one thing together in one group."""
        if self.question.of:
            return [[part for part in whole if part != SAID], [part for part in whole if part == SAID]]
        if isinstance(self.question.kind, AnyOf) and (MAIN not in whole or is_of_options(whole[MAIN])):
            return [[part for part in whole if part != SAID], [part for part in whole if part == SAID]]
        return [[part for part in whole if part in ENDS], *([part] for part in whole if part not in ENDS)]

    def _is_read_whole(self, part: str, column: pa.Array) -> bool:
        kind, plain = self.question.kind, not pa.types.is_nested(column.type)
        if self.question.of:
            return plain if part == SAID else part != MAIN and is_numeric(column)
        if part in (MAIN, SAID):
            return plain or (part == MAIN and isinstance(kind, AnyOf) and is_of_options(column))
        if part in ENDS:
            return isinstance(kind, Number) and is_numeric(column)
        return part in POSSIBLE and is_of_options(column) and (part == "maybe" or not plain)

    def _given(self, part: str) -> Column:
        """Where something is said. That none of the options is possible says nothing."""
        column = self.columns[part]
        given: Column = self.reader.known(column)
        if part in POSSIBLE and not self.question.of:
            if is_list(column):
                given = given & (as_numpy(pc.list_value_length(column).fill_null(0)) > 0)
            elif pa.types.is_integer(column.type):
                given = given & (as_numpy(column) != 0)
        return given

    def _joined(self, rows: Column, cells: Sequence[Mapping[str, Any]]) -> list[Answer | None]:
        """The answers of some rows, as a table of text would give them."""
        read: dict[str, Answer | AnswerError | None] = {}
        found: list[Answer | None] = []
        for row, values in zip(rows.tolist(), cells, strict=True):
            key = repr(values)
            if key not in read:
                try:
                    read[key] = self._answer(values)
                except AnswerError as error:
                    read[key] = error
            answer = read[key]
            if isinstance(answer, AnswerError):
                facts = {**answer.values, "column": self.question.id}
                self.faults[row].append(Problem(code=answer.code, values=facts, guess=answer.guess))
            found.append(None if isinstance(answer, AnswerError) else answer)
        return found

    def _answer(self, cells: Mapping[str, Any]) -> Answer | None:
        choices = {option.id for option in self.question.options} if isinstance(self.question.kind, AnyOf) else set()
        parts = {
            part: bool(cell) if part in choices and cell in (0, 1) else self.reader.meant(_as_in_a_profile(cell))
            for part, cell in cells.items()
            if cell is not None and (part not in POSSIBLE or cell)
        }
        raw = parts[MAIN] if parts.keys() == {MAIN} else joined(self.question, parts, self.names.keys())
        return None if raw == {} else read_answer(self.question, raw)

    # -- whole columns

    def _nothing(self) -> Bounded:
        low, high = (np.full(self.size, end, dtype=self.reader.kind) for end in self.question.offered)
        return np.full(self.size, NOT_ASKED, dtype=np.uint8), low, high

    def _one(self, whole: Mapping[str, pa.Array]) -> Told:
        """The answers to a question that has one."""
        said, low, high = self._nothing()
        if MAIN in whole:
            said, low, high = self.reader.values(self.names[MAIN], whole[MAIN])
        if whole.keys() & set(ENDS):
            said, low, high = self._range(whole, said, low, high)
        if "among" in whole:
            said, low, high = self._among(whole["among"], said, low, high)
        if "maybe" in whole:
            said, low, high = self._maybe(whole["maybe"], said, low, high)
        if SAID in whole:
            code, least, most = self._said(whole[SAID])
            free = code != NOT_ASKED
            said, low, high = select(free, code, said), select(free, least, low), select(free, most, high)
        return Told(said, {self.question.id: (low, high)})

    def _range(self, whole: Mapping[str, pa.Array], said: Column, low: Column, high: Column) -> Bounded:
        """The ends of a range."""
        ends = {part: self.reader.values(self.names[part], whole[part]) for part in ENDS if part in whole}
        has_low, lows, _most = ends.get("from", self._nothing())
        has_high, _least, highs = ends.get("to", self._nothing())
        ranged = (has_low == KNOWN) | (has_high == KNOWN)
        code = np.where(lows == highs, KNOWN, RANGE).astype(np.uint8)
        return select(ranged, code, said), select(ranged, lows, low), select(ranged, highs, high)

    def _among(self, column: pa.Array, said: Column, low: Column, high: Column) -> Bounded:
        """A single choice that is one of some options."""
        known, masks = self.reader.lists(self.names["among"], column, most=0)
        known = known & (masks != 0)
        masks = masks.astype(self.reader.kind)
        single = (masks & (masks - self.reader.kind(1))) == 0
        code = np.where(single, KNOWN, RANGE).astype(np.uint8)
        return select(known, code, said), select(known, masks * single, low), select(known, masks, high)

    def _maybe(self, column: pa.Array, said: Column, low: Column, high: Column) -> Bounded:
        """Several choices of which some are only possible."""
        if is_list(column):
            known, masks = self.reader.lists(self.names["maybe"], column, most=0)
            masks = masks.astype(self.reader.kind)
        else:
            code, masks, _high = self.reader.masks(self.names["maybe"], column, 0)
            known = code == KNOWN
        known = known & (masks != 0)
        sure = low * (said == KNOWN)
        both = sure | masks
        if self.question.most:
            full = np.bitwise_count(sure) >= self.question.most
            both = select(full, sure, both)
        code = np.where(both == sure, KNOWN, RANGE).astype(np.uint8)
        return select(known, code, said), select(known, sure, low), select(known, both, high)

    def _said(self, column: pa.Array) -> Bounded:
        """That it is unknown, or does not apply."""
        return self.reader.distinct(self.names[SAID], column, self._bounds_said)

    def _bounds_said(self, raw: object) -> tuple[int, Bounds]:
        answer = read_answer(self.question, joined(self.question, {SAID: self.reader.meant(raw)}, {SAID}))
        bounds = next(iter(answer.each.values()), answer.bounds)
        return CODES[answer.said], self.question.offered if bounds is None else bounds

    def _each(self, whole: Mapping[str, pa.Array]) -> Told:
        """The numbers of a question with one per option."""
        bounds, given = {}, {}
        said, _low, _high = self._nothing()
        for option in (each.id for each in self.question.options):
            name = f"{self.question.id}.{option}"
            code, low, high = self._nothing()
            if option in whole:
                code, low, high = self.reader.values(name, whole[option])
            bounds[name], given[name] = (low, high), code != NOT_ASKED
            known = np.where(low == high, KNOWN, RANGE).astype(np.uint8)
            said = select(given[name], np.maximum(said, known), said)
        if SAID in whole:
            code, least, most = self._said(whole[SAID])
            free = code != NOT_ASKED
            said = select(free, code, said)
            bounds = {
                name: (select(free, least, low), select(free, most, high)) for name, (low, high) in bounds.items()
            }
            applies_not = code == NOT_APPLICABLE
            given = {name: each | applies_not for name, each in given.items()}
        return Told(said, bounds, given)


def _turned(columns: Mapping[str, pa.Array], size: int) -> Column:
    """Where the first end of a range lies above the second."""
    if not all(part in columns for part in ENDS):
        return np.zeros(size, dtype=np.bool_)
    low, high = (as_numpy(columns[part]) for part in ENDS)  # whose numbers with and without a sign compare exactly
    told = [as_numpy(columns[part].is_valid().cast(pa.uint8())).astype(np.bool_) for part in ENDS]
    turned: Column = (low > high) & told[0] & told[1]
    return turned


def _as_in_a_profile(value: object) -> object:
    """A value of a table; of a structure only what is there."""
    return {key: each for key, each in value.items() if each is not None} if isinstance(value, dict) else value


def _put(told: Told, rows: Column, into: Told) -> Told:
    """What was said, with some rows replaced."""

    def put(column: Column, values: Column) -> Column:
        found = column.copy()
        found[rows] = values
        return found

    return Told(
        put(told.said, into.said),
        {
            name: (put(low, into.bounds[name][0]), put(high, into.bounds[name][1]))
            for name, (low, high) in told.bounds.items()
        },
        {name: put(given, into.given[name]) for name, given in told.given.items()},
    )
