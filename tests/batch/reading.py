"""What the tests of the readers share: files of every format, read against the small rule base."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisor.batch.chunk import Chunk, Format, Read
from advisor.batch.mapping import NO_MAPPING, TableMapping
from advisor.batch.sources import chunks, faults_of_head, read
from advisor.model.profile import Profile
from advisor.problems import AdvisorError
from tests.files.small import RULEBASE


def reads(path: Path, form: Format, mapping: TableMapping = NO_MAPPING, size: int = 2) -> list[Read]:
    """Every row of a file, read in pieces."""
    return [each for chunk in chunks(str(path), form, size, 0) for each in read(chunk, RULEBASE, mapping)]


def profiles(path: Path, form: Format, mapping: TableMapping = NO_MAPPING, size: int = 2) -> list[Profile]:
    """Every profile of a file without faults."""
    found = reads(path, form, mapping, size)
    assert [each.problems for each in found if each.profile is None] == []
    return [each.profile for each in found if each.profile is not None]


def codes(found: Sequence[Read]) -> list[tuple[int, list[str]]]:
    """Per row the codes of what is wrong with it."""
    return [(each.row, [problem.code for problem in each.problems]) for each in found]


def workbook(path: Path, *rows: Sequence[Any]) -> Path:
    """A workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def pieces(path: Path, form: Format, size: int = 10) -> tuple[list[Chunk], list[str]]:
    """The pieces of a file as far as they can be had, and the codes of what is wrong with the file as a whole."""
    found: list[Chunk] = []
    try:
        for chunk in chunks(str(path), form, size, 0):
            if problems := faults_of_head(chunk, RULEBASE):
                return found, [each.code for each in problems]
            found.append(chunk)
    except AdvisorError as error:
        return found, [each.code for each in error.problems]
    return found, []
