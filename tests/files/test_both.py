"""A profile read with two rule bases."""

from pathlib import Path

import pytest

from advisor.files.both import ReadTwice, read_twice
from advisor.frozen import replace
from advisor.problems import AdvisorError
from tests.files.small import QUESTIONS, RULEBASE

OTHER = replace(RULEBASE, questions={name: each for name, each in QUESTIONS.items() if name != "trust"})
NARROW = replace(
    RULEBASE, questions={**QUESTIONS, "staff": replace(QUESTIONS["staff"], offered=QUESTIONS["trust"].offered)}
)


def read(text: str, path: Path | str = "p.toml") -> ReadTwice:
    return read_twice(text.encode(), path, "p.toml", RULEBASE, OTHER)


def test_what_both_know_is_read_by_both() -> None:
    found = read("[profile]\nname = 'A'\n[answers]\nstaff = 4\n")

    assert found.old == found.new
    assert (found.left_out_of_old, found.left_out_of_new, found.warnings) == ((), (), ())


def test_what_one_does_not_know_is_left_out_there() -> None:
    found = read("[answers]\nstaff = 4\ntrust = 3\n[notes.trust]\ntext = 'So'\n")

    assert set(found.old.answers) == {"staff", "trust"}
    assert set(found.new.answers) == {"staff"}
    assert (found.left_out_of_old, found.left_out_of_new) == ((), ("trust",))


def test_an_answer_that_one_no_longer_offers_is_left_out_there() -> None:
    found = read_twice(b"[answers]\nstaff = 40\n", "p.toml", "p.toml", NARROW, RULEBASE)

    assert (found.left_out_of_old, found.left_out_of_new) == (("staff",), ())
    assert set(found.new.answers) == {"staff"}


def test_a_profile_of_another_version_is_read_as_well() -> None:
    found = read("[profile]\nrulebase = '2025'\n[answers]\nstaff = 4\ntrust = 3\ngone = 1\n")

    assert [each.code for each in found.warnings] == ["P418"]
    assert found.left_out_of_new == ("trust",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[answers]\nstaf = 4\n", "P417"),
        ("[answers]\nstaff = 'many'\ntrust = 3\n", "P452"),
        ("answers = 3\n", "P416"),
        ("[profile]\nname = 3\n", "P413"),
        ("[profile]\nextends = 'nowhere.toml'\n", "P423"),
        ("[answers\n", "F206"),
        ("[notes]\nstaff = 3\n", "P416"),
        ("[progress]\nnothing = 3\n", "P419"),
        ("suppliers = 4\n", "P416"),
        ("[suppliers]\na = 4\n", "P416"),
    ],
)
def test_what_is_wrong_for_both_is_wrong(text: str, code: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        read(text)

    assert code in [each.code for each in caught.value.problems]


def test_what_is_taken_over_from_another_profile_can_be_left_out_as_well(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text("[answers]\ntrust = 4\nstaff = 9\n", encoding="utf-8")
    found = read("[profile]\nextends = 'board.toml'\n[answers]\nsector = 'retail'\n", tmp_path / "p.toml")

    assert set(found.old.answers) == {"trust", "staff", "sector"}
    assert set(found.new.answers) == {"staff", "sector"}
    assert found.left_out_of_new == ("trust",)


def test_of_a_supplier_too() -> None:
    other = replace(RULEBASE, questions={name: each for name, each in QUESTIONS.items() if name != "terms"})
    text = b"[suppliers.a]\nanswers.terms = 'together'\nanswers.tools = []\n"
    found = read_twice(text, "p.toml", "p.toml", RULEBASE, other)

    assert found.left_out_of_new == ("terms",)
    assert set(found.new.suppliers["a"].answers) == {"tools"}
