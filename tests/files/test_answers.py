from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.answers import read_answer, refusals, written
from advisor.files.values import AnswerError
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds, OneOf, YesNo, is_known
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from tests.files.small import BACKUPS, QUESTIONS, TOOLS


@pytest.mark.parametrize(
    ("name", "raw", "low", "high"),
    [
        ("has_sla", True, 1, 1),
        ("has_sla", False, 0, 0),
        ("has_sla", {"among": [True, False]}, 0, 1),
        ("staff", 80, 80, 80),
        ("staff", Decimal("80.00"), 80, 80),
        ("staff", 80.0, 80, 80),
        ("staff", Decimal("8e1"), 80, 80),
        ("staff", {"from": 80, "to": 120}, 80, 120),
        ("staff", {"from": 80}, 80, 1_000_000),
        ("staff", {"to": 120}, 0, 120),
        ("bandwidth_up", Decimal("80.5"), 805, 805),
        ("bandwidth_up", 0.1, 1, 1),
        ("bandwidth_up", 80, 800, 800),
        ("bandwidth_up", {"from": Decimal("0.5"), "to": 1}, 5, 10),
        ("temperature", Decimal("-39.9"), -399, -399),
        ("temperature", Decimal("-0.0"), 0, 0),
        ("trust", 1, 1, 1),
        ("trust", {"from": 3}, 3, 5),
        ("sector", "retail", 0b010, 0b010),
        ("sector", {"among": ["education", "other"]}, 0, 0b101),
        ("sector", {"among": ["other"]}, 0b100, 0b100),
        ("backup", "mobile", 0b0010, 0b0010),
        ("backup", {"from": "mobile"}, 0, 0b1110),
        ("backup", {"to": "mobile"}, 0, 0b0011),
        ("backup", {"from": "mobile", "to": "same_route"}, 0, 0b0110),
        ("backup", {"among": ["no_line", "separate_route"]}, 0, 0b1001),
        ("terms", {"among": ["together", "we_set"]}, 0, 0b011),
        ("tools", [], 0, 0),
        ("tools", ["lms", "teams_video"], 0b0101, 0b0101),
        ("tools", {"sure": ["lms"], "maybe": ["zoom"]}, 0b0100, 0b0110),
        ("tools", {"sure": ["lms"]}, 0b0100, 0b0100),
        ("tools", {"maybe": ["zoom", "tills"]}, 0, 0b1010),
        ("tools", {"sure": ["lms"], "maybe": ["lms"]}, 0b0100, 0b0100),
    ],
)
def test_an_answer_becomes_bounds(name: str, raw: object, low: int, high: int) -> None:
    answer = read_answer(QUESTIONS[name], raw)

    assert (answer.bounds, answer.written) == (Bounds(low, high), raw)
    assert answer.said is (Said.KNOWN if low == high else Said.RANGE)


def test_a_range_with_both_ends_equal_is_known() -> None:
    for name, raw in (("staff", {"from": 80, "to": 80}), ("backup", {"from": "mobile", "to": "mobile"})):
        assert read_answer(QUESTIONS[name], raw).said is Said.KNOWN


def test_unknown_is_an_answer_to_every_question() -> None:
    for question in QUESTIONS.values():
        answer = read_answer(question, "unknown")

        assert (answer.said, answer.bounds, answer.each) == (Said.UNKNOWN, None, {})


def test_not_applicable_counts_as_what_the_question_states() -> None:
    assert read_answer(QUESTIONS["terms"], "n/a").bounds == Bounds(0b100, 0b100)
    assert read_answer(QUESTIONS["tool_peak"], "n/a").each == dict.fromkeys(TOOLS, Bounds(0, 0))
    assert read_answer(QUESTIONS["learners"], "n/a").said is Said.NOT_APPLICABLE


def at_most_two() -> Question:
    return replace(QUESTIONS["tools"], most=2)


@pytest.mark.parametrize("raw", [["lms", "zoom", "tills"], {"sure": ["lms", "zoom", "tills"], "maybe": []}])
def test_more_choices_than_there_may_be_are_refused(raw: object) -> None:
    with pytest.raises(AnswerError) as error:
        read_answer(at_most_two(), raw)

    assert (error.value.code, error.value.values) == ("P461", {"found": "3", "most": "2"})
    assert [each.code for each in refusals(at_most_two(), raw)] == ["P461"]


def test_what_is_wrong_with_one_choice_is_told_beside_that_there_are_too_many() -> None:
    assert [each.code for each in refusals(at_most_two(), ["lms", "zom", "tills"])] == ["P459"]


def test_once_as_many_are_sure_as_there_may_be_no_other_is_possible() -> None:
    answer = read_answer(at_most_two(), {"sure": ["lms", "zoom"], "maybe": ["tills"]})

    assert (answer.said, answer.bounds) == (Said.KNOWN, Bounds(0b110, 0b110))
    assert read_answer(at_most_two(), {"sure": ["lms"], "maybe": ["tills", "zoom"]}).bounds == Bounds(0b100, 0b1110)


def test_choices_of_which_there_may_be_so_many_are_written_in_the_order_given() -> None:
    assert written(at_most_two(), read_answer(at_most_two(), ["lms", "zoom"])) == ["lms", "zoom"]
    assert written(QUESTIONS["tools"], read_answer(QUESTIONS["tools"], ["lms", "zoom"])) == ["zoom", "lms"]


def test_a_number_for_each_option_may_be_a_range_or_unknown() -> None:
    answer = read_answer(QUESTIONS["tool_peak"], {"zoom": 25, "lms": {"from": 100}, "tills": "unknown"})

    assert answer.each == {"zoom": Bounds(25, 25), "lms": Bounds(100, 100_000), "tills": Bounds(0, 100_000)}
    assert (answer.said, answer.bounds) == (Said.RANGE, None)
    assert read_answer(QUESTIONS["tool_peak"], {"zoom": 25}).said is Said.KNOWN


@pytest.mark.parametrize(
    ("name", "raw", "code", "guess"),
    [
        ("has_sla", "yes", "P402", "true"),
        ("has_sla", "No", "P402", "false"),
        ("has_sla", "true", "P402", "true"),
        ("has_sla", "perhaps", "P402", ""),
        ("has_sla", 1, "P451", ""),
        ("has_sla", {"from": False}, "P403", "among"),
        ("staff", True, "P452", ""),
        ("staff", "80", "P452", "80"),
        ("staff", "80 people", "P452", ""),
        ("staff", Decimal("80.5"), "P431", ""),
        ("staff", 80.5, "P431", ""),
        ("staff", -1, "P409", ""),
        ("staff", 1_000_001, "P409", ""),
        ("staff", Decimal("NaN"), "P453", ""),
        ("staff", Decimal("-Infinity"), "P453", ""),
        ("staff", float("inf"), "P453", ""),
        ("staff", Decimal("1e999999"), "P453", ""),
        ("staff", [80], "P452", ""),
        ("staff", {}, "P406", ""),
        ("staff", {"from": 120, "to": 80}, "P404", ""),
        ("staff", {"from": 80, "too": 120}, "P403", "to"),
        ("staff", {"among": [80, 120]}, "P403", ""),
        ("staff", {"from": "unknown"}, "P452", ""),
        ("staff", {"from": True}, "P452", ""),
        ("staff", "n/a", "P401", ""),
        ("bandwidth_up", Decimal("80.55"), "P454", ""),
        ("temperature", 101, "P455", ""),
        ("trust", 0, "P456", ""),
        ("trust", 6, "P456", ""),
        ("trust", Decimal("2.5"), "P431", ""),
        ("sector", "Retail", "P459", "retail"),
        ("sector", "retial", "P459", "retail"),
        ("sector", 3, "P457", ""),
        ("sector", ["retail"], "P457", '"retail"'),
        ("sector", ["retail", "other"], "P457", "{ among = [...] }"),
        ("sector", {"among": []}, "P405", ""),
        ("sector", {"among": "retail"}, "P458", ""),
        ("sector", {"from": "retail"}, "P403", "among"),
        ("sector", {"among": ["retail"], "to": "other"}, "P403", "among"),
        ("backup", "Same route", "P459", "same_route"),
        ("backup", {"from": "same_route", "to": "mobile"}, "P404", ""),
        ("terms", "not_settled", "P459", ""),
        ("tools", "zoom", "P458", '["zoom"]'),
        ("tools", "none", "P458", "[]"),
        ("tools", ["zoom", "zoom"], "P460", ""),
        ("tools", ["zom"], "P459", "zoom"),
        ("tools", ["Lms"], "P459", "lms"),
        ("tools", ["zoom", 3], "P457", ""),
        ("tools", {"sure": "zoom"}, "P458", '["zoom"]'),
        ("tools", {"among": ["zoom"]}, "P403", ""),
        ("tool_peak", 25, "P410", ""),
        ("tool_peak", {"zom": 25}, "P459", "zoom"),
        ("tool_peak", {"zoom": -1}, "P409", ""),
        ("tool_peak", {"zoom": "n/a"}, "P452", ""),
        ("tool_peak", {"zoom": {"to": 1, "from": 2}}, "P404", ""),
    ],
)
def test_what_is_no_answer_is_refused_with_a_guess(name: str, raw: object, code: str, guess: str) -> None:
    with pytest.raises(AnswerError) as error:
        read_answer(QUESTIONS[name], raw)

    assert (error.value.code, error.value.guess) == (code, guess)


def test_a_number_that_is_too_long_to_write_out_is_refused() -> None:
    with pytest.raises(AnswerError, match="P453"):
        read_answer(QUESTIONS["staff"], 1 << 100_000)


def test_a_number_outside_the_range_is_told_the_range_and_the_unit() -> None:
    with pytest.raises(AnswerError) as error:
        read_answer(QUESTIONS["bandwidth_up"], 400_001)

    assert error.value.values == {"value": "400001", "low": "0", "high": "400000", "unit": "Mbit/s"}


def _subset(options: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), unique=True, min_size=least)


def _number(question: Question) -> st.SearchStrategy[Any]:
    low, high = question.offered
    fixed = st.integers(low, high).map(lambda n: Decimal(n).scaleb(-question.decimals))
    ends = st.tuples(fixed, fixed).map(sorted)
    ranges = ends.map(lambda pair: {"from": pair[0], "to": pair[1]})
    half = fixed.map(lambda n: {"from": n}) | fixed.map(lambda n: {"to": n})
    return fixed | fixed.map(float) | ranges | half


def _raw(question: Question) -> st.SearchStrategy[Any]:
    ids = tuple(option.id for option in question.options)
    match question.kind:
        case YesNo():
            own: st.SearchStrategy[Any] = st.booleans()
        case OneOf():
            own = st.sampled_from(ids) | _subset(ids, 1).map(lambda chosen: {"among": chosen})
            if question.kind.ordered:
                own |= st.sampled_from(BACKUPS).map(lambda level: {"from": level})
        case AnyOf():
            sure = _subset(ids).map(lambda chosen: chosen[: question.most or None])
            own = sure | st.fixed_dictionaries({"sure": sure}, optional={"maybe": _subset(ids)})
        case _:
            own = _number(question)
    if question.sort == "number each":
        own = st.dictionaries(st.sampled_from(ids), own | st.just("unknown"))
    if question.otherwise is not None:
        own |= st.just("n/a")
    return own | st.just("unknown")


@st.composite
def answers(draw: st.DrawFn) -> tuple[Question, Answer]:
    question = draw(st.sampled_from([*QUESTIONS.values(), at_most_two()]))
    return question, read_answer(question, draw(_raw(question)))


def _meaning(answer: Answer) -> tuple[object, ...]:
    return answer.said, answer.bounds, answer.each


@settings(deadline=None)
@given(answers())
def test_reading_back_what_was_written_gives_the_same_answer(case: tuple[Question, Answer]) -> None:
    question, answer = case

    assert _meaning(read_answer(question, written(question, answer))) == _meaning(answer)


@settings(deadline=None)
@given(answers())
def test_bounds_alone_can_be_written_too(case: tuple[Question, Answer]) -> None:
    question, answer = case
    if answer.bounds is not None and answer.said is not Said.NOT_APPLICABLE:
        assert read_answer(question, written(question, answer.bounds)).bounds == answer.bounds


@settings(deadline=None)
@given(answers())
def test_an_answer_never_lies_outside_what_is_offered(case: tuple[Question, Answer]) -> None:
    question, answer = case
    if answer.said is Said.NOT_APPLICABLE:
        return
    for bounds in (answer.bounds, *answer.each.values()):
        if bounds is None:
            continue
        if isinstance(question.kind, OneOf | AnyOf):
            assert bounds.low & bounds.high == bounds.low
            assert bounds.high & question.offered.high == bounds.high
            assert bounds.high or isinstance(question.kind, AnyOf)
        else:
            assert question.offered.low <= bounds.low <= bounds.high <= question.offered.high
        assert (answer.said is Said.RANGE) or is_known(bounds)
