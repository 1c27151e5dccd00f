"""What a user gives as input, as an ordered list of files and the format of each."""

import os
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from typing import BinaryIO, Final

from advisor.batch.chunk import Format
from advisor.frozen import frozen
from advisor.problems import AdvisorError, Place, Problem

STDIN: Final = "-"
FORMATS: Final[dict[str, Format]] = {
    ".toml": "toml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
}
"""By how the name of a file ends."""
PACKED: Final = ".gz"
CAN_BE_PACKED: Final = ("jsonl", "csv")
ON_STDIN: Final = ("toml", "jsonl", "csv")


@frozen
class Input:
    """One file to read, or standard input."""

    path: str
    """As it was given, or found below what was given; ``-`` is standard input."""
    form: Format
    stamp: tuple[int, int, int] = (0, 0, 0)
    """What changes when somebody writes to the file: its number, size and time."""


def stamp_of(path: str) -> tuple[int, int, int]:
    """The `Input.stamp` of a file as it is now; zeros where it has none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def is_unchanged(given: Input) -> bool:
    """Whether nobody wrote to a file since it was found."""
    return given.path == STDIN or stamp_of(given.path) == given.stamp


def format_of(path: str) -> Format | None:
    """The format that the name of a file tells."""
    name = os.path.basename(path).casefold()
    is_packed = name.endswith(PACKED)
    form = FORMATS.get(os.path.splitext(name.removesuffix(PACKED))[1])
    return None if is_packed and form not in CAN_BE_PACKED else form


def find_inputs(
    given: Sequence[str],
    *,
    files_from: str = "",
    form: Format | None = None,
    but: Iterable[str] = (),
    stdin: BinaryIO | None = None,
) -> tuple[list[Input], list[Problem]]:
    """The files to read, each once, in the order in which they were given; folders and globs in sorted order.

    Args:
        given: Files, folders, globs, and ``-``.
        files_from: A file with one path per line; ``-`` is standard input.
        form: The format, where it was said: of ``-`` and of files whose names do not tell.
        but: What is written: passed over where it is found in a folder or by a glob, as the output of an earlier run.
        stdin: Where `files_from` is ``-``.

    Returns:
        The inputs, and what is wrong with those that cannot be read.

    Raises:
        AdvisorError: A file that is named as an input is among what is written.
    """
    finder = _Finder(form, but)
    for path in given:
        finder.add(path)
    if files_from:
        for path in finder.listed(files_from, stdin):
            finder.add(path)
    return finder.found, finder.problems


class _Finder:
    """Gathers inputs and problems."""

    def __init__(self, form: Format | None, but: Iterable[str]) -> None:
        self.form = form
        self.but = frozenset(os.path.realpath(path) for path in but if path and path != STDIN)
        self.found: list[Input] = []
        self.problems: list[Problem] = []
        self.seen: set[str] = set()

    def refuse(self, path: str, code: str, **values: str) -> None:
        self.problems.append(Problem(code=code, place=Place(path), values=values))

    def add(self, path: str) -> None:
        """What one argument stands for."""
        try:
            if path == STDIN:
                self._stdin()
            elif os.path.isdir(path):
                self._folder(path)
            elif has_magic(path) and not os.path.lexists(path):
                self._glob(path)
            else:
                self._named(path)
        except OSError as error:
            self.refuse(path, "F202", reason=error.strerror or type(error).__name__)
        except ValueError:
            self.refuse(path, "F201")

    def listed(self, path: str, stdin: BinaryIO | None) -> Iterator[str]:
        """The paths that stand in a file, one a line."""
        try:
            if path == STDIN and stdin is not None:
                data = stdin.read()
            else:
                with open(path, "rb") as stream:
                    data = stream.read()
        except FileNotFoundError:
            return self.refuse(path, "F201")
        except OSError as error:
            return self.refuse(path, "F202", reason=error.strerror or type(error).__name__)
        for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
            if name := os.fsdecode(line.rstrip(b"\r")):
                yield name
        return None

    def _stdin(self) -> None:
        if self.form is None or self.form not in ON_STDIN:
            self.refuse(STDIN, "F227")
        elif STDIN not in self.seen:
            self.seen.add(STDIN)
            self.found.append(Input(STDIN, self.form))

    def _folder(self, path: str) -> None:
        def unreadable(error: OSError) -> None:
            self.refuse(os.fsdecode(error.filename), "F202", reason=error.strerror or type(error).__name__)

        for folder, folders, files in os.walk(path, onerror=unreadable):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(files):
                if not name.startswith(".") and format_of(name) is not None:
                    self._file(os.path.join(folder, name))

    def _glob(self, path: str) -> None:
        found = sorted(glob(path, recursive=True))
        if not found:
            self.refuse(path, "F201")
        for each in found:
            if os.path.isdir(each):
                self._folder(each)
            else:
                self._file(each)

    def _named(self, path: str) -> None:
        if os.path.realpath(path) in self.but:
            raise AdvisorError(Problem(code="U543", values={"file": path}))
        self._file(path)

    def _file(self, path: str) -> None:
        real = os.path.realpath(path)
        if real in self.seen or real in self.but:
            return
        self.seen.add(real)
        form = format_of(path) or self.form
        if not os.path.exists(path):
            self.refuse(path, "F201")
        elif form is None:
            self.refuse(path, "F227")
        elif not os.access(path, os.R_OK):
            self.refuse(path, "F202", reason=os.strerror(13))
        else:
            self.found.append(Input(path, form, stamp_of(path)))
