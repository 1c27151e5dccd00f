"""Where results go: nothing else is lost there, and what cannot be written is told before anything is read."""

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from advisor.batch.order import Output
from advisor.batch.targets import targets_of
from advisor.problems import AdvisorError
from tests.batch.test_run import job, run


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text('{"staff": 3}\n{"staff": -1}\n', encoding="utf-8")
    return path


def codes(target: Path | str, form: Output, errors: Path | str | None = None) -> list[str]:
    try:
        targets_of(str(target), form, None if errors is None else str(errors))
    except AdvisorError as error:
        return [each.code for each in error.problems]
    return []


def test_a_folder_with_anything_but_results_is_never_replaced(answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "thesis.docx").write_text("all of it", encoding="utf-8")
    for target in (f"{folder}/", str(folder)):
        with pytest.raises(AdvisorError) as error:
            run(answers, target, "parquet")
        assert [(each.code, each.values["name"]) for each in error.value.problems] == [("U544", "thesis.docx")]
    assert [each.name for each in folder.iterdir()] == ["thesis.docx"]


def test_a_folder_that_is_empty_or_holds_results_is_replaced(answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for _ in range(2):
        run(answers, f"{folder}/", "parquet")
    (folder / "_SUCCESS").write_text("", encoding="utf-8")
    (folder / "part-00000-9f2c-c000.snappy.parquet").write_text("of Spark", encoding="utf-8")
    run(answers, str(folder), "parquet")

    assert [each.name for each in folder.iterdir()] == ["part-00000000.parquet"]
    assert pq.read_table(folder).num_rows == 1


def test_what_cannot_be_written_as_asked_is_refused_beforehand(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")

    assert codes(tmp_path / "folder", "csv") == ["F203"]
    assert codes(f"{tmp_path}/file/", "parquet") == ["F209"]
    assert codes(tmp_path / "pipe", "csv") == ["U547"]
    assert codes(tmp_path / "link", "csv") == ["U547"]
    assert codes("/dev/null", "csv") == ["U547"]
    assert codes(tmp_path / "out.csv", "csv", tmp_path / "pipe") == ["U547"]
    assert codes(tmp_path / "out.csv", "csv", tmp_path / "folder") == ["F203"]
    assert codes(tmp_path / "out.csv", "csv", tmp_path / "none" / "errors") == ["F209"]
    assert codes(tmp_path / "out.csv", "csv", tmp_path / "errors") == []


@pytest.mark.parametrize("errors", ["e.jsonl", "./e.jsonl", "link"])
def test_results_and_errors_never_go_to_one_file(errors: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("e.jsonl")

    assert codes(tmp_path / "e.jsonl", "jsonl", f"{tmp_path}/{errors}") == ["U545"]


def test_errors_never_lie_in_a_folder_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert codes(f"{tmp_path}/out/", "parquet", tmp_path / "out" / "errors") == ["U545"]


@pytest.mark.parametrize("form", ["parquet", "xlsx", "sqlite"])
def test_standard_output_takes_lines_only(form: Output) -> None:
    assert codes("-", form) == ["U546"]
    assert codes("-", "csv", "-") == ["U546"]


def test_what_a_link_leads_to_is_written_and_the_link_stays(answers: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "real.csv").write_text("from last year", encoding="utf-8")
    for name in ("out.csv", "errors"):
        (tmp_path / name).symlink_to(f"kept/{name.replace('out', 'real')}")
    run(answers, tmp_path / "out.csv", "csv", select="lead", errors=str(tmp_path / "errors"))

    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "kept" / "real.csv").read_text(encoding="utf-8").startswith("input,row,name,lead\n")
    assert (tmp_path / "errors").is_symlink()
    assert json.loads((tmp_path / "kept" / "errors").read_text(encoding="utf-8"))["code"] == "P409"
    assert sorted(each.name for each in (tmp_path / "kept").iterdir()) == ["errors", "real.csv"]


def test_errors_that_cannot_be_written_are_named_and_leave_the_output_alone(answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "errors"
    folder.mkdir()
    (tmp_path / "out.csv").write_text("from last year", encoding="utf-8")
    begun = job(answers, tmp_path / "out.csv", "csv", errors=str(folder / "e.jsonl"))
    folder.rmdir()
    with pytest.raises(AdvisorError) as error:
        begun.run(None)

    assert [(each.code, each.values["file"]) for each in error.value.problems] == [("F234", str(folder / "e.jsonl"))]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "from last year"


def test_nothing_to_read_is_no_success_and_leaves_the_output_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "out.csv").write_text("from last year", encoding="utf-8")
    with pytest.raises(AdvisorError) as error:
        run(tmp_path / "empty", tmp_path / "out.csv", "csv")

    assert [each.code for each in error.value.problems] == ["F236"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "from last year"


def test_the_summary_says_nothing_of_what_nobody_has(tmp_path: Path) -> None:
    pq.write_table(pa.table({"staff": pa.array([], pa.int64())}), tmp_path / "in.parquet")
    begun = job(tmp_path / "in.parquet", tmp_path / "out.csv", "csv")

    assert len(begun.summary(begun.run(None))) == 1


def test_two_runs_never_write_one_output_at_once(answers: Path, tmp_path: Path) -> None:
    found: list[str] = []

    def meanwhile(done: int, _whole: int, _tally: object) -> None:
        if not done:
            with pytest.raises(AdvisorError) as error:
                run(answers, tmp_path / "out.csv", "csv")
            found.extend(each.code for each in error.value.problems)

    tally = job(answers, tmp_path / "out.csv", "csv").run(meanwhile)

    assert found == ["F237"]
    assert tally.written == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.jsonl", "out.csv"]


def test_every_column_that_is_described_can_be_selected(answers: Path, tmp_path: Path) -> None:
    run(answers, tmp_path / "out.csv", "csv", select="input,row,lead")

    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("input,row,name,lead\n")


def test_columns_of_whole_assessments_cannot_be_selected(answers: Path, tmp_path: Path) -> None:
    with pytest.raises(AdvisorError) as error:
        run(answers, tmp_path / "out.jsonl", "jsonl", select="lead")

    assert [each.code for each in error.value.problems] == ["U548"]
