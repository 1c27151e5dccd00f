"""What the interview needs of the outside world: somebody to ask. Cards go out, replies come back.

Two prompters do it: `advisor.interview.screen` on a terminal, with questionary, and `advisor.interview.plain` line by
line. Both have the same abilities.
"""

import re
import textwrap
from collections.abc import Sequence
from typing import Final, Literal, Protocol

from advisor.frozen import frozen

NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")
"""What Python makes of a byte that is no character where it was typed; no file can hold it."""


@frozen(kw_only=True)
class Choice:
    """One of the things that can be chosen."""

    id: str
    label: str
    help: str = ""


@frozen(kw_only=True)
class Card:
    """A question as it is put to somebody. All of it is text in the language of the interview."""

    heading: str
    """The section, and how far the interview is."""
    ask: str
    remarks: tuple[str, ...] = ()
    """Of what is known already, and of what the answer has to be."""
    sort: Literal["text", "one", "several"]
    choices: tuple[Choice, ...] = ()
    chosen: tuple[str, ...] = ()
    """The ids that were chosen before."""
    typed: str = ""
    """What was answered before, as it can be typed."""
    kept: str = ""
    """What was answered before, in words, where it can be neither chosen nor typed again."""
    example: str = ""
    """How an answer is typed."""
    most: int = 0
    """How many can be chosen; 0 for as many as there are."""
    so_far: tuple[str, ...] = ()
    """The advice so far, in a line or two."""


@frozen
class Typed:
    """Somebody typed this."""

    text: str


@frozen
class Picked:
    """Somebody chose these."""

    ids: tuple[str, ...]


@frozen
class Kept:
    """Somebody lets the answer stand as it was."""


@frozen
class Command:
    """Somebody wants something else than to answer."""

    name: str
    """One of `advisor.interview.commands`; nothing to see which there are."""
    rest: str = ""
    """What was typed behind it."""


Reply = Typed | Picked | Kept | Command


class Prompter(Protocol):
    """Somebody to ask. Ctrl-C raises KeyboardInterrupt, the end of the input EOFError."""

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """Ask a question and wait for the reply; `again` when all of it stands just above."""
        ...

    def choose(self, title: str, choices: Sequence[Choice]) -> str | None:
        """Let somebody choose one thing; None for none of them."""
        ...

    def line(self, title: str, typed: str = "") -> str:
        """Let somebody type a line of free text, which may be empty."""
        ...

    def tell(self, *lines: str, tone: Literal["plain", "strong", "quiet", "good", "bad"] = "plain") -> None:
        """Say something."""
        ...


def broken(text: str, width: int, indent: str = "") -> list[str]:
    """A text in lines, the second and further ones indented; never at a hyphen, which may be part of a command."""
    return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)


def readable(text: str) -> str:
    """What was typed, with a mark in place of every byte that is no character."""
    return NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
