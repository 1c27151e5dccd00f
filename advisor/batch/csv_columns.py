"""CSV straight to columns, where every column is about a question of its own or names the profiles.

A table with columns for parts of answers, and a row in which anything is wrong, is read by `advisor.batch.sources` one
row at a time; both ways give the same block. What a cell says is always what `advisor.batch.cells` says: each different
text of a column is read once and looked up after that.
"""

from typing import Final

from advisor.batch.chunk import Chunk, Read
from advisor.batch.columned import Columned, Piece, Plain, no_collection
from advisor.batch.csv_rows import rows
from advisor.batch.loose import as_text
from advisor.batch.mapping import NO_MAPPING, TableMapping
from advisor.batch.meanings import Meaning
from advisor.batch.plain_columns import Values
from advisor.batch.rows import RowReader
from advisor.batch.sources import as_profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Problem

SIMPLE_HEADS: Final = ("", "name")


class CellReader:
    """Reads pieces of tables, and remembers what it found out about texts from piece to piece."""

    def __init__(self, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> None:
        """Know no text yet."""
        self.rulebase = rulebase
        self.exact = RowReader(rulebase, mapping)
        self.values = {name: Values(question, self._cell) for name, question in rulebase.questions.items()}

    def understands(self, chunk: Chunk) -> bool:
        """Whether rows below these names of columns can be plain."""
        head = chunk.head
        meanings = [self.exact.meanings.of(column) for column in head]
        about = [(each.question, each.head) for each in meanings if each and (each.question or each.head)]
        simple = all(each and not each.part and each.head in SIMPLE_HEADS for each in meanings)
        return simple and len(set(about)) == len(about) and len(set(head)) == len(head)

    def columns(self, chunk: Chunk) -> Columned:
        """The rows of a piece as a block, and what is wrong with the others."""
        path, head = chunk.inputs[0], chunk.head
        meanings = [self.exact.meanings.of(column) or Meaning() for column in head]
        passed = [column for column, meaning in zip(head, meanings, strict=True) if meaning.passed]
        piece = Piece(self.rulebase, self.values, passed)
        found: dict[int, list[str]] = {}
        try:
            with no_collection():
                for row, cells in rows(chunk):
                    if isinstance(cells, Problem):
                        piece.others[row] = Read(path, row, None, (cells,))
                    else:
                        found[row] = cells
        except AdvisorError as error:
            piece.unread.append(Read(path, 0, None, error.problems))

        def exactly(row: int) -> Read:
            return as_profile(self.exact.of_table(path, row, head, found[row]), self.rulebase)

        by_column = zip(*found.values(), strict=True) if found else ([] for _column in head)
        told, names, kept = {}, [""] * len(found), {}
        for column, meaning, cells_below in zip(head, meanings, by_column, strict=True):
            below = list(cells_below)
            if meaning.question:
                told[meaning.question] = self.values[meaning.question].column(below)
            elif meaning.head:
                names = [str(as_text(each)) for each in below]
            elif meaning.passed:
                kept[column] = below
        days = [self.exact.mapping.written_on] * len(found)
        piece.add(Plain(told, list(found), names, kept, days), exactly)
        return piece.result()

    def _cell(self, question: str, text: object) -> object:
        return self.exact.cells(question).value(text, "")
