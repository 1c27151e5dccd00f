"""Choices as people type them: by number, by name or by the beginning of a name; one of several, or perhaps."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from advisor.interview.refusal import NotUnderstood
from advisor.language.kinds import OneOf, chosen_in
from advisor.model.question import Option, Question
from advisor.words import Words, closest
from advisor.words import message as _

NONE: Final = frozenset(["none", "none of these", "nothing", "0", "-", "[]", "geen", "geen van deze", "niets"])
PERHAPS: Final = re.compile(r"(?:perhaps|maybe|possibly|misschien|mogelijk|wellicht)\s+(.*)|\?\s*(\S.*)", re.IGNORECASE)
EITHER: Final = re.compile(r"\s*(?:,|;|/|\bor\b|\bof\b)\s*", re.IGNORECASE)
EVERY: Final = re.compile(r"\s*(?:,|;|\band\b|\ben\b|\+)\s*", re.IGNORECASE)
FROM_TO: Final = re.compile(r"(\d{1,2})\s*(?:-|\u2013|to|tot|t/m)\s*(\d{1,2})")
SHORTEST: Final = 3
"""Letters that a beginning of a name has to have."""


def offered(question: Question) -> tuple[Option, ...]:
    """The options that can be answered, numbered from 1 in this order."""
    kind = question.kind
    if question.sort == "number each":
        return question.options
    known = set(chosen_in(question.offered.high, getattr(kind, "options", ())))
    return tuple(option for option in question.options if option.id in known)


def one_of(question: Question, said: str, words: Words) -> object:
    """An option, or a table with those it is one of. Raises NotUnderstood."""
    options = offered(question)
    whole = _found(options, said)
    if whole is not None:
        return whole.id
    if found := FROM_TO.fullmatch(said):
        first, last = (_named(options, each, words).id for each in found.groups())
        if isinstance(question.kind, OneOf) and question.kind.ordered:
            return {"from": first, "to": last}
        places = range(int(found[1]) - 1, int(found[2]))
        return {"among": [options[place].id for place in places]} if len(places) > 1 else first
    names = list(dict.fromkeys(_named(options, each, words).id for each in _parts(EITHER, said)))
    return names[0] if len(names) == 1 else {"among": names}


def several(question: Question, said: str, words: Words) -> object:
    """A list of options, or a table with those that are surely and those that are perhaps chosen."""
    if said.casefold().rstrip(".") in NONE:
        return []
    options = offered(question)
    whole = _found(options, said)
    if whole is not None:
        return [whole.id]
    sure: dict[str, None] = {}
    maybe: dict[str, None] = {}
    into = sure
    for part in _parts(EVERY, said) if EVERY.search(said) else said.split():
        perhaps = PERHAPS.fullmatch(part)
        name = (perhaps[1] or perhaps[2]) if perhaps else part
        into = maybe if perhaps else into  # what follows "perhaps" is perhaps as well
        if (found := FROM_TO.fullmatch(name)) and int(found[1]) <= int(found[2]) <= len(options):
            into.update(dict.fromkeys(each.id for each in options[int(found[1]) - 1 : int(found[2])]))
        else:
            into[_named(options, name, words).id] = None
    if not maybe:
        return list(sure)
    return {"sure": list(sure), "maybe": [each for each in maybe if each not in sure]}


def _parts(between: re.Pattern[str], said: str) -> Iterator[str]:
    return (each for each in between.split(said) if each)


def _found(options: Sequence[Option], said: str) -> Option | None:
    """The option of that number, name or label; or the only one that begins so."""
    text = said.strip().strip("\"'“”").casefold().rstrip(".")
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    for option in options:
        if text in (option.id.casefold(), option.label.casefold()):
            return option
    begun = [each for each in options if len(text) >= SHORTEST and _begins(each, text)]
    return begun[0] if len(begun) == 1 else None


def _begins(option: Option, text: str) -> bool:
    return option.id.casefold().startswith(text.replace(" ", "_")) or option.label.casefold().startswith(text)


def _named(options: Sequence[Option], said: str, words: Words) -> Option:
    found = _found(options, said)
    if found is not None:
        return found
    begun = [each.label for each in options if len(said) >= SHORTEST and _begins(each, said.casefold())]
    if begun:
        labels = words.either(begun)
        raise NotUnderstood(words.say(_("%(text)s can be %(labels)s; type its number."), text=said, labels=labels))
    if re.fullmatch(r"\d+", said):
        most = words.number(len(options))
        raise NotUnderstood(words.say(_("There are options 1 to %(most)s, no %(text)s."), most=most, text=said))
    known = {name.casefold(): each for each in options for name in (each.id, each.label)}
    guess = closest(said.casefold(), known)
    if guess is not None:
        label = known[guess].label
        raise NotUnderstood(
            words.say(_("There is no option “%(text)s”. Did you mean %(label)s?"), text=said, label=label)
        )
    raise NotUnderstood(words.say(_("There is no option “%(text)s”; type the number of one."), text=said))
