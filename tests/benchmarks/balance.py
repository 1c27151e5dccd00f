"""How often each piece of advice occurs, over many organisations: whether the rules favour or never reach something.

The profiles that count are the complete shipped ones with two to ten answers changed: organisations much like real
ones. Random profiles stand beside them as a diagnostic; no rule is ever tuned to those.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from random import Random

from advisor.model.assessment import STANDINGS, Assessment
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from tests.generate import assessed, changed_profile, complete_profile
from tests.starting import complete_starts, shipped_rules

CHANGED = 20_000
RANDOM = 2_000
FEWEST_CHANGES, MOST_CHANGES = 2, 10
PROCESSES = 2
BLOCK = 250
"""Profiles that a process takes at a time."""

Item = tuple[str, str]
"""A heading of the table, and what is counted below it."""
Counts = Counter[Item]
TOTAL: Item = ("profiles", "all")

LEAD, FORM, LEVEL, CONDITION = "lead", "form", "readiness", "condition"
STEP, WARNING, PATH, WANTED, MISSING = "step", "warning", "path", "wanted partner", "missing role"
NONE, TIE = "none", "tie"
STATES = ("needed", "possible", "done")


def main() -> None:
    """Print the table."""
    changed = counts(CHANGED, processes=PROCESSES)
    random = counts(RANDOM, at_random=True, processes=PROCESSES)
    print(
        f"balance: {CHANGED} profiles made by changing {FEWEST_CHANGES} to {MOST_CHANGES} answers of the shipped ones,"
    )
    print(f"beside {RANDOM} random profiles (diagnostic, never tuned to)")
    print(f"{'':<60}{'changed':>10}{'random':>10}")
    heading = ""
    for item in items(shipped_rules()):
        if item[0] != heading:
            heading = item[0]
            print(heading)
        print(f"  {item[1]:<58}{share(changed, item):>10.1%}{share(random, item):>10.1%}")


def counts(number: int, *, at_random: bool = False, seed: int = 0, processes: int = 1) -> Counts:
    """How often each item occurs among that many profiles; the same whatever the number of processes.

    Args:
        number: How many profiles are made.
        at_random: Whether they are random, instead of made from the complete shipped profiles.
        seed: For other profiles.
        processes: How many work at the same time.
    """
    blocks = [range(begin, min(begin + BLOCK, number)) for begin in range(0, number, BLOCK)]
    count = partial(_counted, at_random=at_random, seed=seed)
    if processes == 1:
        return sum(map(count, blocks), Counter())
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(count, blocks), Counter())


def share(found: Counts, item: Item) -> float:
    """The part of the profiles in which an item occurs."""
    return found[item] / found[TOTAL]


def items(rulebase: RuleBase) -> Iterator[Item]:
    """Everything that could occur."""
    roles = [outcome.id for outcome in rulebase.of_group("role")]
    yield from ((LEAD, name) for name in (*roles, TIE, NONE))
    yield from ((FORM, name) for name in (*(outcome.id for outcome in rulebase.of_group("form")), NONE))
    yield from ((LEVEL, name) for name in ("low", "medium", "high"))
    for outcome in rulebase.of_group("readiness"):
        yield from ((CONDITION, f"{outcome.id}: {standing}") for standing in STANDINGS)
    for name in rulebase.steps:
        yield from ((STEP, f"{name}: {state}") for state in STATES)
    yield from ((WARNING, rule.id) for rule in rulebase.warnings)
    yield from ((WARNING, rule.id) for rule in rulebase.rules().values() if rule.effect == "warn")
    yield from ((PATH, path.id) for path in rulebase.paths)
    yield from ((WANTED, wanted.id) for wanted in rulebase.wanted)
    yield from ((MISSING, name) for name in roles)


def found_in(advice: Assessment) -> Iterator[Item]:
    """What occurs in the advice for one complete profile."""
    yield TOTAL
    yield LEAD, TIE if advice.lead.ties else advice.lead.role or NONE
    yield FORM, advice.form.form or NONE
    yield LEVEL, advice.readiness_level.level
    yield from ((CONDITION, f"{finding.outcome.id}: {finding.standing}") for finding in advice.readiness)
    yield from ((STEP, f"{planned.step.id}: {planned.state}") for planned in advice.steps)
    yield from ((WARNING, caution.id) for caution in advice.warnings)
    yield from ((WARNING, verdict.rule.id) for finding in advice.findings() for verdict in finding.warnings)
    yield from ((PATH, path.id) for path in advice.form.path)
    yield from ((WANTED, each.wanted.id) if each.wanted else (MISSING, each.role) for each in advice.sought)


def _counted(block: range, *, at_random: bool, seed: int) -> Counts:
    rules, found = shipped_rules(), Counts()
    for place in block:
        rng = Random(f"{seed} {place}")
        profile = complete_profile(rules, rng) if at_random else _changed(rng)
        found.update(found_in(assessed(rules, profile)))
    return found


def _changed(rng: Random) -> Profile:
    start = rng.choice(complete_starts())
    return changed_profile(shipped_rules(), start, rng.randint(FEWEST_CHANGES, MOST_CHANGES), rng)


if __name__ == "__main__":
    main()
