"""What the pieces of an input say as columns: plain profiles together, those that need the exact reading one by one.

What a piece holds is the same block whichever way each of its profiles was read.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple, Protocol

import numpy as np

from advisor.batch.blocks import either, joined
from advisor.batch.chunk import Chunk, Read
from advisor.batch.plain_columns import REFUSED, Values
from advisor.columns.answers import Block, Told, block_of, days_of, taken
from advisor.frozen import frozen, replace
from advisor.model.rulebase import RuleBase


class Columned(NamedTuple):
    """What the profiles of a piece say."""

    block: Block
    rows: list[int]
    """Per profile of the block: the number of its line, or the place of its file."""
    refused: list[Read]
    """Those that are wrong, in order; a file that changed meanwhile stands last, as row 0."""
    passed_on: Mapping[str, list[Any]]
    """Per column that is passed on: a value per profile of the block, None where a line does not have it."""
    names: list[str]
    """Per profile of the block: its name."""
    apart: dict[int, Read]
    """By place in the block: profiles with suppliers, of which the block cannot say everything."""


class ColumnReader(Protocol):
    """Reads the pieces of one format straight to columns."""

    def understands(self, chunk: Chunk) -> bool:
        """Whether the profiles of a piece can be plain."""

    def columns(self, chunk: Chunk) -> Columned:
        """The profiles of a piece as a block, and what is wrong with the others."""


@frozen
class Plain:
    """Some plain profiles as columns."""

    told: Mapping[str, Told]
    rows: list[int]
    names: Sequence[str | None]
    """None where what stands there is no name."""
    passed_on: Mapping[str, list[Any]]
    days: Sequence[date | None]
    """The date of each; None where it has none."""


class Piece:
    """Gathers the profiles of one piece."""

    def __init__(self, rulebase: RuleBase, values: Mapping[str, Values], passed: Sequence[str] = ()) -> None:
        """Hold nothing yet."""
        self.rulebase = rulebase
        self.values = values
        self.passed = passed
        self.batches: list[Plain] = []
        self.others: dict[int, Read] = {}
        """By row, the profiles that are not plain."""
        self.unread: list[Read] = []

    def add(self, plain: Plain, exactly: Callable[[int], Read]) -> None:
        """Take plain profiles; `exactly` reads the one of a row whose values turn out not to be plain."""
        wrong = np.array([name is None for name in plain.names], dtype=np.bool_)
        for each in plain.told.values():
            wrong |= each.said == REFUSED
        if not wrong.any():
            self.batches.append(plain)
            return
        for place in np.flatnonzero(wrong):
            row = plain.rows[int(place)]
            self.others[row] = exactly(row)
        good = np.flatnonzero(~wrong)
        some = [int(place) for place in good]
        told = {name: taken(each, good) for name, each in plain.told.items()}
        passed = {column: [values[place] for place in some] for column, values in plain.passed_on.items()}
        rows = [plain.rows[place] for place in some]
        days = [plain.days[place] for place in some]
        self.batches.append(Plain(told, rows, [plain.names[place] for place in some], passed, days))

    def result(self) -> Columned:
        """Everything in the order of the rows."""
        good = {row: each for row, each in self.others.items() if each.profile is not None}
        rows = [row for batch in self.batches for row in batch.rows] + list(good)
        names = [name or "" for batch in self.batches for name in batch.names]
        names += [each.profile.name for each in good.values() if each.profile]
        passed = {
            column: [value for batch in self.batches for value in batch.passed_on[column]]
            + [each.passed_on.get(column) for each in good.values()]
            for column in self.passed
        }
        told = [(batch.told, len(batch.rows)) for batch in self.batches]
        if good:
            others = block_of(self.rulebase, [each.profile for each in good.values() if each.profile])
            told.append((others.told, len(good)))
        order = [int(place) for place in np.argsort(np.array(rows, dtype=np.int64), kind="stable")]
        in_order = [rows[place] for place in order]
        apart = {
            place: good[row]
            for place, row in enumerate(in_order)
            if row in good and (found := good[row].profile) is not None and found.suppliers
        }
        block = joined(self.values, told, order if good else None)
        if self.rulebase.turns:
            days = [day for batch in self.batches for day in batch.days]
            days += [each.profile.written_on for each in good.values() if each.profile]
            block = replace(block, days=days_of(self.rulebase, [days[place] for place in order]))
        return Columned(
            block=block,
            rows=in_order,
            refused=[self.others[row] for row in sorted(self.others.keys() - good.keys())] + self.unread,
            passed_on={column: [values[place] for place in order] for column, values in passed.items()},
            names=[names[place] for place in order],
            apart=apart,
        )


class Contents:
    """What plain profiles hold, gathered until it is made columns of."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.each: list[dict[str, Any]] = []
        self.rows: list[int] = []
        self._keys: dict[str, None] = {}

    def add(self, row: int, content: dict[str, Any]) -> None:
        """Take one."""
        if not content.keys() <= self._keys.keys():
            self._keys.update(dict.fromkeys(content))
        self.each.append(content)
        self.rows.append(row)

    def columns(
        self, values: Mapping[str, Values], about: Callable[[str], str]
    ) -> tuple[dict[str, Told], dict[str, Sequence[Any]]]:
        """What is said, question by question, and the other columns as they are.

        Args:
            values: Reads the values of a question.
            about: The question that a key is about; nothing where it is about none.
        """
        told: dict[str, Told] = {}
        others: dict[str, Sequence[Any]] = {}
        for key in self._keys:
            column = self.column(key)
            if question := about(key):
                found = values[question].column(column)
                told[question] = either(told[question], found) if question in told else found
            else:
                others[key] = column
        return told, others

    def column(self, key: str) -> list[Any]:
        """What each has under a key; None where it has nothing."""
        return list(map(dict.get, self.each, repeat(key)))


@contextmanager
def no_collection() -> Iterator[None]:
    """Let Python not look for circles while millions of values come and go, none of which is in one."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
