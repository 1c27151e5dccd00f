"""Words in the language asked for: translated sentences, numbers, lists, and guesses at what was meant.

The program's own texts are gettext messages with named fields; `advisor/locale/` holds the translations. The way
a language writes numbers stands in its catalogue as well (the message ``1,234.5``), so that adding a language is
adding a file, and so that nothing heavy is imported to print a number.
"""

import gettext
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache

LANGUAGES = ("en", "nl")
"""The languages the program itself speaks; the first is the one its messages are written in."""


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, read without the search of `gettext.translation`: it can stand in one place only."""
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()
    with open(os.path.join(os.path.dirname(__file__), "locale", language, "LC_MESSAGES", "advisor.mo"), "rb") as stream:
        return gettext.GNUTranslations(stream)


class Words:
    """Everything printed goes through one of these: it knows the language."""

    def __init__(self, language: str = "en") -> None:
        """Load the catalogue of `language`. Rules may be in another one: then the program's own words are English."""
        self.language = language
        self._catalogue = _catalogue(language if language in LANGUAGES else LANGUAGES[0])
        sample = self._catalogue.gettext("1,234.5")
        self._group, self._point = sample[1], sample[5]

    def say(self, message: str, /, **values: object) -> str:
        """Translate `message` and fill in its named fields, written ``%(name)s``."""
        text = self._catalogue.gettext(message)
        return text % values if values else text

    def number(self, scaled: int, decimals: int = 0) -> str:
        """A fixed-point number as the language writes it: 1234 with 1 decimal is ``123.4`` in English."""
        sign = "-" if scaled < 0 else ""
        whole, rest = divmod(abs(scaled), 10**decimals)
        text = f"{whole:,}".replace(",", self._group)
        fraction = f"{rest:0{decimals}}".rstrip("0") if decimals else ""
        return sign + text + (self._point + fraction if fraction else "")

    @staticmethod
    def quantity(number: str, unit: str) -> str:
        """A number with its unit: ``60%``, ``80 Mbit/s``. A unit that is a plural word is left out beside 1."""
        if unit == "%":
            return number + unit
        return number if number == "1" and unit.isalpha() else f"{number} {unit}".rstrip()

    def both(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        return self._joined(items, self.say("%(first)s and %(last)s"))

    def either(self, items: Sequence[str]) -> str:
        """``a, b or c``."""
        return self._joined(items, self.say("%(first)s or %(last)s"))

    def counted(self, number: int, one: str, many: str) -> str:
        """``1 answer``, ``2 answers``: `one` and `many` are messages with the field ``%(number)s``."""
        text = self._catalogue.ngettext(one, many, number)
        return text % {"number": self.number(number)}

    @staticmethod
    def _joined(items: Sequence[str], last: str) -> str:
        if len(items) < 2:
            return "".join(items)
        return last % {"first": ", ".join(items[:-1]), "last": items[-1]}


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark a message that depends on a number, to translate later with `Words.counted`."""
    return one, many


def message(text: str) -> str:
    """Mark `text` as a message to translate later, where it is shown. It is returned as it is."""
    return text


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None when nothing is near."""
    import difflib  # noqa: PLC0415  (only when something is wrong, so start-up does not pay for it)

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
