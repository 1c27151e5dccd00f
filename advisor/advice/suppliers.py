"""Reciprocity is as good as with the weakest important supplier: which one that is, as far as the answers prove it.

Each supplier is settled and judged on its own. The weakest is the one on which the outcome that suppliers are compared
by has the lowest fit, of equals the first by key. While answers are open, several may still turn out to be it; the
advice then takes the hull of what is known of those. Whichever it is, the truth lies inside; and as answers come in,
fewer suppliers can be the weakest and less is possible of each, so no bounds ever widen. The fit itself is known better
than by that hull: one supplier that is surely weak is enough for it to be low.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from advisor.advice.behind import Behind
from advisor.advice.facts import Settled, settle
from advisor.advice.findings import Judge
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.frozen import frozen, replace
from advisor.language.kinds import Bounds, hull
from advisor.model.assessment import Fact, Finding, SupplierFinding
from advisor.model.profile import Answer, Profile, Said, Supplier
from advisor.model.question import Question
from advisor.model.rulebase import Outcome, RuleBase

Facts = Callable[[Mapping[str, Answer], Settled, RuleBaseLexicon], dict[str, Fact]]
Compared = tuple[Settled, Mapping[str, Answer], tuple[SupplierFinding, ...]]
OPEN = (Said.UNKNOWN, Said.RANGE)


@frozen
class _View:
    """The organisation as if this supplier were the only one."""

    supplier: Supplier
    answers: Mapping[str, Answer]
    settled: Settled
    facts: Mapping[str, Fact]
    finding: Finding | None


def compare(rulebase: RuleBase, profile: Profile, settled: Settled, lexicon: RuleBaseLexicon, facts: Facts) -> Compared:
    """What the advice rests on when suppliers are named: what is settled, the answers behind that, and each supplier.

    Args:
        rulebase: What is asked, and the outcome by which suppliers are compared.
        profile: With its suppliers.
        settled: What is known when no supplier has answers; it stands when no important one has.
        lexicon: For the reasons.
        facts: What was said on every question, in words.
    """
    alone = settled
    views = [
        _view(rulebase, profile, profile.suppliers[key], alone, lexicon, facts) for key in sorted(profile.suppliers)
    ]
    answers = profile.answers
    weakest: list[_View] = []
    if is_judged(profile):
        important = [each for each in views if each.supplier.important]
        fits = [each.finding.fit if each.finding else Bounds(0, 0) for each in important]
        weakest = [important[place] for place in may_be_least(fits)]
        settled, answers = _together(rulebase, weakest, alone)
        if len(weakest) > 1:
            settled.given[f"{rulebase.weakest}.fit"] = least(fits)
        for view in views:
            if view.supplier.important:
                settled.above.update(_above(rulebase, view))
    per = [question.id for question in rulebase.asked_per_supplier()]
    meant = {view.supplier.id for view in weakest}
    found = tuple(
        SupplierFinding(
            supplier=view.supplier,
            weakest="no" if view.supplier.id not in meant else "yes" if len(meant) == 1 else "possibly",
            facts={name: view.facts[name] for name in per},
            finding=view.finding,
        )
        for view in views
    )
    return settled, answers, found


def is_judged(profile: Profile) -> bool:
    """Whether the advice looks at suppliers: an important one has answers of its own."""
    return any(each.important and each.answers for each in profile.suppliers.values())


def may_be_least(fits: Sequence[Bounds]) -> list[int]:
    """The places of the numbers that may turn out to be the least, of equals the first.

    One is out when another is surely less, or surely as little and before it. The first of those with the least high
    end is never out, so there is always one; and there is only one when every number is known.
    """
    return [
        place
        for place, fit in enumerate(fits)
        if all(fit.low < other.high for other in fits[:place])
        and all(fit.low <= other.high for other in fits[place + 1 :])
    ]


def least(fits: Sequence[Bounds]) -> Bounds:
    """What the least of these numbers can be: no more than the least high end, however open the others are."""
    return Bounds(min(fit.low for fit in fits), min(fit.high for fit in fits))


def _view(
    rulebase: RuleBase, profile: Profile, supplier: Supplier, alone: Settled, lexicon: RuleBaseLexicon, facts: Facts
) -> _View:
    per = {question.id for question in rulebase.asked_per_supplier()}
    answers = {name: answer for name, answer in profile.answers.items() if name not in per} | dict(supplier.answers)
    settled = settle(rulebase, replace(profile, answers=answers), beside=alone)
    said = facts(answers, settled, lexicon)
    return _View(supplier, answers, settled, said, _finding(rulebase, settled, said, lexicon))


def _finding(
    rulebase: RuleBase, settled: Settled, facts: Mapping[str, Fact], lexicon: RuleBaseLexicon
) -> Finding | None:
    """How the outcome stands that suppliers are compared by."""
    outcome = rulebase.outcomes.get(rulebase.weakest)
    if outcome is None:
        return None
    judge = Judge(rulebase, dict(settled.given), facts, lexicon, Behind(rulebase, settled))
    return judge.judge([outcome])[0]


def _together(rulebase: RuleBase, weakest: Sequence[_View], alone: Settled) -> tuple[Settled, Mapping[str, Answer]]:
    """What is settled whichever of these is the weakest."""
    first, *others = weakest
    if not others:
        return first.settled, first.answers
    kinds = rulebase.scope.kinds
    per = rulebase.asked_per_supplier()
    instead = {
        name: reduce(
            lambda one, other, name=name: hull(one, other, kinds[name]),  # type: ignore[misc]
            [view.settled.given[name] for view in weakest],
        )
        for question in per
        for name in question.names
    }
    answers = {**first.answers}
    for question in per:
        answers.pop(question.id, None)
        if said := _said(question, [view.answers.get(question.id) for view in weakest]):
            answers[question.id] = said
    settled = settle(rulebase, replace(Profile(), answers=answers), instead, alone)
    settled.kept_open.update(_kept_open(rulebase, per, weakest))
    return settled, answers


def _kept_open(rulebase: RuleBase, per: Sequence[Question], weakest: Sequence[_View]) -> Mapping[str, frozenset[str]]:
    """What decides which of these is the weakest, and for each question beside that what decides it for one of them."""
    outcome: Outcome = rulebase.outcomes[rulebase.weakest]
    behind = [Behind(rulebase, view.settled) for view in weakest]
    which = frozenset().union(*(each.open_in(rule.when for rule in outcome.rules) for each in behind))
    return {
        question.id: which.union(*(each.open_questions(name) for each in behind for name in question.names))
        for question in per
    }


def _said(question: Question, answers: Sequence[Answer | None]) -> Answer | None:
    """What was said of these suppliers together: what holds for whichever of them is meant."""
    told = [each for each in answers if each is not None]
    if len(told) == len(answers) and all(each == told[0] for each in told):
        return told[0]
    if all(each.said is Said.UNKNOWN for each in told):
        return Answer(said=Said.UNKNOWN) if told else None
    if question.sort == "number each":
        each = {
            option.id: _hull([answer.each.get(option.id) if answer else None for answer in answers], question)
            for option in question.options
            if any(option.id in answer.each for answer in told)
        }
        return Answer(said=Said.RANGE, each=each)
    return Answer(said=Said.RANGE, bounds=_hull([each.bounds if each else None for each in answers], question))


def _hull(bounds: Sequence[Bounds | None], question: Question) -> Bounds:
    known = [question.offered if each is None else each for each in bounds]
    return reduce(lambda one, other: hull(one, other, question.kind), known)


def _above(rulebase: RuleBase, view: _View) -> Mapping[str, Bounds]:
    """The answers on this supplier that lie above what another answer allows."""
    return {name: cap for name, cap in view.settled.above.items() if rulebase.questions[name].per}


def with_defaults_of_suppliers(
    rulebase: RuleBase, profile: Profile, assumed: tuple[str, ...]
) -> tuple[Profile, tuple[str, ...]]:
    """The stated defaults for every important supplier as well; beside it which questions were assumed for anyone.

    Args:
        rulebase: With the defaults.
        profile: With the defaults of its own questions.
        assumed: The questions of which the profile has the default.
    """
    if not is_judged(profile):
        return profile, assumed
    defaults = {each.id: each.default for each in rulebase.asked_per_supplier() if each.default is not None}
    found = {name for name in assumed if name not in defaults}
    suppliers = {}
    for key, supplier in profile.suppliers.items():
        answers = dict(supplier.answers)
        for name, default in defaults.items():
            if supplier.important and (name not in answers or answers[name].said in OPEN):
                answers[name] = Answer(said=Said.KNOWN, bounds=default)
                found.add(name)
        suppliers[key] = replace(supplier, answers=answers)
    return replace(profile, suppliers=suppliers), tuple(name for name in rulebase.questions if name in found)
