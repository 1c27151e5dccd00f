"""Where CEL comes to a value although answers are missing, so do we; where only we do, every completion confirms it."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest
from cel_expr_python import cel

from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import Bounds, is_known, widest
from advisor.language.possible import possible
from tests.laws.cel_reading import data, environment, in_cel, translated, without_value
from tests.laws.strategies import Case, cases, completions, facts, table_cases

MOST_COMPLETIONS = 200
DECIDED = ("both decide", "both are open", "only we decide")


def check(made: Case, env: cel.Env, random: Random) -> str:
    kinds = made.kinds
    hides = random.choice((0.2, 0.5, 0.8))
    known = {name: fact for name, fact in facts(random, kinds).items() if random.random() >= hides}
    program = in_cel(env, translated(made.expr, kinds))
    if program is None:
        return "too deep for CEL"
    theirs = program.eval(data=data(kinds, known))
    given = {name: Bounds(known[name], known[name]) if name in known else widest(kind) for name, kind in kinds.items()}
    ours = possible(made.expr, given)
    if not without_value(theirs):
        assert ours == (theirs.value(), theirs.value()), (made.text, known)
        return "both decide"
    if not is_known(ours):
        return "both are open"
    for turned_out in islice(completions(given, kinds), MOST_COMPLETIONS):
        assert exact(made.expr, turned_out) == ours.low, (made.text, known, turned_out)
    return "only we decide"


def tried(made: Iterator[Case], seed: int) -> Counter[str]:
    """How often CEL and we came to a value."""
    random = Random(seed)
    outcomes: Counter[str] = Counter()
    env = scope = None
    for each in made:
        if scope is not each.scope:
            env, scope = environment(each.scope.kinds), each.scope
        outcomes[check(each, env, random)] += 1
    return outcomes


def test_cel_agrees_on_ten_thousand_conditions() -> None:
    outcomes = tried(cases(10_100, seed=10, small=True, conditions=True), seed=10)
    assert outcomes.total() - outcomes["too deep for CEL"] >= 10_000, outcomes
    assert min(outcomes[each] for each in DECIDED) > 500, outcomes


def test_cel_agrees_on_tables() -> None:
    outcomes = tried(table_cases(1000, seed=11, small=True), seed=11)
    assert min(outcomes[each] for each in DECIDED) > 50, outcomes


@pytest.mark.slow
def test_cel_agrees_on_many_more_conditions() -> None:
    tried(cases(8_000, seed=12, small=True, conditions=True), seed=12)


def test_every_node_can_be_said_in_cel() -> None:
    """The cases above between them hold every node of the language."""
    seen: set[type] = set()
    for made in islice(cases(3000, seed=10, small=True, conditions=True), 3000):
        seen |= set(sorts_in(made.expr))
    seen |= {sort for made in table_cases(20, seed=11, small=True) for sort in sorts_in(made.expr)}
    assert seen == set(tree.Expr.__args__)


def sorts_in(expr: tree.Expr) -> Iterator[type]:
    yield type(expr)
    for part in tree.parts(expr):
        yield from sorts_in(part)
