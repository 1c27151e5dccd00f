"""Scores and standings as expressions: points, gates and thresholds in the same tree as the conditions.

So bounds, proofs and explanations of a standing come from the same readings as those of a condition. A rule
stands in these expressions as a name of its own, so that it is evaluated once.
"""

from collections.abc import Iterable

from advisor.language import tree
from advisor.language.kinds import Bounds
from advisor.language.trace import Trace
from advisor.language.tree import Expr, Pick, Row
from advisor.model.assessment import STANDINGS
from advisor.model.rulebase import Outcome, Rule, Thresholds

FULL = 100
"""The best fit there is."""
LEVELS = ("low", "medium", "high")
"""Readiness levels."""


def fit(outcome: Outcome) -> Expr:
    """Plus less minus, never below 0: of a group only the highest rule that holds counts."""
    groups: dict[str, list[Expr]] = {}
    plus: list[Expr] = []
    for rule in outcome.rules:
        if rule.effect != "plus":
            continue
        if rule.group:
            groups.setdefault(rule.group, []).append(_points(rule))
        else:
            plus.append(_points(rule))
    plus += [tree.Greatest(tuple(parts)) for parts in groups.values()]
    minus = [_points(rule) for rule in outcome.rules if rule.effect == "minus"]
    return tree.Greatest((tree.Constant(0), tree.Difference(total(plus), total(minus))))


def best_points(rules: Iterable[tuple[str, int]]) -> int:
    """What plus rules add up to at most, given the group (empty for none) and the points of each."""
    alone, best = 0, dict[str, int]()
    for group, points in rules:
        if group:
            best[group] = max(best.get(group, 0), points)
        else:
            alone += points
    return alone + sum(best.values())


def plus_and_minus(counted: Trace) -> tuple[Bounds, Bounds]:
    """The points for and the points against, from the working of a `fit`."""
    _nothing, less = counted.inner
    plus, minus = less.inner
    return plus.bounds, minus.bounds


def gate(outcome: Outcome) -> Expr | None:
    """Every must holds and no bar does; None when there is neither."""
    parts: list[Expr] = [tree.Name(rule.id) for rule in outcome.rules if rule.effect == "must"]
    parts += [tree.Not(tree.Name(rule.id)) for rule in outcome.rules if rule.effect == "bar"]
    return tree.All(tuple(parts)) if parts else None


def standing(outcome: Outcome, thresholds: Thresholds) -> Pick:
    """The standing as one of three levels: a decision table over gate and fit."""
    return _by_gate_and_fit(outcome, thresholds, (1, 2, 4), levels=True)


def level(outcome: Outcome, thresholds: Thresholds) -> Pick:
    """The standing as a number: 0 not now, 1 emerging, 2 fits."""
    return _by_gate_and_fit(outcome, thresholds, (0, 1, 2), levels=False)


def key(outcome: Outcome) -> Expr:
    """The rank: the level first, then the fit."""
    weight = tree.Constant(FULL + 1)
    return tree.Sum((tree.Times(weight, tree.Name(f"{outcome.id}.level")), tree.Name(f"{outcome.id}.fit")))


def readiness_level(conditions: Iterable[Outcome]) -> Pick:
    """High when all conditions are in evidence, low when two or more are missing, medium otherwise."""
    names = [tree.Name(f"{outcome.id}.standing") for outcome in conditions]
    in_evidence = tree.Count(tuple(tree.Among(name, (STANDINGS[2].value,), 4) for name in names))
    missing = tree.Count(tuple(tree.Among(name, (STANDINGS[0].value,), 1) for name in names))
    most = len(names)
    rows = (
        Row(((most, most), None), 4),
        Row((None, (2, most)), 1),
        Row(((0, most - 1), (0, 1)), 2),
    )
    return Pick((in_evidence, missing), ("number", "number"), rows, levels=True)


def total(parts: list[Expr]) -> Expr:
    """The sum of some numbers, 0 when there are none."""
    return tree.Sum(tuple(parts)) if parts else tree.Constant(0)


def _points(rule: Rule) -> Expr:
    return tree.Times(tree.Constant(rule.points), tree.Count((tree.Name(rule.id),)))


def _by_gate_and_fit(outcome: Outcome, thresholds: Thresholds, results: tuple[int, int, int], *, levels: bool) -> Pick:
    not_now, emerging, fits = results
    rows = (
        Row((1 << False, None), not_now),
        Row((None, (0, thresholds.emerging - 1)), not_now),
        Row((1 << True, (thresholds.emerging, thresholds.fits - 1)), emerging),
        Row((1 << True, (thresholds.fits, FULL)), fits),
    )
    inputs = (tree.Name(f"{outcome.id}.gate"), tree.Name(f"{outcome.id}.fit"))
    return Pick(inputs, ("yes/no", "number"), rows, levels)
