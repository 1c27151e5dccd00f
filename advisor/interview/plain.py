"""The interview line by line: numbered, without redrawing, for screen readers and for pipes.

A choice is typed as its number or its name; everything else is the same as on a full terminal.
"""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from advisor.interview.commands import SLASH, command_in
from advisor.interview.prompter import Card, Choice, Command, Kept, Picked, Reply, Typed, broken, readable
from advisor.problems import visible
from advisor.words import Words
from advisor.words import message as _

Tone = Literal["plain", "strong", "quiet", "good", "bad"]


class Out(Protocol):
    """A stream for text."""

    def write(self, text: str, /) -> object:
        """Write some text."""
        ...

    def flush(self) -> object:
        """Show it."""
        ...


class PlainPrompter:
    """Writes lines and reads lines."""

    def __init__(self, read: Callable[[], str], out: Out, words: Words, width: int = 80) -> None:
        """Take the streams.

        Args:
            read: Reads the next line with its line end; an empty text is the end of the input.
            out: Where everything is written.
            words: In the language of the interview.
            width: Characters on a line.
        """
        self._read = read
        self._out = out
        self._words = words
        self._width = width
        self._shown_so_far: tuple[str, ...] = ()

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """Write the card and read the reply."""
        if again:
            self.tell(card.ask, tone="strong")
            return self._reply(card)
        say = self._words.say
        self.tell("")
        if card.so_far != self._shown_so_far:  # the same lines again and again are a burden to a listener
            self.tell(*card.so_far, tone="quiet")
            self._shown_so_far = card.so_far
        self.tell(card.heading, tone="quiet")
        self.tell(card.ask, tone="strong")
        self.tell(*card.remarks, tone="quiet")
        self._number(card.choices)
        hints = [say(HINTS[card.sort])]
        if card.example:
            hints.append(card.example)
        hints.append(say(_("? don't know, < back, / what else you can do")))
        if card.typed or card.chosen or card.kept:
            hints.append(say(_("Enter keeps the answer")))
        self.tell("; ".join(hints) + ".", tone="quiet")
        return self._reply(card)

    def choose(self, title: str, choices: Sequence[Choice]) -> str | None:
        """Write numbered lines and read a number; an empty line is none of them."""
        self.tell("", title)
        self._number(choices)
        while True:
            said = self._line(self._words.say(_("Number, or Enter for none of these")) + ": ").strip()
            if not said or command_in(said) == Command("back"):
                return None
            known = {str(number): each.id for number, each in enumerate(choices, start=1)}
            known |= {each.label.casefold(): each.id for each in choices}
            if found := known.get(said.casefold()) or known.get(said.casefold().lstrip(SLASH)):
                return found
            self.tell(self._words.say(_("Type a number from 1 to %(most)s."), most=len(choices)), tone="bad")

    def line(self, title: str, typed: str = "") -> str:
        """Read a line; an empty one keeps what was there."""
        kept = f" [{visible(typed)}]" if typed else ""
        return self._line(f"{visible(title)}{kept}: ").strip() or typed

    def tell(self, *lines: str, tone: Tone = "plain") -> None:  # noqa: ARG002  (plain text has one tone)
        """Write lines, each broken at the width."""
        for line in lines:
            shown = "\n".join(broken(visible(line), self._width, "  "))
            self._out.write(f"{shown}\n")

    def _number(self, choices: Sequence[Choice]) -> None:
        for number, each in enumerate(choices, start=1):
            explained = f": {each.help}" if each.help else ""
            self.tell(f"{number}. {each.label}{explained}")

    def _reply(self, card: Card) -> Reply:
        said = self._line("> ").strip()
        if (command := command_in(said)) is not None:
            return command
        if not said and card.kept:
            return Kept()
        if not said and card.typed:
            return Typed(card.typed)
        if not said and card.chosen:
            return Picked(card.chosen)
        return Typed(said)

    def _line(self, prompt: str) -> str:
        self._out.write(prompt)
        self._out.flush()
        said = self._read()
        if not said:
            raise EOFError
        return readable(said)


HINTS = {
    "text": _("Type an answer; a range such as 80-120 and about 50 are answers too"),
    "one": _("Type a number or a name; 1 or 2 when it can be either"),
    "several": _("Type numbers or names, with commas; none; 1, perhaps 2"),
}
