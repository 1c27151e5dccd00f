"""What the columns of a table are about."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from advisor.batch.mapping import NO_MAPPING, TableMapping, find, targets
from advisor.files.values import shown
from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import Place, Problem
from advisor.words import closest

NAMES: Final = ("id", "name")
"""Columns that have the name of a profile, unless a mapping says which has."""
HEAD: Final = ("language", "date")
MOST_KEPT: Final = 100_000
"""Keys of lines of JSON, which whoever wrote them made up."""

MOST_TOLD: Final = 20
"""Faults of one table or line; the rest is counted."""


@frozen
class Meaning:
    """What a column is about; nothing of all this for one that is ignored."""

    question: str = ""
    part: str = ""
    """Of the answer; nothing for all of it."""
    head: str = ""
    """``name``, ``language`` or ``date`` of the profile."""
    passed: bool = False
    """Handed on to the result."""


IGNORED: Final = Meaning()


class Meanings:
    """Knows what columns are about."""

    def __init__(self, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> None:
        """Know no column yet."""
        self.rulebase = rulebase
        self.mapping = mapping
        self._known: dict[str, Meaning | None] = {}
        self._guesses: dict[str, str] = {}

    def of(self, column: str) -> Meaning | None:
        """What a column is about; None when nothing tells."""
        if column not in self._known:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
            self._known[column] = self._find(column)
        return self._known[column]

    def _find(self, column: str) -> Meaning | None:
        mapping = self.mapping
        if column in mapping.ignored:
            return IGNORED
        if column in mapping.passed:
            return Meaning(passed=True)
        if (found := find(self.rulebase, mapping.columns.get(column, column))) and column not in self._named():
            return Meaning(found[0].id, found[1])
        head = self._named().get(column, "")
        return Meaning(head=head) if head else None

    def _named(self) -> dict[str, str]:
        """Per column with something of the head of a profile: what."""
        mapping = self.mapping
        given = {mapping.name: "name", mapping.language_in: "language", mapping.date_in: "date"}
        usual = {
            **({} if mapping.name else dict.fromkeys(NAMES, "name")),
            **({} if mapping.language_in else {"language": "language"}),
            **({} if mapping.date_in else {"date": "date"}),
        }
        usual = {column: head for column, head in usual.items() if column not in self.rulebase.questions}
        return {column: head for column, head in {**usual, **given}.items() if column}

    def unknown(self, column: str, place: Place) -> Problem:
        """That nothing tells what a column is about."""
        if column not in self._guesses:
            if len(self._guesses) > MOST_KEPT:
                self._guesses.clear()
            known = [*targets(self.rulebase), *self.mapping.columns, *self._named()]
            self._guesses[column] = closest(column, known) or ""
        return Problem(code="P481", values={"column": shown(column)}, guess=self._guesses[column], place=place)

    def faults(self, head: Sequence[str], place: Place) -> tuple[Problem, ...]:
        """What is wrong with the names of the columns of a table; of much that is, the first, and how much more."""
        unknown = [(column or f"({number})") for number, column in enumerate(head, start=1) if self.of(column) is None]
        problems = [self.unknown(column, place) for column in unknown[:MOST_TOLD]]
        for column, count in Counter(head).items():
            if count > 1 and self.of(column) != IGNORED:
                problems.append(Problem(code="P460", values={"option": shown(column)}, place=place))
        first: dict[Meaning, str] = {}
        for column in dict.fromkeys(head):
            meaning = self.of(column)
            if meaning and (meaning.question or meaning.head):
                other = first.setdefault(meaning, column)
                if other != column:
                    about = meaning.question or meaning.head
                    values = {"first": shown(other), "second": shown(column), "id": about}
                    problems.append(Problem(code="P482", values=values, place=place))
        more = len(unknown[MOST_TOLD:]) + len(problems[MOST_TOLD:])
        return (*problems[:MOST_TOLD], *untold(more, place))


def untold(more: int, place: Place) -> tuple[Problem, ...]:
    """That there is more wrong than what was told, if there is."""
    return (Problem(code="P429", values={"count": str(more)}, place=place),) if more else ()
