"""The figures that a report shows: how much of each is known, and that their parts add up."""

from random import Random

import pytest

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.frozen import replace
from advisor.language.kinds import widest
from advisor.model.assessment import Assessment
from advisor.report import formats
from advisor.report.compose import compose
from advisor.report.compose_figures import figures
from advisor.report.data import assessment_data
from advisor.report.document import Heading, Note, References, Table
from advisor.report.page import Page
from advisor.report.parts import parts_of
from advisor.report.wording import Wording
from advisor.words import Words
from tests.generate import complete_profile, with_hidden
from tests.laws.organisations import SHIPPED, loaded
from tests.report.sample import WORDS, rules

MEETINGS = 'tools = ["meetings"]\n'


def advised(answers: str) -> Assessment:
    profile, problems = load_text(f"[answers]\n{answers}", rules())
    assert not problems
    return assess(rules(), profile, WORDS)


def tables(answers: str) -> list[Table]:
    return [block for block in figures(Wording(advised(answers), WORDS)) if isinstance(block, Table)]


def value(answers: str, says: str) -> str:
    return next(row[1] for row in tables(answers)[0].rows if row[0].startswith(says))


@pytest.mark.parametrize(
    ("peak", "expected"),
    [
        ("tool_peak = { meetings = 80 }", "200 Mbit/s"),
        ("tool_peak = { meetings = { from = 40, to = 80 } }", "100 to 200 Mbit/s"),
        ("tool_peak = { meetings = { from = 40 } }", "at least 100 Mbit/s"),
        ("tool_peak = { meetings = { to = 80 } }", "at most 200 Mbit/s"),
        ("uplink = 1", "not known; to be answered: users at the same time per tool"),
        ('tool_peak = "unknown"\nuplink = 1', "not known; to be answered: users at the same time per tool"),
    ],
)
def test_a_number_says_what_is_known_of_it(peak: str, expected: str) -> None:
    assert value(f"has_sla = true\n{MEETINGS}suppliers = 2\n{peak}\n", "Upload in use") == expected


def test_the_end_of_what_a_question_allows_is_no_knowledge() -> None:
    """One tool of two is known to be the only one, so the highest there can be is not the highest of all."""
    given = advised(f'{MEETINGS}suppliers = 2\ntool_peak = "unknown"\n')
    kind = given.rulebase.quantities["demand"].kind

    assert given.given["demand"].high < widest(kind).high
    assert value(f'{MEETINGS}suppliers = 2\ntool_peak = "unknown"\n', "Upload in use").startswith("not known")


def test_an_end_that_follows_from_another_answer_is_knowledge() -> None:
    answers = f"{MEETINGS}tool_peak = {{ meetings = {{ from = 40 }} }}\nuplink = 100\n"

    assert value(answers, "Upload you have") == "at most 100%"


def test_a_level_says_what_it_can_be() -> None:
    assert value('backup = "mobile"', "The risk") == "low"
    assert value("uplink = 3\nsuppliers = 1", "The risk").startswith("not known; to be answered: the tools in use, ")


def test_nothing_is_shown_while_nothing_is_known() -> None:
    assert figures(Wording(advised("staff = 3\n"), WORDS)) == []
    assert figures(Wording(advised("suppliers = 3\n"), WORDS)) != []


def test_figures_stand_after_readiness_and_before_what_to_do() -> None:
    blocks = compose(advised(f"{MEETINGS}tool_peak = {{ meetings = 80 }}\n"), WORDS).blocks
    heads = [each.text for each in blocks if isinstance(each, Heading) and each.level == 2]

    assert heads.index("Readiness") + 1 == heads.index("Figures") < heads.index("Steps")


def test_numbers_come_first_and_each_after_what_it_is_made_of() -> None:
    rows = [row[0] for row in tables('backup = "mobile"')[0].rows]

    assert rows == [
        "Upload in use at the peak",
        "Download in use at the peak",
        "Upload you have beside what you use",
        "The risk of standing still [R]",
    ]


def test_the_note_and_the_sources_of_a_figure_are_printed() -> None:
    blocks = compose(advised('backup = "mobile"'), WORDS).blocks
    references = next(each for each in blocks if isinstance(each, References))

    assert Note("Two lines in one duct fail together: multiply no availabilities.") in blocks
    assert "R" in {each.id for each in references.sources}


def test_each_tool_has_its_part_and_the_rest_a_row_of_its_own() -> None:
    answers = 'tools = ["meetings", "tills"]\ntool_peak = { meetings = 80 }\nsuppliers = 3\n'

    assert tables(answers)[1].rows == (
        ("Video meetings", "80", "200", "320"),
        ("Tills", "number not known", "not known", "not known"),
        ("Load of visiting suppliers", "", "", "3"),
        ("Total", "", "at least 200", "at least 323"),
    )


def test_a_unit_stands_once_above_the_table_or_else_in_every_head() -> None:
    made = advised('tools = ["meetings"]\nsuppliers = 1\n')
    mixed = replace(made.rulebase.quantities["demand"], unit="calls")
    base = replace(made.rulebase, quantities={**made.rulebase.quantities, "demand": mixed})
    alike, apart = (
        [each for each in figures(Wording(each, WORDS)) if isinstance(each, Heading | Table)][-2:]
        for each in (made, replace(made, rulebase=base))
    )

    assert alike[0] == Heading(3, "How these figures are made up, in Mbit/s")
    assert apart[0] == Heading(3, "How these figures are made up")
    assert isinstance(apart[1], Table)
    assert apart[1].columns[2:] == ("Upload in use at the peak (calls)", "Download in use at the peak (Mbit/s)")


def test_a_tool_that_is_perhaps_in_use_says_so() -> None:
    answers = 'tools = { maybe = ["tills"] }\ntool_peak = { tills = 10 }\nsuppliers = 0\n'

    assert tables(answers)[1].rows == (
        ("Tills, perhaps", "at most 10", "at most 1", "at most 1"),
        ("Total", "", "at most 1", "at most 1"),
    )


@pytest.mark.parametrize("answers", ["uplink = 5\nsuppliers = 2\n", "tools = []\nsuppliers = 2\n"])
def test_without_tools_there_is_nothing_to_break_down(answers: str) -> None:
    assert len(tables(answers)) == 1


def test_data_has_the_parts_under_their_names() -> None:
    data = assessment_data(advised('tools = ["meetings"]\ntool_peak = { meetings = 3 }\nsuppliers = 9\n'), WORDS)
    quantities = data["quantities"]

    assert isinstance(quantities, dict)
    assert quantities["demand_down"]["parts"] == {"meetings": {"low": 12, "high": 12}, "guests": {"low": 5, "high": 5}}
    assert (quantities["demand_down"]["shown"], quantities["guests"]["shown"]) == (True, False)
    assert "parts" not in quantities["tools_down"]
    assert quantities["risk"]["source"] == ("R",)


def test_the_parts_add_up_whatever_is_known() -> None:
    """At both ends, over the shipped rules and the sample."""
    random, open_sums = Random(7), 0
    for base in (loaded(SHIPPED), rules()):
        for share in (0, 0.1, 0.3, 0.6) * 10:
            made = assess(base, with_hidden(complete_profile(base, random), share, random), WORDS)
            for name in base.quantities:
                if parts := parts_of(made, name):
                    added = [*parts.options.values(), *parts.others.values()]
                    low, high = made.given[name]
                    assert (sum(each.low for each in added), sum(each.high for each in added)) == (low, high)
                    open_sums += low < high
    assert open_sums


def test_every_format_shows_the_figures_in_dutch_too() -> None:
    made = advised(f"{MEETINGS}tool_peak = {{ meetings = {{ from = 40 }} }}\n")
    for form in formats.DOCUMENTS:
        text = formats.advice(form, [(made, Words("nl"))], Page(80))
        assert "Kengetallen" in text
        assert "ten minste 100" in text
