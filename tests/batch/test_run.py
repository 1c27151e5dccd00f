"""A run of the batch command: the same bytes whatever the workers, whole or not there, and it goes on where it was."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from advisor.batch.job import Job
from advisor.batch.order import Tally
from advisor.problems import AdvisorError
from advisor.words import Words

ROOT = Path(__file__).parents[2]
PRINTER = "advisor.report.json:write_line"
DEFAULTS: dict[str, Any] = {
    "flat": None,
    "files_from": None,
    "input_format": None,
    "mapping": "",
    "where": "",
    "select": "",
    "fail_on": (),
    "errors": None,
    "workers": 1,
    "block": 1000,
    "resume": False,
    "as_of": None,
    "engine": "own",
}


def job(source: Path, target: Path | str, form: str, **options: Any) -> Job:  # noqa: ANN401
    return Job((), Words("en"), [str(source)], str(target), form, PRINTER, {**DEFAULTS, **options})  # type: ignore[arg-type]


def run(source: Path, target: Path | str, form: str, **options: Any) -> Tally:  # noqa: ANN401
    return job(source, target, form, **options).run(None)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some thousand rows, of which some are wrong."""
    path = tmp_path_factory.mktemp("answers") / "answers.jsonl"
    sectors = ("education", "retail", "care", "other")
    lines = []
    for number in range(2600):
        row: dict[str, object] = {"sector": sectors[number % 4], "staff": number, "backup_line": "none"}
        if number % 7 == 0:
            row["staff"] = "unknown"
        if number % 500 == 123:
            row["staff"] = -1
        lines.append(json.dumps({"answers": row}) if number % 3 else json.dumps(row))
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


SLOW = [pytest.param(form, marks=pytest.mark.slow) for form in ("jsonl", "parquet", "sqlite", "xlsx")]


@pytest.mark.parametrize("form", ["csv", *SLOW])
def test_the_output_is_the_same_whatever_the_number_of_workers_and_the_size_of_blocks(
    form: str, answers: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / f"one.{form}", tmp_path / f"two.{form}"
    first = run(answers, one, form, flat=True, errors=str(tmp_path / "one.errors"))
    other = run(answers, two, form, flat=True, workers=2, block=300, errors=str(tmp_path / "two.errors"))

    assert first == other
    assert (tmp_path / "one.errors").read_bytes() == (tmp_path / "two.errors").read_bytes()
    assert one.read_bytes() == two.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f"one.{form}" if name == "one" else name
        for name in sorted(["one.errors", f"one.{form}", "two.errors", f"two.{form}"])
    ]


@pytest.mark.slow
def test_every_format_holds_the_same_rows(answers: Path, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "parquet", "sqlite"):
        run(answers, tmp_path / f"out.{form}", form, flat=True, select="lead,readiness,known,rules_hold_1")

    expected = [
        (row["row"], row["lead"], row["readiness"], row["known"], row["rules_hold_1"])
        for row in pq.read_table(tmp_path / "out.parquet").to_pylist()
    ]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["row"], row["lead"], row["readiness"], row["known"], row["rules_hold_1"]) for row in lines] == expected
    table = pa_csv.read_csv(tmp_path / "out.csv").to_pylist()
    assert [(row["row"], row["lead"], row["readiness"], row["known"], row["rules_hold_1"]) for row in table] == expected
    with sqlite3.connect(tmp_path / "out.sqlite") as connection:
        rows = connection.execute('SELECT "row", lead, readiness, known, rules_hold_1 FROM result').fetchall()
    connection.close()
    assert [(*row[:4], row[4] % (1 << 64)) for row in rows] == expected


def test_what_is_wrong_is_told_with_its_row_and_stops_nothing(answers: Path, tmp_path: Path) -> None:
    tally = run(answers, tmp_path / "out.csv", "csv", errors=str(tmp_path / "errors.jsonl"))
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]

    assert [each["row"] for each in errors] == [124, 624, 1124, 1624, 2124]
    assert {each["code"] for each in errors} == {"P409"}
    assert all(each["input"] == str(answers) for each in errors)
    assert (tally.read, tally.written, tally.refused) == (2600, 2595, 5)


@pytest.mark.slow
def test_only_what_a_condition_surely_holds_for_is_written(answers: Path, tmp_path: Path) -> None:
    surely = run(answers, tmp_path / "a.csv", "csv", where="staff >= 100", select="lead")
    possibly = run(answers, tmp_path / "b.csv", "csv", where="possibly(staff >= 100)", select="lead")
    failed = run(answers, tmp_path / "c.csv", "csv", fail_on=("staff >= 2599", "staff < 1"), select="lead")

    unknown = sum(number % 7 == 0 for number in range(2600) if number % 500 != 123)
    assert possibly.written - surely.written == unknown
    assert failed.failed_on == 1
    assert failed.written == 2595


@pytest.mark.slow
def test_whole_results_are_the_lines_of_assess(tmp_path: Path) -> None:
    run(ROOT / "profiles", tmp_path / "one.jsonl", "jsonl")
    run(ROOT / "profiles", tmp_path / "two.jsonl", "jsonl", workers=2, block=3)

    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    lines = [json.loads(line) for line in (tmp_path / "one.jsonl").read_text().splitlines()]
    assert [Path(line["profile"]["path"]).name for line in lines] == sorted(
        each.name for each in (ROOT / "profiles").glob("*.toml")
    )


class StoppedError(Exception):
    """As if the power went."""


def stopping(after: int) -> Callable[[int, int, Tally], None]:
    def report(done: int, _whole: int, _tally: Tally) -> None:
        if done >= after:
            raise StoppedError

    return report


@pytest.mark.parametrize("form", ["csv", *SLOW[:3]])  # a sheet has the time in it
def test_a_stopped_run_leaves_the_output_alone_and_goes_on_where_it_was(
    form: str, answers: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"out.{form}"
    target.write_text("from last year")
    with pytest.raises(StoppedError):
        job(answers, target, form, flat=True).run(stopping(1))
    assert target.read_text() == "from last year"

    seen: list[int] = []
    job(answers, target, form, flat=True, resume=True).run(lambda done, _whole, _tally: seen.append(done))
    run(answers, tmp_path / f"whole.{form}", form, flat=True)

    assert seen[0] >= 1, "what was done is not done again"
    assert target.read_bytes() == (tmp_path / f"whole.{form}").read_bytes()
    assert not (tmp_path / f".out.{form}.partial").exists()


def test_going_on_with_another_order_is_refused(answers: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with pytest.raises(StoppedError):
        job(answers, target, "csv").run(stopping(1))
    with pytest.raises(AdvisorError) as other:
        run(answers, target, "csv", resume=True, select="lead")

    assert other.value.problems[0].code == "F231"


@pytest.mark.parametrize("changed", ["rules", "mapping", "program"])
@pytest.mark.slow
def test_going_on_by_other_rules_another_mapping_or_another_program_is_refused(
    changed: str, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, mapping, rules = tmp_path / "out.csv", tmp_path / "mapping.toml", tmp_path / "rules"
    rules.mkdir()
    warnings = rules / "warnings.toml"
    warning = '[warning.ours]\nsays = "Ours"\nwhen = "staff >= {}"\nsource = ["CHOICE"]\n'
    warnings.write_text(warning.format(10))
    mapping.write_text('ignore = ["a"]\n')

    def ours(*, resume: bool) -> Job:
        options = {**DEFAULTS, "mapping": str(mapping), "resume": resume}
        return Job((str(rules),), Words("en"), [str(answers)], str(target), "csv", PRINTER, options)

    with pytest.raises(StoppedError):
        ours(resume=False).run(stopping(1))
    match changed:
        case "rules":
            warnings.write_text(warning.format(20))
        case "mapping":
            mapping.write_text('ignore = ["b"]\n')
        case _:
            monkeypatch.setattr("advisor.batch.job.__version__", "another")
    with pytest.raises(AdvisorError) as other:
        ours(resume=True).run(None)

    assert [each.code for each in other.value.problems] == ["F231"]


def test_going_on_where_nothing_was_begun_begins(answers: Path, tmp_path: Path) -> None:
    assert run(answers, tmp_path / "out.csv", "csv", resume=True).read == 2600


def test_cells_that_a_spreadsheet_would_work_out_are_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"profile": {"name": "=HYPERLINK(1)"}, "answers": {"staff": 3}}) + "\n")
    run(path, tmp_path / "out.csv", "csv", select="lead")

    assert "'=HYPERLINK(1)" in (tmp_path / "out.csv").read_text()


def test_parquet_in_gives_what_jsonl_in_gives(answers: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    rows = [json.loads(line) for line in answers.read_text().splitlines()]
    plain = [row.get("answers", row) for row in rows]
    table = pa.table(
        {
            "sector": [row["sector"] for row in plain],
            "backup_line": [row["backup_line"] for row in plain],
            "staff": pa.array([row["staff"] if isinstance(row["staff"], int) else None for row in plain]),
            "staff.said": ["unknown" if row["staff"] == "unknown" else None for row in plain],
        }
    )
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=700)
    run(answers, tmp_path / "a.parquet", "parquet", flat=True)
    run(tmp_path / "in.parquet", tmp_path / "b.parquet", "parquet", errors=str(tmp_path / "errors"))

    first, other = (pq.read_table(tmp_path / f"{name}.parquet").drop_columns(["input"]) for name in "ab")
    assert first.to_pylist() == other.to_pylist()
    assert len((tmp_path / "errors").read_text().splitlines()) == 5


def test_a_folder_gets_a_file_per_part(answers: Path, tmp_path: Path) -> None:
    run(answers, f"{tmp_path}/out/", "parquet")

    assert pq.read_table(tmp_path / "out").num_rows == 2595
