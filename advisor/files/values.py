"""Plain values to bounds: what a TOML, JSON or CSV value says on a kind of answer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NoReturn

from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, YesNo, chosen_in, mask_of, plain
from advisor.model.question import Sort
from advisor.words import closest

LONGEST_SHOWN: Final = 60
MOST_OFFERED: Final = 12
"""Options that a message lists."""
LARGEST_EXPONENT: Final = 40
"""Of a number such as 1e40: a larger one is no answer, and would take memory to write out."""


class AnswerError(Exception):
    """A value that is no answer. The caller knows the file; this knows what is wrong."""

    def __init__(self, code: str, values: Mapping[str, str], guess: str = "") -> None:
        """Store the facts."""
        super().__init__(code)
        self.code = code
        self.values = values
        self.guess = guess


def bounds_of(raw: object, kind_sort: Sort, kind: Kind, offered: Bounds | None = None) -> Bounds:
    """The bounds of one plain value, which is known: a truth, a number, an option or a list of options.

    Args:
        raw: As it stands in the file. For a number each: one of its numbers.
        kind_sort: How the question is asked.
        kind: What the answer can be.
        offered: What a respondent can answer, where that is less than `kind` allows.

    Raises:
        AnswerError: The value is no answer of that kind.
    """
    match kind:
        case YesNo():
            value = int(truth(raw))
        case Number():
            value = _number(raw, kind, offered or Bounds(kind.low, kind.high), kind_sort)
        case OneOf(options):
            value = mask_of((_option(raw, _offered(options, offered)),), options)
        case AnyOf(options):
            value = mask_of(_several(raw, _offered(options, offered)), options)
    return Bounds(value, value)


def within_most(chosen: Bounds, most: int) -> Bounds:
    """The same choices, of which there may be `most`; 0 for no limit. Raises AnswerError when there are more."""
    if most and (found := chosen.low.bit_count()) > most:
        raise AnswerError("P461", {"found": str(found), "most": str(most)})
    return chosen


def truth(raw: object) -> bool:
    """A yes or a no: ``true``, ``false``, or the words. Raises AnswerError."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in ("yes", "no"):
        return raw == "yes"
    guess = (closest(raw.lower(), ("yes", "no")) or "") if isinstance(raw, str) else ""
    raise AnswerError("P451", {"value": shown(raw)}, guess)


def scaled(raw: object, decimals: int) -> int:
    """A number as a whole one, times ten to the power `decimals`. Raises AnswerError.

    A binary float, which some formats bring, counts as its shortest decimal text.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise AnswerError("P452", {"value": shown(raw)})
    exact = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not exact.is_finite() or exact.adjusted() > LARGEST_EXPONENT:
        raise AnswerError("P453", {"value": shown(raw)})
    sign, digits, exponent = exact.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101  (a finite number has one)
    return _whole(raw, -1 if sign else 1, digits, exponent + decimals, decimals)


def _whole(raw: object, sign: int, digits: tuple[int, ...], exponent: int, decimals: int) -> int:
    if exponent < 0 and any(digits[exponent:]):
        raise AnswerError("P454", {"value": shown(raw), "decimals": str(decimals)})
    kept = digits[:exponent] if exponent < 0 else digits
    number = int("".join(map(str, kept)) or "0")
    return int(sign * number * 10 ** max(0, exponent))


def _number(raw: object, kind: Number, offered: Bounds, kind_sort: Sort) -> int:
    value = scaled(raw, kind.decimals)
    if not offered.low <= value <= offered.high:
        low, high = (plain(end, kind.decimals) for end in offered)
        raise AnswerError("P456" if kind_sort == "scale" else "P455", {"value": shown(raw), "low": low, "high": high})
    return value


def _offered(options: tuple[str, ...], offered: Bounds | None) -> tuple[str, ...]:
    return options if offered is None else chosen_in(offered.high, options)


def _option(raw: object, options: tuple[str, ...]) -> str:
    if not isinstance(raw, str):
        raise AnswerError("P457", {"value": shown(raw)})
    if raw not in options:
        _unknown_option(raw, options)
    return raw


def _several(raw: object, options: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise AnswerError("P458", {"value": shown(raw)})
    chosen = tuple(_option(each, options) for each in raw)
    for place, option in enumerate(chosen):
        if option in chosen[:place]:
            raise AnswerError("P460", {"option": option})
    return chosen


def _unknown_option(raw: str, options: tuple[str, ...]) -> NoReturn:
    offered = ", ".join(options[:MOST_OFFERED]) + (", …" if len(options) > MOST_OFFERED else "")
    raise AnswerError("P459", {"option": shown(raw), "offered": offered}, closest(raw, options) or "")


def shown(raw: object) -> str:
    """A value as it is written, short enough for a message."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list | tuple):
        return "[…]" if raw else "[]"
    if isinstance(raw, Mapping):
        return "{…}" if raw else "{}"
    try:
        text = str(raw)
    except ValueError:  # Python writes out no whole number of thousands of digits
        return "…"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
