"""The tree that a condition is parsed into: nodes are data, what they mean lives in the readings beside this file.

`exact` says what a tree is when everything is known, `possible` what it can still be, `trace` why, `prose` how it
reads. Each is one `match` over these nodes, so a new node makes the type checker name every reading to extend.
Numbers are whole numbers here: the parser has already brought both sides of an operation to the same number of
decimals (`Scaled`), so that no reading thinks about decimals.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from advisor.frozen import frozen, replace

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


INSIDE = "inside"
"""Where a node remembers the expressions inside it: they are asked for again and again, and never change."""


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside this one, in reading order."""
    found: tuple[Expr, ...] | None = expr.__dict__.get(INSIDE)
    if found is None:
        found = expr.__dict__[INSIDE] = _parts(expr)
    return found


def _parts(expr: Expr) -> tuple[Expr, ...]:
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


def with_parts(expr: Expr, inner: tuple[Expr, ...]) -> Expr:
    """The same kind of expression with other expressions directly inside it, as many as there were."""
    match expr:
        case Name() | Constant():
            return expr
        case Not() | Scaled():
            return replace(expr, inner=inner[0])
        case All() | Any() | Sum() | Least() | Greatest() | Count() | Weighted():
            return replace(expr, inner=inner)
        case Compare() | Difference() | Times() | Shared() | Either():
            return replace(expr, left=inner[0], right=inner[1])
        case Among():
            return replace(expr, choice=inner[0])
        case Includes() | Size():
            return replace(expr, chosen=inner[0])
        case Percent():
            return replace(expr, part=inner[0], whole=inner[1])
        case Share():
            return replace(expr, part=inner[0], rest=inner[1])
        case Pick():
            return replace(expr, inputs=inner)


def names_in(expr: Expr) -> Iterator[str]:
    """The names that an expression reads, each as often as it stands there."""
    if isinstance(expr, Name):
        yield expr.name
    for part in parts(expr):
        yield from names_in(part)


def changed(expr: Expr, change: Callable[[Expr], Expr | None]) -> Expr:
    """The expression with what `change` gives instead of parts of it; the same one where that gives nothing at all."""
    instead = change(expr)
    if instead is not None:
        return instead
    before = parts(expr)
    after = tuple([changed(part, change) for part in before])
    if all(new is old for new, old in zip(after, before, strict=True)):
        return expr
    return _made_of(expr, after)


def _made_of(expr: Expr, inner: tuple[Expr, ...]) -> Expr:
    """The same node with other expressions directly inside it."""
    match expr:
        case Name() | Constant():
            return expr
        case Not():
            return Not(*inner)
        case Scaled(_, power):
            return Scaled(inner[0], power)
        case All() | Any() | Sum() | Least() | Greatest() | Count():
            return type(expr)(inner)
        case Compare(order):
            return Compare(order, *inner)
        case Difference() | Times() | Shared() | Either() | Percent() | Share():
            return type(expr)(*inner)
        case Among(_, options, mask):
            return Among(inner[0], options, mask)
        case Includes(_, option, mask):
            return Includes(inner[0], option, mask)
        case Size(_, width):
            return Size(inner[0], width)
        case Weighted(numbers, figure):
            return Weighted(numbers, figure, inner)
        case Pick(_, sorts, rows, levels):
            return Pick(inner, sorts, rows, levels)
