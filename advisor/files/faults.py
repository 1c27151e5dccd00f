"""Everything wrong with a rule base, gathered in one run, with its place looked up only when it is reported."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from advisor.files.toml import place_of
from advisor.frozen import frozen, replace
from advisor.problems import Place, Problem

if TYPE_CHECKING:  # a profile has neither, and reads no conditions
    from advisor.language.tables import TableError
    from advisor.language.tokens import ConditionError

FOLLOWS_FROM_A_MISSING_FILE: Final = frozenset(
    [
        "L119",
        "L131",
        "L132",
        "L138",
        "L139",
        "R340",
        "R361",
        "R363",
        "R364",
        "R368",
        "R370",
        "R381",
        "R383",
        "R384",
        "R391",
    ]
)
"""Faults that mean nothing while a file that may hold what is missed cannot be read."""


@frozen
class SourceFile:
    """A file of rules."""

    shown: str
    """Its path as the user gave it."""
    inside: str = ""
    """Its path inside the folder of rules."""
    text: str = ""


@frozen
class Spot:
    """A key in a file."""

    file: SourceFile
    key: tuple[str, ...] = ()

    def within(self, *keys: str) -> "Spot":
        """A key below this one."""
        return Spot(self.file, (*self.key, *keys))

    def place(self, excerpt: str = "", span: tuple[int, int] = (0, 0)) -> Place:
        """Where it stands; inside the text when `excerpt` is found written there as it is."""
        place = place_of(self.file.text, self.file.shown, self.key)
        if not place.line:
            return place
        lines = self.file.text.split("\n")
        if len(self.key) > 1 and self.key[-2] == "rows":
            place = _row(lines, place, int(self.key[-1]))
        return _quoted(lines, place, excerpt, span) if excerpt else place


def _row(lines: list[str], place: Place, number: int) -> Place:
    """The line of a row of a decision table, counted from 0, where each row has a line of its own."""
    seen = -1
    for line in range(place.line, len(lines)):
        text = lines[line].lstrip()
        seen += text.startswith("[")
        if text.startswith("]"):
            break
        if seen == number:
            return replace(place, line=line + 1, column=len(lines[line]) - len(text) + 1)
    return place


def _quoted(lines: list[str], place: Place, excerpt: str, span: tuple[int, int]) -> Place:
    """Where the excerpt stands in quotation marks, from the line of its key on."""
    for line in range(place.line - 1, len(lines)):
        for mark in "\"'":
            column = lines[line].find(f"{mark}{excerpt}{mark}")
            if column >= 0:
                return replace(place, line=line + 1, column=column + 2 + span[0], length=span[1] - span[0])
    return place


@frozen
class Fault:
    """A problem whose place is not looked up yet."""

    problem: Problem
    spot: Spot

    def placed(self) -> Problem:
        """The problem with its place."""
        return replace(self.problem, place=self.spot.place(self.problem.excerpt, self.problem.span))


class Faults:
    """Gathers faults."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._found: list[Fault] = []
        self._unreadable: list[Problem] = []

    def add(
        self,
        code: str,
        spot: Spot,
        *,
        guess: str = "",
        excerpt: str = "",
        span: tuple[int, int] = (0, 0),
        only_warns: bool = False,
        values: Mapping[str, str] | None = None,
        **more: str,
    ) -> None:
        """Remember one more; `values` and `more` fill in its message."""
        problem = Problem(
            code=code,
            values={**(values or {}), **more},
            guess=guess,
            excerpt=excerpt,
            span=span,
            only_warns=only_warns,
        )
        self._found.append(Fault(problem, spot))

    def condition(self, error: "ConditionError", text: str, spot: Spot) -> None:
        """Remember a text that is no condition."""
        self.add(error.code, spot, guess=error.guess, excerpt=text, span=error.span, values=error.values)

    def table(self, error: "TableError", spot: Spot) -> None:
        """Remember rows that leave a gap or disagree; `spot` is that of the rows."""
        self.add(error.code, spot.within(str(error.row - 1)) if error.row else spot, values=error.values)

    def unreadable(self, *problems: Problem) -> None:
        """Remember that a file cannot be read, so that nobody is told that its content is missing."""
        self._unreadable += problems

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Why files cannot be read."""
        return tuple(self._unreadable)

    def __len__(self) -> int:
        """How many were found so far, warnings aside."""
        return sum(not fault.problem.only_warns for fault in self._found)

    def __iter__(self) -> Iterator[Problem]:
        """Every problem with its place, by file and line."""
        silent = FOLLOWS_FROM_A_MISSING_FILE if self._unreadable else frozenset()
        found = [fault.placed() for fault in self._found if fault.problem.code not in silent]
        return iter(sorted([*self._unreadable, *found], key=_where))

    def __bool__(self) -> bool:
        """Whether there is anything that is a reason to stop."""
        return bool(self._unreadable) or any(not fault.problem.only_warns for fault in self._found)


def _where(problem: Problem) -> tuple[str, int, int, str, str]:
    place = problem.place
    return place.file, place.line, place.column, problem.code, str(sorted(problem.values.items()))
