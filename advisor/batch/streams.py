"""Files as streams of bytes: packed ones unpacked within bounds, lines of a bounded length, line ends kept."""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from advisor.batch.inputs import PACKED, STDIN
from advisor.problems import AdvisorError, Place, Problem

LONGEST_LINE: Final = 16 * 1024**2
"""Bytes."""
MEGABYTE: Final = 1024**2
MOST_TIMES: Final = 200
"""How many times as large something may become by unpacking: tables become 5 to 50 times as large."""
ALWAYS_UNPACKED: Final = 64 * 1024**2
"""Bytes that may be unpacked from however little."""
BOM: Final = b"\xef\xbb\xbf"


@contextmanager
def opened(path: str, stdin: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """A file or standard input as a stream, unpacked where it is packed.

    Raises:
        AdvisorError: It cannot be opened, or, when it is read, it turns out to be damaged or a bomb.
    """
    try:
        if path == STDIN and stdin is not None:
            yield stdin
        elif path.casefold().endswith(PACKED):
            with open(path, "rb") as packed, gzip.GzipFile(fileobj=packed) as unpacked:
                yield io.BufferedReader(_Bounded(packed, unpacked, path), 1024 * 1024)
        else:
            with open(path, "rb") as stream:
                yield stream
    except FileNotFoundError:
        raise AdvisorError(Problem(code="F201", place=Place(path))) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise AdvisorError(Problem(code="F228", place=Place(path), values={"reason": str(error)})) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AdvisorError(Problem(code="F202", place=Place(path), values={"reason": reason})) from None


def can_be_reopened(path: str) -> bool:
    """Whether another process can read on in the middle of a file: not so for pipes and packed files."""
    if path == STDIN or path.casefold().endswith(PACKED):
        return False
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


class _Bounded(io.RawIOBase):
    """What is unpacked from a file, as long as that stays within reason."""

    def __init__(self, packed: BinaryIO, unpacked: gzip.GzipFile, path: str) -> None:
        self.packed = packed
        self.unpacked = unpacked
        self.path = path
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self.unpacked.read(len(buffer))
        self.count += len(data)
        refuse_bomb(self.path, self.packed.tell(), self.count)
        buffer[: len(data)] = data
        return len(data)


def refuse_bomb(path: str, packed: int, unpacked: int) -> None:
    """Raise AdvisorError when so many bytes cannot be real data of so many packed ones."""
    if unpacked > ALWAYS_UNPACKED and unpacked > MOST_TIMES * packed:
        raise AdvisorError(Problem(code="F220", place=Place(path), values={"times": str(MOST_TIMES)}))


def lines(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Every line with its line end, and how many bytes it has; of one that is too long only the beginning is there."""
    while line := stream.readline(LONGEST_LINE + 1):
        size = len(line)
        if size > LONGEST_LINE:
            while not line.endswith(b"\n") and (rest := stream.readline(MEGABYTE)):
                size += len(rest)
                line = line[:LONGEST_LINE] + rest[-1:] if rest.endswith(b"\n") else line
        yield line, size
