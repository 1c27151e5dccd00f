"""What the shortest way through the interview is worth: how much is asked until nothing can change the advice.

Each profile is answered from nothing, in three orders, until the lead, the form and the readiness level are settled.
Only questions that one of the three reads are counted and, but on the shortest way, asked; what surely does not apply
is passed over. The shortest way begins with the kind of ecosystem, as the interview does. The profiles are the complete
shipped ones, and shipped ones and cases with two to ten answers changed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from random import Random
from statistics import median, quantiles
from time import perf_counter

from advisor.advice.behind import Behind
from advisor.advice.facts import settle
from advisor.frozen import frozen, replace
from advisor.interview.choosing import Chooser
from advisor.interview.outlook import outlook
from advisor.language.tree import Expr, names_in
from advisor.model.assessment import State
from advisor.model.profile import Answer, Profile
from advisor.model.rulebase import RuleBase
from tests.benchmarks.balance import FEWEST_CHANGES, MOST_CHANGES, PROCESSES
from tests.generate import UNKNOWN, changed_profile
from tests.starting import complete_starts, shipped_rules

GENERATED = 500
IN_HINDSIGHT = 100
"""Profiles of which the fewest answers are looked for that would have been enough."""
ATTEMPTS = 3
"""Orders in which answers are left out to find those."""
MOST_ASKED = 0.6
"""Of what section order asks, in the median."""
SLOWEST = 50
"""Milliseconds for the next question, at the 95th percentile."""
ORDERS = ("shortest", "section", "random")


@frozen(kw_only=True)
class Asked:
    """What one profile took."""

    applying: int
    """Questions that are read and apply."""
    counts: dict[str, int]
    """Those asked, per order."""
    seconds: tuple[float, ...]
    """What the choice of each question on the shortest way took."""
    enough: int
    """The fewest answers found that would have been enough; 0 where they were not looked for."""

    @property
    def ratio(self) -> float:
        """What the shortest way asks of what section order asks."""
        return self.counts["shortest"] / self.counts["section"]


def main() -> None:
    """Print the tables."""
    found = measured(GENERATED, in_hindsight=IN_HINDSIGHT, processes=PROCESSES)
    shipped = len(complete_starts())
    print(f"interview: asked until lead, form and readiness are settled, over {shipped} shipped profiles and")
    print(f"{len(found) - shipped} changed ones; {len(read())} questions are read by one of the three")
    print(f"{'':<44}{'median':>10}{'p10':>10}{'p90':>10}{'target':>10}")
    for order in ORDERS:
        _line(f"questions, {order} order", [each.counts[order] for each in found], "{:g}")
    for order in ORDERS:
        _line(f"share of those that apply, {order} order", [each.counts[order] / each.applying for each in found])
    ratios = [each.ratio for each in found]
    _line("shortest, of section order", ratios, target=f"<= {MOST_ASKED:.0%}", is_met=median(ratios) <= MOST_ASKED)
    known = [each for each in found if each.enough]
    print(f"of {len(known)} of them, with all answers known in hindsight")
    _line("fewest answers found to be enough", [each.enough for each in known], "{:g}")
    _line("that, of section order", [each.enough / each.counts["section"] for each in known])
    _line("shortest, of that", [each.counts["shortest"] / each.enough for each in known])
    times = sorted(1000 * second for each in found for second in each.seconds)
    late = quantiles(times, n=20)[-1]
    print(f"{'':<44}{'median':>10}{'p95':>10}{'most':>10}")
    print(
        f"{'next question, milliseconds':<44}{median(times):>10.0f}{late:>10.0f}{times[-1]:>10.0f}"
        f"{f'<= {SLOWEST}':>10}{'' if late <= SLOWEST else '  missed'}"
    )


def _line(name: str, values: Sequence[float], shape: str = "{:.0%}", target: str = "", *, is_met: bool = True) -> None:
    tenths = quantiles(values, n=10)
    shown = "".join(f"{shape.format(value):>10}" for value in (median(values), tenths[0], tenths[-1]))
    print(f"{name:<44}{shown}{target:>10}{'' if is_met else '  missed'}")


def measured(generated: int, *, in_hindsight: int = 0, seed: int = 0, processes: int = 1) -> list[Asked]:
    """What the complete shipped profiles and that many changed ones take; the same for any number of processes.

    Args:
        generated: How many changed profiles are made.
        in_hindsight: For how many profiles, the shipped ones first, the fewest answers that are enough are looked for.
        seed: For other changed profiles.
        processes: How many work at the same time.
    """
    places = range(len(complete_starts()) + generated)
    measure = partial(_measured, in_hindsight=in_hindsight, seed=seed)
    if processes == 1:
        return list(map(measure, places))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(measure, places, chunksize=8))


def _measured(place: int, *, in_hindsight: int, seed: int) -> Asked:
    rules, rng = shipped_rules(), Random(f"{seed} {place}")
    told = _profile(place, rng)
    in_order = read()
    shuffled = rng.sample(in_order, len(in_order))
    shortest, seconds = _shortest(rules, told)
    states = settle(rules, told).states
    return Asked(
        applying=sum(states[name] is State.KNOWN for name in in_order),
        counts={
            "shortest": shortest,
            "section": _in_order(rules, told, in_order),
            "random": _in_order(rules, told, shuffled),
        },
        seconds=seconds,
        enough=min(_enough(rules, told, rng) for _ in range(ATTEMPTS)) if place < in_hindsight else 0,
    )


def _profile(place: int, rng: Random) -> Profile:
    """A complete shipped profile, or a changed one."""
    shipped = complete_starts()
    if place < len(shipped):
        return shipped[place]
    start = rng.choice(complete_starts(with_cases=True))
    return changed_profile(shipped_rules(), start, rng.randint(FEWEST_CHANGES, MOST_CHANGES), rng)


@cache
def read() -> tuple[str, ...]:
    """The questions that lead, form or readiness read, directly or through quantities and through `when`."""
    rulebase = shipped_rules()
    behind = Behind(rulebase, settle(rulebase, Profile()))
    found: set[str] = set()

    def follow(exprs: Iterable[Expr]) -> None:
        for expr in exprs:
            for question in set[str]().union(*map(behind.questions, names_in(expr))) - found:
                found.add(question)
                when = rulebase.questions[question].when
                follow([when] if when else [])

    for outcome in rulebase.outcomes.values():
        if outcome.group == "role" or outcome.condition:
            follow(rule.when for rule in outcome.rules if rule.effect != "warn")
    follow(path.when for path in rulebase.paths)
    return tuple(name for name in rulebase.questions if name in found)


def _before(rulebase: RuleBase, told: Profile, *asked: str) -> dict[str, Answer]:
    """What is known before anything is counted: the sector, which decides wording, and what is asked first."""
    return {name: told.answers.get(name, UNKNOWN) for name in (rulebase.variants, *asked)}


def _shortest(rulebase: RuleBase, told: Profile) -> tuple[int, tuple[float, ...]]:
    """How many questions the shortest way asks, and how long choosing each took."""
    chooser, seconds = Chooser(rulebase), []
    answers = _before(rulebase, told, rulebase.ecosystem)
    while True:
        begin = perf_counter()
        name = chooser.next(replace(told, answers=answers))
        seconds.append(perf_counter() - begin)
        if name is None:
            break
        answers[name] = told.answers.get(name, UNKNOWN)
    assert chooser.is_settled(replace(told, answers=answers))
    return len(answers.keys() - {rulebase.variants}), tuple(seconds)


def _in_order(rulebase: RuleBase, told: Profile, order: Sequence[str]) -> int:
    """How many questions are asked in that order; what is settled once stays so, hence the search by halves."""
    answers = _before(rulebase, told)
    moments = [replace(told, answers=dict(answers))]
    for name in order:
        if settle(rulebase, moments[-1]).states[name] is not State.NOT_APPLICABLE and name not in answers:
            answers[name] = told.answers.get(name, UNKNOWN)
            moments.append(replace(told, answers=dict(answers)))
    return bisect_left(moments, 1, key=lambda moment: outlook(rulebase, moment).is_settled)


def _enough(rulebase: RuleBase, told: Profile, rng: Random) -> int:
    """How many answers are left when each that is not needed is left out, one after the other."""
    kept = {name: told.answers[name] for name in read() if name in told.answers}
    before = _before(rulebase, told)
    for name in rng.sample(sorted(kept), len(kept)):
        fewer = {other: answer for other, answer in kept.items() if other != name}
        if outlook(rulebase, replace(told, answers=before | fewer)).is_settled:
            kept = fewer
    return len(kept)


if __name__ == "__main__":
    main()
