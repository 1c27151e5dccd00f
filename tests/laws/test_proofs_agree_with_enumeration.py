"""Proofs agree with looking at every profile there is, on small rule bases made at random; many in the benchmark."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pytest

from advisor.advice.definitions import Definition, consistent, definitions, facts, of_complete
from advisor.audit import formula
from advisor.audit.formula import Prover
from advisor.audit.mutants import mutants
from advisor.audit.obligations import AFTER, obligations
from advisor.audit.pair import Pair
from advisor.audit.prove import CONSISTENT, Search
from advisor.audit.rules_diff import differences
from advisor.audit.samples import applicable
from advisor.audit.witness import prove
from advisor.language.exact import exact
from advisor.language.kinds import Bounds
from advisor.language.tree import Expr
from advisor.model.profile import Answer, Profile, Said
from advisor.model.proof import Obligation, Verdict
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.small_rule_bases import small_rule_base, values


class Everybody:
    """Every profile of a rule base, by its answers, those to questions that do not apply included."""

    def __init__(self, rulebase: RuleBase) -> None:
        """Work out everything for each."""
        self.questions = list(rulebase.questions.values())
        self.consistent: Definition = (CONSISTENT, consistent(rulebase))
        defined = [*definitions(rulebase), *of_complete(rulebase), self.consistent]
        self.known = {}
        for answers in product(*(values(question) for question in self.questions)):
            told = {
                question.id: Answer(said=Said.KNOWN, bounds=Bounds(value, value))
                for question, value in zip(self.questions, answers, strict=True)
            }
            profile = applicable(rulebase, Profile(answers=told))
            self.known[answers] = facts(rulebase, profile, defined)

    def found(self, each: Obligation) -> Iterator[dict[str, int]]:
        """What is so for every profile, or pair of profiles, for which the claim holds."""
        place = [question.id for question in self.questions].index(each.differs) if each.differs else -1
        for answers, known in self.known.items():
            if not (each.valid or known[CONSISTENT]):
                continue
            for both in self._with_another(answers, known, place) if each.differs else [known]:
                if exact(each.claim, both):
                    yield both

    def _with_another(self, answers: Sequence[int], known: dict[str, int], place: int) -> Iterator[dict[str, int]]:
        for value in values(self.questions[place]):
            other = self.known[*answers[:place], value, *answers[place + 1 :]]
            if other[CONSISTENT]:
                yield {**known, **{AFTER + name: each for name, each in other.items()}}


def expected(each: Obligation, everybody: Everybody) -> tuple[str, int | None]:
    """What a verdict has to be."""
    if each.number is not None:
        found = [exact(each.number, known) for known in everybody.found(each)]
        return "proved", max(found, default=None)
    exists = next(everybody.found(each), None) is not None
    return ("proved" if exists == (each.wants == "some") else "refuted"), None


def compare(rulebase: RuleBase, *, drawn: bool) -> dict[str, int]:
    """Every verdict is that of enumeration; how often each result occurs."""
    wanted = list(obligations(rulebase))
    search = Search(rulebase, 20, drawn=drawn)
    everybody = Everybody(rulebase)
    counts = {"proved": 0, "refuted": 0}
    for verdict in search.run(wanted):
        assert (verdict.result, verdict.number) == expected(verdict.obligation, everybody), told(verdict)
        counts[verdict.result] += 1
    return counts


def told(verdict: Verdict) -> str:
    return f"{verdict.obligation.code} {verdict.obligation.about} {verdict.obligation.claim}"


@pytest.mark.parametrize("seed", range(3))
def test_every_verdict_is_that_of_enumeration(seed: int) -> None:
    counts = compare(small_rule_base(seed), drawn=True)

    assert min(counts.values()) > 0


@pytest.mark.parametrize("seed", range(100, 101))
def test_the_solver_alone_says_the_same(seed: int) -> None:
    compare(small_rule_base(seed), drawn=False)


def test_a_search_that_loses_its_way_begins_again_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    again, begun = Prover._again, list[object]()  # noqa: SLF001

    def counted(prover: Prover) -> object:
        begun.append(prover)
        return again(prover)

    monkeypatch.setattr(formula, "AT_ONCE", 0.001)
    monkeypatch.setattr(Prover, "_again", counted)
    compare(small_rule_base(100), drawn=False)

    assert begun


def changed_by(old: RuleBase, new: RuleBase, before: Everybody) -> bool:
    """Whether the advice for anybody is another one: enumeration says so, and the solver has to say the same."""
    pair = Pair(old, new, differences(old, new), Words("en"), old.released)
    after, claims = Everybody(new).known, pair.changes()
    expected = any(
        known[CONSISTENT] and after[answers][CONSISTENT] and differs(known, after[answers], claims)
        for answers, known in before.known.items()
    )
    found = prove(pair, 0)
    assert (found.witness is not None, found.proved) == (expected, not expected)
    return expected


def differs(before: dict[str, int], after: dict[str, int], claims: Sequence[Expr]) -> bool:
    both = {**before, **{AFTER + name: value for name, value in after.items()}}
    return any(exact(claim, both) for claim in claims)


def mistakes(seeds: Iterable[int], each: int) -> Counter[bool]:
    """How many mutants of some rule bases change the advice for anybody, and how many for nobody."""
    counts = Counter[bool]()
    for seed in seeds:
        rulebase = small_rule_base(seed)
        everybody = Everybody(rulebase)
        # With other points an outcome has another best fit, which no rule base that was read has.
        wrong = [mutant.rulebase for mutant in mutants(rulebase) if "points" not in mutant.change]
        for other in wrong[seed % 5 :: each]:
            counts[changed_by(rulebase, other, everybody)] += 1
    return counts


def test_a_possible_change_is_found_or_proved_to_be_none() -> None:
    assert min(mistakes(range(1), 40).values()) > 0


@pytest.mark.slow
@pytest.mark.parametrize("block", range(3))
def test_every_verdict_is_that_of_enumeration_on_many_more_rule_bases(block: int) -> None:
    for seed in range(1000 + 20 * block, 1010 + 20 * block):
        compare(small_rule_base(seed), drawn=seed % 2 == 0)


@pytest.mark.slow
def test_a_possible_change_is_found_or_proved_to_be_none_many_times() -> None:
    counts = mistakes(range(402, 405), 24)

    assert min(counts.values()) > 5, counts
