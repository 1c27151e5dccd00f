"""Conditions over a result: what they can read, what is wrong with them, and when they hold."""

import re

import pytest

from advisor.advice import places
from advisor.advice.asked import Asked, of_result, parse_asked
from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.frozen import replace
from advisor.language.kinds import Bounds, Scope, YesNo
from advisor.language.parse import parse_condition
from advisor.language.tokens import ConditionError
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment
from advisor.problems import AdvisorError, describe
from advisor.words import Words
from tests.starting import shipped_profiles, shipped_rules

WORDS = Words("en")


def result(text: str = "") -> Assessment:
    """The advice for some answers, by the shipped rules."""
    profile, _warnings = load_text(f"[answers]\n{text}\n", shipped_rules())
    return assess(shipped_rules(), profile, WORDS)


def shipped(name: str) -> Assessment:
    """The advice for a shipped profile."""
    return assess(shipped_rules(), dict(shipped_profiles())[name], WORDS)


def truth(condition: str, advice: Assessment) -> Truth:
    return parse_asked(condition, shipped_rules()).holds(advice)


SCHOOL = [
    ("lead == consumer", "yes"),
    ("lead == orchestrator or lead == tie", "no"),
    ("lead in [consumer, producer] and settled", "yes"),
    ("second == none", "yes"),
    ("form == none", "no"),
    ("readiness >= medium", "yes"),
    ("lead_settled", "yes"),
    ("contradictions == 0", "yes"),
    ("open_questions < 10", "yes"),
    ("consumer.level == 2 and consumer.fit >= 60", "yes"),
    ("sector == education and staff > 10", "yes"),
    ("size(steps) + size(warnings) > 2", "yes"),
    ("count(settled, lead == consumer, lead == producer) == 2", "yes"),
]


@pytest.mark.parametrize(("condition", "expected"), SCHOOL)
def test_a_condition_reads_answers_outcomes_and_the_result(condition: str, expected: str) -> None:
    assert truth(condition, shipped("secondary-school")).value == expected


@pytest.mark.parametrize(
    "condition",
    ["lead == consumer", "lead == none", "second == none", "readiness == low", "staff > 10", "form == none"],
)
def test_while_nothing_is_known_a_condition_is_open_and_possible(condition: str) -> None:
    nothing = result()

    assert truth(condition, nothing) is Truth.OPEN
    assert truth(f"possibly({condition})", nothing) is Truth.YES
    assert truth(f"not possibly({condition})", nothing) is Truth.NO
    assert truth(f"possibly(not ({condition})) and possibly({condition})", nothing) is Truth.YES


@pytest.mark.parametrize(
    ("condition", "expected"), [("settled", "no"), ("lead_settled", "no"), ("open_questions > 9", "yes")]
)
def test_what_is_about_the_result_is_known_though_nothing_else_is(condition: str, expected: str) -> None:
    assert truth(condition, result()).value == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("possibly(lead == consumer)", "yes"),
        ("possibly(possibly(lead == consumer) and not settled)", "yes"),
        ("count(possibly(lead == consumer), possibly(lead == none), settled) == 2", "yes"),
        ("possibly(settled)", "no"),
        ("possibly(staff > 10) and staff > 10", "open"),
    ],
)
def test_possibly_stands_wherever_a_condition_does(condition: str, expected: str) -> None:
    assert truth(condition, result()).value == expected


def test_steps_are_surely_those_that_are_needed() -> None:
    advice = shipped("half-answered")
    states = {planned.step.id: planned.state for planned in advice.steps}
    expected = {"needed": Truth.YES, "possible": Truth.OPEN, "done": Truth.NO}

    assert set(states.values()) >= {"needed", "possible"}
    for name in shipped_rules().steps:
        assert truth(f"{name} in steps", advice) is expected[states.get(name, "done")], name


def test_warnings_are_those_that_hold_of_outcomes_as_well() -> None:
    advice = shipped("luxury-web-shop")
    outcomes = [verdict.rule.id for finding in advice.findings() for verdict in finding.warnings]
    holding = {*(each.id for each in advice.warnings), *outcomes}

    assert outcomes
    warned = [name for name, _kind in cautions() if truth(f"{name} in warnings", advice) is Truth.YES]
    assert set(warned) == holding


def cautions() -> list[tuple[str, str]]:
    base = shipped_rules()
    of_outcomes = [(rule.id, rule.effect) for rule in base.rules().values() if rule.effect == "warn"]
    return [*((each.id, "warning") for each in base.warnings), *of_outcomes]


def test_a_warning_that_is_set_aside_does_not_count() -> None:
    advice = shipped("luxury-web-shop")
    name = advice.warnings[0].id
    waived = replace(advice.profile, waivers={name: {"reason": "Known."}})

    assert truth(f"{name} in warnings", advice) is Truth.YES
    assert truth(f"{name} in warnings", assess(shipped_rules(), waived, WORDS)) is Truth.NO


@pytest.mark.parametrize(
    "condition", ["no-fallback in warnings", "no_fallback in warnings", "not (no-fallback not in warnings)"]
)
def test_an_id_may_be_written_with_hyphens_or_with_underscores(condition: str) -> None:
    assert parse_asked(condition, shipped_rules()).text == condition
    assert truth(condition, result()) is truth("no_fallback in warnings", result())


@pytest.mark.parametrize(
    "condition", ["staff-1 > 5", "staff > 5 and-1 < staff", "consumer.fit-producer.fit > 5", "-staff < 0"]
)
def test_a_hyphen_between_numbers_is_a_minus_sign(condition: str) -> None:
    spaced = condition.replace("-", " - ")

    assert parse_asked(condition, shipped_rules()).expr == parse_asked(spaced, shipped_rules()).expr


# -- what is wrong: the place stands between « and »

FAULTS = [
    ("L100", "« »", ""),
    ("L119", "«lead_setled»", "lead_settled"),
    ("L138", "lead == «orchestratr»", "orchestrator"),
    ("L138", "«no-falback» in warnings", "no_fallback"),
    ("L138", "exit_plan in steps and «exit-plam» in steps", "exit_plan"),
    ("L125", "lead «>» consumer", ""),
    ("L135", "possibly(«lead»)", ""),
    ("L136", "«steps»", ""),
    ("L134", "possibly(«open_questions»)", ""),
    ("L108", "possibly(settled«,» lead_settled)", ""),
    ("L108", "possibly(«)»", ""),
    ("L109", "possibly«(»settled", ""),
    ("L112", "settled «and» lead_settled or settled", ""),
    ("L119", "«possibly» and settled", ""),
]


@pytest.mark.parametrize(("code", "marked", "guess"), FAULTS)
def test_what_is_wrong_is_pointed_at(code: str, marked: str, guess: str) -> None:
    text = re.sub("[«»]", "", marked)
    with pytest.raises(AdvisorError) as caught:
        parse_asked(text, shipped_rules(), "--where")

    (problem,) = caught.value.problems
    begin = marked.index("«")
    assert (problem.code, problem.excerpt, problem.guess) == (code, text, guess)
    assert problem.span == (begin, marked.index("»") - 1)
    assert describe(problem, WORDS).startswith(f"--where: error {code}: ")


def test_a_condition_of_a_rule_knows_neither_possibly_nor_the_result() -> None:
    with pytest.raises(ConditionError, match="L141"):
        parse_condition("possibly(staff > 5)", shipped_rules().scope)
    for name in of_result(shipped_rules()):
        with pytest.raises(ConditionError, match="L119"):
            parse_condition(name, shipped_rules().scope)


def with_question(name: str) -> Scope:
    scope = shipped_rules().scope
    return replace(scope, kinds={**scope.kinds, name: YesNo()})


@pytest.mark.parametrize(
    ("name", "condition"), [("form", "form == none"), ("settled", "settled"), ("none", "lead == none")]
)
def test_a_word_that_the_rules_use_for_something_else_is_refused_where_it_is_used(name: str, condition: str) -> None:
    rules = replace(shipped_rules(), scope=with_question(name))
    with pytest.raises(AdvisorError, match="U530") as caught:
        parse_asked(condition, rules)

    begin, end = caught.value.problems[0].span
    assert condition[begin:end] == name
    assert parse_asked("lead == consumer", rules).reads == {"lead"}


def test_without_conditions_of_readiness_there_is_no_level_to_read() -> None:
    base = shipped_rules()
    outcomes = {name: replace(each, condition=False) for name, each in base.outcomes.items()}
    with pytest.raises(AdvisorError, match="L119"):
        parse_asked("readiness == low", replace(base, outcomes=outcomes))


# -- who can be first and second


def keys(*bounds: int | tuple[int, int]) -> list[Bounds]:
    return [Bounds(each, each) if isinstance(each, int) else Bounds(*each) for each in bounds]


def named(mask: int, *after: str) -> set[str]:
    names = ("a", "b", "c", *after)
    return {name for place, name in enumerate(names) if mask >> place & 1}


@pytest.mark.parametrize(
    ("bounds", "first", "second"),
    [
        ((260, 150, 20), {"a"}, {"b"}),
        ((260, 20, 10), {"a"}, {"none"}),
        ((50, 20, 10), {"none"}, {"none"}),
        ((260, 260, 150), {"tie"}, {"c"}),
        ((260, 260, 50), {"tie"}, {"none"}),
        ((260, 150, 150), {"a"}, {"b"}),
        ((150, 260, 150), {"b"}, {"a"}),
        (((150, 270), 260, 20), {"a", "b", "tie"}, {"a", "b", "none"}),
        (((150, 259), 260, 20), {"b"}, {"a"}),
        ((260, (30, 150), 20), {"a"}, {"b", "none"}),
        ((260, 150, (30, 150)), {"a"}, {"b"}),
        ((260, (30, 150), 140), {"a"}, {"b", "c"}),
        (((20, 150), 50, 20), {"a", "none"}, {"none"}),
    ],
)
def test_first_and_second_are_whoever_can_be(
    bounds: tuple[int | tuple[int, int], ...], first: set[str], second: set[str]
) -> None:
    assert named(places.first(keys(*bounds)), "tie", "none") == first
    assert named(places.second(keys(*bounds)), "none") == second


def test_without_roles_nobody_is_first() -> None:
    assert (places.first([]), places.second([])) == (0b10, 0b1)


def test_a_condition_knows_what_it_reads() -> None:
    asked = parse_asked("possibly(lead == consumer and staff > 5) or settled", shipped_rules())

    assert isinstance(asked, Asked)
    assert asked.reads == {"lead", "staff", "settled"}
    assert list(asked.possibly) == ["possibly(lead == consumer and staff > 5)"]
