"""Organisations made at random: what is true of them, and what their profiles tell of it.

Only consistent ones: no answer above its cap, be it parked, and no check that fires. A profile may tell less than the
truth, and it may hold answers to questions that do not apply, or of which it is open whether they do.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from advisor.files.answers import written as raw
from advisor.files.rulebase import load
from advisor.language.exact import exact
from advisor.language.kinds import Bounds, is_known, one_left
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from tests.laws.plain_advice import Plain, advise, settle
from tests.laws.rule_bases import rule_base, save, toml_of
from tests.laws.strategies import around, some_value

MOST_TRIES = 60
RULES = Path(__file__).parents[2] / "rules"
SHIPPED = 0

World = dict[str, int]
"""An answer for every name, also for those whose question does not apply."""


@cache
def loaded(seed: int) -> RuleBase:
    """The rule base of that seed; 0 is the one that is shipped."""
    if seed == SHIPPED:
        return load([RULES])
    with TemporaryDirectory() as folder:
        return load([save(Path(folder), rule_base(Random(seed)))])


def organisations(seed: int, count: int) -> Iterator[tuple[Random, RuleBase, World, Plain]]:
    """So many organisations, over the rule base of that seed."""
    random, rulebase = Random(seed), loaded(seed)
    for _ in range(count):
        found = world(random, rulebase)
        if found is not None:
            yield random, rulebase, *found


def world(random: Random, rulebase: RuleBase, profile: Profile | None = None) -> tuple[World, Plain] | None:
    """Something that may be true, of which the profile may tell; None when none is found."""
    for _ in range(MOST_TRIES):
        found = _settled(random, rulebase, profile.answers if profile else {})
        if found is not None and not advise(rulebase, found[1]).contradictions:
            return found
    return None


def _settled(random: Random, rulebase: RuleBase, told_of: Mapping[str, Answer]) -> tuple[World, Plain] | None:
    """Answers within their caps, one after the other; None when a cap leaves none."""
    answers, plain = World(), Plain()
    for name in rulebase.order:
        question = rulebase.questions.get(name)
        if question is None:
            plain.facts[name] = exact(rulebase.quantities[name].expr, plain.facts)
            continue
        for each in question.names:
            bounds = told(question, told_of.get(name), each)
            if question.at_most is not None:
                bounds = Bounds(bounds.low, min(bounds.high, exact(question.at_most, plain.facts)))
                if bounds.low > bounds.high:
                    return None
            answers[each] = within_most(random, some_value(random, bounds, question.kind), bounds, question.most)
        settle(question, answers, plain)
    return answers, plain


def within_most(random: Random, value: int, bounds: Bounds, most: int) -> int:
    """The same choices, or of too many as many as there may be: those that are surely chosen, and others at random."""
    free = [bit for place in range(value.bit_length()) if (bit := 1 << place) & value & ~bounds.low]
    while most and value.bit_count() > most:
        value ^= free.pop(random.randrange(len(free)))
    return value


def told(question: Question, answer: Answer | None, name: str) -> Bounds:
    """What the profile leaves possible for a name, if the question applies."""
    if answer is None or answer.said is Said.UNKNOWN:
        return question.offered
    if question.of:
        return answer.each.get(name.partition(".")[2], question.offered)
    assert answer.bounds is not None
    return one_left(answer.bounds, question.kind)


def profile_of(random: Random, rulebase: RuleBase, answers: World, plain: Plain, hides: float) -> Profile:
    """A profile that tells the truth, but not all of it."""
    told_of = {}
    for question in rulebase.questions.values():
        if random.random() < hides:
            if random.random() < 0.3:
                told_of[question.id] = Answer(said=Said.UNKNOWN)
            continue
        made = answer_to(random, question, answers, plain)
        if made is not None:
            told_of[question.id] = made
    return Profile(name="Random", answers=told_of)


def answer_to(random: Random, question: Question, answers: World, plain: Plain) -> Answer | None:
    """An answer that tells the truth, exactly or nearly; anything where the question does not apply."""
    if not plain.applies[question.id] and random.random() < 0.3:
        return not_applicable(question)
    exactly = random.random() < 0.6
    each = {}
    for name in question.names:
        value = answers[name]
        bounds = Bounds(value, value) if exactly else around(random, value, question.offered, question.kind)
        if not question.of:
            said = Said.KNOWN if is_known(bounds) else Said.RANGE
            return Answer(said=said, bounds=bounds)
        chosen = plain.facts[question.of] >> question.names.index(name) & 1
        if random.random() < (0.95 if chosen else 0.2):
            each[name.partition(".")[2]] = bounds
    return Answer(said=Said.KNOWN if all(map(is_known, each.values())) else Said.RANGE, each=each)


def not_applicable(question: Question) -> Answer:
    """The answer "n/a", as the reader of profiles makes it."""
    assert question.otherwise is not None
    if question.of:
        each = {option.id: question.otherwise for option in question.options}
        return Answer(said=Said.NOT_APPLICABLE, each=each)
    return Answer(said=Said.NOT_APPLICABLE, bounds=question.otherwise)


def complete(rulebase: RuleBase, answers: World, plain: Plain) -> Profile:
    """A profile that tells everything."""
    told_of = {}
    for question in rulebase.questions.values():
        known = {name: Bounds(answers[name], answers[name]) for name in question.names}
        if question.of:
            chosen = plain.facts[question.of]
            each = {
                name.partition(".")[2]: bounds
                for place, (name, bounds) in enumerate(known.items())
                if chosen >> place & 1
            }
            told_of[question.id] = Answer(said=Said.KNOWN, each=each)
        else:
            told_of[question.id] = Answer(said=Said.KNOWN, bounds=known[question.id])
    return Profile(name="Random", answers=told_of)


def told_more(random: Random, question: Question, profile: Profile, answers: World, exactly: float) -> Profile:
    """The same profile with a closer answer to one question: the truth, or nearer to it."""
    before = profile.answers.get(question.id)
    if before and before.said is Said.NOT_APPLICABLE:
        return profile
    all_of_it = random.random() < exactly
    each = {}
    for name in question.names:
        value, wide = answers[name], told(question, before, name)
        each[name] = Bounds(value, value) if all_of_it else around(random, value, wide, question.kind)
    said = Said.KNOWN if all(map(is_known, each.values())) else Said.RANGE
    if question.of:
        after = Answer(said=said, each={name.partition(".")[2]: bounds for name, bounds in each.items()})
    else:
        after = Answer(said=said, bounds=each[question.id])
    return Profile(name=profile.name, answers={**profile.answers, question.id: after})


def ever_closer(random: Random, rulebase: RuleBase, profile: Profile, answers: World) -> Iterator[Profile]:
    """The profile, told one answer more each time, until everything is told."""
    order = list(rulebase.questions.values())
    for question in random.sample(order, len(order)):
        profile = told_more(random, question, profile, answers, exactly=0.7)
        yield profile
    for question in random.sample(order, len(order)):
        if profile.answers[question.id].said is Said.RANGE:
            profile = told_more(random, question, profile, answers, exactly=1)
            yield profile


def written(random: Random, rulebase: RuleBase, profile: Profile) -> str:
    """The profile as a file, its answers in any order."""
    names = random.sample(list(profile.answers), len(profile.answers))
    return toml_of({"answers": {name: raw(rulebase.questions[name], profile.answers[name]) for name in names}})
