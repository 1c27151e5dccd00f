from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.language import tree
from advisor.language.kinds import Bounds, widest
from advisor.language.parse import parse
from advisor.language.possible import possible
from advisor.language.prose import source
from advisor.language.trace import Truth, because, open_names, trace, truth_of
from tests.language.small import SCOPE
from tests.laws.strategies import LAW, Case, case, cases, completion, drawn, facts, hidden

YES, NO, OPEN = Bounds(1, 1), Bounds(0, 0), Bounds(0, 1)
KNOWN = {"has_sla": YES, "us.signed": NO, "staff": Bounds(40, 40), "seats": Bounds(1, 500), "sector": Bounds(1, 1)}

REASONS = [
    ("has_sla and staff > 5", Truth.YES, ["has_sla", "staff > 5"]),
    ("has_sla and us.signed and staff > 50", Truth.NO, ["us.signed", "staff > 50"]),
    ("has_sla and seats > 5", Truth.OPEN, ["seats > 5"]),
    ("us.signed and seats > 5", Truth.NO, ["us.signed"]),
    ("has_sla or us.signed or seats > 5", Truth.YES, ["has_sla"]),
    ("us.signed or staff > 50", Truth.NO, ["us.signed", "staff > 50"]),
    ("us.signed or seats > 5", Truth.OPEN, ["seats > 5"]),
    ("us.signed or (has_sla and staff > 5)", Truth.YES, ["has_sla", "staff > 5"]),
    ("not (has_sla and us.signed)", Truth.YES, ["us.signed"]),
    ("not (has_sla or us.signed)", Truth.NO, ["has_sla"]),
    ("not not has_sla", Truth.YES, ["not has_sla"]),
    ("not has_sla", Truth.NO, ["not has_sla"]),
    ("count(has_sla, us.signed) >= 1", Truth.YES, ["count(has_sla, us.signed) >= 1"]),
    ("10 <= staff < 50", Truth.YES, ["10 <= staff", "staff < 50"]),
]


@pytest.mark.parametrize(("text", "truth", "reasons"), REASONS)
def test_the_reasons_are_the_smallest_conditions_that_decided(text: str, truth: Truth, reasons: list[str]) -> None:
    working = trace(parse(text, SCOPE)[0], KNOWN)
    assert working.truth is truth
    assert [source(expr) for expr, _ in because(working)] == reasons


def test_each_reason_carries_its_own_truth() -> None:
    working = trace(parse("not (has_sla and us.signed)", SCOPE)[0], KNOWN)
    assert list(because(working)) == [(tree.Name("us.signed"), Truth.NO)]


def test_the_bounds_of_a_condition_in_one_word() -> None:
    assert [truth_of(bounds) for bounds in (YES, NO, OPEN)] == [Truth.YES, Truth.NO, Truth.OPEN]


def test_a_trace_keeps_the_working_of_every_part() -> None:
    working = trace(parse("staff + 1 > seats", SCOPE)[0], KNOWN)
    assert [(source(each.expr), each.bounds) for each in working.inner] == [
        ("staff + 1", (41, 41)),
        ("seats", (1, 500)),
    ]


def check(made: Case, random: Random) -> None:
    kinds = made.kinds
    given_bounds = hidden(random, facts(random, kinds), kinds)
    working = trace(made.expr, given_bounds)
    assert working.bounds == possible(made.expr, given_bounds)
    if not isinstance(made.expr, tree.Not | tree.All | tree.Any | tree.Compare | tree.Among | tree.Includes):
        return
    reasons = list(because(working))
    assert reasons
    _check_enough(made, given_bounds, working.truth, {name for expr, _ in reasons for name in tree.names_in(expr)})
    for expr, truth in reasons:
        assert truth_of(possible(expr, given_bounds)) is truth
    if not has_composed_not(made.expr):
        assert {truth for _, truth in reasons} == {working.truth}, made.text
    if working.truth is Truth.OPEN:
        _check_deciding(made, given_bounds, set(open_names(working)), random)


def _check_enough(made: Case, given_bounds: dict[str, Bounds], truth: Truth, named: set[str]) -> None:
    """With the names in the reasons as they are, nothing else matters, however open it is."""
    only_reasons = {name: given_bounds[name] if name in named else widest(kind) for name, kind in made.kinds.items()}
    assert truth_of(possible(made.expr, only_reasons)) is truth, (made.text, given_bounds, named)


def _check_deciding(made: Case, given_bounds: dict[str, Bounds], named: set[str], random: Random) -> None:
    """Once the names that keep it open are known, it is no longer open."""
    turned_out = completion(random, given_bounds, made.kinds)
    answered = {
        name: Bounds(turned_out[name], turned_out[name]) if name in named else bounds
        for name, bounds in given_bounds.items()
    }
    assert truth_of(possible(made.expr, answered)) is not Truth.OPEN, (made.text, given_bounds, named)


def has_composed_not(expr: tree.Expr) -> bool:
    if isinstance(expr, tree.Not) and isinstance(expr.inner, tree.All | tree.Any | tree.Not):
        return True
    return isinstance(expr, tree.All | tree.Any | tree.Not) and any(has_composed_not(part) for part in tree.parts(expr))


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_the_reasons_are_enough(made: Case, random: Random) -> None:
    check(made, random)


def test_the_reasons_are_enough_in_thousands_of_cases() -> None:
    random = Random(22)
    for made in cases(5000, seed=22, conditions=True):
        check(made, random)
