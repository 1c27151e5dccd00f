"""Law 7. A condition is Python, and Python comes to the same value."""

import ast
import re
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.language.exact import exact
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in
from advisor.language.parse import parse
from advisor.language.tokens import ConditionError
from tests.laws.python_reading import Choice, Option, compiled, evaluated
from tests.laws.strategies import LAW, Case, case, cases, drawn, facts, scope


def check(made: Case, random: Random, times: int) -> None:
    code = compiled(made.text)
    for _ in range(times):
        truth = facts(random, made.scope.kinds)
        ours = in_python(made, exact(made.expr, truth))
        assert evaluated(code, made.scope, truth) == ours, (made.text, truth)


def in_python(made: Case, value: int) -> object:
    """Our value as Python would say it."""
    match made.kind:
        case YesNo():
            return value == 1
        case Number(decimals=decimals):
            return Fraction(value, 10**decimals)
        case AnyOf(options):
            return {Option(option) for option in chosen_in(value, options)}
        case OneOf(options):
            return Choice(options, *chosen_in(value, options))


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_python_reads_a_condition_the_same_way(made: Case, random: Random) -> None:
    check(made, random, 1)


def test_python_reads_ten_thousand_conditions_the_same_way() -> None:
    random = Random(8)
    truths = set()
    for made in cases(10_000, seed=8):
        check(made, random, 1)
        truths.add(type(made.kind))
    assert truths == {YesNo, Number, AnyOf}


SOUP = re.findall(
    r"\S+",
    "and or not in == < <= ( ) [ ] , + - * 1 0 007 1_000 1__0 2.5 .5 has_sla staff us.seats sector rigour needs tools "
    "zoom low high health count min percent size shared weighted peak load peak.zoom 3e5 0x1f 1_ true None",
)


@LAW
@given(st.lists(st.sampled_from(SOUP), min_size=1, max_size=9), st.sampled_from(("", " ")))
def test_what_we_can_read_python_can_read(words: list[str], space: str) -> None:
    """The language is a subset: what it accepts, Python's own parser accepts."""
    check_subset(space.join(words))


@pytest.mark.parametrize("number", ["007", "1__0", "1_", "1_000", "0.50", "0", "00", "1.", ".5", "1_0.5"])
def test_numbers_are_written_as_in_python(number: str) -> None:
    check_subset(f"staff < {number}")


def test_what_we_can_read_python_can_read_in_thousands_of_cases() -> None:
    random = Random(9)
    accepted = 0
    for _ in range(30_000):
        accepted += check_subset(" ".join(random.choices(SOUP, k=random.randint(1, 5))))
    assert accepted > 1000


OVER = scope(Random(1))


def check_subset(text: str) -> bool:
    try:
        parse(text, OVER)
    except ConditionError:
        return False
    ast.parse(f"({text})", mode="eval")
    return True
