"""The schemas of the files of a rule base: what they accept and refuse is what the readers do."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from advisor.files.faults import Faults
from advisor.files.folder import CASES, EFFECTS, FILES, GROUPS, TABLES, Entry
from advisor.files.layers import Layered, layered
from advisor.files.rulebase import build
from advisor.files.schema_rules import SHAPES, About, about, schema_of, schema_of_all
from advisor.files.shapes_advised import OUTCOME, PRACTICE, RULE
from advisor.files.shapes_asked import QUESTION
from advisor.frozen import replace
from advisor.words import Words
from tests.files.schemas import kind_of, plain, said, tables_of, validator
from tests.files.test_bad_rules import BAD, MINIMAL, RULES
from tests.files.test_bad_rules import CASES as GOOD_CASES

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules"
LAYERS = sorted(each for each in (ROOT / "docs" / "layers").iterdir() if each.is_dir())
GOOD = sorted(each for each in (RULES / "good").iterdir() if each.is_dir())
WORDS = Words("en")

NEEDS_OTHERS: Final = "it depends on what stands elsewhere"
MEANING: Final = "it depends on what a condition or a table means"
ARITHMETIC: Final = "it takes comparing or adding up numbers"
LEFT: Final = {
    "F205": "the file is no TOML",
    "F206": "the file is no TOML",
    **dict.fromkeys(
        ["L110", "L112", "L116", "L119", "L150", "L151", "L153", "L157", "L158", "R333", "R344", "R400"], MEANING
    ),
    **dict.fromkeys(
        ["R324", "R329", "R360", "R365", "R396", "R397", "R398", "R399", "W690", "P404", "P454", "P461"], ARITHMETIC
    ),
    **dict.fromkeys(["R302", "R311", "R312", "R318", "R319", "R328", "R330", "R340", "R341", "R342"], NEEDS_OTHERS),
    **dict.fromkeys(["R343", "R356", "R357", "R361", "R363", "R364", "R367", "R368", "R370", "R391"], NEEDS_OTHERS),
    **dict.fromkeys(["R380", "R381", "R382", "R384", "R393", "R394", "P409", "P459"], NEEDS_OTHERS),
    "R315": "nobody can read a pattern that has characters nobody can see",
    "R331": "it is only likely to be wrong",
    "R351": NEEDS_OTHERS,
    "R352": "a schema cannot speak of the last cell of a row",
    "R395": "a schema cannot compare lists",
}
"""The faults that a schema cannot see, and why."""
NOT_HERE: Final = {
    "example-with-a-quantity-that-cannot-be": NEEDS_OTHERS,
    "id-of-a-file": "a schema does not see what a file is called",
    "most-above-the-number-of-options": ARITHMETIC,
    "otherwise-not-in-snake-case": "what the fact may be called depends on the options",
    "otherwise-that-is-a-word-of-the-language": "what the fact may be called depends on the options",
    "outcome-called-like-a-table": "a schema does not see what a file is called",
    "table-with-words-for-numbers": LEFT["R352"],
    "unit-of-a-condition": MEANING,
    "variants-of-a-number": NEEDS_OTHERS,
}
"""Faulty files whose fault a schema sees elsewhere, but not there, and why."""
OF_KEYS: Final = {"R303", "R304", "R306", "R317", "R322", "R323", "R325", "R327", "R358", "R392"}
OF_KINDS: Final = {"R305", "R313", "R371", "R372", "R373", "R374", "R375", "R376", "R377", "R390"}
OF_SIZES: Final = {"R314", "R316", "R320", "R321", "R326", "R354", "R355"}


def validators(base: About) -> dict[str, Draft202012Validator]:
    return {kind: validator(schema_of(kind, base, WORDS)) for kind in FILES}


SMALL: Final = validators(about([MINIMAL]))


def errors_in(folder: Path, known: dict[str, Draft202012Validator]) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*.toml")):
        kind, tables = kind_of(path.relative_to(folder).as_posix()), tables_of(path)
        if kind is not None and tables is not None:
            found += [f"{path.name} {each}" for each in said(known[kind].iter_errors(tables))]
    return found


# -- files


@pytest.mark.parametrize("folder", GOOD, ids=[each.name for each in GOOD])
def test_good_files_are_accepted(folder: Path) -> None:
    assert errors_in(folder, SMALL) == []


@pytest.mark.parametrize("folder", [SHIPPED, *LAYERS], ids=["shipped", *(each.name for each in LAYERS)])
def test_the_rules_and_the_layers_over_them_are_accepted(folder: Path) -> None:
    assert errors_in(folder, validators(about([SHIPPED, *([folder] if folder in LAYERS else ())]))) == []
    assert all(kind_of(path.relative_to(folder).as_posix()) for path in folder.rglob("*.toml"))


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_seen_unless_the_table_says_why_it_cannot_be(name: str) -> None:
    expected = (RULES / "bad" / f"{name}.expected").read_text(encoding="utf-8")
    codes = set(re.findall(r"\b([A-Z]\d{3}):", expected))
    why_not = NOT_HERE.get(name) or ("" if codes - set(LEFT) else "; ".join(LEFT[code] for code in sorted(codes)))
    found = errors_in(RULES / "bad" / name, SMALL)

    assert bool(found) != bool(why_not), (codes, why_not, found)


def test_wrong_keys_and_kinds_and_what_is_missing_are_never_left() -> None:
    assert not set(LEFT) & (OF_KEYS | OF_KINDS | OF_SIZES)


def test_the_document_of_all_accepts_what_any_of_its_parts_does() -> None:
    whole = validator(schema_of_all(about([MINIMAL]), WORDS))
    for path in MINIMAL.rglob("*.toml"):
        assert whole.is_valid(tables_of(path)), path
    assert not whole.is_valid({"nonsense": 1})
    assert not whole.is_valid({"question": {"staff": {"label": "staff"}}})


def test_every_file_that_the_readers_know_has_a_schema() -> None:
    folders = {"questions", "texts", CASES, *GROUPS}
    assert set(FILES.values()) == {*TABLES, *(f"{each}/*.toml" for each in folders)}
    assert set(SHAPES) == {"case", *(sort for sorts in TABLES.values() for sort in sorts)}


def test_what_is_described_is_in_the_language_asked_for() -> None:
    english = schema_of("steps", About(), WORDS)["properties"]["step"]["additionalProperties"]["properties"]
    assert english["yields"]["description"] == "What one has afterwards."
    assert english["horizon"]["enum"] == ["quarter", "month", "year", "later"]


# -- the readers

MERGED: Final = layered([MINIMAL, GOOD_CASES], Faults(), cases=True)
ENTRIES: Final = [entry for entry in MERGED.entries.values() if entry.sort != "example"]
OF_SHAPES: Final = [*SHAPES.values(), QUESTION, OUTCOME, PRACTICE, RULE]
KEYS: Final = sorted({key for shape in OF_SHAPES for key in (*shape.keys, *shape.elsewhere())} | {"nonsense", "sector"})
"""Every key that some entry has, one that none has, and the question whose options give other wording."""


def name_of(entry: Entry) -> str:
    return f"{entry.sort} {entry.id}"


def with_raw(entry: Entry, raw: dict[str, Any]) -> Layered:
    """The minimal rules with something else in one entry."""
    entries = {key: replace(each, raw=raw) if each is entry else each for key, each in MERGED.entries.items()}
    return Layered(MERGED.layers, entries, {}, MERGED.sections, [])


def told(entry: Entry, raw: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """The faults that the readers find, each with the keys under which it stands in the entry."""
    faults = Faults()
    build(with_raw(entry, raw), "en", faults)
    spots = [(each.problem.code, each.spot) for each in faults._found]  # noqa: SLF001  (placing them takes longer)
    here, depth = entry.spot, len(entry.spot.key)
    return [(code, spot.key[depth:]) for code, spot in spots if spot.file == here.file and spot.key[:depth] == here.key]


def document(entry: Entry, raw: dict[str, Any]) -> Any:  # noqa: ANN401  (a table, whatever it holds)
    """A file with one entry."""
    made: Any = plain(raw)
    for key in reversed(entry.spot.key):
        made = {key: made}
    return made


def refused_by_schema(entry: Entry, raw: dict[str, Any]) -> bool:
    kind = kind_of(entry.spot.file.inside)
    assert kind is not None
    return not SMALL[kind].is_valid(document(entry, raw))


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_a_key_is_unknown_to_the_schema_where_it_is_to_the_readers(entry: Entry) -> None:
    of_numbers = ("unit", "levels") if entry.sort in ("quantity", "table") else ()  # they exclude one another
    new = [key for key in KEYS if key not in entry.raw and key not in of_numbers]
    faults = told(entry, {**entry.raw, **dict.fromkeys(new, "x")})
    unknown = {key[0] for code, key in faults if code in ("R303", "R317") and len(key) == 1}
    kind = kind_of(entry.spot.file.inside)
    assert kind is not None
    for key in new:
        errors = list(SMALL[kind].iter_errors(document(entry, {**entry.raw, key: "x"})))
        refused = any(each.validator in (None, "additionalProperties") for each in errors)
        assert refused == (key in unknown), (key, said(iter(errors)), faults)


VALUES: Final = st.sampled_from(["", "x", " ", 0, 7, 101, -1, True, [], ["x"], [1], {}, {"x": "y"}, {"x": 1}, 2.5])


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.sampled_from(ENTRIES), st.sampled_from(KEYS), VALUES)
def test_what_a_schema_refuses_the_readers_refuse_and_the_reverse(entry: Entry, key: str, value: object) -> None:
    raw = {**entry.raw, key: value}
    faults = told(entry, raw)
    refused = refused_by_schema(entry, raw)

    if refused:
        assert faults, value
    elif any(code in OF_KEYS | OF_KINDS | OF_SIZES and at[:1] in ((), (key,)) for code, at in faults):
        raise AssertionError((faults, value))


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_a_key_has_to_be_there_for_the_schema_where_it_has_to_for_the_readers(entry: Entry) -> None:
    for key in entry.raw:
        raw = {each: value for each, value in entry.raw.items() if each != key}
        missed = any(code in OF_KEYS for code, _at in told(entry, raw))
        assert refused_by_schema(entry, raw) == missed, key


def test_every_effect_of_a_rule_is_tried() -> None:
    assert {entry.home for entry in ENTRIES if entry.sort == "rule"} == set(EFFECTS)


def test_an_entry_that_is_switched_off_needs_nothing_else() -> None:
    steps = SMALL["steps"]
    assert steps.is_valid({"step": {"charter": {"off": "Not here"}}})
    assert not steps.is_valid({"step": {"charter": {"off": " "}}})
    assert not steps.is_valid({"step": {"charter": {}}})


def test_an_entry_that_adds_to_another_needs_only_what_it_adds() -> None:
    level = {"adds": True, "anchors": {"3": "Some of it"}}
    option = {"adds": True, "options": {"lead": {"until": "2027-12-31"}}}
    known = SMALL["questions"]
    for entry in (level, option):
        assert known.is_valid({"question": {"held": entry}})
        assert not known.is_valid({"question": {"held": {**entry, "adds": False}}})
        assert not known.is_valid({"question": {"held": {**entry, "nonsense": 1}}})
    assert not known.is_valid({"question": {"held": {"adds": "yes"}}})
    figure = {"adds": True, "dated": [{"from": "2027-01-01", "value": 3}]}
    assert SMALL["figures"].is_valid({"figure": {"use": figure}})
    assert SMALL["readiness"].is_valid({"must": {"own": {"adds": True, "improves": "more"}}})
    assert not SMALL["readiness"].is_valid({"warn": {"own": {"adds": True, "improves": "more"}}})


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_any_part_of_an_entry_can_be_added_by_itself(entry: Entry) -> None:
    for key, value in entry.raw.items():
        assert not refused_by_schema(entry, {"adds": True, key: value}), key
