"""Whether examples, cases and proofs notice mistakes: they are run on rule bases with one thing wrong each.

All cases are worked out as columns first, so that only those are run for which something comes out otherwise that they
speak of. What fails without a mistake proves nothing about one, and does not count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from advisor.advice.in_force import throughout
from advisor.advice.scores import FULL, best_points
from advisor.audit.findings import findings
from advisor.audit.mutants import mutants
from advisor.audit.obligations import NOTES, obligations, results
from advisor.audit.prove import Search
from advisor.audit.samples import Samples
from advisor.audit.stated import in_case, in_example, ranking
from advisor.audit.suite import profiles_of, runs_of
from advisor.columns.answers import Block, Column, block_of
from advisor.columns.in_time import alike
from advisor.frozen import frozen, replace
from advisor.language.kinds import Bounds, OneOf
from advisor.model.case import Suite
from advisor.model.mutation import Fate, Mutant, MutationRun, Tried
from advisor.model.proof import Obligation
from advisor.model.rulebase import RuleBase
from advisor.problems import Place
from advisor.words import Words

DRAWN: Final = 4
"""Blocks of organisations on which a mutant has to change something to count."""
SECONDS: Final = 5
"""That the solver searches for each thing."""
Given = Mapping[str, Bounds]


def mutation_run(
    suite: Suite, words: Words, *, report: Callable[[int, int], None] | None = None, every: int = 1, prove: bool = True
) -> MutationRun:
    """Try every mutant, or one in so many.

    Args:
        suite: The rule base, and what it is tested with.
        words: What the cases are run with.
        report: Is told after every mutant how many have been tried, of how many.
        every: One in so many is tried.
        prove: Whether proofs are among what can notice a mutant; each that nothing else notices takes some seconds.

    Raises:
        OverflowError: A number can become too large for a column.
        ImportError: The solver is not installed, and was needed.
    """
    judge = _Judge(suite, words, prove=prove)
    chosen = list(mutants(suite.rulebase))[::every]
    tried = []
    for number, mutant in enumerate(chosen, start=1):
        tried.append(Tried(mutant=mutant, fate=judge.fate(mutant), place=_place(suite, mutant)))
        if report is not None:
            report(number, len(chosen))
    return MutationRun(rulebase=suite.rulebase, tried=tuple(tried), proved=prove)


def _place(suite: Suite, mutant: Mutant) -> Place:
    sorts = ("quantity", "table") if mutant.sort == "quantity" else (mutant.sort,)
    found = (suite.entries.get((sort, mutant.about)) for sort in sorts)
    return next((place for place in found if place is not None), Place())


@frozen
class _Look:
    """Organisations for which the same is in force, and what comes out for them as the rules are."""

    stretch: int
    """The number of the stretch of time, as `advisor.advice.in_force` counts them."""
    places: Column
    """Which examples and cases these are, where it is those."""
    block: Block
    before: Given


class _Judge:
    """Knows what comes out of the rule base as it is."""

    def __init__(self, suite: Suite, words: Words, *, prove: bool) -> None:
        self.suite = suite
        self.words = words
        self.proves = prove
        self.base = suite.rulebase
        self.ranking = tuple(ranking(self.base))
        self.names = (*results(self.base), *(each.id for each in self.base.quantities.values() if each.shown))
        samples = self._samples(self.base)
        named = dict(profiles_of(suite))
        self.ids: Sequence[str] = tuple(named)
        told = block_of(self.base, list(named.values()))
        self.cases = tuple(
            _Look(each.stretch, each.places, each.block, samples[each.stretch].evaluate(each.block))
            for each in alike(self.base, told, None, self.base.released)
        )
        self.drawn = tuple(
            _Look(stretch, np.arange(block.size), block, _only(self.names, each.evaluate(block)))
            for stretch, each in enumerate(samples)
            for block in map(each.draw, range(DRAWN))
        )
        self.stated = self._stated()
        self.fails: dict[str, bool] = {}
        self.uneven = frozenset(uneven(self.base))

    def fate(self, mutant: Mutant) -> Fate:
        """What becomes of a mutant: first what is quickest to see."""
        if set(uneven(mutant.rulebase)) - self.uneven:
            return "check"
        try:
            samples = self._samples(mutant.rulebase)
        except OverflowError:
            return "check"
        differing = self._differing(samples)
        if self._is_noticed(mutant, differing):
            return "test"
        if differing.keys().isdisjoint(self.names) and not any(_differing(each, samples) for each in self.drawn):
            return "same"
        return "prove" if self.proves and self._faults(mutant.rulebase) - self._own_faults else "survived"

    def _samples(self, rulebase: RuleBase) -> list[Samples]:
        """What works it out, per stretch of time. Raises OverflowError."""
        return [Samples(base, self.ranking) for _days, base in throughout(rulebase)]

    def _stated(self) -> Mapping[str, Column]:
        """By name, which examples and cases may fail when it comes out otherwise."""
        spoken: list[Iterable[str]] = [
            in_example(self.base, outcome, each) for outcome in self.base.outcomes.values() for each in outcome.examples
        ]
        spoken += [in_case(self.base, case.then) for case in self.suite.cases.values()]
        cases = np.array([name in self.suite.cases for name in self.ids], dtype=np.bool_)
        unsure = cases & self._incomplete()
        found = {name: unsure.copy() for look in self.cases for name in look.before}
        for row, names in enumerate(spoken):
            for name in found.keys() & set(names):
                found[name][row] = True
        return found

    def _incomplete(self) -> Column:
        """Where an answer is not known, so that more than what `in_case` names may decide how a case comes out."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        for look in self.cases:
            for question in self.base.questions.values():
                for low, high in (map(np.asarray, look.before[name]) for name in question.names):
                    is_one_of = isinstance(question.kind, OneOf)
                    found[look.places] |= (high & (high - high.dtype.type(1))) != 0 if is_one_of else low != high
        return found

    def _differing(self, samples: Sequence[Samples]) -> dict[str, Column]:
        """By name, for which examples and cases it comes out otherwise; only names of which something does."""
        found: dict[str, Column] = {}
        for look in self.cases:
            for name, where in _differing(look, samples).items():
                found.setdefault(name, np.zeros(len(self.ids), dtype=np.bool_))[look.places] = where
        return found

    def _is_noticed(self, mutant: Mutant, differing: Mapping[str, Column]) -> bool:
        rows = np.zeros(len(self.ids), dtype=np.bool_)
        for name, where in differing.items():
            rows |= where & self.stated[name]
        changed = replace(self.suite, rulebase=mutant.rulebase)
        ids = [self.ids[int(row)] for row in np.flatnonzero(rows)]
        return any(self._comes_out_otherwise(changed, name) and not self._fails_anyway(name) for name in ids)

    def _comes_out_otherwise(self, suite: Suite, name: str) -> bool:
        return any(run.mismatches for run in runs_of(suite, self.words, [name]))

    def _fails_anyway(self, name: str) -> bool:
        if name not in self.fails:
            self.fails[name] = self._comes_out_otherwise(self.suite, name)
        return self.fails[name]

    @cached_property
    def _own_faults(self) -> frozenset[object]:
        return self._faults(self.base)

    def _faults(self, rulebase: RuleBase) -> frozenset[object]:
        """What proofs find to be wrong; what they cannot decide in time is no finding."""
        return frozenset(
            (each.problem.code, each.verdict.obligation.about)
            for _days, base in throughout(rulebase)
            for each in findings(base, Search(base, SECONDS).run(_faulty(base)), {})
            if not each.problem.only_warns and each.verdict.result != "undecided"
        )


def _faulty(rulebase: RuleBase) -> list[Obligation]:
    """What is a fault where it is not so."""
    return [each for each in obligations(rulebase) if each.code not in NOTES]


def _only(names: Iterable[str], given: Given) -> Given:
    """What is in force of these."""
    return {name: given[name] for name in names if name in given}


def _differing(look: _Look, samples: Sequence[Samples]) -> dict[str, Column]:
    """By name, for whom it comes out otherwise; only names of which something does."""
    after = samples[look.stretch].evaluate(look.block)
    found = {}
    for name, bounds in look.before.items():
        differs = (bounds.low != after[name].low) | (bounds.high != after[name].high)
        if np.any(differs):
            found[name] = np.broadcast_to(differs, (look.block.size,))
    return found


def uneven(rulebase: RuleBase) -> Iterator[str]:
    """The outcomes of which the best of every group and the other plus rules are not always 100 points together."""
    for _days, base in throughout(rulebase):
        for outcome in base.outcomes.values():
            plus = [(rule.group, rule.points) for rule in outcome.rules if rule.effect == "plus"]
            if plus and best_points(plus) != FULL:
                yield outcome.id
