"""What several people answered to one question, as one answer."""

from typing import Any

import pytest
from hypothesis import given

from advisor.files.answers import read_answer
from advisor.frozen import replace
from advisor.interview.joining import joined
from advisor.language.kinds import Bounds, is_known
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from tests.files.small import QUESTIONS
from tests.interview.telling import QUESTION_AND_ANSWERS
from tests.laws.strategies import inside

Case = tuple[Question, list[Any]]


def bounds_of(question: Question, answer: Answer) -> dict[str, Bounds]:
    """What the answer can be, by option for a number each; all that is offered where nobody knows."""
    if answer.said is Said.UNKNOWN:
        names = [option.id for option in question.options] if question.sort == "number each" else [""]
        return dict.fromkeys(names, question.offered)
    return dict(answer.each) if answer.bounds is None else {"": answer.bounds}


@pytest.mark.parametrize(
    ("name", "raws", "expected"),
    [
        ("staff", ["unknown", 40], 40),
        ("staff", [{"from": 80, "to": 120}, {"from": 100}], {"from": 100, "to": 120}),
        ("staff", [{"from": 80}, {"from": 100}], {"from": 100}),
        ("staff", [{"from": 0, "to": 10}, {"from": 10}], 10),
        ("backup", [{"among": ["no_line", "mobile"]}, {"from": "mobile"}], "mobile"),
        ("tools", [["zoom", "lms"], {"sure": ["zoom"], "maybe": ["lms", "tills"]}], ["zoom", "lms"]),
        (
            "tools",
            [{"sure": ["zoom"], "maybe": ["lms"]}, {"maybe": ["zoom", "lms"]}],
            {"sure": ["zoom"], "maybe": ["lms"]},
        ),
        ("tool_peak", [{"zoom": 3}, {"zoom": {"from": 1}, "lms": 5}], {"zoom": 3, "lms": 5}),
        ("learners", [0, "n/a"], 0),
    ],
)
def test_what_can_be_true_together_is_agreed(name: str, raws: list[Any], expected: object) -> None:
    question = QUESTIONS[name]
    for order in (raws, raws[::-1]):
        result = joined(question, [read_answer(question, raw) for raw in order], "range")

        assert result.agreed
        assert result.answer == read_answer(question, expected)


@pytest.mark.parametrize(
    ("name", "raws", "expected"),
    [
        ("staff", [40, 60], {"from": 40, "to": 60}),
        ("staff", [40, {"from": 50}], {"from": 40}),
        ("has_sla", [True, False], "unknown"),
        ("sector", ["retail", "other"], {"among": ["retail", "other"]}),
        ("tools", [["zoom"], ["lms", "zoom"], ["zoom", "tills"]], {"sure": ["zoom"], "maybe": ["lms", "tills"]}),
        ("tool_peak", [{"zoom": 3, "lms": 1}, {"zoom": 5}], {"zoom": {"from": 3, "to": 5}, "lms": 1}),
        ("learners", [30, "n/a"], {"to": 30}),
        ("terms", ["together", "n/a"], "unknown"),
    ],
)
def test_what_cannot_is_kept_as_what_holds_all_of_it_or_as_unknown(
    name: str, raws: list[Any], expected: object
) -> None:
    question = QUESTIONS[name]
    answers = [read_answer(question, raw) for raw in raws]
    kept = joined(question, answers, "range")

    assert not kept.agreed
    assert kept.answer == read_answer(question, expected)
    opened = joined(question, answers, "open")
    assert not opened.agreed
    if name != "tool_peak":
        assert opened.answer.said is Said.UNKNOWN


def test_three_that_agree_two_by_two_may_not_agree_together() -> None:
    question = QUESTIONS["sector"]
    pairs = [["education", "retail"], ["retail", "other"], ["education", "other"]]
    answers = [read_answer(question, {"among": pair}) for pair in pairs]

    assert all(joined(question, [one, other], "range").agreed for one in answers for other in answers)
    assert not joined(question, answers, "range").agreed


def test_the_same_choices_in_another_order_of_importance_make_one_order() -> None:
    question = replace(QUESTIONS["tools"], most=3)
    answers = [read_answer(question, raw) for raw in (["zoom", "lms"], ["lms", "zoom"], ["lms", "zoom"])]

    result = joined(question, answers, "range")
    assert not result.agreed
    assert result.answer.written == ["lms", "zoom"]
    assert joined(question, answers[1:], "range").answer.written == ["lms", "zoom"]


def test_more_choices_than_may_be_made_are_a_disagreement() -> None:
    question = replace(QUESTIONS["tools"], most=2)
    perhaps = {"sure": ["tills"], "maybe": ["zoom", "lms"]}
    answers = [read_answer(question, raw) for raw in ({"sure": ["zoom"], "maybe": ["lms", "tills"]}, perhaps)]

    assert joined(question, answers, "range").answer == read_answer(question, ["zoom", "tills"])
    assert not joined(
        question, [*answers, read_answer(question, {"sure": ["lms"], "maybe": ["zoom", "tills"]})], "range"
    ).agreed


@given(QUESTION_AND_ANSWERS)
def test_the_order_of_the_people_does_not_matter(case: Case) -> None:
    question, raws = case
    answers = [read_answer(question, raw) for raw in raws]

    for keep in ("range", "open"):
        one, other = joined(question, answers, keep), joined(question, answers[::-1], keep)
        assert (one.agreed, bounds_of(question, one.answer)) == (other.agreed, bounds_of(question, other.answer))


@given(QUESTION_AND_ANSWERS)
def test_joining_an_answer_with_itself_leaves_it(case: Case) -> None:
    question, raws = case
    answer = read_answer(question, raws[0])

    result = joined(question, [answer, answer], "range")
    assert (result.agreed, result.answer, result.answer.written) == (True, answer, raws[0])


@given(QUESTION_AND_ANSWERS)
def test_what_is_agreed_lies_within_what_everyone_said_and_a_range_holds_it(case: Case) -> None:
    question, raws = case
    answers = [read_answer(question, raw) for raw in raws]
    told = [each for each in answers if each.said is not Said.UNKNOWN]
    result = joined(question, answers, "range")
    found = bounds_of(question, result.answer)

    for each in told:
        for name, said in bounds_of(question, each).items():
            within = inside(found[name], said, question.kind)
            if result.agreed:
                assert within
            elif each.said is not Said.NOT_APPLICABLE:  # what counts then need not be anything one can answer
                agreed_on_this = within and question.sort == "number each"
                assert inside(said, found[name], question.kind) or agreed_on_this


@given(QUESTION_AND_ANSWERS)
def test_nobody_who_disagrees_makes_an_answer_known(case: Case) -> None:
    question, raws = case
    result = joined(question, [read_answer(question, raw) for raw in raws], "range")

    if not result.agreed and question.sort != "number each":
        assert result.answer.bounds is None or not is_known(result.answer.bounds)


@given(QUESTION_AND_ANSWERS)
def test_a_joined_answer_reads_back_as_it_was(case: Case) -> None:
    question, raws = case
    result = joined(question, [read_answer(question, raw) for raw in raws], "range")

    assert read_answer(question, result.answer.written) == result.answer
