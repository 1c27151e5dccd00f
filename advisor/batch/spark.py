"""The same blocks on Spark: it reads and writes what Spark does, on whatever cluster Spark's own configuration names.

Nothing is sent to the processes of a cluster but the rule base and the order; advisor has to be installed there. Every
row of the input becomes a row, also one that is wrong: the column ``error`` says why it has no result.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from advisor.advice.asked import parse_asked
from advisor.advice.scores import LEVELS
from advisor.batch import flat
from advisor.batch.block import ERROR, Assessor
from advisor.batch.flat import NONE, OPEN, Field, Sort
from advisor.batch.mapping import TableMapping
from advisor.batch.meanings import Meanings
from advisor.batch.order import COUNTED, Order, Tally
from advisor.batch.table_rows import TableReader
from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem, not_installed

ORIGIN: Final = ("input", "row")
KEPT, FAILS, SETTLED = "advisor_kept", "advisor_fails", "advisor_settled"
TYPES: Final[Mapping[Sort, tuple[str, pa.DataType]]] = {
    "text": ("string", pa.string()),
    "number": ("int", pa.int32()),
    "truth": ("boolean", pa.bool_()),
    "mask": ("bigint", pa.int64()),
}
"""Of the flat columns; Spark has no numbers without a sign, so a mask is its bits in one with a sign."""
Batches = Iterator[pa.RecordBatch]


@frozen(kw_only=True)
class Sent:
    """What every process of the cluster gets."""

    rulebase: RuleBase
    mapping: TableMapping
    order: Order
    columns: tuple[Field, ...]
    """The flat columns that were asked for."""


def run(order: Order, rulebase: RuleBase, mapping: TableMapping, inputs: Sequence[str], target: str) -> Tally:
    """Assess tables of Parquet and write a table of Parquet, with the paths as Spark understands them.

    Raises:
        AdvisorError: PySpark is not installed, a column means nothing, or Spark says what is wrong.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415  (an extra, and slow to import)
    except ImportError:
        raise AdvisorError(not_installed("Spark", "pyspark", "spark")) from None
    wanted = [each for each in flat.fields(rulebase) if is_selected(each.name, order.select)]
    sent = Sent(rulebase=rulebase, mapping=mapping, order=order, columns=tuple(wanted))
    with _told():
        session = SparkSession.builder.appName("advisor").getOrCreate()
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(order.block))
        try:
            return _written(session, sent, inputs, target)
        finally:
            session.stop()


def is_selected(name: str, patterns: Sequence[str]) -> bool:
    """Whether a flat column was asked for."""
    return not patterns or any(flat.matches(name, each) for each in patterns)


def _written(session: Any, sent: Sent, inputs: Sequence[str], target: str) -> Tally:  # noqa: ANN401  (of Spark)
    from pyspark.sql import Observation, functions  # noqa: PLC0415

    # Without merging, a column that the first file lacks would be answers that nobody notices are missing.
    answers = session.read.option("mergeSchema", "true").parquet(*each_once(inputs))
    mapping = sent.mapping
    if problems := Meanings(sent.rulebase, mapping).faults(answers.columns, Place(" ".join(inputs))):
        raise AdvisorError(*problems)
    origin = (functions.col("_metadata.file_path"), functions.col("_metadata.row_index") + 1)
    given = tuple(answers.columns)
    numbered = answers.select("*", *origin).toDF(*(f"c{place}" for place in range(len(given) + len(ORIGIN))))
    kinds = {ORIGIN[0]: "string", ORIGIN[1]: "bigint", "name": "string"}
    types = {name: answers.schema[name].dataType.simpleString() for name in mapping.passed if name in answers.columns}
    kinds |= {name: types.get(name, "string") for name in mapping.passed}
    kinds |= {each.name: TYPES[each.sort][0] for each in sent.columns}
    known = {each.name for each in flat.fields(sent.rulebase)}
    counted = {name: f"advisor_{name}" for name in COUNTED if name in known}
    kinds |= {ERROR: "string", KEPT: "boolean", FAILS: "boolean", SETTLED: "boolean"}
    kinds |= dict.fromkeys(counted.values(), "string")
    schema = ", ".join(f"{_quoted(name)} {kind}" for name, kind in kinds.items())
    found = numbered.mapInArrow(partial(assessed, sent, given, tuple(kinds)), schema)

    seen = Observation()
    column: Callable[[str], Any] = lambda name: functions.col(_quoted(name))  # noqa: E731  (a function of one line)
    count: Callable[[Any], Any] = lambda which: functions.count(functions.when(which, 1))  # noqa: E731
    values = [(name, value) for name, some in _values(sent.rulebase).items() for value in some if name in counted]
    # A lead that can still become another one is open.
    settled = {"lead": column(KEPT) & column(SETTLED)}
    counts = {
        f"{name} {value}": count(settled.get(name, column(KEPT)) & (column(counted[name]) == value))
        for name, value in values
    }
    if "lead" in counted:
        values.append(("lead", OPEN))
        counts[f"lead {OPEN}"] = count(column(KEPT) & ~column(SETTLED))
    counts |= {"read": functions.count("*"), "refused": count(column(ERROR).isNotNull())}
    counts |= {"written": count(column(KEPT)), "fails": count(column(FAILS))}
    found = found.observe(seen, *(each.alias(name) for name, each in counts.items()))
    found = found.filter(column(KEPT) | column(ERROR).isNotNull()).drop(KEPT, FAILS, SETTLED, *counted.values())
    found.write.mode("overwrite").parquet(target)

    numbers = seen.get
    tallied: dict[str, dict[str, int]] = {}
    for name, value in values:
        if number := numbers[f"{name} {value}"]:
            tallied.setdefault(name, {})[value] = number
    return Tally(
        read=numbers["read"],
        written=numbers["written"],
        refused=numbers["refused"],
        failed_on=numbers["fails"],
        values=tallied,
    )


def each_once(inputs: Sequence[str]) -> list[str]:
    """The inputs without those that are named twice, or lie in a folder that is named."""
    real = {os.path.realpath(each): each for each in reversed(inputs)}
    inside = [os.path.join(each, "") for each in real]  # noqa: PTH118  (ends in a separator)
    return [each for path, each in reversed(real.items()) if not path.startswith(tuple(inside))]


def assessed(sent: Sent, given: Sequence[str], names: Sequence[str], batches: Batches) -> Batches:
    """The flat results of some rows: what Spark calls for every piece of the input.

    Args:
        sent: What to do.
        given: The names of the columns, which Spark cannot handle with a point in them; where a row comes from follows.
        names: The columns of the result.
        batches: The rows.
    """
    order = sent.order
    assessor = Assessor(sent.rulebase, order.as_of)
    tables = TableReader(sent.rulebase, sent.mapping)
    where = [parse_asked(order.where, sent.rulebase)] if order.where else []
    asked = [*where, *(parse_asked(each, sent.rulebase) for each in order.fail_on)]
    for batch in batches:
        columns = dict(zip((*given, *map(_quoted, ORIGIN)), batch.columns, strict=True))
        beside = {name: columns.pop(_quoted(name)) for name in ORIGIN}
        rows = tables.read(pa.table(columns))
        found, truths = assessor.with_errors(rows.decoded, batch.num_rows, asked, sent.mapping.written_on)
        right = pc.is_null(found.column(ERROR))
        called = rows.heads.get("name", [""] * batch.num_rows)
        beside["name"] = pc.if_else(right, pa.array([each or "" for each in called], pa.string()), None)
        nothing = pa.nulls(batch.num_rows, pa.string())
        columns = {**beside, **{name: rows.passed_on.get(name, nothing) for name in sent.mapping.passed}}
        columns |= {each.name: plain(found.column(each.name), TYPES[each.sort][1]) for each in sent.columns}
        texts = [name for name in COUNTED if name in found.column_names]
        columns |= {f"advisor_{name}": plain(found.column(name), pa.string()) for name in texts}
        columns[ERROR] = found.column(ERROR)
        columns[KEPT] = pc.and_(right, truths[0]) if where else right
        columns[FAILS] = pa.array([False] * found.num_rows)
        columns[SETTLED] = found.column("lead_settled") if "lead_settled" in found.column_names else right
        for truth in truths[len(where) :]:
            columns[FAILS] = pc.or_(columns[FAILS], truth)
        yield from pa.table({name: columns[name] for name in names}).combine_chunks().to_batches()


def _values(rulebase: RuleBase) -> dict[str, list[str]]:
    """Per column of the summary: what can stand there."""
    roles = [each.id for each in rulebase.of_group("role")]
    forms = [each.id for each in rulebase.of_group("form")]
    return {"lead": [*roles, NONE], "form": [*forms, NONE, OPEN], "readiness": [*LEVELS, OPEN]}


def plain(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column as Spark knows its type."""
    if pa.types.is_uint64(column.type) and pa.types.is_int64(kind):
        return pa.chunked_array([each.view(kind) for each in column.chunks], kind)
    return column.cast(kind)


def _quoted(name: str) -> str:
    return f"`{name}`"


@contextmanager
def _told() -> Iterator[None]:
    """What Spark says is wrong, as a problem: its first line."""
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as error:
        first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise AdvisorError(Problem(code="F235", values={"reason": first.strip()})) from error
