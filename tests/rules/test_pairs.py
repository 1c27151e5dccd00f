"""Every piece of advice has two shipped cases that differ in one answer, and in it."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

import pytest

from advisor.advice.facts import settle
from advisor.language.trace import Truth
from advisor.language.tree import names_in
from advisor.model.assessment import Assessment, Standing, State
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from tests.generate import assessed, is_complete, is_consistent
from tests.starting import cases, shipped_rules

Answers = frozenset[tuple[str, str]]
"""The questions that apply, each with its answer."""
Shown = Mapping[str, tuple[object, tuple[Standing, ...]]]
"""Per rule, step, warning, path or wanted partner what it comes to, and what the outcome that it belongs to can be."""


@pytest.mark.slow
def test_everything_has_two_cases_that_differ_in_one_answer_and_in_it() -> None:
    """A gate or a rule with points is to turn, and its outcome with it; anything else is to be shown in one only."""
    rules = shipped_rules()
    profiles = [profile for _name, profile in cases() if is_complete(rules, profile)]
    advised = [(answers_of(rules, profile), assessed(rules, profile)) for profile in profiles]
    found = [(answers, shown(advice)) for answers, advice in advised if is_consistent(advice)]
    sources = {name: set(sources_of(rules, name)) for name in rules.questions}
    left = set(everything(rules))
    for (old, before), (new, after) in combinations(found, 2):
        if differ_in_one(old, new, sources):
            left -= {name for name in left if turned(before, after, name)}
    assert left == set()


def test_what_follows_from_the_one_answer_may_differ_too() -> None:
    rules = shipped_rules()
    sources = {name: set(sources_of(rules, name)) for name in rules.questions}
    shipped = {name: answers_of(rules, profile) for name, profile in cases()}
    first = shipped["care-home"]

    assert differ_in_one(first, shipped["care-home-goal-spoken"], sources)
    assert differ_in_one(shipped["service-centre"], shipped["service-centre-without-a-goal"], sources)
    assert not differ_in_one(first, first, sources)
    assert not differ_in_one(first, shipped["garage"], sources)
    assert not differ_in_one(shipped["household-chain-of-49"], shipped["household-chain-wide-line"], sources)


def everything(rules: RuleBase) -> Iterator[str]:
    yield from rules.rules()
    yield from (f"step {name}" for name in rules.steps)
    yield from (f"warning {each.id}" for each in rules.warnings)
    yield from (f"path {each.id}" for each in rules.paths)
    yield from (f"wanted {each.id}" for each in rules.wanted)


def shown(advice: Assessment) -> Shown:
    found: dict[str, tuple[object, tuple[Standing, ...]]] = {}
    for finding in advice.findings():
        for each in finding.verdicts:
            could_be = () if each.rule.effect == "warn" else finding.could_be
            found[each.rule.id] = each.truth is Truth.YES, could_be
    found |= {f"step {each.step.id}": (each.state, ()) for each in advice.steps if each.state != "done"}
    found |= {f"warning {each.id}": (True, ()) for each in advice.warnings}
    found |= {f"path {each.id}": (True, ()) for each in advice.form.path}
    found |= {f"wanted {each.wanted.id}": (True, ()) for each in advice.sought if each.wanted}
    return found


def turned(before: Shown, after: Shown, name: str) -> bool:
    """Whether the one advice has it and the other has not, and for a rule that counts, whether its outcome differs."""
    (old, old_outcome), (new, new_outcome) = before.get(name, (False, ())), after.get(name, (False, ()))
    return old != new and (old_outcome != new_outcome or not old_outcome)


def answers_of(rules: RuleBase, profile: Profile) -> Answers:
    states = settle(rules, profile).states
    known = {name: each for name, each in profile.answers.items() if states[name] is State.KNOWN}
    return frozenset((name, f"{each.bounds} {sorted(each.each.items())}") for name, each in known.items())


def sources_of(rules: RuleBase, name: str) -> Iterator[str]:
    """The questions that decide whether a question, or what a quantity, is asked about."""
    if name in rules.questions:
        question = rules.questions[name]
        yield from (question.of,) if question.of else ()
        reads = names_in(question.when) if question.when is not None else ()
    else:
        reads = names_in(rules.quantities[name].expr)
    for each in reads:
        if each in rules.questions:
            yield each
        if each != name:
            yield from sources_of(rules, each)


def differ_in_one(old: Answers, new: Answers, sources: Mapping[str, set[str]]) -> bool:
    """Whether one answer is different, and beside it only what is asked because of it, or asked no more."""
    differing = sorted(name for name, _answer in old ^ new)
    changed = {name for name, other in pairwise(differing) if name == other}
    different = set(differing)
    roots = changed or different
    return len(changed) <= 1 and any(all(name == root or root in sources[name] for name in different) for root in roots)
