"""One chunk of the input, assessed and written as one part: what every process of a run does."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from advisor.advice.asked import Asked, parse_asked
from advisor.advice.assess import assess
from advisor.batch import flat
from advisor.batch.block import Assessed, Assessor, arrow
from advisor.batch.carried import taken_back
from advisor.batch.chunk import Chunk, Read, Refused
from advisor.batch.columned import ColumnReader
from advisor.batch.mapping import NO_MAPPING, load_mapping
from advisor.batch.order import COUNTED, Order, Tally
from advisor.batch.parts import Part, as_text, write_part
from advisor.batch.sources import read
from advisor.batch.table_rows import Rows, TableReader
from advisor.columns.answers import Block, Column, block_of
from advisor.files.shipped import load_rulebase
from advisor.language.trace import Truth
from advisor.model.assessment import OPEN
from advisor.problems import Place, Problem, describe
from advisor.words import Words

if TYPE_CHECKING:
    from advisor.model.assessment import Assessment
    from advisor.model.profile import Profile


class Worker:
    """Has the rule base, and does one chunk after another."""

    def __init__(self, order: Order, folder: str) -> None:
        """Load what every chunk needs; `folder` is where parts are put."""
        self.order = order
        self.folder = Path(folder)
        self.words = Words(order.language)
        self.rulebase = load_rulebase(order.rules, order.language)
        self.assessor = Assessor(self.rulebase, order.as_of)
        self.mapping = load_mapping(order.mapping, self.rulebase) if order.mapping else NO_MAPPING
        self.tables = TableReader(self.rulebase, self.mapping)
        module, _colon, attribute = order.printer.partition(":")
        self.printer: Callable[..., str] = getattr(import_module(module), attribute)
        self.where = parse_asked(order.where, self.rulebase) if order.where else None
        self.fail_on = [parse_asked(each, self.rulebase) for each in order.fail_on]
        self._readers: dict[str, ColumnReader | None] = {}

    def work(self, chunk: Chunk) -> Tally:
        """Assess a chunk and write its part; it is done when its tally is on disk."""
        refused: list[Refused] = []
        chunk = taken_back(chunk)
        if self.order.whole:
            found = self._whole(self._reads(chunk, refused), refused)
        elif chunk.form == "parquet":
            found = self._tables(chunk, refused)
        elif (reader := self._reader(chunk.form)) is not None and reader.understands(chunk):
            found = self._columned(chunk, reader, refused)
        else:
            found = self._rows(self._reads(chunk, refused), refused)
        return write_part(self.folder, chunk.number, self.order, found, refused)

    def _reads(self, chunk: Chunk, refused: list[Refused]) -> Iterator[Read]:
        """Every profile of a chunk, one at a time."""
        if chunk.form != "parquet":
            yield from read(chunk, self.rulebase, self.mapping)
            return
        for start, table in self._read(chunk, refused):
            rows = self._right(table, chunk.inputs[0], start, refused)
            yield from self.tables.profiles(rows, chunk.inputs[0], start)

    # -- whole assessments

    def _whole(self, reads: Iterator[Read], refused: list[Refused]) -> Iterator[Part]:
        for each in reads:
            if each.profile is None:
                self._refuse(each, refused)
                continue
            advice = assess(self.rulebase, each.profile, self.words, as_of=self.order.as_of)
            fails = sum(asked.holds(advice) is Truth.YES for asked in self.fail_on) > 0
            row = flat.row(advice)
            counted: dict[str, dict[str, int]] = {name: {_counted(name, row): 1} for name in COUNTED if name in row}
            if self.where is not None and self.where.holds(advice) is not Truth.YES:
                yield Part(tally=Tally(read=1, failed_on=int(fails), values={}))
                continue
            line = self.printer(advice, self.words).encode()
            yield Part(data=line, tally=Tally(read=1, written=1, failed_on=int(fails), values=counted))

    def _refuse(self, found: Read, refused: list[Refused]) -> None:
        refused += [Refused(found.input, found.row, each.code, self._message(each)) for each in found.problems]

    def _message(self, problem: Problem) -> str:
        return describe(problem, self.words)

    # -- flat rows

    def _rows(self, reads: Iterator[Read], refused: list[Refused]) -> Iterator[Part]:
        good: list[Read] = []
        begun = False
        for each in reads:
            if each.profile is None:
                self._refuse(each, refused)
            else:
                good.append(each)
            if len(good) == self.order.block:
                yield self._flat_part(good)
                good, begun = [], True
        if good or not begun:  # an output in which nothing is left still has its columns
            yield self._flat_part(good)

    def _flat_part(self, reads: Sequence[Read]) -> Part:
        profiles = [each.profile for each in reads if each.profile is not None]
        names = pa.array([profile.name for profile in profiles], pa.string())
        passed = {name: [each.passed_on.get(name) for each in reads] for name in self.mapping.passed}
        origin = self._origin(_texts(each.input for each in reads), [each.row for each in reads], names, passed)
        alone = {place: profile for place, profile in enumerate(profiles) if profile.suppliers}
        return self._together(block_of(self.rulebase, profiles), origin, alone)

    def _columned(self, chunk: Chunk, reader: ColumnReader, refused: list[Refused]) -> Iterator[Part]:
        """Lines of JSON, rows of CSV and files of TOML straight to columns."""
        found = reader.columns(chunk)
        for each in found.refused:
            self._refuse(each, refused)
        size, are_files = len(found.rows), chunk.form == "toml"
        inputs = _texts(chunk.inputs[row] for row in found.rows) if are_files else _constant(chunk.inputs[0], size)
        rows = np.zeros(size, dtype=np.int64) if are_files else found.rows
        origin = self._origin(inputs, rows, pa.array(found.names, pa.string()), found.passed_on)
        alone = {place: each.profile for place, each in found.apart.items() if each.profile is not None}
        yield self._together(found.block, origin, alone)

    def _reader(self, form: str) -> ColumnReader | None:
        """What reads a format to columns, if anything does; it remembers what it read before."""
        if form not in self._readers:
            self._readers[form] = self._made(form)
        return self._readers[form]

    def _made(self, form: str) -> ColumnReader | None:
        match form:  # each is of use for one format only
            case "toml":
                from advisor.batch.toml_columns import FileReader  # noqa: PLC0415

                return FileReader(self.rulebase)
            case "csv":
                from advisor.batch.csv_columns import CellReader  # noqa: PLC0415

                return CellReader(self.rulebase, self.mapping)
            case "jsonl":
                from advisor.batch.jsonl_columns import LineReader  # noqa: PLC0415

                return LineReader(self.rulebase, self.mapping)
            case _:
                return None

    def _together(self, block: Block, origin: Mapping[str, Any], alone: "Mapping[int, Profile]") -> Part:
        """A block as flat rows; profiles with suppliers alone, because the weakest is found one profile at a time."""
        found = self.assessor.assess(block)
        table = arrow(found.flat)
        as_of = self.order.as_of
        advice = {place: assess(self.rulebase, each, self.words, as_of=as_of) for place, each in alone.items()}
        if advice:
            rows = table.to_pylist()
            for place, each in advice.items():
                rows[place] = flat.row(each)
            plain = pa.schema([_plain(each) for each in table.schema])
            table = pa.Table.from_pylist(rows, schema=plain).cast(table.schema)
        return self._selected(origin, table, found, advice)

    def _origin(
        self,
        inputs: pa.Array,
        rows: Sequence[int] | Column,
        names: pa.Array,
        passed: Mapping[str, Sequence[Any]],
    ) -> dict[str, pa.Array]:
        """The columns before those with the result: the same ones of the same types, whatever the input."""
        origin = {"input": inputs, "row": pa.array(rows, pa.int64()), "name": names}
        for name in self.mapping.passed:
            kind = self.order.passed.get(name)
            if kind is None:
                told = passed.get(name, [None] * len(inputs))
                origin[name] = pa.array([as_text(each) for each in told], pa.string())
            else:
                origin[name] = passed.get(name, pa.nulls(len(inputs), kind))
        return origin

    def _tables(self, chunk: Chunk, refused: list[Refused]) -> Iterator[Part]:
        begun = False
        for start, table in self._read(chunk, refused):
            yield self._table(table, chunk.inputs[0], start, refused)
            begun = True
        if not begun:
            yield self._flat_part([])

    def _table(self, table: pa.Table, path: str, start: int, refused: list[Refused]) -> Part:
        """A function of its own, so that nothing of one block is left when the next is worked out."""
        rows = self._right(table, path, start, refused)
        kept, block = rows.decoded.kept, rows.decoded.block
        found = self.assessor.assess(block, self.mapping.written_on)
        places = pa.array(kept)
        called = pa.repeat("", len(kept))
        if "name" in rows.heads:
            called = pa.array([each or "" for each in rows.heads["name"]], pa.string()).take(places)
        passed = {name: column.take(places) for name, column in rows.passed_on.items()}
        passed = {name: each if name in self.order.passed else each.to_pylist() for name, each in passed.items()}
        origin = self._origin(_constant(path, len(kept)), kept + start, called, passed)
        return self._selected(origin, arrow(found.flat), found, {})

    def _right(self, table: pa.Table, path: str, start: int, refused: list[Refused]) -> Rows:
        """The rows of a table that are right; the others are refused."""
        rows = self.tables.read(table)
        faults = rows.decoded.faults
        for place in sorted(faults):
            refused += [Refused(path, start + place, each.code, self._message(each)) for each in faults[place]]
        return rows

    def _read(self, chunk: Chunk, refused: list[Refused]) -> Iterator[tuple[int, pa.Table]]:
        """The rows of row groups, as far as they can be read, each with the number of its first row."""
        path, start = chunk.inputs[0], chunk.row
        groups = list(range(chunk.start, chunk.start + chunk.count))
        try:
            source = pq.ParquetFile(path)
            problems = self.tables.meanings.faults(source.schema_arrow.names, Place(path))
            if not problems:
                for batch in source.iter_batches(batch_size=self.order.block, row_groups=groups, use_threads=False):
                    yield start, pa.Table.from_batches([batch])
                    start += batch.num_rows
        except (OSError, IndexError, pa.ArrowException) as error:
            problems = (Problem(code="F202", values={"reason": str(error)}, place=Place(path)),)
        refused += [Refused(path, 0, each.code, self._message(each)) for each in problems]

    def _selected(
        self, origin: Mapping[str, Any], table: pa.Table, found: Assessed, alone: "Mapping[int, Assessment]"
    ) -> Part:
        """The rows for which the condition surely holds, in the columns that were asked for."""
        size = table.num_rows
        fails = np.zeros(size, dtype=np.bool_)
        for each in self.fail_on:
            fails |= self._surely(each, found, alone)
        names = [name for name in table.column_names if _is_selected(name, self.order.select)]
        result = pa.table({**origin, **{name: table.column(name) for name in names}})
        if self.where is not None:
            kept = pa.array(self._surely(self.where, found, alone))
            result, table = result.filter(kept), table.filter(kept)
        counted = {name: _counts(name, table) for name in COUNTED if name in table.column_names}
        tally = Tally(read=size, written=result.num_rows, failed_on=int(fails.sum()), values=counted)
        return Part(table=result, tally=tally)

    def _surely(self, asked: Asked, found: Assessed, alone: "Mapping[int, Assessment]") -> Column:
        held = found.surely(asked)
        for place, each in alone.items():
            held[place] = asked.holds(each) is Truth.YES
        return held


def _counts(name: str, table: pa.Table) -> dict[str, int]:
    """How often each value occurs; a lead that can still become another one is open."""
    if name == "lead":
        settled = table.column("lead_settled")
        counts = _counts_of(table.column(name).filter(settled))
        still_open = table.num_rows - sum(counts.values())
        return counts | ({OPEN: still_open} if still_open else {})
    return _counts_of(table.column(name))


def _counts_of(column: pa.ChunkedArray) -> dict[str, int]:
    counted = column.value_counts().to_pylist()
    return {each["values"]: each["counts"] for each in counted if each["values"] is not None}


def _counted(name: str, row: Mapping[str, object]) -> str:
    return OPEN if name == "lead" and not row["lead_settled"] else str(row[name])


def _constant(text: str, size: int) -> pa.Array:
    """The same text for every row, of the type of `_texts`."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), pa.array([text]))


def _texts(texts: Iterable[str]) -> pa.Array:
    """A text per row."""
    return pa.array(list(texts), pa.string()).dictionary_encode()


def _is_selected(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(flat.matches(name, each) for each in patterns)


def _plain(field: pa.Field) -> pa.Field:
    kind = field.type
    return pa.field(field.name, kind.value_type if pa.types.is_dictionary(kind) else kind)
