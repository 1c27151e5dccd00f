"""Proving obligations: organisations drawn at random first, which show most of what can happen, then the solver.

Whatever is found is worked out once more, exactly and by itself, before it counts.
"""

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from advisor.advice.definitions import Definition, consistent, definitions, facts, of_complete
from advisor.advice.scores import FULL
from advisor.audit.bridge import Bridge
from advisor.audit.obligations import AFTER, NOBODY, obligations, results
from advisor.audit.samples import Samples, applicable
from advisor.columns.answers import Block, Column
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import Bounds
from advisor.language.possible import possible
from advisor.language.tree import Expr
from advisor.model.profile import Profile
from advisor.model.proof import Obligation, Result, Verdict
from advisor.model.rulebase import RuleBase

if TYPE_CHECKING:
    from advisor.audit.formula import Prover, World

BLOCKS: Final = 6
"""Of organisations drawn at random; fewer when one shows nothing new."""
PAIRED: Final = 2048
"""Organisations of a block that are compared with themselves after another answer to one question."""
CONSISTENT: Final = "consistent"


class ReplayError(Exception):
    """A witness that is none when it is worked out exactly: the solver and the language disagree."""


def prove(rulebase: RuleBase, *, seconds: float = 10) -> list[Verdict]:
    """A verdict for every obligation of a rule base; the solver searches no longer than so many seconds for each.

    Raises:
        OverflowError: A number can become too large for a column.
        ImportError: The solver, or NumPy, is not installed.
    """
    return Search(rulebase, seconds).run(list(obligations(rulebase)))


class Search:
    """Looks for profiles, for one rule base."""

    def __init__(self, rulebase: RuleBase, seconds: float, *, drawn: bool = True) -> None:
        """Plan; without organisations `drawn` at random everything is left to the solver.

        Raises:
            OverflowError: A number can become too large for a column.
        """
        self._blocks = BLOCKS if drawn else 0
        self._rulebase = rulebase
        self._results = results(rulebase)
        self._seconds = seconds
        self._samples = Samples(rulebase, (is_consistent(rulebase),))
        self._defined = defined(rulebase)
        self._open: dict[int, Obligation] = {}
        self._most: dict[int, tuple[int, Profile]] = {}
        self._verdicts: dict[int, Verdict] = {}
        self._provers: dict[str, Prover] = {}
        self._world: World | None = None
        self._nobody = False
        """Whether it is proved that no profile is consistent."""

    def run(self, wanted: Sequence[Obligation]) -> list[Verdict]:
        """A verdict for each, in their order. Raises ReplayError."""
        self._open = dict(enumerate(wanted))
        self._draw()
        for place, each in list(self._open.items()):
            if place not in self._open:  # settled meanwhile by what was found for another one
                continue
            began = time.perf_counter()
            verdict = self._solve(place, each)
            self._verdicts[place] = replace(verdict, seconds=time.perf_counter() - began)
            self._nobody |= each.code == NOBODY and verdict.result == "refuted"
            self._open.pop(place, None)
        return [self._verdicts[place] for place in range(len(wanted))]

    # -- drawn at random

    def _draw(self) -> None:
        for seed in range(self._blocks):
            before = len(self._open)
            block = self._samples.draw(seed)
            given = self._samples.evaluate(block)
            for place, each in list(self._open.items()):
                if place in self._open and not each.differs:
                    self._look_at(place, each, block, given)
            self._look_at_pairs(seed)
            if len(self._open) == before:
                return

    def _look_at(self, place: int, each: Obligation, block: Block, given: Mapping[str, Bounds]) -> None:
        """Find a row for which the claim holds; the row with the largest number if one is wanted."""
        rows = _rows_where(self._among(each), given, block.size)
        if not len(rows):
            return
        row = int(rows[0])
        if each.number is not None:
            numbers = np.broadcast_to(possible(each.number, given).low, (block.size,))[rows]
            if int(numbers.max()) <= self._most.get(place, (-1, None))[0]:
                return
            row = int(rows[int(numbers.argmax())])
        profile = self._samples.profile(block, row)
        self._learn(profile, self._replayed(each, (profile,)))

    def _learn(self, profile: Profile, known: Mapping[str, int]) -> None:
        """Settle everything that one profile shows."""
        for place, each in list(self._open.items()):
            if each.differs or not all(exact(claim, known) for claim in self._among(each)):
                continue
            if each.number is None:
                self._settle(place, each, (profile,))
                continue
            number = exact(each.number, known)
            if number > self._most.get(place, (-1, None))[0]:
                self._most[place] = number, profile
            if number >= FULL:
                self._settle(place, each, (profile,), number)

    def _look_at_pairs(self, seed: int) -> None:
        by_question: dict[str, dict[int, Obligation]] = {}
        for place, each in self._open.items():
            if each.differs:
                by_question.setdefault(each.differs, {})[place] = each
        block = self._samples.draw(-1 - seed, PAIRED)
        given = self._samples.evaluate(block) if by_question else {}
        for question, waiting in by_question.items():
            other = self._samples.redraw(block, question, seed)
            both = {**given, **{AFTER + name: bounds for name, bounds in self._samples.evaluate(other).items()}}
            for place, each in waiting.items():
                rows = _rows_where(self._among(each), both, block.size)
                if len(rows):
                    pair = tuple(self._samples.profile(one, int(rows[0])) for one in (block, other))
                    self._settle(place, each, pair, differs=_differing(self._replayed(each, pair), self._results))

    def _among(self, each: Obligation) -> list[Expr]:
        """The claim, and that the profiles are consistent unless that does not matter."""
        if each.valid:
            return [each.claim]
        names = [CONSISTENT, AFTER + CONSISTENT] if each.differs else [CONSISTENT]
        return [*(tree.Name(name) for name in names), each.claim]

    def _settle(
        self,
        place: int,
        each: Obligation,
        witness: tuple[Profile, ...],
        number: int | None = None,
        differs: tuple[str, ...] = (),
    ) -> None:
        self._verdicts[place] = _found(each, witness, number, differs)
        del self._open[place]

    def _replayed(self, each: Obligation, witness: Sequence[Profile], claims: Sequence[Expr] = ()) -> Mapping[str, int]:
        """What is so for the witness, worked out by itself. Raises ReplayError where that is not what was claimed."""
        known: dict[str, int] = {}
        for before, profile in zip(("", AFTER), witness, strict=False):
            found = facts(self._rulebase, profile, self._defined)
            known |= {before + name: value for name, value in found.items()}
        if not all(exact(claim, known) for claim in claims or self._among(each)):
            raise ReplayError(f"{each.code} {each.about}")
        return known

    # -- the solver

    def _solve(self, place: int, each: Obligation) -> Verdict:
        from advisor.audit.formula import UndecidedError  # noqa: PLC0415  (an extra)

        if self._nobody and not each.valid:
            return Verdict(obligation=each, result="refuted" if each.wants == "some" else "proved")
        try:
            if each.number is not None:
                return self._highest(place, each, each.number)
            witness, known = self._find(each, self._among(each))
            if witness:
                return _found(each, witness, None, _differing(known, self._results) if each.differs else ())
            if each.wants == "none":
                return Verdict(obligation=each, result="proved")
        except UndecidedError:
            return Verdict(obligation=each, result="undecided")
        return Verdict(obligation=each, result="refuted", witness=self._shown(each))

    def _shown(self, each: Obligation) -> tuple[Profile, ...]:
        """A profile that shows what is wrong; none where there is none to show, or none was found in time."""
        from advisor.audit.formula import UndecidedError  # noqa: PLC0415  (an extra)

        try:
            return () if each.shows is None else self._find(each, [tree.Name(CONSISTENT), each.shows])[0]
        except UndecidedError:
            return ()

    def _highest(self, place: int, each: Obligation, number: Expr) -> Verdict:
        """Ask for more until there is none."""
        most, profile = self._most.get(place, (-1, None))
        while most < FULL:
            more = tree.Compare(">", number, tree.Constant(most))
            witness, known = self._find(each, [*self._among(each), more])
            if not witness:
                break
            most, profile = exact(number, known), witness[0]
        if profile is None:
            return Verdict(obligation=each, result="proved")
        return Verdict(obligation=each, result="proved", witness=(profile,), number=most)

    def _find(self, each: Obligation, claims: Sequence[Expr]) -> tuple[tuple[Profile, ...], Mapping[str, int]]:
        """Profiles for which all claims hold, and what is so for them; none when there are none.

        Raises:
            UndecidedError: The solver did not come to an end in its time.
            ReplayError: What the solver found is not so.
        """
        found = self._prover(each.differs).find(claims)
        if found is None:
            return (), {}
        witness = tuple(applicable(self._rulebase, profile) for profile in found)
        known = self._replayed(each, witness, claims)
        if not each.differs:
            self._learn(witness[0], known)
        return witness, known

    def _prover(self, differs: str) -> "Prover":
        from advisor.audit.formula import Prover, World  # noqa: PLC0415  (an extra)

        if differs not in self._provers:
            if self._world is None:
                self._world = World(self._rulebase, self._defined)
            second = None
            if differs:
                questions = self._rulebase.questions.values()
                same = [Bridge((each, each)) for each in questions if each.id != differs]
                second = World(self._rulebase, self._defined, AFTER, self._world, same)
            self._provers[differs] = Prover(self._seconds, self._world, second, after=AFTER)
        return self._provers[differs]


def is_consistent(rulebase: RuleBase) -> Definition:
    """That a profile does not contradict itself."""
    return CONSISTENT, consistent(rulebase)


def defined(rulebase: RuleBase) -> list[Definition]:
    """Everything that claims about one profile read, each after what it reads."""
    return [*definitions(rulebase), *of_complete(rulebase), is_consistent(rulebase)]


def _found(each: Obligation, witness: tuple[Profile, ...], number: int | None, differs: tuple[str, ...]) -> Verdict:
    result: Result = "refuted" if each.wants == "none" else "proved"
    return Verdict(obligation=each, result=result, witness=witness, number=number, differs=differs)


def _differing(known: Mapping[str, int], names: Sequence[str]) -> tuple[str, ...]:
    """The results that are otherwise for the second of two profiles."""
    return tuple(name for name in names if known[AFTER + name] != known[name])


def _rows_where(claims: Sequence[Expr], given: Mapping[str, Bounds], size: int) -> Column:
    """The rows for which all claims hold."""
    holds = np.ones(size, dtype=np.bool_)
    for claim in claims:
        known = {name: _wide(given[name]) for name in set(tree.names_in(claim))}
        holds &= np.asarray(possible(claim, known).low, dtype=np.bool_)
        if not holds.any():
            break
    return np.flatnonzero(holds)


def _wide(bounds: Bounds) -> Bounds:
    """Numbers in columns in which a claim can calculate: the plan made them just wide enough for what it knew of."""
    low, high = (np.asarray(end) for end in bounds)
    return Bounds(*(end.astype(np.int64) if end.dtype.kind == "i" else end for end in (low, high)))  # type: ignore[arg-type]
