"""Lines of free text, at which the signs of the interview are signs as well and never text."""

from advisor.interview.commands import command_in
from advisor.interview.prompter import Prompter
from advisor.interview.typed import DO_NOT_KNOW
from advisor.words import Words


class Stopped(Exception):  # noqa: N818  (no fault)
    """Somebody wants to go on later."""


def free_line(prompter: Prompter, words: Words, title: str, hint: str, *, can_go_back: bool = True) -> str | None:
    """What somebody types; nothing where they do not know, None where they go back.

    Args:
        prompter: Somebody to ask.
        words: In the language of the interview.
        title: What is asked, as a message.
        hint: What can be typed here, as a message, for when something else is asked for.
        can_go_back: Whether there is something to go back to.

    Raises:
        Stopped: Somebody wants to go on later.
    """
    while True:
        text = prompter.line(words.say(title)).strip()
        command = command_in(text)
        if command is None:
            return "" if text.casefold() in DO_NOT_KNOW else text
        if command.name == "stop":
            raise Stopped
        if command.name == "unknown":
            return ""
        if command.name == "back" and can_go_back:
            return None
        prompter.tell(words.say(hint), tone="bad")
