"""A raw table, read key by key: what is wrong is remembered, and reading goes on with something harmless."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar, cast
from unicodedata import category

from advisor.files.faults import Faults, Spot
from advisor.files.values import AnswerError, scaled, shown
from advisor.language.arithmetic import LARGEST
from advisor.language.tokens import MOST_DECIMALS
from advisor.words import closest

T = TypeVar("T", bound=str)
REQUIRED: Final = object()
"""Stands for "no default": the key has to be there."""
REORDERING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the order in which a reader sees the letters."""


class Checked:
    """One table of a file of rules."""

    def __init__(self, raw: Mapping[str, Any], spot: Spot, faults: Faults) -> None:
        """Begin with nothing read; `spot` is where the table stands."""
        self.raw = raw
        self.spot = spot
        self.faults = faults
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.raw

    def take(self, key: str, default: object = None) -> Any:  # noqa: ANN401  (the caller looks what it is)
        """Whatever stands under a key, which hereby counts as read."""
        self._read.add(key)
        if key in self.raw:
            return self.raw[key]
        if default is REQUIRED:
            self.faults.add("R306", self.spot, key=key)
            return None
        return default

    def text(self, key: str, default: object = REQUIRED) -> str:
        """A text that is not empty."""
        value = self.take(key, default)
        if key not in self.raw:
            return "" if value is None else cast("str", value)
        return self._text(value, key, self.spot.within(key))

    def word(self, key: str, allowed: Sequence[T], default: object = REQUIRED) -> T:
        """One of some words."""
        value = self.text(key, default)
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
        return cast("T", value or allowed[0])

    def texts(self, key: str, default: object = (), *, or_one: bool = False) -> tuple[str, ...]:
        """A list of texts; a single text too if `or_one`."""
        value = self.take(key, default)
        if or_one and isinstance(value, str):
            value = [value]
        if value is default or value is None:
            return ()
        if not isinstance(value, list):
            self.faults.add("R374", self.spot.within(key), key=key)
            return ()
        return tuple(self._text(each, key, self.spot.within(key)) for each in value)

    def whole(self, key: str, low: int, high: int, default: object = REQUIRED) -> int:
        """A whole number between two others, both included."""
        value = self.take(key, default)
        if value is None:
            return low
        if isinstance(value, bool) or not isinstance(value, int):
            self.faults.add("R372", self.spot.within(key), key=key)
            return low
        if not low <= value <= high:
            self.faults.add("R316", self.spot.within(key), key=key, low=str(low), high=str(high))
            return low
        return value

    def decimal(self, key: str, decimals: int, default: object = REQUIRED) -> int:
        """A number, scaled by `decimals`."""
        value = self.take(key, default)
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
        value = self.take(key, default=False)
        if not isinstance(value, bool):
            self.faults.add("R373", self.spot.within(key), key=key)
            return False
        return value

    def day(self, key: str, default: object = REQUIRED) -> date | None:
        """A date without a time."""
        value = self.take(key, default)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.faults.add("R375", self.spot.within(key), key=key)
            return None
        return value

    def table(self, key: str, default: object = None) -> "Checked | None":
        """A table below this one."""
        value = self.take(key, default)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.faults.add("R305", self.spot.within(key), key=key)
            return None
        return Checked(value, self.spot.within(key), self.faults)

    def lines(self, key: str) -> list[str]:
        """The lines of a condition: a text, or a list of texts."""
        return list(self.texts(key, or_one=True))

    def items(self) -> Iterator[tuple[str, Any]]:
        """Every key with its value, all of which hereby count as read."""
        self._read.update(self.raw)
        return iter(self.raw.items())

    def inner_text(self, value: object, *keys: str) -> str:
        """A text that stands somewhere inside this table."""
        return self._text(value, ".".join(keys), self.spot.within(*keys))

    def done(self, elsewhere: Iterable[str] = (), what: str = "") -> None:
        """Remember every key that nobody asked for; those `elsewhere` mean nothing for a `what`."""
        for key in self.raw:
            if key in self._read:
                continue
            if key in elsewhere:
                self.faults.add("R317", self.spot.within(key), key=key, what=what)
            else:
                guess = closest(key, sorted(self._read)) or ""
                self.faults.add("R303", self.spot.within(key), key=key, guess=guess)

    def _text(self, value: object, key: str, spot: Spot) -> str:
        if not isinstance(value, str):
            self.faults.add("R371", spot, key=key)
            return ""
        if not value.strip():
            self.faults.add("R314", spot, key=key)
            return ""
        if not value.isprintable() and any(_hidden(character) for character in value):
            self.faults.add("R315", spot, key=key)
        return value


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
