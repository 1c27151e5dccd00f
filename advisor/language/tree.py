"""The tree that a condition is parsed into: nodes are data, what they mean lives in the readings beside this file.

`exact` says what a tree is when everything is known, `possible` what it can still be, `trace` why, `prose` how it
reads. Each is one `match` over these nodes, so a new node makes the type checker name every reading to extend.
Numbers are whole numbers here: the parser has already brought both sides of an operation to the same number of
decimals (`Scaled`), so that no reading thinks about decimals.
"""

from collections.abc import Iterator
from typing import Literal

from advisor.frozen import frozen

Order = Literal["<", "<=", "==", "!=", ">=", ">"]


@frozen
class Name:
    """A question, a quantity or an outcome, by its name."""

    name: str


@frozen
class Constant:
    """A number that is written in the rules."""

    value: int
    """Scaled by `decimals`."""
    decimals: int = 0
    figure: str = ""
    """The published figure it comes from, if it has a name."""


@frozen
class Not:
    """The opposite."""

    inner: "Expr"


@frozen
class All:
    """Every part holds."""

    inner: tuple["Expr", ...]


@frozen
class Any:
    """At least one part holds."""

    inner: tuple["Expr", ...]


@frozen
class Compare:
    """One number against another."""

    order: Order
    left: "Expr"
    right: "Expr"


@frozen
class Among:
    """A single choice is one of these options."""

    choice: "Expr"
    options: tuple[str, ...]
    mask: int
    """The bits of those options."""


@frozen
class Includes:
    """An option is among the chosen ones."""

    chosen: "Expr"
    option: str
    mask: int
    """The bit of that option."""


@frozen
class Sum:
    """Numbers added up."""

    inner: tuple["Expr", ...]


@frozen
class Difference:
    """One number less another."""

    left: "Expr"
    right: "Expr"


@frozen
class Times:
    """One number times another."""

    left: "Expr"
    right: "Expr"


@frozen
class Scaled:
    """The same number with more decimals, so that two numbers can be compared or added."""

    inner: "Expr"
    power: int
    """How many decimals more."""


@frozen
class Least:
    """The lowest of some numbers."""

    inner: tuple["Expr", ...]


@frozen
class Greatest:
    """The highest of some numbers."""

    inner: tuple["Expr", ...]


@frozen
class Percent:
    """One number as a percentage of another, rounded down; the divisor is above 0."""

    part: "Expr"
    whole: "Expr"


@frozen
class Share:
    """The percentage of one number in the sum of both, rounded down; 0 when both are 0. Neither is below 0."""

    part: "Expr"
    rest: "Expr"


@frozen
class Count:
    """How many of the conditions hold."""

    inner: tuple["Expr", ...]


@frozen
class Size:
    """How many options are chosen."""

    chosen: "Expr"
    width: int
    """How many options there are."""


@frozen
class Shared:
    """The options chosen in both."""

    left: "Expr"
    right: "Expr"


@frozen
class Either:
    """The options chosen in one or both."""

    left: "Expr"
    right: "Expr"


@frozen
class Weighted:
    """A number per option times a figure per option, added up."""

    numbers: str
    figure: str
    inner: tuple["Expr", ...]
    """One product per option."""


@frozen
class Row:
    """One row of a decision table: it applies when every input lies in its cell."""

    cells: tuple[tuple[int, int] | int | None, ...]
    """Per input: an interval of a number, a mask of options (yes/no: bit 0 is no, bit 1 is yes), or anything."""
    result: int
    """A scaled number, or the bit of a level."""


@frozen
class Pick:
    """A decision table: the result of the row that applies. Every case has a row, and rows never disagree."""

    inputs: tuple["Expr", ...]
    sorts: tuple[Literal["number", "choice", "yes/no"], ...]
    """What each input is."""
    rows: tuple[Row, ...]
    levels: bool
    """Whether the results are bits of levels rather than numbers."""


Expr = (
    Name
    | Constant
    | Not
    | All
    | Any
    | Compare
    | Among
    | Includes
    | Sum
    | Difference
    | Times
    | Scaled
    | Least
    | Greatest
    | Percent
    | Share
    | Count
    | Size
    | Shared
    | Either
    | Weighted
    | Pick
)


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside this one, in reading order."""
    match expr:
        case Name() | Constant():
            return ()
        case Not(inner) | Scaled(inner):
            return (inner,)
        case All(inner) | Any(inner) | Sum(inner) | Least(inner) | Greatest(inner) | Count(inner):
            return inner
        case Compare(_, left, right):
            return (left, right)
        case Difference(left, right) | Times(left, right) | Shared(left, right) | Either(left, right):
            return (left, right)
        case Among(choice):
            return (choice,)
        case Includes(chosen) | Size(chosen):
            return (chosen,)
        case Percent(first, second) | Share(first, second):
            return (first, second)
        case Weighted(_, _, inner):
            return inner
        case Pick(inputs):
            return inputs


def names_in(expr: Expr) -> Iterator[str]:
    """The names that an expression reads, each as often as it stands there."""
    if isinstance(expr, Name):
        yield expr.name
    for part in parts(expr):
        yield from names_in(part)
