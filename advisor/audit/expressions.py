"""Every expression of a rule base, with what it belongs to and the key under which it stands."""

from collections.abc import Iterator

from advisor.language import tree
from advisor.language.tree import Expr
from advisor.model.graph import Sort
from advisor.model.rulebase import Quantity, RuleBase

Placed = tuple[str, str, Expr]
"""The key of a node, the key in the file, and the expression."""
RULEBASE = "rulebase:rulebase"
"""The node of the file ``rulebase.toml``."""


def sort_of(quantity: Quantity) -> Sort:
    """Whether a quantity is a decision table."""
    return "table" if isinstance(quantity.expr, tree.Pick) else "quantity"


def expressions(base: RuleBase) -> Iterator[Placed]:
    """All of them, in the order of the strata."""
    for key, how, expr in _all(base):
        if expr is not None:
            yield key, how, expr


def _all(base: RuleBase) -> Iterator[tuple[str, str, Expr | None]]:
    yield RULEBASE, "small", base.small
    for question in base.questions.values():
        yield f"question:{question.id}", "when", question.when
        yield f"question:{question.id}", "at_most", question.at_most
    for quantity in base.quantities.values():
        sort = sort_of(quantity)
        yield f"{sort}:{quantity.id}", "rows" if sort == "table" else "is", quantity.expr
    for outcome in base.outcomes.values():
        key = f"{outcome.group}:{outcome.id}"
        yield key, "not_started", outcome.not_started
        yield key, "we", outcome.we
        yield key, "partner", outcome.partner
        for rule in outcome.rules:
            yield f"rule:{rule.id}", "when", rule.when
    for sort, entries in (
        ("path", base.paths),
        ("wanted", base.wanted),
        ("check", base.checks),
        ("warning", base.warnings),
    ):
        for entry in entries:
            yield f"{sort}:{entry.id}", "when", entry.when
    for step in base.steps.values():
        yield f"step:{step.id}", "when", step.when
        yield f"step:{step.id}", "met", step.met
        yield f"step:{step.id}", "unless", step.unless


def counted(expr: Expr) -> Iterator[Expr]:
    """The conditions that a calculation counts."""
    for part in tree.parts(expr):
        if isinstance(expr, tree.Count):
            yield part
        else:
            yield from counted(part)


def names_of(expr: Expr) -> tuple[str, ...]:
    """The ids of what an expression reads, each once: questions, quantities, outcomes and figures."""
    return tuple(dict.fromkeys(_names(expr)))


def _names(expr: Expr) -> Iterator[str]:
    match expr:
        case tree.Name(name):
            yield name.partition(".")[0]
        case tree.Constant(figure=figure) if figure:
            yield figure
        case tree.Weighted(numbers, figure):
            yield from (numbers, figure)
        case _:
            pass
    for part in tree.parts(expr):
        yield from _names(part)
