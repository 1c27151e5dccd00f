"""The rule base as it stands on a day, on the sample of dated rules over the minimal ones."""

from datetime import date
from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.advice.in_force import in_force, out_of_force
from advisor.advice.outdated import without_outdated
from advisor.files.profile import load_text
from advisor.files.rulebase import load
from advisor.language.kinds import Bounds
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.model.term import Term, stretches, turns
from advisor.words import Words

GOOD = Path(__file__).parents[1] / "rules" / "good"
WORDS = Words("en")
DAY = date(2027, 6, 1)


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load([GOOD / "minimal", GOOD / "dated"])


def profile(text: str, rulebase: RuleBase) -> Profile:
    return load_text(text, rulebase)[0]


def test_where_nothing_is_dated_it_stands_as_it_is() -> None:
    base = load([GOOD / "minimal"])

    assert base.turns == ()
    assert in_force(base, DAY) is base
    assert out_of_force(base, DAY) == ()


def test_the_days_on_which_something_changes_are_known(rulebase: RuleBase) -> None:
    assert rulebase.turns == (date(2026, 12, 1), date(2027, 1, 1), date(2028, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2026, 12, 31), {"sponsored", "uses"}),
        (date(2027, 1, 1), {"sponsored", "uses-more"}),
        (date(2027, 12, 31), {"sponsored", "uses-more"}),
        (date(2028, 1, 1), {"registered", "uses-more"}),
    ],
)
def test_both_ends_of_a_term_belong_to_it(day: date, rules: set[str], rulebase: RuleBase) -> None:
    dated = {"sponsored", "registered", "uses", "uses-more"}
    found = {name.partition(".")[2] for name in in_force(rulebase, day).rules()}

    assert found & dated == rules


def test_the_points_of_the_day_make_the_fit(rulebase: RuleBase) -> None:
    told = "[answers]\nstaff = 80\ntools = ['lms']\ntool_peak = { lms = 10 }\nbandwidth = 1000\n"
    for day in (date(2026, 11, 23), DAY, date(2028, 1, 1)):
        [consumer] = assess(rulebase, profile(told, rulebase), WORDS, as_of=day).roles
        assert consumer.leaning.so_far_for == 100, day


def test_a_figure_is_that_of_the_day(rulebase: RuleBase) -> None:
    told = profile("[answers]\ntools = ['zoom', 'lms']\ntool_peak = { zoom = 10, lms = 8 }\n", rulebase)
    before, after = (assess(rulebase, told, WORDS, as_of=day) for day in (date(2026, 11, 23), DAY))

    assert before.given["demand"] == Bounds(28_000, 28_000)  # 10 * 2.6 + 8 * 0.25, with three decimals
    assert after.given["demand"] == Bounds(31_000, 31_000)
    assert after.rulebase.scope.constants["target_use"] == (700, 1)
    assert in_force(rulebase, date(2028, 1, 1)).scope.constants["target_use"] == (625, 1)
    assert in_force(rulebase, date(2028, 1, 1)).figures["target_use"].as_of == date(2027, 11, 1)


def test_a_figure_that_is_out_of_date_is_listed_and_counted_with(rulebase: RuleBase) -> None:
    listed = {each.id: each for each in out_of_force(rulebase, DAY) if each.sort == "figure"}

    assert listed.keys() == {"target_use"}
    assert listed["target_use"].term == Term(None, date(2026, 12, 31))
    assert {each.id for each in out_of_force(rulebase, date(2031, 1, 1)) if each.sort == "figure"} == {"mbps"}


def test_what_came_before_a_step_that_is_out_of_force_still_comes_first(rulebase: RuleBase) -> None:
    now, later = (in_force(rulebase, day).steps for day in (DAY, date(2028, 1, 1)))

    assert now["measure"].after == ("survey",)
    assert "survey" not in later
    assert later["measure"].after == ()
    assert later["measure"].after_if_planned == ("first-talk",)


def test_remedies_that_are_out_of_force_are_no_remedies(rulebase: RuleBase) -> None:
    [warning] = in_force(rulebase, DAY).warnings
    sponsored = in_force(rulebase, DAY).rules()["consumer.sponsored"]

    assert warning.remedy == ("sponsor", "survey")
    assert sponsored.remedy == ("sponsor",)
    assert in_force(rulebase, date(2028, 1, 1)).warnings == ()


def test_an_option_is_offered_while_it_is_valid(rulebase: RuleBase) -> None:
    before, now, later = (in_force(rulebase, day).questions for day in (date(2026, 11, 23), DAY, date(2028, 1, 1)))

    assert [each["kind_of_ecosystem"].offered.high for each in (before, now, later)] == [0b011, 0b111, 0b111]
    assert [each["tools"].offered.high for each in (before, now, later)] == [0b11, 0b11, 0b10]


def test_an_answer_from_before_stays_what_it_is(rulebase: RuleBase) -> None:
    told = profile("[profile]\ndate = 2027-06-01\n[answers]\ntools = ['zoom']\n", rulebase)
    found = assess(rulebase, told, WORDS, as_of=date(2028, 6, 1))

    assert found.given["tools"] == Bounds(0b01, 0b01)
    assert not any(each.answered for each in found.not_in_force)


@pytest.mark.parametrize("answer", ["['zoom']", "['zoom', 'lms']", "{ sure = ['lms'], maybe = ['zoom'] }"])
def test_an_answer_that_could_not_be_given_is_told_and_left_out(answer: str, rulebase: RuleBase) -> None:
    text = f"[profile]\ndate = 2028-06-01\n[answers]\nstaff = 5\ntools = {answer}\n"
    told, warnings = load_text(text, rulebase)
    found = assess(rulebase, told, WORDS)

    assert [(each.code, each.place.line, each.only_warns) for each in warnings] == [("W691", 5, True)]
    assert warnings[0].values["date"] == "2028-06-01"
    assert found.given["tools"] == Bounds(0, 0b10)
    assert [each.id for each in found.not_in_force if each.answered] == ["tools.zoom"]
    assert found.profile.answers.keys() == {"staff"}
    assert "tools" in {each.question.id for each in found.open_questions}


def test_a_profile_without_a_date_is_of_the_day_of_the_advice(rulebase: RuleBase) -> None:
    text = "[answers]\nkind_of_ecosystem = 'network'\n"

    assert [each.code for each in load_text(text, rulebase)[1]] == ["W691"]
    assert load_text(text, rulebase, day=DAY)[1] == ()
    told = profile(text, rulebase)
    assert without_outdated(rulebase, told, DAY) == (told, ())
    assert assess(rulebase, told, WORDS, as_of=DAY).given["kind_of_ecosystem"] == Bounds(0b100, 0b100)


def test_time_is_cut_where_something_changes() -> None:
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    cut = stretches(turns([Term(first, last), Term(until=last), Term()]))

    assert list(map(str, cut)) == ["..2026-12-31", "2027-01-01..2027-12-31", "2028-01-01.."]
    assert all(each.holds(each.day) for each in cut)
    assert turns([Term(date.min, date.max)]) == ()
