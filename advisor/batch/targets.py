"""Where results go, and everything that can be wrong with that: looked at before anything is read."""

import errno
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from advisor.batch.order import Output
from advisor.files.saving import cannot_be_written
from advisor.frozen import frozen
from advisor.problems import AdvisorError, Place, Problem

STDOUT: Final = "-"
ON_STDOUT: Final = ("jsonl", "csv")
PART: Final = re.compile(r"part-[\w-]+(?:\.c\d+)?(?:\.\w+)?\.parquet|_SUCCESS|\..*\.crc")
"""What a run leaves in a folder of results, here or on Spark."""


@frozen(kw_only=True)
class Targets:
    """Where results go."""

    output: Path
    folder: bool = False
    """Whether the output is a folder with a file per part."""
    errors: Path | None = None

    @property
    def partial(self) -> Path:
        """The folder with the parts of a run that is under way, or was stopped."""
        return self.output.with_name(f".{self.output.name}.partial")

    @property
    def written(self) -> tuple[Path, ...]:
        """Everything that is written, or written over."""
        return (self.output, self.partial, *([self.errors] if self.errors else []))


def targets_of(target: str, form: Output, errors: str | None) -> Targets:
    """Where results go; ``-`` is standard output.

    Raises:
        AdvisorError: Something else would be lost there, or nothing can be written there.
    """
    if target == STDOUT and form not in ON_STDOUT:
        raise AdvisorError(Problem(code="U546", values={"what": form}))
    if errors == STDOUT:
        raise AdvisorError(Problem(code="U546", values={"what": "--errors"}))
    path = Path(target.rstrip("/" + os.sep) or target)
    is_folder = form == "parquet" and (target.endswith(("/", os.sep)) or path.is_dir())
    if path.name in ("", ".."):
        path = path.resolve()  # the parts are put beside it, under its name
    if target != STDOUT:
        _check(path, is_folder=is_folder)
    found = Targets(output=_behind(path), folder=is_folder, errors=_behind(Path(errors)) if errors else None)
    if errors and found.errors is not None:
        _check(Path(errors), is_folder=False)
        if not found.errors.parent.is_dir():
            missing = OSError(errno.ENOENT, os.strerror(errno.ENOENT))
            raise cannot_be_written(Path(errors), missing)
        lost = found.written[:2] if is_folder else (found.partial,)
        if _same(found.errors, found.output) or any(is_inside(str(found.errors), each) for each in lost):
            raise AdvisorError(Problem(code="U545", values={"file": errors}))
    return found


def is_inside(path: str, folder: Path) -> bool:
    """Whether a file is that folder, or lies in it."""
    inside = os.path.realpath(folder)
    real = os.path.realpath(path)
    return real == inside or real.startswith(os.path.join(inside, ""))  # noqa: PTH118  (ends in a separator)


def refuse_written(inputs: Iterable[str], written: Iterable[Path]) -> None:
    """Raise AdvisorError when a file that is read would be written over."""
    real = {os.path.realpath(each) for each in written}
    for name in inputs:
        if name and name != STDOUT and os.path.realpath(name) in real:
            raise AdvisorError(Problem(code="U543", values={"file": name}))


def _check(path: Path, *, is_folder: bool) -> None:
    """Raise AdvisorError when what stands there already cannot be replaced, or must not be."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot_be_written(path, error) from error
    if stat.S_ISDIR(mode):
        if not is_folder:
            raise AdvisorError(Problem(code="F203", place=Place(str(path))))
        _check_folder(path)
    elif not stat.S_ISREG(mode):
        raise AdvisorError(Problem(code="U547", values={"file": str(path)}))
    elif is_folder:
        raise cannot_be_written(path, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))


def _check_folder(path: Path) -> None:
    """Raise AdvisorError when a folder that would be replaced holds anything but results of an earlier run."""
    for each in sorted(path.iterdir()):
        if each.is_dir() or not PART.fullmatch(each.name):
            raise AdvisorError(Problem(code="U544", values={"file": str(path), "name": each.name}))


def _behind(path: Path) -> Path:
    """What is written: a symbolic link stays one, and what it leads to is replaced."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _same(first: Path, second: Path) -> bool:
    return os.path.realpath(first) == os.path.realpath(second)
