"""What is remembered beside an answer: who said it, when, how sure, and what another said before."""

from datetime import date

from advisor.frozen import frozen, replace
from advisor.model.profile import Note, Profile
from advisor.words import Words
from advisor.words import message as _


@frozen(kw_only=True)
class Speaker:
    """Who answers, and when."""

    name: str = ""
    """Nothing where it is not said who."""
    today: date | None = None


def noted(profile: Profile, question: str, speaker: Speaker, *, estimate: bool, before: str, words: Words) -> Note:
    """The note beside an answer.

    Args:
        profile: With the note that is there already.
        question: What was answered.
        speaker: Who answers.
        estimate: Whether the answer was said to be one.
        before: The answer that was there and was another one, in words; nothing where there was none.
        words: For what another said before.
    """
    old = profile.notes.get(question, Note())
    text = old.text
    if old.by and speaker.name and old.by != speaker.name:
        text = f"{old.by}: {text}" if text else ""
        if before:
            said = words.say(_("%(who)s said: %(answer)s."), who=old.by, answer=before)
            text = f"{text} {said}".strip()
    by = speaker.name or ("" if before else old.by)
    is_later = speaker.today != profile.written_on or old.on is not None
    sure = "estimate" if estimate else "" if before else old.sure
    return Note(text=text, by=by, on=speaker.today if is_later else None, sure=sure)


def fields_of(note: Note) -> dict[str, object]:
    """A note as it stands in a profile; nothing for an empty one."""
    fields: dict[str, object] = {"text": note.text, "by": note.by, "on": note.on, "sure": note.sure}
    return {name: value for name, value in fields.items() if value}


def with_text(note: Note, text: str) -> Note:
    """The note with more text."""
    return replace(note, text=f"{note.text} {text}".strip())
