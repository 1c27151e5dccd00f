"""What a command says when something is not installed that only some of its work needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from advisor.cli import FOUND


@contextmanager
def packages_of(command: str, extra: str) -> Iterator[None]:
    """Work with packages that an extra installs: raises AdvisorError, saying how to install what is missing."""
    from advisor.problems import AdvisorError, not_installed

    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "advisor":
            raise  # a fault of the program, which no package mends
        raise AdvisorError(not_installed(command, error.name, extra)) from error


@contextmanager
def proofs_of(command: str) -> Iterator[None]:
    """Work with the solver: raises AdvisorError when it is not installed, or a number is too large for a column."""
    from advisor.problems import AdvisorError, Problem

    with packages_of(command, "proof"):
        try:
            yield
        except OverflowError as error:
            raise AdvisorError(Problem(code="A725", values={"reason": str(error)}), exit_code=FOUND) from error
