"""What comes through a pipe lies on disk until somebody works on it, and is gone in the end."""

import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from advisor.batch.carried import Aside, taken_back
from advisor.batch.chunk import Chunk
from advisor.problems import AdvisorError
from tests.batch.test_run import run

ROWS = b"".join(b'{"sector": "retail", "staff": %d}\n' % number for number in range(300))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_piece_comes_back_as_it_went(temporary: Path) -> None:
    chunk = Chunk(3, "jsonl", ("-",), data=ROWS)
    with Aside() as aside:
        put = aside.put(chunk)
        assert put.data == b""
        assert taken_back(put).data == ROWS
        assert [each.read_bytes() for each in temporary.rglob("0*3")] == [ROWS]
    assert list(temporary.iterdir()) == []


def test_what_carries_nothing_needs_no_folder(temporary: Path) -> None:
    temporary.rmdir()
    chunk = Chunk(3, "jsonl", ("in.jsonl",))
    with Aside() as aside:
        assert taken_back(aside.put(chunk)) is aside.put(chunk) is chunk


def test_a_folder_that_cannot_be_made_is_told(temporary: Path) -> None:
    temporary.rmdir()
    with Aside() as aside, pytest.raises(AdvisorError) as raised:
        aside.put(Chunk(3, "jsonl", ("-",), data=ROWS))
    assert [each.code for each in raised.value.problems] == ["F209"]


def test_a_pipe_and_a_packed_file_give_what_the_file_gives(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_bytes(ROWS)
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(ROWS))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(ROWS)))
    monkeypatch.chdir(tmp_path)
    given = ("in.jsonl", "in.jsonl.gz", "-")
    for number, source in enumerate(given):
        run(Path(source), tmp_path / f"{number}.jsonl", "jsonl", flat=True, block=100, input_format="jsonl")
    first, *others = [(tmp_path / f"{number}.jsonl").read_text(encoding="utf-8") for number in range(len(given))]

    assert others[0].replace("in.jsonl.gz", "in.jsonl") == first
    assert others[1].replace('"input":"-"', '"input":"in.jsonl"') == first
    assert list(temporary.iterdir()) == []


def test_what_came_through_a_pipe_has_to_be_the_same_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    def piped(text: bytes, *, resume: bool) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        run(Path("-"), tmp_path / "out.csv", "csv", block=100, input_format="jsonl", resume=resume)

    with monkeypatch.context() as patch:
        patch.setattr("advisor.batch.run.assemble", stopped)
        with pytest.raises(KeyboardInterrupt):
            piped(ROWS, resume=False)
    with pytest.raises(AdvisorError) as raised:
        piped(ROWS.replace(b"retail", b"public"), resume=True)
    assert [each.code for each in raised.value.problems] == ["F231"]
    piped(ROWS, resume=True)
    assert len((tmp_path / "out.csv").read_bytes().splitlines()) == 301
