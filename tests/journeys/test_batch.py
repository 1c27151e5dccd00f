"""``advisor batch`` as a user runs it: what it reads and writes, how it ends, and what is left when it is stopped."""

import csv
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import NO_CACHE, ROOT, Advisor

PROFILES = str(ROOT / "profiles")
SECTORS = ("education", "retail", "care", "other")

pytestmark = pytest.mark.slow  # the same engine, in this process, is under test in tests/batch


def rows_of(count: int, wrong: int = 0) -> str:
    """So many rows of JSONL; every `wrong`th cannot be."""
    rows = (
        {"sector": SECTORS[number % 4], "staff": -1 if wrong and number % wrong == 2 else number, "backup_line": "none"}
        for number in range(count)
    )
    return "".join(f"{json.dumps(row)}\n" for row in rows)


# -- in and out


def test_a_folder_becomes_a_row_per_profile_in_every_format(advisor: Advisor, tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "parquet", "xlsx", "db"):
        run = advisor("batch", PROFILES, "--flat", "-o", str(tmp_path / f"out.{form}"))
        assert (run.returncode, run.stdout) == (0, ""), run.stderr
        assert "12 profiles read, 12 written" in run.stderr

    names = [each.name for each in sorted((ROOT / "profiles").glob("*.toml"))]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [Path(line["input"]).name for line in lines] == names
    leads = [line["lead"] for line in lines]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["lead"] for row in csv.DictReader(stream)] == leads
    assert pq.read_table(tmp_path / "out.parquet").column("lead").to_pylist() == leads
    head, *rest = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].values
    assert [row[head.index("lead")] for row in rest] == leads


def test_whole_results_are_what_assess_prints(advisor: Advisor, tmp_path: Path) -> None:
    advisor("batch", PROFILES, "-o", str(tmp_path / "out.jsonl"), "--language", "en")
    paths = sorted(str(each) for each in (ROOT / "profiles").glob("*.toml"))
    printed = advisor("assess", *paths, "--format", "json", "--language", "en").stdout

    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == printed


def test_the_summary_counts_what_was_written(advisor: Advisor, tmp_path: Path) -> None:
    run = advisor("batch", PROFILES, "--flat", "-o", str(tmp_path / "out.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]

    leads = [line["lead"] if line["lead_settled"] else "open" for line in lines]
    for values, said in ((leads, "Comes first"), ([line["readiness"] for line in lines], "Readiness")):
        told = next(line for line in run.stderr.splitlines() if line.strip().startswith(said))
        for value in set(values):
            assert f"{value} {values.count(value)}".casefold() in told.casefold()


def test_an_export_is_read_by_its_mapping(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(
        "Organisation;Number;Branche;How many people?;Remarks\n"
        "School A;17;Onderwijs;120;nothing\n"
        "Shop B;18;Winkel;10 to 49;=1+1\n"
        "Firm C;19;Onbekend;;\n",
        encoding="utf-8",
    )
    (tmp_path / "survey.toml").write_text(
        'name = "Organisation"\nignore = ["Remarks"]\npass = ["Number"]\n'
        '[columns]\n"Branche" = "sector"\n"How many people?" = "staff"\n'
        '[options.sector]\n"Onderwijs" = "education"\n"Winkel" = "retail"\n"Onbekend" = "unknown"\n'
        '[options.staff]\n"10 to 49" = { from = 10, to = 49 }\n',
        encoding="utf-8",
    )
    run = advisor("batch", "export.csv", "--mapping", "survey.toml", "-o", "out.csv", cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["name"], row["Number"], row["row"]) for row in rows] == [
        ("School A", "17", "2"),
        ("Shop B", "18", "3"),
        ("Firm C", "19", "4"),
    ]
    assert [(row["known"], row["range"], row["unknown"]) for row in rows] == [
        ("2", "0", "0"),
        ("1", "1", "0"),
        ("0", "0", "1"),
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "toml"])
def test_standard_input_is_read(form: str, advisor: Advisor, tmp_path: Path) -> None:
    given = {
        "jsonl": '{"sector": "retail", "staff": 12}\n',
        "csv": "sector,staff\nretail,12\n",
        "toml": '[answers]\nsector = "retail"\nstaff = 12\n',
    }[form]
    run = advisor(
        "batch", "-", "--input-format", form, "-o", "out.jsonl", "--flat", cwd=tmp_path, stdin=None, input=given
    )
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())

    assert run.returncode == 0, run.stderr
    assert (row["input"], row["known"]) == ("-", 2)


def test_the_names_of_inputs_can_come_from_a_file_or_through_a_pipe(advisor: Advisor, tmp_path: Path) -> None:
    names = f"{PROFILES}/sivon.toml\n{PROFILES}/supermarket.toml\n"
    (tmp_path / "names").write_text(names, encoding="utf-8")
    advisor("batch", "--files-from", "names", "-o", "one.csv", cwd=tmp_path)
    advisor("batch", "--files-from", "-", "-o", "two.csv", cwd=tmp_path, stdin=None, input=names)

    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert len((tmp_path / "one.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_every_column_is_described(advisor: Advisor, tmp_path: Path) -> None:
    described = advisor("batch", "--describe")
    advisor("batch", PROFILES, "-o", str(tmp_path / "out.csv"))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        head = next(csv.reader(stream))

    assert described.returncode == 0
    names = [line.split("`")[1] for line in described.stdout.splitlines() if line.startswith("| `")]
    assert names == head


def test_only_what_a_condition_holds_for_and_only_the_columns_that_were_asked_for(
    advisor: Advisor, tmp_path: Path
) -> None:
    run = advisor("batch", PROFILES, "-o", "out.csv", "--where", "lead == consumer", "--select", "lead,*.fit_low",
                  cwd=tmp_path)  # fmt: skip
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)

    assert run.returncode == 0
    assert head[:4] == ["input", "row", "name", "lead"]
    assert all(name.endswith(".fit_low") for name in head[4:])
    assert {row[3] for row in rows} == {"consumer"}


@pytest.mark.parametrize(("form", "more"), [("csv", []), ("jsonl", ["--flat"]), ("jsonl", [])])
def test_a_minus_as_output_is_standard_output(form: str, more: list[str], advisor: Advisor, tmp_path: Path) -> None:
    run = advisor("batch", PROFILES, "-o", "-", "--format", form, *more, cwd=tmp_path)
    advisor("batch", PROFILES, "-o", f"out.{form}", *more, cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    assert run.stdout == (tmp_path / f"out.{form}").read_text(encoding="utf-8")
    assert "written to standard output" in run.stderr
    assert [each.name for each in tmp_path.iterdir()] == [f"out.{form}"]


# -- how it ends


def test_a_profile_that_is_wrong_is_told_and_stops_nothing(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(100, wrong=10), encoding="utf-8")
    with_file = advisor("batch", "in.jsonl", "-o", "out.csv", "--errors", "errors.jsonl", cwd=tmp_path)
    without = advisor("batch", "in.jsonl", "-o", "out.csv", cwd=tmp_path)

    assert with_file.returncode == without.returncode == 4
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(each["input"], each["row"], each["code"]) for each in errors] == [
        ("in.jsonl", row, "P409") for row in range(3, 100, 10)
    ]
    assert all(each["message"] for each in errors)
    assert "errors.jsonl" in with_file.stderr
    assert "in.jsonl:3: error P409" in without.stderr
    assert "100 profiles read, 90 written to out.csv, 10 refused" in without.stderr


def test_of_many_that_are_wrong_the_first_are_told_and_the_others_counted(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(100, wrong=2).replace('"staff": 2', '"staff": -2'), encoding="utf-8")
    (tmp_path / "in.jsonl").write_text('{"staff": -1}\n' * 50 + '{"staff": 1}\n', encoding="utf-8")
    run = advisor("batch", "in.jsonl", "-o", "out.csv", cwd=tmp_path)

    assert run.stderr.count("error P409") == 20
    assert "30 more are refused; --errors FILE writes them all" in run.stderr


def test_a_condition_that_is_met_ends_with_1_also_when_something_was_refused(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(100, wrong=50), encoding="utf-8")
    met = advisor("batch", "in.jsonl", "-o", "out.csv", "--fail-on", "staff == 5", cwd=tmp_path)
    not_met = advisor("batch", PROFILES, "-o", "out.csv", "--fail-on", "staff < 0", cwd=tmp_path)

    assert (met.returncode, not_met.returncode) == (1, 0)
    assert "1 profile meets a condition of --fail-on" in met.stderr
    assert (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "code"), [(None, "F201"), ("", "F225"), ("sector,colour\nretail,red\n", "P481"), ("\0\n", "F225")]
)
def test_nothing_readable_ends_with_2_and_writes_nothing(
    content: str | None, code: str, advisor: Advisor, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "in.csv").write_text(content, encoding="utf-8")
    (tmp_path / "out.csv").write_text("from last year", encoding="utf-8")
    run = advisor("batch", "in.csv", "-o", "out.csv", cwd=tmp_path)

    assert run.returncode == 2
    assert f"error {code}" in run.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "from last year"
    assert not list(tmp_path.glob(".*"))


def test_one_input_that_cannot_be_read_does_not_stop_the_others(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(rows_of(5), encoding="utf-8")
    (tmp_path / "bad.csv").write_text("sector,colour\nretail,red\n", encoding="utf-8")
    run = advisor("batch", "bad.csv", "good.jsonl", "none.toml", "-o", "out.csv", "--errors", "errors", cwd=tmp_path)

    assert run.returncode == 4
    assert "5 profiles read, 5 written" in run.stderr
    errors = [json.loads(line) for line in (tmp_path / "errors").read_text(encoding="utf-8").splitlines()]
    assert {(each["input"], each["row"], each["code"]) for each in errors} == {
        ("bad.csv", 0, "P481"),
        ("none.toml", 0, "F201"),
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["in.jsonl"], "--output"),
        (["-o", "out.csv"], "INPUT"),
        (["in.jsonl", "-o", "out.bin"], "--format"),
        (["in.jsonl", "-o", "out.csv", "--whole"], "U541"),
        (["in.jsonl", "-o", "out.csv", "--select", "leed"], "U542"),
        (["in.jsonl", "-o", "out.csv", "--where", "leed == consumer"], "--where"),
        (["in.jsonl", "-o", "out.csv", "--fail-on", "steps == 1"], "--fail-on"),
        (["in.jsonl", "-o", "none/out/out.csv", "--mapping", "none.toml"], "F201"),
        (["-", "-o", "out.csv"], "F227"),
        (["in.jsonl", "-o", "in.jsonl"], "U543"),
        (["in.jsonl", "-o", "./../{folder}/in.jsonl"], "U543"),
        (["in.jsonl", "-o", "out.csv", "--errors", "in.jsonl"], "U543"),
        (["in.jsonl", "-o", ".", "--format", "parquet"], "U544"),
        (["in.jsonl", "-o", "out.csv", "--errors", "none/errors"], "F209"),
        (["in.jsonl", "-o", "out.csv", "--errors", "out.csv"], "U545"),
        (["in.jsonl", "-o", "-", "--format", "xlsx"], "U546"),
        (["--files-from", "in.jsonl", "-o", "in.jsonl"], "U543"),
        (["in.jsonl", "--mapping", "in.jsonl", "-o", "in.jsonl"], "U543"),
    ],
)
def test_wrong_use_is_explained_and_ends_with_2(
    arguments: list[str], told: str, advisor: Advisor, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(3), encoding="utf-8")
    given = [each.format(folder=tmp_path.name) for each in arguments]
    run = advisor("batch", *given, cwd=tmp_path)

    assert run.returncode == 2
    assert told in run.stderr
    assert (tmp_path / "in.jsonl").read_text(encoding="utf-8") == rows_of(3)
    assert [each.name for each in tmp_path.iterdir()] == ["in.jsonl"]


def test_what_nobody_can_hold_is_refused_clearly(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text(",".join(f"c{number}" for number in range(100_000)) + "\n", encoding="utf-8")
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as stream:
        for _ in range(80):
            stream.write(b" " * 1024 * 1024)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(rows_of(100).encode())[:-20])
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 and then nothing")
    pq.write_table(pa.table({"sector": ["retail"], "colour": ["red"]}), tmp_path / "odd.parquet")
    names = ("wide.csv", "bomb.jsonl.gz", "cut.jsonl.gz", "torn.parquet", "odd.parquet")
    codes = ("P489", "F220", "F228", "F202", "P481")

    for name, code in zip(names, codes, strict=True):
        run = advisor("batch", name, "-o", "out.csv", cwd=tmp_path)
        assert run.returncode == 2, run.stderr
        assert f"error {code}" in run.stderr
        assert name in run.stderr
        assert len(run.stderr) < 2000


def test_a_file_that_cannot_be_read_is_told(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").symlink_to("/proc/self/mem")  # also root cannot read its beginning
    (tmp_path / "good.jsonl").write_text(rows_of(2), encoding="utf-8")
    run = advisor("batch", "broken.toml", "good.jsonl", "-o", "out.csv", cwd=tmp_path)

    assert run.returncode == 4, run.stderr
    assert "broken.toml: error F202" in run.stderr


# -- stopped, changed, full


@contextmanager
def started(environment: dict[str, str], folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The command in a group of its own, as a shell starts it; nothing of it is left afterwards."""
    with subprocess.Popen(
        [sys.executable, "-m", "advisor", "batch", *arguments],
        cwd=folder,
        env={**environment, "PYTHONWARNINGS": ""},  # Ctrl-C can come just when a file was opened, and has no name yet
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hears_ctrl_c,  # noqa: PLW1509  (nothing else runs here)
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def hears_ctrl_c() -> None:
    """Whoever runs the tests may have ignored Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_for(folder: Path, parts: int) -> None:
    """Wait until so many parts are done."""
    until = time.monotonic() + 60
    while len(list(folder.glob("*.done"))) < parts:
        assert time.monotonic() < until
        time.sleep(0.01)


def ends(group: int) -> bool:
    """Whether every process of a group ends soon."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_at_once_leaves_the_output_alone_and_says_how_to_go_on(
    workers: str, environment: dict[str, str], advisor: Advisor, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(3000, wrong=700), encoding="utf-8")
    (tmp_path / "out.csv").write_text("from last year", encoding="utf-8")
    arguments = ("in.jsonl", "-o", "out.csv", "--errors", "errors", "--workers", workers, "--block-size", "50")
    with started(environment, tmp_path, *arguments) as process:
        wait_for(tmp_path / ".out.csv.partial", 2)
        os.killpg(process.pid, signal.SIGINT)
        pressed = time.monotonic()
        _printed, told = process.communicate(timeout=30)
        took = time.monotonic() - pressed

    assert process.returncode == 130
    assert told == "Stopped. The same command with --resume goes on where this was.\n"
    assert took < 10
    assert ends(process.pid)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "from last year"
    assert not (tmp_path / "errors").exists()
    done = {each: each.stat().st_mtime_ns for each in (tmp_path / ".out.csv.partial").glob("*.done")}
    assert len(done) < 60

    resumed = advisor("batch", *arguments, "--resume", cwd=tmp_path)
    whole = advisor("batch", "in.jsonl", "-o", "whole.csv", "--errors", "whole.errors", cwd=tmp_path)

    assert resumed.returncode == whole.returncode == 4
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert (tmp_path / "errors").read_bytes() == (tmp_path / "whole.errors").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "errors",
        "in.jsonl",
        "out.csv",
        "whole.csv",
        "whole.errors",
    ]


def test_when_only_the_first_process_is_killed_the_others_end(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(5000), encoding="utf-8")
    with started(environment, tmp_path, "in.jsonl", "-o", "out.csv", "--workers", "2", "--block-size", "50") as process:
        wait_for(tmp_path / ".out.csv.partial", 1)
        process.kill()
        process.wait()
        assert ends(process.pid)


def test_a_worker_that_is_killed_is_told_and_nothing_is_lost(
    environment: dict[str, str], advisor: Advisor, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(3000), encoding="utf-8")
    arguments = ("in.jsonl", "-o", "out.csv", "--workers", "2", "--block-size", "50")
    with started(environment, tmp_path, *arguments) as process:
        wait_for(tmp_path / ".out.csv.partial", 1)
        os.kill(a_worker_of(process.pid), signal.SIGKILL)
        _printed, told = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "error F233" in told
    assert "--resume" in told
    assert not (tmp_path / "out.csv").exists()
    assert advisor("batch", *arguments, "--resume", cwd=tmp_path).returncode == 0
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 3001


def a_worker_of(parent: int) -> int:
    """A process that works on chunks."""
    for each in Path("/proc").glob("[0-9]*"):
        try:
            of = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            if of == parent and b"spawn_main" in (each / "cmdline").read_bytes():
                return int(each.name)
        except (OSError, ValueError):
            continue
    raise AssertionError


def test_a_run_can_only_go_on_as_it_was_begun(environment: dict[str, str], advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(5000), encoding="utf-8")
    arguments = ("in.jsonl", "-o", "out.csv", "--workers", "1", "--block-size", "50")
    with started(environment, tmp_path, *arguments) as process:
        wait_for(tmp_path / ".out.csv.partial", 1)
        process.kill()
    other = advisor("batch", *arguments, "--resume", "--where", "staff > 3", cwd=tmp_path)
    (tmp_path / "in.jsonl").write_text(rows_of(4999), encoding="utf-8")
    changed = advisor("batch", *arguments, "--resume", cwd=tmp_path)

    assert other.returncode == changed.returncode == 2
    assert "error F231" in other.stderr
    assert "error F231" in changed.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "db", "xlsx"])
def test_a_full_disk_is_told_and_the_output_stays_what_it_was(
    form: str, workers: str, advisor: Advisor, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(400), encoding="utf-8")
    target = tmp_path / f"out.{form}"
    target.write_text("from last year", encoding="utf-8")
    arguments = ("in.jsonl", "--flat", "-o", target.name, "--workers", workers, "--block-size", "100")

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    run = advisor("batch", *arguments, cwd=tmp_path, preexec_fn=narrow, env=environment | NO_CACHE)

    assert run.returncode == 2, run.stderr
    assert run.stderr.startswith(f"error F234: {target.name} cannot be written: ")
    assert "--resume" in run.stderr
    assert target.read_text(encoding="utf-8") == "from last year"

    assert advisor("batch", *arguments, "--resume", cwd=tmp_path).returncode == 0
    assert target.stat().st_size > 20_000
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.jsonl", target.name]


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_read(advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(rows_of(3), encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = advisor("batch", "in.jsonl", "-o", "file/out.csv", cwd=tmp_path)

    assert run.returncode == 2
    assert "error F209" in run.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_input_that_changes_while_it_is_read_is_told(form: str, environment: dict[str, str], tmp_path: Path) -> None:
    source = tmp_path / f"in.{form}"
    number = list(range(3000))
    if form == "jsonl":
        source.write_text(rows_of(3000), encoding="utf-8")
    elif form == "csv":
        source.write_text("staff\n" + "".join(f"{each}\n" for each in number), encoding="utf-8")
    else:
        pq.write_table(pa.table({"staff": number}), source, row_group_size=1000)
    (tmp_path / "first.jsonl").write_text(rows_of(1000), encoding="utf-8")
    arguments = ("first.jsonl", source.name, "-o", "out.csv", "--workers", "1", "--block-size", "50")
    with started(environment, tmp_path, *arguments, "--errors", "errors") as process:
        wait_for(tmp_path / ".out.csv.partial", 1)
        source.write_bytes(source.read_bytes()[:5000])
        _printed, told = process.communicate(timeout=60)

    assert process.returncode == 4, told
    assert f"{source.name}: error F223" in told
    assert "F223" in (tmp_path / "errors").read_text(encoding="utf-8")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) > 1000


def test_a_folder_of_tables_is_replaced_whole(advisor: Advisor, tmp_path: Path) -> None:
    for count in (30, 20):
        (tmp_path / "in.jsonl").write_text(rows_of(count), encoding="utf-8")
        run = advisor("batch", "in.jsonl", "-o", "out/", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert pq.read_table(tmp_path / "out").num_rows == count
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.jsonl", "out"]


def test_a_lead_that_is_open_is_not_told_as_none_and_one_profile_is_one(advisor: Advisor, tmp_path: Path) -> None:
    half = str(ROOT / "profiles" / "half-answered.toml")
    for form, more in (("csv", ["--flat"]), ("jsonl", ["--whole"])):
        run = advisor("batch", half, "-o", str(tmp_path / f"out.{form}"), *more, "--fail-on", "staff >= 0")
        assert "1 profile read, 1 written" in run.stderr
        assert "Comes first: open 1\n" in run.stderr


def test_only_parquet_is_written_as_a_folder(advisor: Advisor, tmp_path: Path) -> None:
    run = advisor("batch", PROFILES, "-o", f"{tmp_path}/part/", "--format", "csv")

    assert run.returncode == 2
    assert "is a folder; only Parquet is written as one." in run.stderr
    assert not (tmp_path / "part").exists()
