"""What a message with a code means, and what to do about it."""

from typing import Final

from advisor.catalogue import CATALOGUE, REMEDIES
from advisor.pages import PAGES
from advisor.report.document import Block, Document, Heading, Paragraph
from advisor.report.json import encode
from advisor.words import Words
from advisor.words import message as _

FORMAT: Final = "advisor.message/1"
ABOUT: Final = {
    "L": _("about a condition or a decision table"),
    "F": _("about a file"),
    "R": _("about the rule base"),
    "P": _("about a profile"),
    "U": _("about the command line"),
    "W": _("worth knowing"),
    "A": _("found by a proof over all profiles"),
}
"""By the first letter of the code."""


class _Blank(dict[str, str]):
    """Stands in for what a message is filled in with."""

    def __missing__(self, _name: str) -> str:
        return "…"


def compose_message(code: str, words: Words) -> Document:
    """The page of one code of the catalogue."""
    blocks: list[Block] = [
        Heading(1, code),
        Paragraph(words.say(ABOUT[code[0]]), "quiet"),
        Paragraph(says(code, words)),
    ]
    blocks += [Paragraph(words.say(REMEDIES[code]))] if code in REMEDIES else []
    return Document(words.language, (*blocks, *(Paragraph(each) for each in _page(code, words))))


def write_json(code: str, words: Words) -> str:
    """The same for programs."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "code": code,
        "about": words.say(ABOUT[code[0]]),
        "says": says(code, words),
        "remedy": words.say(REMEDIES[code]) if code in REMEDIES else "",
        "page": _page(code, words),
    }
    return encode(data, "\n") + "\n"


def says(code: str, words: Words) -> str:
    """The message of a code, with a mark for whatever it is filled in with."""
    return words.say(CATALOGUE[code]) % _Blank()


def _page(code: str, words: Words) -> list[str]:
    """The paragraphs of the page, if it has one."""
    return words.say(PAGES[code]).strip().split("\n\n") if code in PAGES else []
