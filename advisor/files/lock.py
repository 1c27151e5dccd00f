"""A lock beside a file, which the operating system takes away with the process, however that ends."""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from advisor.files.saving import cannot_be_written
from advisor.problems import AdvisorError, Place, Problem

TRIES: Final = 20
"""To lock a file that somebody else takes away at that moment."""


class Lock:
    """A file beside the profile that one process at a time has locked."""

    def __init__(self, path: str, taken: str) -> None:
        """Take it. Raises AdvisorError with the code `taken` when another process has it."""
        self._code = taken
        target = Path(os.path.realpath(path))
        self._path = target.with_name(f".{target.name[:200]}.lock")
        self._stream: IO[bytes] | None = None
        for _ in range(TRIES):
            if self._taken(path):
                return
        raise AdvisorError(Problem(code=self._code, place=Place(path)))

    def _taken(self, path: str) -> bool:
        try:
            stream = self._path.open("ab")
        except OSError as error:
            raise cannot_be_written(self._path, error) from error
        if not _locked(stream):
            stream.close()
            raise AdvisorError(Problem(code=self._code, place=Place(path)))
        try:
            same = self._path.stat().st_ino == os.fstat(stream.fileno()).st_ino
        except FileNotFoundError:
            same = False
        if same:
            self._stream = stream
            return True
        stream.close()  # whoever had it before took the file away: there is another one now, or none
        return False

    def __enter__(self) -> Self:
        """Hold it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give it back."""
        self.release()

    def release(self) -> None:
        """Give it back; once is enough."""
        if self._stream is None:
            return
        with suppress(OSError):  # on Windows it stays: what is open cannot be taken away
            self._path.unlink()
        self._stream.close()
        self._stream = None


def _locked(stream: IO[bytes]) -> bool:
    """Lock an open file for this process; False when another one has it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  (on Windows only)

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415  (not on Windows)

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
