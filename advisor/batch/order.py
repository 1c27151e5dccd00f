"""What a run is to do, as data that can be sent to other processes."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

import pyarrow as pa

from advisor.frozen import field, frozen

COUNTED: Final = ("lead", "form", "readiness")
"""Columns of which the summary says how often each value occurs."""
Output = Literal["jsonl", "csv", "parquet", "xlsx", "sqlite"]


@frozen(kw_only=True)
class Order:
    """How to read, assess and write."""

    rules: tuple[str, ...] = ()
    """Folders over the shipped rules."""
    language: str = "en"
    basis: str = ""
    """A fingerprint of the program, the rules and the mapping, which a run that was stopped goes on with."""
    output: Output = "jsonl"
    whole: bool = False
    """Whole assessments with their reasons, instead of flat rows."""
    printer: str
    """``module:function`` that prints an assessment as a line; whoever orders the run knows the formats."""
    mapping: str = ""
    """The file that renames columns and options; nothing where there is none."""
    where: str = ""
    """Only profiles for which this condition surely holds."""
    fail_on: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Names of flat columns, with ``*`` for any; all of them where there are none."""
    as_of: date | None = None
    passed: Mapping[str, pa.DataType] = field(default_factory=dict)
    """Columns that are passed on as what they are, because every input has them as that; all others become texts."""
    block: int = 40_960
    """Profiles worked on together."""


@frozen(kw_only=True)
class Tally:
    """What is counted over some profiles."""

    read: int = 0
    written: int = 0
    refused: int = 0
    failed_on: int = 0
    """Profiles for which a condition of ``--fail-on`` surely holds."""
    values: dict[str, dict[str, int]]
    """Per flat column of the summary: how often each value occurs."""

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        values = {name: dict(found) for name, found in self.values.items()}
        for name, found in other.values.items():
            mine = values.setdefault(name, {})
            for value, number in found.items():
                mine[value] = mine.get(value, 0) + number
        return Tally(
            read=self.read + other.read,
            written=self.written + other.written,
            refused=self.refused + other.refused,
            failed_on=self.failed_on + other.failed_on,
            values=values,
        )
