"""What is remembered beside an answer: who said it, when, how sure, and what another said before.

A question has one note, whoever answered parts of it: `by` names everybody whose answer still stands, and as soon as
there are several people each line of the text begins with who said it.
"""

from collections.abc import Iterable
from datetime import date

from advisor.frozen import frozen, replace
from advisor.interview.slots import TOLD, Slot, answers_of, said_on
from advisor.model.people import SURENESS
from advisor.model.profile import Note, Profile
from advisor.words import Words
from advisor.words import message as _

SAID = _("%(who)s said: %(answer)s.")
SAID_BEFORE = _("Said before: %(answer)s.")


@frozen(kw_only=True)
class Speaker:
    """Who answers, and when."""

    name: str = ""
    """Nothing where it is not said who."""
    today: date | None = None


@frozen(kw_only=True)
class Given:
    """An answer that is given, as far as it matters to the note."""

    slot: Slot
    changed: bool
    """Whether another answer was there."""
    estimate: bool = False
    """Whether it was said to be one."""
    before: str = ""
    """The answer that was there, in words, where it was another one and is to be remembered."""
    always: bool = False
    """Whether that is remembered even where nobody else is known to have said it."""
    is_whole: bool = True
    """Whether nothing else on the question stands that is older: only then is the note of today."""


def noted(profile: Profile, given: Given, speaker: Speaker, words: Words) -> Note:
    """The note beside an answer.

    Args:
        profile: Before the answer, with the note that is there already.
        given: The answer.
        speaker: Who answers.
        words: For what was said before.
    """
    old = profile.notes.get(given.slot.question, Note())
    stays = _something_stays(profile, given)
    others = is_another(profile, old, speaker) or bool(old.by and given.changed and not speaker.name)
    lines = _SaysWho(profile, old, speaker, words).lines() if others else old.text.splitlines()
    sure = old.sure if stays or not given.changed else ""
    if sure == "sure" and stays and others and speaker.name not in _names(profile, old):
        lines.append(f"{old.by}: {words.say(SURENESS[sure])}")  # how sure the one is says nothing of the other
        sure = ""
    if given.before and others:
        lines.append(words.say(SAID, who=old.by, answer=given.before))
    elif given.before and given.always:
        lines.append(words.say(SAID_BEFORE, answer=given.before))
    by = speaker.name
    if not by:
        by = "" if given.changed and not stays else old.by
    elif others and stays:
        by = ", ".join(dict.fromkeys([*_names(profile, old), by]))
    is_later = speaker.today != profile.written_on or old.on is not None
    return Note(
        text="\n".join(lines),
        by=by,
        on=old.on if not given.is_whole else speaker.today if is_later else None,
        sure=_least_sure([sure, "estimate" if given.estimate else ""]),
    )


def remarked(profile: Profile, slot: Slot, text: str, speaker: Speaker, words: Words) -> Note:
    """The note with more text, in the name of whoever adds it."""
    note = profile.notes.get(slot.question, Note())
    text = " ".join(text.split())
    if speaker.name and note == Note() and said_on(profile, slot) is None:
        return Note(text=text, by=speaker.name)
    says_who = _SaysWho(profile, note, speaker, words)
    lines = note.text.splitlines()
    if speaker.name and (not note.by or is_another(profile, note, speaker) or any(map(says_who.does, lines))):
        return replace(note, text="\n".join([*says_who.lines(), f"{speaker.name}: {text}"]))
    return replace(note, text=f"{note.text} {text}".strip())


def is_another(profile: Profile, note: Note, speaker: Speaker) -> bool:
    """Whether a note is by somebody else, alone or with the speaker."""
    return bool(note.by and speaker.name) and _names(profile, note) != (speaker.name,)


def fields_of(note: Note) -> dict[str, object]:
    """A note as it stands in a profile; nothing for an empty one."""
    fields: dict[str, object] = {"text": note.text, "by": note.by, "on": note.on, "sure": note.sure}
    return {name: value for name, value in fields.items() if value}


class _SaysWho:
    """Puts the one who said it before every line of a note that does not say so yet."""

    def __init__(self, profile: Profile, note: Note, speaker: Speaker, words: Words) -> None:
        self._note = note
        names = {*_names(profile, note), note.by, speaker.name, *profile.respondents} - {""}
        begins = [f"{name}:" for name in names]
        begins += [words.say(SAID, who=name, answer="\0").partition("\0")[0] for name in names]
        self._begins = (*begins, words.say(SAID_BEFORE, answer="\0").partition("\0")[0])

    def does(self, line: str) -> bool:
        return line.startswith(self._begins)

    def lines(self) -> list[str]:
        lines, who = self._note.text.splitlines(), self._note.by
        return [f"{who}: {line}" if who and line.strip() and not self.does(line) else line for line in lines]


def _names(profile: Profile, note: Note) -> tuple[str, ...]:
    """Who a note is by: one, or several with commas between them."""
    return (note.by,) if note.by in profile.respondents else tuple(note.by.split(", "))


def _least_sure(each: Iterable[str]) -> str:
    return max((sure for sure in each if sure in SURENESS), key=list(SURENESS).index, default="")


def _something_stays(profile: Profile, given: Given) -> bool:
    """Whether an answer to the question stands that was given before: this one, or of another supplier or option."""
    slot = given.slot
    tables = {"": profile.answers, **{key: each.answers for key, each in profile.suppliers.items()}}
    if any(slot.question in table for key, table in tables.items() if key != slot.supplier):
        return True
    answer = answers_of(profile, slot).get(slot.question)
    if answer is None:
        return False
    if not given.changed and said_on(profile, slot) is not None:
        return True
    return bool(slot.option) and answer.said in TOLD and any(each != slot.option for each in answer.each)
