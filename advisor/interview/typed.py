"""What people type, understood: ``1,5 Gbit/s``, ``80-120``, ``about 50``, ``?``, ``2 or 3``, ``none``.

The result is the value that a profile would hold. Nothing is guessed silently: what is understood is shown to whoever
typed it, and what could mean two things is refused with the reason.
"""

import re
from typing import Final

from advisor.files.answers import NOT_APPLICABLE, UNKNOWN, read_answer
from advisor.files.values import AnswerError
from advisor.frozen import frozen
from advisor.interview.choices import NONE, one_of, several
from advisor.interview.numbers import number
from advisor.interview.refusal import NotUnderstood
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo
from advisor.model.question import Question
from advisor.words import Words
from advisor.words import message as _

__all__ = ["NotUnderstood", "Understood", "checked", "understand"]

DO_NOT_KNOW: Final = frozenset(
    ["?", "unknown", "don't know", "do not know", "no idea", "onbekend", "weet ik niet", "weet niet", "geen idee"]
)
DOES_NOT_APPLY: Final = frozenset(
    ["n/a", "n.a", "not applicable", "does not apply", "n.v.t", "nvt", "niet van toepassing"],
)
YES: Final = frozenset(["y", "yes", "true", "j", "ja", "waar"])
NO: Final = frozenset(["n", "no", "false", "nee", "onwaar"])
ABOUT: Final = re.compile(
    r"\s*(?:~|±|ca\.?\s|circa\s|about\s|around\s|approximately\s|roughly\s|approx\.?\s|ongeveer\s|rond\s|zo'n\s|plm\.?\s)\s*",
    re.IGNORECASE,
)
LONGEST: Final = 2000
"""Characters of one answer."""


@frozen
class Understood:
    """What was typed, as a profile holds it."""

    raw: object
    """A value that `advisor.files.answers.read_answer` reads as an answer to the question."""
    estimate: bool = False
    """Whether it was said to be one, as in ``about 50``."""


def understand(question: Question, text: str, words: Words, option: str = "") -> Understood:
    """What was typed in answer to a question.

    Args:
        question: What was asked.
        text: As it was typed.
        words: For the reason of a refusal, and for how numbers are written.
        option: Of a number each, the option whose number was asked for; without one all of them are read, as in
            ``zoom 25, lms 300``.

    Raises:
        NotUnderstood: With the reason.
    """
    said = " ".join(text.split())
    if not said:
        raise NotUnderstood(words.say(_("Type an answer, or ? when it is not known.")))
    if len(said) > LONGEST:
        raise NotUnderstood(words.say(_("This is too long for an answer.")))
    plain = said.casefold().rstrip(".!")
    if plain in DO_NOT_KNOW or said == "?":
        return Understood(UNKNOWN)
    if plain in DOES_NOT_APPLY:
        return checked(question, NOT_APPLICABLE, words, option)
    about = ABOUT.match(said)
    rest = said[about.end() :] if about else said
    return checked(question, _value(question, rest, words, option), words, option, estimate=about is not None)


def _value(question: Question, said: str, words: Words, option: str) -> object:
    match question.kind:
        case _ if question.sort == "number each" and not option:
            return _each(question, said, words)
        case YesNo():
            return _truth(said, words)
        case Number():
            return number(question, said, words)
        case OneOf():
            return one_of(question, said, words)
        case AnyOf():
            return several(question, said, words)


def is_yes(said: str) -> bool:
    """Whether it is a yes, in any language."""
    return said.strip().casefold().rstrip(".!") in YES


def is_no(said: str) -> bool:
    """Whether it is a no, or says that there is nothing, in any language."""
    return said.strip().casefold().rstrip(".!") in NO | NONE


def _truth(said: str, words: Words) -> bool:
    plain = said.casefold().rstrip(".!")
    if plain in YES or plain == "1":
        return True
    if plain in NO or plain == "2":
        return False
    raise NotUnderstood(words.say(_("Answer yes or no, or ? when it is not known.")))


def _each(question: Question, said: str, words: Words) -> dict[str, object]:
    """Pairs of an option and its number."""
    found: dict[str, object] = {}
    for pair in filter(None, re.split(r"\s*[;,](?!\d)\s*", said)):
        parts = re.fullmatch(r"(.+?)\s*(?:[:=]|\s)\s*(\S.*?)", pair)
        name = one_of(question, parts[1], words) if parts else None
        if parts is None or not isinstance(name, str):
            example = question.options[0].id if question.options else "x"
            raise NotUnderstood(words.say(_("Write each with its number, as in %(example)s 25."), example=example))
        value = UNKNOWN if parts[2] == "?" else number(question, parts[2], words)
        found[name] = value
    return found


def checked(question: Question, raw: object, words: Words, option: str = "", *, estimate: bool = False) -> Understood:
    """The value, if a profile takes it as an answer. Raises NotUnderstood with the reason where it does not."""
    try:
        read_answer(question, {option: raw} if option and raw != NOT_APPLICABLE else raw)
    except AnswerError as error:
        raise NotUnderstood(refused(error, words)) from None
    return Understood(raw, estimate)


def refused(error: AnswerError, words: Words) -> str:
    """Why a value is no answer, in a sentence."""
    from advisor.catalogue import CATALOGUE  # noqa: PLC0415  (of no use while nothing is wrong)
    from advisor.problems import visible  # noqa: PLC0415  (the same)

    values = {name: visible(value) for name, value in error.values.items()}
    said = words.say(CATALOGUE[error.code], **values).replace("`", "")
    return said[:1].upper() + said[1:] + "."
