"""What a name in a condition can be: the kinds, and the scope that says which name is of which kind."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from advisor.frozen import field, frozen

MOST_OPTIONS: Final = 64
"""A set of options is one bit mask of 64 bits, in Python and in a NumPy column."""


@frozen
class YesNo:
    """A fact that holds or does not; as a number 1 or 0."""


@frozen
class Number:
    """A whole number, or a fixed-point one: the value times ten to the power `decimals` is a whole number."""

    low: int
    """The lowest possible value, scaled by `decimals`."""
    high: int
    """The highest possible value, scaled by `decimals`."""
    decimals: int = 0
    """Digits after the decimal point."""


@frozen
class OneOf:
    """Exactly one of some options; as a number, the bit of that option."""

    options: tuple[str, ...]
    """In the order of the file; bit i stands for option i."""
    ordered: bool = False
    """Whether the order counts, so that options compare with ``>=``."""


@frozen
class AnyOf:
    """Any of some options, or none; as a number, a bit mask."""

    options: tuple[str, ...]
    """In the order of the file; bit i stands for option i."""


Kind = YesNo | Number | OneOf | AnyOf


class Bounds(NamedTuple):
    """The least and the most that something can be.

    For numbers and yes/no the two ends of an interval; for choices and sets two bit masks: what is surely
    chosen and what is possibly chosen. What is known has both ends the same. The ends are whole numbers, or NumPy
    columns of them.
    """

    low: int
    high: int


Given = Mapping[str, Bounds]
"""The bounds of every name that conditions can read."""


@frozen
class Weights:
    """A published figure per option of a question: what ``weighted(numbers, figure)`` multiplies with."""

    of: str
    """The question whose options have a figure each."""
    values: tuple[int, ...]
    """Scaled by `decimals`, in the order of the options."""
    decimals: int = 0


@frozen
class Scope:
    """Every name that conditions can read, and what it is."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Questions, quantities and outcomes. A number each has one name per option: ``tool_peak.zoom``."""
    constants: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Figures with one value: the scaled value and its decimals."""
    weights: Mapping[str, Weights] = field(default_factory=dict)
    """Figures with a value per option."""
    each: Mapping[str, str] = field(default_factory=dict)
    """A number each, and the question whose options it gives numbers to."""
    spans: Mapping[str, Bounds] = field(default_factory=dict)
    """Figures that change on a day: the least and the most that they are. Of a figure for each option by its name and
    the option, as in ``mbps_up.zoom``. Scaled as the figure."""

    def names(self) -> Iterator[str]:
        """Every name, for guesses at what was meant."""
        yield from self.kinds
        yield from self.constants
        yield from self.weights
        yield from self.each

    def options(self) -> Iterator[str]:
        """Every option of every name."""
        for kind in self.kinds.values():
            if isinstance(kind, OneOf | AnyOf):
                yield from kind.options


def everything(options: tuple[str, ...]) -> int:
    """The mask of all of the options."""
    return (1 << len(options)) - 1


def mask_of(chosen: tuple[str, ...], options: tuple[str, ...]) -> int:
    """The mask of the chosen options. Raises ValueError for a name that is no option."""
    return sum(1 << options.index(option) for option in chosen)


def chosen_in(mask: int, options: tuple[str, ...]) -> tuple[str, ...]:
    """The options whose bit is set in the mask, in the order of the file."""
    return tuple(option for place, option in enumerate(options) if mask >> place & 1)


def widest(kind: Kind) -> Bounds:
    """The bounds of something of which nothing is known but its kind."""
    match kind:
        case YesNo():
            return Bounds(0, 1)
        case Number(low, high):
            return Bounds(low, high)
        case OneOf(options) | AnyOf(options):
            return one_left(Bounds(0, everything(options)), kind)


def one_left(bounds: Bounds, kind: Kind) -> Bounds:
    """A single choice with one option left is sure of it; everything else stays as it is."""
    if isinstance(kind, OneOf) and bounds.high and not bounds.high & (bounds.high - 1):
        return Bounds(bounds.high, bounds.high)
    return bounds


def none_left(bounds: Bounds, most: int) -> Bounds:
    """A set of which as many options are surely chosen as may be holds no others; 0 for no limit."""
    return Bounds(bounds.low, bounds.low) if most and bounds.low.bit_count() >= most else bounds


def hull(first: Bounds, second: Bounds, kind: Kind) -> Bounds:
    """The narrowest bounds that hold both: whichever of the two is true, it lies inside."""
    match kind:
        case YesNo() | Number():
            return Bounds(min(first.low, second.low), max(first.high, second.high))
        case OneOf():
            return one_left(Bounds(0, first.high | second.high), kind)
        case AnyOf():
            return Bounds(first.low & second.low, first.high | second.high)


def is_known(bounds: Bounds) -> bool:
    """Whether only one value is left."""
    return bounds.low == bounds.high


def plain(scaled: int, decimals: int) -> str:
    """A scaled number as it is written in the rules: 1234 with 1 decimal is ``123.4``."""
    whole, rest = divmod(abs(scaled), 10**decimals)
    fraction = f"{rest:0{decimals}}".rstrip("0") if decimals else ""
    return ("-" if scaled < 0 else "") + str(whole) + (f".{fraction}" if fraction else "")
