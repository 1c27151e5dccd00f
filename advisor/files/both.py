"""One profile read with two rule bases: what only one of them knows is left out there, and is no fault."""

import os
from collections.abc import Iterable
from typing import Final

from advisor.files.profile import load_what_can_be
from advisor.frozen import frozen
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Problem

ANSWERS: Final = "answers"

Entry = tuple[str, ...]
"""The file, and the path of the answer, note, step or waiver that a problem is about."""


@frozen
class ReadTwice:
    """A profile as each of two rule bases reads it."""

    old: Profile
    new: Profile
    left_out_of_old: tuple[str, ...]
    """The questions whose answer the old rule base cannot read, and the new one can."""
    left_out_of_new: tuple[str, ...]
    warnings: tuple[Problem, ...]
    """What both say of it."""


def read_twice(data: bytes, path: str | os.PathLike[str], name: str, old: RuleBase, new: RuleBase) -> ReadTwice:
    """Read a profile with two rule bases.

    Args:
        data: The text of the profile.
        path: Of its file; what it extends lies beside it.
        name: The path as the user gave it.
        old: A rule base.
        new: Another.

    Raises:
        AdvisorError: With everything that both find wrong.
    """
    one, of_old = load_what_can_be(data, old, path, name)
    other, of_new = load_what_can_be(data, new, path, name)
    shared = {_entry(each) for each in of_old} & {_entry(each) for each in of_new}
    faults = [each for each in (*of_old, *of_new) if _entry(each) in shared and not each.only_warns]
    if faults:
        raise AdvisorError(*_once(faults))
    warnings = [each for each in (*of_old, *of_new) if _entry(each) in shared]
    return ReadTwice(one, other, _left_out(of_old, shared), _left_out(of_new, shared), tuple(_once(warnings)))


def _entry(problem: Problem) -> Entry:
    key = problem.place.key
    return (problem.place.file, *key[: 4 if key[:1] == ("suppliers",) else 2])


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """The first problem about each place: the two rule bases often say the same."""
    return list({(each.place, each.code): each for each in problems}.values())


def _left_out(problems: Iterable[Problem], shared: set[Entry]) -> tuple[str, ...]:
    found = [entry for each in problems if (entry := _entry(each)) not in shared]
    return tuple(dict.fromkeys(entry[-1] for entry in found if ANSWERS in entry[1:-1]))
