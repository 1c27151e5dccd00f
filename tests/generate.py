"""Seeded profiles for tests and benchmarks: complete, changed in some answers, or with answers hidden.

Everything is drawn from the `random.Random` that is passed in, so the same seed gives the same profiles. The profiles
are consistent: every answer is one that could be given, where it is asked, and no check fires.
"""

from collections.abc import Callable, Collection
from random import Random

from advisor.advice.assess import assess
from advisor.advice.facts import Settled, settle, settle_question
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, is_known
from advisor.language.possible import possible
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import names_in
from advisor.model.assessment import Assessment, State
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words

UNKNOWN = Answer(said=Said.UNKNOWN)
MOST_ATTEMPTS = 500
"""Of which one has to be consistent."""


class NothingConsistentError(Exception):
    """So many attempts ended in contradictions that there may be no consistent profile."""


def complete_profile(rulebase: RuleBase, rng: Random) -> Profile:
    """A consistent profile in which every question that applies has a known answer."""
    nothing = Profile(name="generated")
    return _consistent(rulebase, lambda: _filled(rulebase, nothing, frozenset(), frozenset(rulebase.questions), rng))


def changed_profile(
    rulebase: RuleBase, profile: Profile, changes: int, rng: Random, among: Collection[str] | None = None
) -> Profile:
    """A consistent profile with that many answers of another one different; only those `among` some, if given.

    Answers follow where they have to: what is no longer asked loses its answer, what is asked now gets one, and what is
    no longer possible is drawn anew. What was asked and not answered stays open.
    """
    before = settle(rulebase, profile)
    unasked = frozenset(name for name, state in before.states.items() if state in (State.NOT_APPLICABLE, State.PARKED))
    answered = sorted((set(profile.answers) if among is None else set(profile.answers) & set(among)) - unasked)

    def changed() -> tuple[Profile, Settled]:
        different = frozenset(rng.sample(answered, min(changes, len(answered))))
        return _filled(rulebase, profile, different, unasked, rng)

    return _consistent(rulebase, changed)


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


def is_complete(rulebase: RuleBase, profile: Profile) -> bool:
    """Whether every question that applies has a known answer."""
    states = settle(rulebase, profile).states.values()
    return all(state in (State.KNOWN, State.NOT_APPLICABLE, State.PARKED) for state in states)


def assessed(rulebase: RuleBase, profile: Profile) -> Assessment:
    """The advice, in English."""
    return assess(rulebase, profile, Words("en"))


def _consistent(rulebase: RuleBase, attempt: Callable[[], tuple[Profile, Settled]]) -> Profile:
    """The first attempt in which no check fires: so every consistent profile stays as likely as it was."""
    for _ in range(MOST_ATTEMPTS):
        profile, settled = attempt()
        given = settled.given
        if not all(given.keys() >= set(names_in(check.when)) for check in rulebase.checks):
            given = dict(assessed(rulebase, profile).given)
        if not any(truth_of(possible(check.when, given)) is Truth.YES for check in rulebase.checks):
            return profile
    raise NothingConsistentError


def _filled(
    rulebase: RuleBase, profile: Profile, different: frozenset[str], missing: frozenset[str], rng: Random
) -> tuple[Profile, Settled]:
    """The profile with some answers different, and with answers to questions that had none."""
    settled, answers = Settled(), dict(profile.answers)
    for name in rulebase.order:
        question = rulebase.questions.get(name)
        if question is None:
            settled.given[name] = possible(rulebase.quantities[name].expr, settled.given)
            continue
        settle_question(question, None, settled)
        old = answers.pop(name, None)
        if settled.states[name] is not State.NOT_APPLICABLE and (old or name in missing):
            answers[name] = _answer(question, old, settled, rng, different=name in different)
        settle_question(question, answers.get(name), settled)
    return replace(profile, answers=answers), settled


def _answer(question: Question, old: Answer | None, settled: Settled, rng: Random, *, different: bool) -> Answer:
    """The old answer as far as it is still possible and not to be different, else a new one."""
    if question.sort == "number each":
        if old and old.said is not Said.KNOWN and not different:
            return old
        chosen, numbers = settled.given[question.of], old.each if old else {}
        each = {}
        for place, option in enumerate(question.options):
            surely, possibly = chosen.low >> place & 1, chosen.high >> place & 1
            if surely or (possibly and option.id in numbers):
                name, kept = f"{question.id}.{option.id}", numbers.get(option.id)
                each[option.id] = _bounds(question, name, kept, settled, rng, different=different)
        return Answer(said=Said.KNOWN, each=each)
    if old and old.bounds is None and not different:
        return old
    kept = old.bounds if old else None
    bounds = _bounds(question, question.id, kept, settled, rng, different=different)
    return old if old and bounds is kept else Answer(said=Said.KNOWN, bounds=bounds)


DRAWS = 20
"""Attempts to draw something else; of one option there may be nothing else."""


def _bounds(
    question: Question, name: str, old: Bounds | None, settled: Settled, rng: Random, *, different: bool
) -> Bounds:
    widest = settled.given[name] if settled.applies[question.id] is Truth.YES else question.offered
    is_possible = old is not None and (not isinstance(question.kind, Number) or old.low <= widest.high)
    if old is not None and is_possible and not different:
        return old
    drawn = _value(question, widest, rng)
    for _ in range(DRAWS):
        if drawn != old:
            break
        drawn = _value(question, widest, rng)
    return drawn


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
            offered = [1 << place for place in range(len(options)) if widest.high >> place & 1]
            chosen = [each for each in offered if rng.random() < few]
            value = sum(rng.sample(chosen, question.most) if 0 < question.most < len(chosen) else chosen)
    return Bounds(value, value)


def _number(widest: Bounds, rng: Random) -> int:
    """Small numbers as often as large ones: organisations differ in order of magnitude."""
    spread = widest.high - widest.low
    if spread <= 20:
        return rng.randint(widest.low, widest.high)
    return widest.low + min(spread, int(spread ** rng.random()) - (rng.random() < 0.2))
