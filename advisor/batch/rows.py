"""One row of a table or one line of JSON as the tables of a profile, or everything that is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.batch.cells import Cells
from advisor.batch.joining import joined
from advisor.batch.loose import as_date, as_text, without_nothing
from advisor.batch.mapping import NO_MAPPING, TableMapping, meant
from advisor.batch.meanings import MOST_TOLD, Meaning, Meanings, untold
from advisor.batch.xlsx_rows import DATE
from advisor.files.values import AnswerError, shown
from advisor.frozen import field, frozen, replace
from advisor.model.rulebase import RuleBase
from advisor.problems import Place, Problem


@frozen(kw_only=True)
class Row:
    """What one row says, as the tables of a profile."""

    input: str
    row: int
    tables: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What is wrong with it by itself; the answers may be wrong beside that."""
    passed_on: Mapping[str, Any] = field(default_factory=dict)


class RowReader:
    """Reads rows by what their columns mean."""

    def __init__(self, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> None:
        """Know no column yet."""
        self.rulebase = rulebase
        self.mapping = mapping
        self.meanings = Meanings(rulebase, mapping)
        self._cells: dict[str, Cells] = {}

    def of_table(self, path: str, row: int, head: Sequence[str], cells: Iterable[Any]) -> Row:
        """A row of cells below the names of their columns."""
        return self._row(path, row, zip(head, cells, strict=False), typed=False)

    def of_object(self, path: str, row: int, content: Mapping[str, Any]) -> Row:
        """A line of JSON: a whole profile, or answers with their names."""
        if isinstance(content.get("answers"), dict) or isinstance(content.get("profile"), dict):
            return self._profile(path, row, content)
        return self._row(path, row, content.items(), typed=True)

    def cells(self, question: str) -> Cells:
        """What understands the cells about a question."""
        if question not in self._cells:
            texts = self.mapping.options.get(question)
            self._cells[question] = Cells(self.rulebase.questions[question], texts)
        return self._cells[question]

    def _profile(self, path: str, row: int, content: Mapping[str, Any]) -> Row:
        found = _Gathering(path, row)
        tables: dict[str, Any] = {}
        for key, value in content.items():
            meaning = self.meanings.of(key)
            if meaning is None or meaning.question or meaning.head == "name":
                tables[key] = without_nothing(value, key)
            elif meaning.passed:
                found.passed[key] = value
        for key in [key for key in tables if (self.meanings.of(key) or Meaning()).head == "name"]:
            found.into_head(key, "name", tables.pop(key))
        if found.head and isinstance(head := tables.setdefault("profile", {}), dict):
            named = head.setdefault("name", found.head["name"])
            if named != found.head["name"]:
                found.clash("id", "profile.name", "name")
        answers = tables.get("answers")
        if isinstance(answers, dict):
            for name in self.mapping.options.keys() & answers.keys():
                answers[name] = self._renamed(name, answers[name])
        return self._done(found, tables)

    def _row(self, path: str, row: int, given: Iterable[tuple[str, Any]], *, typed: bool) -> Row:
        found = _Gathering(path, row)
        unknown = 0
        for column, cell in given:
            meaning = self.meanings.of(column)
            if meaning is None:
                unknown += 1
                if unknown <= MOST_TOLD:
                    found.problems.append(self.meanings.unknown(column, Place(path, (column,), line=row)))
            elif meaning.passed:
                found.passed[column] = cell[DATE] if isinstance(cell, dict) and DATE in cell else cell
            elif meaning.head:
                found.into_head(column, meaning.head, cell)
            elif meaning.question:
                self._gather(found, column, meaning, cell, typed=typed)
        found.problems += untold(max(0, unknown - MOST_TOLD), Place(path, line=row))
        answers = {}
        for name, parts in found.parts.items():
            try:
                is_whole = parts.keys() == {""}
                answers[name] = (
                    parts[""] if is_whole else joined(self.rulebase.questions[name], parts, found.present[name])
                )
            except AnswerError as error:
                found.refuse(error, name, None)
        tables = {key: table for key, table in (("profile", found.head), ("answers", answers)) if table}
        return self._done(found, tables)

    def _gather(self, found: "_Gathering", column: str, meaning: Meaning, cell: object, *, typed: bool) -> None:
        """Read one cell; a value of JSON has its own kind, as in TOML: a text is no number."""
        name = meaning.question
        found.present.setdefault(name, set()).add(meaning.part)
        try:
            value = self.typed(name, cell) if typed else self.cells(name).value(cell, meaning.part)
        except AnswerError as error:
            found.refuse(error, column, cell)
        else:
            if value is not None:
                found.parts.setdefault(name, {})[meaning.part] = value

    def typed(self, name: str, value: object) -> Any:  # noqa: ANN401  (whatever stands there)
        """A value of JSON as a profile in TOML holds it."""
        return without_nothing(self._renamed(name, value) if name in self.mapping.options else value)

    def _renamed(self, name: str, value: object) -> object:
        """The value that a text stands for in the mapping."""
        return meant(self.rulebase.questions[name], self.mapping.options[name], value)

    def _done(self, found: "_Gathering", tables: dict[str, Any]) -> Row:
        for key, value in (("language", self.mapping.language), ("date", self.mapping.written_on)):
            if value and isinstance(head := tables.setdefault("profile", {}), dict):
                head.setdefault(key, value)
        problems = tuple(found.problems)
        return Row(input=found.path, row=found.row, tables=tables, problems=problems, passed_on=found.passed)


class _Gathering:
    """What was found in one row so far."""

    def __init__(self, path: str, row: int) -> None:
        self.path = path
        self.row = row
        self.head: dict[str, Any] = {}
        self.parts: dict[str, dict[str, Any]] = {}
        """Per question and part of its answer: what was said."""
        self.present: dict[str, set[str]] = {}
        """Per question: the parts that have a column."""
        self.passed: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def into_head(self, column: str, key: str, cell: Any) -> None:  # noqa: ANN401  (whatever stands there)
        """Take a cell with the name, the language or the date of a profile."""
        value = as_text(cell[DATE] if isinstance(cell, dict) and DATE in cell else cell)
        if value in ("", None):
            return
        if key in self.head:
            self.clash(column, key, key)
        self.head[key] = as_date(value) if key == "date" else value

    def clash(self, first: str, second: str, about: str) -> None:
        """Two columns say the same thing."""
        values = {"first": first, "second": second, "id": about}
        self.problems.append(Problem(code="P482", values=values, place=Place(self.path, (first,), line=self.row)))

    def refuse(self, error: AnswerError, column: str, cell: object) -> None:
        """A cell that cannot be understood."""
        excerpt, span = _excerpt(column, cell)
        place = Place(self.path, (column,), line=self.row)
        self.problems.append(
            Problem(code=error.code, values=error.values, guess=error.guess, place=place, excerpt=excerpt, span=span)
        )


def _excerpt(column: str, cell: object) -> tuple[str, tuple[int, int]]:
    """A column and its cell, and where the cell stands in that."""
    text = "" if cell is None or isinstance(cell, dict) else shown(cell)
    line = f"{shown(column)}: {text}" if text else shown(column)
    return line, (len(line) - len(text) if text else 0, len(line))


def with_row(problems: Iterable[Problem], row: int, tables: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems of a profile that stands in a row, with the row and what stands there."""
    for problem in problems:
        place = problem.place
        if place.line or problem.excerpt:
            yield problem
            continue
        value: Any = tables
        for key in place.key:
            value = value.get(key) if isinstance(value, dict) else None
        name = ".".join(place.key).removeprefix("answers.")
        excerpt, span = _excerpt(name, value) if name else ("", (0, 0))
        yield replace(problem, place=replace(place, line=row), excerpt=excerpt, span=span)
