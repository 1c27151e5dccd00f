"""Values of JSON as columns of bounds, question by question.

What a value says is always what `advisor.files.answers.read_answer` says: each different text, truth and list is read
once and looked up after that. Only numbers are not read one by one: plain ones are checked as columns.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from itertools import repeat
from typing import Any, Final

import numpy as np

from advisor.columns.answers import CODES, KNOWN, NOT_ASKED, Column, Told, type_of
from advisor.files.answers import read_answer
from advisor.files.values import AnswerError
from advisor.language.kinds import AnyOf, Number, YesNo
from advisor.model.profile import Answer
from advisor.model.question import Question

MOST_KEPT: Final = 100_000
"""Different values of one question that are kept."""
EXACT: Final = 2**53
"""From here on a binary float skips whole numbers."""
REFUSED: Final = 255
"""Instead of what was said: this value needs the exact reading, which says what is wrong with it."""
NOTHING: Final = type(None)
WHOLE: Final = frozenset([int])
NO_NUMBERS: Final[dict[str, Any]] = {}
PLAIN: Final = frozenset([int, float, NOTHING])

Typed = Callable[[str, object], object]
"""From a question and a value of JSON to the value as a profile holds it."""
Code = tuple[int, int, int]
"""What was said, and the bounds."""


class _Places(dict[Any, int]):
    """Per value the place of what it says; a new value is read when it is first looked up."""

    def __init__(self, read: Callable[[Any], int]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, value: Any) -> int:  # noqa: ANN401  (a value of JSON)
        found = self[value] = self.read(value)
        return found


class Values:
    """Reads the values of one question."""

    def __init__(self, question: Question, typed: Typed) -> None:
        """Know no value yet."""
        self.question = question
        self.typed = typed
        self.kind = type_of(question, question.kind)
        self.codes: dict[Code, int] = {}
        self.places = _Places(self._place)

    def column(self, values: Sequence[Any]) -> Told:
        """What each value says; `REFUSED` where it needs the exact reading."""
        if len(self.places) > MOST_KEPT:
            self.codes.clear()
            self.places.clear()
        if self.question.of:
            return self._each(values)
        is_number = isinstance(self.question.kind, Number)
        said, low, high = self._numbers(values) if is_number else self._looked_up(values)
        return Told(said, {self.question.id: (low, high)})

    def _answer(self, value: object) -> Answer | None:
        """What one value says; None when it is nothing. Raises AnswerError."""
        raw = self.typed(self.question.id, value)
        return None if raw is None else read_answer(self.question, raw)

    def _place(self, value: object) -> int:
        """The place of what a value says, in the order of the codes; a list is looked up as a tuple."""
        low, high = self.question.offered
        try:
            found = self._answer(list(value) if isinstance(value, tuple) else value)
            said = NOT_ASKED if found is None else CODES[found.said]
            low, high = found.bounds if found is not None and found.bounds is not None else (low, high)
        except AnswerError:
            said = REFUSED
        return self.codes.setdefault((said, low, high), len(self.codes))

    def _looked_up(self, values: Sequence[Any]) -> tuple[Column, Column, Column]:
        found = self._found(values)
        codes = list(self.codes) or [(NOT_ASKED, *self.question.offered)]
        said, low, high = zip(*codes, strict=True)
        return (
            np.array(said, dtype=np.uint8)[found],
            np.array(low, dtype=self.kind)[found],
            np.array(high, dtype=self.kind)[found],
        )

    def _found(self, values: Sequence[Any]) -> Column:
        """The place of what each value says."""
        kind, keys = self.question.kind, values
        if isinstance(kind, AnyOf):
            keys = [tuple(each) if each.__class__ is list else each for each in values]
        # To Python 1 is the same key as true, which matters where one of the two is an answer.
        if not isinstance(kind, YesNo | Number) or set(map(type, values)) <= {bool, str, NOTHING}:
            with suppress(TypeError):  # a table, or a list inside a list, cannot be looked up
                return np.fromiter(map(self.places.__getitem__, keys), np.intp, len(keys))
        return np.array([self._single(each) for each in values], dtype=np.intp)

    def _single(self, value: object) -> int:
        """Only texts are looked up: to Python 1 is the same as true, and a table cannot be looked up at all."""
        return self.places[value] if isinstance(value, str) else self._place(value)

    # -- numbers

    def _numbers(self, values: Sequence[Any]) -> tuple[Column, Column, Column]:
        kinds = set(map(type, values))
        if kinds <= PLAIN:
            found = self._where_there_is_one(values)
            if found is not None:
                return found
        others = [n for n, each in enumerate(values) if type(each) not in (int, float)]
        if others:
            values = list(values)
            kept = [values[place] for place in others]
            for place in others:
                values[place] = 0
        said, low = self._scaled(values, whole=float not in kinds)
        high = low.copy() if others else low
        if others:
            found = self._looked_up(kept)
            for column, some in zip((said, low, high), found, strict=True):
                column[others] = some
        return said, low, high

    def _where_there_is_one(self, values: Sequence[Any]) -> tuple[Column, Column, Column] | None:
        """Numbers, and nothing elsewhere; None where a number is too large to be read so."""
        try:
            given = np.array(values, dtype=np.float64)
        except OverflowError:
            return None
        missing = np.isnan(given)
        given[missing] = 0
        if (np.abs(given) >= EXACT).any():
            return None
        said, low = self._fitting(given)
        if not missing.any():
            return said, low, low
        said[missing] = NOT_ASKED
        high = low.copy()
        low[missing], high[missing] = self.question.offered
        return said, low, high

    def _fitting(self, given: Column) -> tuple[Column, Column]:
        """Decimal numbers times ten to the power of the decimals, where they can be answered."""
        (least, most), times = self.question.offered, 10**self.question.decimals
        numbers = np.rint(given * times)
        fits = (numbers / times == given) & (np.abs(numbers) < EXACT) & (numbers >= least) & (numbers <= most)
        said = np.where(fits, np.uint8(KNOWN), np.uint8(REFUSED))
        return said, np.where(fits, numbers, least).astype(self.kind)

    def _scaled(self, values: Sequence[Any], *, whole: bool) -> tuple[Column, Column]:
        """Plain numbers times ten to the power of the decimals, where they can be answered."""
        (least, most), times = self.question.offered, 10**self.question.decimals
        try:
            if not whole:
                return self._fitting(np.array(values, dtype=np.float64))
            numbers = np.array(values, dtype=np.int64)
        except OverflowError:
            return np.full(len(values), REFUSED, np.uint8), np.full(len(values), least, self.kind)
        fits = (numbers >= -(-least // times)) & (numbers <= most // times)
        said = np.where(fits, np.uint8(KNOWN), np.uint8(REFUSED))
        return said, np.where(fits, np.where(fits, numbers, 0) * times, least).astype(self.kind)

    def _each(self, values: Sequence[Any]) -> Told:
        """The numbers of each option: of tables with nothing but whole numbers as columns, of anything else singly."""
        question, size = self.question, len(values)
        names = {option.id: f"{question.id}.{option.id}" for option in question.options}
        said = np.zeros(size, dtype=np.uint8)
        bounds: dict[str, tuple[Column, Column]] = {}
        given: dict[str, Column] = {}
        plain = [value if value.__class__ is dict and _is_plain(value, names) else NO_NUMBERS for value in values]
        for option, name in names.items():
            numbers = list(map(dict.get, plain, repeat(option)))
            given[name] = np.array([number is not None for number in numbers], dtype=np.bool_)
            low = np.full(size, question.offered.low, dtype=self.kind)
            bounds[name] = low, np.full(size, question.offered.high, dtype=self.kind)
            if given[name].any():
                states, low[given[name]] = self._scaled([each for each in numbers if each is not None], whole=True)
                bounds[name][1][given[name]] = low[given[name]]
                said[np.flatnonzero(given[name])[states == REFUSED]] = REFUSED
        for place, value in enumerate(values):
            if plain[place] is value:
                said[place] = said[place] or KNOWN
                continue
            try:
                answer = self._answer(value)
            except AnswerError:
                said[place] = REFUSED
                continue
            if answer is not None:
                said[place] = CODES[answer.said]
                for option, (least, most) in answer.each.items():
                    low, high = bounds[names[option]]
                    low[place], high[place] = least, most
                    given[names[option]][place] = True
        return Told(said, bounds, given)


def _is_plain(value: Mapping[str, Any], options: Container[str]) -> bool:
    """Whether every entry is a whole number for an option."""
    return set(map(type, value.values())) <= WHOLE and all(map(options.__contains__, value))
