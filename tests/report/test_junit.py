"""Trials as JUnit XML."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.problems import Place
from advisor.report import junit
from advisor.report.findings import Finding, by_file
from advisor.report.junit import Trial
from advisor.words import Words

WORDS = Words("en")
FAULT = Finding(code="R340", message="there is no such step", place=Place("b.toml", (), 3, 1), remedy="Make it.")
CAUTION = Finding(code="R368", level="warning", message="nothing cites it", place=Place("a.toml", (), 2))


def read(*trials: Trial) -> ET.Element:
    return ET.fromstring(junit.write("rules", {"all": trials}).encode())  # noqa: S314  (written a line ago)


def test_nothing_tried_is_well_formed() -> None:
    root = read()

    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "0", "0")
    assert [suite.get("name") for suite in root] == ["all"]


def test_what_failed_and_what_was_skipped_is_counted_and_says_why() -> None:
    root = read(
        Trial(group="g", name="passed"),
        Trial(group="g", name="failed", failure="in short", sort="R340", details="at length"),
        Trial(group="g", name="skipped", skipped="no solver"),
    )

    (suite,) = root
    counts = {"tests": "3", "failures": "1", "errors": "0", "skipped": "1"}
    assert {name: suite.get(name) for name in counts} == counts
    passed, failed, skipped = suite
    assert len(passed) == 0
    assert (failed[0].attrib, failed[0].text) == ({"message": "in short", "type": "R340"}, "at length")
    assert (skipped[0].tag, skipped[0].get("message")) == ("skipped", "no solver")


def test_a_file_fails_by_its_faults_and_passes_with_warnings() -> None:
    first, second, third = by_file(["a.toml", "b.toml", "c.toml"], [FAULT, CAUTION], WORDS)

    assert (first.failure, first.notes) == ("", "a.toml:2: warning R368: nothing cites it")
    assert (second.failure, second.sort) == ("there is no such step", "R340")
    assert second.details == "b.toml:3:1: error R340: there is no such step\n  Make it."
    assert third == Trial(group="rules", name="c.toml")


def test_what_is_found_in_no_file_is_not_lost() -> None:
    nowhere = Finding(code="R370", message="there is no head")
    trials = list(by_file(["a.toml"], [FAULT, nowhere], WORDS))

    assert [each.name for each in trials] == ["a.toml", "the rules as a whole", "b.toml"]
    assert [bool(each.failure) for each in trials] == [False, True, True]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=st.text() | st.sampled_from(["]]>", "\x1b[31m\x00", "\u202e<&>\"'", "\ud800\uffff"]))
def test_whatever_stands_in_a_file_the_result_is_well_formed(text: str) -> None:
    trial = Trial(group=text, name=text, failure=text or "x", sort=text, details=text, notes=text)
    written = junit.write(text, {text: [trial, Trial(group=text, name=text, skipped=text or "x")]})

    root = ET.fromstring(written.encode())  # noqa: S314  (written here)
    assert root.get("tests") == "2"
    assert not set(written) & set("\x1b\x00\u202e\u2066\u200f")
