"""TOML: one profile per file, in groups."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from advisor.batch.chunk import Chunk, Read
from advisor.batch.inputs import STDIN
from advisor.files.profile import load, load_text
from advisor.files.toml import LARGEST_FILE
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError


def pieces(paths: Sequence[str], size: int, first: int, stdin: BinaryIO | None = None) -> Iterator[Chunk]:
    """The files in groups of `size`, numbered from `first`; standard input is a group of its own."""
    number, group = first, list[str]()
    for path in paths:
        if path == STDIN:
            if group:
                yield Chunk(number, "toml", tuple(group), row=0, count=len(group))
                number, group = number + 1, []
            data = stdin.read(LARGEST_FILE + 1) if stdin is not None else b""
            yield Chunk(number, "toml", (path,), row=0, count=1, data=data)
            number += 1
        else:
            group.append(path)
        if len(group) == size:
            yield Chunk(number, "toml", tuple(group), row=0, count=size)
            number, group = number + 1, []
    if group:
        yield Chunk(number, "toml", tuple(group), row=0, count=len(group))


def read(chunk: Chunk, rulebase: RuleBase) -> Iterator[Read]:
    """Every profile, or what is wrong with it."""
    for path in chunk.inputs:
        yield read_one(path, chunk.data, rulebase)


def read_one(path: str, data: bytes, rulebase: RuleBase) -> Read:
    """One profile, or what is wrong with it; `data` is that of standard input."""
    try:
        profile, warnings = load_text(data, rulebase) if path == STDIN else load(path, rulebase)
    except AdvisorError as error:
        return Read(path, 0, None, error.problems)
    return Read(path, 0, profile, warnings)
