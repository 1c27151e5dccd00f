"""The table of formats, and what holds for every one of them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.cli import reading
from advisor.model.assessment import Practice, State
from advisor.problems import AdvisorError
from advisor.report import formats
from advisor.report.compose import compose
from advisor.report.document import Document, Table
from advisor.report.explain import explainable
from advisor.report.page import Page
from tests.report.sample import PROFILES, WORDS, assessed, rules

ROOT = Path(__file__).parents[2]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_the_command_line_offers_the_formats_of_the_table() -> None:
    assert reading.FORMATS == formats.FORMATS


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize("name", PROFILES)
def test_every_format_ends_in_one_line_feed_and_leaves_no_space_before_one(form: str, name: str) -> None:
    text = formats.advice(form, [(assessed(name), WORDS)], Page(80))

    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ \t]\n", text)


@pytest.mark.parametrize("form", formats.DOCUMENTS)
@pytest.mark.parametrize("name", PROFILES)
def test_every_format_for_people_says_the_same_words(form: str, name: str) -> None:
    text = formats.find(form)(compose(assessed(name), WORDS), Page())

    for role in assessed(name).roles:
        assert role.outcome.name in text
    assert "As of" in text
    assert "23 November 2026" in text


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("form", ["terminal", "plain"])
@pytest.mark.parametrize("name", PROFILES)
def test_nothing_is_wider_than_the_page(name: str, form: str, width: int) -> None:
    text = formats.advice(form, [(assessed(name), WORDS)], Page(width))

    wide = [line for line in text.splitlines() if len(line) > width]
    assert [line for line in wide if len(line.split()) > 1] == []


@pytest.mark.parametrize("width", [30, 40, 50, 60])
def test_a_table_that_does_not_fit_loses_nothing(width: int) -> None:
    cells = ("telephone", "1234567", "7654321", "at least 31415926", "2718281828")
    table = Table(("tool", "users", "upload", "download", "total"), (cells,), ("left", *["right"] * 4))  # type: ignore[arg-type]

    text = formats.find("terminal")(Document("en", (table,)), Page(width))

    assert all(cell in text.replace("\n", " ") for word in cells for cell in word.split())


@pytest.mark.parametrize("name", PROFILES)
def test_colour_adds_nothing_but_colour(name: str) -> None:
    document = compose(assessed(name), WORDS)
    terminal = formats.find("terminal")

    assert COLOUR.sub("", terminal(document, Page(80, colour=True))) == terminal(document, Page(80))


def test_several_profiles_are_json_lines_or_documents_one_after_another() -> None:
    read = [(assessed(name), WORDS) for name in PROFILES]

    lines = formats.advice("json", read, Page(), several=True)
    plain = formats.advice("plain", read, Page(), several=True)

    assert lines.count("\n") == len(PROFILES)
    assert plain.count("Partner-fit advice for ") == len(PROFILES)


def test_the_same_advice_is_the_same_bytes() -> None:
    for form in formats.FORMATS:
        first, again = (formats.advice(form, [(assessed("partly"), WORDS)], Page(80)) for _ in range(2))
        assert first == again


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize("name", ["nothing", "complete", "partly"])
def test_everything_that_has_an_id_can_be_explained(name: str, form: str) -> None:
    for about in explainable(rules()):
        assert formats.explanation(form, assessed(name), WORDS, about, Page(80))


def test_a_rule_may_be_named_without_its_outcome_where_only_one_has_it() -> None:
    short = formats.explanation("plain", assessed("complete"), WORDS, "admits", Page())

    assert short == formats.explanation("plain", assessed("complete"), WORDS, "orchestrator.admits", Page())


@pytest.mark.parametrize(
    ("about", "code", "guess"), [("line", "U502", ""), ("orchestratr", "U501", "orchestrator"), ("qqq", "U501", "")]
)
def test_an_unknown_name_is_refused_with_a_guess(about: str, code: str, guess: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        formats.explanation("plain", assessed("complete"), WORDS, about, Page())

    assert [(each.code, each.guess) for each in caught.value.problems] == [(code, guess)]


@pytest.mark.parametrize("module", ["advisor.report.formats", "advisor.report.compose", "advisor.report.json"])
def test_a_printer_is_imported_when_it_is_used(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'rich', 'babel', 'click'}} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_the_sample_has_everything_a_reader_can_meet() -> None:
    assert {rule.effect for rule in rules().rules().values()} == {"must", "bar", "plus", "minus", "warn"}
    assert {state for name in PROFILES for state in (fact.state for fact in assessed(name).facts.values())} == set(
        State
    )
    assert {each.practice for name in PROFILES for each in assessed(name).roles} == set(Practice)
    assert {each.state for name in PROFILES for each in assessed(name).steps} == {"needed", "possible", "done"}
