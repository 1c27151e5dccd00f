"""Law 6, in the language. The text of a tree parses to that tree."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.language.kinds import plain
from advisor.language.parse import parse
from advisor.language.prose import source
from advisor.language.tokens import fixed
from tests.laws.strategies import LAW, Case, case, cases, drawn


def check(made: Case) -> None:
    assert parse(source(made.expr), made.scope) == (made.expr, made.kind), (made.text, source(made.expr))


@LAW
@given(drawn(case))
def test_reading_back_gives_the_same_tree(made: Case) -> None:
    check(made)


def test_reading_back_gives_the_same_tree_in_thousands_of_cases() -> None:
    for made in cases(6000, seed=7):
        check(made)


@LAW
@given(st.integers(min_value=0, max_value=10**18), st.integers(min_value=0, max_value=9))
def test_reading_back_gives_the_same_number(scaled: int, decimals: int) -> None:
    value, fewer = fixed(plain(scaled, decimals))
    assert value * 10 ** (decimals - fewer) == scaled
