"""Law 4: columns agree, on any engine. The same tables on Spark and here give the same results, row for row."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote, urlparse

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from advisor.files.answers import written
from advisor.language.kinds import Number, OneOf
from advisor.model.profile import Answer, Said
from tests.laws.organisations import SHIPPED, loaded, organisations, profile_of

ROOT = Path(__file__).parents[2]
ROWS = 1500
NEEDED = "make test-all installs what Spark takes: the extra `spark`, and Java"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Organisations at random in three files, of which some tell what cannot be."""
    base, chance = loaded(SHIPPED), Random(12)
    made = [
        {"told": profile_of(random, base, answers, facts, 0.3), "ours": f"Number {number}"}
        for number, (random, _base, answers, facts) in enumerate(organisations(SHIPPED, ROWS // 10))
    ]
    rows = []
    for number in range(ROWS):
        one = made[chance.randrange(len(made))]
        row: dict[str, Any] = {"Ours": f"{one['ours']}, {number}"}
        for name, answer in one["told"].answers.items():  # type: ignore[attr-defined]
            row |= cells(name, answer)
        if chance.random() < 0.02:
            row["staff"] = -1
        rows.append(row)
    folder = tmp_path_factory.mktemp("a folder")
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    for number, start in enumerate(range(0, ROWS, ROWS // 3)):
        pq.write_table(table.slice(start, ROWS // 3), folder / f"part-{number}.parquet", row_group_size=200)
    (folder / "mapping.toml").write_text('pass = ["Ours"]\n', encoding="utf-8")
    return folder


def cells(name: str, answer: Answer) -> dict[str, Any]:
    """An answer as the cells of a row; of some sorts, that it was not asked."""
    question = loaded(SHIPPED).questions[name]
    if answer.said in (Said.UNKNOWN, Said.NOT_APPLICABLE):
        return {f"{name}.said": "unknown" if answer.said is Said.UNKNOWN else "n/a"}
    raw: Any = written(question, answer)
    if question.of:
        return {f"{name}.{option}": float(each) for option, each in raw.items() if not isinstance(each, dict)}
    if not isinstance(raw, dict):
        return {name: float(raw) if isinstance(question.kind, Number) else raw}
    if isinstance(question.kind, Number):
        return {f"{name}.{end}": float(raw[end]) for end in ("from", "to") if end in raw}
    return {f"{name}.among": raw["among"]} if isinstance(question.kind, OneOf) and "among" in raw else {}


def batch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "SPARK_LOCAL_IP": "127.0.0.1"}
    return subprocess.run(
        [sys.executable, "-m", "advisor", "batch", *arguments],
        env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_spark_gives_the_same_results_row_for_row(tables: Path, tmp_path: Path) -> None:
    assert importlib.util.find_spec("pyspark"), NEEDED
    assert shutil.which("java"), NEEDED
    options = ["--mapping", str(tables / "mapping.toml"), "--where", "possibly(staff > 20)", "--fail-on", "staff > 100"]
    inputs = sorted(map(str, tables.glob("*.parquet")))
    ours, sparks, errors = tmp_path / "ours.parquet", tmp_path / "on spark", tmp_path / "errors.jsonl"
    here = batch(*inputs, "-o", str(ours), "--errors", str(errors), "--workers", "1", *options)
    there = batch(*inputs, "-o", str(sparks), "--engine", "spark", *options)

    assert here.returncode == there.returncode == 1, there.stderr
    summary = [line for line in here.stderr.splitlines() if line.startswith("  ")]
    assert summary == [line for line in there.stderr.splitlines() if line in summary]
    expected = {(row["input"], row["row"]): row for row in pq.read_table(ours).to_pylist()}
    refused = {(row["input"], row["row"]) for row in map(json.loads, errors.read_text(encoding="utf-8").splitlines())}
    found = {}
    for row in pq.read_table(sparks).to_pylist():
        row["input"] = unquote(urlparse(row["input"]).path)
        found[row["input"], row["row"]] = row

    assert len(expected) > ROWS // 2
    assert refused
    assert {place for place, row in found.items() if row["error"]} == refused
    assert {place: row for place, row in found.items() if not row["error"]} == {
        place: {**{name: signed(value) for name, value in row.items()}, "error": None}
        for place, row in expected.items()
    }


def signed(value: object) -> object:
    """Spark has no whole numbers without a sign."""
    return value - (1 << 64) if isinstance(value, int) and value >= 1 << 63 else value


def test_what_spark_does_in_its_own_way_is_refused(tables: Path, tmp_path: Path) -> None:
    source, target = str(tables / "part-0.parquet"), str(tmp_path / "out")
    for more in (["--errors", "x"], ["--workers", "2"], ["--resume"], ["--format", "csv"], ["--files-from", "x"]):
        run = batch(source, "-o", target, "--engine", "spark", *more)
        assert run.returncode == 2
        assert "--engine spark" in run.stderr
    lost = batch(str(tmp_path / "none.parquet"), "-o", target, "--engine", "spark")
    assert lost.returncode == 2
    assert "error F235: Spark says: " in lost.stderr
    assert "PATH_NOT_FOUND" in lost.stderr
    odd = batch(source, "-o", target, "--engine", "spark")
    assert odd.returncode == 2
    assert "error P481" in odd.stderr


def test_spark_reads_every_column_of_every_file_and_each_file_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pq.write_table(pa.table({"sector": ["retail", "care"]}), folder / "a.parquet")
    pq.write_table(pa.table({"sector": ["retail"], "staff": [12], "name": ["Cas"]}), folder / "b.parquet")
    inputs = [str(folder / "b.parquet"), str(folder), str(folder / "b.parquet")]
    here = batch(*inputs, "-o", str(tmp_path / "ours.parquet"), "--select", "known")
    there = batch(*inputs, "-o", str(tmp_path / "out"), "--engine", "spark", "--select", "known")

    ours, found = (pq.read_table(tmp_path / name).to_pylist() for name in ("ours.parquet", "out"))
    said = [(Path(row["input"]).name, row["row"], row["name"], row["known"]) for row in found]
    assert sorted(said) == [("a.parquet", 1, "", 1), ("a.parquet", 2, "", 1), ("b.parquet", 1, "Cas", 2)]
    assert sorted(said) == sorted((Path(row["input"]).name, row["row"], row["name"], row["known"]) for row in ours)
    summary = [line for line in here.stderr.splitlines() if line.startswith("  ")]
    assert len(summary) == 3
    assert summary == [line for line in there.stderr.splitlines() if line in summary]
