"""The texts of a rule base in another language."""

import shutil
from pathlib import Path

import pytest

from advisor.files.faults import Faults
from advisor.files.layers import layered
from advisor.files.rulebase import check, load
from advisor.files.texts import is_worded, texts_of
from tests.files.test_bad_rules import MINIMAL


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(*folders: Path) -> list[str]:
    return [problem.code for problem in check(folders)]


def test_every_text_is_shown_in_the_language_asked_for() -> None:
    base = load([MINIMAL], "nl")

    assert (base.language, base.name, base.fallback) == ("nl", "Klein", "Nog geen rol past.")
    assert base.sections["tools"] == "Middelen"
    assert base.questions["staff"].variants["education"]["ask"] == "Hoeveel mensen werken er op uw school?"
    assert base.questions["trust"].anchors[0] == "niets"
    assert base.questions["offers"].options[1].help == "Een helpdesk bijvoorbeeld."
    assert base.questions["route"].otherwise_because == "Niemand werkt thuis."
    assert base.quantities["risk"].levels[2].label == "hoog"
    assert base.wanted[0].ask_them[1] == "Wat kost twee keer zoveel upload?"
    assert base.steps["sponsor"].small.effort == "geen enkele tijd"
    assert base.sources["A1"].note == "Kleine steekproef."
    assert base.rules()["consumer.uses"].because == "Dat is wat een consument doet."


def test_a_language_that_the_rules_do_not_have_reads_as_their_own() -> None:
    assert load([MINIMAL], "fr") == load([MINIMAL], "en")


def test_signs_are_the_same_everywhere_and_words_are_not() -> None:
    worded = [unit for unit in ("%", "Mbit/s", "people", "FTE", "ms", "hours per week", "€", "m2") if is_worded(unit)]

    assert worded == ["people", "hours per week"]


def test_the_texts_have_the_paths_of_their_entries() -> None:
    texts = texts_of(layered([MINIMAL], Faults()))

    assert texts["question", "staff", "ask"] == "How many people work for you?"
    assert texts["consumer", "must", "sponsored", "says"] == "There is a sponsor"
    assert texts["list", "capabilities", "options", "support", "label"] == "support for users"
    assert ("question", "bandwidth", "unit") not in texts
    assert ("source", "A1", "title") not in texts
    assert not [path for path in texts if path[0] == "example"]


def test_what_is_not_translated_is_shown_in_english(copied: Path) -> None:
    changed(copied / "texts" / "nl.toml", 'nl = "Er is een sponsor"', 'nl = ""')

    assert load([copied], "nl").rules()["consumer.sponsored"].says == "There is a sponsor"
    assert codes(copied) == ["R380"]


def test_a_translation_of_an_older_text_is_not_shown(copied: Path) -> None:
    changed(copied / "roles" / "consumer.toml", "There is a sponsor", "There is a real sponsor")

    assert load([copied], "nl").rules()["consumer.sponsored"].says == "There is a real sponsor"
    assert codes(copied) == ["R382"]


def test_a_text_that_a_layer_replaces_makes_the_shipped_translation_old(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "fallback.toml").write_text("")
    (mine / "fallback.toml").rename(mine / "rulebase.toml")
    (mine / "rulebase.toml").write_text('[fallback]\nsays = "Nothing fits."\n')

    assert load([MINIMAL, mine], "nl").fallback == "Nothing fits."
    assert codes(MINIMAL, mine) == ["R382"]

    (mine / "texts").mkdir()
    (mine / "texts" / "nl.toml").write_text('[fallback.says]\nen = "Nothing fits."\nnl = "Niets past."\n')

    assert load([MINIMAL, mine], "nl").fallback == "Niets past."
    assert codes(MINIMAL, mine) == []


def test_a_translation_of_what_a_later_layer_removed_is_nobodys_fault(tmp_path: Path) -> None:
    (tmp_path / "warnings.toml").write_text('[warning.no-talk]\noff = "we talk"\n')

    assert codes(MINIMAL, tmp_path) == []


def test_an_option_called_like_a_language_is_no_translation(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "texts").mkdir()
    text = (
        '[question.tongue]\nlabel = "it"\nask = "Which?"\nkind = "one of"\noptions = { en = "English", nl = "Dutch" }\n'
    )
    (tmp_path / "questions" / "tools.toml").write_text(text)
    (tmp_path / "texts" / "nl.toml").write_text(
        '[question.tongue.label]\nen = "it"\nnl = "het"\n[question.tongue.ask]\nen = "Which?"\nnl = "Welke?"\n'
        '[question.tongue.options.en]\nen = "English"\nnl = "Engels"\n'
        '[question.tongue.options.nl]\nen = "Dutch"\nnl = "Nederlands"\n'
    )

    assert codes(MINIMAL, tmp_path) == []
    labels = [option.label for option in load([MINIMAL, tmp_path], "nl").questions["tongue"].options]
    assert labels == ["Engels", "Nederlands"]
