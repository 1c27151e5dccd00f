"""Findings as SARIF 2.1.0."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from advisor.files.rulebase import check
from advisor.problems import Place, Problem
from advisor.report import sarif
from advisor.report.findings import Finding, of_problems
from advisor.words import Words
from tests.files.test_bad_rules import BAD, folders

SCHEMA = Draft7Validator(json.loads(Path(__file__).with_name("sarif.schema.json").read_text(encoding="utf-8")))
WORDS = Words("en")
FOUND = Finding(code="R340", message="there is no such step", place=Place("rules/steps.toml", ("step", "x"), 3, 1, 4))


def results(*findings: Finding) -> list[dict[str, Any]]:
    """The results, after the whole was validated."""
    whole = json.loads(sarif.write("rules check", findings, WORDS))
    SCHEMA.validate(whole)
    (run,) = whole["runs"]
    found: list[dict[str, Any]] = run["results"]
    for each in found:
        assert run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    return found


def test_nothing_found_is_valid_too() -> None:
    assert results() == []


@pytest.mark.parametrize(("language", "begin"), [("en", 0), ("nl", 10)])
def test_faults_of_rule_bases_can_be_printed(language: str, begin: int) -> None:
    words = Words(language)
    for name in BAD[begin::20]:
        problems = check(folders(name))
        whole = json.loads(sarif.write("rules check", of_problems(problems, words), words))
        SCHEMA.validate(whole)
        assert len(whole["runs"][0]["results"]) == len(problems)


def test_a_result_has_its_code_level_message_and_place() -> None:
    (found,) = results(FOUND)

    assert (found["ruleId"], found["level"], found["message"]["text"]) == ("R340", "error", "there is no such step")
    location = found["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "rules/steps.toml"}
    assert location["region"] == {"startLine": 3, "startColumn": 1, "endColumn": 5}


def test_a_fault_inside_a_condition_is_marked_from_end_to_end() -> None:
    problem = next(each for each in check(folders("condition-with-and-beside-or")) if each.code == "L112")
    (found,) = results(*of_problems([problem], WORDS))
    region = found["locations"][0]["physicalLocation"]["region"]
    line = Path(problem.place.file).read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]

    start, end = problem.span
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == problem.excerpt[start:end]


def test_a_rule_has_a_description_without_fields_and_the_gravest_level() -> None:
    mild = Finding(code="R368", level="warning", message="nothing cites it")
    whole = json.loads(sarif.write("rules check", [mild, FOUND], WORDS))

    first, second = whole["runs"][0]["tool"]["driver"]["rules"]
    assert first["shortDescription"]["text"] == "there is no `…` called `…`"
    assert first["defaultConfiguration"]["level"] == "error"
    assert second["help"]["text"] == "Cite it, or remove it."
    assert second["defaultConfiguration"]["level"] == "warning"


def test_what_is_found_nowhere_in_particular_has_no_location() -> None:
    (found,) = results(Finding(code="R370", message="there is no head"))

    assert "locations" not in found


def test_a_finding_is_known_again_when_its_line_moves_or_its_message_is_in_dutch() -> None:
    problem = Problem(code="R340", values={"what": "step", "id": "x"}, place=Place("a.toml", ("step", "x"), 3, 1))
    moved = Problem(code="R340", values={"what": "step", "id": "x"}, place=Place("a.toml", ("step", "x"), 90, 5))
    dutch = of_problems([problem], Words("nl"))
    prints = [
        each["partialFingerprints"]
        for found in (of_problems([problem], WORDS), of_problems([moved], WORDS), dutch)
        for each in results(*found)
    ]

    assert prints[0] == prints[1] == prints[2]


def test_two_of_the_same_are_told_apart() -> None:
    first, second = results(FOUND, FOUND)

    assert first["partialFingerprints"] != second["partialFingerprints"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("rules/a b.toml", "rules/a%20b.toml"),
        ("./rules/é.toml", "rules/%C3%A9.toml"),
        ("../a:b#c?.toml", "../a%3Ab%23c%3F.toml"),
        ("100%.toml", "100%25.toml"),
    ],
)
def test_a_path_is_a_relative_reference(file: str, uri: str) -> None:
    assert sarif.uri(file) == uri


def test_an_absolute_path_is_a_file_uri(tmp_path: Path) -> None:
    assert sarif.uri(str(tmp_path / "a b.toml")).startswith("file:///")
    assert sarif.uri(str(tmp_path / "a b.toml")).endswith("/a%20b.toml")


def test_no_message_becomes_a_link() -> None:
    (found,) = results(Finding(code="R303", message="see [here](http://example.org)"))

    assert found["message"]["text"] == "see \\[here\\](http://example.org)"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=st.text(min_size=1), file=st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8")))
def test_whatever_stands_in_a_file_the_result_is_valid(text: str, file: str) -> None:
    problem = Problem(code="R303", values={"key": text}, place=Place(file, (text,), 1, 1), guess=text, excerpt=text)
    written = sarif.write("rules check", of_problems([problem], WORDS), WORDS)

    SCHEMA.validate(json.loads(written))
    assert not set(written) & set("\x1b\u202e\u2066\x7f")
