"""Files out: written in one step, so that nobody ever meets half a file."""

import errno
import os
import stat
from pathlib import Path

from advisor.problems import AdvisorError, Problem


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file so that at every moment either the old or the new content stands there, and nothing in between.

    A symbolic link stays one and the file it leads to is replaced. Permissions stay as they were. What is no file, such
    as a device or a pipe, is written into. Text is UTF-8, with its line ends as they are.

    Raises:
        AdvisorError: The file cannot be written.
    """
    data = content.encode(errors="replace") if isinstance(content, str) else content
    try:
        _replace(Path(os.path.realpath(path)), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_be_written(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those it lies in, where there are none. Raises AdvisorError when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_be_written(path, error) from error


def cannot_be_written(path: Path, error: OSError) -> AdvisorError:
    """What to raise where the system refuses to write."""
    return AdvisorError(Problem(code="F209", values={"file": str(path), "reason": error.strerror or str(error)}))


def _replace(target: Path, data: bytes) -> None:
    exists = target.exists()
    if exists and not target.is_file():
        target.write_bytes(data)
        return
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    mode = stat.S_IMODE(target.stat().st_mode) if exists else 0o666
    beside = target.with_name(f".{target.name[:200]}.{os.urandom(4).hex()}.new")
    # Created with the permissions of the old file, so that its new content is never open to more people.
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if exists:
            beside.chmod(mode)  # the umask may have taken some away
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
