"""What can be asked of the interview at any question, by a word after a slash: in English and in Dutch, everywhere."""

from typing import Final

from advisor.frozen import frozen
from advisor.interview.prompter import Command
from advisor.words import Words, closest
from advisor.words import message as _


@frozen(kw_only=True)
class Entry:
    """One command."""

    name: str
    words: tuple[str, str]
    """How it is typed, in English and in Dutch."""
    does: str
    """A message."""


COMMANDS: Final = (
    Entry(name="back", words=("back", "terug"), does=_("one question back; also <")),
    Entry(name="unknown", words=("unknown", "onbekend"), does=_("nobody here knows the answer; also ?")),
    Entry(name="n/a", words=("n/a", "nvt"), does=_("the question does not apply to you")),
    Entry(name="perhaps", words=("perhaps", "misschien"), does=_("it is one of several, or some only perhaps")),
    Entry(name="later", words=("later", "straks"), does=_("ask this at the end")),
    Entry(name="why", words=("why", "waarom"), does=_("why this is asked, and what depends on it")),
    Entry(name="help", words=("help", "hulp"), does=_("what is meant, and what each answer stands for")),
    Entry(name="note", words=("note", "notitie"), does=_("write something beside the answer")),
    Entry(name="by", words=("by", "door"), does=_("who said it")),
    Entry(name="estimate", words=("estimate", "schatting"), does=_("mark the answer as an estimate")),
    Entry(name="guess", words=("guess", "gok"), does=_("mark the answer as a guess")),
    Entry(name="sure", words=("sure", "zeker"), does=_("mark the answer as sure")),
    Entry(name="go", words=("go", "naar"), does=_("go to a section")),
    Entry(name="advice", words=("advice", "advies"), does=_("the advice so far")),
    Entry(
        name="review", words=("review", "overzicht"), does=_("everything answered, unknown, parked or contradictory")
    ),
    Entry(name="stop", words=("stop", "stoppen"), does=_("stop here and go on later; everything is saved")),
)
NAMES: Final = {word: entry.name for entry in COMMANDS for word in entry.words}
BACK: Final = "<"
UNKNOWN: Final = "?"
SLASH: Final = "/"


def command_in(text: str) -> Command | None:
    """The command that was typed; None when it is an answer. An unknown word after a slash is a command too."""
    said = text.strip()
    if said == BACK:
        return Command("back")
    if not said.startswith(SLASH):
        return None
    word, _space, rest = said[1:].partition(" ")
    return Command(NAMES.get(word.casefold(), word.casefold()), rest.strip())


def is_known(command: Command) -> bool:
    """Whether there is such a command; without a name it asks which there are."""
    return not command.name or command.name in NAMES.values()


def guess_at(command: Command, words: Words) -> str:
    """The command that was probably meant, as it is typed; nothing when none is near."""
    found = closest(command.name, NAMES)
    return f"{SLASH}{typed(NAMES[found], words)}" if found else ""


def typed(name: str, words: Words) -> str:
    """How a command is typed in the language of the interview."""
    entry = next(each for each in COMMANDS if each.name == name)
    return entry.words[words.language == "nl"]
