"""Law 1. `possible` of what is known is `exact`, at both ends."""

from itertools import chain
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.language.exact import exact
from advisor.language.possible import possible
from tests.laws.strategies import LAW, Case, case, cases, drawn, facts, known, of_table, table_cases


def check(made: Case, random: Random) -> None:
    truth = facts(random, made.kinds)
    value = exact(made.expr, truth)
    assert possible(made.expr, known(truth)) == (value, value), (made.text, truth)


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_bounds_of_a_text_meet_when_everything_is_known(made: Case, random: Random) -> None:
    check(made, random)


@LAW
@given(drawn(of_table), st.randoms(use_true_random=False))
def test_bounds_of_a_table_meet_when_everything_is_known(made: Case, random: Random) -> None:
    check(made, random)


def test_bounds_meet_in_thousands_of_cases() -> None:
    random = Random(1)
    for made in chain(cases(6000, seed=1), table_cases(1500, seed=1)):
        for _ in range(3):
            check(made, random)
