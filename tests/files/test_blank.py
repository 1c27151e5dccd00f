import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.files.blank import blank_profile
from advisor.files.profile import load_text
from advisor.files.values import AnswerError
from advisor.frozen import replace
from advisor.model.profile import Said
from advisor.words import Words
from tests.files.small import QUESTIONS, RULEBASE

WORDS = Words("en")


def test_a_blank_profile_is_a_profile_in_which_nothing_is_answered() -> None:
    profile, problems = load_text(blank_profile(RULEBASE, None, "Our school", WORDS), RULEBASE)

    assert problems == ()
    assert (profile.name, profile.language, profile.rulebase) == ("Our school", "en", "2026.1")
    assert profile.answers == {}


def test_a_blank_profile_for_a_sector_answers_the_sector_and_speaks_its_words() -> None:
    text = blank_profile(RULEBASE, "education", "", WORDS)
    profile, _problems = load_text(text, RULEBASE)

    assert {name: answer.written for name, answer in profile.answers.items()} == {"sector": "education"}
    assert "How many people work at your school?" in text
    assert "# learners =" in text


def test_what_cannot_apply_in_a_sector_is_left_out() -> None:
    text = blank_profile(RULEBASE, "other", "", WORDS)

    assert "learners" not in text
    assert "# terms" not in text


@pytest.mark.parametrize(("sector", "guess"), [("Retail", "retail"), ("unknown", ""), ("n/a", ""), ("", "")])
def test_a_sector_that_does_not_exist_is_refused(sector: str, guess: str) -> None:
    with pytest.raises(AnswerError, match="P459") as error:
        blank_profile(RULEBASE, sector, "", WORDS)

    assert error.value.guess == guess


def test_a_question_with_a_limit_says_how_many_may_be_kept() -> None:
    limited = replace(QUESTIONS["tools"], most=3)
    text = blank_profile(replace(RULEBASE, questions={"tools": limited}, order=("tools",)), None, "", WORDS)

    assert "Keep at most 3, the most important first; [] means none of these." in text
    assert "Keep those that apply" not in text


def _uncommented(text: str) -> Iterator[tuple[str, str]]:
    """The blank profile with one answer each time: a line without its mark, completed where it waits for a number."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        found = re.match(r"# (\w+)(?:\.\w+)? =(.*)", line)
        if not found or found[1] not in QUESTIONS:
            continue
        end = lines.index("# ]", place) if line.endswith("[") else place
        bare = [each.removeprefix("# ") for each in lines[place : end + 1]]
        if sample := re.search(r"=\s+# .*for example (-?[\d.]+)$", bare[0]):
            bare[0] = bare[0].replace("=", f"= {sample[1]}", 1)
        yield found[1], "\n".join([*lines[:place], *bare, *lines[end + 1 :]])


def test_every_line_of_a_blank_profile_is_an_answer_once_its_mark_is_taken_away() -> None:
    answered = set()
    for name, text in _uncommented(blank_profile(RULEBASE, None, "", WORDS)):
        profile, problems = load_text(text, RULEBASE)
        assert problems == ()
        assert profile.answers[name].said is Said.KNOWN
        answered.add(name)

    assert answered == set(QUESTIONS)


@settings(deadline=None)
@given(st.text())
@example("\x7f\x00\u202e\u2028\\\"'''\r\n\ud800")
def test_a_name_may_hold_anything(name: str) -> None:
    profile, _problems = load_text(blank_profile(RULEBASE, None, name, WORDS), RULEBASE)

    assert profile.name == name.encode(errors="replace").decode()


def test_the_example_of_a_supplier_is_one() -> None:
    text = blank_profile(RULEBASE, None, "", WORDS)
    start = text.index("# [suppliers.")
    end = text.index("\n\n", start)
    example = re.sub("^# ", "", text[start:end], flags=re.MULTILINE)
    profile, problems = load_text(text[:start] + example + text[end:], RULEBASE)

    assert problems == ()
    assert [(each.important, set(each.answers)) for each in profile.suppliers.values()] == [(True, {"tools", "terms"})]
    assert "answers.terms" not in blank_profile(RULEBASE, "other", "", WORDS)
