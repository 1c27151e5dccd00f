"""Where results and complaints go: standard output, a file that is replaced in one step, or standard error."""

import codecs
import os
import sys
from typing import TYPE_CHECKING, TextIO

from advisor.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor.cli.settings import Settings
    from advisor.problems import Problem


@frozen
class Screen:
    """How to print on one of the two streams."""

    colour: bool
    """Whether to use colour, and bold and the like."""
    plain: bool
    """Whether to keep to one thing per line, without boxes, columns or redrawing."""
    width: int
    """Characters on a line."""


def screen(stream: TextIO, settings: "Settings") -> Screen:
    """How to print on `stream`: as the options say, then as the environment says, then as the terminal can."""
    return Screen(_colour(stream, settings), settings.plain, _width(stream))


def _colour(stream: TextIO, settings: "Settings") -> bool:
    """``FORCE_COLOR`` makes up for there being no terminal, and for nothing else."""
    if settings.no_color or settings.plain or os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "") not in ("", "0") or stream.isatty()


def _width(stream: TextIO) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def never_refuse_a_character() -> None:
    """Let both streams print a look-alike for what their encoding does not have, instead of raising an error."""
    codecs.register_error("look-alike", _look_alike)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not so where a test or another program put a stream of its own
            stream.reconfigure(errors="look-alike")


def _look_alike(error: UnicodeError) -> tuple[str, int]:
    from advisor.cli.look_alikes import in_ascii

    assert isinstance(error, UnicodeEncodeError)  # noqa: S101  (printing never decodes)
    return in_ascii(error.object[error.start : error.end]), error.end


def deliver(text: str, target: str | None = None, *, for_programs: bool = False) -> None:
    """Print a result, or write it to a file.

    Args:
        text: All of the result; its lines end in a line feed.
        target: A file; ``-`` or nothing is standard output.
        for_programs: Whether a program reads it, so that it is UTF-8 with line feeds whatever the terminal speaks.
            A file always is.

    Raises:
        AdvisorError: The file cannot be written, or is a file of profiles or rules.
        OSError: Standard output cannot be written to.
    """
    if target is not None and target != "-":
        from pathlib import Path

        from advisor.files.saving import write_atomically

        spare(target)
        write_atomically(Path(target), text)
    elif for_programs:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(errors="replace"))
    else:
        sys.stdout.write(text)


def spare(target: str | None, inputs: "Iterable[str]" = ()) -> None:
    """Raise AdvisorError when a result would be written over an input, or over any TOML: somebody filled that in."""
    if target is None or target == "-":
        return
    from pathlib import Path

    file = Path(target)
    if not file.exists():
        return
    read = (Path(each) for each in inputs)
    if file.resolve().suffix.lower() == ".toml" or any(each.exists() and file.samefile(each) for each in read):
        from advisor.problems import AdvisorError, Problem

        raise AdvisorError(Problem(code="U543", values={"file": target}))


def complain(problems: "Iterable[Problem]", settings: "Settings") -> None:
    """Print problems on standard error."""
    from advisor.problems import describe

    colour = screen(sys.stderr, settings).colour
    for problem in problems:
        first, *rest = describe(problem, settings.words).split("\n")
        tell(f"\x1b[1m{first}\x1b[0m" if colour else first, *rest)


def tell(*lines: str) -> None:
    """Print lines on standard error."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))
