"""Columns with values of one question, read whole: the state and the bounds of each; what is wrong, by row."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from advisor.batch.mapping import meant, normal
from advisor.columns.answers import CODES, KNOWN, NOT_ASKED, Column, type_of
from advisor.columns.settle import select
from advisor.files.answers import read_answer
from advisor.files.values import AnswerError
from advisor.language.kinds import AnyOf, Bounds, Number, YesNo
from advisor.model.question import Question
from advisor.problems import Problem

Faults = dict[int, list[Problem]]
"""By place in the table, from 0."""
Read = Callable[[object], tuple[int, Bounds]]
"""The state and the bounds of a value. Raises AnswerError."""


class ColumnReader:
    """Reads columns with values of one question."""

    def __init__(self, question: Question, faults: Faults, texts: Mapping[str, Any] | None = None) -> None:
        """Keep where faults are told, and the `texts` of a mapping: per `normal` text what it stands for."""
        self.question = question
        self.texts = texts or {}
        self.faults = faults
        self.kind = type_of(question, question.kind)

    def values(self, name: str, column: pa.Array) -> tuple[Column, Column, Column]:
        """Plain values: the state and the bounds of each."""
        question = self.question
        match question.kind:
            case YesNo() if pa.types.is_boolean(column.type):
                known, value = self.known(column), as_numpy(column.cast(pa.uint8())).astype(np.bool_)
                return self._plain(known, value)
            case Number() if is_numeric(column):
                return self._numbers(name, column)
            case AnyOf() if pa.types.is_integer(column.type):
                return self.masks(name, column, question.most)
            case AnyOf() if is_list(column):
                known, masks = self.lists(name, column, most=question.most)
                return self._plain(known, masks)
            case _:
                return self.distinct(name, column, self._one)

    def _plain(self, known: Column, value: Column) -> tuple[Column, Column, Column]:
        least, most = (self.kind(end) for end in self.question.offered)
        value = value.astype(self.kind, copy=False)
        said = known.view(np.uint8) * np.uint8(KNOWN)
        return said, select(known, value, least), select(known, value, most)

    @staticmethod
    def known(column: pa.Array) -> Column:
        """Where there is a value."""
        if not column.null_count:
            return np.ones(len(column), dtype=np.bool_)
        return as_numpy(column.is_valid().cast(pa.uint8())).astype(np.bool_)

    def _numbers(self, name: str, column: pa.Array) -> tuple[Column, Column, Column]:
        """Numbers, scaled; what is not finite, has too many decimals or is not offered is refused."""
        known, value = self.known(column), as_numpy(column)
        factor = 10**self.question.decimals
        low, high = self.question.offered
        if value.dtype.kind == "f":
            if value.dtype == np.float16:
                value = _widened(value)
            with np.errstate(invalid="ignore", over="ignore"):
                whole = np.rint(value * factor)
                exact = np.isfinite(value) & (whole / factor == value) & (np.abs(whole) < 2**53)
            scaled = np.where(exact, whole, 0).astype(np.int64)
            self._refuse(name, known & ~exact, value, self._why_no_number)
            known_and_exact = known & exact
        else:
            wide = (
                value.astype(np.int64, copy=False)
                if value.dtype != np.uint64
                else np.minimum(value, 2**62).astype(np.int64)
            )
            most = np.iinfo(np.int64).max // factor
            fits = (wide >= -most) & (wide <= most)  # the least of all whole numbers has no absolute value
            scaled = np.where(fits, wide, 0) * factor
            exact = fits
            known_and_exact = known
        offered = exact & (scaled >= low) & (scaled <= high)
        if not (offered | ~known_and_exact).all():
            self._refuse(name, known_and_exact & ~offered, value, self._why_no_number)
        return self._plain(known, np.clip(scaled, low, high))

    def _why_no_number(self, value: Any) -> Problem:  # noqa: ANN401  (a number of NumPy)
        return self._why(value.item())

    def _why(self, raw: object) -> Problem:
        """What is wrong with a value that is none, in the words of a profile."""
        try:
            read_answer(self.question, {self.question.options[0].id: raw} if self.question.of else self.meant(raw))
        except AnswerError as error:
            return Problem(code=error.code, values=error.values, guess=error.guess)
        return Problem(code="P452", values={"value": str(raw)})

    def meant(self, raw: object) -> object:
        """What a value stands for in the mapping; itself where that says nothing of it."""
        return meant(self.question, self.texts, raw) if self.texts else raw

    def _refuse(self, name: str, wrong: Column, values: Any, why: Callable[[Any], Problem]) -> None:  # noqa: ANN401
        for place in np.flatnonzero(wrong).tolist():
            found = why(values[place])
            self.faults[place].append(
                Problem(code=found.code, values={**found.values, "column": name}, guess=found.guess)
            )

    def masks(self, name: str, column: pa.Array, most: int) -> tuple[Column, Column, Column]:
        """Whole numbers with a bit per option."""
        known, value = self.known(column), as_numpy(column)
        offered = self.question.offered.high
        masks = value.astype(np.uint64)
        wrong = known & (((masks & ~np.uint64(offered)) != 0) | (value < 0 if value.dtype.kind == "i" else False))
        if most:
            wrong = wrong | (known & (np.bitwise_count(masks) > most))
        if wrong.any():
            self._refuse(name, wrong, value, lambda each: Problem(code="P458", values={"value": str(each)}))
        return self._plain(known, masks & np.uint64(offered))

    def lists(self, name: str, column: pa.Array, *, most: int) -> tuple[Column, Column]:
        """Lists of options, at most so many, as masks."""
        known = self.known(column)
        options = getattr(self.question.kind, "options", ())
        inner = column.flatten()
        if pa.types.is_dictionary(inner.type):
            inner = inner.cast(inner.type.value_type)
        inner = self._options_meant(inner)
        places = pc.index_in(inner.cast(pa.string()), value_set=pa.array(options, pa.string()))
        found = as_numpy(places.fill_null(len(options))).astype(np.int64)
        bits = np.array(
            [1 << place if self.question.offered.high >> place & 1 else 0 for place in range(len(options))] + [0],
            dtype=np.uint64,
        )
        lengths = as_numpy(pc.list_value_length(column).fill_null(0)).astype(np.int64)
        rows = np.repeat(np.arange(len(column)), lengths)
        masks = np.zeros(len(column), dtype=np.uint64)
        np.bitwise_or.at(masks, rows, bits[found])
        wrong = np.zeros(len(column), dtype=np.bool_)
        wrong[rows[bits[found] == 0]] = True
        wrong |= np.bitwise_count(masks) != np.where(known, lengths, 0)
        if most:
            wrong |= np.bitwise_count(masks) > most
        self._refuse(name, wrong & known, column, lambda each: self._why(each.as_py()))
        return known, masks

    def _options_meant(self, inner: pa.Array) -> pa.Array:
        """The texts of lists as the mapping has them; one that stands for something else than an option stays."""
        if not self.texts or not len(inner) or pa.types.is_null(inner.type):
            return inner
        found = inner.dictionary_encode()
        plain = [each if each is None else self._option(each) for each in found.dictionary.to_pylist()]
        return pa.array(plain, pa.string()).take(found.indices)

    def _option(self, text: str) -> str:
        found = self.texts.get(normal(text))
        return found if isinstance(found, str) else text

    def distinct(self, name: str, column: pa.Array, read: Read) -> tuple[Column, Column, Column]:
        """Texts and whatever else: every distinct value is read once, as it stands in a profile."""
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        codes = as_numpy(coded.indices).astype(np.int64)
        if coded.indices.null_count:
            codes = select(self.known(coded.indices), codes, np.int64(len(coded.dictionary)))
        said, low, high, problems = [], [], [], []
        for raw in (*coded.dictionary.to_pylist(), None):
            problem = None
            code, bounds = NOT_ASKED, self.question.offered
            if raw is not None:
                try:
                    code, bounds = read(raw)
                except AnswerError as error:
                    problem = Problem(code=error.code, values={**error.values, "column": name}, guess=error.guess)
            problems.append(problem)
            said.append(code)
            low.append(bounds.low)
            high.append(bounds.high)
        for code, problem in enumerate(problems):
            if problem is not None:
                for place in np.flatnonzero(codes == code).tolist():
                    self.faults[place].append(problem)
        lows, highs = np.array(low, dtype=self.kind), np.array(high, dtype=self.kind)
        return np.array(said, dtype=np.uint8)[codes], lows[codes], highs[codes]

    def _one(self, raw: object) -> tuple[int, Bounds]:
        answer = read_answer(self.question, self.meant(raw))
        return CODES[answer.said], self.question.offered if answer.bounds is None else answer.bounds


def _widened(value: Column) -> Column:
    """Half floats as wide ones: whole numbers as they are, others as their shortest decimal text says."""
    found = value.astype(np.float64)
    for place in np.flatnonzero(np.isfinite(found) & (np.rint(found) != found)).tolist():
        found[place] = float(str(value[place]))
    return found


def as_numpy(column: pa.Array) -> Column:
    """The values as NumPy has them; where there is nothing, whatever happens to stand in memory."""
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        start, size, data = column.offset, len(column), column.buffers()[1]
        if data is not None:
            return np.frombuffer(data, dtype=column.type.to_pandas_dtype())[start : start + size]
    if column.null_count:
        column = column.fill_null(False if pa.types.is_boolean(column.type) else 0)
    found: Column = column.to_numpy(zero_copy_only=False)
    return found


def in_one_piece(column: pa.ChunkedArray) -> pa.Array:
    """A column of a table as one array."""
    joined = column.combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        return joined.chunk(0) if joined.num_chunks else pa.array([], type=joined.type)
    return joined


def is_numeric(column: pa.Array) -> bool:
    """Whether it holds numbers."""
    return bool(pa.types.is_integer(column.type) or pa.types.is_floating(column.type))


def is_list(column: pa.Array) -> bool:
    """Whether it holds lists."""
    return bool(pa.types.is_list(column.type) or pa.types.is_large_list(column.type))


def is_of_options(column: pa.Array) -> bool:
    """Whether it holds lists of texts, or whole numbers with a bit per option."""
    if not is_list(column):
        return bool(pa.types.is_integer(column.type))
    inner = column.type.value_type
    inner = inner.value_type if pa.types.is_dictionary(inner) else inner
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_null(inner))
