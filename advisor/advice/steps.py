"""The partnership steps: which are called for, which are already done, and in what order.

A step is called by its own `when`, by a rule it remedies, or by a step that it must precede. All of that is one
expression per step, so that "needed" is proved by the bounds and "possible" names the answers that decide.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from advisor.advice.behind import Behind
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.frozen import frozen
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, OneOf, is_known, widest
from advisor.language.possible import possible
from advisor.language.prose import sentence
from advisor.language.trace import Truth, because, trace, truth_of
from advisor.language.tree import Expr
from advisor.model.assessment import Finding, PlannedStep
from advisor.model.profile import Profile
from advisor.model.rulebase import CautionRule, Outcome, Rule, RuleBase, Step
from advisor.words import Words
from advisor.words import message as _

NEVER: Expr = tree.Compare("<", tree.Constant(1), tree.Constant(0))
"""The condition that never holds."""
HORIZONS = ("month", "quarter", "year", "later")


@frozen
class Call:
    """One reason to take a step."""

    when: Expr
    rule: Rule | CautionRule
    needed_for: str


def in_view(outcome: Outcome, emerging: int, toward: str | None) -> Expr | None:
    """Whether steps are advised for an outcome: its fit, gates aside, is at least emerging. None means always.

    The conditions of readiness are always in view: they come before any role.
    """
    if outcome.condition or outcome.id == toward:
        return None
    return tree.Compare(">=", tree.Name(f"{outcome.id}.fit"), tree.Constant(emerging))


def calls(rulebase: RuleBase, toward: str | None) -> Mapping[str, list[Call]]:
    """Per step, everything that calls for it but other steps."""
    found: dict[str, list[Call]] = {name: [] for name in rulebase.steps}
    for outcome in rulebase.outcomes.values():
        view = in_view(outcome, rulebase.thresholds.emerging, toward)
        for rule in outcome.rules:
            when = _unmet(rule, outcome.rules)
            whole = when if view is None else tree.All((view, when))
            for step in rule.remedy:
                found[step].append(Call(whole, rule, outcome.id))
    for warning in rulebase.warnings:
        for step in warning.remedy:
            found[step].append(Call(warning.when, warning, warning.id))
    return found


def _unmet(rule: Rule, beside: Iterable[Rule]) -> Expr:
    """When a rule asks for its remedy: a gate is broken, points are missed, or something counts against."""
    name = tree.Name(rule.id)
    if rule.effect in ("bar", "minus", "warn"):
        return name
    better = [
        tree.Not(tree.Name(other.id))
        for other in beside
        if rule.group and other.group == rule.group and other.id != rule.id and other.points >= rule.points
    ]
    return tree.All((tree.Not(name), *better)) if better else tree.Not(name)


def need(step: Step, calling: Iterable[Call]) -> Expr:
    """When a step is called for by itself, a rule or a warning; steps also call for what must come before them."""
    parts = [*([step.when] if step.when else []), *(call.when for call in calling)]
    return tree.Any(tuple(parts)) if parts else NEVER


class Planner:
    """Puts the steps of one assessment in order."""

    def __init__(
        self,
        rulebase: RuleBase,
        profile: Profile,
        findings: Iterable[Finding],
        given: Mapping[str, Bounds],
        behind: Behind,
        lexicon: RuleBaseLexicon,
        toward: str | None = None,
    ) -> None:
        """Keep what planning needs."""
        self._rulebase = rulebase
        self._progress = profile.progress
        self._given = given
        self._behind = behind
        self._lexicon = lexicon
        self._words: Words = lexicon.words
        self._calls = calls(rulebase, toward)
        self._names = {finding.outcome.id: finding.outcome.name for finding in findings}
        self._needs = {name: need(step, self._calls[name]) for name, step in rulebase.steps.items()}
        small = possible(rulebase.small, given) if rulebase.small else Bounds(0, 0)
        self._small = truth_of(small) is Truth.YES

    def plan(self) -> tuple[PlannedStep, ...]:
        """Needed and possible steps in the order to take them, then those that are already done."""
        states = self._states()
        live = {name for name, state in states.items() if state in ("needed", "possible")}
        depth = self._depths(live)
        order = sorted(
            states,
            key=lambda name: (
                states[name] == "done",
                depth.get(name, 0),
                HORIZONS.index(self._rulebase.steps[name].horizon),
                name,
            ),
        )
        return tuple(self._planned(self._rulebase.steps[name], states, live) for name in order)

    # -- which steps

    def _states(self) -> dict[str, Literal["needed", "possible", "done"]]:
        """Work from the last steps to the first, since a step also calls for what must come before it."""
        called: dict[str, Bounds] = {}
        states: dict[str, Literal["needed", "possible", "done"]] = {}
        for name in reversed(self._in_order()):
            step = self._rulebase.steps[name]
            own = possible(self._needs[name], self._given)
            later = [called[each] for each in self._followers(name) if states.get(each) != "done" and each in called]
            call = Bounds(
                max([own.low, *(each.low for each in later)]), max([own.high, *(each.high for each in later)])
            )
            out = possible(step.unless, self._given) if step.unless else Bounds(0, 0)
            met = possible(step.met, self._given) if step.met else Bounds(0, 0)
            if self._progress.get(name) == "done":
                met = Bounds(1, 1)
            if not call.high or out.low or self._progress.get(name) == "dropped":
                continue
            if met.low:
                states[name] = "done"
                continue
            surely = call.low and not out.high and not met.high
            states[name] = "needed" if surely else "possible"
            called[name] = Bounds(int(bool(surely)), 1)
        return states

    def _followers(self, name: str) -> list[str]:
        return [each for each, step in self._rulebase.steps.items() if name in step.after]

    def _in_order(self) -> list[str]:
        """Every step after those that must come first. The loader has refused circles."""
        ordered: list[str] = []
        seen: set[str] = set()

        def visit(name: str) -> None:
            if name in seen:
                return
            seen.add(name)
            for first in sorted(self._rulebase.steps[name].after):
                visit(first)
            ordered.append(name)

        for name in sorted(self._rulebase.steps):
            visit(name)
        return ordered

    def _before(self, name: str, live: set[str]) -> tuple[str, ...]:
        """The steps of this plan that come first: a step that is done or left out passes on what it comes after."""
        step = self._rulebase.steps[name]
        found: dict[str, None] = {}
        for first in (*step.after, *step.after_if_planned):
            if first in live:
                found[first] = None
            elif first in step.after:
                found.update(dict.fromkeys(self._before(first, live)))
        return tuple(found)

    def _depths(self, live: set[str]) -> dict[str, int]:
        """How long the longest chain before each step is; steps that wait for one another share a place."""
        depths: dict[str, int] = {}

        def depth(name: str, above: frozenset[str]) -> int:
            if name not in depths:
                before = [each for each in self._before(name, live) if each not in above]
                depths[name] = 1 + max((depth(each, above | {name}) for each in before), default=-1)
            return depths[name]

        for name in sorted(live):
            depth(name, frozenset({name}))
        return depths

    # -- what is said of them

    def _planned(
        self, step: Step, states: Mapping[str, Literal["needed", "possible", "done"]], live: set[str]
    ) -> PlannedStep:
        state = states[step.id]
        deed = step.small if self._small else step.deed
        wanted = [Truth.YES] if state == "needed" else [Truth.YES, Truth.OPEN]
        calling = [call for call in self._calls[step.id] if truth_of(possible(call.when, self._given)) in wanted]
        followers = [each for each in self._followers(step.id) if each in live and state != "done"]
        said = self._own_reasons(step, wanted) + [self._called_by(call) for call in calling]
        said += [
            self._words.say(_("Comes before: %(step)s"), step=self._rulebase.steps[each].deed.does)
            for each in followers
            if not said
        ]
        if step.because:
            said.append(step.because)
        decide = [self._needs[step.id], *(expr for expr in (step.met, step.unless) if expr)]
        decided_by = self._behind.open_in(decide) if state == "possible" else frozenset()
        if state == "possible" and not decided_by:
            decided_by = frozenset().union(*(self._decided_by(each) for each in followers))
        called = truth_of(possible(self._needs[step.id], self._given)) is Truth.YES
        never = step.unless is not None and bool(possible(step.unless, self._given).high)
        return PlannedStep(
            step=step,
            does=deed.does,
            effort=deed.effort,
            cost=deed.cost,
            owner=deed.owner,
            state=state,
            because=tuple(dict.fromkeys(said)),
            after=self._before(step.id, live) if step.id in live else (),
            needed_for=tuple(dict.fromkeys([call.needed_for for call in calling] + followers)),
            decided_by=tuple(name for name in self._rulebase.questions if name in decided_by),
            unless_done=state == "possible" and called and not never,
        )

    def _decided_by(self, name: str) -> frozenset[str]:
        step = self._rulebase.steps[name]
        own = self._behind.open_in([self._needs[name], *(expr for expr in (step.met, step.unless) if expr)])
        return own or frozenset().union(*(self._decided_by(each) for each in self._followers(name)))

    def _own_reasons(self, step: Step, wanted: list[Truth]) -> list[str]:
        if step.when is None:
            return []
        working = trace(step.when, self._given)
        if working.truth not in wanted:
            return []
        reasons = [(expr, truth) for expr, truth in because(working) if not self._holds_for_everybody(expr)]
        return [self._answer_to(expr) or sentence(expr, truth, self._lexicon) for expr, truth in reasons]

    def _answer_to(self, expr: Expr) -> str:
        """The known answer, where a reason is about one question: that says more than the condition does."""
        names = set(tree.names_in(expr))
        question = self._rulebase.questions.get(next(iter(names))) if len(names) == 1 else None
        if question is None or question.sort == "number each":
            return ""
        bounds, offered = self._given[question.id], question.offered
        chosen = isinstance(question.kind, OneOf | AnyOf)
        within = not bounds.high & ~offered.high if chosen else offered.low <= bounds.low <= offered.high
        if not is_known(bounds) or not within:
            return ""
        label, value = self._lexicon.label(question.id), self._lexicon.value_text(question.id, bounds)
        return self._words.say(_("%(what)s: %(value)s"), what=label, value=value)

    def _holds_for_everybody(self, expr: Expr) -> bool:
        """A condition that no answer can break is no reason."""
        kinds = self._rulebase.scope.kinds
        return bool(possible(expr, {name: widest(kinds[name]) for name in tree.names_in(expr)}).low)

    def _called_by(self, call: Call) -> str:
        """The statement of the rule, and that it is not so or not known where that is the reason."""
        rule = call.rule
        truth = truth_of(possible(rule.when, self._given))
        if truth is Truth.OPEN:
            return self._words.say(_("Not known: %(says)s"), says=rule.says)
        if isinstance(rule, Rule) and rule.effect in ("must", "plus"):
            return self._words.say(_("Not so: %(says)s"), says=rule.says)
        return rule.says
