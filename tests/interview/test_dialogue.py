"""The interview as it goes, with somebody who answers from a script instead of a terminal."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from advisor.files.profile import load
from advisor.frozen import replace
from advisor.interview.conversation import Conversation
from advisor.interview.dialogue import Dialogue, Told
from advisor.interview.lines import Stopped
from advisor.interview.notes import Speaker
from advisor.interview.prompter import Card, Choice, Command, Kept, Picked, Reply, Typed
from advisor.interview.record import Change, Record
from advisor.interview.slots import Slot
from advisor.model.profile import Note, Profile
from advisor.problems import AdvisorError
from advisor.words import Words
from tests.files.small import RULEBASE

TODAY = date(2026, 11, 25)
WORDS = Words("en")
HEAD = '[profile]\nname = "Small"\ndate = 2026-11-25\n\n[ecosystem]\nname = "Ours"\n\n[answers]\n'


class Scripted:
    """Replies to cards in turn; what is said and asked is remembered."""

    def __init__(self, replies: Sequence[Reply], lines: Sequence[str] = (), chosen: Sequence[str | None] = ()) -> None:
        """Take the replies to cards, free lines and lists."""
        self.replies, self.lines, self.chosen = list(replies), list(lines), list(chosen)
        self.cards: list[Card] = []
        self.told: list[str] = []
        self.lists: list[Sequence[Choice]] = []

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """The next reply; Ctrl-C when there is none."""
        self.cards.append(replace(card, so_far=()) if again else card)
        if not self.replies:
            raise KeyboardInterrupt
        return self.replies.pop(0)

    def choose(self, title: str, choices: Sequence[Choice]) -> str | None:
        """The next choice."""
        self.told.append(title)
        self.lists.append(choices)
        return self.chosen.pop(0) if self.chosen else None

    def line(self, title: str, typed: str = "") -> str:
        """The next line."""
        self.told.append(title)
        return self.lines.pop(0) if self.lines else typed

    def tell(self, *lines: str, tone: str = "plain") -> None:  # noqa: ARG002
        """Remember it."""
        self.told += lines


@contextmanager
def interview(path: Path, prompter: Scripted, text: str = HEAD, **more: object) -> Iterator[Dialogue]:
    """A dialogue on a file."""
    record = Record(str(path), text)
    try:
        profile = Profile() if not path.exists() else load(path, RULEBASE)[0]
        if not path.exists():
            record.put(lambda _text: Change(entries={"profile": {"name": "Small"}}))
            profile = load(path, RULEBASE)[0]
        speaker = Speaker(name=str(more.pop("respondent", "")), today=TODAY)
        conversation = Conversation(rulebase=RULEBASE, profile=profile, today=TODAY, **more)  # type: ignore[arg-type]
        told = Told(brief=lambda _found: ("so far",), whole=lambda _found: "the advice")
        yield Dialogue(conversation, record, prompter, WORDS, told, speaker)
    finally:
        record.close()


def run(path: Path, prompter: Scripted, text: str = HEAD, **more: object) -> Dialogue:
    """Run it until the script is at its end, which is like Ctrl-C."""
    with interview(path, prompter, text, **more) as dialogue, pytest.raises((KeyboardInterrupt, Stopped)):
        dialogue.run()
    return dialogue


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "small.toml"


def answers(path: Path) -> dict[str, object]:
    return {name: answer.written for name, answer in load(path, RULEBASE)[0].answers.items()}


def test_every_answer_is_on_disk_before_the_next_question(path: Path) -> None:
    class Looks(Scripted):
        def ask(self, card: Card, *, again: bool = False) -> Reply:
            seen.append(answers(path))
            return super().ask(card, again=again)

    seen: list[dict[str, object]] = []
    run(path, Looks([Picked(("retail",)), Typed("about 50"), Typed("80-120")]))

    assert seen == [
        {},
        {"sector": "retail"},
        {"sector": "retail", "staff": 50},
        {"sector": "retail", "staff": 50, "bandwidth_up": {"from": 80, "to": 120}},
    ]
    assert load(path, RULEBASE)[0].notes == {"staff": Note(sure="estimate")}


def test_what_was_understood_is_said_and_what_was_not_is_asked_again_with_the_reason(path: Path) -> None:
    prompter = Scripted([Picked(("retail",)), Typed("many"), Typed("50")])
    run(path, prompter)

    assert "Understood: Retail" in prompter.told
    assert any(each.startswith("Type a number") for each in prompter.told)
    assert [card.ask for card in prompter.cards].count("What is the staff?") == 2
    assert answers(path)["staff"] == 50


def test_an_unknown_command_is_refused_with_a_guess(path: Path) -> None:
    prompter = Scripted([Command("bakc"), Command("zzz")])
    run(path, prompter)

    assert "There is no /bakc. Did you mean /back?" in prompter.told
    assert "There is no /zzz; / lists what there is." in prompter.told


def test_back_shows_the_old_answer_and_enter_keeps_it(path: Path) -> None:
    prompter = Scripted([Picked(("retail",)), Typed("50"), Command("back"), Typed("60")])
    run(path, prompter)

    assert prompter.cards[3].typed == "50"
    assert "Answered before: 50 people" in prompter.cards[3].remarks
    assert answers(path)["staff"] == 60


def test_what_no_longer_applies_is_parked_visibly_and_comes_back(path: Path) -> None:
    back = Command("back")
    first: list[Reply] = [Picked(("education",)), Typed("50"), Typed("300"), back, back, back]
    prompter = Scripted([*first, Picked(("retail",)), back, Picked(("education",))])
    run(path, prompter)

    assert "No longer applies, and is kept without counting: the learners" in prompter.told
    assert "Counts again: the learners" in prompter.told
    assert answers(path)["learners"] == 300


def test_dont_know_does_not_apply_and_perhaps_are_answers(path: Path) -> None:
    replies: list[Reply] = [Command("unknown"), Command("n/a"), Typed("5"), Command("n/a")]
    prompter = Scripted([*replies])
    run(path, prompter)

    assert answers(path) == {"sector": "unknown", "staff": 5, "learners": "n/a"}
    assert any("applies to everyone" in each for each in prompter.told)


def test_a_choice_can_be_one_of_several_and_several_can_be_in_part_perhaps(path: Path) -> None:
    text = HEAD + 'staff = 5\nbandwidth_up = 1\ntemperature = 1\nbackup = "mobile"\n'
    replies: list[Reply] = [
        Command("perhaps"),
        Picked(("retail", "other")),
        Command("perhaps"),
        Typed("1"),
        Picked(("lms",)),
    ]
    prompter = Scripted(replies)
    path.write_text(text)
    run(path, prompter)

    assert answers(path)["sector"] == {"among": ["retail", "other"]}
    assert answers(path)["tools"] == {"sure": ["teams_video"], "maybe": ["lms"]}


def test_of_those_that_are_chosen_surely_there_can_be_no_more_than_of_an_answer(path: Path) -> None:
    path.write_text(HEAD)
    limited = {**RULEBASE.questions, "tools": replace(RULEBASE.questions["tools"], most=2)}
    replies: list[Reply] = [Command("perhaps"), Typed("1, 2, 3"), Typed("2, 1"), Command("stop")]
    prompter = Scripted(replies)
    with interview(path, prompter, again=(Slot("tools"),)) as dialogue:
        dialogue.move(replace(dialogue.conversation, rulebase=replace(RULEBASE, questions=limited)))
        with pytest.raises(Stopped):
            dialogue.run()

    assert "At most 2." in prompter.told
    assert prompter.cards[1].remarks == ("At most 2, the most important first.",)
    assert answers(path)["tools"] == ["zoom", "teams_video"], "with two there is no room for what is only perhaps so"


def test_who_answers_is_noted_and_what_another_said_before_is_kept(path: Path) -> None:
    path.write_text(HEAD + 'sector = "retail"\nstaff = 50\n\n[notes.staff]\nby = "Head of IT"\n')
    run(path, Scripted([Typed("60")]), respondent="Finance", again=(Slot("staff"),))

    found = load(path, RULEBASE)[0]
    assert found.notes["staff"] == Note(text="Head of IT said: 50 people.", by="Finance")
    assert found.respondents == ("Finance",)


def test_notes_names_and_doubts_stand_beside_the_answer(path: Path) -> None:
    prompter = Scripted(
        [Command("note", "from the invoice"), Command("by", "Head of IT"), Command("guess"), Picked(("retail",))]
    )
    run(path, prompter)

    note = load(path, RULEBASE)[0].notes["sector"]
    assert note == Note(text="from the invoice", by="Head of IT", sure="guess")


def test_who_is_said_to_have_said_it_is_noted_with_the_answer_whoever_types_it(path: Path) -> None:
    prompter = Scripted([Command("by", "The owner"), Picked(("retail",)), Typed("5")])
    run(path, prompter, respondent="Head of IT")

    profile = load(path, RULEBASE)[0]
    assert {name: note.by for name, note in profile.notes.items()} == {"sector": "The owner", "staff": "Head of IT"}
    assert profile.respondents == ("Head of IT",)


def test_why_help_and_the_advice_so_far_answer_nothing(path: Path) -> None:
    prompter = Scripted([Command("why"), Command("help"), Command("advice")])
    run(path, prompter)

    assert "It decides sector." in prompter.told
    assert "the advice" in prompter.told
    assert any("Decides whether these are asked: the learners" in each for each in prompter.told)
    assert answers(path) == {}


def test_a_section_can_be_gone_to_by_name_or_chosen(path: Path) -> None:
    prompter = Scripted([Command("go", "line"), Command("go")], chosen=["organisation"])
    run(path, prompter)

    assert prompter.cards[1].ask == "What is the bandwidth_up?"
    assert prompter.cards[2].ask == "What is the sector?"


def test_later_puts_a_question_off_and_stop_ends(path: Path) -> None:
    prompter = Scripted([Command("later"), Command("stop")])
    run(path, prompter)

    assert [card.ask for card in prompter.cards] == ["What is the sector?", "What is the staff?"]


def test_the_last_question_cannot_be_put_off_any_further(path: Path) -> None:
    path.write_text(HEAD + COMPLETE.replace("trust = 2\n", ""))
    prompter = Scripted([Command("later"), Typed("2")])
    with interview(path, prompter) as dialogue:
        dialogue.run()

    assert any(each.startswith("This is the only question left.") for each in prompter.told)
    assert answers(path)["trust"] == 2


def test_an_answer_is_said_back_as_it_was_meant(path: Path) -> None:
    replies: list[Reply] = [Typed("about 5"), Typed("at least 30"), Typed("about 7-9"), Typed("at most 4"), Typed("?")]
    slots = (Slot("staff"), Slot("bandwidth_up"), Slot("temperature"), *(Slot("tool_peak", x) for x in ("zoom", "lms")))
    path.write_text(HEAD + 'tools = ["zoom", "lms"]\n')
    prompter = Scripted(replies)
    run(path, prompter, again=slots)

    assert [each.partition(": ")[2] for each in prompter.told if each.startswith("Understood")] == [
        "about 5 people, an estimate",
        "at least 30 Mbit/s",
        "7 to 9, an estimate",
        "at most 4 users",
        "don't know",
    ]


COMPLETE = (
    'sector = "retail"\nstaff = 1\nbandwidth_up = 1\ntemperature = 1\nbackup = "mobile"\ntools = []\ntrust = 2\n'
    'terms = "unknown"\n'
)


def test_at_the_end_everything_is_shown_and_can_be_answered_again(path: Path) -> None:
    path.write_text(HEAD + COMPLETE)
    prompter = Scripted([Picked(("together",))], lines=["about the weather"], chosen=["0", "done"])
    with interview(path, prompter) as dialogue:
        dialogue.run()

    labels = [each.label for each in prompter.lists[0]]
    assert labels[:2] == ["finish", "the terms: don't know"], "what is unknown comes first"
    assert answers(path)["terms"] == "together"
    assert 'not_asked = "about the weather"' in path.read_text()


def test_what_several_people_say_was_not_asked_is_all_kept_with_their_names(path: Path) -> None:
    path.write_text(HEAD + COMPLETE)
    for respondent, said in (("", "the weather"), ("Head of IT", "the cables"), ("CFO", "the money"), ("CFO", "?")):
        with interview(path, Scripted([], lines=[said]), respondent=respondent) as dialogue:
            dialogue.run()

    assert load(path, RULEBASE)[0].open_text == {"not_asked": "the weather\nHead of IT: the cables\nCFO: the money"}


def test_signs_are_signs_where_it_is_asked_what_was_not_asked(path: Path) -> None:
    path.write_text(HEAD + COMPLETE)
    prompter = Scripted([], lines=["/why", "<", "/stop"])
    run(path, prompter)

    assert "Type a text, or nothing; < goes back, /stop stops here." in prompter.told
    assert len(prompter.lists) == 2, "back to the review"
    assert load(path, RULEBASE)[0].open_text == {}


@pytest.mark.parametrize("command", ["note", "by"])
def test_signs_are_signs_where_a_note_or_a_name_is_typed(path: Path, command: str) -> None:
    prompter = Scripted([*[Command(command)] * 4], lines=["<", "/back", "?", "/stop"])
    run(path, prompter, HEAD)

    assert load(path, RULEBASE)[0].notes == {}
    assert len(prompter.cards) == 4


def test_a_change_by_hand_meanwhile_is_kept(path: Path) -> None:
    class Edits(Scripted):
        def ask(self, card: Card, *, again: bool = False) -> Reply:
            if len(self.cards) == 1:
                path.write_text(path.read_text().replace("[answers]", "# mine\n[answers]\ntrust = 4"))
            return super().ask(card, again=again)

    prompter = Edits([Picked(("retail",)), Typed("5")])
    run(path, prompter)

    assert answers(path) == {"trust": 4, "sector": "retail", "staff": 5}
    assert "# mine" in path.read_text()
    assert any("changed by somebody else" in each for each in prompter.told)


def test_a_file_that_is_no_profile_any_more_is_not_written_over(path: Path) -> None:
    class Breaks(Scripted):
        def ask(self, card: Card, *, again: bool = False) -> Reply:
            if len(self.cards) == 1:
                path.write_text("not = [toml")
            return super().ask(card, again=again)

        def line(self, title: str, typed: str = "") -> str:
            path.write_text(HEAD)  # mended
            return super().line(title, typed)

    run(path, Breaks([Picked(("retail",)), Typed("5")]))

    assert answers(path) == {"staff": 5}


def test_two_interviews_on_one_file_are_refused(path: Path) -> None:
    first = Record(str(path), HEAD)
    with pytest.raises(AdvisorError) as error:
        Record(str(path), HEAD)
    first.close()
    Record(str(path), HEAD).close()

    assert [each.code for each in error.value.problems] == ["F211"]
    assert list(path.parent.iterdir()) == []


def test_the_card_says_how_far_it_is_and_never_more_than_is_so(path: Path) -> None:
    prompter = Scripted([Command("unknown"), Typed("5")])
    run(path, prompter)

    assert "in all 0 of 7 answered" in prompter.cards[0].heading
    assert "1 not known" in prompter.cards[1].heading
    assert "more may apply" in prompter.cards[1].heading


def test_answers_about_suppliers_that_are_too_old_are_all_asked_again_and_then_of_today(path: Path) -> None:
    suppliers = "".join(f'[suppliers.{key}]\nanswers.terms = "we_set"\n' for key in ("a", "b"))
    path.write_text((HEAD + 'sector = "retail"\n' + suppliers).replace("2026-11-25", "2025-07-05"))
    terms = replace(RULEBASE.questions["terms"], stale_after=12)
    base = replace(RULEBASE, questions={**RULEBASE.questions, "terms": terms})
    dates = []

    class Looks(Scripted):
        def ask(self, card: Card, *, again: bool = False) -> Reply:
            note = load(path, RULEBASE)[0].notes.get("terms")
            dates.append((card.ask, note.on if note else None))
            return super().ask(card, again=again)

    prompter = Looks([Picked(("we_set",)), Picked(("together",))])
    with interview(path, prompter) as dialogue:
        dialogue.move(replace(dialogue.conversation, rulebase=base))
        with pytest.raises(KeyboardInterrupt):
            dialogue.run()

    assert dates == [
        ("a: What is the terms?", None),
        ("b: What is the terms?", None),
        ("What is the staff?", TODAY),
    ]


def test_a_guess_about_a_supplier_is_named_in_the_review(path: Path) -> None:
    path.write_text(HEAD + 'sector = "retail"\nstaff = 5\n' + '[suppliers.a]\nanswers.terms = "we_set"\n')
    prompter = Scripted([Command("guess"), Command("review"), Command("stop")])
    run(path, prompter, again=(Slot("terms", supplier="a"),))

    assert "Not sure: the terms (a guess)" in prompter.told


def test_none_of_these_can_be_let_stand_as_it_was(path: Path) -> None:
    path.write_text(HEAD + "tools = []\n")
    prompter = Scripted([Kept()])
    run(path, prompter, again=(Slot("tools"),))

    assert prompter.cards[0].kept == "none of these"
    assert answers(path)["tools"] == []


@pytest.mark.parametrize("answer", ['"unknown"', '{ among = ["education", "retail"] }'])
def test_an_answer_that_cannot_be_marked_can_be_let_stand_as_it_was(path: Path, answer: str) -> None:
    path.write_text(HEAD + f"sector = {answer}\n")
    prompter = Scripted([Kept()])
    before = load(path, RULEBASE)[0].answers["sector"]
    run(path, prompter, again=(Slot("sector"),))

    assert prompter.cards[0].kept in ("don't know", "Education or Retail")
    assert load(path, RULEBASE)[0].answers["sector"] == before


def test_of_a_number_each_one_number_can_be_let_stand_as_it_was(path: Path) -> None:
    path.write_text(HEAD + 'tools = ["zoom", "lms"]\ntool_peak = { zoom = 5, lms = "unknown" }\n')
    run(path, Scripted([Kept()]), again=(Slot("tool_peak", "lms"),))

    assert load(path, RULEBASE)[0].answers["tool_peak"].each["zoom"] == (5, 5)


def test_what_a_kill_left_beside_the_file_long_ago_is_taken_away(path: Path) -> None:
    old, new = (path.with_name(f".small.toml.{name}.new") for name in ("0badcafe", "cafebabe"))
    for each in (old, new):
        each.write_text("half")
    os.utime(old, (0, 0))
    Record(str(path), HEAD).close()

    assert (old.exists(), new.exists()) == (False, True)


def test_one_of_a_choice_is_sure_or_it_is_not_the_only_one(path: Path) -> None:
    prompter = Scripted([Command("perhaps"), Picked(("retail",))])
    run(path, prompter)

    assert answers(path) == {}
    assert "Of one alone you are sure: mark two or more, or answer it." in prompter.told


def test_where_a_name_is_asked_for_signs_are_no_names(path: Path) -> None:
    path.write_text("[answers]\n")
    prompter = Scripted([], ["<", "/help", "Ours", "?"])
    run(path, prompter)

    profile = load(path, RULEBASE)[0]
    assert (profile.name, profile.ecosystem) == ("Ours", "")
    assert prompter.told.count("Type a name, or nothing to leave it out.") == 2


def test_who_said_it_is_no_note(path: Path) -> None:
    path.write_text(HEAD + 'sector = "retail"\nstaff = 50\n\n[notes.staff]\nby = "Head of IT"\n')
    prompter = Scripted([])
    run(path, prompter, again=(Slot("staff"),))

    assert "Said by: Head of IT" in prompter.cards[0].remarks


class Meanwhile(Scripted):
    """Somebody changes the file by hand while the last reply is waited for."""

    def __init__(self, path: Path, old: str, new: str, replies: Sequence[Reply], lines: Sequence[str] = ()) -> None:
        """Take the text that is changed, and what it becomes."""
        super().__init__(replies, lines)
        self.path, self.old, self.new = path, old, new

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """Change it before the last reply."""
        if len(self.replies) == 1:
            text = self.path.read_text()
            assert self.old in text
            self.path.write_text(text.replace(self.old, self.new))
        return super().ask(card, again=again)


SAID_MEANWHILE = "But for one: it said 777 people here, which your answer replaces."


def test_the_same_answer_given_by_hand_meanwhile_is_kept_in_the_note_with_who_gave_it(path: Path) -> None:
    path.write_text(HEAD + 'sector = "retail"\n')
    by_hand = 'staff = 777\n\n[notes.staff]\ntext = "Counted twice."\nby = "Head of IT"\n'
    prompter = Meanwhile(path, 'sector = "retail"\n', f'sector = "retail"\n{by_hand}', [Typed("about 5")])
    run(path, prompter, respondent="CFO")

    assert answers(path)["staff"] == 5
    assert load(path, RULEBASE)[0].notes["staff"] == Note(
        text="Head of IT: Counted twice.\nHead of IT said: 777 people.", by="CFO", sure="estimate"
    )
    assert SAID_MEANWHILE in prompter.told


def test_the_same_answer_given_by_hand_meanwhile_by_nobody_in_particular_is_kept_as_well(path: Path) -> None:
    path.write_text(HEAD + 'sector = "retail"\nstaff = 50\n')
    prompter = Meanwhile(path, "staff = 50", "staff = 777", [Typed("60")])
    run(path, prompter, again=(Slot("staff"),))

    assert answers(path)["staff"] == 60
    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="Said before: 777 people.")
    assert SAID_MEANWHILE in prompter.told


def test_a_number_of_another_option_given_by_hand_meanwhile_is_kept(path: Path) -> None:
    path.write_text(HEAD + 'tools = ["zoom", "lms"]\n')
    prompter = Meanwhile(path, "tools =", "tool_peak = { lms = 300 }\ntools =", [Typed("7")])
    run(path, prompter, again=(Slot("tool_peak", "zoom"),))

    assert answers(path)["tool_peak"] == {"lms": 300, "zoom": 7}
    assert not any(each.startswith("But for one") for each in prompter.told)


def test_a_respondent_added_by_hand_meanwhile_is_kept(path: Path) -> None:
    path.write_text(HEAD.replace("date", 'respondents = ["Head of IT"]\ndate'))
    prompter = Meanwhile(path, '["Head of IT"]', '["Head of IT", "Jan"]', [Picked(("retail",))])
    run(path, prompter, respondent="CFO")

    assert load(path, RULEBASE)[0].respondents == ("Head of IT", "Jan", "CFO")


def test_a_note_by_hand_meanwhile_is_kept_beside_the_one_that_is_typed(path: Path) -> None:
    path.write_text(HEAD + "staff = 50\n")
    by_hand = '\n[notes.staff]\ntext = "Counted."\nby = "Head of IT"\nsure = "sure"\n'
    prompter = Meanwhile(path, "staff = 50\n", f"staff = 50\n{by_hand}", [Command("note", "too many")])
    run(path, prompter, again=(Slot("staff"),), respondent="CFO")

    note = load(path, RULEBASE)[0].notes["staff"]
    assert note == Note(text="Head of IT: Counted.\nCFO: too many", by="Head of IT", sure="sure")


def test_a_supplier_taken_out_by_hand_meanwhile_comes_back_with_the_answer(path: Path) -> None:
    supplier = '[suppliers.telco]\nname = "Telco"\n'
    path.write_text(HEAD + 'sector = "retail"\n' + supplier)
    run(path, Meanwhile(path, supplier, "", [Picked(("together",))]), again=(Slot("terms", supplier="telco"),))

    assert load(path, RULEBASE)[0].suppliers["telco"].answers["terms"].written == "together"


def test_a_name_given_by_hand_meanwhile_is_not_replaced_in_silence(path: Path) -> None:
    class Names(Scripted):
        def line(self, title: str, typed: str = "") -> str:
            if len(self.lines) == 1:
                path.write_text('[profile]\nname = "By hand"\n\n[answers]\n')
            return super().line(title, typed)

    path.write_text('[ecosystem]\nname = "Ours"\n')
    prompter = Names([], ["Typed"])
    run(path, prompter)

    assert load(path, RULEBASE)[0].name == "Typed"
    assert "But for one: it said By hand here, which your answer replaces." in prompter.told


@pytest.mark.parametrize(("reply", "stored"), [("unknown", "unknown"), ("n/a", 0)])
def test_a_word_on_one_option_leaves_the_numbers_of_the_others(path: Path, reply: str, stored: object) -> None:
    path.write_text(HEAD + 'tools = ["zoom", "lms"]\ntool_peak = { zoom = 5 }\n')
    run(path, Scripted([Command(reply)]), again=(Slot("tool_peak", "lms"),))

    assert answers(path)["tool_peak"] == {"zoom": 5, "lms": stored}


BY_HEAD = HEAD + 'sector = "retail"\nstaff = 50\n\n[notes.staff]\nby = "Head of IT"\n'


def test_a_note_by_another_is_in_their_own_name_even_after_they_answer(path: Path) -> None:
    path.write_text(BY_HEAD)
    run(path, Scripted([Command("note", "IT is wrong here")]), respondent="CFO", again=(Slot("staff"),))
    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="CFO: IT is wrong here", by="Head of IT")

    run(path, Scripted([Typed("60")]), respondent="CFO", again=(Slot("staff"),))
    assert load(path, RULEBASE)[0].notes["staff"] == Note(
        text="CFO: IT is wrong here\nHead of IT said: 50 people.", by="CFO"
    )


def test_a_note_before_the_answer_is_by_whoever_wrote_it_whoever_answers(path: Path) -> None:
    path.write_text(HEAD)
    run(path, Scripted([Command("note", "ask HR")]), respondent="CFO", again=(Slot("staff"),))
    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="ask HR", by="CFO")

    run(path, Scripted([Typed("60")]), respondent="Head of IT", again=(Slot("staff"),))
    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="CFO: ask HR", by="Head of IT")


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ("", Note(by="Head of IT, CFO")),
        ("sure", Note(text="Head of IT: sure", by="Head of IT, CFO")),
        ("guess", Note(by="Head of IT, CFO", sure="guess")),
    ],
)
def test_who_confirms_an_answer_joins_those_who_gave_it(path: Path, sure: str, expected: Note) -> None:
    path.write_text(BY_HEAD + (f'sure = "{sure}"\n' if sure else ""))
    for _time in range(2):
        run(path, Scripted([Typed("50")]), respondent="CFO", again=(Slot("staff"),))
        assert load(path, RULEBASE)[0].notes["staff"] == expected


def test_an_answer_to_one_option_leaves_those_who_answered_the_others_in_the_note(path: Path) -> None:
    note = '\n[notes.tool_peak]\ntext = "Peak in May."\nby = "Head of IT"\n'
    path.write_text(HEAD + 'tools = ["zoom", "lms"]\ntool_peak = { zoom = 5 }\n' + note)
    run(path, Scripted([Typed("7")]), respondent="CFO", again=(Slot("tool_peak", "lms"),))

    expected = Note(text="Head of IT: Peak in May.", by="Head of IT, CFO")
    assert load(path, RULEBASE)[0].notes["tool_peak"] == expected


def test_what_somebody_said_is_kept_when_nobody_in_particular_changes_it(path: Path) -> None:
    path.write_text(BY_HEAD)
    run(path, Scripted([Typed("60")]), again=(Slot("staff"),))

    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="Head of IT said: 50 people.")


def test_a_doubt_about_the_answer_of_another_is_said_in_ones_own_name(path: Path) -> None:
    path.write_text(BY_HEAD)
    run(path, Scripted([Command("guess")]), respondent="CFO", again=(Slot("staff"),))

    assert load(path, RULEBASE)[0].notes["staff"] == Note(text="CFO: a guess", by="Head of IT", sure="guess")
