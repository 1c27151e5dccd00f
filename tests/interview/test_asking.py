"""Open questions as messages, and the replies to them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.assess import assess
from advisor.cli.profile_ask import RECIPIENTS as OFFERED
from advisor.files.profile import load_text
from advisor.frozen import replace
from advisor.interview.accepting import Accepted, accepted
from advisor.interview.asking import RECIPIENTS, WIDTH, messages
from advisor.interview.notes import Speaker
from advisor.interview.replies import Reply, decoded, read
from advisor.interview.to_ask import asked_of
from advisor.model.assessment import Assessment
from advisor.model.rulebase import RuleBase
from advisor.problems import Problem
from advisor.words import Words
from tests.files.small import QUESTIONS, RULEBASE
from tests.interview.telling import LEXICON, told
from tests.starting import shipped_profiles, shipped_rules

WORDS = Words("en")
SPEAKER = Speaker(name="Finance", today=date(2026, 11, 23))
HALF = """[profile]
name = "School"
[ecosystem]
name = "Our ICT"
[answers]
sector = "education"
staff = { from = 20 }
tools = ["zoom", "lms"]
tool_peak = { lms = 5 }
"""


def assessed(text: str, rulebase: RuleBase = RULEBASE) -> Assessment:
    return assess(rulebase, load_text(text, rulebase)[0], WORDS)


def asked(text: str, *, everything: bool = True, rulebase: RuleBase = RULEBASE) -> dict[str, str]:
    """The messages by holder."""
    assessment = assessed(text, rulebase)
    return {each.holder: each.text for each in messages(assessment, asked_of(assessment, everything=everything), WORDS)}


def understood(text: str, profile: str = HALF) -> tuple[dict[str, object], list[str]]:
    """What a reply says, and the codes of what is wrong with it."""
    replies, problems = read(text, "reply.txt", RULEBASE, told(profile).profile, WORDS)
    return {str(each.slot): each.raw for each in replies}, [each.code for each in problems]


def taken(text: str, profile: str = HALF, *, force: bool = False, by: str = "Finance") -> Accepted:
    """What a reply brings."""
    known = told(profile).profile
    replies, _problems = read(text, "reply.txt", RULEBASE, known, WORDS)
    return accepted(replies, known, LEXICON, replace(SPEAKER, name=by), force=force)


# -- messages


def test_only_what_can_still_decide_something_is_asked_unless_all_is_asked_for() -> None:
    decisive = [each.question.id for each in asked_of(assessed("[answers]\n"), everything=False)]
    everything = [each.question.id for each in asked_of(assessed("[answers]\n"), everything=True)]

    assert decisive == ["sector", "terms", "staff"]
    assert everything[: len(decisive)] == decisive
    assert set(everything) == set(QUESTIONS)


def test_each_holder_gets_the_questions_that_it_can_answer() -> None:
    found = asked("[answers]\n")

    assert list(found) == ["board", "hr", "other"]
    assert "\nsector = \n" in found["board"]
    assert "\nstaff = \n" in found["hr"]
    assert "\nhas_sla = \n" in found["other"]


def test_a_message_can_be_sent_as_it_is() -> None:
    text = asked(HALF.replace("staff = { from = 20 }\n", ""))["hr"]

    assert text.startswith("Subject: 1 question for human resources about School\n\nHello,\n")
    assert "which role suits School in Our ICT" in text.replace("\n", " ")
    assert "1. How many people work at your school?\n" in text
    assert text.endswith("\n\nThank you!\n")


def test_a_question_says_how_it_is_answered() -> None:
    text = asked(HALF)["other"]

    assert "Answer with a number from 0 to 400,000 Mbit/s.\n" in text
    assert "Answer with a number from 1 to 5:\n   - 1: none\n" in text
    assert "Answer with one of these words:\n   - no_line: No line\n" in text
    assert "Answer yes or no.\n" in text
    assert "Where this does not apply, write n/a.\n" in text
    assert "   - zoom: Zoom\n\ntool_peak.zoom = \n" in text
    assert "tool_peak.lms" not in text


def test_what_is_known_in_part_is_said() -> None:
    assessment = assess(shipped_rules(), dict(shipped_profiles())["half-answered"], WORDS)
    found = {each.holder: each.text for each in messages(assessment, asked_of(assessment, everything=False), WORDS)}

    assert "   So far we have: at least 30 Mbit/s.\n" in found["supplier"]


def test_a_confidential_question_says_so() -> None:
    secret = replace(QUESTIONS["staff"], confidential=True)
    rules = replace(RULEBASE, questions={**QUESTIONS, "staff": secret})

    assert "   Confidential: answer only to whoever sent you this.\n" in asked("", rulebase=rules)["hr"]
    assert "Confidential" not in asked("")["hr"]


def test_a_question_about_a_supplier_names_it() -> None:
    suppliers = (
        '[suppliers.telco]\nname = "Telco"\nanswers.terms = "unknown"\n[suppliers.b]\nanswers.terms = "together"\n'
    )
    text = asked("[answers]\nsector = 'retail'\n" + suppliers)["other"]

    assert "About Telco: What is the terms?\n" in text
    assert "\ntelco.terms = \n" in text
    assert "\nb.terms = " not in text


def test_where_it_is_open_what_is_used_one_line_takes_all_numbers() -> None:
    text = asked('[answers]\ntools = { maybe = ["zoom"] }\n')["other"]

    assert "For each in use, as in: teams_video 25, zoom 300\n\ntool_peak = \n" in text


@pytest.mark.parametrize("name", [name for name, _profile in shipped_profiles()])
def test_a_message_that_nobody_filled_in_says_nothing_and_fits_a_mail(name: str) -> None:
    rules = shipped_rules()
    profile = dict(shipped_profiles())[name]
    assessment = assess(rules, profile, WORDS)
    for each in messages(assessment, asked_of(assessment, everything=True), WORDS):
        for text in (each.text, re.sub("^", "> ", each.text, flags=re.MULTILINE)):
            replies, problems = read(text, "", rules, profile, WORDS)

            assert replies == ()
            assert [problem.code for problem in problems] == ["P478"]
        assert all(len(line) <= WIDTH for line in each.text.splitlines()[1:])
        assert each.holder in RECIPIENTS


def test_a_name_cannot_be_mistaken_for_an_answer() -> None:
    text = asked('[profile]\nname = """x\nstaff = 4\nstaff=5\u202e"""\n[ecosystem]\nname = "\\nstaff = 4"\n')["hr"]

    assert understood(text)[0] == {}
    assert text.replace("\n", "").isprintable()


# -- replies


def test_lines_count_wherever_they_stand() -> None:
    mail = """Hi,
staff = about 50
see https://example.org/?a=b and Content-Type: text/plain; charset=utf-8

> > has_sla = ja
>bandwidth_up=80,5 Mbps
> | trust = 4
*sector* = Education
tools =
zoom,
  lms
> tool_peak.zoom = 25
backup = ?
learners = n/a
temperature = 1-2
> temperature =
"""
    found, codes = understood(mail)

    assert codes == []
    assert found == {
        "staff": 50,
        "has_sla": True,
        "bandwidth_up": pytest.approx(80.5),
        "trust": 4,
        "sector": "education",
        "tools": ["zoom", "lms"],
        "tool_peak.zoom": 25,
        "backup": "unknown",
        "learners": "n/a",
        "temperature": {"from": 1, "to": 2},
    }


def test_numbers_for_each_may_stand_on_one_line() -> None:
    assert understood("tool_peak = zoom 25, lms 300") == ({"tool_peak.zoom": 25, "tool_peak.lms": 300}, [])


def test_an_answer_may_be_about_a_supplier() -> None:
    judged = '[suppliers."the cloud"]\nanswers.tools = ["zoom"]\n'

    assert understood("the cloud.terms = together", judged) == ({"the cloud.terms": "together"}, [])
    assert understood("terms = together", judged) == ({}, ["P477"])
    assert understood("the_cloud.terms = together", judged) == ({}, ["P470"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("staff = many", "P474"),
        ("staff = -4", "P474"),
        ("has_sla = perhaps", "P474"),
        ("has_sla = n/a and so on", "P474"),
        ("tool_peak.zoom = n/a", "P474"),
        ("staf = 4", "P417"),
    ],
)
def test_a_line_that_is_no_answer_is_refused_and_the_others_count(line: str, code: str) -> None:
    found, codes = understood(f"{line}\ntrust = 4\n")

    assert (found, codes) == ({"trust": 4}, [code])


def test_a_refusal_names_the_line_and_the_reason() -> None:
    _replies, (problem,) = read("\n\n> staff = many\n", "r.txt", RULEBASE, told(HALF).profile, WORDS)

    assert str(problem.place) == "r.txt:3"
    assert problem.values["id"] == "staff"
    assert problem.values["reason"].startswith("Type a number")
    assert problem.excerpt == "many"


def test_a_line_that_only_looks_like_one_is_a_warning() -> None:
    _replies, problems = read("KvK = 1234\nstaff = 4", "r.txt", RULEBASE, told(HALF).profile, WORDS)

    assert [(each.code, each.only_warns) for each in problems] == [("P417", True)]


def test_a_reply_without_answers_is_a_problem() -> None:
    assert understood("Sorry, no time.\n> staff = \n") == ({}, ["P478"])


@given(st.text())
def test_whatever_stands_in_a_reply_it_is_read(text: str) -> None:
    replies, problems = read(text, "r.txt", RULEBASE, told(HALF).profile, WORDS)

    assert replies or problems


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_reply_is_read_as_mail_programs_save_it(coding: str) -> None:
    assert decoded("staff = 4 \u2013 Jos\u00e9".encode(coding)) == "staff = 4 \u2013 Jos\u00e9"


# -- what they bring


def test_what_is_new_is_stored_with_who_said_it() -> None:
    found = taken("trust = about 4\ntool_peak.zoom = 3\n")

    assert found.answers == {"": {"trust": 4, "tool_peak": {"lms": 5, "zoom": 3}}}
    assert (found.notes["trust"].by, found.notes["trust"].sure) == ("Finance", "estimate")
    assert [(each.text, each.state) for each in found.told] == [("4 of 5: much", "new"), ("3 users", "new")]
    assert found.problems == ()


def test_without_a_name_there_is_no_note_but_for_an_estimate() -> None:
    assert set(taken("trust = about 4\nbackup = mobile\n", by="").notes) == {"trust"}


def test_a_more_exact_answer_replaces_a_range() -> None:
    assert taken("staff = 40").answers == {"": {"staff": 40}}


@pytest.mark.parametrize("line", ["staff = 20+", "staff = ?", "sector = education", "tool_peak.lms = 5"])
def test_what_is_there_already_is_left_alone(line: str) -> None:
    found = taken(line)

    assert (found.answers, found.problems, found.told[0].state) == ({}, (), "same")


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("staff = 4", "at least 20 people", "4 people"),
        ("sector = retail", "Education", "Retail"),
        ("tool_peak.lms = 6", "5 users", "6 users"),
    ],
)
def test_another_answer_is_told_and_replaces_the_old_one_only_by_force(line: str, old: str, new: str) -> None:
    found = taken(line)
    (problem,) = found.problems
    assert (problem.code, problem.values["old"], problem.values["new"]) == ("P475", old, new)
    assert (found.answers, found.told[0].state, problem.only_warns) == ({}, "other", True)

    forced = taken(line, force=True)
    assert (forced.problems, forced.told[0].state) == ((), "new")
    assert len(forced.answers[""]) == 1


def test_of_two_different_answers_neither_is_stored() -> None:
    found = taken("trust = 4\ntrust = 5\nbackup = mobile\n> backup = mobile\n")

    assert found.answers == {"": {"backup": "mobile"}}
    assert [(each.code, each.values["other"]) for each in found.problems] == [("P476", "reply.txt:1")]


def test_a_reply_about_one_supplier_does_not_make_what_was_said_of_another_as_new() -> None:
    old = '[profile]\ndate = 2025-07-05\n[answers]\nsector = "retail"\n'
    old += "".join(f'[suppliers.{key}]\nanswers.terms = "unknown"\n' for key in ("a", "b"))

    assert taken("a.terms = together\n", old).notes["terms"].on is None
    assert taken("a.terms = together\nb.terms = together\n", old).notes["terms"].on == SPEAKER.today


def test_answers_about_suppliers_are_kept_apart() -> None:
    judged = '[suppliers.telco]\nanswers.tools = ["zoom"]\n'

    assert taken("telco.terms = we_set\ntrust = 4", judged).answers == {"telco": {"terms": "we_set"}, "": {"trust": 4}}


def test_replies_and_problems_are_data() -> None:
    replies, problems = read("trust = 4\nx_y = 2", "r.txt", RULEBASE, told(HALF).profile, WORDS)

    assert all(isinstance(each, Reply) for each in replies)
    assert all(isinstance(each, Problem) for each in problems)


def test_the_command_offers_those_who_get_a_message() -> None:
    assert tuple(RECIPIENTS) == OFFERED
