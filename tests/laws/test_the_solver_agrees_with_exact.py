"""Law 5. The solver reads an expression as `exact` does; what it finds is worked out again before it counts."""

from itertools import chain, product
from random import Random

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

from advisor.audit.claims import some
from advisor.audit.formula import Reading, constant, value_of
from advisor.audit.prove import ReplayError, Search
from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import Kind, Number, Scope, YesNo
from advisor.model.profile import Profile
from tests.laws.small_rule_bases import small_rule_base
from tests.laws.strategies import LAW, Case, case, cases, drawn, facts, of_table, table_cases


def solved(made: Case, truth: dict[str, int]) -> int:
    """The value that the solver gives an expression, where everything is known."""
    reading = Reading(made.kinds, "", {name: constant(value, made.kinds[name]) for name, value in truth.items()})
    term = reading.term(made.expr)
    solver = z3.Solver()
    solver.add(*reading.limits)
    assert solver.check() == z3.sat
    return value_of(solver.model(), term)


def check(made: Case, random: Random) -> None:
    truth = facts(random, made.kinds)
    assert solved(made, truth) == exact(made.expr, truth), (made.text, truth)


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_the_solver_agrees_on_a_text(made: Case, random: Random) -> None:
    check(made, random)


@LAW
@given(drawn(of_table), st.randoms(use_true_random=False))
def test_the_solver_agrees_on_a_table(made: Case, random: Random) -> None:
    check(made, random)


def test_the_solver_agrees_in_thousands_of_cases() -> None:
    random = Random(1)
    for made in chain(cases(900, seed=21), cases(400, seed=22, small=True), table_cases(300, seed=21)):
        check(made, random)


@pytest.mark.parametrize("comparison", ["<", "<=", "==", "!=", ">=", ">"])
def test_comparisons_with_a_fixed_number_are_made_inside(comparison: tree.Order) -> None:
    """A percentage, a share, a lowest and a highest number are compared without a division."""
    random, found = Random(5), 0
    for made in cases(900, seed=23, small=True):
        if type(made.expr) not in (tree.Percent, tree.Share, tree.Least, tree.Greatest, tree.Scaled):
            continue
        truth = facts(random, made.kinds)
        value = exact(made.expr, truth)
        for limit in (value - 1, value, value + 1, 0):
            for sides in ((made.expr, tree.Constant(limit)), (tree.Constant(limit), made.expr)):
                compared = Case(made.scope, made.text, tree.Compare(comparison, *sides), made.kind)
                assert solved(compared, truth) == exact(compared.expr, truth), (made.text, truth, limit)
                found += 1
    assert found > 60


SMALL = Number(0, 3)
A, B, YES = tree.Name("a"), tree.Name("b"), tree.Name("yes")
PICKED = tree.Pick(
    (YES, A),
    ("yes/no", "number"),
    (tree.Row((1, None), 2), tree.Row((2, (0, 1)), 5), tree.Row((2, (2, 3)), 0)),
    levels=False,
)
AWKWARD: tuple[tree.Expr, ...] = (
    tree.Share(A, B),  # nothing in both
    tree.Percent(A, tree.Sum((B, tree.Constant(1)))),
    tree.Times(PICKED, B),  # a product written out by rows
    tree.Times(B, PICKED),
    tree.Times(A, B),  # and by values
)


@pytest.mark.parametrize("expr", AWKWARD, ids=lambda expr: type(expr).__name__)
def test_the_solver_agrees_where_it_is_awkward(expr: tree.Expr) -> None:
    kinds: dict[str, Kind] = {"a": SMALL, "b": SMALL, "yes": YesNo()}
    for values in product(range(4), range(4), range(2)):
        truth = dict(zip(kinds, values, strict=True))
        value = exact(expr, truth)
        for each in (expr, *(tree.Compare(">=", expr, tree.Constant(limit)) for limit in (0, 1, value, value + 1))):
            made = Case(Scope(kinds), "", each, SMALL)
            assert solved(made, {name: truth[name] for name in made.kinds}) == exact(each, truth), truth


class Wrong:
    """A solver that finds what it found before, whatever it is asked."""

    def __init__(self, found: tuple[Profile, ...]) -> None:
        """Find that."""
        self.found = found

    def find(self, _claims: object) -> tuple[Profile, ...]:
        return self.found


def test_a_witness_that_is_none_is_never_shown() -> None:
    search = Search(small_rule_base(1), 5, drawn=False)
    many, few = (some("A701", tree.Compare(order, tree.Name("staff"), tree.Constant(1))) for order in (">", "<"))
    [found] = search.run([many])
    assert found.result == "proved"
    search._provers[""] = Wrong(found.witness)  # type: ignore[assignment]  # noqa: SLF001
    with pytest.raises(ReplayError):
        search.run([few])
