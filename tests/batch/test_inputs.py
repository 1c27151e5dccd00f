import io
import os
from pathlib import Path

import pytest

from advisor.batch.inputs import Input, find_inputs, format_of, is_unchanged
from advisor.problems import AdvisorError


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b/2.toml", "b/1.toml", "b/c/3.jsonl", "b/.hidden.toml", "b/notes.txt", "b/.git/4.toml", "t.csv.gz"):
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).write_text("x")


def paths(found: list[Input]) -> list[str]:
    return [each.path for each in found]


def test_a_folder_is_read_in_sorted_order_without_what_is_hidden_or_no_profile() -> None:
    found, problems = find_inputs(["b"])

    assert paths(found) == ["b/1.toml", "b/2.toml", "b/c/3.jsonl"]
    assert problems == []


def test_inputs_keep_their_order_and_come_once() -> None:
    found, _problems = find_inputs(["b/2.toml", "./b/*.toml", "b"])

    assert paths(found) == ["b/2.toml", "./b/1.toml", "b/c/3.jsonl"]


def test_what_cannot_be_read_is_a_problem_and_stops_nothing() -> None:
    found, problems = find_inputs(["missing.toml", "*.nothing", "b/notes.txt", "b/1.toml", "a\0b"])

    assert paths(found) == ["b/1.toml"]
    assert [(each.place.file, each.code) for each in problems] == [
        ("missing.toml", "F201"),
        ("*.nothing", "F201"),
        ("b/notes.txt", "F227"),
        ("a\0b", "F201"),
    ]


def test_a_file_that_may_not_be_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_given: False)

    assert [each.code for each in find_inputs(["b/1.toml"])[1]] == ["F202"]


def test_a_format_that_was_said_serves_files_whose_name_does_not_tell() -> None:
    assert find_inputs(["b/notes.txt", "b/1.toml"], form="jsonl")[0] == [
        Input("b/notes.txt", "jsonl", find_inputs(["b/notes.txt"], form="jsonl")[0][0].stamp),
        find_inputs(["b/1.toml"])[0][0],
    ]


def test_what_is_written_is_never_read() -> None:
    assert paths(find_inputs(["b"], but=["b/c/../c/3.jsonl", ""])[0]) == ["b/1.toml", "b/2.toml"]


def test_an_input_that_is_named_is_never_written_over() -> None:
    for given in (["b/1.toml", "b/c/3.jsonl"], ["b/c/../c/3.jsonl"]):
        with pytest.raises(AdvisorError) as refused:
            find_inputs(given, but=["b/c/3.jsonl"])
        assert [each.code for each in refused.value.problems] == ["U543"]


def test_paths_are_read_from_a_file_or_from_standard_input() -> None:
    Path("list").write_text("b/1.toml\r\nb/2.toml\n\nmissing\n")

    found, problems = find_inputs([], files_from="list")
    assert (paths(found), len(problems)) == (["b/1.toml", "b/2.toml"], 1)
    assert paths(find_inputs([], files_from="-", stdin=io.BytesIO(b"b/2.toml"))[0]) == ["b/2.toml"]
    assert [each.code for each in find_inputs([], files_from="nowhere")[1]] == ["F201"]


def test_standard_input_needs_a_format() -> None:
    assert find_inputs(["-", "-"], form="csv")[0] == [Input("-", "csv")]
    assert [each.code for each in find_inputs(["-"])[1]] == ["F227"]
    assert [each.code for each in find_inputs(["-"], form="parquet")[1]] == ["F227"]


@pytest.mark.parametrize(
    ("name", "form"),
    [("A.TOML", "toml"), ("a.ndjson.gz", "jsonl"), ("a.tsv", "csv"), ("a.xlsx.gz", None), ("a", None)],
)
def test_the_name_tells_the_format(name: str, form: str | None) -> None:
    assert format_of(name) == form


def test_a_file_that_changed_is_noticed() -> None:
    [given] = find_inputs(["b/1.toml"])[0]
    assert is_unchanged(given)

    Path("b/1.toml").write_text("changed")
    assert not is_unchanged(given)
    Path("b/1.toml").unlink()
    assert not is_unchanged(given)
