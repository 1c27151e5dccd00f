"""What is passed on from a table to a result, in every format: whatever it is, and whatever it is called."""

import csv
import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from advisor.problems import AdvisorError
from tests.batch.test_run import run

COLUMNS: dict[str, Any] = {
    "list": [["a", "b"], None],
    "struct": [{"x": 1}, None],
    "day": [date(2026, 11, 23), None],
    "decimal": [Decimal("1.50"), None],
    "number": [float("nan"), 2.5],
    "=1+1": ["=2+2", None],
    "bytes": [b"x", None],
}
AS_TEXT = ['["a", "b"]', '{"x": 1}', "2026-11-23", "1.50", "nan", "=2+2"]


def passing(tmp_path: Path, form: str, table: pa.Table, names: list[str], **options: Any) -> Path:  # noqa: ANN401
    pq.write_table(table, tmp_path / "in.parquet")
    (tmp_path / "mapping.toml").write_text(f"pass = {json.dumps(names)}\n", encoding="utf-8")
    target = tmp_path / f"out.{form}"
    run(tmp_path / "in.parquet", target, form, select="lead", mapping=str(tmp_path / "mapping.toml"), **options)
    return target


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx", "sqlite"])
def test_values_of_every_kind_are_passed_on(form: str, tmp_path: Path) -> None:
    table = pa.table({**COLUMNS, "staff": [1, 2]})
    target = passing(tmp_path, form, table, list(COLUMNS), flat=True)
    cells: list[Any]
    match form:
        case "csv":
            with target.open(encoding="utf-8", newline="") as stream:
                head, first, _second = csv.reader(stream)
            assert head[3:10] == [name if name != "=1+1" else "'=1+1" for name in COLUMNS]
            cells = [*first[3:8], first[8].removeprefix("'")]
        case "xlsx":
            head, first, _second = openpyxl.load_workbook(target).worksheets[0].values
            assert list(head[3:10]) == [name if name != "=1+1" else "'=1+1" for name in COLUMNS]
            cells = [*first[3:7], "nan", first[8].removeprefix("'")]
        case "sqlite":
            with sqlite3.connect(target) as connection:
                first = connection.execute("SELECT * FROM result").fetchone()
            connection.close()
            cells = [*first[3:7], "nan", first[8]]
        case "jsonl":
            row = json.loads(target.read_text(encoding="utf-8").splitlines()[0])
            assert (row["list"], row["struct"]) == (["a", "b"], {"x": 1})
            cells = [*AS_TEXT[:2], *(row[name] for name in list(COLUMNS)[2:6])]
        case _:
            assert pq.read_table(target).select(["list", "day"]).to_pylist()[0] == {
                "list": ["a", "b"],
                "day": date(2026, 11, 23),
            }
            return

    assert cells == AS_TEXT


def test_a_sheet_shows_a_mark_for_what_it_cannot_hold(tmp_path: Path) -> None:
    table = pa.table({"name": ["a\x07b\x00c\td"], "x\x01": ["y\x1f"], "staff": [1]})
    target = passing(tmp_path, "xlsx", table, ["x\x01"])

    head, row = openpyxl.load_workbook(target).worksheets[0].values
    assert (head[2:4], row[2:4]) == (("name", "x\ufffd"), ("a\ufffdb\ufffdc\td", "y\ufffd"))


@pytest.mark.parametrize(
    ("name", "form", "is_fine"),
    [
        ("lead", "csv", False),
        ("input", "csv", False),
        ("name", "parquet", False),
        ("error", "csv", False),
        ("orchestrator.fit_low", "jsonl", False),
        ("Name", "csv", True),
        ("Name", "sqlite", False),
        ("ROW", "sqlite", False),
    ],
)
def test_a_column_of_the_result_is_never_replaced_by_one_that_is_passed_on(
    name: str,
    form: str,
    is_fine: object,
    tmp_path: Path,
) -> None:
    table = pa.table({name: ["mine"], "staff": [1]})
    if is_fine:
        assert passing(tmp_path, form, table, [name], flat=True).exists()
        return
    with pytest.raises(AdvisorError) as error:
        passing(tmp_path, form, table, [name], flat=True)

    assert [(each.code, each.place.file) for each in error.value.problems] == [("P490", str(tmp_path / "mapping.toml"))]
    assert not (tmp_path / f"out.{form}").exists()
