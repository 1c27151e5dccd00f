"""``advisor rules test --mutate``: which mistakes in the rules nothing would notice."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.cli.settings import Settings
    from advisor.model.case import Suite
    from advisor.model.mutation import MutationRun


def tried(suite: "Suite", settings: "Settings", every: int, *, prove: bool) -> "MutationRun":
    """Try mistakes, with a line on the screen that says how far.

    Raises:
        AdvisorError: Something that proofs need is not installed, or a number is too large for a column.
    """
    from advisor.cli.needing import proofs_of

    with proofs_of("rules test --mutate"):
        from advisor.audit.mutation import mutation_run

        return mutation_run(suite, settings.words, report=_progress(settings), every=every, prove=prove)


def _progress(settings: "Settings") -> "Callable[[int, int], None] | None":
    if settings.plain or not sys.stderr.isatty():
        return None

    def show(done: int, whole: int) -> None:
        words = settings.words
        said = words.say("%(done)s of %(whole)s mutants", done=words.number(done), whole=words.number(whole))
        sys.stderr.write(f"\r{said}\x1b[K" + ("\n" if done == whole else ""))
        sys.stderr.flush()

    return show
