"""Seeded profiles for tests and benchmarks: complete, changed in some answers, or with answers hidden.

Everything is drawn from the `random.Random` that is passed in, so the same seed gives the same profiles.
"""

from random import Random

from advisor.advice.assess import assess
from advisor.advice.facts import settle
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, is_known
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words

UNKNOWN = Answer(said=Said.UNKNOWN)


def complete_profile(rulebase: RuleBase, rng: Random) -> Profile:
    """A profile in which every question that applies has a known answer within its cap."""
    profile = Profile(name="generated")
    for name in rulebase.order:
        if question := rulebase.questions.get(name):
            profile = answered(rulebase, profile, question, rng)
    return profile


def changed_profile(rulebase: RuleBase, profile: Profile, changes: int, rng: Random) -> Profile:
    """The profile with that many answers drawn anew; what then applies and was never answered is answered too."""
    for name in rng.sample(sorted(rulebase.questions), changes):
        profile = answered(rulebase, profile, rulebase.questions[name], rng)
    for name in rulebase.order:
        question = rulebase.questions.get(name)
        if question and (name not in profile.answers or question.sort == "number each"):
            profile = answered(rulebase, profile, question, rng, keep=profile.answers.get(name))
    return profile


def with_hidden(profile: Profile, share: float, rng: Random) -> Profile:
    """The profile with about that share of its answers unknown or not asked."""
    kept = dict(profile.answers)
    for name in sorted(kept):
        if rng.random() < share:
            if rng.random() < 0.5:
                kept[name] = UNKNOWN
            else:
                del kept[name]
    return replace(profile, answers=kept)


def is_consistent(assessment: Assessment) -> bool:
    """Whether no check fires: the answers can all be true together."""
    return not assessment.contradictions


def assessed(rulebase: RuleBase, profile: Profile) -> Assessment:
    """The advice, in English."""
    return assess(rulebase, profile, Words("en"))


def answered(
    rulebase: RuleBase, profile: Profile, question: Question, rng: Random, keep: Answer | None = None
) -> Profile:
    """The profile with a known answer to the question, or none where the question does not apply."""
    settled = settle(rulebase, replace(profile, answers={k: v for k, v in profile.answers.items() if k != question.id}))
    if settled.applies[question.id] is Truth.NO:
        return profile
    answers = dict(profile.answers)
    if question.sort == "number each":
        chosen = settled.given[question.of].low
        each = dict(keep.each) if keep else {}
        for place, option in enumerate(question.options):
            if chosen >> place & 1 and option.id not in each:
                each[option.id] = _value(question, settled.given[f"{question.id}.{option.id}"], rng)
        answers[question.id] = Answer(said=Said.KNOWN, each=each)
    else:
        widest = settled.given[question.id] if settled.applies[question.id] is Truth.YES else question.offered
        answers[question.id] = Answer(said=Said.KNOWN, bounds=_value(question, widest, rng))
    return replace(profile, answers=answers)


def _value(question: Question, widest: Bounds, rng: Random) -> Bounds:
    if is_known(widest):
        return widest
    match question.kind:
        case YesNo():
            value = rng.randint(0, 1)
        case Number():
            value = _number(widest, rng)
        case OneOf(options):
            value = 1 << rng.choice([place for place in range(len(options)) if widest.high >> place & 1])
        case AnyOf(options):
            few = rng.choice((0.15, 0.3, 0.6))
            value = sum(1 << place for place in range(len(options)) if rng.random() < few)
    return Bounds(value, value)


def _number(widest: Bounds, rng: Random) -> int:
    """Small numbers as often as large ones: organisations differ in order of magnitude."""
    spread = widest.high - widest.low
    if spread <= 20:
        return rng.randint(widest.low, widest.high)
    return widest.low + min(spread, int(spread ** rng.random()) - (rng.random() < 0.2))
