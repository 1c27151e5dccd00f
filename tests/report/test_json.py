"""The JSON that scripts rely on: its names are added to, never changed."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.json import OBEYED, encode, write, write_line
from tests.laws.strategies import LAW
from tests.report.sample import PROFILES, WORDS, assessed

ENTRY = ("rule", "effect", "truth", "says", "points", "because", "source", "reasons", "answers", "layer")
OUTCOME = {
    **dict.fromkeys(("id", "name", "standing", "could_be", "settled")),
    "fit": dict.fromkeys(("low", "high")),
    "leaning": dict.fromkeys(("for", "against", "open")),
    "practice": None,
    **{each: [dict.fromkeys(ENTRY)] for each in ("blocked_by", "for", "against", "missing", "open", "warnings")},
}
SHAPE = {
    "format": None,
    "tool": dict.fromkeys(("name", "version")),
    "rulebase": dict.fromkeys(("name", "version", "fingerprint", "layers")),
    "as_of": None,
    "language": None,
    "profile": {
        **dict.fromkeys(("name", "path", "fingerprint", "date")),
        "counts": dict.fromkeys(("known", "range", "unknown", "not_applicable", "not_asked", "parked")),
    },
    "ecosystem": dict.fromkeys(("name", "kind")),
    "contradictions": [dict.fromkeys(("id", "says", "answers"))],
    "quantities": {"demand": dict.fromkeys(("low", "high", "unit")), "risk": {"could_be": None}},
    "roles": [OUTCOME],
    "forms": [OUTCOME],
    "readiness": [OUTCOME],
    "lead": dict.fromkeys(("role", "settled", "ties", "rivals", "second", "near")),
    "form": dict.fromkeys(("id", "settled", "could_be", "path")),
    "readiness_level": dict.fromkeys(("level", "could_be", "settled")),
    "steps": [
        {
            **dict.fromkeys(("id", "does", "state", "because", "after", "horizon", "effort", "cost", "owner", "theme")),
            **dict.fromkeys(("needed_for", "decided_by")),
        }
    ],
    "sought": [dict.fromkeys(("role", "capabilities", "must", "we_bring", "ask_them", "because"))],
    "warnings": [],
    "waived": [],
    "open_questions": [dict.fromkeys(("id", "ask", "holder", "decides", "settled_by_step"))],
    "parked": [],
    "notes": {},
}
"""The names of the design, in its order; None where a value stands, or a list of texts."""


def check(data: object, shape: object) -> None:
    """Every name of the shape is there, and those that are stand in its order."""
    if isinstance(shape, Mapping):
        assert isinstance(data, dict)
        assert [name for name in data if name in shape] == list(shape)
        for name, inner in shape.items():
            check(data[name], inner)
    elif isinstance(shape, list):
        assert isinstance(data, list)
        for each in data if shape else []:
            check(each, shape[0])


@pytest.mark.parametrize("name", PROFILES)
def test_the_names_of_the_design_are_there(name: str) -> None:
    check(json.loads(write(assessed(name), WORDS)), SHAPE)


def test_suppliers_are_listed_by_key_with_how_they_compare() -> None:
    found = json.loads(write(assessed("suppliers-open"), WORDS))["suppliers"]

    named = ("id", "name", "delivers", "contract_end", "important", "weakest", "standing", "could_be", "fit")
    check(found, [dict.fromkeys(named)])
    assert [each["id"] for each in found] == ["Device & Co", "acme", "cloud"]
    assert found[1]["fit"] == {"low": 20, "high": 80}
    assert (found[1]["weakest"], found[1]["standing"]) == ("possibly", "open")
    assert found[1]["could_be"] == ["not-now", "emerging", "fits"]


@pytest.mark.parametrize("name", PROFILES)
def test_one_line_and_several_lines_say_the_same(name: str) -> None:
    line = write_line(assessed(name), WORDS)

    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(write(assessed(name), WORDS))


@pytest.mark.parametrize("name", PROFILES)
def test_counts_are_those_of_the_questions(name: str) -> None:
    data = json.loads(write(assessed(name), WORDS))

    states = [answer["state"] for answer in data["answers"].values()]
    assert data["profile"]["counts"] == {state: states.count(state) for state in data["profile"]["counts"]}


def test_decimal_numbers_are_decimal_numbers() -> None:
    text = write(assessed("complete"), WORDS)

    assert '"value": 100.5,' in text
    assert json.loads(text)["answers"]["uplink"]["text"] == "100.5 Mbit/s"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("0.1"), "0.1"),
        (Decimal("2.50"), "2.5"),
        (Decimal(3), "3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.000000001"), "-0.000000001"),
        (Decimal("123456789012345678901234567890.5"), "123456789012345678901234567890.5"),
        (date(2026, 11, 23), '"2026-11-23"'),
        (("a", [True, None]), '["a",[true,null]]'),
        ({"a": {}, "b": ()}, '{"a":{},"b":[]}'),
        ("\x9b31m\u202e\u2028\x1b\x7f", r'"\u009b31m\u202e\u2028\u001b\u007f"'),
        ("\U000e0041", r'"\udb40\udc41"'),
        ("één €", '"één €"'),
    ],
)
def test_plain_data_is_written_exactly(value: object, expected: str) -> None:
    assert encode(value) == expected


@pytest.mark.parametrize("value", [0.5, Decimal("NaN"), Decimal("Infinity"), {1, 2}, b"x"])
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@LAW
@given(PLAIN)
def test_python_reads_the_same_back_and_lays_it_out_the_same(value: object) -> None:
    indented = json.dumps(value, indent=2, ensure_ascii=False)

    assert json.loads(encode(value)) == value
    assert not re.search(OBEYED, encode(value))
    if not re.search(OBEYED, indented):
        assert encode(value, "\n") == indented


@LAW
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_digit_of_a_decimal_number_is_kept(value: Decimal) -> None:
    assert json.loads(encode(value), parse_float=Decimal, parse_int=Decimal) == value
