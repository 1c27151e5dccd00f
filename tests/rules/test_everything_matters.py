"""No question is asked and no rule is kept in vain: each changes somebody's advice."""

from random import Random

import pytest

from advisor.advice.behind import Behind
from advisor.advice.facts import settle
from advisor.language.trace import Truth, truth_of
from advisor.model.assessment import Assessment
from tests.generate import NothingConsistentError, assessed, changed_profile
from tests.starting import complete_starts, shipped_rules

Verdict = tuple[object, ...]
ROUNDS = 60
"""Profiles with one answer changed, per profile to start from."""


def verdict(advice: Assessment) -> Verdict:
    """What a reader acts on; no points and no fit."""
    return (
        tuple((each.outcome.id, each.could_be, each.practice) for each in advice.findings()),
        advice.lead,
        advice.form,
        advice.readiness_level,
        tuple((each.step.id, each.state, each.does) for each in advice.steps),
        tuple((each.role, each.capabilities) for each in advice.sought),
        tuple(each.id for each in (*advice.warnings, *advice.contradictions)),
        tuple(each.rule.id for finding in advice.findings() for each in finding.warnings),
    )


def fits(advice: Assessment) -> dict[str, object]:
    return {each.outcome.id: each.fit for each in advice.findings()}


@pytest.mark.slow
def test_every_question_and_every_rule_changes_advice_by_one_answer() -> None:
    """Two profiles that differ in one answer, and what they are advised: found for every question and every rule.

    For a rule that is one that holds for one of the two only, while the outcome it belongs to comes out otherwise.
    """
    rules, rng = shipped_rules(), Random(1)
    questions, kept = set(rules.questions), set(rules.rules())
    starts = [(start, assessed(rules, start)) for start in complete_starts(with_cases=True)]
    behind = [Behind(rules, settle(rules, start)) for start, _advice in starts]
    for (start, before), below in list(zip(starts, behind, strict=True)) * ROUNDS:
        worth_changing = questions.union(*(below.questions(rule) for rule in kept)) & set(start.answers)
        try:
            other = changed_profile(rules, start, 1, rng, worth_changing)
        except NothingConsistentError:
            continue
        names = {each for each in other.answers if other.answers[each] != start.answers.get(each)}
        after = assessed(rules, other)
        if len(names) == 1 and verdict(before) != verdict(after):
            questions -= names
        kept -= flipped(before, after, kept)
        if not questions and not kept:
            break
    assert (questions, kept) == (set(), set())


def flipped(before: Assessment, after: Assessment, rules: set[str]) -> set[str]:
    """The rules that hold in one of the two only, where that shows in the outcome they belong to."""
    old, new = fits(before), fits(after)
    seen = set()
    for rule in rules:
        outcome = rule.partition(".")[0]
        truths = {truth_of(each.given[rule]) for each in (before, after)}
        if truths == {Truth.YES, Truth.NO} and (old[outcome] != new[outcome] or verdict(before) != verdict(after)):
            seen.add(rule)
    return seen
