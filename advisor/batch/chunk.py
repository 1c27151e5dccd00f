"""A piece of the input: small enough for memory, cheap to describe, and read by whichever process works on it."""

from collections.abc import Mapping
from typing import Any, Literal

from advisor.frozen import field, frozen
from advisor.model.profile import Profile
from advisor.problems import Problem

Format = Literal["toml", "jsonl", "csv", "xlsx", "parquet"]


@frozen
class Chunk:
    """Some consecutive profiles of one input. It can be sent to another process."""

    number: int
    """From 0, over all inputs: results are written in this order."""
    form: Format
    inputs: tuple[str, ...]
    """The paths: one, or of TOML one per profile. ``-`` is standard input, whose text is in `data`."""
    start: int = 0
    """Where it begins: the byte of JSONL and CSV, the row of a table, the row group of Parquet."""
    row: int = 1
    """The number of its first row, from 1."""
    count: int = 0
    """How many rows, as far as that is known beforehand; of Parquet how many row groups."""
    data: bytes = b""
    """Its text, where that cannot be read from a file again."""
    head: tuple[str, ...] = ()
    """The names of the columns, where they stand at the top of the input."""
    aside: str = ""
    """The file with its text, while that is put aside."""
    digest: str = ""
    """Of the text that was put aside."""


@frozen
class Read:
    """One profile of a chunk, or what is wrong with it."""

    input: str
    """The path as it was given."""
    row: int
    """Its row or line in that input, from 1; 0 where a file is one profile."""
    profile: Profile | None
    problems: tuple[Problem, ...] = ()
    """Faults where there is no profile, else warnings."""
    passed_on: Mapping[str, Any] = field(default_factory=dict)
    """Values of columns that are no questions and were asked to be passed on to the result."""


@frozen
class Refused:
    """One line of the file with errors."""

    input: str
    row: int
    code: str
    message: str
