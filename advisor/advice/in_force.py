"""The rule base as it stands on a day: without what is not valid then, and with the figures of that day.

Between two days on which something changes it is always the same one, and it is made once. A rule base in which nothing
is dated stands as it is.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, OneOf, Scope, one_left
from advisor.language.tree import Expr
from advisor.model.assessment import OutOfForce
from advisor.model.question import Option, Question
from advisor.model.rulebase import Figure, FigureValue, Outcome, RuleBase, Step
from advisor.model.term import Term, stretches

MOST_KEPT: Final = 8
"""Rule bases of which it is remembered how they stand; a program has one or two."""
_kept: dict[int, tuple[RuleBase, dict[int, RuleBase]]] = {}
"""By the identity of a rule base: itself, so that it lives as long, and how it stands, by stretch of time."""

Change = Callable[[Expr], Expr]


def in_force(rulebase: RuleBase, day: date) -> RuleBase:
    """The rule base on a day; the same one where nothing is dated, and where it stands on a day already."""
    return on_stretch(rulebase, stretch_of(rulebase, day)) if rulebase.turns else rulebase


def stretch_of(rulebase: RuleBase, day: date) -> int:
    """The number of the stretch of time in which a day lies; within one nothing changes."""
    return bisect_right(rulebase.turns, day)


def on_stretch(rulebase: RuleBase, number: int) -> RuleBase:
    """The rule base in a stretch of time."""
    if not rulebase.turns:
        return rulebase
    if id(rulebase) not in _kept:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[id(rulebase)] = (rulebase, {})
    _itself, found = _kept[id(rulebase)]
    if number not in found:
        found[number] = _standing(rulebase, stretches(rulebase.turns)[number].day)
    return found[number]


def throughout(rulebase: RuleBase) -> Iterator[tuple[Term, RuleBase]]:
    """Every stretch of time in which nothing changes, with the rule base as it stands then."""
    for number, term in enumerate(stretches(rulebase.turns)):
        yield term, on_stretch(rulebase, number)


def out_of_force(rulebase: RuleBase, day: date) -> tuple[OutOfForce, ...]:
    """What is not in force on a day: rules, checks, warnings, steps, figures and options, each by id."""
    if not rulebase.entire.turns:
        return ()
    return tuple(each for each in _limited(rulebase.entire, day) if not each.term.holds(day))


def _limited(whole: RuleBase, day: date) -> Iterator[OutOfForce]:
    """Everything that can be out of force; of a figure the value that is counted with on a day."""
    for rule in sorted(whole.rules().values(), key=lambda each: each.id):
        yield OutOfForce(sort="rule", id=rule.id, says=rule.says, term=rule.term)
    for check in whole.checks:
        yield OutOfForce(sort="check", id=check.id, says=check.says, term=check.term)
    for warning in whole.warnings:
        yield OutOfForce(sort="warning", id=warning.id, says=warning.says, term=warning.term)
    for step in whole.steps.values():
        yield OutOfForce(sort="step", id=step.id, says=step.deed.does, term=step.term)
    for figure in whole.figures.values():
        value = value_on(figure, day)
        term = figure.term if value is None else value.term
        yield OutOfForce(sort="figure", id=figure.id, says=figure.says, term=term)
    for question in whole.questions.values():
        if isinstance(question.kind, OneOf | AnyOf):
            for option in question.options:
                yield of_option(question, option)


def of_option(question: Question, option: Option, *, answered: bool = False) -> OutOfForce:
    """An option that is not valid, and whether the profile names it all the same."""
    name = f"{question.id}.{option.id}"
    return OutOfForce(sort="option", id=name, says=option.label, term=option.term, answered=answered)


# -- how it stands on a day


def _standing(whole: RuleBase, day: date) -> RuleBase:
    figures = {name: _figure_on(figure, day) for name, figure in whole.figures.items()}
    scope = _scope_on(whole, day)
    change = _reading(whole, scope)
    steps = _steps_on(whole, day, change)
    return replace(
        whole,
        small=_changed(whole.small, change),
        questions={name: _question_on(each, day, change) for name, each in whole.questions.items()},
        quantities={name: replace(each, expr=change(each.expr)) for name, each in whole.quantities.items()},
        figures=figures,
        scope=scope,
        outcomes={name: _outcome_on(each, day, steps, change) for name, each in whole.outcomes.items()},
        paths=tuple(replace(each, when=change(each.when)) for each in whole.paths),
        wanted=tuple(replace(each, when=change(each.when)) for each in whole.wanted),
        checks=tuple(replace(each, when=change(each.when)) for each in whole.checks if each.term.holds(day)),
        warnings=tuple(
            replace(each, when=change(each.when), remedy=_those_in(steps, each.remedy))
            for each in whole.warnings
            if each.term.holds(day)
        ),
        steps=steps,
        turns=(),
        whole=whole,
    )


def _changed(expr: Expr | None, change: Change) -> Expr | None:
    return None if expr is None else change(expr)


def _those_in(known: Mapping[str, object], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _outcome_on(outcome: Outcome, day: date, steps: Mapping[str, Step], change: Change) -> Outcome:
    return replace(
        outcome,
        rules=tuple(
            replace(rule, when=change(rule.when), remedy=_those_in(steps, rule.remedy))
            for rule in outcome.rules
            if rule.term.holds(day)
        ),
        not_started=_changed(outcome.not_started, change),
        we=_changed(outcome.we, change),
        partner=_changed(outcome.partner, change),
    )


def _steps_on(whole: RuleBase, day: date, change: Change) -> dict[str, Step]:
    """The steps of a day. What came before one that is left out still comes before what followed it, if planned."""
    live = {name: step for name, step in whole.steps.items() if step.term.holds(day)}

    def before(names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in live:
                yield name
            else:
                yield from before((*whole.steps[name].after, *whole.steps[name].after_if_planned))

    found = {}
    for name, step in live.items():
        after = _those_in(live, step.after)
        planned = dict.fromkeys(before((*step.after, *step.after_if_planned)))
        found[name] = replace(
            step,
            after=after,
            after_if_planned=tuple(each for each in planned if each not in after),
            when=_changed(step.when, change),
            met=_changed(step.met, change),
            unless=_changed(step.unless, change),
        )
    return found


def _question_on(question: Question, day: date, change: Change) -> Question:
    offered = offered_on(question, day)
    default = question.default
    return replace(
        question,
        offered=offered,
        default=None if default is not None and _names_more(question, default, offered) else default,
        when=_changed(question.when, change),
        at_most=_changed(question.at_most, change),
    )


def offered_on(question: Question, day: date) -> Bounds:
    """What can be answered to a question on a day."""
    kind = question.kind
    gone = {option.id for option in question.options if not option.term.holds(day)}
    if not gone or not isinstance(kind, OneOf | AnyOf):
        return question.offered
    kept = sum(1 << place for place, option in enumerate(kind.options) if option not in gone)
    return one_left(Bounds(0, question.offered.high & kept), kind)


def _names_more(question: Question, bounds: Bounds, offered: Bounds) -> bool:
    return isinstance(question.kind, OneOf | AnyOf) and bool(bounds.high & ~offered.high)


# -- figures


def value_on(figure: Figure, day: date) -> FigureValue | None:
    """Which of its values is counted with on a day, where it has several: the latest that has begun, else the first."""
    if not figure.values:
        return None
    begun = [each for each in figure.values if each.term.since is None or each.term.since <= day]
    return begun[-1] if begun else figure.values[0]


def _figure_on(figure: Figure, day: date) -> Figure:
    value = value_on(figure, day)
    if value is None:
        return figure
    return replace(figure, term=value.term, source=value.source, as_of=value.as_of, values=())


def _scope_on(whole: RuleBase, day: date) -> Scope:
    """The names that conditions read, with the figures of that day."""
    constants, weights = dict(whole.scope.constants), dict(whole.scope.weights)
    for name, figure in whole.figures.items():
        value = value_on(figure, day)
        if value is None:
            continue
        if name in weights:
            weights[name] = replace(weights[name], values=value.values)
        else:
            constants[name] = (value.values[0], constants[name][1])
    return replace(whole.scope, constants=constants, weights=weights, spans={})


def with_figures_of(rulebase: RuleBase) -> Change:
    """What makes an expression of the whole rule base read the figures of the day on which this one stands."""
    return _reading(rulebase.entire, rulebase.scope)


def _reading(whole: RuleBase, scope: Scope) -> Change:
    several = frozenset(name for name, figure in whole.figures.items() if figure.values)
    return (lambda expr: _with_figures(expr, several, scope)) if several else (lambda expr: expr)


def _with_figures(expr: Expr, names: frozenset[str], scope: Scope) -> Expr:
    """The expression with the values that these figures have in a scope."""

    def change(each: Expr) -> Expr | None:
        match each:
            case tree.Weighted(numbers, figure, inner) if figure in names:
                values, decimals = scope.weights[figure].values, scope.weights[figure].decimals
                products = tuple(
                    tree.Times(tree.Constant(value, decimals, figure), tree.parts(product)[1])
                    for value, product in zip(values, inner, strict=True)
                )
                return tree.Weighted(numbers, figure, products)
            case tree.Constant(_, decimals, figure) if figure in names:
                value, own = scope.constants[figure]
                return tree.Constant(value * 10 ** (decimals - own), decimals, figure)
            case _:
                return None

    return tree.changed(expr, change)
