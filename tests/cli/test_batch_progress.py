"""The line with how far a run is: what was done before this run began is no work of this run."""

import pytest

from advisor.batch.order import Tally
from advisor.cli import batch
from advisor.words import Words


def test_what_a_stopped_run_had_done_does_not_count_in_the_rate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 0.5, 10.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    progress = batch._Progress(Words("en"))  # noqa: SLF001  (there is no other way to see it without a terminal)
    progress(90, 100, Tally(read=9000, values={}))
    progress(95, 100, Tally(read=9500, values={}))

    last = capsys.readouterr().err.split("\r")[-1]
    assert last.startswith("9,500 profiles, 50 a second, 10 s left")
