"""Which entry somebody means."""

from pathlib import Path

import pytest

from advisor.audit.entry import draw, show
from advisor.files.written import WrittenRules, load_written
from advisor.problems import AdvisorError, Problem
from tests.audit.tiny import folder
from tests.files.test_bad_rules import MINIMAL


def problem(rules: WrittenRules, about: str) -> Problem:
    with pytest.raises(AdvisorError) as caught:
        show(rules, about)
    (found,) = caught.value.problems
    assert caught.value.exit_code == 2
    return found


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ("consumer.uses", "rule:consumer.uses"),
        ("uses", "rule:consumer.uses"),
        ("sponsor", "step:sponsor"),
        ("consumer", "role:consumer"),
        ("basis", "readiness:basis"),
        ("digital_ecosystem", "form:digital_ecosystem"),
        ("staff", "question:staff"),
        ("demand", "quantity:demand"),
        ("risk", "table:risk"),
        ("target_use", "figure:target_use"),
        ("more-at-home", "check:more-at-home"),
        ("warning:no-talk", "warning:no-talk"),
        ("begin", "path:begin"),
        ("line", "wanted:line"),
        ("A1", "source:A1"),
        ("rulebase", "rulebase:rulebase"),
    ],
)
def test_every_sort_of_id_is_found_and_stands_somewhere(about: str, key: str) -> None:
    shown = show(load_written([MINIMAL]), about)

    assert shown.node.key == key
    assert shown.written is not None
    assert shown.written.layer == "minimal"
    assert shown.written.place.line > 0


def test_an_id_of_two_sorts_is_to_be_named_with_its_sort(tmp_path: Path) -> None:
    rules = folder(
        tmp_path,
        warnings='[warning.talk]\nsays = "W"\nwhen = "sponsored"\nsource = ["CHOICE"]\n',
        steps='[step.talk]\ndoes = "S"\nwhen = "sponsored"\n',
    )

    found = problem(load_written([rules]), "talk")
    assert (found.code, found.values["ids"]) == ("U550", "step:talk, warning:talk")
    assert show(load_written([rules]), "step:talk").node.label == "S"


def test_a_rule_of_two_outcomes_is_to_be_named_with_its_outcome(tmp_path: Path) -> None:
    role = (folder(tmp_path) / "roles" / "consumer.toml").read_text(encoding="utf-8")
    rules = load_written([folder(tmp_path, roles__producer=role)])

    found = problem(rules, "large")
    assert (found.code, found.values["ids"]) == ("U502", "consumer.large, producer.large")


@pytest.mark.parametrize(
    ("about", "code", "guess"),
    [
        ("stafff", "U501", "staff"),
        ("consumer.use", "U501", "consumer.uses"),
        ("step:sponsr", "U501", "step:sponsor"),
        ("xyzzy", "U501", ""),
        ("", "U501", ""),
        ("r360", "U501", "R360"),
        ("P999", "U551", ""),
    ],
)
def test_what_does_not_exist_gets_a_guess(about: str, code: str, guess: str) -> None:
    found = problem(load_written([MINIMAL]), about)

    assert (found.code, found.guess) == (code, guess)


def test_an_old_name_leads_to_the_new_one(tmp_path: Path) -> None:
    rules = folder(
        tmp_path, steps='[step.talk]\ndoes = "S"\nwhen = "sponsored"\nformerly = ["have-a-chat-with-them"]\n'
    )

    assert problem(load_written([rules]), "have-a-chat-with-them").guess == "talk"


def test_what_a_layer_switched_off_is_said_to_be_off(tmp_path: Path) -> None:
    (tmp_path / "warnings.toml").write_text('[warning.no-talk]\noff = "they talk"\n', encoding="utf-8")
    rules = load_written([MINIMAL, tmp_path])

    found = problem(rules, "no-talk")
    assert (found.code, found.values["reason"]) == ("R341", "they talk")
    assert found.place.file.endswith("warnings.toml")


def test_what_stands_in_a_layer_says_so(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "warnings.toml").write_text(
        '[warning.no-talk]\nsays = "Mine"\nwhen = ["trust <= 2", "staff > 5"]\nsource = ["A1"]\n', encoding="utf-8"
    )

    shown = show(load_written([MINIMAL, mine]), "no-talk")
    assert shown.written is not None
    assert (shown.written.layer, shown.written.place.file) == ("mine", str(mine / "warnings.toml"))


def test_a_source_is_not_drawn() -> None:
    with pytest.raises(AdvisorError) as caught:
        draw(load_written([MINIMAL]), "A1")
    assert caught.value.problems[0].code == "U552"
