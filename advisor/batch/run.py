"""A run: chunks to workers, parts to one output, and what was refused to another."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Final

import pyarrow as pa

from advisor.batch.chunk import Chunk, Refused
from advisor.batch.order import Order, Tally
from advisor.batch.parts import done, refused_line
from advisor.batch.targets import Targets
from advisor.batch.whole import assemble, assemble_folder
from advisor.batch.worker import Worker
from advisor.files.lock import Lock
from advisor.files.saving import cannot_be_written, make_folder
from advisor.problems import AdvisorError, Place, Problem

WAITING: Final = 2
"""Chunks per worker that are under way at once."""
Report = Callable[[int, int, Tally], None]
"""What is told after every chunk: how many are done, of how many, and the tally so far."""


def run(
    order: Order,
    chunks: Sequence[Chunk],
    targets: Targets,
    *,
    workers: int,
    resume: bool,
    report: Report,
    at_the_end: Callable[[Iterator[Refused]], Iterable[Refused]] = iter,
) -> Tally:
    """Assess everything and write the output; the same bytes whatever the number of workers.

    Args:
        order: What to do.
        chunks: The input, in pieces.
        targets: Where results go.
        workers: How many processes.
        resume: Go on with the run that was stopped, if there is one.
        report: Told after every chunk.
        at_the_end: Given all that was refused, when everything is read; gives what to write to the file of errors.

    Raises:
        AdvisorError: The stopped run was another one, or another one is under way; something cannot be written.
        KeyboardInterrupt: Somebody stopped it; the parts that are done stay, to go on with.
    """
    make_folder(targets.output.parent)
    with Lock(str(targets.output), "F237"):  # or the one that begins takes away the parts of the other
        folder = _begin(order, chunks, targets, resume=resume)
        try:
            with _writing(targets.output):
                tally = _parts(order, chunks, folder, workers=workers, resume=resume, report=report)
                numbers = [chunk.number for chunk in chunks]
                with _errors_beside(at_the_end(_refused(folder, numbers)), targets.errors):
                    if targets.folder:
                        assemble_folder(folder, numbers, targets.output)
                    else:
                        assemble(folder, numbers, order, targets.output)
        except BrokenExecutor:
            raise AdvisorError(Problem(code="F233")) from None
        _forget(folder)
    return tally


def _parts(order: Order, chunks: Sequence[Chunk], folder: Path, *, workers: int, resume: bool, report: Report) -> Tally:
    """Work on every chunk that is not done yet."""
    tally = Tally(values={})
    finished = 0
    waiting = []
    for chunk in chunks:
        found = done(folder, chunk.number) if resume else None
        if found is None:
            waiting.append(chunk)
        else:
            tally, finished = tally + found, finished + 1
    report(finished, len(chunks), tally)
    with closing(_worked(order, folder, waiting, min(workers, len(waiting)))) as tallies:
        for found in tallies:
            tally, finished = tally + found, finished + 1
            report(finished, len(chunks), tally)
    return tally


def _begin(order: Order, chunks: Sequence[Chunk], targets: Targets, *, resume: bool) -> Path:
    """The folder for the parts: that of the stopped run where there is one to go on with, else a new one."""
    folder = targets.partial
    what = folder / ORDER
    wanted = _described(order, chunks)
    if resume:
        try:
            found = json.loads(what.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = None  # killed before anything was done, or when everything was
        if found == wanted:
            return folder
        if found is not None:
            raise AdvisorError(Problem(code="F231", place=Place(str(targets.output))))
    try:
        _forget(folder)
        folder.mkdir(parents=True)
        what.write_text(json.dumps(wanted), encoding="utf-8")
    except OSError as error:
        raise cannot_be_written(folder, error) from error
    return folder


ORDER: Final = "order.json"
"""Without it, a folder of parts is none to go on with."""


def _forget(folder: Path) -> None:
    """Remove the parts; first what says that one can go on with them, for it takes a while to remove them all."""
    (folder / ORDER).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _described(order: Order, chunks: Sequence[Chunk]) -> dict[str, object]:
    """What a stopped run has to have in common with the one that goes on: the order, and the inputs as they are."""
    inputs = dict.fromkeys(path for chunk in chunks for path in chunk.inputs)
    files = [[path, *_stamp(path)] for path in inputs]
    settings = {name: str(value) for name, value in order.__dict__.items()}
    carried = hashlib.sha256()  # what came through a pipe has no stamp
    for chunk in chunks:
        carried.update(chunk.digest.encode())
    return {"order": settings, "chunks": len(chunks), "files": files, "carried": carried.hexdigest()}


def _stamp(path: str) -> list[int]:
    try:
        found = os.stat(path)  # noqa: PTH116  (a path, or - for standard input)
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


_worker: list[Worker] = []
"""Of a process of its own."""


def _prepare(order: Order, folder: str) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides when to stop
    _worker.append(Worker(order, folder))


def _end_with_parent() -> None:
    """End when the first process does, however that ended: nobody waits for this one's work any more."""
    parent = parent_process()
    assert parent is not None  # noqa: S101  (in a process of its own only)
    connection.wait([parent.sentinel])
    os._exit(1)


def _work(chunk: Chunk) -> Tally:
    return _worker[0].work(chunk)


def _worked(order: Order, folder: Path, chunks: Iterable[Chunk], workers: int) -> Generator[Tally, None, None]:
    """The tallies of chunks, in their order."""
    if workers <= 1:
        worker = Worker(order, str(folder))
        yield from (worker.work(chunk) for chunk in chunks)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (order, str(folder)))
    try:
        left = iter(chunks)
        with _deaf_to_ctrl_c():  # or a worker that has hardly begun would print a traceback
            under_way: list[Future[Tally]] = [pool.submit(_work, chunk) for chunk in islice(left, workers * WAITING)]
        while under_way:
            yield under_way.pop(0).result()
            under_way += [pool.submit(_work, chunk) for chunk in islice(left, 1)]
    except BaseException:
        for process in list((pool._processes or {}).values()):  # noqa: SLF001  (Python 3.14 has `terminate_workers`)
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes that are started meanwhile never hear of it; this one does, afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _refused(folder: Path, numbers: Sequence[int]) -> Iterator[Refused]:
    """Everything that was refused, in the order of the input."""
    for number in numbers:
        with (folder / f"{number:08}.errors").open(encoding="utf-8", errors="backslashreplace") as lines:
            for line in lines:
                yield Refused(**json.loads(line))


@contextmanager
def _errors_beside(refused: Iterable[Refused], target: Path | None) -> Iterator[None]:
    """Write what was refused beside its place, and put it there only when the output is in its own."""
    if target is None:
        yield
        return
    beside = target.with_name(f".{target.name}.new")  # not beside the parts, which may be on another disk
    try:
        with _writing(target), beside.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.writelines(refused_line(each) for each in refused)
        yield
        with _writing(target):
            os.replace(beside, target)  # noqa: PTH105  (both are paths)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Raise AdvisorError when a file cannot be written."""
    try:
        yield
    except (OSError, sqlite3.Error, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AdvisorError(Problem(code="F234", values={"file": str(target), "reason": reason})) from error
