"""``advisor rules show``."""

import json
from pathlib import Path

import pytest

from advisor.audit.entry import show
from advisor.audit.graph import graph
from advisor.audit.obligations import NOTES
from advisor.catalogue import CATALOGUE, REMEDIES
from advisor.cli import main
from advisor.files.written import load_written
from advisor.pages import PAGES
from advisor.report import messages, plain, terminal
from advisor.report.page import Page
from advisor.report.shown import compose_shown
from advisor.report.shown_json import write_json
from advisor.words import Words
from tests.audit.tiny import QUESTIONS, ROLE, folder
from tests.files.test_bad_rules import MINIMAL, RULES


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def shown(capsys: pytest.CaptureFixture[str], about: str, *more: str) -> str:
    assert main(["rules", "show", about, str(MINIMAL), *more]) == 0
    result = capsys.readouterr()
    assert result.err == ""
    return result.out


def test_a_rule_in_words_and_as_written_with_what_matters(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "uses")

    assert (
        text
        == f"""\
You use tools of others
Id: consumer.uses (rule)
Effect: adds 60 to Consumer
Because: That is what a consumer does.
Can change: Consumer
Layer: minimal
Stands at: {MINIMAL / "roles" / "consumer.toml"}:20:1

Its conditions
When: all of these
  the number of choices in the tools in use: at least 1
  the staff: at least 10 people
  the staff: below 5,000 people
  when: size(tools) >= 1
  when: 10 <= staff < 5000

Counts for
role: Consumer (consumer)

Answers that matter
the staff (staff)
  the staff: at least 10 people
  the staff: below 5,000 people
the tools in use (tools)
  the number of choices in the tools in use: at least 1

Sources
A1: A report (2021)
"""
    )


@pytest.mark.parametrize(
    ("about", "lines"),
    [
        ("consumer", ["must: There is a sponsor (consumer.sponsored)", "Named by", "wanted partner: Consumer (line)"]),
        ("almost-ready", ["Group: basis", "condition of readiness: Digital basis (basis)"]),
        (
            "staff",
            [
                "Asked: How many people work for you?",
                "Between: 0 to 10,000 people",
                "Who knows: human resources",
                "education: How many people work at your school? (ask)",
                "check: More people work at home than you have people (more-at-home)",
                "  people at home: above the staff",
                "question: people at home (at_home, at_most)",
                "rule base: Small (rulebase, small)",
                "table: load per person at home (per_home)",
                "  the staff: at most 49 people",
            ],
        ),
        ("tool_peak", ["Kind: a number for each chosen option of the tools in use", "Found out by"]),
        ("route", ["Where it is not asked: does not apply; Nobody works at home.", "through a VPN (vpn)"]),
        ("trust", ["1. nothing", "Kind: a scale from 1 to 5"]),
        ("demand", ["Worked out as: users at the same time, each times load per user", "figure: load per user (mbps)"]),
        ("risk", ["high (high)", "the line is too small: yes; trust between the partners: <= 2; Result: high"]),
        ("target_use", ["Value: 70%", "As of: 1 January 2024", "quantity: the line is too small (shortage)"]),
        ("mbps", ["Value: Zoom video meetings: 2.6; a learning environment: 0.25"]),
        (
            "measure",
            [
                "Called for by",
                "rule: The line is large enough (basis.enough)",
                "Already so when: trust between the partners: 5",
                "Never when: the level of Consumer: 0",
                "After",
                "step: Find a sponsor (sponsor)",
                "question: the bandwidth (bandwidth)",
            ],
        ),
        ("sponsor", ["Comes before", "step: Measure the line (measure)", "For a small organisation: Find a sponsor; "]),
        ("more-at-home", ["When: people at home: above the staff"]),
        ("no-talk", ["Calls for", "When: trust between the partners: 1"]),
        ("begin", ["Starts from: none of them", "Goes to: Digital ecosystem"]),
        ("line", ["Able to deliver: connectivity", "Which route does your line take?"]),
        ("A1", ["Date: 2021", "Cited by", "figure: load per user (mbps)"]),
        ("rulebase", ["Version: 1", "Small when: the staff: below 50 people"]),
    ],
)
def test_every_sort_of_entry_says_what_is_peculiar_to_it(
    about: str, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(capsys, about)

    for line in lines:
        assert f"\n{line}" in text, line


def test_every_id_can_be_shown_in_every_format_and_language() -> None:
    for language in ("en", "nl"):
        rules, words = load_written([MINIMAL], language), Words(language)
        for key in graph(rules.rulebase).nodes:
            one = show(rules, key)
            document = compose_shown(one, words)
            assert plain.write(document, Page(80))
            assert terminal.write(document, Page(80))
            assert json.loads(write_json(one, words))["format"] == "advisor.shown/1"


def test_json_has_the_same_and_the_entry_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(shown(capsys, "consumer.risky", "--format", "json"))

    assert (data["sort"], data["id"], data["says"], data["line"]) == ("rule", "consumer.risky", "Work may stop", 47)
    assert data["entry"]["remedy"] == ["measure", "sponsor"]
    assert data["conditions"] == [
        {"key": "when", "says": "the risk that work stops: high", "written": ["risk == high"]}
    ]
    assert [(each["sort"], each["id"], each["how"]) for each in data["leads_to"]] == [
        ("role", "consumer", ["warn"]),
        ("step", "measure", ["remedy"]),
        ("step", "sponsor", ["remedy"]),
    ]
    assert [each["id"] for each in data["answers"]] == ["trust", "tools", "tool_peak", "bandwidth"]
    assert [each["values"] for each in data["answers"][0]["compared"]] == [["2"], ["3"]]
    assert data["sources"][0]["id"] == "A1"
    assert data["can_change"] == []


def test_a_dutch_entry_is_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    assert "U gebruikt middelen van anderen" in shown(capsys, "uses", "--language", "nl")


def test_folders_are_laid_over_one_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "checks.toml").write_text('[check.more-at-home]\nsays = "Mine"\nwhen = "at_home > staff + 1"\n')

    text = shown(capsys, "more-at-home", "--rules", str(tmp_path))
    assert text.startswith("Mine\n")
    assert f"Stands at: {tmp_path / 'checks.toml'}:1:1" in text


def test_a_message_needs_no_rules_that_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "R360", str(RULES / "bad" / "key-unknown")]) == 0
    text = capsys.readouterr().out
    assert text.startswith("R360\nabout the rule base\nthe points add up to …, not to 100\nCount the best rule")

    assert main(["rules", "show", "R360", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["code"], data["page"]) == ("advisor.message/1", "R360", [])


def test_a_page_is_shown_in_paragraphs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(PAGES, "R360", "First.\n\nSecond.\n")

    assert main(["rules", "show", "R360"]) == 0
    assert capsys.readouterr().out.endswith("\nFirst.\nSecond.\n")


def test_every_message_can_be_shown() -> None:
    for code in CATALOGUE:
        document = messages.compose_message(code, Words("en"))
        assert "%(" not in plain.write(document, Page())


def test_pages_are_of_messages() -> None:
    assert set(PAGES) <= set(CATALOGUE)


def test_an_unknown_id_is_a_mistake_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "stafff", str(MINIMAL)]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert "U501" in result.err
    assert "did you mean `staff`?" in result.err


def test_rules_with_faults_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "staff", str(MINIMAL), str(RULES / "bad" / "key-unknown")]) == 3
    assert "R303" in capsys.readouterr().err


def test_texts_from_the_rules_cannot_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = '[check.odd]\nsays = "Odd [bold]x\\n\\ty"\nwhen = "staff > 3"\nbecause = "a  b"\n'
    rules = folder(tmp_path, checks=hostile)

    assert main(["rules", "show", "odd", str(rules)]) == 0
    assert capsys.readouterr().out.startswith("Odd [bold]x y\n")


def test_what_is_compared_in_the_entry_and_elsewhere_names_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = folder(
        tmp_path,
        quantities='[quantity.big]\nsays = "big"\nis = "staff >= 50"\n',
        checks='[check.odd]\nsays = "Odd"\nwhen = "big and (staff >= 50 or staff < 3)"\n',
    )

    assert main(["rules", "show", "odd", str(rules)]) == 0
    text = capsys.readouterr().out
    assert "  the staff: at least 50 (odd, big)\n  the staff: below 3\n" in text


def test_days_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = '{ a = "A", b = "B", c = { label = "C", from = 2027-06-01 } }'
    questions = f'[question.tool]\nlabel = "tool"\nask = "Which?"\nkind = "one of"\noptions = {options}\n'
    figures = '[figure.limit]\nsays = "the limit"\nvalue = 50\nsource = ["CHOICE"]\nas_of = 2024-01-01\n'
    figures += "dated = [{ from = 2027-01-01, value = 60 }]\n"
    role = ROLE.replace("staff >= 50", "staff >= limit")
    role += '\n[bar.few]\nsays = "Few"\nwhen = "staff < 80"\nsource = ["CHOICE"]\nuntil = 2028-01-01\n'
    base = str(folder(tmp_path / "base", questions__all=QUESTIONS + questions, figures=figures, roles__consumer=role))
    for about, said in (
        ("consumer.few", "Valid: until 1 January 2028"),
        ("tool", "C (c)\n  from 1 June 2027"),
        ("limit", "Value: 50\nValue: 60 (from 1 January 2027)"),
    ):
        assert main(["rules", "show", about, base]) == 0
        assert said in capsys.readouterr().out


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code.startswith("A7")])
def test_what_a_proof_finds_is_told_with_why_it_matters_and_what_to_do(code: str) -> None:
    assert code in PAGES
    assert code in REMEDIES or code in NOTES
