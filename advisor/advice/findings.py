"""How each outcome stands: a trace per rule, points, gate, standing, leaning and practice."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from advisor.advice import scores
from advisor.advice.behind import Behind
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language import tree
from advisor.language.kinds import Bounds
from advisor.language.possible import possible
from advisor.language.prose import sentence
from advisor.language.trace import Trace, Truth, because, trace, truth_of
from advisor.model.assessment import STANDINGS, Fact, Finding, Leaning, Practice, Standing, Verdict
from advisor.model.rulebase import Outcome, Rule, RuleBase


class Judge:
    """Judges outcomes one after another; what it finds becomes readable for the strata above."""

    def __init__(
        self,
        rulebase: RuleBase,
        given: dict[str, Bounds],
        facts: Mapping[str, Fact],
        lexicon: RuleBaseLexicon,
        behind: Behind,
    ) -> None:
        """Keep what judging needs; `given` grows with every outcome."""
        self._rulebase = rulebase
        self._given = given
        self._facts = facts
        self._lexicon = lexicon
        self._behind = behind
        self._place = {name: place for place, name in enumerate(rulebase.questions)}

    def judge(self, outcomes: Iterable[Outcome]) -> tuple[Finding, ...]:
        """Judge outcomes of one stratum, and rank them: low end of the key, high end, id."""
        found = [self._finding(outcome) for outcome in outcomes]
        return tuple(sorted(found, key=lambda each: (-each.key.low, -each.key.high, each.outcome.id)))

    def reasons(self, working: Trace) -> tuple[str, ...]:
        """Why a condition is what it is, in words; each reason once."""
        said = [sentence(expr, truth, self._lexicon) for expr, truth in because(working)]
        return tuple(dict.fromkeys(said))

    def answers(self, working: Trace) -> dict[str, Any]:
        """The answers behind the reasons of a condition, by question."""
        names = {name for expr, _truth in because(working) for name in tree.names_in(expr)}
        questions = {question for name in names for question in self._behind.questions(name)}
        return {name: self._facts[name].value for name in sorted(questions, key=self._place.__getitem__)}

    def _finding(self, outcome: Outcome) -> Finding:
        given, thresholds = self._given, self._rulebase.thresholds
        traces = {rule.id: trace(rule.when, given) for rule in outcome.rules}
        given.update({name: working.bounds for name, working in traces.items()})
        counted = trace(scores.fit(outcome), given)
        fit = counted.bounds
        if proved := given.get(f"{outcome.id}.fit"):  # that of the weakest of several suppliers
            fit = Bounds(max(fit.low, proved.low), min(fit.high, proved.high))
        gate_expr = scores.gate(outcome)
        gate = possible(gate_expr, given) if gate_expr else Bounds(1, 1)
        given[f"{outcome.id}.fit"] = fit
        given[f"{outcome.id}.gate"] = gate
        standing = possible(scores.standing(outcome, thresholds), given)
        given[f"{outcome.id}.standing"] = standing
        given[f"{outcome.id}.level"] = possible(scores.level(outcome, thresholds), given)
        could_be = tuple(each for place, each in enumerate(STANDINGS) if standing.high >> place & 1)
        return Finding(
            outcome=outcome,
            could_be=could_be,
            fit=fit,
            key=possible(scores.key(outcome), given),
            gate=truth_of(gate),
            leaning=_leaning(counted),
            practice=self._practice(outcome, could_be),
            verdicts=self._verdicts(outcome, traces),
        )

    def _practice(self, outcome: Outcome, could_be: tuple[Standing, ...]) -> Practice:
        """Who does it now; when nobody does, whether the organisation could."""
        we, partner = (
            truth_of(possible(expr, self._given)) if expr else Truth.OPEN for expr in (outcome.we, outcome.partner)
        )
        if we is Truth.YES:
            return Practice.NOW
        if we is Truth.OPEN or partner is Truth.OPEN:
            return Practice.OPEN
        if partner is Truth.YES:
            return Practice.PARTNER
        if Standing.NOT_NOW not in could_be:
            return Practice.POTENTIAL
        return Practice.MISSING if len(could_be) == 1 else Practice.OPEN

    def _verdicts(self, outcome: Outcome, traces: Mapping[str, Trace]) -> tuple[Verdict, ...]:
        best_low = _best(outcome.rules, lambda rule: traces[rule.id].truth is Truth.YES)
        best_high = _best(outcome.rules, lambda rule: traces[rule.id].truth is not Truth.NO)
        return tuple(
            Verdict(
                rule=rule,
                truth=traces[rule.id].truth,
                trace=traces[rule.id],
                reasons=self.reasons(traces[rule.id]),
                answers=self.answers(traces[rule.id]),
                counts=Bounds(
                    rule.points if rule.id in best_low else 0,
                    rule.points if rule.id in best_high else 0,
                ),
            )
            for rule in outcome.rules
        )


def _leaning(counted: Trace) -> Leaning:
    """What is decided so far, out of 100: points gained, points that can no longer be gained, and the rest."""
    plus, minus = scores.plus_and_minus(counted)
    lost = scores.FULL - plus.high
    return Leaning(
        so_far_for=plus.low,
        so_far_against=min(scores.FULL, lost + minus.low),
        open=min(scores.FULL, plus.high - plus.low + minus.high - minus.low),
    )


def _best(rules: Iterable[Rule], holds: Callable[[Rule], bool]) -> frozenset[str]:
    """The rules that bring points when those that hold are as said: of a group only the highest."""
    counted: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda each: (-each.points, each.id)):
        if rule.points and holds(rule):
            counted.setdefault(rule.group or rule.id, rule)
    return frozenset(rule.id for rule in counted.values())
