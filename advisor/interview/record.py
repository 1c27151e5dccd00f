"""The profile on disk: every answer is there, whole, before the next question appears.

One interview at a time writes a profile: a lock that the operating system takes away with the process, however that
ends. What somebody else changed in the file meanwhile stays; the answer is put into the file as it is then.
"""

import glob
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from advisor.files import toml
from advisor.files.lock import Lock
from advisor.files.saving import write_atomically
from advisor.files.writing import set_answers, set_entries, set_supplier_answers
from advisor.frozen import field, frozen
from advisor.problems import AdvisorError, Place, Problem
from advisor.words import message as _

LEFT: Final = 3600
"""Seconds after which a file that was being written is left over."""
REPLACED: Final = _("But for one: it said %(answer)s here, which your answer replaces.")
"""Said where somebody else changed the very thing meanwhile that is changed now."""


@frozen(kw_only=True)
class Change:
    """What goes into the profile in one step."""

    answers: Mapping[str, object] = field(default_factory=dict)
    """By question, as plain values."""
    supplier: str = ""
    """Whose answers they are; nothing for the organisation's own."""
    entries: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Per table beside the answers."""


class Record:
    """The file of one profile, held by this process until it is closed."""

    def __init__(self, path: str, text: str) -> None:
        """Hold the file, which need not be there yet; `text` is what a new one begins with.

        Raises:
            AdvisorError: Another interview holds it, or it cannot be read.
        """
        self.path = path
        self._lock = Lock(path, "F211")
        _tidy(path)
        try:
            found = toml.read_bytes(path, path) if os.path.lexists(path) else None
        except AdvisorError:
            self.close()
            raise
        self.is_new = found is None
        """Whether the file was not there when this began."""
        self._written = found
        self.text = found.decode("utf-8", "surrogateescape") if found is not None else text

    def close(self) -> None:
        """Let others write the profile."""
        self._lock.release()

    def put(self, change: Callable[[str], Change]) -> str | None:
        """Put a change on disk; what comes back is the text that somebody else had written meanwhile, if they had.

        Args:
            change: What is new, made from the text of the profile as it is in the file now, so that nothing is lost
                which somebody else wrote there. Raises AdvisorError when that text is no profile.

        Raises:
            AdvisorError: Nothing was written: the file is no profile any more, or there is no room for it.
        """
        on_disk = toml.read_bytes(self.path, self.path) if os.path.lexists(self.path) else None
        foreign = on_disk is not None and on_disk != self._written
        found = self.text
        if foreign and on_disk is not None:
            try:
                found = on_disk.decode("utf-8")
            except UnicodeDecodeError:
                raise AdvisorError(Problem(code="F205", place=Place(self.path))) from None
        text = changed(found, change(found))
        data = text.encode("utf-8", "surrogateescape")
        if data != on_disk:
            write_atomically(Path(self.path), data)
        self.text, self._written = text, data
        return found if foreign else None


def changed(text: str, change: Change) -> str:
    """The text of a profile with a change in it."""
    if change.answers and change.supplier:
        text = set_supplier_answers(text, change.supplier, change.answers)
    elif change.answers:
        text = set_answers(text, change.answers)
    for table, entries in change.entries.items():
        if entries:
            text = set_entries(text, table, entries)
    return text


def _tidy(path: str) -> None:
    """Take away what a kill in the middle of writing left beside the file, and nobody can be writing any more."""
    target = Path(os.path.realpath(path))
    for left in target.parent.glob(f".{glob.escape(target.name[:200])}.*.new"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT:
                left.unlink()
