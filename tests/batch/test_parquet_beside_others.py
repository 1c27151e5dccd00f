"""Parquet beside every other input: the same columns, the same meanings, the same whole assessments."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from advisor.problems import AdvisorError
from tests.batch.test_run import run

ANSWERS: list[dict[str, Any]] = [
    {"sector": "education", "staff": 40, "goals": ["growth", "continuity"]},
    {"staff.from": 10, "staff.to": 49, "sector.said": "unknown"},
    {"tools": ["zoom"], "tools.maybe": ["lms"], "tool_peak.zoom": 12},
    {"has_sponsor": True, "staff.said": "unknown"},
    {"goals": ["continuity", "growth"], "staff": 3},
]


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    names = dict.fromkeys(name for row in rows for name in row)
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), path)
    return path


def jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a result, in whatever format; every value as a text."""
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as stream:
                return list(csv.DictReader(stream))
        case ".parquet":
            found = pq.read_table(path).to_pylist()
        case ".jsonl":
            found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        case ".xlsx":
            head, *rest = openpyxl.load_workbook(path).worksheets[0].values
            found = [dict(zip(head, row, strict=True)) for row in rest]
        case _:
            with sqlite3.connect(path) as connection:
                cursor = connection.execute("SELECT * FROM result")
                names = [each[0] for each in cursor.description]
                found = [dict(zip(names, row, strict=True)) for row in cursor]
            connection.close()
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in found]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A table of text, one of Parquet, an empty one, and a table of text with a column to pass on."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.csv").write_text("name,staff,sector,Region\nAda,12,retail,N\n", encoding="utf-8")
    parquet(folder / "b.parquet", [{"staff": 5, "sector": "retail"}, {"staff": 6, "sector": None}])
    pq.write_table(pa.table({"name": ["Cas"], "Region": [7], "staff": [7]}), folder / "c.parquet")
    pq.write_table(pa.table({"staff": pa.array([], pa.int64())}), folder / "d.parquet")
    (folder / "e.jsonl").write_text('{"staff": 13}\n', encoding="utf-8")
    (tmp_path / "mapping.toml").write_text('pass = ["Region"]\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx", "sqlite"])
def test_every_row_has_the_same_columns_whatever_it_comes_from(form: str, mixed: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{form}"
    run(mixed, target, form, flat=True, select="known,lead", mapping=str(tmp_path / "mapping.toml"))

    found = rows_of(target)
    assert {tuple(row) for row in found} == {("input", "row", "name", "Region", "known", "lead")}
    assert [(Path(row["input"]).name, row["row"], row["name"], row["Region"], row["known"]) for row in found] == [
        ("a.csv", "2", "Ada", "N", "2"),
        ("b.parquet", "1", "", "", "2"),
        ("b.parquet", "2", "", "", "1"),
        ("c.parquet", "1", "Cas", "7", "1"),
        ("e.jsonl", "1", "", "", "1"),
    ]


def test_what_is_passed_on_from_nothing_but_parquet_stays_what_it_is(mixed: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "e.jsonl"):
        (mixed / name).unlink()
    run(mixed, tmp_path / "out.parquet", "parquet", select="lead", mapping=str(tmp_path / "mapping.toml"))

    assert pq.read_table(tmp_path / "out.parquet").column("Region").to_pylist() == [None, None, 7]


def test_parquet_gives_the_whole_assessments_that_lines_give(tmp_path: Path) -> None:
    lines, table = jsonl(tmp_path / "in.jsonl", ANSWERS), parquet(tmp_path / "in.parquet", ANSWERS)
    first = run(lines, tmp_path / "lines.jsonl", "jsonl")
    other = run(table, tmp_path / "table.jsonl", "jsonl", block=2)

    assert first == other
    expected, found = (
        [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()]
        for name in ("lines", "table")
    )
    for line in (*expected, *found):
        assert line["profile"].pop("path")
        line["profile"].pop("fingerprint")
    assert found == expected
    assert len(found) == len(ANSWERS)


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "sqlite"])
@pytest.mark.parametrize("source", ["d.parquet", "none.jsonl", "nobody"])
def test_a_result_without_rows_has_its_columns(form: str, source: str, mixed: Path, tmp_path: Path) -> None:
    (mixed / "none.jsonl").write_text("", encoding="utf-8")
    where = "staff == 999" if source == "nobody" else ""
    tally = run(mixed if where else mixed / source, tmp_path / f"out.{form}", form, select="lead", where=where)

    assert tally.written == 0
    target = tmp_path / f"out.{form}"
    match form:
        case "csv":
            assert target.read_text(encoding="utf-8") == "input,row,name,lead\n"
        case "parquet":
            assert pq.read_schema(target).names == ["input", "row", "name", "lead"]
        case "xlsx":
            assert list(openpyxl.load_workbook(target).worksheets[0].values) == [("input", "row", "name", "lead")]
        case _:
            with sqlite3.connect(target) as connection:
                cursor = connection.execute("SELECT * FROM result")
                assert [each[0] for each in cursor.description] == ["input", "row", "name", "lead"]
            connection.close()


MAPPING = """\
name = "Org"
date = "When"
pass = ["Missing"]
[columns]
"People" = "staff"
"Which tools" = "tools"
[options.staff]
"10 to 49" = { from = 10, to = 49 }
"No idea" = "unknown"
[options.tools]
"Video" = "zoom"
"Classroom" = "lms"
"""
EXPORT: list[dict[str, Any]] = [
    {"Org": "A", "When": "2026-11-23", "People": "10 to 49", "Which tools": ["Video", "classroom"]},
    {"Org": "B", "When": None, "People": "no idea", "Which tools": ["lms"]},
    {"Org": None, "When": "2026-01-02", "People": "many", "Which tools": ["Fax"]},
    {"Org": "D", "When": "tomorrow", "People": None, "Which tools": None},
]


def test_a_mapping_says_of_parquet_what_it_says_of_lines(tmp_path: Path) -> None:
    lines, table = jsonl(tmp_path / "in.jsonl", EXPORT), parquet(tmp_path / "in.parquet", EXPORT)
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    told = {}
    for source in (lines, table):
        target, errors = tmp_path / f"{source.suffix[1:]}.csv", tmp_path / f"{source.suffix[1:]}.errors"
        run(source, target, "csv", mapping=str(tmp_path / "mapping.toml"), errors=str(errors))
        rows = [{**row, "input": ""} for row in rows_of(target)]
        codes = {(each["row"], each["code"]) for each in map(json.loads, errors.read_text().splitlines())}
        told[source.suffix] = rows, codes

    assert told[".parquet"] == told[".jsonl"]
    rows, codes = told[".parquet"]
    assert [(row["name"], row["Missing"], row["known"], row["range"], row["unknown"]) for row in rows] == [
        ("A", "", "1", "1", "0"),
        ("B", "", "1", "0", "1"),
    ]
    assert codes == {(3, "P452"), (3, "P459"), (4, "P414")}


@pytest.mark.parametrize("names", [["id", "staff"], ["name", "staff"], ["date", "staff"], ["language", "staff"]])
def test_columns_that_every_table_can_have_are_read(names: list[str], tmp_path: Path) -> None:
    cells = {"id": 12, "name": "Twelve", "date": "2026-11-23", "language": "nl", "staff": 5}
    parquet(tmp_path / "in.parquet", [{name: cells[name] for name in names}])
    run(tmp_path / "in.parquet", tmp_path / "out.csv", "csv", select="known")
    (row,) = rows_of(tmp_path / "out.csv")

    assert row["name"] == {"id": "12", "name": "Twelve"}.get(names[0], "")


@pytest.mark.parametrize(
    ("names", "mapping", "code"),
    [
        (["A", "staff"], '[columns]\nA = "staff"\n', "P482"),
        (["id", "name"], "", "P482"),
        (["staff", "staff"], "", "P460"),
        (["stff"], "", "P481"),
    ],
)
def test_columns_that_cannot_stand_together_refuse_the_table(
    names: list[str], mapping: str, code: str, tmp_path: Path
) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array([1])] * len(names), names=names), tmp_path / "in.parquet")
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
    with pytest.raises(AdvisorError) as error:
        run(tmp_path / "in.parquet", tmp_path / "out.csv", "csv", mapping=str(tmp_path / "mapping.toml"))

    assert [each.code for each in error.value.problems] == [code]


@pytest.mark.slow
def test_of_many_columns_that_mean_nothing_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    row = {**{f"stuff_{number}": 1 for number in range(100_000)}, "staff": 3}
    pq.write_table(pa.table({name: [value] for name, value in list(row.items())[:20_000]}), tmp_path / "in.parquet")
    with pytest.raises(AdvisorError) as table:
        run(tmp_path / "in.parquet", tmp_path / "out.csv", "csv")
    jsonl(tmp_path / "in.jsonl", [row, {"staff": 4}])
    run(tmp_path / "in.jsonl", tmp_path / "out.csv", "csv", errors=str(tmp_path / "errors"))
    lines = [json.loads(line) for line in (tmp_path / "errors").read_text().splitlines()]

    assert [each.code for each in table.value.problems] == ["P481"] * 20 + ["P429"]
    assert table.value.problems[-1].values["count"] == "19980"
    assert table.value.problems[0].guess == "staff"
    assert [each["code"] for each in lines] == ["P481"] * 20 + ["P429"]
    assert "99980" in lines[-1]["message"]
    assert len(rows_of(tmp_path / "out.csv")) == 1
