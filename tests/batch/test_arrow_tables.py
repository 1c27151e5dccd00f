"""Arrow tables of answers: read as a profile would be, and refused as a profile would be."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from advisor.advice.assess import assess
from advisor.batch import flat
from advisor.batch.block import ERROR, Assessor
from advisor.batch.tables import decode
from advisor.files.answers import read_answer, written
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in
from advisor.model.profile import Answer, Profile, Said
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, describe
from advisor.words import Words
from tests.files.small import QUESTIONS, RULEBASE
from tests.laws.organisations import SHIPPED, loaded, organisations, profile_of

WORDS = Words("en")


def cells(rulebase: RuleBase, profile: Profile) -> dict[str, Any]:
    """A profile as the cells of one row."""
    found: dict[str, Any] = {}
    for name, answer in profile.answers.items():
        found |= cell(rulebase, name, answer)
    return found


def cell(rulebase: RuleBase, name: str, answer: Answer) -> dict[str, Any]:  # noqa: PLR0911  (a case per kind)
    question = rulebase.questions[name]
    if answer.said in (Said.UNKNOWN, Said.NOT_APPLICABLE):
        return {f"{name}.said": "unknown" if answer.said is Said.UNKNOWN else "n/a"}
    raw = written(question, answer)
    if question.of:
        return {f"{name}.{option}": each for option, each in raw.items() if not isinstance(each, Mapping)}
    if not isinstance(raw, Mapping):
        return {name: list(raw) if isinstance(raw, list | tuple) else raw}
    match question.kind:
        case Number():
            return {f"{name}.{end}": raw[end] for end in ("from", "to") if end in raw}
        case OneOf(options):
            assert answer.bounds is not None
            return {f"{name}.among": list(chosen_in(answer.bounds.high, options))}
        case AnyOf():
            return {name: raw["sure"], f"{name}.maybe": raw["maybe"]}
        case YesNo():
            return {f"{name}.said": "unknown"}


def plain(profile: Profile, rulebase: RuleBase) -> Profile:
    """Without what a cell cannot say: numbers each that are ranges, and yes-or-no as a range."""
    kept = {}
    for name, answer in profile.answers.items():
        each = {option: bounds for option, bounds in answer.each.items() if bounds.low == bounds.high}
        if rulebase.questions[name].of and answer.said in (Said.KNOWN, Said.RANGE):
            if each:
                kept[name] = Answer(said=Said.KNOWN, each=each)
        elif isinstance(rulebase.questions[name].kind, YesNo) and answer.said is Said.RANGE:
            kept[name] = Answer(said=Said.UNKNOWN)
        else:
            question = rulebase.questions[name]
            kept[name] = read_answer(question, written(question, answer))
    return Profile(answers=kept)


@pytest.mark.parametrize("seed", [SHIPPED, *range(940, 948)])
def test_a_table_gives_the_results_of_its_rows_as_profiles(seed: int) -> None:
    base = loaded(seed)
    found = [
        plain(profile_of(random, base, answers, facts, 0.4), base)
        for random, _base, answers, facts in organisations(seed, 8)
    ]
    rows = [cells(base, each) for each in found]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return
    table = pa.table({name: column([row.get(name) for row in rows]) for name in names})

    result = Assessor(base).table(table).to_pylist()

    assert [row.pop(ERROR) for row in result] == [None] * len(rows)
    assert result == [flat.row(assess(base, each, WORDS)) for each in found]


def column(values: list[Any]) -> pa.Array:
    if any(isinstance(value, Decimal) for value in values):
        return pa.array([None if value is None else float(value) for value in values])
    return pa.array(values)


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("staff", [-1], "P409"),
        ("staff", [2_000_000], "P409"),
        ("staff", [1.5], "P431"),
        ("staff", [float("nan")], "P453"),
        ("staff", [float("inf")], "P453"),
        ("bandwidth_up", [3.14159], "P454"),
        ("bandwidth_up", [-(1 << 63)], "P409"),
        ("bandwidth_up", [(1 << 63) - 1], "P409"),
        ("staff", [-(1 << 63)], "P409"),
        ("tool_peak.zoom", [-(1 << 63)], "P409"),
        ("tools", [-(1 << 63)], "P458"),
        ("staff", ["many"], "P452"),
        ("sector", ["schol"], "P459"),
        ("has_sla", ["perhaps"], "P402"),
        ("tools", [["zoom", "zoom"]], "P460"),
        ("tools", [["fax"]], "P459"),
        ("tools", [1 << 5], "P458"),
        ("trust", [9], "P456"),
        ("backup", [2], "P457"),
        ("tool_peak.zoom", [-4], "P409"),
        ("sector.said", ["perhaps"], "P421"),
        ("sector.said", ["retail"], "P421"),
        ("staff.said", ["n/a"], "P401"),
    ],
)
def test_a_value_that_is_none_refuses_its_row_and_only_that(name: str, values: list[Any], code: str) -> None:
    table = pa.table({name: pa.array([*values, None])})

    found = decode(RULEBASE, table)

    assert {row: [each.code for each in problems] for row, problems in found.faults.items()} == {0: [code]}
    assert found.kept.tolist() == [1]
    assert found.block.size == 1


def test_every_fault_of_a_row_is_told() -> None:
    table = pa.table({"staff": [-1, 5], "sector": ["schol", "retail"], "trust": [9, 3]})

    assert [each.code for each in decode(RULEBASE, table).faults[0]] == ["P459", "P409", "P456"]


def test_a_column_that_is_no_answer_is_refused_with_a_guess_unless_it_is_passed_on() -> None:
    table = pa.table({"staf": [1], "staff": [2]})
    with pytest.raises(AdvisorError) as error:
        Assessor(RULEBASE).table(table)

    assert [(each.code, each.guess) for each in error.value.problems] == [("P417", "staff")]
    assert Assessor(RULEBASE).table(table, ("staf",)).column("staf").to_pylist() == [1]


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint16(), pa.int64(), pa.float32(), pa.float64()])
def test_numbers_of_every_width_are_read(kind: pa.DataType) -> None:
    found = decode(RULEBASE, pa.table({"staff": pa.array([3, None, 100], kind)})).block.told["staff"]

    assert [bounds.tolist() for bounds in found.bounds["staff"]] == [[3, 0, 100], [3, 1_000_000, 100]]
    assert found.said.tolist() == [1, 0, 1]


def test_a_decimal_that_a_binary_float_stands_for_counts_as_that_decimal() -> None:
    values = [Random(3).randint(0, 4_000_000) for _ in range(2000)]
    table = pa.table({"bandwidth_up": pa.array([value / 10 for value in values])})

    assert decode(RULEBASE, table).block.told["bandwidth_up"].bounds["bandwidth_up"][0].tolist() == values


def test_half_floats_are_read_by_their_shortest_text_and_do_not_overflow() -> None:
    values = pa.array([7000.0, 0.1, 1234.0, 65504.0, 12.3], pa.float16())
    table = pa.table({"bandwidth_up": values, "staff": pa.array([65504.0, 1.0, 2.0, 3.0, 4.0], pa.float16())})
    told = decode(RULEBASE, table).block.told

    assert told["bandwidth_up"].bounds["bandwidth_up"][0].tolist() == [70_000, 1, 12_340, 655_040, 123]
    assert told["staff"].bounds["staff"][0].tolist() == [65_504, 1, 2, 3, 4]


def test_options_can_be_texts_dictionaries_lists_or_bits() -> None:
    texts = pa.array(["education", None, "other"])
    for sector in (texts, texts.dictionary_encode(), texts.cast(pa.large_string())):
        found = decode(RULEBASE, pa.table({"sector": sector})).block.told["sector"]
        assert found.bounds["sector"][1].tolist() == [1, 0b111, 0b100]
    lists = pa.array([["zoom", "lms"], [], None])
    bits = pa.array([0b110, 0, None], pa.uint8())
    for tools in (lists, lists.cast(pa.large_list(pa.string())), bits):
        found = decode(RULEBASE, pa.table({"tools": tools})).block.told["tools"]
        assert [bounds.tolist() for bounds in found.bounds["tools"]] == [[0b110, 0, 0], [0b110, 0, 0b1111]]


def test_a_table_without_rows_or_with_nothing_in_a_column_is_read() -> None:
    empty = pa.table({"staff": pa.array([], pa.int64()), "tools": pa.array([], pa.list_(pa.string()))})
    assert Assessor(RULEBASE).table(empty).num_rows == 0
    nothing = pa.table({"staff": pa.nulls(3), "sector": pa.array(["retail"] * 3)})
    assert decode(RULEBASE, nothing).block.size == 3


def test_the_questions_of_the_small_rule_base_cover_every_kind() -> None:
    assert {type(question.kind) for question in QUESTIONS.values()} == {YesNo, Number, OneOf, AnyOf}


# -- several columns about one answer, as in a table of text


def row(cells: Mapping[str, Any]) -> pa.Table:
    return pa.table({name: pa.array([value]) for name, value in cells.items()})


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        ({"staff.from": 80, "staff.to": 120}, {"from": 80, "to": 120}),
        ({"staff.from": 80}, {"from": 80}),
        ({"staff.from": "unknown", "staff.to": 120}, {"to": 120}),
        ({"staff.from": "unknown", "staff.to": "unknown"}, "unknown"),
        ({"staff.from": 80, "staff.to": 80}, 80),
        ({"staff": "unknown", "staff.said": "unknown"}, "unknown"),
        ({"backup.from": "mobile"}, {"from": "mobile"}),
        ({"backup.from": "no_line", "backup.to": "no_line"}, "no_line"),
        ({"backup.among": ["mobile", "same_route"]}, {"among": ["mobile", "same_route"]}),
        ({"backup": "mobile", "backup.among": []}, "mobile"),
        ({"tools": ["zoom"], "tools.maybe": ["lms"]}, {"sure": ["zoom"], "maybe": ["lms"]}),
        ({"tools.maybe": ["lms"]}, {"sure": [], "maybe": ["lms"]}),
        ({"tools": "unknown", "tools.maybe": []}, "unknown"),
        ({"tools.zoom": True, "tools.lms": False, "tools.tills": False, "tools.teams_video": False}, ["zoom"]),
        (
            {"tools.zoom": True, "tools.lms": False, "tools.tills": "unknown"},
            {"sure": ["zoom"], "maybe": ["teams_video", "tills"]},
        ),
        ({"tool_peak": {"zoom": 12, "lms": 3}}, {"zoom": 12, "lms": 3}),
        ({"tool_peak.zoom": "unknown", "tool_peak.said": "unknown"}, "unknown"),
        ({"has_sla.said": "unknown"}, "unknown"),
    ],
)
def test_every_column_that_a_table_of_text_can_have_is_read(cells: Mapping[str, Any], answer: object) -> None:
    question = next(iter(cells)).partition(".")[0]
    profile = Profile(answers={question: read_answer(RULEBASE.questions[question], answer)})

    [found] = Assessor(RULEBASE).table(row(cells)).to_pylist()

    assert found.pop(ERROR) is None
    assert found == flat.row(assess(RULEBASE, profile, WORDS))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"staff": 40, "staff.from": 80}, "P482"),
        ({"staff": 40, "staff.said": "unknown"}, "P482"),
        ({"staff.from": 80, "staff.to": "n/a"}, "P482"),
        ({"staff": -1, "staff.from": 80}, "P482"),
        ({"staff.from": 120, "staff.to": 80}, "P404"),
        ({"backup.from": "separate_route", "backup.to": "no_line"}, "P404"),
        ({"backup": "mobile", "backup.among": ["no_line"]}, "P482"),
        ({"tools": ["lms"], "tools.zoom": True}, "P482"),
        ({"tools.zoom": 12}, "P451"),
        ({"tool_peak.zoom": 12, "tool_peak.said": "n/a"}, "P482"),
        ({"tool_peak": "many"}, "P410"),
        ({"backup.among": 1}, "P458"),
        ({"backup.among": [1]}, "P457"),
        ({"staff.from": [1]}, "P452"),
        ({"sector": {"a": 1}}, "P403"),
        ({"tools.said": ["unknown"]}, "P421"),
        ({"tools": ["zoom"], "tools.said": ["unknown"]}, "P482"),
        ({"tool_peak.said": ["unknown"]}, "P421"),
        ({"tool_peak.zoom": 3, "tool_peak.said": ["unknown"]}, "P482"),
        ({"staff.said": ["unknown"]}, "P421"),
        ({"tool_peak": {"fax": 1}}, "P459"),
    ],
)
def test_what_cannot_be_said_together_is_refused(cells: Mapping[str, Any], code: str) -> None:
    faults = decode(RULEBASE, row(cells)).faults

    assert {place: [each.code for each in problems] for place, problems in faults.items()} == {0: [code]}


def test_a_range_that_is_turned_is_told_with_its_ends() -> None:
    [fault] = decode(RULEBASE, row({"staff.from": 120, "staff.to": 80})).faults[0]

    assert describe(fault, WORDS).startswith("error P404: from 120 to 80: the first lies above the second")


def test_ends_with_and_without_a_sign_are_compared_exactly() -> None:
    low, high = pa.array([1 << 63, 3, None], pa.uint64()), pa.array([-3, 5, 7])
    faults = decode(RULEBASE, pa.table({"staff.from": low, "staff.to": high})).faults

    assert {row: [each.code for each in problems] for row, problems in faults.items()} == {0: ["P409"]}


@pytest.mark.parametrize("name", ["staff.among", "backup.maybe", "has_sla.from", "sector.from", "tools.among"])
def test_a_column_for_another_kind_of_answer_is_not_passed_over(name: str) -> None:
    with pytest.raises(AdvisorError) as error:
        Assessor(RULEBASE).table(row({name: 1}))

    assert [each.code for each in error.value.problems] == ["P417"]
