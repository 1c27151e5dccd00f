"""The profiles of several respondents as one."""

from hypothesis import given, settings

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.interview.joined_notes import joined_notes
from advisor.interview.merged_text import merged_text, says
from advisor.interview.merging import Merged, Told, merged
from advisor.language.kinds import Bounds
from advisor.model.profile import Note, Profile
from advisor.words import Words
from tests.files.small import RULEBASE
from tests.interview.telling import LEXICON, texts, told

IT = """# Of IT
[profile]
name = "School"   # short
date = 2026-11-01
respondents = ["Head of IT"]

[answers]
staff = 40 # in May
tools = ["zoom", "lms"]
bandwidth_up = { from = 80, to = 120 }

[notes.staff]
text = "Counted."
by = "Personnel"
sure = "sure"
"""
FINANCE = """[profile]
name = "School"
date = 2026-11-23
respondents = ["Finance"]

[answers]
staff = 60
bandwidth_up = { from = 100 }
has_sla = true

[notes.staff]
text = "From the payroll."
sure = "guess"

[notes.has_sla]
text = "Signed."
"""


def merging(*texts: str, keep: str = "range") -> Merged:
    """What several texts say together."""
    everyone = [told(text, f"{place}.toml") for place, text in enumerate(texts)]
    return merged(everyone, "open" if keep == "open" else "range", LEXICON)


def written(first: str, result: Merged) -> str:
    """The merged profile on top of the text of the first."""
    return merged_text(first, told(first, "0.toml").profile, result, RULEBASE)


def test_what_agrees_is_kept_and_what_does_not_is_told_with_who_said_it() -> None:
    result = merging(IT, FINANCE)

    assert {name: answer.written for name, answer in result.profile.answers.items()} == {
        "staff": {"from": 40, "to": 60},
        "bandwidth_up": {"from": 100, "to": 120},
        "has_sla": True,
        "tools": ["zoom", "lms"],
    }
    (found,) = result.disagreements
    assert (found.about, found.label) == ("staff", "the staff")
    assert found.said == (("Personnel", "40 people"), ("Finance", "60 people"))
    assert found.kept == "40 to 60 people"


def test_an_open_answer_is_what_stands_when_that_is_asked_for() -> None:
    result = merging(IT, FINANCE, keep="open")

    assert result.profile.answers["staff"].written == "unknown"
    assert result.disagreements[0].kept == "don't know"


def test_the_merged_text_keeps_the_remarks_of_the_first_and_says_who_said_what() -> None:
    text = written(IT, merging(IT, FINANCE))

    assert "# Of IT" in text
    assert 'name = "School"   # short' in text
    assert "staff = {from = 40, to = 60} # in May" in text
    assert "date = 2026-11-23\n" in text
    assert 'respondents = ["Head of IT", "Finance"]' in text
    note = told(text).profile.notes["staff"]
    assert note.text.splitlines() == [
        "Personnel: Counted.",
        "Finance: From the payroll.",
        "Personnel: 40 people",
        "Finance: 60 people",
    ]
    assert (note.by, note.sure) == ("Personnel, Finance", "guess")


def test_people_of_the_same_name_are_told_apart_by_their_files() -> None:
    result = merging(IT, IT.replace("40", "50"))

    assert [who for who, _text in result.disagreements[0].said] == ["Personnel (0.toml)", "Personnel (1.toml)"]


def test_another_organisation_is_a_disagreement() -> None:
    result = merging(IT, FINANCE.replace("School", "College").replace("60", "40"))

    assert [each.about for each in result.disagreements] == ["profile.name"]
    assert result.profile.name == "School"


def test_suppliers_are_united_and_answers_about_them_follow_the_same_rules() -> None:
    telco = '[suppliers.telco]\nname = "Telco"\nanswers.terms = "together"\n'
    other = (
        '[suppliers.telco]\nimportant = false\nanswers.terms = "we_set"\n[suppliers.cloud]\nanswers.tools = ["lms"]\n'
    )
    result = merging(telco, other)

    assert [each.about for each in result.disagreements] == ["suppliers.telco.important", "suppliers.telco.terms"]
    assert result.profile.suppliers["telco"].important
    assert result.profile.suppliers["telco"].name == "Telco"
    assert result.profile.suppliers["telco"].answers["terms"].written == "unknown"
    back = told(written(telco, result)).profile
    assert says(back, result)
    assert back.notes["terms"].text.splitlines() == ["telco, 0.toml: Together", "telco, 1.toml: We set"]


def test_an_answer_for_no_supplier_in_particular_has_no_place_beside_answers_per_supplier() -> None:
    result = merging('[answers]\nterms = "together"\n', '[suppliers.telco]\nanswers.terms = "together"\n')

    assert result.unplaced == ("terms",)


def test_free_text_that_says_who_said_it_keeps_saying_so() -> None:
    one = '[profile]\nrespondents = ["IT", "CFO"]\n[open_text]\nnot_asked = "IT: cables\\nCFO: money"\n'
    other = '[profile]\nrespondents = ["CFO"]\n[open_text]\nnot_asked = "CFO: money\\nthe weather"\n'
    text = written(one, merging(one, other))

    assert told(text).profile.open_text["not_asked"].splitlines() == ["IT: cables", "CFO: money", "CFO: the weather"]


def test_what_stands_beside_the_answers_adds_up() -> None:
    charter = '[progress.charter]\nstate = "{}"\n[open_text]\nmore = "{}"\n'
    one = charter.format("planned", "a") + '[waivers.orchestrator.sets-terms]\nreason = "r"\n'
    other = charter.format("done", "b") + '[waivers.no-fallback]\nreason = "s"\n[report]\nby = "x"\n'
    result = merging(one, other)

    assert [each.about for each in result.disagreements] == ["progress.charter"]
    text = written(one, result)
    assert says(told(text).profile, result)
    assert told(text).tables["open_text"] == {"more": "0.toml: a\n1.toml: b"}
    assert told(text).tables["report"] == {"by": "x"}
    assert set(told(text).profile.waivers) == {"orchestrator.sets-terms", "no-fallback"}


def test_a_note_that_was_joined_before_does_not_grow() -> None:
    one, other = Note(text="Counted.", by="IT"), Note(text="Guessed.", by="Finance", sure="guess")
    both = joined_notes([("", one), ("", other)])

    assert both == Note(text="IT: Counted.\nFinance: Guessed.", by="IT, Finance", sure="guess")
    assert joined_notes([("", both), ("", one)]) == both
    assert joined_notes([("", one), ("IT", Note(text="Counted.", sure="estimate"))]).text == "Counted."


def bounds(profile: Profile) -> object:
    """The answers, whoever said them."""
    own = {name: (answer.said, answer.bounds, answer.each) for name, answer in profile.answers.items()}
    return own, {key: dict(each.answers) for key, each in profile.suppliers.items()}


@settings(deadline=None)
@given(texts("A"), texts("B"))
def test_which_profile_comes_first_does_not_matter_to_the_answers(one: str, other: str) -> None:
    for keep in ("range", "open"):
        first, second = merging(one, other, keep=keep), merging(other, one, keep=keep)

        assert bounds(first.profile) == bounds(second.profile)
        assert {each.about for each in first.disagreements} == {each.about for each in second.disagreements}


@settings(deadline=None)
@given(texts())
def test_merging_a_profile_with_itself_changes_nothing(text: str) -> None:
    result = merging(text, text)

    assert result.disagreements == ()
    assert written(text, result) == text


@settings(deadline=None)
@given(texts("A"), texts("B"), texts("C"))
def test_the_text_says_exactly_what_was_merged(one: str, other: str, third: str) -> None:
    result = merging(one, other, third)
    if result.unplaced:
        return
    text = written(one, result)
    back, _warnings = load_text(text, RULEBASE, "0.toml")

    assert says(back, result)
    assert "# Of A" in text


def test_no_verdict_is_settled_that_one_of_those_who_disagree_contradicts() -> None:
    one, other = '[answers]\nstaff = 1\nterms = "together"\n', '[answers]\nstaff = 60\nterms = "we_set"\n'
    everyone: list[Told] = [told(one), told(other)]
    together = assess(RULEBASE, merged(everyone, "range", LEXICON).profile, Words("en"))

    for each in everyone:
        alone = assess(RULEBASE, each.profile, Words("en"))
        for mine, ours in zip(alone.findings(), together.findings(), strict=True):
            assert set(mine.could_be) <= set(ours.could_be)
            assert ours.fit.low <= mine.fit.low <= mine.fit.high <= ours.fit.high
    assert together.given["staff"] == Bounds(1, 60)
