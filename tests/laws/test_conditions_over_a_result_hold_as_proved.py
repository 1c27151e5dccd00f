"""Laws 2, 3 and 4 for conditions over a result: what surely holds is so, stays so, and is the same in columns."""

from random import Random

import numpy as np
import pytest

from advisor.advice.asked import FULL_RESULT, NONE, TIE, Asked, cautions, of_result, parse_asked, scope_of
from advisor.advice.assess import assess
from advisor.columns.answers import block_of
from advisor.columns.asked import asked_column
from advisor.columns.evaluate import evaluate
from advisor.columns.plan import Plan
from advisor.columns.results import advice
from advisor.language.exact import exact
from advisor.language.kinds import AnyOf, OneOf, Scope, mask_of
from advisor.language.trace import Truth
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.organisations import SHIPPED, ever_closer, loaded, organisations, profile_of, world
from tests.laws.plain_advice import Plain
from tests.laws.strategies import case_over

WORDS = Words("en")
SEEDS = (pytest.param(SHIPPED, marks=pytest.mark.slow), *range(500, 506))
ABOUT_THE_RESULT = ("settled", "lead_settled", "contradictions", "open_questions")
"""What no organisation is true of."""


def conditions(random: Random, rulebase: RuleBase, without: tuple[str, ...], count: int) -> list[Asked]:
    """Conditions that mostly read parts of the result."""
    own = {
        name: kind
        for name, kind in of_result(rulebase).items()
        if name not in without and not (isinstance(kind, AnyOf) and not kind.options)
    }
    others = list(rulebase.scope.kinds.items())
    some = dict(random.sample(others, min(6, len(others))))
    scope = Scope({**own, **some})
    return [parse_asked(case_over(scope, random, conditions=True).text, rulebase) for _ in range(count)]


def facts(rulebase: RuleBase, plain: Plain) -> dict[str, int]:
    """What the names of a condition are when everything is known, from the oracle for whole assessments."""
    kinds = of_result(rulebase)

    def mask(name: str, *chosen: str) -> int:
        kind = kinds[name]
        assert isinstance(kind, OneOf | AnyOf)
        return mask_of(tuple(each.replace("-", "_") for each in chosen), kind.options)

    behind = [
        role.id
        for role in rulebase.of_group("role")
        if plain.leads and role.id not in plain.leads and plain.standing[role.id] != "not-now"
    ]
    second = min(behind, key=lambda role: (-plain.key(role), role), default=NONE)
    lead = TIE if len(plain.leads) > 1 else (*plain.leads, NONE)[0]
    holding = [name for name, _when in cautions(rulebase) if name in plain.warnings or plain.holds.get(name)]
    return {
        **plain.facts,
        "lead": mask("lead", lead),
        "second": mask("second", second),
        "form": mask("form", plain.form),
        "readiness": mask("readiness", plain.readiness),
        "warnings": mask("warnings", *holding),
        "steps": mask("steps", *plain.needed),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_surely_holds_is_so_and_what_is_so_possibly_holds(seed: int) -> None:
    tried = 0
    for hides in (0.0, 0.2, 0.6):
        for random, rulebase, answers, plain in organisations(seed, 4):
            profile = profile_of(random, rulebase, answers, plain, hides)
            result = assess(rulebase, profile, WORDS)
            others = (world(random, rulebase, profile) for _ in range(3))
            ways = [facts(rulebase, each) for each in (plain, *(other[1] for other in others if other))]
            for asked in conditions(random, rulebase, ABOUT_THE_RESULT, 40):
                truth, so = asked.holds(result), [bool(exact(asked.expr, way)) for way in ways]
                assert truth is Truth.OPEN or so == [truth is Truth.YES] * len(so), asked.text
                possibly = parse_asked(f"possibly({asked.text})", rulebase).holds(result)
                assert possibly is (Truth.NO if truth is Truth.NO else Truth.YES)
                tried += truth is not Truth.OPEN
    assert tried > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_answer_never_overturns_a_condition(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, 1):
        profile = profile_of(random, rulebase, answers, plain, hides=0.7)
        asked = conditions(random, rulebase, ABOUT_THE_RESULT, 40)
        before = [Truth.OPEN] * len(asked)
        for closer in (profile, *ever_closer(random, rulebase, profile, answers)):
            result = assess(rulebase, closer, WORDS)
            after = [each.holds(result) for each in asked]
            for each, was, now in zip(asked, before, after, strict=True):
                assert was in (Truth.OPEN, now), each.text
            before = after


@pytest.mark.parametrize("seed", SEEDS)
def test_lead_second_and_settled_are_those_of_the_result(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, 8):
        result = assess(rulebase, profile_of(random, rulebase, answers, plain, 0.2), WORDS)
        lead, settled = result.lead, result.lead.settled
        first = lead.role or (TIE if lead.ties else NONE)
        options = scope_of(rulebase).kinds["lead"]
        assert isinstance(options, OneOf)
        truths = {each: parse_asked(f"lead == {each}", rulebase).holds(result) for each in options.options}

        assert (truths[first] is Truth.YES) == settled
        assert {each for each, truth in truths.items() if truth is not Truth.NO} <= {
            first, TIE, NONE, *lead.rivals, *lead.ties,
        }  # fmt: skip
        assert (parse_asked("lead_settled", rulebase).holds(result) is Truth.YES) == settled
        second = {
            each: parse_asked(f"second == {each}", rulebase).holds(result) for each in (*truths, NONE) if each != TIE
        }
        surely = [each for each, truth in second.items() if truth is Truth.YES]
        if settled and surely:
            assert surely == [lead.second or NONE]


def wrapped(random: Random, asked: list[Asked], rulebase: RuleBase) -> list[Asked]:
    """The same conditions, some of them inside others that ask whether they can hold."""
    made = []
    for each in asked:
        other = random.choice(asked).text
        form = random.choice(("%s", "possibly(%s)", "not possibly(%s)", "possibly(not possibly(%s) and possibly(%s))"))
        made.append(parse_asked(form % ((each.text, other)[: form.count("%s")]), rulebase))
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_say_what_single_results_say(seed: int) -> None:
    rulebase, random = loaded(seed), Random(seed)
    profiles = [Profile()]
    for hides in (0.0, 0.1, 0.4, 0.8):
        for each, _, answers, plain in organisations(seed, 5):
            profiles.append(profile_of(each, rulebase, answers, plain, hides))
    found = evaluate(plan := Plan(rulebase), block_of(rulebase, profiles))
    together = advice(plan, found)
    alone = [assess(rulebase, profile, WORDS) for profile in profiles]
    for asked in wrapped(random, conditions(random, rulebase, FULL_RESULT, 150), rulebase):
        truths = [asked.holds(result) for result in alone]
        surely, possibly = asked_column(asked, plan, found, together)
        assert surely.dtype == possibly.dtype == np.dtype(np.bool_)
        assert surely.tolist() == [truth is Truth.YES for truth in truths], asked.text
        assert possibly.tolist() == [truth is not Truth.NO for truth in truths], asked.text
