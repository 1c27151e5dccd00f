"""The shortest way: the question that can still decide most, and nothing that can decide nothing."""

from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import pytest

from advisor.files.profile import load_text
from advisor.files.rulebase import load
from advisor.frozen import replace
from advisor.interview.choosing import Chooser
from advisor.interview.outlook import outlook
from advisor.language.kinds import Bounds
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment
from advisor.model.profile import Answer, Profile, Said, Supplier
from advisor.model.rulebase import RuleBase
from tests.audit.tiny import folder
from tests.benchmarks.interview import measured, read
from tests.generate import UNKNOWN, assessed
from tests.laws.organisations import SHIPPED, complete, loaded, organisations, profile_of, world
from tests.laws.rule_bases import rule_base, save, shuffled
from tests.report.sample import rules
from tests.starting import complete_starts, shipped_rules

RULE_BASES = range(400, 408)
PROFILES = 3


def verdict(advice: Assessment) -> tuple[object, ...]:
    """Everything that the shortest way is about."""
    lead = advice.lead
    first = (lead.role, lead.ties, frozenset(lead.rivals))
    return first, frozenset(advice.form.could_be), frozenset(advice.readiness_level.could_be)


def asked(rulebase: RuleBase, profile: Profile, told: Profile) -> tuple[list[str], Profile]:
    """What is asked from here on, and the profile with all of those answers."""
    chooser, names = Chooser(rulebase), list[str]()
    while (name := chooser.next(profile, frozenset(names))) is not None:
        names.append(name)
        profile = replace(profile, answers={**profile.answers, name: told.answers.get(name, UNKNOWN)})
    return names, profile


@pytest.mark.parametrize("seed", [SHIPPED, *RULE_BASES])
def test_when_nothing_is_asked_any_more_no_other_answer_changes_the_verdict(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        told = complete(rulebase, answers, plain)
        before = profile_of(random, rulebase, answers, plain, hides=0.9)
        _names, profile = asked(rulebase, before, told)
        whole = replace(profile, answers={**told.answers, **profile.answers})

        assert verdict(assessed(rulebase, whole)) == verdict(assessed(rulebase, profile))


@pytest.mark.parametrize("seed", [SHIPPED, *RULE_BASES])
def test_where_everything_can_be_answered_it_ends_with_everything_settled(seed: int) -> None:
    for _random, rulebase, answers, plain in organisations(seed, PROFILES):
        names, profile = asked(rulebase, Profile(), complete(rulebase, answers, plain))
        advice = assessed(rulebase, profile)

        assert Chooser(rulebase).is_settled(profile)
        assert advice.lead.settled
        assert advice.form.settled
        assert advice.readiness_level.settled
        assert len(names) == len(set(names))


@pytest.mark.parametrize("seed", [SHIPPED, *RULE_BASES])
def test_what_is_settled_stays_so_whatever_is_true_of_the_rest(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        _names, profile = asked(rulebase, Profile(), complete(rulebase, answers, plain))
        other = world(random, rulebase, profile)
        assert other is not None
        whole = replace(profile, answers={**complete(rulebase, *other).answers, **profile.answers})

        assert Chooser(rulebase).is_settled(whole)
        assert verdict(assessed(rulebase, whole)) == verdict(assessed(rulebase, profile))


@pytest.mark.parametrize("seed", [SHIPPED, *RULE_BASES])
def test_what_surely_does_not_apply_or_was_answered_is_never_asked(seed: int) -> None:
    for random, rulebase, answers, plain in organisations(seed, PROFILES):
        told = complete(rulebase, answers, plain)
        profile = profile_of(random, rulebase, answers, plain, hides=0.9)
        before = set(profile.answers)
        for name in asked(rulebase, profile, told)[0]:
            assert outlook(rulebase, profile).settled.applies[name] is not Truth.NO
            assert name not in before or rulebase.questions[name].of
            profile = replace(profile, answers={**profile.answers, name: told.answers[name]})


def test_only_what_lead_form_or_readiness_read_is_asked() -> None:
    for told in complete_starts():
        assert set(asked(shipped_rules(), Profile(), told)[0]) <= set(read())


def test_it_sees_the_advice_as_the_advice_sees_itself() -> None:
    for seed in (SHIPPED, *RULE_BASES):
        for random, rulebase, answers, plain in organisations(seed, 2):
            profile = profile_of(random, rulebase, answers, plain, hides=0.5)
            view, advice = outlook(rulebase, profile), assessed(rulebase, profile)

            assert dict(view.given) == dict(advice.given)
            assert (view.lead, view.form) == (replace(advice.lead, wished=None), advice.form)
            assert view.readiness_level == advice.readiness_level


def test_the_order_of_answers_and_of_rules_changes_nothing() -> None:
    random = Random(5)
    for seed in RULE_BASES:
        with TemporaryDirectory() as place:
            other = load([save(Path(place), shuffled(random, rule_base(Random(seed))))])
        for rng, rulebase, answers, plain in organisations(seed, 2):
            profile = profile_of(rng, rulebase, answers, plain, hides=0.7)
            names = random.sample(list(profile.answers), len(profile.answers))
            turned = replace(profile, answers={name: profile.answers[name] for name in names})

            assert Chooser(other).next(turned) == Chooser(rulebase).next(profile)


# -- one by one

GROUPED = """
[outcome]
name    = "Producer"
summary = "Makes what others use."

[must.sponsored]
says   = "With a sponsor"
when   = "sponsored"
source = ["CHOICE"]

[plus.large]
says   = "Large"
when   = "staff >= 50"
points = 100
group  = "size"
source = ["CHOICE"]

[plus.able]
says   = "Able"
when   = "how_far >= 3"
points = 50
group  = "size"
source = ["CHOICE"]
"""


def known(**values: int) -> Profile:
    return Profile(
        answers={name: Answer(said=Said.KNOWN, bounds=Bounds(value, value)) for name, value in values.items()}
    )


@pytest.fixture
def grouped(tmp_path: Path) -> Chooser:
    """Rules for one role, with a gate and a group of two; the comment is read by nothing."""
    return Chooser(load([folder(tmp_path, roles__consumer=GROUPED)]))


def test_most_points_with_fewest_questions_come_first(grouped: Chooser) -> None:
    assert grouped.next(Profile()) == "staff"


def test_what_cannot_bring_more_points_than_the_best_of_its_group_is_not_asked(grouped: Chooser) -> None:
    assert grouped.next(known(staff=80)) == "sponsored"
    assert grouped.next(known(staff=80), frozenset({"sponsored"})) is None


def test_a_broken_gate_makes_points_matter_no_longer(grouped: Chooser) -> None:
    assert grouped.next(known(sponsored=0)) is None
    assert grouped.is_settled(known(sponsored=0))


def test_neither_what_is_unknown_nor_what_is_passed_over_is_asked_again(grouped: Chooser) -> None:
    unknown = Profile(answers={"staff": UNKNOWN})

    assert grouped.next(unknown) == "how_far"
    assert grouped.next(unknown, frozenset({"how_far"})) == "sponsored"
    assert grouped.next(unknown, frozenset({"how_far", "sponsored"})) is None
    assert not grouped.is_settled(unknown)


def test_a_range_is_an_answer(grouped: Chooser) -> None:
    about = Profile(answers={"staff": Answer(said=Said.RANGE, bounds=Bounds(40, 60))})

    assert grouped.next(about, frozenset({"how_far", "sponsored"})) is None


def test_what_decides_whether_a_question_applies_comes_before_it() -> None:
    rulebase = shipped_rules()
    for told in complete_starts():
        names, _profile = asked(rulebase, Profile(), told)
        for first, later in (("joint_goal", "goal_years"), ("tools", "tool_peak"), ("home_peak", "home_route")):
            if later in names:
                assert names.index(first) < names.index(later)


def test_numbers_for_options_chosen_since_are_asked_for() -> None:
    peaks = "tool_peak = { lms = 300 }\nbandwidth_up = 100\nbandwidth_down = 100\nhome_peak = 0"
    fewer, more = (
        load_text(f"[answers]\ntools = [{tools}]\n{peaks}", shipped_rules())[0]
        for tools in ('"lms"', '"lms", "teams_video"')
    )
    rest = frozenset(shipped_rules().questions) - {"tool_peak"}

    assert Chooser(shipped_rules()).next(fewer, rest) is None
    assert Chooser(shipped_rules()).next(more, rest) == "tool_peak"


def test_what_is_asked_of_suppliers_is_asked_until_each_important_one_has_an_answer() -> None:
    rulebase = rules("suppliers")
    told = {"terms": Answer(said=Said.KNOWN, bounds=Bounds(1, 1))}
    rest = frozenset(rulebase.questions) - {"terms"}

    def suppliers(**of: bool) -> Profile:
        return Profile(suppliers={key: Supplier(id=key, answers=told if has else {}) for key, has in of.items()})

    assert Chooser(rulebase).next(suppliers(a=True, b=False), rest) == "terms"
    assert Chooser(rulebase).next(suppliers(a=True, b=True), rest) is None


def test_the_same_question_comes_from_a_rule_base_read_again() -> None:
    assert Chooser(loaded(SHIPPED)).next(Profile()) == Chooser(shipped_rules()).next(Profile())


@pytest.mark.slow
def test_the_shortest_way_asks_about_half_of_what_section_order_asks() -> None:
    assert median(each.ratio for each in measured(30, seed=1)) <= 0.55
