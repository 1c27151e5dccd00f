"""Which question comes next, and where answers, going back and jumping lead."""

from datetime import date

import pytest

from advisor.files.answers import read_answer
from advisor.frozen import replace
from advisor.interview import conversation as talk
from advisor.interview.conversation import Conversation
from advisor.interview.slots import Slot
from advisor.language.trace import Truth
from advisor.model.assessment import State
from advisor.model.profile import Note, Profile, Supplier
from tests.files.small import QUESTIONS, RULEBASE

TODAY = date(2026, 11, 25)


TERMS = {"terms": read_answer(QUESTIONS["terms"], "we_set")}


def begun(**answers: object) -> Conversation:
    read = {name: read_answer(QUESTIONS[name], value) for name, value in answers.items()}
    return Conversation(rulebase=RULEBASE, profile=Profile(answers=read, written_on=TODAY), today=TODAY)


def say(conversation: Conversation, slot: Slot, value: object) -> Conversation:
    question = QUESTIONS[slot.question]
    return talk.answered(conversation, slot, read_answer(question, {slot.option: value} if slot.option else value))


def asked(conversation: Conversation) -> list[Slot]:
    return list(talk.slots(conversation))


def test_questions_come_in_the_order_of_the_interview_and_what_does_not_apply_is_left_out() -> None:
    conversation = begun()
    assert talk.upcoming(conversation) == Slot("sector")

    conversation = say(conversation, Slot("sector"), "retail")
    assert talk.upcoming(conversation) == Slot("staff")
    assert Slot("learners") not in asked(conversation)


def test_a_question_of_which_it_is_open_whether_it_applies_is_asked() -> None:
    conversation = begun(sector="unknown")
    assert Slot("learners") in asked(conversation)


def test_a_number_each_is_asked_for_every_option_that_may_be_chosen() -> None:
    conversation = begun(tools={"sure": ["zoom"], "maybe": ["lms"]})
    assert [each for each in asked(conversation) if each.question == "tool_peak"] == [
        Slot("tool_peak", "zoom"),
        Slot("tool_peak", "lms"),
    ]

    conversation = say(conversation, Slot("tool_peak", "zoom"), 25)
    assert talk.is_answered(conversation, Slot("tool_peak", "zoom"))
    assert not talk.is_answered(conversation, Slot("tool_peak", "lms"))
    conversation = say(conversation, Slot("tool_peak", "lms"), 3)
    assert {name: bounds.low for name, bounds in conversation.profile.answers["tool_peak"].each.items()} == {
        "zoom": 25,
        "lms": 3,
    }


def test_a_question_per_supplier_is_asked_for_each_important_one() -> None:
    suppliers = {key: Supplier(id=key, important=key != "c") for key in ("b", "a", "c")}
    conversation = replace(begun(sector="retail"), profile=replace(begun(sector="retail").profile, suppliers=suppliers))
    assert [each for each in asked(conversation) if each.question == "terms"] == [
        Slot("terms", supplier="a"),
        Slot("terms", supplier="b"),
    ]

    conversation = say(conversation, Slot("terms", supplier="a"), "together")
    assert "terms" in conversation.profile.suppliers["a"].answers
    assert "terms" not in conversation.profile.answers


def test_going_back_asks_the_last_questions_again_any_number_of_steps_with_their_answers_kept() -> None:
    conversation = begun()
    for slot, value in ((Slot("sector"), "retail"), (Slot("staff"), 5), (Slot("bandwidth_up"), 100)):
        assert talk.upcoming(conversation) == slot
        conversation = say(conversation, slot, value)

    conversation = talk.back(talk.back(conversation))
    assert talk.upcoming(conversation) == Slot("staff")
    assert conversation.profile.answers["staff"].bounds == (5, 5)

    conversation = say(conversation, Slot("staff"), 50)
    assert talk.upcoming(conversation) == Slot("bandwidth_up"), "forward again the way it went back"
    conversation = say(conversation, Slot("bandwidth_up"), 100)
    assert talk.upcoming(conversation) == Slot("temperature")


def test_at_the_beginning_there_is_nothing_to_go_back_to() -> None:
    assert talk.back(begun()) == begun()


def test_what_going_back_made_irrelevant_is_parked_and_not_asked() -> None:
    conversation = begun(sector="education", staff=10, learners=300)
    before = talk.settled(conversation)
    after = say(talk.asked_again(conversation, Slot("sector")), Slot("sector"), "retail")

    assert talk.newly(before, talk.settled(after), State.PARKED) == ("learners",)
    assert after.profile.answers["learners"].bounds == (300, 300)


def test_what_was_put_off_comes_after_everything_else() -> None:
    conversation = begun()
    conversation = talk.put_off(conversation, Slot("sector"))
    assert talk.upcoming(conversation) == Slot("staff")
    for name in ("staff", "learners", "bandwidth_up", "temperature", "backup", "has_sla", "tools", "trust", "terms"):
        value = "unknown"
        conversation = say(conversation, Slot(name), value)
    while (slot := talk.upcoming(conversation)) and slot.question == "tool_peak":
        conversation = say(conversation, slot, "unknown")
    assert talk.upcoming(conversation) == Slot("sector")


def test_a_section_can_be_jumped_to_and_reopens_its_answers_when_nothing_waits_there() -> None:
    conversation = talk.jumped(begun(), "network")
    assert talk.upcoming(conversation) == Slot("bandwidth_up")

    full = begun(sector="retail", staff=5, bandwidth_up=1, temperature=1, backup="mobile", tools=[], trust=1)
    again = talk.jumped(full, "network")
    assert talk.upcoming(again) == Slot("bandwidth_up")


def test_answers_that_are_too_old_are_asked_first() -> None:
    stale = replace(QUESTIONS["bandwidth_up"], stale_after=12)
    base = replace(RULEBASE, questions={**QUESTIONS, "bandwidth_up": stale})
    old = replace(begun(bandwidth_up=100), rulebase=base)
    old = replace(old, profile=replace(old.profile, written_on=date(2025, 11, 25)))
    assert talk.is_stale(old, Slot("bandwidth_up"))
    assert talk.upcoming(old) == Slot("bandwidth_up")
    assert talk.upcoming(say(old, Slot("bandwidth_up"), 100)) == Slot("sector"), "once is enough"

    nearly = replace(old, profile=replace(old.profile, written_on=date(2025, 11, 26)))
    assert not talk.is_stale(nearly, Slot("bandwidth_up"))
    renewed = replace(old, profile=replace(old.profile, notes={"bandwidth_up": Note(on=TODAY)}))
    assert not talk.is_stale(renewed, Slot("bandwidth_up"))


def test_parts_of_an_answer_that_is_too_old_are_asked_again_one_by_one() -> None:
    terms = replace(QUESTIONS["terms"], stale_after=12)
    suppliers = {key: Supplier(id=key, important=key != "c", answers=TERMS) for key in ("a", "b", "c")}
    old = begun(sector="retail")
    profile = replace(old.profile, written_on=date(2025, 11, 25), suppliers=suppliers)
    conversation = replace(old, rulebase=replace(RULEBASE, questions={**QUESTIONS, "terms": terms}), profile=profile)
    assert talk.upcoming(conversation) == Slot("terms", supplier="a")
    assert not talk.is_all_renewed(conversation, Slot("terms", supplier="a"))

    conversation = say(conversation, Slot("terms", supplier="a"), "together")
    assert talk.upcoming(conversation) == Slot("terms", supplier="b")
    assert talk.is_all_renewed(conversation, Slot("terms", supplier="b")), "who is not important is not asked about"


def test_progress_counts_what_applies_and_what_is_open_apart() -> None:
    found = talk.progress(begun(sector="unknown", staff=5))

    assert (found.answered, found.unknown) == (1, 1)
    assert found.may_apply == 2 + len(RULEBASE.questions["tool_peak"].options), "learners, terms, a number per tool"
    assert found.applying == sum(question.when is None for question in QUESTIONS.values())
    settled_no = talk.progress(begun(sector="retail", staff=5))
    assert settled_no.applying == found.applying + 1, "terms applies now; learners and has_sla do not"


def test_a_number_of_what_is_only_perhaps_chosen_does_not_surely_apply() -> None:
    conversation = begun(tools={"sure": ["zoom"], "maybe": ["lms"]})
    before = begun(tools=["zoom"])

    assert talk.progress(conversation).applying == talk.progress(before).applying
    assert talk.progress(conversation).may_apply == talk.progress(before).may_apply + 1
    known = talk.settled(conversation)
    of_zoom, of_lms = (talk.applies(conversation, known, Slot("tool_peak", each)) for each in ("zoom", "lms"))
    assert (of_zoom, of_lms) == (Truth.YES, Truth.OPEN)
    assert "tool_peak.zoom" in talk.missing(conversation)
    assert "tool_peak.lms" not in talk.missing(conversation)


def test_the_short_track_asks_only_its_questions_and_the_wording_question() -> None:
    quick = {name: replace(each, quick=name == "staff") for name, each in QUESTIONS.items()}
    conversation = replace(begun(), depth="quick", rulebase=replace(RULEBASE, questions=quick))

    assert asked(conversation) == [Slot("sector"), Slot("staff")]


def shortest(*decisive: str, **answers: object) -> Conversation:
    """On the shortest way, where these questions can still decide something, the first the most."""

    def choose(profile: Profile, skip: frozenset[str]) -> str | None:
        return next((each for each in decisive if each not in skip and each not in profile.answers), None)

    return replace(begun(**answers), depth="shortest", choose=choose)


def test_the_shortest_way_asks_what_it_is_told_and_comes_back_to_what_was_put_off() -> None:
    conversation = shortest("trust", "backup", sector="retail")
    assert talk.upcoming(conversation) == Slot("trust")

    conversation = talk.put_off(conversation, Slot("trust"))
    assert talk.upcoming(conversation) == Slot("backup")
    conversation = say(conversation, Slot("backup"), "mobile")
    assert talk.upcoming(conversation) == Slot("trust")
    assert talk.upcoming(say(conversation, Slot("trust"), 1)) is None


def test_what_is_put_off_again_comes_after_the_others_that_were() -> None:
    for conversation in (
        shortest("trust", "backup", sector="retail"),
        begun(sector="retail", staff=5, bandwidth_up=1, temperature=1, tools=[], terms="together"),
    ):
        first = talk.upcoming(conversation)
        assert first is not None
        second = talk.upcoming(talk.put_off(conversation, first))
        assert {first, second} == {Slot("trust"), Slot("backup")}
        both = talk.put_off(talk.put_off(conversation, first), Slot(second.question if second else ""))
        assert talk.upcoming(both) == first
        assert talk.upcoming(talk.put_off(both, first)) == second


def test_on_the_shortest_way_the_sector_that_was_put_off_is_asked_at_the_end() -> None:
    conversation = talk.put_off(shortest("trust"), Slot("sector"))
    assert talk.upcoming(conversation) == Slot("trust")
    assert talk.upcoming(say(conversation, Slot("trust"), 1)) == Slot("sector")


@pytest.mark.parametrize("depth", ["full", "shortest"])
def test_an_answer_that_is_too_old_can_be_put_off_until_the_end(depth: talk.Depth) -> None:
    stale = replace(QUESTIONS["bandwidth_up"], stale_after=12)
    base = replace(RULEBASE, questions={**QUESTIONS, "bandwidth_up": stale})
    known = {"sector": "retail", "staff": 5, "temperature": 1, "backup": "mobile", "tools": [], "trust": 1}
    conversation = replace(shortest("terms", bandwidth_up=100, **known), rulebase=base, depth=depth)
    conversation = replace(conversation, profile=replace(conversation.profile, written_on=date(2025, 11, 25)))
    assert talk.upcoming(conversation) == Slot("bandwidth_up")

    conversation = talk.put_off(conversation, Slot("bandwidth_up"))
    assert talk.upcoming(conversation) == Slot("terms")
    conversation = say(conversation, Slot("terms"), "together")
    assert talk.upcoming(conversation) == Slot("bandwidth_up")
    assert talk.upcoming(say(conversation, Slot("bandwidth_up"), 100)) is None


def test_what_is_missing_is_named_as_on_a_command_line() -> None:
    conversation = begun(sector="retail", staff=5, tools=["zoom"], bandwidth_up=1)

    assert talk.missing(conversation) == ("temperature", "backup", "tool_peak.zoom", "trust", "terms")


def test_what_is_missing_of_a_supplier_is_named_as_in_the_profile() -> None:
    conversation = begun(sector="retail", staff=5, tools=[], bandwidth_up=1, temperature=1, backup="mobile", trust=1)
    suppliers = {key: Supplier(id=key) for key in ("telco", "cloud")}
    conversation = replace(conversation, profile=replace(conversation.profile, suppliers=suppliers))

    assert talk.missing(conversation)[-2:] == ("suppliers.cloud.terms", "suppliers.telco.terms")
