"""Law 2. Whatever is hidden, the truth lies within the bounds; and they are no wider than they have to be."""

from itertools import chain, islice
from math import prod
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import AnyOf, Bounds, Kind, OneOf
from advisor.language.possible import possible
from tests.laws.strategies import (
    LAW,
    Case,
    case,
    cases,
    completion,
    completions,
    drawn,
    facts,
    hidden,
    of_table,
    table_cases,
    values_in,
    within,
)

MOST_COMPLETIONS = 300


def check(made: Case, random: Random) -> None:
    kinds = made.kinds
    truth = facts(random, kinds)
    given_bounds = hidden(random, truth, kinds)
    bounds = possible(made.expr, given_bounds)
    for turned_out in (truth, *(completion(random, given_bounds, kinds) for _ in range(4))):
        assert within(exact(made.expr, turned_out), bounds, made.kind), (made.text, given_bounds, turned_out)


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_truth_of_a_text_lies_within_the_bounds(made: Case, random: Random) -> None:
    check(made, random)


@LAW
@given(drawn(of_table), st.randoms(use_true_random=False))
def test_truth_of_a_table_lies_within_the_bounds(made: Case, random: Random) -> None:
    check(made, random)


def test_truth_lies_within_the_bounds_in_thousands_of_cases() -> None:
    random = Random(2)
    for made in chain(cases(6000, seed=2), table_cases(1500, seed=2)):
        check(made, random)


def test_bounds_are_no_wider_than_needed_where_every_name_stands_once() -> None:
    """The names are then independent, so bounds that are wider than every completion are a mistake."""
    random = Random(3)
    tried = 0
    for made in chain(cases(3000, seed=3, small=True, once=True), table_cases(600, seed=3, small=True)):
        kinds = made.kinds
        if len(list(tree.names_in(made.expr))) > len(kinds):
            continue
        around = hidden(random, facts(random, kinds), kinds)
        ways = prod(len(list(values_in(around[name], kind))) for name, kind in kinds.items())
        if ways > MOST_COMPLETIONS or _may_skip_values(made.expr):
            continue
        values = [exact(made.expr, turned_out) for turned_out in completions(around, kinds)]
        assert possible(made.expr, around) == hull_of(values, made.kind), (made.text, around)
        tried += 1
    assert tried > 2000


def hull_of(values: list[int], kind: Kind) -> Bounds:
    """The narrowest bounds that hold these values."""
    if not isinstance(kind, OneOf | AnyOf):
        return Bounds(min(values), max(values))
    sure, maybe = values[0], 0
    for value in values:
        sure, maybe = sure & value, maybe | value
    return Bounds(sure, maybe)


def _may_skip_values(expr: tree.Expr) -> bool:
    """Whether it tests for equality with something that takes only some of the values between its bounds."""
    inner = tree.parts(expr)
    if isinstance(expr, tree.Compare) and expr.order in ("==", "!="):
        return not all(isinstance(part, tree.Name | tree.Constant) for part in inner)
    return any(_may_skip_values(part) for part in inner)


def test_every_completion_is_found() -> None:
    """The enumeration that other tests lean on gives each value within the bounds once."""
    assert list(values_in(Bounds(-1, 1), made_of("balance"))) == [-1, 0, 1]
    assert list(values_in(Bounds(0, 0b101), made_of("sector"))) == [0b001, 0b100]
    assert sorted(values_in(Bounds(0b001, 0b111), made_of("tools"))) == [0b001, 0b011, 0b101, 0b111]


def made_of(name: str) -> Kind:
    """The kind of that name in some scope."""
    return next(islice(cases(1, seed=4), 1)).scope.kinds[name]
