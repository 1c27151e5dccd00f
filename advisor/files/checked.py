"""A raw table, read key by key: what is wrong is remembered, and reading goes on with something harmless."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar
from unicodedata import category

from advisor.files.faults import Faults, Spot
from advisor.files.shapes import Shape, Table, Texts, Value, Whole, Word
from advisor.files.values import AnswerError, scaled, shown
from advisor.language.arithmetic import LARGEST
from advisor.language.tokens import MOST_DECIMALS
from advisor.words import closest

T = TypeVar("T", bound=Value)
REORDERING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the order in which a reader sees the letters."""


class Checked:
    """One table of a file of rules.

    Only keys that its shape has can be asked for, and what the shape says of them is checked: whether they have to be
    there, and what they can be.
    """

    def __init__(self, raw: Mapping[str, Any], spot: Spot, faults: Faults, shape: Shape, variant: str = "") -> None:
        """Begin with nothing read.

        Args:
            raw: The table as it stands in the file.
            spot: Where it stands.
            faults: What is wrong goes there.
            shape: What may stand in it.
            variant: Which of the tables of that shape it is, where these differ.
        """
        self.raw = raw
        self.spot = spot
        self.faults = faults
        self._shape = shape
        self._variant = variant
        self._keys = shape.of(variant)

    def __contains__(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.raw

    def can_have(self, key: str) -> bool:
        """Whether the key may be there."""
        return key in self._keys

    def expected(self, key: str, sort: type[T]) -> T:
        """What the shape says of a key, which is of that sort."""
        expected = self._expected(key)
        assert isinstance(expected, sort), key  # noqa: S101  (readers know the shape of what they read)
        return expected

    def take(self, key: str) -> Any:  # noqa: ANN401  (the caller looks what it is)
        """Whatever stands under a key; None where it is missing, which is a fault if it has to be there."""
        if key not in self.raw and self._expected(key).needed:
            self.faults.add("R306", self.spot, key=key)
        return self.raw.get(key)

    def text(self, key: str, default: str = "") -> str:
        """A text that is not empty."""
        value = self.take(key)
        return self._text(value, key) if key in self.raw else default

    def word(self, key: str, default: str = "") -> Any:  # noqa: ANN401  (one of the words that the shape allows)
        """One of the words that may stand there; the first of them where nothing does and there is no default."""
        value, allowed = self.text(key, default), self.expected(key, Word).allowed
        if value and value not in allowed and key in self.raw:
            self.faults.add(
                "R313",
                self.spot.within(key),
                guess=closest(value, allowed) or "",
                value=shown(value),
                key=key,
                offered=", ".join(each for each in allowed if each),
            )
            return allowed[0]
        return value or allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single one too where that may stand for it."""
        value, expected = self.take(key), self.expected(key, Texts)
        if value is None:
            return ()
        if expected.or_one and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.faults.add("R374", self.spot.within(key), key=key)
            return ()
        if expected.filled and not value:
            self.faults.add("R314", self.spot.within(key), key=key)
        return tuple(self._text(each, key) for each in value)

    def whole(self, key: str, high: int | None = None) -> int:
        """A whole number between two others, both included; `high` where it depends on the rest of the table.

        It is 0 where there is none, and the lowest in place of what is wrong.
        """
        value, expected = self.take(key), self.expected(key, Whole)
        low, high = expected.low, expected.high if high is None else high
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            self.faults.add("R372", self.spot.within(key), key=key)
            return low
        if not low <= value <= high:
            self.faults.add("R316", self.spot.within(key), key=key, low=str(low), high=str(high))
            return low
        return value

    def decimal(self, key: str, decimals: int) -> int:
        """A number, scaled by `decimals`."""
        value = self.take(key)
        return 0 if value is None else self.scaled(value, decimals, self.spot.within(key))

    def scaled(self, value: object, decimals: int, spot: Spot) -> int:
        """A number that stands somewhere inside this table, scaled by `decimals`."""
        try:
            number = scaled(value, decimals)
        except AnswerError as error:
            self.faults.add(error.code, spot, guess=error.guess, values=error.values)
            return 0
        if abs(number) > LARGEST:
            self.faults.add("R332", spot, value=shown(value))
            return 0
        return number

    def flag(self, key: str) -> bool:
        """True or false; false unless given."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.faults.add("R373", self.spot.within(key), key=key)
        return value is True

    def day(self, key: str) -> date | None:
        """A date without a time."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.faults.add("R375", self.spot.within(key), key=key)
            return None
        return value

    def table(self, key: str) -> "Checked | None":
        """A table below this one."""
        value, expected = self.take(key), self.expected(key, Table)
        if value is None:
            return None
        spot = self.spot.within(key)
        if not isinstance(value, dict):
            self.faults.add("R305", spot, key=key)
            return None
        if expected.filled and not value:
            self.faults.add("R314", spot, key=key)
        return Checked(value, spot, self.faults, expected.shape)

    def inner_text(self, value: object, *keys: str) -> str:
        """A text that stands somewhere inside this table."""
        return self._text(value, *keys)

    def done(self, *, of_any: bool = False) -> None:
        """Remember every key that means nothing here, or `of_any` of the tables of its shape."""
        for key in self.raw:
            if key in self._keys:
                continue
            if key in self._shape.elsewhere():
                if not of_any:
                    self.faults.add("R317", self.spot.within(key), key=key, what=self._variant)
            else:
                guess = closest(key, sorted(self._keys)) or ""
                self.faults.add("R303", self.spot.within(key), key=key, guess=guess)

    def _expected(self, key: str) -> Value:
        expected = self._keys.get(key, self._shape.other)
        assert expected is not None, key  # noqa: S101  (readers know the shape of what they read)
        return expected

    def _text(self, value: object, *keys: str) -> str:
        if not isinstance(value, str):
            wrong = "R371"
        elif not value.strip():
            wrong = "R314"
        elif not value.isprintable() and any(_hidden(character) for character in value):
            wrong = "R315"
        else:
            return value
        self.faults.add(wrong, self.spot.within(*keys), key=".".join(keys))
        return value if isinstance(value, str) and value.strip() else ""


def _hidden(character: str) -> bool:
    return (category(character) in ("Cc", "Cs") and character not in "\n\t") or character in REORDERING


def decimals_of(*values: object) -> int:
    """The digits after the decimal point that some numbers need, as far as there can be so many."""
    most = 0
    for value in values:
        if isinstance(value, Decimal) and value.is_finite():
            exponent = value.normalize().as_tuple().exponent
            most = max(most, min(MOST_DECIMALS, -exponent if isinstance(exponent, int) else 0))
    return most
