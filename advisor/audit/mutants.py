"""A rule base with one thing wrong: the mistakes that an author could make, one at a time.

Thresholds are moved, comparisons turned round, `and` and `or` swapped, conditions dropped, options taken for their
neighbours, results of tables exchanged, points changed, and points moved from one rule of an outcome to the next.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Kind, OneOf, chosen_in
from advisor.language.prose import source
from advisor.language.tree import Expr
from advisor.model.mutation import Mutant
from advisor.model.rulebase import Outcome, Rule, RuleBase

TURNED: Final[Mapping[tree.Order, tree.Order]] = {
    ">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "==",
}  # fmt: skip
MORE_POINTS: Final = 10
MOVED_POINTS: Final = 5
Kinds = Mapping[str, Kind]
WrongRules = tuple[str, str, tuple[Rule, ...]]
"""The rule that it is about, what is wrong with it, and all rules of its outcome."""


def mutants(rulebase: RuleBase) -> Iterator[Mutant]:
    """Every mutant, in the order of the rule base."""
    kinds = rulebase.scope.kinds
    for name, quantity in rulebase.quantities.items():
        for change, expr in mutated(quantity.expr, kinds):
            yield _with(rulebase, "quantities", name, ("quantity", name, change), replace(quantity, expr=expr))
    for outcome in rulebase.outcomes.values():
        for about, change, rules in (*_of_rules(outcome, kinds), *_moved(outcome)):
            yield _with(rulebase, "outcomes", outcome.id, ("rule", about, change), replace(outcome, rules=rules))
    for key, sort in (("warnings", "warning"), ("paths", "path"), ("wanted", "wanted")):
        yield from _of_entries(rulebase, key, sort)
    for name, step in rulebase.steps.items():
        conditions = {key: getattr(step, key) for key in ("when", "met", "unless")}
        for key, expr in conditions.items():
            for change, other in mutated(expr, kinds) if expr is not None else ():
                yield _with(rulebase, "steps", name, ("step", name, f"{key}: {change}"), replace(step, **{key: other}))


def _with(rulebase: RuleBase, key: str, name: str, what: tuple[str, str, str], entry: object) -> Mutant:
    entries = {**getattr(rulebase, key), name: entry}
    return _mutant(*what, replace(rulebase, **{key: entries}))


def _mutant(sort: str, about: str, change: str, rulebase: RuleBase) -> Mutant:
    return Mutant(sort=sort, about=about, change=change, rulebase=rulebase)


def _of_entries(rulebase: RuleBase, key: str, sort: str) -> Iterator[Mutant]:
    entries: Sequence[Any] = getattr(rulebase, key)
    for place, entry in enumerate(entries):
        for change, expr in mutated(entry.when, rulebase.scope.kinds):
            whole = (*entries[:place], replace(entry, when=expr), *entries[place + 1 :])
            yield _mutant(sort, entry.id, change, replace(rulebase, **{key: whole}))


def _of_rules(outcome: Outcome, kinds: Kinds) -> Iterator[WrongRules]:
    for place, rule in enumerate(outcome.rules):
        for change, wrong in _of_rule(rule, kinds):
            yield rule.id, change, (*outcome.rules[:place], wrong, *outcome.rules[place + 1 :])


def _of_rule(rule: Rule, kinds: Kinds) -> Iterator[tuple[str, Rule]]:
    yield from ((change, replace(rule, when=expr)) for change, expr in mutated(rule.when, kinds))
    if rule.points:
        yield (
            f"{rule.points} points -> {rule.points + MORE_POINTS} points",
            replace(rule, points=rule.points + MORE_POINTS),
        )


def _moved(outcome: Outcome) -> Iterator[WrongRules]:
    """Points of a rule that go to the next one, so that their sum stays: nothing else says which is worth more."""
    plus = [rule for rule in outcome.rules if rule.effect == "plus" and not rule.group]
    for giver, taker in pairwise(plus):
        if giver.points > MOVED_POINTS:
            points = {giver.id: giver.points - MOVED_POINTS, taker.id: taker.points + MOVED_POINTS}
            rules = tuple(replace(rule, points=points.get(rule.id, rule.points)) for rule in outcome.rules)
            yield giver.id, f"{MOVED_POINTS} of its points -> {taker.id}", rules


def mutated(expr: Expr, kinds: Kinds) -> Iterator[tuple[str, Expr]]:
    """Every expression that differs from this one in one place, with what that place became.

    Args:
        expr: A condition, or what works out a quantity.
        kinds: Of every name that it can read.
    """
    yield from _rows(expr) if isinstance(expr, tree.Pick) else ()
    for other in (*_here(expr), *_neighbours(expr, kinds)):
        yield f"{source(expr)} -> {source(other)}", other
    inner = tree.parts(expr)
    for place, part in enumerate(inner):
        for change, other in mutated(part, kinds):
            yield change, tree.with_parts(expr, (*inner[:place], other, *inner[place + 1 :]))


def _rows(table: tree.Pick) -> Iterator[tuple[str, Expr]]:
    """Rows of a table that get the result of the next one."""
    for place, row in enumerate(table.rows):
        after = (place + 1) % len(table.rows)
        result = table.rows[after].result
        if result != row.result:
            rows = (*table.rows[:place], replace(row, result=result), *table.rows[place + 1 :])
            yield f"row {place + 1} -> the result of row {after + 1}", replace(table, rows=rows)


def _here(expr: Expr) -> Iterator[Expr]:
    match expr:
        case tree.All(inner) | tree.Any(inner) if len(inner) > 1:
            yield tree.Any(inner) if isinstance(expr, tree.All) else tree.All(inner)
            for place in range(len(inner)):
                left = (*inner[:place], *inner[place + 1 :])
                yield replace(expr, inner=left) if len(left) > 1 else left[0]
        case tree.Not(inner):
            yield inner
        case tree.Compare(order, left, tree.Constant(limit)):
            yield tree.Compare(TURNED[order], left, tree.Constant(limit))
            for other in (limit - 1, limit + 1):
                yield tree.Compare(order, left, tree.Constant(other))
        case tree.Compare(order, left, right):
            yield tree.Compare(TURNED[order], left, right)
        case tree.Includes(chosen, option, mask):
            yield tree.Not(tree.Includes(chosen, option, mask))
        case tree.Among():
            yield tree.Not(expr)
        case _:
            return


def _neighbours(expr: Expr, kinds: Kinds) -> Iterator[Expr]:
    """A comparison in which one option is taken for the next one that it does not name, or a level for the next."""
    if not isinstance(expr, tree.Among | tree.Includes):
        return
    kind = kinds[next(tree.names_in(expr))]
    options = kind.options if isinstance(kind, OneOf | AnyOf) else ()
    for mask in dict.fromkeys(_masks(expr.mask, options, ordered=isinstance(kind, OneOf) and kind.ordered)):
        chosen = chosen_in(mask, options)
        if isinstance(expr, tree.Includes):
            yield replace(expr, option=chosen[0], mask=mask)
        else:
            yield replace(expr, options=chosen, mask=mask)


def _masks(mask: int, options: Sequence[str], *, ordered: bool) -> Iterator[int]:
    places = [place for place in range(len(options)) if mask >> place & 1]
    whole = (1 << len(options)) - 1
    if ordered and len(places) > 1 and places[-1] == len(options) - 1:  # at least a level
        yield from (each for each in (mask << 1 & whole, (mask >> 1 | mask) & whole) if each not in (0, whole, mask))
    elif ordered and len(places) > 1 and places[0] == 0:  # at most a level
        yield from (each for each in (mask >> 1, (mask << 1 | mask) & whole) if each not in (0, whole, mask))
    else:
        for place in places:
            others = [each % len(options) for each in range(place + 1, place + len(options))]
            other = next((each for each in others if each not in places), None)
            if other is not None:
                yield mask ^ (1 << place | 1 << other)
