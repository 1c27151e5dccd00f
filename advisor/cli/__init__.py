"""The command line: one short file per command, which parses, calls and prints, and decides nothing.

Exit codes, the same for every command:

====  ==================================================================================
   0  done
   1  a ``--fail-on`` condition is surely met, or a check or test found something
   2  the command line, a profile or a file is wrong, or an extra is not installed
   3  the rule base is invalid
   4  of several inputs some failed; the results of the others are printed
  70  internal error
 130  stopped with Ctrl-C
 141  whoever read the output stopped reading, so that part of it was not delivered
====  ==================================================================================

A command is a click command under the name that `advisor.cli.commands` gives it. It takes the `Settings` through
`click.pass_obj`, returns its exit code (nothing means 0), prints through `advisor.cli.output`, and raises
`AdvisorError` for what the user has to know. Only `main` turns errors into exit codes.
"""

from __future__ import annotations

import os
import sys

from advisor import __version__

TYPE_CHECKING = False  # as `typing` has it, without importing it: see `_answer`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

DONE = 0
FOUND = 1
NOTHING_READ = 2
"""Of several inputs not a single one could be read."""
SOME_FAILED = 4
INTERNAL = 70
INTERRUPTED = 130
UNREAD = 141

GARBAGE = 100_000
"""New objects after which Python looks for cycles: looking every 700, as it does, is a tenth of the time to start."""

COMPLETE = "_ADVISOR_COMPLETE"
"""The variable through which a shell asks what could be typed next."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    Args:
        arguments: What stands after the name of the program; by default what the user typed.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        try:
            code = _answer(given)
        except KeyboardInterrupt:
            code = INTERRUPTED
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout, sys.stderr)
        return UNREAD
    except OSError as error:
        from advisor.problems import EXIT_USAGE

        _abandon(sys.stdout)
        sys.stderr.write(f"advisor: {error.strerror}\n")
        return EXIT_USAGE
    return code


def _answer(given: list[str]) -> int:
    """Run the program, but answer the two questions that need nothing without click, four times as slow as Python."""
    if COMPLETE not in os.environ:
        if given in (["--version"], ["-V"]):
            sys.stdout.write(f"advisor {__version__}\n")
            return DONE
        if given in ([], ["--help"], ["-h"], ["help"]):
            from advisor.cli.table import help_of_program

            sys.stdout.write(help_of_program())
            return DONE

    import atexit
    import gc

    gc.set_threshold(GARBAGE)
    atexit.register(
        gc.freeze
    )  # or Python looks through everything for cycles before it ends: it takes as long as to start

    from advisor.cli.run import run

    return run(given)


def _abandon(*streams: TextIO) -> None:
    """Send what is still buffered nowhere, or Python complains about it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())
