"""Law 3, in the language. Closer answers give closer bounds, so one more answer never overturns what was settled."""

from itertools import chain
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.language.possible import possible
from tests.laws.strategies import (
    LAW,
    Case,
    case,
    cases,
    drawn,
    facts,
    hidden,
    inside,
    narrower,
    of_table,
    table_cases,
)


def check(made: Case, random: Random) -> None:
    kinds = made.kinds
    truth = facts(random, kinds)
    before = hidden(random, truth, kinds)
    after = narrower(random, truth, before, kinds)
    assert all(inside(after[name], before[name], kind) for name, kind in kinds.items())
    assert inside(possible(made.expr, after), possible(made.expr, before), made.kind), (made.text, before, after)


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_one_more_answer_never_widens_a_text(made: Case, random: Random) -> None:
    check(made, random)


@LAW
@given(drawn(of_table), st.randoms(use_true_random=False))
def test_one_more_answer_never_widens_a_table(made: Case, random: Random) -> None:
    check(made, random)


def test_one_more_answer_never_widens_in_thousands_of_cases() -> None:
    random = Random(5)
    for made in chain(cases(6000, seed=5), table_cases(1500, seed=5)):
        check(made, random)
