from decimal import Decimal

import pytest

from advisor.batch.cells import Cells
from advisor.files.values import AnswerError
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds
from advisor.model.question import Option
from tests.files.small import QUESTIONS


@pytest.mark.parametrize(
    ("question", "cell", "value"),
    [
        ("staff", "40", 40),
        ("staff", " 1 200 ", 1200),
        ("staff", "1,200,000", 1200000),
        ("staff", "40.0", Decimal("40.0")),
        ("staff", "4e1", Decimal("4e1")),
        ("staff", "40 people", 40),
        ("staff", "80-120", {"from": 80, "to": 120}),
        ("staff", "80 \u2013 120 people", {"from": 80, "to": 120}),
        ("staff", "80 tot 120", {"from": 80, "to": 120}),
        ("staff", ">=80", {"from": 80}),
        ("staff", "250+", {"from": 250}),
        ("staff", "hoogstens 9", {"to": 9}),
        ("staff", "?", "unknown"),
        ("staff", "Weet ik niet", "unknown"),
        ("staff", "N/A", "n/a"),
        ("staff", "", None),
        ("staff", " ", None),
        ("staff", None, None),
        ("staff", 40, 40),
        ("staff", '{"from": 80}', {"from": 80}),
        ("bandwidth_up", "1,5", Decimal("1.5")),
        ("bandwidth_up", "1.234,5", Decimal("1234.5")),
        ("bandwidth_up", "1,234.5 Mbit/s", Decimal("1234.5")),
        ("bandwidth_up", "0,500", Decimal("0.500")),
        ("temperature", "-5", -5),
        ("temperature", "\u22125 - -2", {"from": -5, "to": -2}),
        ("has_sla", "Ja", True),
        ("has_sla", "0", False),
        ("has_sla", 1, True),
        ("has_sla", "ONWAAR", False),
        ("trust", "much", 4),
        ("trust", "4", 4),
        ("backup", "same_route", "same_route"),
        ("backup", "Same  Route", "same_route"),
        ("tools", "zoom", ["zoom"]),
        ("tools", "Zoom; lms", ["zoom", "lms"]),
        ("tools", "zoom|Teams video|tills", ["zoom", "teams_video", "tills"]),
        ("tools", "zoom, lms,", ["zoom", "lms"]),
        ("tools", "none", []),
        ("tools", "[]", []),
        ("tools", '{"sure": ["zoom"], "maybe": []}', {"sure": ["zoom"], "maybe": []}),
        ("tool_peak", "zoom: 25; Lms = 300", {"zoom": 25, "lms": 300}),
        ("tool_peak", "zoom: ?, lms: 20-30", {"zoom": "unknown", "lms": {"from": 20, "to": 30}}),
    ],
)
def test_a_cell_is_read_as_people_and_survey_tools_write_it(question: str, cell: object, value: object) -> None:
    found = Cells(QUESTIONS[question]).value(cell)

    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("question", "cell", "code"),
    [
        ("staff", "1.234", "P480"),
        ("staff", "1,234", "P480"),
        ("staff", "80-1.234", "P480"),
        ("staff", "12,34,56", "P452"),
        ("staff", "1 2", "P452"),
        ("staff", "40 Mbit/s", "P452"),
        ("staff", "60%", "P488"),
        ("staff", "about 40", "P452"),
        ("staff", "NA", "P452"),
        ("staff", "#N/A", "P452"),
        ("staff", "nan", "P452"),
        ("staff", "0x10", "P452"),
        ("staff", "9" * 500, "P452"),
        ("staff", {"date": "2026-05-03"}, "P487"),
        ("staff", {"formula": "=A1"}, "P486"),
        ("has_sla", "perhaps", "P451"),
        ("has_sla", "2", "P451"),
        ("has_sla", "x", "P451"),
        ("backup", "same", "P459"),
        ("backup", "1", "P459"),
        ("backup", "mobile;same_route", "P459"),
        ("tools", "zoo", "P459"),
        ("tools", "zoom;skype", "P459"),
        ("tools", "none;zoom", "P459"),
        ("tools", ";", "P459"),
        ("tools", "zoom;" * 400, "P459"),
        ("tool_peak", "25", "P410"),
        ("tool_peak", "zoom: 2; zoom: 3", "P460"),
        ("tool_peak", "zoom: 1.234", "P480"),
    ],
)
def test_what_is_no_answer_or_could_mean_two_things_is_refused(question: str, cell: object, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        Cells(QUESTIONS[question]).value(cell)

    assert caught.value.code == code


def test_a_beginning_is_not_taken_for_a_name_but_guessed() -> None:
    with pytest.raises(AnswerError) as caught:
        Cells(QUESTIONS["tools"]).value("Teams vide")

    assert caught.value.guess == "teams_video"


def test_a_column_of_one_option_takes_a_cross() -> None:
    cells = Cells(QUESTIONS["tools"])

    assert [cells.value(cell, "zoom") for cell in ("x", "X", "ja", 1, "0", False, "?")] == [
        *[True] * 4,
        *[False] * 2,
        "unknown",
    ]


def test_labels_with_commas_are_kept_whole() -> None:
    options = (Option(id="a", label="no, never"), Option(id="b", label="yes, often"), Option(id="c", label="never"))
    question = replace(QUESTIONS["tools"], options=options, kind=AnyOf(("a", "b", "c")), offered=Bounds(0, 7))

    assert Cells(question).value("yes, often, no, never") == ["b", "a"]


def test_a_list_of_labels_that_can_be_cut_in_two_ways_is_refused() -> None:
    options = (Option(id="a", label="red, blue"), Option(id="b", label="red"), Option(id="c", label="blue"))
    question = replace(QUESTIONS["tools"], options=options, kind=AnyOf(("a", "b", "c")), offered=Bounds(0, 7))

    with pytest.raises(AnswerError) as caught:
        Cells(question).value("red, blue")

    assert caught.value.code == "P480"


def test_a_label_of_two_options_is_refused() -> None:
    options = (Option(id="a", label="Other"), Option(id="b", label="other"))
    question = replace(QUESTIONS["tools"], options=options, kind=AnyOf(("a", "b")), offered=Bounds(0, 3))

    with pytest.raises(AnswerError) as caught:
        Cells(question).value("other")

    assert caught.value.code == "P480"


def test_texts_of_a_mapping_come_first() -> None:
    cells = Cells(QUESTIONS["staff"], {"10 to 49": {"from": 10, "to": 49}, "don't know": "unknown", "2": 20})

    assert cells.value("10 TO 49") == {"from": 10, "to": 49}
    assert cells.value("2") == cells.value(2) == 20


def test_a_text_that_a_mapping_and_a_label_understand_differently_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        Cells(QUESTIONS["backup"], {"mobile": "no_line"}).value("mobile")

    assert caught.value.code == "P480"
