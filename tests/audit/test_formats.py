"""A test of the rules, printed for people and for programs."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from advisor.audit.suite import run_suite
from advisor.files.rulebase import load_suite
from advisor.frozen import replace
from advisor.model.case import SuiteResult
from advisor.report import junit, sarif, tap
from advisor.report.findings import of_suite
from advisor.report.tested import suites, write_json, write_text
from advisor.words import Words
from tests.audit.tiny import ROLE, case, folder, run
from tests.report.test_sarif import SCHEMA

HOSTILE = r"A # \\ school <&> ]]> ' \u001b[31m \u0000 \u202e \ufffe \u0085 é"
EXAMPLE = '[[example]]\nsays = "Small"\ngiven = { staff = 6 }\nthen = { large = "no" }\n'
WORDS = Words("en")


def as_junit(tested: SuiteResult) -> str:
    return junit.write("advisor rules test", suites(tested, WORDS))


@pytest.fixture
def tested(tmp_path: Path) -> SuiteResult:
    cases = case("good", "staff = 60, sponsored = true", 'lead = "consumer"') + case(
        "bad", "staff = 6", 'lead = "consumer"'
    )
    return run(tmp_path, roles__consumer=ROLE + EXAMPLE, cases__all=cases)


def test_text_says_what_failed_what_was_never_tried_and_how_many_ran(tested: SuiteResult, tmp_path: Path) -> None:
    assert write_text(tested, WORDS).splitlines() == [
        f"{tmp_path / 'cases' / 'all.toml'}:5: bad: bad",
        "  lead: expected consumer, found none",
        "    consumer: not-now",
        "conditions seen to hold, to fail, and open while half is known: 2 of 3 (66%)",
        "  rule consumer.large: never open",
        "comparisons inside them seen so: 3 of 6 (50%)",
        "  rule consumer.large, `staff >= 50`: never open",
        "  rule consumer.large, `sponsored`: never fails, never open",
        "examples: 1, cases: 2, failed: 1",
    ]


def test_text_lists_twenty_gaps_of_a_kind_unless_all_are_asked_for(tmp_path: Path) -> None:
    warnings = "".join(
        f'[warning.w-{number}]\nsays = "W"\nwhen = "staff > {number}"\nsource = ["CHOICE"]\n' for number in range(25)
    )
    many = run(tmp_path, warnings=warnings)

    assert write_text(many, WORDS).count("\n  warning ") == 19
    assert "\n  and 6 more, which --all lists\n" in write_text(many, WORDS)
    assert write_text(many, WORDS, all_gaps=True).count("\n  warning ") == 25
    assert "--all" not in write_text(many, WORDS, all_gaps=True)


def test_json_holds_every_run_and_every_gap(tested: SuiteResult) -> None:
    found = json.loads(write_json(tested))

    assert (found["format"], found["in_order"], found["failed"]) == ("advisor.tested/1", False, 1)
    assert [(each["id"], each["sort"], len(each["mismatches"])) for each in found["runs"]] == [
        ("consumer.example-1", "example", 0),
        ("bad", "case", 1),
        ("good", "case", 0),
    ]
    assert found["runs"][1]["line"] == 5
    assert found["runs"][1]["mismatches"][0]["why"] == ["consumer: not-now"]
    assert found["coverage"]["conditions"]["percent"] == 66
    assert found["coverage"]["comparisons"]["gaps"][1] == {
        "sort": "rule",
        "id": "consumer.large",
        "key": "when",
        "comparison": "sponsored",
        "never": ["no", "open"],
    }


def test_junit_counts_and_names_what_failed(tested: SuiteResult) -> None:
    root = ET.fromstring(as_junit(tested).encode())  # noqa: S314  (written a line ago)
    suites = {suite.get("name"): suite for suite in root}

    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "6", "4")
    assert {name: (each.get("tests"), each.get("failures")) for name, each in suites.items()} == {
        "examples": ("1", "0"),
        "cases": ("2", "1"),
        "coverage": ("3", "3"),
    }
    assert [each.get("name") for each in suites["cases"]] == ["bad", "good"]
    failure, *gaps = root.iter("failure")
    assert failure.get("message") == "lead: expected consumer, found none"
    assert "all.toml:5: bad: bad" in (failure.text or "")
    assert [each.get("message") for each in gaps] == ["never tried"] * 3
    assert suites["coverage"][0].get("name") == "rule consumer.large: never open"
    assert {each.tag for each in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}
    assert all({"name", "classname"} == set(each.attrib) for each in root.iter("testcase"))


def test_junit_has_no_gaps_of_a_few_runs_that_were_chosen(tested: SuiteResult) -> None:
    root = ET.fromstring(as_junit(replace(tested, complete=False)).encode())  # noqa: S314  (written here)

    assert (root.get("tests"), root.get("failures")) == ("3", "1")


def test_sarif_shows_what_failed_and_what_was_never_tried_where_it_stands(tested: SuiteResult, tmp_path: Path) -> None:
    found = of_suite(tested, WORDS)

    assert [(each.code, each.place.line) for each in found] == [("U568", 5), *[("U569", 8)] * 3]
    assert found[0].message == "the advice for `bad` came out otherwise: lead: expected consumer, found none"
    role = (tmp_path / "roles" / "consumer.toml").read_text(encoding="utf-8").split("\n")
    assert role[found[1].place.line - 1].startswith("when")
    assert of_suite(replace(tested, complete=False), WORDS) == found[:1]
    SCHEMA.validate(json.loads(sarif.write("rules test", found, WORDS)))


def test_tap_numbers_the_runs_and_explains_those_that_failed(tested: SuiteResult) -> None:
    lines = tap.write(tested, WORDS).splitlines()

    assert lines[:4] == ["TAP version 14", "1..3", "ok 1 - consumer.example-1: Small", "not ok 2 - bad: bad"]
    assert lines[-1] == "ok 3 - good: good"
    block = lines[4:-1]
    assert (block[0], block[-1]) == ("  ---", "  ...")
    values = dict(re.findall(r"^ +(?:- )?(\w+): (.*)$", "\n".join(block), re.MULTILINE))
    assert {key: json.loads(value) for key, value in values.items()} == {
        "message": "lead: expected consumer, found none",
        "file": tested.failed[0].place.file,
        "line": 5,
        "name": "lead",
        "expected": ["consumer"],
        "found": [],
        "why": ["consumer: not-now"],
    }


def test_characters_that_xml_cannot_hold_are_left_out(tested: SuiteResult) -> None:
    failed = replace(tested.failed[0], says="A\x1b[31m\ud800\uffff<&>", id="b\x00d")
    root = ET.fromstring(as_junit(replace(tested, runs=(failed,))).encode())  # noqa: S314  (written here)

    assert "bd" in [each.get("name") for each in root.iter("testcase")]
    assert not set("".join(root.itertext())) & set("\x00\x1b\ud800\uffff")


def test_what_authors_write_leaves_every_format_well_formed(tmp_path: Path) -> None:
    hostile = case("one", "staff = 6", 'lead = "consumer"', HOSTILE).replace("\\u0000", "\\u0001")
    text = Path(tmp_path / "cases")
    text.mkdir()
    (text / "all.toml").write_text(hostile, encoding="utf-8")
    with pytest.raises(Exception, match="R315"):
        load_suite([folder(tmp_path)])
    (text / "all.toml").write_text(re.sub(r"\\u(001b|0001|202e|0085)", "", hostile), encoding="utf-8")
    tested = run_suite(load_suite([tmp_path]), WORDS)

    ET.fromstring(as_junit(tested).encode())  # noqa: S314  (written here)
    described = tap.write(tested, WORDS).splitlines()[2]
    assert "\\#" in described
    assert " # " not in described
    assert json.loads(write_json(tested))["failed"] == 1
