"""The file of translations, brought up to date."""

import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.faults import Faults
from advisor.files.layers import layered
from advisor.files.rulebase import check
from advisor.files.texts import texts_of
from advisor.files.texts_update import SET_ASIDE, Updated, update
from advisor.problems import AdvisorError
from tests.files.test_bad_rules import MINIMAL, RULES

SPONSOR = '[consumer.must.sponsored.says]\nen = "There is a sponsor"\nnl = "Er is een sponsor"\n'


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def updated(*folders: Path) -> Updated:
    """The file is written, and then stays as it is."""
    found = update(folders, "nl")
    found.path.parent.mkdir(exist_ok=True)
    found.path.write_text(found.content, encoding="utf-8", newline="\n")
    assert update(folders, "nl").is_current
    return found


def counts(found: Updated) -> tuple[int, int, int, int, int]:
    return found.kept, found.new, found.drifted, found.taken_over, found.orphaned


def codes(*folders: Path) -> list[str]:
    return [problem.code for problem in check(folders)]


ALL = len(texts_of(layered([MINIMAL], Faults())))


def test_a_file_that_is_complete_stays_as_it_is() -> None:
    found = update([MINIMAL], "nl")

    assert found.content == found.path.read_text(encoding="utf-8")
    assert found.is_current
    assert counts(found) == (ALL, 0, 0, 0, 0)


def test_the_shipped_translation_is_up_to_date() -> None:
    assert update([RULES.parents[1] / "rules"], "nl").is_current


def test_a_new_language_begins_with_every_text_untranslated(copied: Path) -> None:
    changed(copied / "rulebase.toml", '"nl"]', '"nl", "de"]')
    found = update([copied], "de")
    tables = tomllib.loads(found.content)

    assert tables["question"]["staff"]["ask"] == {"en": "How many people work for you?", "de": ""}
    assert counts(found) == (0, ALL, 0, 0, 0)
    assert not found.is_current


def test_a_new_text_is_added_without_a_translation(copied: Path) -> None:
    changed(copied / "checks.toml", "when", 'because = "That \\"cannot\\" be."\nwhen')
    found = updated(copied)
    added = tomllib.loads(found.content)["check"]["more-at-home"]["because"]

    assert added == {"en": 'That "cannot" be.', "nl": ""}
    assert found.content.startswith("# The texts of the smallest rule base in Dutch.\n\n[")
    assert counts(found) == (ALL, 1, 0, 0, 0)
    assert codes(copied) == ["R380"]


def test_where_the_english_changed_both_can_be_seen(copied: Path) -> None:
    changed(copied / "roles" / "consumer.toml", "There is a sponsor", "There is a real sponsor")
    found = updated(copied)
    head, rest = SPONSOR.split("\n", 1)

    assert f'{head}\n# now: en = "There is a real sponsor"\n{rest}' in found.content
    assert counts(found) == (ALL - 1, 0, 1, 0, 0)
    assert codes(copied) == ["R382"]

    changed(found.path, "Er is een sponsor", "Er is een echte sponsor")
    changed(found.path, 'en = "There is a sponsor"', 'en = "There is a real sponsor"')
    assert "now:" not in updated(copied).content
    assert codes(copied) == []


def test_a_text_under_another_name_keeps_its_translation(copied: Path) -> None:
    changed(copied / "roles" / "consumer.toml", "[must.sponsored]", "[must.has-sponsor]")
    changed(copied / "roles" / "consumer.toml", "sponsored =", "has-sponsor =")
    found = updated(copied)

    assert SPONSOR.replace("sponsored", "has-sponsor") in found.content
    assert counts(found) == (ALL - 1, 0, 0, 1, 0)
    assert codes(copied) == []


def test_a_text_under_another_name_and_in_other_words_is_known_by_its_old_name(copied: Path) -> None:
    role = copied / "roles" / "consumer.toml"
    changed(role, "[must.sponsored]", '[must.has-sponsor]\nformerly = ["sponsored"]')
    changed(role, "sponsored =", "has-sponsor =")
    changed(role, "There is a sponsor", "A sponsor is there")
    found = updated(copied)

    assert tomllib.loads(found.content)["consumer"]["must"]["has-sponsor"]["says"]["nl"] == "Er is een sponsor"
    assert counts(found) == (ALL - 1, 0, 1, 0, 0)
    assert codes(copied) == ["R382"]


def test_of_several_translations_of_the_same_words_the_one_with_the_likeliest_name_is_taken(tmp_path: Path) -> None:
    rules(tmp_path, {"one": "Yes", "two": "No"})
    written(
        tmp_path,
        {
            "check.two.says": ("Yes", "Zeker"),
            "consumer.plus.one.says": ("Yes", "Ja"),
            "check.uno.says": ("Yes", "Jawel"),
        },
    )

    assert nl(updated(tmp_path)) == {
        "check.one.says": "Jawel",
        "check.two.says": "Zeker",
        'orphaned."consumer.plus.one.says"': "Ja",
    }


def test_a_translation_whose_text_is_gone_is_set_aside_and_taken_back(copied: Path) -> None:
    role = copied / "roles" / "consumer.toml"
    changed(role, "There is a sponsor", "It is sponsored")
    changed(role, "[must.sponsored]", "[must.has-sponsor]")
    changed(role, "sponsored =", "has-sponsor =")
    found = updated(copied)

    aside = SPONSOR.replace("consumer.must.sponsored.says", 'orphaned."consumer.must.sponsored.says"')
    assert found.content.endswith(f"\n{SET_ASIDE}\n\n{aside}")
    assert counts(found) == (ALL - 1, 1, 0, 0, 1)
    assert codes(copied) == ["R380"]

    changed(role, "It is sponsored", "There is a sponsor")
    assert counts(updated(copied)) == (ALL - 1, 0, 0, 1, 0)

    changed(role, "[must.has-sponsor]", "[must.sponsored]")
    changed(role, "has-sponsor =", "sponsored =")
    assert updated(copied).content == (MINIMAL / "texts" / "nl.toml").read_text(encoding="utf-8")


def test_two_that_were_set_aside_under_one_name_are_both_kept(tmp_path: Path) -> None:
    rules(tmp_path, {"one": "Yes"})
    written(
        tmp_path,
        {
            'orphaned."check.two.says"': ("No", "Nee"),
            "check.two.says": ("Not", "Niet"),
            "check.one.says": ("Yes", "Ja"),
        },
    )

    assert nl(updated(tmp_path)) == {
        "check.one.says": "Ja",
        'orphaned."check.two.says"': "Nee",
        'orphaned."check.two.says (2)"': "Niet",
    }


def test_remarks_stay_with_their_translation(tmp_path: Path) -> None:
    rules(tmp_path, {"one": "Yes", "new": "New", "two": "No"})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "nl.toml").write_text(
        "# Made by Jan.\n# Asked Piet.\n\n# --- checks\n\n[check.one.says] # short\n# so he says\nen = 'Yes' # sure?\n"
        'nl = """\n# no remark\nJa"""\n# renamed\n[check.too.says]\r\nen = "No"\nnl = "#Nee"\n# at the end\n',
        encoding="utf-8",
        newline="",
    )

    assert updated(tmp_path).content == (
        "# Made by Jan.\n# Asked Piet.\n\n# --- checks\n# short\n# so he says\n# sure?\n[check.one.says]\n"
        'en = "Yes"\nnl = "# no remark\\nJa"\n\n[check.new.says]\nen = "New"\nnl = ""\n\n'
        '# renamed\n# at the end\n[check.two.says]\nen = "No"\nnl = "#Nee"\n'
    )


def test_a_remark_at_the_first_translation_is_not_taken_for_one_about_the_file(tmp_path: Path) -> None:
    rules(tmp_path, {"one": "Yes"})
    written(tmp_path, {"check.one.says": ("Yes", "Ja  # Nee")})
    changed(tmp_path / "texts" / "nl.toml", "nl =", "# why\nnl =")

    assert updated(tmp_path).content == '\n# why\n[check.one.says]\nen = "Yes"\nnl = "Ja  # Nee"\n'


# -- layers


def test_a_layer_has_the_texts_that_the_rules_below_do_not_translate(copied: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "warnings.toml").write_text(
        '[warning.no-talk]\nsays = "You show each other nothing"\nbecause = "New."\nwhen = "staff < 1"\n'
        '[warning.silence]\nsays = "There is a sponsor"\nwhen = "staff < 1"\n'
    )
    (mine / "rulebase.toml").write_text('[fallback]\nsays = "Nothing fits."\n')
    (mine / "texts").mkdir()
    (mine / "texts" / "nl.toml").write_text('[question.staff.label]\nen = "the staff"\nnl = "medewerkers"\n')
    found = updated(copied, mine)

    assert nl(found) == {
        "fallback.says": "Nog geen rol past.",
        "warning.no-talk.because": "",
        "warning.silence.says": "Er is een sponsor",
        "question.staff.label": "medewerkers",
    }
    assert counts(found) == (1, 1, 1, 1, 0)
    assert [code for code in codes(copied, mine) if code.startswith("R38")] == ["R382", "R380"]


def test_a_layer_without_texts_needs_no_file(tmp_path: Path) -> None:
    (tmp_path / "warnings.toml").write_text('[warning.no-talk]\noff = "we talk"\n')
    found = update([MINIMAL, tmp_path], "nl")

    assert (found.content, found.is_current) == ("", True)


# -- what stops it


def test_rules_that_cannot_be_read_have_no_texts(copied: Path) -> None:
    (copied / "checks.toml").write_text("[check")
    with pytest.raises(AdvisorError, match="F206"):
        update([copied], "nl")


@pytest.mark.parametrize(("language", "code"), [("de", "U510"), ("Dutch", "U510"), ("", "U510"), ("en", "U511")])
def test_a_language_that_the_rules_do_not_have_is_refused(language: str, code: str) -> None:
    with pytest.raises(AdvisorError, match=code):
        update([MINIMAL], language)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[check.a.says]\nen = "A"\nln = "a"\n', "R303"),
        ('[check.a.says]\nnl = "a"\n', "R306"),
        ('[check.a.says]\nen = "A"\nnl = 1\n', "R371"),
        ('[check.a.says]\nen = 1\nnl = "a"\n', "R371"),
        ('[check.a]\nsays = "a"\n', "R305"),
        ('[orphaned]\n"check.a.says" = "a"\n', "R305"),
        ('orphaned = "a"\n', "R305"),
        ('[orphaned."check.a.says"]\nnl = "a"\n', "R306"),
        ('[orphaned."check.a.says"]\nen = "A"\nnl = "a"\nde = "a"\n', "R303"),
    ],
)
def test_a_file_in_which_something_would_be_lost_is_refused(tmp_path: Path, text: str, code: str) -> None:
    rules(tmp_path, {"a": "A"})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "nl.toml").write_text(text)

    with pytest.raises(AdvisorError, match=code):
        update([tmp_path], "nl")
    assert code in codes(tmp_path)


# -- whatever happens to the texts


def rules(folder: Path, texts: Mapping[str, str]) -> None:
    """A rule base of checks."""
    (folder / "rulebase.toml").write_text('[rulebase]\nlanguages = ["en", "nl"]\n')
    lines = [f"[check.{name}]\nsays = {json.dumps(text)}\n" for name, text in texts.items()]
    (folder / "checks.toml").write_text("".join(lines), encoding="utf-8")


def written(folder: Path, texts: Mapping[str, tuple[str, str]]) -> None:
    (folder / "texts").mkdir(exist_ok=True)
    lines = [f"[{name}]\nen = {json.dumps(en)}\nnl = {json.dumps(nl)}\n" for name, (en, nl) in texts.items()]
    (folder / "texts" / "nl.toml").write_text("".join(lines), encoding="utf-8")


def leaves(tables: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str, str]]:
    for key, value in tables.items():
        name = f'{before}"{key}"' if "." in key else before + key
        if isinstance(value.get("en"), str):
            yield name, value["en"], value["nl"]
        else:
            yield from leaves(value, f"{name}.")


def nl(found: Updated) -> dict[str, str]:
    return {name: dutch for name, _english, dutch in leaves(tomllib.loads(found.content))}


def pairs(text: str) -> set[tuple[str, str]]:
    return {(english, dutch) for _name, english, dutch in leaves(tomllib.loads(text)) if dutch}


NAMES = st.sampled_from(["a", "b", "c"])
WORDS = st.sampled_from(["Yes", "No", 'Say "no"\n# now: en', "Ça\\ \u200b"])
TRANSLATIONS = st.sampled_from(["Ja", "Nee", "Zeg 'nee'", ""])
CHANGES = st.lists(
    st.tuples(st.dictionaries(NAMES, WORDS), st.dictionaries(st.sampled_from(["a", "b", "c"]), TRANSLATIONS)),
    max_size=6,
)


@given(CHANGES)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_no_translation_is_ever_lost(changes: list[tuple[dict[str, str], dict[str, str]]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "texts" / "nl.toml"
        before: set[tuple[str, str]] = set()
        for texts, translations in changes:
            rules(folder, texts)
            content = updated(folder).content
            found = tomllib.loads(content)

            assert before <= pairs(content)
            assert set(found.get("check", {})) == set(texts)
            assert content.count("\n# now: ") == update([folder], "nl").drifted
            for check_id, text in translations.items():
                if check_id in texts:
                    own = found["check"][check_id]["says"]
                    own.update(en=texts[check_id], nl=text or own["nl"])
            lines = {name: (english, dutch) for name, english, dutch in leaves(found)}
            written(folder, lines)
            before = pairs(file.read_text(encoding="utf-8"))
