"""What the laws are tried on: scopes, texts, answers and decision tables, made at random.

Everything is made from a `random.Random`. A seeded one gives thousands of cases in a second (`cases`); Hypothesis
passes one in that it can shrink (`drawn`). Both thus speak the same grammar, which is written down once, here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from random import Random
from typing import Final, TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from advisor.language import tree
from advisor.language.kinds import (
    AnyOf,
    Bounds,
    Kind,
    Number,
    OneOf,
    Scope,
    Weights,
    YesNo,
    chosen_in,
    everything,
    one_left,
    plain,
    widest,
)
from advisor.language.parse import parse
from advisor.language.tables import table
from advisor.language.tokens import ConditionError

T = TypeVar("T")
Facts = Mapping[str, int]

LAW: Final = settings(max_examples=150, deadline=None, derandomize=True)
"""How a law is tried: the same cases in every run, because a check that fails at random teaches people to rerun it."""


def drawn(make: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """What `make` builds, with choices that Hypothesis makes and can shrink."""
    return st.randoms(use_true_random=False).map(make)


# -- scopes

OPTIONS: Final = (
    ("zoom", "teams", "meet", "voip"),
    ("health", "retail", "education"),
    ("cloud", "tape"),
    ("agreed",),
    tuple(f"part_{place}" for place in range(64)),
)
LEVELS: Final = (("low", "medium", "high"), ("never", "yearly", "monthly", "weekly"))
RANGES: Final = ((0, 1), (0, 5), (-3, 3), (1, 10), (0, 100), (-1000, 1000), (1, 400_000), (7, 7))
SMALL_RANGES: Final = ((0, 1), (0, 2), (-1, 1), (1, 3), (5, 5))


def scope(random: Random, *, small: bool = False) -> Scope:
    """Names of every kind. With `small`, each has so few values that all of them can be tried."""
    kinds: dict[str, Kind] = dict.fromkeys(("has_sla", "us.signed", "them.signed"), YesNo())
    for name in ("staff", "us.seats", "them.seats", "balance", "uplink", "reducer.level"):
        low, high = random.choice(SMALL_RANGES if small else RANGES)
        decimals = random.randrange(2 if small else 4)
        kinds[name] = Number(low * 10**decimals, high * 10**decimals, decimals)
        if small:
            kinds[name] = Number(low, high, decimals)
        elif decimals and random.random() < 0.5:
            kinds[name] = Number(low * 10**decimals + 1, high * 10**decimals + 7, decimals)
    lists = OPTIONS[1:4] if small else OPTIONS
    kinds["sector"] = OneOf(random.choice(lists))
    kinds["them.sector"] = OneOf(random.choice(lists))
    kinds["rigour"] = OneOf(LEVELS[0] if small else random.choice(LEVELS), ordered=True)
    shared = random.choice(lists[1:] if small else lists)
    kinds |= {"needs": AnyOf(shared), "them.offers": AnyOf(shared)}
    tools = OPTIONS[2] if small else random.choice(OPTIONS[:3])
    kinds["tools"] = AnyOf(tools)
    decimals = random.randrange(2)
    most = 2 if small else random.choice((1, 40, 5000))
    kinds |= {f"peak.{option}": Number(0, most, decimals) for option in tools}
    return Scope(
        kinds=kinds,
        constants={"target_use": (random.randrange(1, 100), 0), "rate": (random.randrange(-50, 500), 2)},
        weights={
            "load": Weights("tools", tuple(random.randrange(60) for _ in tools), random.randrange(3)),
            "worth": Weights("tools", tuple(random.randrange(-9, 9) for _ in tools)),
        },
        each={"peak": "tools"},
    )


# -- texts, by the grammar in the docstring of advisor.language.parse


class Writer:
    """Writes conditions and calculations over a scope."""

    def __init__(self, random: Random, scope: Scope, *, once: bool = False) -> None:
        """With `once`, no name is written twice."""
        self.random = random
        self.scope = scope
        self.once = once
        self.left = {
            sort: [name for name, kind in scope.kinds.items() if isinstance(kind, sort)]
            for sort in (YesNo, Number, OneOf, AnyOf)
        }

    def condition(self, depth: int) -> list[str]:
        """Something that holds or does not, as tokens."""
        if depth and self.chance(0.3):
            return self.joined("or", [self.negation(depth - 1) for _ in range(self.random.choice((2, 2, 3)))])
        return self.both(depth)

    def both(self, depth: int) -> list[str]:
        if depth and self.chance(0.3):
            return self.joined("and", [self.negation(depth - 1) for _ in range(self.random.choice((2, 2, 3)))])
        return self.negation(depth)

    def negation(self, depth: int) -> list[str]:
        if self.chance(0.15):
            return ["not", *self.negation(depth)]
        return self.fact(depth)

    def fact(self, depth: int) -> list[str]:
        makers = [self.yes_no, self.compared, self.compared, self.choice, self.among, self.includes]
        if depth:
            makers += [self.bracketed, self.bracketed]
        return self.random.choice(makers)(depth)

    def bracketed(self, depth: int) -> list[str]:
        return ["(", *self.condition(depth - 1), ")"]

    def yes_no(self, depth: int) -> list[str]:
        name = self.name(YesNo)
        return [name] if name else self.compared(depth)

    def compared(self, depth: int) -> list[str]:
        found = self.number(depth)
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            found += [self.random.choice(("<", "<=", "==", "!=", ">=", ">")), *self.number(depth - 1)]
        return found

    def choice(self, depth: int) -> list[str]:
        name = self.name(OneOf)
        if not name:
            return self.compared(depth)
        kind = self.scope.kinds[name]
        assert isinstance(kind, OneOf)
        option = self.random.choice(kind.options)
        if not kind.ordered or self.chance(0.3):
            parts = [name, self.random.choice(("==", "!=")), option]
            return parts if self.chance(0.6) else parts[::-1]
        inner = kind.options[1:-1]
        if inner and self.chance(0.3):
            return [kind.options[0], "<", name, "<=", self.random.choice(inner)]
        if option != kind.options[-1]:
            return self.random.choice(([name, ">", option], [name, "<=", option], [option, "<", name]))
        return self.random.choice(([name, "<", option], [name, ">=", option], [option, "<=", name]))

    def among(self, depth: int) -> list[str]:
        name = self.name(OneOf)
        if not name:
            return self.compared(depth)
        kind = self.scope.kinds[name]
        assert isinstance(kind, OneOf)
        chosen = self.random.sample(kind.options, self.random.randint(1, min(3, len(kind.options))))
        words = ["in"] if self.chance(0.7) else ["not", "in"]
        return [name, *words, "[", *self.joined(",", [[option] for option in chosen]), "]"]

    def includes(self, depth: int) -> list[str]:
        tokens, options = self.set()
        if not options:
            return self.compared(depth)
        words = ["in"] if self.chance(0.7) else ["not", "in"]
        return [self.random.choice(options), *words, *tokens]

    def set(self) -> tuple[list[str], tuple[str, ...]]:
        """A set with its options, or nothing when no name is left."""
        name = self.name(AnyOf)
        if not name:
            return [], ()
        kind = self.scope.kinds[name]
        assert isinstance(kind, AnyOf)
        like = [other for other in self.left[AnyOf] if other != name and self.scope.kinds[other] == kind]
        if like and self.chance(0.4):
            other = self.random.choice(like)
            if self.once:
                self.left[AnyOf].remove(other)
            return [self.random.choice(("shared", "either")), "(", name, ",", other, ")"], kind.options
        return [name], kind.options

    def number(self, depth: int) -> list[str]:
        """A calculation, as tokens."""
        found = self.product(depth)
        while depth > 0 and self.chance(0.25):
            found += [self.random.choice(("+", "-")), *self.product(depth - 1)]
        return found

    def product(self, depth: int) -> list[str]:
        found = self.item(depth)
        if depth > 0 and self.chance(0.15):
            found += ["*", *self.item(0)]
        return found

    def item(self, depth: int) -> list[str]:
        if depth <= 0 or self.chance(0.6):
            return self.leaf()
        make = self.random.choice(
            (self.negative, self.grouped, self.extreme, self.count, self.percent, self.share, self.size, self.weighted)
        )
        return make(depth - 1)

    def leaf(self) -> list[str]:
        if self.chance(0.25):
            return [self.literal()]
        if self.scope.constants and self.chance(0.1):
            return [self.random.choice(list(self.scope.constants))]
        name = self.name(Number)
        return [name] if name else [self.literal()]

    def literal(self) -> str:
        whole = str(self.random.choice((0, 1, 2, 3, 5, 10, 100, 12345)))
        fraction = self.random.choice(("", "", "", ".5", ".25", ".0", ".50"))
        return "1_000" if self.chance(0.05) else whole + fraction

    def negative(self, depth: int) -> list[str]:
        return ["-", *self.item(depth)]

    def grouped(self, depth: int) -> list[str]:
        return ["(", *self.number(depth), ")"]

    def extreme(self, depth: int) -> list[str]:
        numbers = [self.number(depth) for _ in range(self.random.randint(1, 3))]
        return self.call(self.random.choice(("min", "max")), numbers)

    def count(self, depth: int) -> list[str]:
        return self.call("count", [self.condition(depth) for _ in range(self.random.randint(1, 4))])

    def percent(self, depth: int) -> list[str]:
        whole = self.call("max", [["1"], self.number(depth)])
        positive = [name for name in self.left[Number] if widest(self.scope.kinds[name]).low > 0]
        if positive and self.chance(0.5):
            whole = [self.random.choice(positive)]
            if self.once:
                self.left[Number].remove(whole[0])
        return self.call("percent", [self.number(depth), whole])

    def share(self, depth: int) -> list[str]:
        return self.call("share", [self.call("max", [["0"], self.number(depth)]) for _ in range(2)])

    def size(self, depth: int) -> list[str]:
        tokens, _ = self.set()
        return self.call("size", [tokens]) if tokens else self.number(depth)

    def weighted(self, depth: int) -> list[str]:
        if not self.scope.each:
            return self.number(depth)
        numbers, of = self.random.choice(list(self.scope.each.items()))
        figures = [name for name, weights in self.scope.weights.items() if weights.of == of]
        names = [name for name in self.scope.kinds if name.startswith(f"{numbers}.")]
        if self.once:
            if any(name not in self.left[Number] for name in names):
                return self.number(depth)
            self.left[Number] = [name for name in self.left[Number] if name not in names]
        return self.call("weighted", [[numbers], [self.random.choice(figures)]])

    def call(self, function: str, arguments: Sequence[list[str]]) -> list[str]:
        return [function, "(", *self.joined(",", arguments), ")"]

    def name(self, sort: type[Kind]) -> str:
        """A name of that kind, or nothing when none is left."""
        names = self.left[sort]
        if not names:
            return ""
        name = self.random.choice(names)
        if self.once:
            names.remove(name)
        return name

    def chance(self, part: float) -> bool:
        """Often False: Hypothesis begins at 0, and the simplest text says no to every chance."""
        return self.random.random() >= 1 - part

    @staticmethod
    def joined(mark: str, parts: Sequence[list[str]]) -> list[str]:
        found = list(parts[0])
        for part in parts[1:]:
            found += [mark, *part]
        return found


def spaced(random: Random, tokens: Sequence[str]) -> str:
    """The tokens as a text, with more or fewer spaces where the language leaves that free."""
    text = tokens[0]
    for before, token in pairwise(tokens):
        apart = before[-1].isalnum() and token[0].isalnum()
        text += (" " if apart or random.random() < 0.8 else random.choice(("", "  "))) + token
    return text


@dataclass(frozen=True)
class Case:
    """A text over a scope, and what it was parsed into."""

    scope: Scope
    text: str
    expr: tree.Expr
    kind: Kind

    @property
    def kinds(self) -> dict[str, Kind]:
        """The names that it reads."""
        return {name: self.scope.kinds[name] for name in sorted(set(tree.names_in(self.expr)))}


def case(random: Random) -> Case:
    """A text over one of a hundred scopes."""
    return case_over(scope(Random(random.randrange(100))), random)


def case_over(scope: Scope, random: Random, *, once: bool = False, conditions: bool = False) -> Case:
    """A text over that scope: mostly a condition, else a calculation or a set."""
    while True:
        writer = Writer(random, scope, once=once)
        depth = random.choice((0, 1, 1, 2, 2, 3))
        what = "condition" if conditions else random.choice(("condition", "condition", "number", "set"))
        if what == "set":
            tokens, _ = writer.set()
        else:
            tokens = writer.condition(depth) if what == "condition" else writer.number(depth + 1)
        text = spaced(random, tokens)
        try:
            expr, kind = parse(text, scope)
        except ConditionError as error:
            if error.code not in ("L127", "L140"):  # too many decimals, too large: write another
                raise
        else:
            return Case(scope, text, expr, kind)


def cases(
    count: int, seed: int, *, small: bool = False, once: bool = False, conditions: bool = False
) -> Iterator[Case]:
    """So many seeded cases; ten in a row share a scope."""
    random = Random(seed)
    over = scope(random, small=small)
    for place in range(count):
        if place % 10 == 0:
            over = scope(random, small=small)
        yield case_over(over, random, once=once, conditions=conditions)


def table_cases(count: int, seed: int, *, small: bool = False) -> Iterator[Case]:
    """So many seeded cases of tables."""
    random = Random(seed)
    for _ in range(count):
        yield of_table(random, small=small)


# -- answers


def facts(random: Random, kinds: Mapping[str, Kind]) -> dict[str, int]:
    """A value for every name."""
    return {name: some_value(random, widest(kind), kind) for name, kind in kinds.items()}


def completion(random: Random, given: Mapping[str, Bounds], kinds: Mapping[str, Kind]) -> dict[str, int]:
    """One of the ways in which what is hidden may turn out."""
    return {name: some_value(random, given[name], kind) for name, kind in kinds.items()}


def completions(given: Mapping[str, Bounds], kinds: Mapping[str, Kind]) -> Iterator[dict[str, int]]:
    """Every way in which what is hidden may turn out."""
    names = list(kinds)
    for values in product(*(list(values_in(given[name], kinds[name])) for name in names)):
        yield dict(zip(names, values, strict=True))


def values_in(bounds: Bounds, kind: Kind) -> Iterator[int]:
    """Every value within the bounds."""
    match kind:
        case YesNo() | Number():
            yield from range(bounds.low, bounds.high + 1)
        case OneOf(options):
            yield from (1 << place for place in range(len(options)) if bounds.high >> place & 1)
        case AnyOf(options):
            free = [1 << place for place in range(len(options)) if (bounds.high & ~bounds.low) >> place & 1]
            for chosen in product((0, 1), repeat=len(free)):
                yield bounds.low | sum(bit for bit, taken in zip(free, chosen, strict=True) if taken)


def hidden(random: Random, truth: Facts, kinds: Mapping[str, Kind]) -> dict[str, Bounds]:
    """What a profile may say when this is the truth: each name known, partly known, or as wide as it gets."""
    return {name: around(random, truth[name], widest(kind), kind) for name, kind in kinds.items()}


def narrower(random: Random, truth: Facts, given: Mapping[str, Bounds], kinds: Mapping[str, Kind]) -> dict[str, Bounds]:
    """The same with more answers, or closer ones."""
    return {name: around(random, truth[name], given[name], kind) for name, kind in kinds.items()}


def known(truth: Facts) -> dict[str, Bounds]:
    """The truth as bounds that meet."""
    return {name: Bounds(value, value) for name, value in truth.items()}


def around(random: Random, value: int, bounds: Bounds, kind: Kind) -> Bounds:
    """Bounds that hold the value and lie within others: as close as can be, partly, or as wide."""
    how = random.choice(("known", "partly", "open"))
    if how == "known":
        return Bounds(value, value)
    if how == "open":
        return bounds
    match kind:
        case YesNo():
            return bounds
        case Number():
            return Bounds(_between(random, bounds.low, value), _between(random, value, bounds.high))
        case OneOf():
            return one_left(Bounds(0, value | bounds.high & random.getrandbits(64)), kind)
        case AnyOf():
            low = bounds.low | value & random.getrandbits(64)
            return Bounds(low, value | bounds.high & random.getrandbits(64))


def some_value(random: Random, bounds: Bounds, kind: Kind) -> int:
    """A value within the bounds."""
    match kind:
        case YesNo() | Number():
            return _between(random, bounds.low, bounds.high)
        case OneOf(options):
            return 1 << options.index(random.choice(chosen_in(bounds.high, options)))
        case AnyOf():
            return bounds.low | bounds.high & random.getrandbits(64)


def _between(random: Random, low: int, high: int) -> int:
    """A number between the two, the ends more often than their turn."""
    return random.choice((low, high, random.randint(low, high), random.randint(low, high)))


def within(value: int, bounds: Bounds, kind: Kind) -> bool:
    """Whether the value lies within the bounds."""
    match kind:
        case YesNo() | Number():
            return bool(bounds.low <= value <= bounds.high)
        case OneOf() | AnyOf():
            return bounds.low & ~value == 0 and value & ~bounds.high == 0


def inside(narrow: Bounds, wide: Bounds, kind: Kind) -> bool:
    """Whether the first bounds lie within the second."""
    match kind:
        case YesNo() | Number():
            return bool(wide.low <= narrow.low <= narrow.high <= wide.high)
        case OneOf() | AnyOf():
            return wide.low & ~narrow.low == 0 and narrow.high & ~wide.high == 0


# -- decision tables

Box = tuple[tuple[int, int] | int, ...]
"""Per input an interval or a mask; for yes/no bit 0 is no and bit 1 is yes."""
Rows = list[tuple[list[str], int]]


@dataclass(frozen=True)
class TableCase:
    """A complete decision table: its inputs, its rows as they are written, and what they were made into."""

    inputs: Mapping[str, Kind]
    rows: Rows
    pick: tree.Pick
    kind: Kind


def table_case(random: Random, *, small: bool = False) -> TableCase:
    """A complete table over names of a random scope."""
    names = scope(random, small=small).kinds
    usable = [name for name, kind in names.items() if not isinstance(kind, AnyOf) and _width(kind) < 60]
    inputs = {name: names[name] for name in random.sample(usable, random.randint(2, 4))}
    levels = random.random() < 0.5
    results = [1, 2, 4] if levels else [random.randint(-20, 90) for _ in range(3)]
    rows: Rows = []
    for box in split(random, inputs, random.randint(0, 4)):
        result = random.choice(results)
        rows.append((cells(random, box, inputs), result))
        if random.random() < 0.2:  # a row within this one, that agrees with it
            smaller = next(iter(_split(random, box, 1)))
            rows.append((cells(random, smaller, inputs), result))
    random.shuffle(rows)
    kind = OneOf(LEVELS[0], ordered=True) if levels else Number(min(results), max(results))
    return TableCase(inputs, rows, table(inputs, rows, levels=levels), kind)


def of_table(random: Random, *, small: bool = False) -> Case:
    """What a table says, or a condition on it."""
    made = table_case(random, small=small)
    expr: tree.Expr = made.pick
    if random.random() < 0.5:
        return Case(Scope(made.inputs), "what the table says", expr, made.kind)
    if isinstance(made.kind, OneOf):
        expr = tree.Among(expr, made.kind.options[:2], 3)
    else:
        expr = tree.Compare(random.choice(("<", "==", ">=")), expr, tree.Constant(random.choice(made.rows)[1]))
    return Case(Scope(made.inputs), "a condition on a table", expr, YesNo())


def any_rows(random: Random, inputs: Mapping[str, Kind]) -> Rows:
    """Rows that may leave gaps and clash."""
    whole = tuple(_whole(kind) for kind in inputs.values())
    rows: Rows = []
    for box in _split(random, whole, random.randint(1, 3)):
        bent = random.choice(list(_split(random, whole, 2))) if random.random() < 0.2 else box
        rows.append((cells(random, bent, inputs), random.choice((1, 1, 2))))
    return rows


def cells(random: Random, box: Box, inputs: Mapping[str, Kind]) -> list[str]:
    """A box as the cells of a row."""
    return [_cell(random, side, kind) for side, kind in zip(box, inputs.values(), strict=True)]


def split(random: Random, inputs: Mapping[str, Kind], times: int) -> list[Box]:
    """All cases of the inputs, cut into boxes that do not overlap."""
    return list(_split(random, tuple(_whole(kind) for kind in inputs.values()), times))


def _width(kind: Kind) -> int:
    return len(kind.options) if isinstance(kind, OneOf | AnyOf) else 1


def _whole(kind: Kind) -> tuple[int, int] | int:
    match kind:
        case YesNo():
            return 3
        case Number(low, high):
            return low, high
        case OneOf(options) | AnyOf(options):
            return everything(options)


def _split(random: Random, box: Box, times: int) -> Iterator[Box]:
    """Cut the box in two along some side, and the halves again."""
    places = [place for place, side in enumerate(box) if _divisible(side)]
    if not times or not places:
        yield box
        return
    place = random.choice(places)
    side = box[place]
    halves: tuple[tuple[int, int] | int, tuple[int, int] | int]
    if isinstance(side, tuple):
        middle = _between(random, side[0], side[1] - 1)
        halves = (side[0], middle), (middle + 1, side[1])
    else:
        bits = [1 << bit for bit in range(side.bit_length()) if side >> bit & 1]
        some = sum(random.sample(bits, random.randint(1, len(bits) - 1)))
        halves = some, side & ~some
    for half in halves:
        yield from _split(random, (*box[:place], half, *box[place + 1 :]), times - 1)


def _divisible(side: tuple[int, int] | int) -> bool:
    return side[0] < side[1] if isinstance(side, tuple) else bool(side & (side - 1))


def _cell(random: Random, side: tuple[int, int] | int, kind: Kind) -> str:
    if side == _whole(kind) and random.random() < 0.7:
        return "any"
    match kind:
        case YesNo():
            return {1: "no", 2: "yes"}.get(side if isinstance(side, int) else 0, "any")
        case OneOf(options) | AnyOf(options):
            assert isinstance(side, int)
            return random.choice((" | ", "|")).join(chosen_in(side, options))
        case Number(low, high, decimals):
            assert isinstance(side, tuple)
            first, last = (plain(end, decimals) for end in side)
            ways = [f"{first}..{last}", f"{first} .. {last}"]
            if side[0] == side[1]:
                ways.append(first)
            if side[0] == low:
                ways += [f"<= {last}", f"< {plain(side[1] + 1, decimals)}"]
            if side[1] == high:
                ways += [f">= {first}", f">{plain(side[0] - 1, decimals)}"]
            return random.choice(ways)
