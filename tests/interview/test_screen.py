"""The prompts of a terminal, with keys that come through a pipe."""

import io
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from advisor.frozen import replace
from advisor.interview.prompter import Card, Choice, Command, Picked, Typed
from advisor.interview.screen import ScreenPrompter
from advisor.words import Words

ENTER, UP, DOWN, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x1b[B", "\x03", "\x04"
CHOICES: Final = (
    Choice(id="own", label="an own team"),
    Choice(id="partner", label="a partner", help="An agency, too."),
    Choice(id="nobody", label="nobody in particular"),
)
CARD: Final = Card(
    heading="Organisation (1 of 2)", ask="Who runs it?", remarks=("Day to day.",), sort="one", choices=CHOICES
)
SEVERAL: Final = replace(CARD, sort="several")
NUMBER: Final = replace(CARD, sort="text", choices=(), example="0 to 100 people")


class Desk:
    """A terminal of which the keys are a pipe and the screen is a text."""

    def __init__(self, keys: PipeInput, columns: int = 80, *, colour: bool = True) -> None:
        """Take what the keys come through."""
        self._keys = keys
        self._out = io.StringIO()
        size = Size(rows=24, columns=columns)
        output = Vt100_Output(self._out, lambda: size, term="xterm", enable_cpr=False)
        self.prompter = ScreenPrompter(Words("en"), output=output, colour=colour)

    def press(self, *keys: str) -> None:
        """What will be pressed."""
        self._keys.send_text("".join(keys))

    @property
    def sent(self) -> str:
        """All that was sent to the terminal."""
        return self._out.getvalue()

    @property
    def shown(self) -> str:
        """All that was written, whether it was erased later or not, without what moves and colours."""
        return " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", " ", self.sent).split())


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """The pipe."""
    with create_pipe_input() as pipe, create_app_session(input=pipe):
        yield pipe


@pytest.fixture
def desk(keys: PipeInput) -> Desk:
    """A terminal of 80 columns."""
    return Desk(keys)


@pytest.mark.parametrize(
    ("pressed", "chosen"),
    [
        ((ENTER,), "own"),
        ((DOWN, ENTER), "partner"),
        ((DOWN, DOWN, DOWN, ENTER), "own"),
        ((UP, ENTER), "nobody"),
        (("2", ENTER), "partner"),
        (("3", UP, ENTER), "partner"),
    ],
)
def test_one_is_chosen_by_arrow_and_by_number(desk: Desk, pressed: tuple[str, ...], chosen: str) -> None:
    desk.press(*pressed)

    assert desk.prompter.ask(CARD) == Picked((chosen,))
    assert "Organisation (1 of 2) Who runs it? Day to day." in desk.shown
    assert "2) a partner: An agency, too." in desk.shown


def test_enter_keeps_what_was_chosen_before(desk: Desk) -> None:
    desk.press(ENTER)
    assert desk.prompter.ask(replace(CARD, chosen=("partner",))) == Picked(("partner",))

    desk.press(ENTER)
    assert desk.prompter.ask(replace(SEVERAL, chosen=("own", "nobody"))) == Picked(("own", "nobody"))


def test_several_are_marked_with_space(desk: Desk) -> None:
    desk.press(" ", DOWN, DOWN, " ", ENTER)
    assert desk.prompter.ask(SEVERAL) == Picked(("own", "nobody"))

    desk.press(ENTER)
    assert desk.prompter.ask(SEVERAL) == Picked(())

    desk.press(" ", ENTER)
    assert desk.prompter.ask(replace(SEVERAL, chosen=("own", "nobody"))) == Picked(("nobody",))


def test_no_more_can_be_chosen_than_is_allowed_and_then_they_are_put_in_order(desk: Desk) -> None:
    desk.press(" ", DOWN, " ", DOWN, " ", ENTER)  # three, which is refused
    desk.press(" ", ENTER)  # two
    desk.press("2", ENTER)

    assert desk.prompter.ask(replace(SEVERAL, most=2)) == Picked(("partner", "own"))
    assert "Which of these comes first?" in desk.shown


def test_one_goes_back_from_the_order_to_the_choice(desk: Desk) -> None:
    desk.press(" ", DOWN, " ", ENTER, "<")
    desk.press(" ", ENTER)

    assert desk.prompter.ask(replace(SEVERAL, most=2)) == Picked(("own",))


def test_a_single_one_needs_no_order(desk: Desk) -> None:
    desk.press(DOWN, " ", ENTER)

    assert desk.prompter.ask(replace(SEVERAL, most=2)) == Picked(("partner",))
    assert "comes first" not in desk.shown


@pytest.mark.parametrize("card", [CARD, SEVERAL])
@pytest.mark.parametrize(("key", "command"), [("<", "back"), ("?", "unknown"), ("/", "")])
def test_on_a_list_a_key_leaves_the_question_at_once(desk: Desk, card: Card, key: str, command: str) -> None:
    desk.press(key)

    assert desk.prompter.ask(card) == Command(command)


@pytest.mark.parametrize(
    ("pressed", "reply"),
    [
        (("<",), Command("back")),
        (("?",), Command("unknown")),
        (("/", ENTER), Command("")),
        (("/note by heart", ENTER), Command("note", "by heart")),
        (("/Waarom", ENTER), Command("why")),
        (("/nonsense", ENTER), Command("nonsense")),
        (("about 50", ENTER), Typed("about 50")),
        (("< 50", ENTER), Command("back")),
        (("less than 50?", ENTER), Typed("less than 50?")),
    ],
)
def test_on_a_line_commands_are_typed_and_a_key_leaves_it_while_nothing_is_typed(
    desk: Desk, pressed: tuple[str, ...], reply: Command | Typed
) -> None:
    desk.press(*pressed)

    assert desk.prompter.ask(NUMBER) == reply
    assert "0 to 100 people; ? don't know" in desk.shown


def test_enter_keeps_what_was_typed_before(desk: Desk) -> None:
    desk.press(ENTER)
    assert desk.prompter.ask(replace(NUMBER, typed="80 - 120")) == Typed("80 - 120")
    assert "Enter keeps 80 - 120" in desk.shown

    desk.press("  ", ENTER)
    assert desk.prompter.ask(replace(NUMBER, typed="80 - 120")) == Typed("80 - 120")

    desk.press("90", ENTER)
    assert desk.prompter.ask(replace(NUMBER, typed="80 - 120")) == Typed("90")

    desk.press(ENTER)
    assert desk.prompter.ask(NUMBER) == Typed("")


def test_a_line_can_be_changed_while_it_is_typed(desk: Desk) -> None:
    desk.press("123", "\x7f\x7f", "9", ENTER)
    assert desk.prompter.ask(NUMBER) == Typed("19")

    desk.press("\x7f\x7f", "now", ENTER)
    assert desk.prompter.line("Name", "old") == "onow"


@pytest.mark.parametrize("card", [CARD, SEVERAL, NUMBER])
def test_ctrl_c_and_the_end_of_the_input_leave(desk: Desk, card: Card) -> None:
    desk.press(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        desk.prompter.ask(card)

    if card is NUMBER:
        desk.press(CTRL_D)
        with pytest.raises(EOFError):
            desk.prompter.ask(card)


@pytest.mark.parametrize("ask", [lambda desk: desk.choose("Which?", CHOICES), lambda desk: desk.line("Name")])
def test_ctrl_c_leaves_other_lists_and_lines_as_well(desk: Desk, ask: Callable[[ScreenPrompter], object]) -> None:
    desk.press(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        ask(desk.prompter)


def test_one_thing_is_chosen_or_none_of_them(desk: Desk) -> None:
    desk.press("3", ENTER)
    assert desk.prompter.choose("Which?", CHOICES) == "nobody"

    desk.press("<")
    assert desk.prompter.choose("Which?", CHOICES) is None


def test_a_list_longer_than_there_are_keys_is_chosen_from_by_arrow(desk: Desk) -> None:
    many = [Choice(id=str(number), label=f"line {number}") for number in range(50)]
    desk.press(UP, UP, ENTER)

    assert desk.prompter.choose("Which?", many) == "48"


def test_when_it_is_asked_again_only_the_question_is_repeated(desk: Desk) -> None:
    desk.press(ENTER)
    desk.prompter.ask(CARD, again=True)

    assert "Who runs it?" in desk.shown
    assert "Organisation" not in desk.shown
    assert "Day to day." not in desk.shown


def test_the_advice_so_far_stands_below_and_goes_away(desk: Desk) -> None:
    desk.press(ENTER)
    desk.prompter.ask(replace(CARD, so_far=("So far: nothing",)))

    assert desk.shown.index("So far: nothing") > desk.shown.index("nobody in particular")
    assert "\x1b[J" in desk.sent[desk.sent.index("So far") :]


def test_the_advice_so_far_gives_way_where_there_is_no_room_for_it(desk: Desk) -> None:
    desk.press(ENTER)
    desk.prompter.ask(replace(CARD, so_far=tuple(f"line {number}" for number in range(30))))

    assert "line 1" not in desk.shown
    assert "nobody in particular" in desk.shown


def test_words_are_kept_whole_and_control_characters_are_shown(keys: PipeInput) -> None:
    desk = Desk(keys, columns=40)
    desk.prompter.tell("To go on: advisor interview client-of-ours/firm-the-market.toml", "\x1b[31mred")
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", desk.sent).splitlines()]

    assert "client-of-ours/firm-the-market.toml" in lines
    assert max(map(len, lines)) < 40
    assert "\x1b[31m" not in desk.sent


def test_a_byte_that_is_no_character_is_marked(desk: Desk, keys: PipeInput) -> None:
    keys.send_bytes(b"caf\xe9\r")

    assert desk.prompter.line("Note") == "caf\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(("colour", "expected"), [(True, True), (False, False)])
def test_colour_is_used_only_when_it_is_asked_for(keys: PipeInput, colour: bool, expected: bool) -> None:  # noqa: FBT001
    desk = Desk(keys, colour=colour)
    desk.press(ENTER)
    desk.prompter.ask(replace(CARD, so_far=("So far",)))
    desk.prompter.tell("good", tone="good")

    codes = {int(each or 0) for every in re.findall(r"\x1b\[([0-9;]*)m", desk.sent) for each in every.split(";")}
    assert any(code >= 30 for code in codes) is expected


def test_a_ctrl_c_that_python_lost_between_two_questions_stops_at_the_next() -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe):
        before = signal.getsignal(signal.SIGINT)
        desk = Desk(pipe)
        with suppress(KeyboardInterrupt):  # as if it had fallen into a callback of Python's
            os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            desk.prompter.line("Name")
        signal.signal(signal.SIGINT, before)
