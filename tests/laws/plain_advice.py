"""The advice on an organisation of which everything is known: the oracle for whole assessments.

Written from the design, with plain numbers and truths: no bounds, no points as expressions, no decision table for a
standing. Only single conditions and calculations go through `exact`, which has oracles of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.language.exact import exact
from advisor.model.question import Question
from advisor.model.rulebase import Outcome, Rule, RuleBase, Step

STANDINGS = ("not-now", "emerging", "fits")


@dataclass
class Plain:
    """What is true, and what follows from it."""

    facts: dict[str, int] = field(default_factory=dict)
    """Questions, quantities and what conditions read of outcomes."""
    applies: dict[str, bool] = field(default_factory=dict)
    holds: dict[str, bool] = field(default_factory=dict)
    """Rules, by qualified id."""
    plus: dict[str, int] = field(default_factory=dict)
    minus: dict[str, int] = field(default_factory=dict)
    fit: dict[str, int] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    """The role that comes first, or those that tie."""
    form: str = "none"
    readiness: str = ""
    needed: set[str] = field(default_factory=set)
    contradictions: set[str] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)

    def key(self, outcome: str) -> int:
        """The rank of an outcome."""
        return 101 * STANDINGS.index(self.standing[outcome]) + self.fit[outcome]


Truths = Mapping[str, int]
"""An answer per name, whether or not its question applies; of a number each, per option that may be chosen."""


def advise(rulebase: RuleBase, plain: Plain) -> Plain:
    """What follows when every question and quantity is settled."""
    for group in ("readiness", "role", "form"):
        for outcome in rulebase.outcomes.values():
            if outcome.group == group:
                _judge(rulebase, outcome, plain)
    _rank(rulebase, plain)
    _prepare(rulebase, plain)
    plain.contradictions = {rule.id for rule in rulebase.checks if exact(rule.when, plain.facts)}
    plain.warnings = {rule.id for rule in rulebase.warnings if exact(rule.when, plain.facts)}
    plain.wanted = {rule.id for rule in rulebase.wanted if exact(rule.when, plain.facts)}
    _plan(rulebase, plain)
    return plain


def settle(question: Question, answers: Truths, plain: Plain) -> None:
    """The facts of one question; what they depend on is settled already."""
    plain.applies[question.id] = question.when is None or bool(exact(question.when, plain.facts))
    if not plain.applies[question.id]:
        assert question.otherwise is not None
        plain.facts |= dict.fromkeys(question.names, question.otherwise.low)
        return
    chosen = plain.facts[question.of] if question.of else -1
    for place, name in enumerate(question.names):
        plain.facts[name] = answers[name] if chosen >> place & 1 else 0


def _judge(rulebase: RuleBase, outcome: Outcome, plain: Plain) -> None:
    for rule in outcome.rules:
        plain.holds[rule.id] = bool(exact(rule.when, plain.facts))
    best: dict[str, int] = {}
    against = 0
    gate = True
    for rule in outcome.rules:
        held = plain.holds[rule.id]
        match rule.effect:
            case "plus":
                place = rule.group or f"alone {rule.id}"
                best[place] = max(best.get(place, 0), rule.points if held else 0)
            case "minus":
                against += rule.points if held else 0
            case "must":
                gate = gate and held
            case "bar":
                gate = gate and not held
            case "warn":
                pass
    plain.plus[outcome.id], plain.minus[outcome.id] = sum(best.values()), against
    fit = max(0, plain.plus[outcome.id] - against)
    level = (fit >= rulebase.thresholds.emerging) + (fit >= rulebase.thresholds.fits) if gate else 0
    plain.fit[outcome.id] = plain.facts[f"{outcome.id}.fit"] = fit
    plain.facts[f"{outcome.id}.level"] = level
    plain.standing[outcome.id] = STANDINGS[level]


def _rank(rulebase: RuleBase, plain: Plain) -> None:
    roles = [outcome.id for outcome in rulebase.of_group("role") if plain.standing[outcome.id] != "not-now"]
    best = max((plain.key(role) for role in roles), default=0)
    plain.leads = tuple(role for role in roles if plain.key(role) == best)


def _prepare(rulebase: RuleBase, plain: Plain) -> None:
    meant = {path.to for path in rulebase.paths if exact(path.when, plain.facts)}
    assert len(meant) <= 1
    plain.form = meant.pop() if meant else "none"
    standings = [plain.standing[outcome.id] for outcome in rulebase.of_group("readiness") if outcome.condition]
    if all(each == "fits" for each in standings):
        plain.readiness = "high"
    else:
        plain.readiness = "low" if standings.count("not-now") >= 2 else "medium"


# -- steps


def _plan(rulebase: RuleBase, plain: Plain) -> None:
    """A step is needed when something calls for it, it is not already so, and it is not ruled out."""
    called = {name for name, step in rulebase.steps.items() if _called(rulebase, step, plain)}
    while True:
        plain.needed = {name for name in called if not _spared(rulebase.steps[name], plain)}
        earlier = {first for name in plain.needed for first in rulebase.steps[name].after}
        if earlier <= called:
            return
        called |= earlier


def _called(rulebase: RuleBase, step: Step, plain: Plain) -> bool:
    if step.when is not None and exact(step.when, plain.facts):
        return True
    if any(step.id in rule.remedy and rule.id in plain.warnings for rule in rulebase.warnings):
        return True
    return any(
        step.id in rule.remedy and _asks(rule, outcome, plain)
        for outcome in rulebase.outcomes.values()
        if outcome.condition or plain.fit[outcome.id] >= rulebase.thresholds.emerging
        for rule in outcome.rules
    )


def _asks(rule: Rule, outcome: Outcome, plain: Plain) -> bool:
    """Whether a rule asks for its remedy."""
    if rule.effect in ("bar", "minus", "warn"):
        return plain.holds[rule.id]
    rivals = [each for each in outcome.rules if each == rule or (rule.group and each.group == rule.group)]
    return not any(plain.holds[each.id] for each in rivals if each.points >= rule.points)


def _spared(step: Step, plain: Plain) -> bool:
    return any(expr is not None and exact(expr, plain.facts) for expr in (step.met, step.unless))
