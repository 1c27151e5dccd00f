"""Laws of the readers: a format changes nothing, and neither does the quick way through lines of JSON."""

import csv
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.batch import jsonl_columns, jsonl_rows, streams
from advisor.batch.csv_columns import CellReader
from advisor.batch.jsonl_columns import LineReader
from advisor.batch.mapping import TableMapping
from advisor.batch.sources import chunks, read
from advisor.batch.toml_columns import FileReader
from advisor.batch.written import text_of
from advisor.columns.answers import Block, block_of
from advisor.files.profile import load_text
from advisor.files.writing import set_answers, set_entries
from tests.batch.reading import profiles, workbook
from tests.files.small import QUESTIONS, RULEBASE, TOOLS

NUMBERS = {
    "staff": (0, 1_000_000, 0),
    "bandwidth_up": (0, 4_000_000, 1),
    "temperature": (-400, 1000, 1),
    "trust": (1, 5, 0),
}
CHOICES = {"sector": ("education", "retail", "other"), "terms": ("together", "we_set")}
BACKUPS = ("no_line", "mobile", "same_route", "separate_route")


def number(low: int, high: int, decimals: int) -> st.SearchStrategy[Any]:
    """A number that can be answered: whole where it is."""
    return st.integers(low, high).map(lambda scaled: _plain(scaled, decimals))


def _plain(scaled: int, decimals: int) -> int | Decimal:
    return scaled // 10**decimals if scaled % 10**decimals == 0 else Decimal(scaled).scaleb(-decimals)


def ranges(low: int, high: int, decimals: int) -> st.SearchStrategy[Any]:
    ends = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    both = ends.map(lambda pair: {"from": _plain(pair[0], decimals), "to": _plain(pair[1], decimals)})
    one = number(low, high, decimals).flatmap(lambda end: st.sampled_from([{"from": end}, {"to": end}]))
    return both | one


def subsets(options: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(options), unique=True)


def raw(name: str) -> st.SearchStrategy[Any]:
    """A value of an answer, as TOML has it."""
    unknown: st.SearchStrategy[Any] = st.just("unknown")
    if name in NUMBERS:
        return unknown | number(*NUMBERS[name]) | ranges(*NUMBERS[name])
    if name in CHOICES:
        some = st.lists(st.sampled_from(CHOICES[name]), min_size=1, unique=True)
        own = unknown | st.sampled_from(CHOICES[name]) | some.map(lambda among: {"among": among})
        return own | st.just("n/a") if name == "terms" else own
    if name == "has_sla":
        return unknown | st.booleans() | st.just("n/a")
    if name == "backup":
        return unknown | st.sampled_from(BACKUPS) | st.sampled_from([{"from": "mobile"}, {"to": "same_route"}])
    if name == "tools":
        perhaps = st.tuples(subsets(TOOLS), subsets(TOOLS)).map(lambda pair: {"sure": pair[0], "maybe": pair[1]})
        return unknown | subsets(TOOLS) | perhaps
    each = st.dictionaries(st.sampled_from(TOOLS), unknown | st.integers(0, 100_000) | ranges(0, 100_000, 0))
    return unknown | each if name == "tool_peak" else unknown


ANSWERS = st.fixed_dictionaries({}, optional={name: raw(name) for name in QUESTIONS if name != "learners"})
TABLES = st.lists(ANSWERS, min_size=1, max_size=4)
FEW = settings(max_examples=60, deadline=None, derandomize=True)


def as_json(value: object) -> Any:  # noqa: ANN401  (what JSON can hold)
    return float(value) if isinstance(value, Decimal) else value


def cell(value: object) -> str:
    """A value as people write it in a table, where they can, else as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return json.dumps(value, default=as_json)
        case list():
            return ";".join(value) or "none"
        case _:
            return str(value)


@given(TABLES)
@FEW
def test_the_same_answers_are_the_same_profile_in_every_format(rows: list[dict[str, Any]]) -> None:
    names = [f"row {place}" for place in range(len(rows))]
    expected = []
    for name, answers in zip(names, rows, strict=True):
        text = set_entries("", "profile", {"name": name})
        expected.append(load_text(set_answers(text, answers) if answers else text, RULEBASE)[0])
    columns = [name for name in QUESTIONS if any(name in answers for answers in rows)]
    with tempfile.TemporaryDirectory() as folder:
        flat, whole, table = (Path(folder, name) for name in ("flat.jsonl", "whole.jsonl", "table.csv"))
        flat.write_text(
            "\n".join(json.dumps({"id": n, **row}, default=as_json) for n, row in zip(names, rows, strict=True))
        )
        whole.write_text(
            "\n".join(
                json.dumps({"profile": {"name": n}, "answers": row}, default=as_json)
                for n, row in zip(names, rows, strict=True)
            )
        )
        cells = [[n, *(cell(row.get(each)) for each in columns)] for n, row in zip(names, rows, strict=True)]
        with table.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([["id", *columns], *cells])
        typed = [
            [
                n,
                *(
                    row[each] if type(row.get(each)) in (int, bool, Decimal) else cell(row.get(each))
                    for each in columns
                ),
            ]
            for n, row in zip(names, rows, strict=True)
        ]
        book = workbook(Path(folder, "table.xlsx"), ["id", *columns], *typed)
        found = [
            profiles(flat, "jsonl"),
            profiles(whole, "jsonl"),
            profiles(table, "csv"),
            profiles(book, "xlsx"),
        ]
    for each in found:
        assert [(p.name, p.answers, p.fingerprint) for p in each] == [
            (p.name, p.answers, p.fingerprint) for p in expected
        ]


def same(first: Block, second: Block) -> None:
    """Two blocks say the same thing, in the same types."""
    assert first.size == second.size
    assert first.told.keys() == second.told.keys()
    for name, told in first.told.items():
        other = second.told[name]
        pairs = [(told.said, other.said)]
        assert told.bounds.keys() == other.bounds.keys()
        pairs += [
            (mine, theirs)
            for key in told.bounds
            for mine, theirs in zip(told.bounds[key], other.bounds[key], strict=True)
        ]
        assert told.given.keys() == other.given.keys()
        pairs += [(told.given[key], other.given[key]) for key in told.given]
        for mine, theirs in pairs:
            assert mine.dtype == theirs.dtype
            np.testing.assert_array_equal(mine, theirs)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        -1,
        2**63,
        -(2**70),
        40.0,
        1.5,
        1.25,
        -0.0,
        1e300,
        "unknown",
        "n/a",
        "zoom",
        "zzz",
        "",
        [],
        ["zoom", "zoom"],
        ["zoom", 1, True],
        [["zoom"]],
        [{}],
        {},
        {"zoom": 1},
        {"zoom": True},
        {"zoom": None, "lms": 2},
        {"zoom": -1},
        {"zoom": {"from": 1, "to": 2}},
        {"from": 80, "to": 90},
        {"among": ["mobile"]},
        {"sure": ["zoom"]},
        "a:b",
        'say "x": y',
    ]
)
LINE = st.dictionaries(st.sampled_from([*QUESTIONS, "id", "stff", "tools.zoom"]), ODD, max_size=4) | ANSWERS
RAW_LINES = st.sampled_from(
    [
        b"",
        b"   ",
        b"[]",
        b"7",
        b'{"staff": 1, "staff": 2}',
        b'{"staff" : 1, "staff":2, "id":"a"}',
        b'{"staff" :1,"trust":2,"trust":3}',
        b'{"bandwidth_up": 1.50000000000000000001}',
        b'{"bandwidth_up": 1.5000000000000000000000}',
        b'{"bandwidth_up": 15e-1}',
        b'{"bandwidth_up": NaN}',
        b'{"staff": 99999999999999999999999}',
        b'{"id": 1.50, "staff": 3}',
        b'{"id": "\\ud800", "staff": 3}',
        b'{"id": "\xff"}',
        b'{"id": {"a": {"b": 1}}}',
        b'{"tools": [' + b"[" * 45 + b"]" * 45 + b"]}",
        b'{"suppliers": {"x": {"answers": {"terms": "we_set"}}}, "answers": {"staff": 3}}',
    ]
)


@given(st.lists(LINE.map(lambda row: json.dumps(row, default=as_json).encode()) | RAW_LINES, max_size=12))
@pytest.mark.parametrize(("load", "together"), [("orjson", 1), ("orjson", 5), ("json", 5)])
@settings(max_examples=80, deadline=None, derandomize=True)
def test_lines_read_as_columns_are_those_read_one_by_one(load: str, together: int, lines: list[bytes]) -> None:
    jsonl_columns._loads.cache_clear()  # noqa: SLF001  (as if it were not installed)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if load == "json":
            patch.setitem(__import__("sys").modules, "orjson", None)
        patch.setattr(jsonl_columns, "BATCH", together)
        path = Path(folder, "lines.jsonl")
        path.write_bytes(b"\n".join(lines))
        found = [LineReader(RULEBASE).columns(chunk) for chunk in chunks(str(path), "jsonl", 100, 0)]
        reads = [each for chunk in chunks(str(path), "jsonl", 100, 0) for each in read(chunk, RULEBASE)]
    jsonl_columns._loads.cache_clear()  # noqa: SLF001
    good = [each for each in reads if each.profile is not None]
    wrong = [(each.row, problem.code) for each in reads if each.profile is None for problem in each.problems]
    if not found:
        assert reads == []
        return
    [columned] = found
    same(columned.block, block_of(RULEBASE, [each.profile for each in good if each.profile]))
    assert columned.rows == [each.row for each in good]
    assert columned.names == [each.profile.name for each in good if each.profile]
    assert [(each.row, problem.code) for each in columned.refused for problem in each.problems] == wrong
    assert sorted(columned.apart) == [n for n, each in enumerate(good) if each.profile and each.profile.suppliers]


DEEP = b"[" * 45 + b"]" * 45


@pytest.mark.parametrize(
    "line",
    [
        b'{"staff": 5, "remark": "a"}',
        b'{"staff": 5, "remark": ' + DEEP + b"}",
        b'{"staff": 5, "staff": 5}',
        b'{"staff": 5, "survey": "b"}',
        b'{"staff": 5, "survey": {"c": 1}}',
        b'{"staff": 5, "survey": ' + DEEP + b"}",
        b'{"staff": 5, "id": "' + b"x" * 2000 + b'"}',
        b'{"staff": 5}' + b" " * 2000,
        b'{"bandwidth_up": 1.10000000000000000000001}',
    ],
    ids=["ignored", "ignored, deep", "twice", "passed on", "a table", "passed on, deep", "long", "spaces", "digits"],
)
@pytest.mark.parametrize("others", [0, 2])
def test_a_line_among_plain_ones_is_read_as_by_itself(
    others: int, line: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (jsonl_columns, jsonl_rows, streams):
        monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    mapping = TableMapping(passed=("survey",), ignored=frozenset(["remark"]))
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\n".join([b'{"staff": 4, "bandwidth_up": 1}'] * others + [line] + [b'{"staff": 4}'] * others))
    reader = LineReader(RULEBASE, mapping)
    # Only keys that were met before are looked at together.
    [_met, columned] = [reader.columns(chunk) for chunk in [*chunks(str(path), "jsonl", 100, 0)] * 2]
    reads = [each for chunk in chunks(str(path), "jsonl", 100, 0) for each in read(chunk, RULEBASE, mapping)]

    assert columned.rows == [each.row for each in reads if each.profile is not None]
    wrong = [(each.row, problem.code) for each in reads if each.profile is None for problem in each.problems]
    assert [(each.row, problem.code) for each in columned.refused for problem in each.problems] == wrong


@given(TABLES)
@FEW
def test_a_row_written_as_a_profile_says_the_same(rows: list[dict[str, Any]]) -> None:
    from advisor.batch.rows import RowReader
    from advisor.batch.sources import as_profile

    reader = RowReader(RULEBASE)
    for place, answers in enumerate(rows):
        row = reader.of_object("x.jsonl", place, {"id": f'"{place}"\n', **answers})
        profile = as_profile(row, RULEBASE).profile
        assert profile is not None
        assert load_text(text_of(row, profile, RULEBASE), RULEBASE)[0].answers == profile.answers


HEADS = st.sampled_from(
    [
        "",
        '[profile]\nname = "A"\n',
        '[profile]\nname = "A"\ndate = 2026-11-23\nlanguage = "nl"\nrespondents = ["Head of IT", "Board"]\n',
        '[profile]\nname = "A"\ndate = 2026-11-23T10:00:00\n',
        "[profile]\nname = 3\n",
        '[profile]\nlanguage = "xx"\n',
        '[profile]\ncolour = "red"\n',
        '[profile]\nextends = "none.toml"\n',
        '[profile]\nextends = "board.toml"\n',
        '[profile]\nrespondents = [["a"]]\n',
        "[profile]\nrespondents = [1]\n",
        '[profile]\nrulebase = "1900.1"\n',
        "profile = 3\n",
        '[ecosystem]\nname = "Ours"\n',
        "[ecosystem]\nname = 3\n",
        '[notes.staff]\ntext = "From the payroll."\n',
        '[notes.stff]\ntext = "From the payroll."\n',
        '[suppliers.x]\nanswers = { terms = "we_set" }\n',
        "answers = [\n",
        "staff = 3\n",
        "profile = {\n name = 'A',\n}\n",  # TOML 1.1
        '[profile]\nname = "A\\e"\n',
    ]
)
ODD_ANSWERS = st.dictionaries(
    st.sampled_from([*QUESTIONS, "stff"]),
    st.sampled_from(
        [
            "true",
            "false",
            "0",
            "1",
            "-1",
            "1.0",
            "1.50",
            "1.25",
            "0x10",
            "nan",
            "inf",
            "1979-05-27",
            "07:32:00",
            '"unknown"',
            '"n/a"',
            '"zoom"',
            '""',
            "[]",
            '["zoom", "zoom"]',
            '["zoom", 1, true]',
            '[["zoom"]]',
            "[{}]",
            "{}",
            "{ zoom = 1 }",
            "{ zoom = true }",
            "{ zoom = 1.0 }",
            "{ zoom = { from = 1, to = 2 } }",
            "{ from = 80, to = 90 }",
            '{ among = ["mobile"] }',
            '{ sure = ["zoom"] }',
            "[" * 45 + "]" * 45,
        ]
    ),
    max_size=4,
)
FILE = st.tuples(HEADS, ODD_ANSWERS).map(
    lambda both: both[0] + "[answers]\n" + "".join(f"{key} = {value}\n" for key, value in both[1].items())
) | ANSWERS.map(lambda answers: set_answers("", answers) if answers else "")


@given(st.lists(FILE, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_files_read_as_columns_are_those_read_one_by_one(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "board.toml").write_text("[answers]\nstaff = 3\n", encoding="utf-8")
        paths = [str(Path(folder, f"{place}.toml")) for place in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            Path(path).write_text(text, encoding="utf-8")
        [chunk] = chunks([*paths, str(Path(folder, "none.toml"))], "toml", 100, 0)
        columned = FileReader(RULEBASE).columns(chunk)
        reads = list(read(chunk, RULEBASE))
    good = [each for each in reads if each.profile is not None]
    same(columned.block, block_of(RULEBASE, [each.profile for each in good if each.profile]))
    assert [chunk.inputs[row] for row in columned.rows] == [each.input for each in good]
    assert columned.names == [each.profile.name for each in good if each.profile]
    assert columned.refused == [each for each in reads if each.profile is None]
    assert sorted(columned.apart) == [n for n, each in enumerate(good) if each.profile and each.profile.suppliers]


def test_a_truth_is_no_number_though_python_takes_it_for_one(tmp_path: Path) -> None:
    paths = [tmp_path / "number.toml", tmp_path / "truth.toml"]
    for path, value in zip(paths, ("1.0", "true"), strict=True):
        path.write_text(f"[answers]\ntrust = {value}\n", encoding="utf-8")
    [chunk] = chunks([str(each) for each in paths], "toml", 100, 0)
    columned = FileReader(RULEBASE).columns(chunk)

    assert columned.rows == [0]
    assert [each.input for each in columned.refused] == [str(paths[1])]


CELLS = st.sampled_from(
    ["", " ", "3", "1,5", "1.5", "-1", "about 50", "80-120", "unknown", "n/a", "?", "yes", "no", "1", "true", "zoom",
     "Zoom", "zoom;lms", "zoom;zoom", "none", "zzz", "=1+1", '{"from": 1}', "together", "mobile", "education",
     "  education "]
)  # fmt: skip
HEAD = st.lists(st.sampled_from([*QUESTIONS, "id", "name", "remarks"]), min_size=1, max_size=5, unique=True)
SURVEY = TableMapping(passed=("remarks",))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    head = draw(HEAD)
    row = st.lists(CELLS, min_size=len(head), max_size=len(head)) | st.lists(CELLS, max_size=6)
    return [head, *draw(st.lists(row, max_size=8))]


@given(tables())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_rows_read_as_columns_are_those_read_one_by_one(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(table)
        [chunk] = chunks(str(path), "csv", 100, 0)
        reader = CellReader(RULEBASE, SURVEY)
        reads = list(read(chunk, RULEBASE, SURVEY))
        assert reader.understands(chunk) == (not {"id", "name"} <= set(table[0]))
        if not reader.understands(chunk):
            return
        columned = reader.columns(chunk)
    good = [each for each in reads if each.profile is not None]
    same(columned.block, block_of(RULEBASE, [each.profile for each in good if each.profile]))
    assert columned.rows == [each.row for each in good]
    assert columned.names == [each.profile.name for each in good if each.profile]
    assert columned.refused == [each for each in reads if each.profile is None]
    assert columned.passed_on == {name: [each.passed_on.get(name) for each in good] for name in columned.passed_on}


def test_columns_for_parts_of_answers_are_left_to_the_reading_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("staff.from,staff.to\n1,2\n", encoding="utf-8")
    [chunk] = chunks(str(tmp_path / "table.csv"), "csv", 100, 0)

    assert not CellReader(RULEBASE).understands(chunk)
