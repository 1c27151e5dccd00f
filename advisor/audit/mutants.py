"""A rule base with one thing wrong: the mistakes that an author could make, one at a time.

Thresholds are moved, comparisons turned round, `and` and `or` swapped, conditions dropped, options taken for others,
results of tables exchanged, and points changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from advisor.frozen import replace
from advisor.language import tree
from advisor.language.prose import source
from advisor.language.tree import Expr
from advisor.model.mutation import Mutant
from advisor.model.rulebase import Rule, RuleBase

TURNED: Final[Mapping[tree.Order, tree.Order]] = {
    ">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "==",
}  # fmt: skip
MORE_POINTS: Final = 10


def mutants(rulebase: RuleBase) -> Iterator[Mutant]:
    """Every mutant, in the order of the rule base."""
    for name, quantity in rulebase.quantities.items():
        for change, expr in mutated(quantity.expr):
            yield _with(rulebase, "quantities", name, ("quantity", name, change), replace(quantity, expr=expr))
    for outcome in rulebase.outcomes.values():
        for place, rule in enumerate(outcome.rules):
            for change, wrong in _of_rule(rule):
                rules = (*outcome.rules[:place], wrong, *outcome.rules[place + 1 :])
                about = ("rule", rule.id, change)
                yield _with(rulebase, "outcomes", outcome.id, about, replace(outcome, rules=rules))
    for key, sort in (("warnings", "warning"), ("paths", "path"), ("wanted", "wanted")):
        yield from _of_entries(rulebase, key, sort)
    for name, step in rulebase.steps.items():
        conditions = {key: getattr(step, key) for key in ("when", "met", "unless")}
        for key, expr in conditions.items():
            for change, other in mutated(expr) if expr is not None else ():
                yield _with(rulebase, "steps", name, ("step", name, f"{key}: {change}"), replace(step, **{key: other}))


def _with(rulebase: RuleBase, key: str, name: str, what: tuple[str, str, str], entry: object) -> Mutant:
    entries = {**getattr(rulebase, key), name: entry}
    return _mutant(*what, replace(rulebase, **{key: entries}))


def _mutant(sort: str, about: str, change: str, rulebase: RuleBase) -> Mutant:
    return Mutant(sort=sort, about=about, change=change, rulebase=rulebase)


def _of_entries(rulebase: RuleBase, key: str, sort: str) -> Iterator[Mutant]:
    entries: Sequence[Any] = getattr(rulebase, key)
    for place, entry in enumerate(entries):
        for change, expr in mutated(entry.when):
            whole = (*entries[:place], replace(entry, when=expr), *entries[place + 1 :])
            yield _mutant(sort, entry.id, change, replace(rulebase, **{key: whole}))


def _of_rule(rule: Rule) -> Iterator[tuple[str, Rule]]:
    yield from ((change, replace(rule, when=expr)) for change, expr in mutated(rule.when))
    if rule.points:
        yield (
            f"{rule.points} points -> {rule.points + MORE_POINTS} points",
            replace(rule, points=rule.points + MORE_POINTS),
        )


def mutated(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Every expression that differs from this one in one place, with what that place became."""
    yield from _rows(expr) if isinstance(expr, tree.Pick) else ()
    for other in _here(expr):
        yield f"{source(expr)} -> {source(other)}", other
    inner = tree.parts(expr)
    for place, part in enumerate(inner):
        for change, other in mutated(part):
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
