"""A block of profiles in, flat columns out: the unit of work, here and on any engine that has Arrow tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from advisor.advice.asked import Asked
from advisor.advice.in_force import on_stretch, stretch_of
from advisor.batch import flat
from advisor.batch.flat import Coded, Flat
from advisor.batch.tables import Decoded, decode, unknown_columns
from advisor.columns.answers import Block, Column
from advisor.columns.asked import asked_column
from advisor.columns.evaluate import Evaluated, evaluate
from advisor.columns.in_time import alike, counted, together
from advisor.columns.plan import Plan
from advisor.columns.results import Advice, advice
from advisor.columns.settle import counts
from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Problem, describe
from advisor.words import Words

ERROR = "error"
"""The column of a result that says why a row has none."""


@frozen
class Part:
    """What became of the profiles of a block for which the same is in force: where nothing is dated, of all of them."""

    places: Column | None
    """Which profiles these are; None for all."""
    plan: Plan
    evaluated: Evaluated
    advice: Advice


@frozen
class Assessed:
    """What became of a block."""

    size: int
    flat: Flat
    parts: tuple[Part, ...]

    def surely(self, asked: Asked) -> Column:
        """For which profiles a condition over the result surely holds. Raises AdvisorError."""
        held = np.zeros(self.size, dtype=np.bool_)
        for part in self.parts:
            surely, _possibly = asked_column(asked, part.plan, part.evaluated, part.advice)
            held[slice(None) if part.places is None else part.places] = surely
        return held


class Assessor:
    """Assesses blocks by one rule base, planned once; where something in it is dated, once for each stretch of time."""

    def __init__(self, rulebase: RuleBase, as_of: date | None = None) -> None:
        """Plan. `as_of` is the date of the advice; by default that of each profile."""
        self.rulebase = rulebase
        self.as_of = as_of
        self._words = Words(rulebase.language)
        self._plans: dict[int, Plan] = {}
        self._plan(stretch_of(rulebase, as_of or rulebase.released))

    def _plan(self, stretch: int) -> Plan:
        if stretch not in self._plans:
            self._plans[stretch] = Plan(on_stretch(self.rulebase, stretch))
        return self._plans[stretch]

    def assess(self, block: Block, day: date | None = None) -> Assessed:
        """The flat result of a block; `day` is the date of profiles without one, by default that of the advice."""
        base = self.rulebase
        if not base.turns:
            part = _part(None, self._plan(0), block)
            states = counts(part.evaluated.states, block.size)
            return Assessed(block.size, flat.columns(base, part.advice, states), (part,))
        found = [
            _part(each.places, self._plan(each.stretch), each.block)
            for each in alike(base, block, self.as_of, day or self.as_of or base.released)
        ]
        places = [(each.places, each) for each in found if each.places is not None]
        states = counted(block.size, [(where, counts(each.evaluated.states, len(where))) for where, each in places])
        whole = together(base, block.size, [(where, each.advice) for where, each in places])
        return Assessed(block.size, flat.columns(base, whole, states), tuple(found))

    def table(self, answers: pa.Table, passed_on: Sequence[str] = ()) -> pa.Table:
        """The flat result of a table of answers: a row per row, in the same order.

        A row that is wrong has nothing in it but the reason, in the column ``error``. Columns that are `passed_on`
        stand first.

        Raises:
            AdvisorError: A column is neither an answer nor passed on, stands there twice, or is not there; or one that
                is passed on is called like one of the result.
        """
        if problems := self._faults(answers.column_names, passed_on):
            raise AdvisorError(*problems)
        found, _truths = self.with_errors(decode(self.rulebase, answers), answers.num_rows)
        columns = {name: answers.column(name) for name in passed_on}
        return pa.table({**columns, **dict(zip(found.column_names, found.columns, strict=True))})

    def _told(self, problems: Sequence[Problem]) -> str:
        return "\n".join(describe(each, self._words) for each in problems)

    def _faults(self, names: Sequence[str], passed_on: Sequence[str]) -> list[Problem]:
        """Everything wrong with the names of the columns of a table."""
        ours = {ERROR, *(each.name for each in flat.fields(self.rulebase))}
        return [
            *unknown_columns(self.rulebase, names, passed_on),
            *(Problem(code="P460", values={"option": name}) for name, count in Counter(names).items() if count > 1),
            *(Problem(code="P491", values={"column": name}) for name in passed_on if name not in names),
            *(Problem(code="P490", values={"column": name}) for name in passed_on if name in ours),
        ]

    def with_errors(
        self, decoded: Decoded, size: int, asked: Sequence[Asked] = (), day: date | None = None
    ) -> tuple[pa.Table, list[pa.Array]]:
        """The flat result of a table of so many rows, and per condition a column with whether it surely holds.

        `day` is the date of the profiles; by default that of the advice.
        """
        result = self.assess(decoded.block, day)
        found = arrow(result.flat)
        surely = [result.surely(each) for each in asked]
        if decoded.faults:
            found = _spread(found, decoded.kept, size)
            surely = [_false_elsewhere(each, decoded.kept, size) for each in surely]
        errors = [self._told(decoded.faults[row]) if row in decoded.faults else None for row in range(size)]
        found = found.append_column(ERROR, pa.array(errors, pa.string()))
        return found, [pa.array(each) for each in surely]


def _part(places: Column | None, plan: Plan, block: Block) -> Part:
    found = evaluate(plan, block)
    return Part(places, plan, found, advice(plan, found))


def assess_table(answers: pa.Table, rulebase: RuleBase, passed_on: Sequence[str] = ()) -> pa.Table:
    """The flat result of a table of answers, once: see `Assessor.table`."""
    return Assessor(rulebase).table(answers, passed_on)


def _spread(table: pa.Table, kept: Column, size: int) -> pa.Table:
    """The rows at their places, with nothing where there is none."""
    places = np.full(size, -1, dtype=np.int64)
    places[kept] = np.arange(len(kept))
    return table.take(pa.array(places, mask=places < 0))


def _false_elsewhere(truth: Column, kept: Column, size: int) -> Column:
    """The truths at their places, and false where there is none."""
    found = np.zeros(size, dtype=np.bool_)
    found[kept] = truth
    return found


def arrow(columns: Mapping[str, Coded | Any]) -> pa.Table:
    """Flat columns as an Arrow table; texts of which there are few as a dictionary."""
    return pa.table({name: _array(column) for name, column in columns.items()})


def _array(column: Coded | Any) -> pa.Array:  # noqa: ANN401  (a column of NumPy)
    if isinstance(column, Coded):
        # Of columns whose values are not those of every block, the codes are wide: they are of one type in every block.
        few = column.codes.itemsize == 1 and len(column.values) <= np.iinfo(np.int8).max
        kind = np.int8 if few else np.int32
        return pa.DictionaryArray.from_arrays(pa.array(column.codes.astype(kind, copy=False)), pa.array(column.values))
    return pa.array(column)
