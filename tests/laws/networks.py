"""Organisations with several suppliers, made at random: what is true of each supplier, and which is the weakest.

The oracle is the advice on each supplier by itself with everything known; the truth is that on the weakest of the
important ones. As with other organisations only consistent ones are made: no answer lies above its cap, whichever
supplier is looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from advisor.files.rulebase import load
from advisor.frozen import replace
from advisor.language.exact import exact
from advisor.language.kinds import Bounds
from advisor.model.profile import Answer, Profile, Said, Supplier
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from tests.laws import organisations
from tests.laws.organisations import SHIPPED, World, answer_to, told, told_more, within_most
from tests.laws.plain_advice import Plain, advise, settle
from tests.laws.rule_bases import rule_base, save
from tests.laws.strategies import some_value

KEYS = ("acme", "Beta & co", "c", "delta", "e")
MOST_TRIES = 60


@dataclass
class Network:
    """What is true: per supplier an answer for every name, of which those on the organisation itself are the same."""

    answers: dict[str, World] = field(default_factory=dict)
    plains: dict[str, Plain] = field(default_factory=dict)
    important: set[str] = field(default_factory=set)
    weakest: str = ""

    @property
    def plain(self) -> Plain:
        """What follows for the organisation."""
        return self.plains[self.weakest]


@cache
def loaded(seed: int) -> RuleBase:
    """A rule base that asks some questions per supplier; 0 is the one that is shipped."""
    if seed == SHIPPED:
        return organisations.loaded(SHIPPED)
    random = Random(seed)
    files = rule_base(random)
    files["rulebase.toml"]["rulebase"]["weakest"] = "reciprocity"
    asked = [raw for path, tables in files.items() if path.startswith("questions/") for raw in tables.items()]
    for name, raw in asked:
        if name != "question.sector" and random.random() < 0.4:
            raw["per"] = "supplier"
    with TemporaryDirectory() as folder:
        return load([save(Path(folder), files)])


def networks(seed: int, count: int) -> Iterator[tuple[Random, RuleBase, Network]]:
    """So many networks, over the rule base of that seed."""
    random, rulebase = Random(seed), loaded(seed)
    for _ in range(count):
        keys = random.sample(KEYS, random.randint(1, 4))
        important = {keys[0], *(key for key in keys if random.random() < 0.8)}
        blank = Profile(suppliers={key: Supplier(id=key, important=key in important) for key in keys})
        found = network(random, rulebase, blank)
        if found is not None:
            yield random, rulebase, found


def network(random: Random, rulebase: RuleBase, profile: Profile) -> Network | None:
    """Something that may be true, of which the profile may tell; None when none is found."""
    for _ in range(MOST_TRIES):
        found = _drawn(random, rulebase, profile)
        if found is not None and not found.plain.contradictions:
            return found
    return None


def _drawn(random: Random, rulebase: RuleBase, profile: Profile) -> Network | None:
    made = Network(important={key for key, each in profile.suppliers.items() if each.important})
    ours = World()
    for key, supplier in sorted(profile.suppliers.items()):
        found = _one(random, rulebase, {**profile.answers, **supplier.answers}, ours)
        if found is None:
            return None
        made.answers[key], made.plains[key] = found[0], advise(rulebase, found[1])
    least = min(made.plains[key].fit[rulebase.weakest] for key in made.important)
    # Of equals the first by key.
    made.weakest = min(key for key in made.important if made.plains[key].fit[rulebase.weakest] == least)
    return made


def _one(random: Random, rulebase: RuleBase, said: Mapping[str, Answer], ours: World) -> tuple[World, Plain] | None:
    """Answers on one supplier; those of the organisation itself are drawn with the first, and kept in `ours`."""
    answers, plain = World(), Plain()
    for name in rulebase.order:
        question = rulebase.questions.get(name)
        if question is None:
            plain.facts[name] = exact(rulebase.quantities[name].expr, plain.facts)
            continue
        most = exact(question.at_most, plain.facts) if question.at_most is not None else None
        for each in question.names:
            bounds = told(question, said.get(name), each)
            if not question.per and each in ours:
                bounds = Bounds(ours[each], ours[each])
            if most is not None:
                bounds = Bounds(bounds.low, min(bounds.high, most))
                if bounds.low > bounds.high:
                    return None
            answers[each] = within_most(random, some_value(random, bounds, question.kind), bounds, question.most)
            if not question.per:
                ours[each] = answers[each]
        settle(question, answers, plain)
    return answers, plain


def profile_of(random: Random, rulebase: RuleBase, true: Network, hides: float) -> Profile:
    """A profile that tells the truth, but not all of it; it may tell of an unimportant supplier as well."""
    whole = Plain(facts=true.plain.facts)
    for name in rulebase.questions:
        whole.applies[name] = any(plain.applies[name] for plain in true.plains.values())
    answers = _told(random, rulebase, "", true.answers[true.weakest], whole, hides)
    suppliers = {}
    for key in random.sample(list(true.answers), len(true.answers)):
        own = _told(random, rulebase, "supplier", true.answers[key], true.plains[key], hides)
        suppliers[key] = Supplier(id=key, important=key in true.important, answers=own)
    return Profile(name="Random", answers=answers, suppliers=suppliers)


def _told(
    random: Random, rulebase: RuleBase, per: str, answers: World, plain: Plain, hides: float
) -> dict[str, Answer]:
    found = {}
    for question in rulebase.questions.values():
        if question.per != per:
            continue
        if random.random() < hides:
            if random.random() < 0.3:
                found[question.id] = Answer(said=Said.UNKNOWN)
        elif (made := answer_to(random, question, answers, plain)) is not None:
            found[question.id] = made
    return found


def complete(rulebase: RuleBase, true: Network) -> Profile:
    """A profile that tells everything."""
    ours = organisations.complete(rulebase, true.answers[true.weakest], true.plain).answers
    suppliers = {}
    for key, answers in true.answers.items():
        said = organisations.complete(rulebase, answers, true.plains[key]).answers
        own = {name: answer for name, answer in said.items() if rulebase.questions[name].per}
        suppliers[key] = Supplier(id=key, important=key in true.important, answers=own)
    whole = {}
    for name, answer in ours.items():
        question = rulebase.questions[name]
        if not question.per:
            whole[name] = _whole(question, answer, true)
    return Profile(name="Random", answers=whole, suppliers=suppliers)


def _whole(question: Question, answer: Answer, true: Network) -> Answer:
    """Of a number each every number: which options are chosen may differ by supplier."""
    if not question.of:
        return answer
    answers = true.answers[true.weakest]
    return replace(answer, each={name.partition(".")[2]: Bounds(*[answers[name]] * 2) for name in question.names})


def closer(random: Random, rulebase: RuleBase, profile: Profile, true: Network, about: str, exactly: float) -> Profile:
    """The same profile with a closer answer to one question; for one supplier where ``question@key`` says so."""
    name, _at, key = about.partition("@")
    question = rulebase.questions[name]
    if not key:
        own = told_more(random, question, profile, true.answers[true.weakest], exactly).answers
        return replace(profile, answers=own)
    supplier = profile.suppliers[key]
    own = told_more(random, question, Profile(answers=supplier.answers), true.answers[key], exactly).answers
    return replace(profile, suppliers={**profile.suppliers, key: replace(supplier, answers=own)})


def everything(rulebase: RuleBase, true: Network) -> list[str]:
    """Every question, those that are asked per supplier once for each."""
    found = []
    for question in rulebase.questions.values():
        found += [f"{question.id}@{key}" for key in true.answers] if question.per else [question.id]
    return found
