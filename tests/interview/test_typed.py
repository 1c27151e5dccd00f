"""What people type, and what is made of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.files.answers import read_answer
from advisor.frozen import replace
from advisor.interview.typed import NotUnderstood, Understood, understand
from advisor.model.question import Option
from advisor.words import Words
from tests.files.small import QUESTIONS

ENGLISH, DUTCH = Words("en"), Words("nl")


def raw(name: str, text: str, words: Words = ENGLISH, option: str = "") -> object:
    return understand(QUESTIONS[name], text, words, option).raw


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("250", 250),
        ("1 Gbps", 1000),
        ("1,5 Gbit/s", 1500),
        ("250M", 250),
        ("100mb", 100),
        ("12.5", Decimal("12.5")),
        ("1,000", 1000),
        ("1 000 Mbit/s", 1000),
        ("80-120", {"from": 80, "to": 120}),
        ("80M - 1G", {"from": 80, "to": 1000}),
        ("80 to 120 Mbit/s", {"from": 80, "to": 120}),
        ("at least 100", {"from": 100}),
        ("100+", {"from": 100}),
        ("> 100", {"from": Decimal("100.1")}),
        ("under 100", {"to": Decimal("99.9")}),
        ("?", "unknown"),
        ("don't know", "unknown"),
    ],
)
def test_a_speed_is_understood_as_people_type_it(text: str, value: object) -> None:
    assert raw("bandwidth_up", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.000", 1000),
        ("12,5", Decimal("12.5")),
        ("tussen 80 en 120", {"from": 80, "to": 120}),
        ("weet ik niet", "unknown"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(text: str, value: object) -> None:
    assert raw("bandwidth_up", text, DUTCH) == value


@pytest.mark.parametrize("text", ["about 50", "~50", "ca. 50", "ongeveer 50", "± 50"])
def test_about_is_an_estimate(text: str) -> None:
    assert understand(QUESTIONS["staff"], text, ENGLISH) == Understood(50, estimate=True)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("bandwidth_up", "100 MB/s", "counts bytes"),
        ("bandwidth_up", "100 MB", "counts bytes"),
        ("bandwidth_up", "999999999", "does not lie between"),
        ("bandwidth_up", "fast", "Type a number"),
        ("bandwidth_up", "1.5.2", "two ways"),
        ("bandwidth_up", "50 people", "no unit here"),
        ("bandwidth_up", "512 kbit/s", "more exact than is asked"),
        ("staff", "1.5", "whole number"),
        ("staff", "12 FTE", "no unit here"),
        ("staff", "120-80", "lies above"),
        ("staff", "n/a", "applies to everyone"),
        ("staff", "", "Type an answer"),
        ("staff", "9" * 3000, "too long"),
        ("sector", "school", "no option"),
        ("sector", "9", "options 1 to 3"),
        ("tools", "1, 9", "options 1 to 4"),
        ("backup", "line", "no option"),
        ("has_sla", "perhaps", "yes or no"),
        ("trust", "6", "no level"),
        ("tool_peak", "zoom", "Write each with its number"),
    ],
)
def test_what_is_absurd_is_refused_with_the_reason(name: str, text: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        raw(name, text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("sector", "1", "education"),
        ("sector", "Education", "education"),
        ("sector", "edu", "education"),
        ("sector", "1 or 3", {"among": ["education", "other"]}),
        ("sector", "retail / other", {"among": ["retail", "other"]}),
        ("sector", "1-2", {"among": ["education", "retail"]}),
        ("backup", "2-3", {"from": "mobile", "to": "same_route"}),
        ("tools", "1, 3", ["teams_video", "lms"]),
        ("tools", "zoom and lms", ["zoom", "lms"]),
        ("tools", "1-3", ["teams_video", "zoom", "lms"]),
        ("tools", "1, perhaps 2", {"sure": ["teams_video"], "maybe": ["zoom"]}),
        ("tools", "none", []),
        ("has_sla", "ja", True),
        ("has_sla", "No.", False),
        ("trust", "3", 3),
        ("trust", "2-4", {"from": 2, "to": 4}),
        ("learners", "n/a", "n/a"),
        ("tool_peak", "zoom 25, lms 300", {"zoom": 25, "lms": 300}),
        ("tool_peak", "zoom = ?; lms: 3", {"zoom": "unknown", "lms": 3}),
    ],
)
def test_choices_are_understood_by_number_name_or_the_beginning_of_one(name: str, text: str, value: object) -> None:
    assert raw(name, text) == value


def test_a_beginning_that_can_be_two_names_is_not_guessed_at() -> None:
    options = tuple(Option(id=each, label=f"Plan {each}") for each in ("education", "retail", "other"))
    question = replace(QUESTIONS["sector"], options=options)

    with pytest.raises(NotUnderstood, match="Plan education, Plan retail or Plan other; type its number"):
        understand(question, "plan", ENGLISH)
    assert understand(question, "plan o", ENGLISH).raw == "other"


def test_of_a_number_each_one_option_can_be_asked_for() -> None:
    assert raw("tool_peak", "25", option="zoom") == 25
    assert raw("tool_peak", "?", option="zoom") == "unknown"


@given(st.sampled_from(sorted(QUESTIONS)), st.text(max_size=60), st.sampled_from([ENGLISH, DUTCH]))
def test_whatever_is_typed_is_understood_as_an_answer_or_refused_in_words(name: str, text: str, words: Words) -> None:
    try:
        understood = understand(QUESTIONS[name], text, words)
    except NotUnderstood as refusal:
        understood = Understood("unknown" if refusal.reason.strip() else "no reason")
    read_answer(QUESTIONS[name], understood.raw)


@given(st.integers(0, 400_000), st.sampled_from([ENGLISH, DUTCH]))
def test_a_number_as_we_write_it_is_read_as_that_number(scaled: int, words: Words) -> None:
    shown = words.number(scaled, 1)
    assert read_answer(QUESTIONS["bandwidth_up"], raw("bandwidth_up", shown, words)).bounds == (scaled, scaled)
