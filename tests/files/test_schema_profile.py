"""The schema of profiles: it accepts what the reader of profiles does."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.answers import read_answer, refusals
from advisor.files.profile_tables import can_be_waived
from advisor.files.schema_profile import FORMS, JSON_TYPES, schema_of_profile
from advisor.files.sheet import NOT_OF_SHAPE, TABLES
from advisor.files.shipped import load_rulebase
from advisor.files.values import AnswerError
from advisor.model.question import Question
from advisor.words import Words
from tests.files.schemas import said, tables_of, validator
from tests.files.small import QUESTIONS, RULEBASE

SHIPPED = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
BAD = sorted((Path(__file__).parents[1] / "profiles" / "bad").glob("*.toml"))
SMALL: Final = validator(schema_of_profile(RULEBASE, Words("en")))

OTHER_FILE: Final = "the fault is in what it extends, or that there is no such file"
NO_TOML: Final = "the file is no TOML"
NOT_SEEN: Final = {
    "deep-lists": NO_TOML,
    "digits": NO_TOML,
    "duplicate-key": NO_TOML,
    "duplicate-table": NO_TOML,
    "empty": "an empty profile is a valid one",
    "extends-a-folder": OTHER_FILE,
    "extends-in-a-circle": OTHER_FILE,
    "extends-itself": OTHER_FILE,
    "extends-nul": OTHER_FILE,
    "list-not-closed": NO_TOML,
    "not-toml": NO_TOML,
    "not-utf-8": NO_TOML,
    "nul": NO_TOML,
    "only-a-comment": "an empty profile is a valid one",
    "text-not-closed": NO_TOML,
}
"""The faulty profiles in which the schema sees nothing wrong, and why."""
ARITHMETIC: Final = {"P404", "P454"}
"""A range that ends below where it begins; more decimals than the question allows."""


@pytest.fixture(scope="module")
def shipped() -> object:
    return validator(schema_of_profile(load_rulebase(), Words("en")))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_profiles_are_accepted(path: Path, shipped: object) -> None:
    tables = tables_of(path)

    assert tables
    assert said(shipped.iter_errors(tables)) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_faulty_profile_is_refused_unless_the_table_says_why_not(path: Path) -> None:
    tables = tables_of(path)
    errors = [] if tables is None else said(SMALL.iter_errors(tables))

    assert bool(errors) != (path.stem in NOT_SEEN), errors
    assert (tables is None) == (NOT_SEEN.get(path.stem) == NO_TOML)


VALUES: Final = st.one_of(
    st.booleans(),
    st.sampled_from([-500, -41, -40, -1, 0, 1, 5, 6, 3.0, 12.5, 99_999, 100_001, 1_000_001, 4e6, 400_000.1]),
    st.sampled_from(
        ["unknown", "n/a", "education", "mobile", "zoom", "lms", "together", "not_settled", "x", "", "yes"]
    ),
)
LISTS: Final = st.lists(VALUES, max_size=3)
KEYS: Final = st.sampled_from(["from", "to", "among", "sure", "maybe", "zoom", "lms", "x"])
ANSWERS: Final = st.one_of(VALUES, LISTS, st.dictionaries(KEYS, st.one_of(VALUES, LISTS), max_size=2))


def refusals_of(question: Question, raw: object) -> set[str]:
    try:
        read_answer(question, raw)
    except AnswerError:
        return {error.code for error in refusals(question, raw)}
    return set()


@settings(max_examples=600, derandomize=True, deadline=None)
@given(st.sampled_from(sorted(QUESTIONS)), ANSWERS)
def test_an_answer_is_accepted_by_the_schema_if_it_is_one(name: str, raw: object) -> None:
    codes = refusals_of(QUESTIONS[name], raw)
    accepted = SMALL.is_valid({"answers": {name: raw}})

    if not codes <= ARITHMETIC:
        assert not accepted
    if not codes:
        assert accepted


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_form_of_an_answer_is_described(name: str) -> None:
    answer = SMALL.schema["properties"]["answers"]["properties"][name]

    assert answer["title"] == f"the {name}"
    assert answer["description"].startswith(f"What is the {name}?\n\nIt decides {name}.")
    assert FORMS.keys() >= answer.get("properties", {}).keys() - {option.id for option in QUESTIONS[name].options}


def test_options_are_described_by_their_labels() -> None:
    answer = SMALL.schema["properties"]["answers"]["properties"]["backup"]
    values, labels = answer["anyOf"][0]["enum"], answer["anyOf"][0]["x-taplo"]["docs"]["enumValues"]

    assert values == ["no_line", "mobile", "same_route", "separate_route", "unknown"]
    assert labels == ["No line", "Mobile", "Same route", "Separate route"]
    assert "- same_route: Same route" in answer["description"]


def test_only_questions_that_are_asked_per_supplier_are_answered_for_one() -> None:
    assert SMALL.is_valid({"suppliers": {"acme": {"name": "Acme", "answers": {"tools": ["zoom"]}}}})
    assert not SMALL.is_valid({"suppliers": {"acme": {"answers": {"staff": 3}}}})
    assert not SMALL.is_valid({"suppliers": {str(number): {} for number in range(6)}})


def test_what_can_be_waived_is_known_in_both_spellings() -> None:
    waiver = {"reason": "Agreed"}
    for name in can_be_waived(RULEBASE):
        first, _point, last = name.partition(".")
        assert SMALL.is_valid({"waivers": {name: waiver}})
        assert SMALL.is_valid({"waivers": {first: {last: waiver} if last else waiver}})
    assert not SMALL.is_valid({"waivers": {"no-fallback": {}}})
    assert not SMALL.is_valid({"waivers": {"nonsense": waiver}})


def test_a_step_that_was_dropped_needs_a_reason() -> None:
    assert SMALL.is_valid({"progress": {"charter": {"state": "planned"}}})
    assert SMALL.is_valid({"progress": {"charter": {"state": "dropped", "reason": "Too late"}}})
    assert not SMALL.is_valid({"progress": {"charter": {"state": "dropped"}}})
    assert not SMALL.is_valid({"progress": {"charter": {"reason": "Too late"}}})


def test_a_date_is_no_time() -> None:
    assert SMALL.is_valid({"profile": {"date": "2026-11-23"}})
    assert not SMALL.is_valid({"profile": {"date": "2026-11-23T10:00:00"}})
    assert not SMALL.is_valid({"profile": {"date": 2026}})


def test_every_table_and_kind_of_value_that_the_reader_knows_is_there() -> None:
    assert set(SMALL.schema["properties"]) == set(TABLES)
    assert set(JSON_TYPES) == set(NOT_OF_SHAPE)


def test_the_schema_is_in_the_language_of_the_rules() -> None:
    dutch = schema_of_profile(load_rulebase(language="nl"), Words("nl"))

    assert "Hoeveel" in dutch["properties"]["answers"]["properties"]["staff"]["description"]
