"""What several people noted beside one answer, as one note. Pure."""

from collections.abc import Sequence

from advisor.model.people import SURENESS
from advisor.model.profile import Note


def joined_notes(notes: Sequence[tuple[str, Note]]) -> Note:
    """Several notes beside one answer as one, each line after who said it; the least sure of them counts.

    Args:
        notes: At least one, each with who is meant where it does not say so itself.
    """
    different = list(dict.fromkeys(note for _who, note in notes))
    if len(different) == 1:
        return different[0]
    texts = list(dict.fromkeys(note.text for note in different if note.text))
    lines = [line for who, note in notes for line in _attributed(note.by or who, note.text)]
    names = [name for who, note in notes for name in (note.by or who).split(", ")]
    sure = [note.sure for note in different if note.sure in SURENESS]
    days = [note.on for note in different if note.on]
    return Note(
        text=texts[0] if len(texts) == 1 else "\n".join(dict.fromkeys(lines)),
        by=", ".join(dict.fromkeys(names)),
        on=max(days, default=None),
        sure=max(sure, key=list(SURENESS).index, default=""),
    )


def _attributed(who: str, text: str) -> list[str]:
    """The lines of a note, each after who said it; those of a note that was joined before stay as they are."""
    lines = text.splitlines()
    names = tuple(f"{each}:" for each in who.split(", "))
    if len(names) > 1 and all(line.startswith(names) for line in lines):
        return lines
    return [f"{who}: {' '.join(text.split())}"] if text.strip() else []
