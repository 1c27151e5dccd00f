"""The interview on a terminal: lists to choose from, lines to type on. The only place that imports questionary.

What was asked and answered stays readable above; the list or the line being worked on goes away when it is answered,
and with it the advice so far, which stands below it.
"""

import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Always, Condition, Filter, is_done
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from advisor.interview.commands import BACK, SLASH, UNKNOWN, command_in
from advisor.interview.prompter import Card, Choice, Command, Kept, Picked, Reply, Typed, broken, readable
from advisor.problems import visible
from advisor.words import Words
from advisor.words import message as _

Tone = Literal["plain", "strong", "quiet", "good", "bad"]

STYLE: Final = Style(
    [
        ("strong", "bold"),
        ("quiet", "ansibrightblack"),
        ("good", "ansigreen"),
        ("bad", "ansired"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "bold"),
        ("answer", ""),
        ("instruction", "ansibrightblack"),
        ("so-far", "ansibrightblack"),
    ]
)
MOST_SHORTCUTS: Final = 36
"""Choices that can have a key of their own."""
WIDEST: Final = 100
AS_IT_WAS: Final = "as it was"
"""No option: an option has no spaces."""
ENTRY: Final = "\u203a"
"""Before the line that is typed on."""


AT_ONCE: Final = {BACK: Command("back"), UNKNOWN: Command("unknown"), SLASH: Command("")}
"""What a key asks for, without Enter."""


class ScreenPrompter:
    """Asks with questionary."""

    def __init__(self, words: Words, *, output: Output, colour: bool) -> None:
        """Take the language, and the terminal to write to."""
        self._words = words
        self._output = output
        self._depth = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self._interrupted = False
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, _signal: int, _frame: object) -> None:
        """Ctrl-C between two questions; remembered, because Python loses it where it falls into a callback."""
        self._interrupted = True
        raise KeyboardInterrupt

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """Show the card, and the list or the line to answer with."""
        if not again:
            self.tell("")
            self.tell(card.heading, tone="quiet")
        self.tell(card.ask, tone="strong")
        if not again:
            self.tell(*card.remarks, tone="quiet")
        match card.sort:
            case "text":
                return self._typed(card)
            case "one":
                return self._one(card)
            case "several":
                return self._several(card)

    def choose(self, title: str, choices: Sequence[Choice]) -> str | None:
        """A list to choose one thing from; ``<`` is none of them."""
        self.tell("", title)
        reply = self._run(self._list(choices, "", self._words.say(_("Enter chooses; < none of these"))), ())
        return reply.ids[0] if isinstance(reply, Picked) else None

    def line(self, title: str, typed: str = "") -> str:
        """A line to type on."""
        found = self._asked(questionary.text(f"{visible(title)}", default=typed, qmark=ENTRY, **self._kept()), ())
        return readable(found) if isinstance(found, str) else ""

    def tell(self, *lines: str, tone: Tone = "plain") -> None:
        """Say something, broken at the width the terminal has now."""
        for line in lines:
            shown = "\n".join(broken(visible(line), self._width()))
            text = FormattedText([(f"class:{tone}", shown)])
            print_formatted_text(text, style=STYLE, output=self._output, color_depth=self._depth)

    # -- the three ways to answer

    def _typed(self, card: Card) -> Reply:
        hints = [card.example, self._words.say(_("? don't know, < back, / more"))]
        if card.typed:
            hints.append(self._words.say(_("Enter keeps %(answer)s"), answer=card.typed))
        self.tell("; ".join(each for each in hints if each), tone="quiet")
        question = questionary.text("", qmark=ENTRY, **self._gone())
        nothing_typed = Condition(lambda: not get_app().current_buffer.text)
        found = self._asked(self._with_keys(question, (BACK, UNKNOWN), nothing_typed), card.so_far)
        if isinstance(found, Command):
            return found
        said = readable(found) if isinstance(found, str) and found.strip() else card.typed
        if not said and card.kept:
            return Kept()
        return command_in(said) or Typed(said)

    def _one(self, card: Card) -> Reply:
        hint = self._words.say(_("Enter chooses; ? don't know, < back, / more"))
        choices, chosen = card.choices, card.chosen[0] if card.chosen else ""
        if card.kept:  # or Enter would put the first option in the place of what was said
            said = self._words.say(_("as it was: %(answer)s"), answer=card.kept)
            choices, chosen = (Choice(id=AS_IT_WAS, label=said), *choices), AS_IT_WAS
        reply = self._run(self._list(choices, chosen, hint), card.so_far)
        return Kept() if reply == Picked((AS_IT_WAS,)) else reply

    def _several(self, card: Card) -> Reply:
        say, chosen = self._words.say, card.chosen
        hint = say(_("Space marks, Enter goes on; nothing marked is none of these; ? don't know, < back, / more"))
        choices = [questionary.Choice(_title(each), each.id, checked=each.id in chosen) for each in card.choices]

        def few_enough(marked: list[str]) -> bool | str:
            too_many = card.most and len(marked) > card.most
            return say(_("At most %(most)s."), most=card.most) if too_many else True

        question = questionary.checkbox(
            "",
            choices,
            validate=few_enough,
            qmark="",
            style=STYLE,
            instruction=self._hint(hint),
            use_jk_keys=False,
            **self._gone(),
        )
        reply = self._run(question, card.so_far)
        if card.kept and reply == Picked(chosen):
            return Kept()
        if isinstance(reply, Picked) and card.most and len(reply.ids) > 1:
            return self._ranked(reply.ids, card)
        return reply

    def _ranked(self, ids: tuple[str, ...], card: Card) -> Reply:
        """What was marked, in the order of importance."""
        left = [each for each in card.choices if each.id in ids]
        found: list[str] = []
        while len(left) > 1:
            title = _("Which of these comes first?") if not found else _("And which comes next?")
            name = self.choose(self._words.say(title), left)
            if name is None:
                return self._several(card)
            found.append(name)
            left = [each for each in left if each.id != name]
        return Picked((*found, left[0].id))

    # -- questionary

    def _list(self, choices: Sequence[Choice], chosen: str, hint: str) -> questionary.Question:
        shortcuts = len(choices) <= MOST_SHORTCUTS
        return questionary.select(
            "",
            [questionary.Choice(_title(each), each.id) for each in choices],
            default=chosen or None,
            qmark="",
            style=STYLE,
            instruction=self._hint(hint),
            use_shortcuts=shortcuts,
            use_jk_keys=False,
            **self._gone(),
        )

    def _run(self, question: questionary.Question, so_far: tuple[str, ...]) -> Reply:
        """Ask with a list, on which the keys of the commands work at once."""
        self._fit(question.application)
        found = self._asked(self._with_keys(question, (BACK, UNKNOWN, SLASH), Always()), so_far)
        if isinstance(found, Command):
            return found
        return Picked(tuple(found) if isinstance(found, list) else (str(found),))

    @staticmethod
    def _with_keys(question: questionary.Question, keys: Sequence[str], when: Filter) -> questionary.Question:
        """The question with keys that leave it at once."""
        bindings = KeyBindings()
        for key in keys:
            bindings.add(key, eager=True, filter=when)(_leaves(AT_ONCE[key]))
        application = question.application
        application.key_bindings = merge_key_bindings([each for each in (application.key_bindings, bindings) if each])
        return question

    def _asked(self, question: questionary.Question, so_far: tuple[str, ...]) -> object:
        """Ask, with the advice so far below. Ctrl-C raises KeyboardInterrupt, the end of the input EOFError."""
        application = question.application
        for window in application.layout.find_all_windows():
            window.dont_extend_height = Always()  # or the advice would move to the last line of the terminal
        if so_far:
            below = Window(
                FormattedTextControl(lambda: [("class:so-far", "\n" + self._broken(so_far))]), dont_extend_height=True
            )
            above = application.layout.container

            def has_room() -> bool:
                """Whether all of the list is on the screen as well."""
                size = self._output.get_size()
                needed = [each.preferred_height(size.columns, size.rows).preferred for each in (above, below)]
                return sum(needed) <= size.rows

            shown = ConditionalContainer(below, ~is_done & Condition(has_room))
            focused = application.layout.current_window
            application.layout = Layout(HSplit([above, shown]), focused_element=focused)
            application.style = STYLE

        def leave_if_interrupted() -> None:
            if self._interrupted:
                self._interrupted = False
                application.exit(exception=KeyboardInterrupt())

        application.pre_run_callables.append(leave_if_interrupted)
        return question.unsafe_ask()

    def _gone(self) -> dict[str, Any]:
        """What is asked goes away when it is answered: what was understood is said below the question."""
        return {"output": self._output, "color_depth": self._depth, "erase_when_done": True}

    def _kept(self) -> dict[str, Any]:
        return {"output": self._output, "color_depth": self._depth, "style": STYLE}

    # -- text

    def _fit(self, application: Application[Any]) -> None:
        """Break the lines of a list at the width that the terminal has when it is drawn: that can change meanwhile."""
        lists = [each for each in application.layout.find_all_controls() if isinstance(each, InquirerControl)]
        titles = [(choice, str(choice.title)) for each in lists for choice in each.choices]

        def fit(_application: Application[Any]) -> None:
            room = max(20, self._width() - 10)
            for choice, title in titles:
                choice.title = "\n       ".join(broken(title, room))

        application.before_render += fit

    def _hint(self, hint: str) -> str:
        return "\n".join(broken(hint, self._width() - 2))

    def _broken(self, lines: Sequence[str]) -> str:
        return "\n".join(part for line in lines for part in broken(visible(line), self._width()))

    def _width(self) -> int:
        return max(20, min(WIDEST, self._output.get_size().columns - 1))


def _title(choice: Choice) -> str:
    """The label with what it stands for."""
    return visible(f"{choice.label}: {choice.help}" if choice.help else choice.label)


def _leaves(command: Command) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=command)

    return leave
