"""Many profiles, as ratios against what reading alone takes: ``python -m tests.benchmarks.batch [ROWS]``.

Parquet in and flat Parquet out is paired with a bare streaming scan of the same columns by polars, JSON Lines with
DuckDB's bare read of the same file, and TOML files with `tomllib` parsing them in one process. polars and DuckDB are no
dependencies: where one is missing, its row says how to install it.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in
from advisor.model.question import Question
from tests.starting import shipped_rules

ROWS = 10_000_000
LINES = 200_000
FILES = 10_000
WHOLE = 2_000
GROUP = 250_000
HIDDEN = 0.2
PAIRS = 3
TICK = 0.05
"""Seconds between two looks at the memory."""


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"{'batch, two workers, shipped rules, a fifth unknown':<68}{'measured':>10}{'target':>10}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.parquet"
        for ranges, target in ((False, 5.0), (True, 8.0)):
            said = "with ranges and n/a" if ranges else "known or unknown"
            write_table(source, rows // 10, ranges=ranges)
            _measured, less = paired(partial(scan, source), source, folder / "out", pairs=1)
            write_table(source, rows, ranges=ranges)
            measured, peak = paired(partial(scan, source), source, folder / "out")
            row(f"{rows:,} rows of Parquet, {said}, of a polars scan", measured, target)
            row("  the most memory of all processes together, MiB", peak, 700)
            row(f"  the same for {rows // 10:,} rows", less, 700)
        lines = folder / "in.jsonl"
        write_lines(lines, LINES)
        measured, _peak = paired(partial(read_lines, lines), lines, folder / "out.parquet")
        row(f"{LINES:,} lines of JSON, of DuckDB reading them", measured, 3.0)
        many = folder / "many"
        many.mkdir()
        write_profiles(many, FILES)
        measured, _peak = paired(partial(parse, many), many, folder / "out.parquet")
        row(f"{FILES:,} TOML files, of tomllib parsing them", measured, 1.0)
        some = folder / "some.jsonl"
        write_lines(some, WHOLE)
        result = folder / "whole.jsonl"
        program(some, result, whole=True)
        measured, _peak = paired(partial(write_again, result), some, result, whole=True)
        row(f"{WHOLE:,} whole assessments, of writing the same bytes", measured, 3.0)


def row(what: str, measured: float | None, target: float) -> None:
    """One line of the table."""
    if measured is None:
        print(f"{what:<68}{'-':>10}{target:>10.1f}  needs polars and duckdb: pip install polars duckdb")
        return
    print(f"{what:<68}{measured:>10.1f}{target:>10.1f}{'' if measured <= target else '  missed'}", flush=True)


def paired(
    alone: Callable[[], float | None], source: Path, target: Path, *, pairs: int = PAIRS, whole: bool = False
) -> tuple[float | None, float]:
    """The median over pairs of the program and of reading alone; beside it the most memory that it took, in MiB."""
    ratios, peaks = [], []
    for _ in range(pairs):
        reading = alone()
        spent, peak = program(source, target, whole=whole)
        peaks.append(peak)
        if reading is not None:
            ratios.append(spent / reading)
    return (statistics.median(ratios) if ratios else None), max(peaks)


def program(
    source: Path, target: Path, workers: int = 2, *, whole: bool = False, select: str = ""
) -> tuple[float, float]:
    """How long the whole command takes, and how much memory its processes share at most, in MiB."""
    is_folder = not target.suffix
    if is_folder:
        shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "advisor", "batch", str(source), "-o", f"{target}/" if is_folder else str(target)]
    begin, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        [*command, "--whole" if whole else "--flat", "--workers", str(workers), "--select", select],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(TICK)
    if process.returncode not in (0, 4):
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begin, peak


def memory(group: int) -> float:
    """What the processes of a group take together, in MiB; what they share counts once. Linux only."""
    total = 0
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if int((each / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                line = next(one for one in (each / "smaps_rollup").read_text().splitlines() if one.startswith("Pss:"))
                total += int(line.split()[1])
    return total / 1024


def write_again(source: Path) -> float:
    """How long writing the same bytes takes."""
    data = source.read_bytes()
    begin = time.perf_counter()
    source.with_suffix(".again").write_bytes(data)
    return time.perf_counter() - begin


def scan(source: Path) -> float | None:
    """How long a bare scan of all columns takes."""
    try:
        import polars as pl
    except ImportError:
        return None
    begin = time.perf_counter()
    pl.scan_parquet(source).collect(engine="streaming")
    return time.perf_counter() - begin


def read_lines(source: Path) -> float | None:
    """How long DuckDB takes to read the file into a table."""
    try:
        import duckdb
    except ImportError:
        return None
    begin = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE read AS SELECT * FROM read_ndjson('{source}')")  # noqa: S608  (a path of ours)
    return time.perf_counter() - begin


def parse(folder: Path) -> float:
    """How long parsing every file takes in one process."""
    begin = time.perf_counter()
    for path in folder.iterdir():
        tomllib.loads(path.read_text(encoding="utf-8"))
    return time.perf_counter() - begin


# -- inputs


def write_table(path: Path, rows: int, *, ranges: bool, hidden: float = HIDDEN) -> None:
    """A Parquet file of answers drawn at random."""
    writer = None
    for seed, start in enumerate(range(0, rows, GROUP)):
        made = table(min(GROUP, rows - start), seed, ranges=ranges, hidden=hidden)
        writer = writer or pq.ParquetWriter(path, made.schema)
        writer.write_table(made)
    if writer is not None:
        writer.close()


def table(rows: int, seed: int, *, ranges: bool, hidden: float = HIDDEN) -> pa.Table:
    """Answers drawn at random, one question after the other, of which that share is hidden."""
    random = np.random.default_rng(seed)
    columns: dict[str, Any] = {}
    for question in shipped_rules().questions.values():
        for name in question.names:
            columns |= cells(question, name, random.random(rows) < hidden, random, ranges=ranges)
    return pa.table(columns)


def cells(
    question: Question, name: str, hidden: npt.NDArray[np.bool_], random: np.random.Generator, *, ranges: bool
) -> dict[str, Any]:
    """One column of answers, and the columns beside it."""
    rows = len(hidden)
    low, high = question.offered
    match question.kind:
        case YesNo():
            return {name: pa.array(random.integers(0, 2, rows).astype(bool), mask=hidden)}
        case Number():
            drawn = random.integers(low, min(high, low + 5000) + 1, rows)
            value = drawn / 10**question.decimals if question.decimals else drawn.astype(np.int32)
            if not ranges or question.of or question.anchors:
                return {name: pa.array(value, mask=hidden)}
            ranged = ~hidden & (random.random(rows) < 0.1)
            ends = {f"{name}.from": pa.array(value, mask=~ranged)}
            return {name: pa.array(value, mask=hidden | ranged), **ends}
        case OneOf(options):
            offered = chosen_in(high, options)
            codes = pa.array(random.integers(0, len(offered), rows).astype(np.int8), mask=hidden)
            found = {name: pa.DictionaryArray.from_arrays(codes, pa.array(offered))}
            if ranges and question.otherwise is not None:
                said = pa.array(np.where(hidden, "n/a", "unknown"), mask=~hidden | (random.random(rows) < 0.5))
                found[f"{name}.said"] = said.dictionary_encode()
            return found
        case AnyOf():
            masks = random.integers(0, int(high) + 1, rows).astype(np.uint64)
            if question.most:
                masks = np.where(np.bitwise_count(masks) > question.most, np.uint64(1), masks)
            return {name: pa.array(masks.astype(np.uint32), mask=hidden)}


def write_lines(path: Path, lines: int) -> None:
    """The same as lines of JSON."""
    with path.open("w", encoding="utf-8") as stream:
        for seed, start in enumerate(range(0, lines, 10_000)):
            for each in table(min(10_000, lines - start), 1000 + seed, ranges=False).to_pylist():
                stream.write(json.dumps(dict(answers(each))) + "\n")


def answers(cell: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The cells of a row as a profile has them."""
    questions = shipped_rules().questions
    each: dict[str, dict[str, Any]] = {}
    for name, value in cell.items():
        first, _point, option = name.partition(".")
        question = questions[first]
        if value is None:
            continue
        if question.of:
            each.setdefault(first, {})[option] = value
        elif isinstance(question.kind, AnyOf):
            yield name, list(chosen_in(value, question.kind.options))
        else:
            yield name, value
    yield from each.items()


def write_profiles(folder: Path, files: int) -> None:
    """Profiles in TOML with the same answers."""
    for number, each in enumerate(table(files, 2000, ranges=False).to_pylist()):
        lines = [f"{name} = {as_toml(value)}" for name, value in answers(each)]
        text = "\n".join([f'[profile]\nname = "Number {number}"\ndate = 2026-11-23\n\n[answers]', *lines, ""])
        (folder / f"{number:05}.toml").write_text(text, encoding="utf-8")


def as_toml(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {each}" for key, each in value.items()) + " }"
    return json.dumps(value)


if __name__ == "__main__":
    main()
