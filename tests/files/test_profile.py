import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.profile import load, load_text
from advisor.frozen import replace
from advisor.language.kinds import Bounds
from advisor.model.profile import Answer, Note, Profile, Said, Supplier
from advisor.problems import EXIT_USAGE, AdvisorError, describe
from advisor.words import Words
from tests.files.small import RULEBASE

BAD = Path(__file__).parents[1] / "profiles" / "bad"

FULL = """
[profile]
name        = "School"
language    = "nl"
date        = 2026-11-23
rulebase    = "2026.1"
respondents = ["Head of automation", "Board"]

[ecosystem]
name = "Our ICT"

[answers]
sector   = "education"
staff    = { from = 80, to = 120 }
tools    = ["zoom", "lms"]
learners = "unknown"
trust    = 4
terms    = "n/a"

[answers.tool_peak]
zoom = 25

[notes.staff]
text = "From the invoice of May."
by   = "Head of automation"
on   = 2026-11-20
sure = "estimate"

[suppliers.provider]
name         = "A provider"
delivers     = "connectivity"
contract_end = 2027-06-30
contact      = "Account manager"

[suppliers."Lines & more"]
important     = false
answers.tools = { sure = ["zoom"], maybe = ["lms"] }
answers.terms = "unknown"

[progress.charter]
state = "planned"

[waivers."orchestrator.sets-terms"]
reason = "Agreed with the board"
by     = "Board"
until  = 2027-01-01

[waivers.learners]
at-most = { reason = "Counted twice" }

[report]
title = "Advice"

[open_text]
strategy = "We want to work together."
"""


def told(path: Path) -> str:
    """What a user is told about a profile, with paths as seen from its own folder."""
    try:
        _profile, problems = load(path, RULEBASE, path.name)
    except AdvisorError as error:
        problems = error.problems
    return "".join(f"{describe(problem, Words('en'))}\n" for problem in problems)


def codes(text: str | bytes, folder: Path | str = "") -> list[str]:
    """The codes of everything that is wrong."""
    try:
        return [problem.code for problem in load_text(text, RULEBASE, folder=folder)[1]]
    except AdvisorError as error:
        return [problem.code for problem in error.problems]


def read(text: str) -> Profile:
    """A profile without any problem."""
    profile, problems = load_text(text, RULEBASE)
    assert problems == ()
    return profile


@pytest.mark.parametrize("path", sorted(BAD.glob("*.toml")), ids=lambda path: path.stem)
def test_a_faulty_profile_is_told_every_fault(path: Path, pytestconfig: pytest.Config) -> None:
    said = told(path)
    expected = path.with_suffix(".expected")
    if pytestconfig.getoption("--accept"):
        expected.write_text(said, "utf-8")

    assert said == expected.read_text("utf-8")
    assert said.replace("\n", "").isprintable()


def test_everything_a_profile_can_say_is_read() -> None:
    profile = read(FULL)

    assert (profile.name, profile.language, profile.ecosystem) == ("School", "nl", "Our ICT")
    assert (profile.written_on, profile.rulebase) == (date(2026, 11, 23), "2026.1")
    assert profile.respondents == ("Head of automation", "Board")
    assert profile.answers["staff"].bounds == Bounds(80, 120)
    assert profile.answers["tool_peak"].each == {"zoom": Bounds(25, 25)}
    assert profile.answers["learners"].said is Said.UNKNOWN
    assert profile.notes == {
        "staff": Note(text="From the invoice of May.", by="Head of automation", on=date(2026, 11, 20), sure="estimate")
    }
    assert profile.suppliers == {
        "provider": Supplier(
            id="provider",
            name="A provider",
            delivers="connectivity",
            contract_end=date(2027, 6, 30),
            contact="Account manager",
        ),
        "Lines & more": Supplier(
            id="Lines & more",
            important=False,
            answers={
                "tools": Answer(said=Said.RANGE, bounds=Bounds(0b0010, 0b0110)),
                "terms": Answer(said=Said.UNKNOWN),
            },
        ),
    }
    assert profile.progress == {"charter": "planned"}
    assert profile.waivers == {
        "orchestrator.sets-terms": {
            "reason": "Agreed with the board",
            "by": "Board",
            "until": date(2027, 1, 1),
        },
        "learners.at-most": {"reason": "Counted twice"},
    }


def test_a_profile_without_answers_is_a_profile() -> None:
    assert read('[profile]\nname = "School"\n').answers == {}


def test_an_answer_to_a_question_that_does_not_apply_is_kept() -> None:
    assert read('[answers]\nsector = "retail"\nlearners = 12\n').answers["learners"].bounds == Bounds(12, 12)


def test_strings_may_hold_anything() -> None:
    name = "\x1b[31m[bold]<script>=1+1\u202e%(x)s"
    escaped = "".join(f"\\U{ord(character):08x}" for character in name)

    assert read(f'[profile]\nname = "{escaped}"\n').name == name


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    data = b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()

    assert load_text(data, RULEBASE)[0].answers == read(FULL).answers


def test_what_another_version_of_the_rules_does_not_know_is_a_warning() -> None:
    text = '[profile]\nrulebase = "2025.3"\n[answers]\nold_question = 3\nstaff = 5\n'
    profile, problems = load_text(text, RULEBASE)

    assert [(problem.code, problem.only_warns) for problem in problems] == [("P418", True)]
    assert set(profile.answers) == {"staff"}
    assert codes(text.replace("2025.3", RULEBASE.version)) == ["P417"]
    assert codes(text.replace("2025.3", "")) == ["P417"]


@pytest.mark.parametrize(
    "text",
    [
        "nonsense " * 1_200_000,
        "".join(f"a{number} = {number}\n" for number in range(700_000)),
        '[answers]\nsector = "' + "a" * 10_000_000 + '"\n',
        "\x00" * 10_000_000,
    ],
    ids=["words", "keys", "one text", "zeros"],
)
def test_ten_megabytes_of_nonsense_are_refused_at_once(tmp_path: Path, text: str) -> None:
    path = tmp_path / "nonsense.toml"
    path.write_text(text)

    assert "F204" in told(path)
    assert codes(text) == ["F204"]


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 100_000) + " = 1\n",
        "[" + ".".join(["a"] * 100_000) + "]\n",
        "a = {" + ".".join(["a"] * 100_000) + " = 1}\n",
        "a = " + "[" * 100_000 + "]" * 100_000 + "\n",
        "a = " + "{a = " * 100_000,
        ".".join(["a"] * 900) + " = 1\n",
    ],
    ids=["key", "heading", "inline", "lists", "tables", "shorter key"],
)
def test_what_nests_without_end_is_refused_at_once(text: str) -> None:
    assert codes(text) == ["F207"]


def test_of_very_many_faults_the_first_hundred_are_told() -> None:
    found = codes("[answers]\n" + "".join(f"a{number} = 1\n" for number in range(2_000)))

    assert found.count("P417") == 100
    assert "P429" in found


@pytest.mark.parametrize(
    "value",
    ["0x" + "f" * 500_000, "1e999999999", "-1e999999999", "1e-999999999", "0." + "9" * 500_000, "1." + "0" * 500_000],
)
def test_a_number_of_any_length_is_read_or_refused(value: str) -> None:
    assert codes(f"[answers]\nstaff = {value}\n") in ([], ["P431"], ["P453"])
    assert codes(f"[suppliers.provider]\nname = {value}\n") == ["P413"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_the_answer_is_a_profile_or_a_clear_problem(data: bytes) -> None:
    try:
        load_text(data, RULEBASE)
    except AdvisorError as error:
        for problem in error.problems:
            assert describe(problem, Words("en")).replace("\n", "").isprintable()


# -- profiles that extend others


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "board.toml").write_text(
        '[profile]\nname = "Board"\n[answers]\nstaff = 400\ntrust = 3\n'
        '[notes.staff]\ntext = "Whole board"\n[notes.trust]\ntext = "Felt"\n[suppliers.one]\nname = "One"\n'
    )
    return tmp_path


def test_an_extended_profile_shares_answers_notes_and_suppliers(folder: Path) -> None:
    (folder / "school.toml").write_text(
        '[profile]\nextends = "board.toml"\n[answers]\nstaff = 40\n[suppliers.two]\nname = "Two"\n'
    )
    profile, problems = load(folder / "school.toml", RULEBASE)

    assert problems == ()
    assert profile.name == ""
    assert profile.answers["staff"].bounds == Bounds(40, 40)
    assert profile.answers["trust"].bounds == Bounds(3, 3)
    assert profile.notes == {"trust": Note(text="Felt")}
    assert profile.suppliers == {"one": Supplier(id="one", name="One"), "two": Supplier(id="two", name="Two")}


def test_an_answer_stands_either_with_suppliers_or_elsewhere_whichever_file_says_so(folder: Path) -> None:
    (folder / "board.toml").write_text('[answers]\ntools = []\nterms = "together"\n[suppliers.one]\nname = "One"\n')
    own = '[profile]\nextends = "board.toml"\n'
    supplier = '[suppliers.one]\nanswers.tools = ["zoom"]\n'
    with pytest.raises(AdvisorError) as error:
        load_text(own + supplier, RULEBASE, folder=folder)

    places = [(problem.code, problem.place.file, problem.place.line) for problem in error.value.problems]
    assert places == [("P434", "board.toml", 2), ("P434", "board.toml", 3)]
    assert codes(own + supplier + "important = false\n", folder) == []
    assert codes(own + '[suppliers.one]\nname = "Another"\n', folder) == []


def test_suppliers_of_all_files_together_are_counted(folder: Path) -> None:
    own = '[profile]\nextends = "board.toml"\n' + "".join(f"[suppliers.s{each}]\n" for each in range(5))

    assert codes(own, folder) == ["P433"]
    assert codes(own.replace("s0", "one"), folder) == []


def test_the_order_of_what_a_supplier_answered_does_not_change_the_fingerprint() -> None:
    first, other = (
        read(f'[suppliers.one]\nanswers.tools = ["{one}", "{two}"]\n').fingerprint
        for one, two in (("zoom", "lms"), ("lms", "zoom"))
    )

    assert first == other


def test_own_unknown_wins_over_a_shared_answer(folder: Path) -> None:
    profile, _problems = load_text(
        '[profile]\nextends = "board.toml"\n[answers]\nstaff = "unknown"\n', RULEBASE, folder=folder
    )

    assert profile.answers["staff"].said is Said.UNKNOWN


def test_a_chain_of_profiles_has_an_end(folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.toml").write_text(f'[profile]\nextends = "{number + 1}.toml"\n')
    (folder / "12.toml").write_text("[answers]\nstaff = 1\n")

    assert load(folder / "5.toml", RULEBASE)[0].answers["staff"].bounds == Bounds(1, 1)
    assert codes((folder / "0.toml").read_text(), folder) == ["P425"]


def test_faults_of_the_extended_profile_name_its_file(folder: Path) -> None:
    (folder / "board.toml").write_text("[answers]\nstaff = -1\n")
    with pytest.raises(AdvisorError) as error:
        load_text('[profile]\nextends = "board.toml"\n[answers]\ntrust = 9\n', RULEBASE, folder=folder)

    assert error.value.exit_code == EXIT_USAGE
    assert [(problem.place.file, problem.place.line) for problem in error.value.problems] == [
        ("-", 4),
        ("board.toml", 2),
    ]


# -- fingerprints


def test_the_fingerprint_does_not_depend_on_form_order_or_place(tmp_path: Path) -> None:
    blocks = re.split(r"\n(?=\[)", FULL.strip())
    shuffled = "\n# A comment\n".join(reversed(blocks)).replace('["zoom", "lms"]', '[\n "lms",\n "zoom",\n]')
    path = tmp_path / "elsewhere.toml"
    path.write_text(shuffled.replace("trust    = 4", "trust=4.0"))

    assert load(path, RULEBASE)[0].fingerprint == read(FULL).fingerprint
    assert re.fullmatch("[0-9a-f]{16}", read(FULL).fingerprint)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"School"', '"school"'),
        ("trust    = 4", "trust    = 3"),
        ("trust    = 4", ""),
        ('["zoom", "lms"]', '["zoom"]'),
        ('["Head of automation", "Board"]', '["Board", "Head of automation"]'),
        ("to = 120", "to = 121"),
        ('"planned"', '"done"'),
        ('"Advice"', '"Other advice"'),
        ("contract_end = 2027-06-30", "contract_end = 2027-07-01"),
    ],
)
def test_the_fingerprint_depends_on_everything_that_is_said(old: str, new: str) -> None:
    assert old in FULL
    assert read(FULL.replace(old, new)).fingerprint != read(FULL).fingerprint


def test_the_fingerprint_covers_what_is_extended(folder: Path) -> None:
    (folder / "school.toml").write_text('[profile]\nextends = "board.toml"\n')
    (folder / "copy.toml").write_bytes((folder / "board.toml").read_bytes())
    (folder / "other.toml").write_text('[profile]\nextends = "copy.toml"\n')
    first = load(folder / "school.toml", RULEBASE)[0].fingerprint

    assert load(folder / "other.toml", RULEBASE)[0].fingerprint == first
    (folder / "board.toml").write_text("[answers]\nstaff = 401\n")
    assert load(folder / "school.toml", RULEBASE)[0].fingerprint != first


def test_what_has_another_name_now_is_read_under_it_with_a_warning() -> None:
    old_names = {("question", "people"): "staff", ("question", "faith"): "trust"}
    text = "[answers]\npeople = 12\nfaith = 2\ntrust = 4\n\n[notes.people]\ntext = 'Counted'\n"

    profile, warnings = load_text(text, replace(RULEBASE, formerly=old_names))

    assert {name: answer.bounds for name, answer in profile.answers.items()} == {
        "staff": Bounds(12, 12),
        "trust": load_text("[answers]\ntrust = 4\n", RULEBASE)[0].answers["trust"].bounds,
    }
    assert [*profile.notes] == ["staff"]
    assert [(each.code, each.place.line, each.only_warns) for each in warnings] == [
        ("W692", 2, True),
        ("W693", 3, True),
        ("W692", 6, True),
    ]
