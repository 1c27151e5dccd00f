"""JSON Lines: profiles and answers a line each, and lines that try to break the reader."""

import gzip
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.batch import jsonl_rows, streams
from advisor.batch.mapping import TableMapping
from advisor.batch.sources import chunks, read
from advisor.problems import describe
from advisor.words import Words
from tests.batch.reading import codes, profiles, reads
from tests.files.small import RULEBASE


def lines(tmp_path: Path, *text: str | bytes, name: str = "lines.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(b"\n".join(each if isinstance(each, bytes) else each.encode() for each in text))
    return path


def test_a_line_is_answers_or_a_whole_profile(tmp_path: Path) -> None:
    whole = {
        "profile": {"name": "B", "date": "2026-11-23", "language": None},
        "answers": {"staff": {"from": 80, "to": None}, "has_sla": None},
        "notes": {"staff": {"text": "May", "on": "2026-05-01"}},
        "suppliers": {"x": {"name": "X", "contract_end": "2027-01-01", "answers": {"terms": "we_set"}}},
        "id": "B",
    }
    first, second, third = profiles(
        lines(tmp_path, '{"id": 1, "staff": 40, "tools": ["zoom"]}', json.dumps(whole), "{}"), "jsonl"
    )
    assert (first.name, first.answers["staff"].written, first.answers["tools"].written) == ("1", 40, ["zoom"])
    assert (second.name, second.written_on, second.notes["staff"].on) == ("B", date(2026, 11, 23), date(2026, 5, 1))
    assert second.answers["staff"].written == {"from": 80}
    assert second.suppliers["x"].contract_end == date(2027, 1, 1)
    assert set(second.answers) == {"staff"}
    assert third.answers == {}


def test_numbers_are_exact(tmp_path: Path) -> None:
    found = reads(
        lines(
            tmp_path,
            '{"bandwidth_up": 0.1}',
            '{"bandwidth_up": 1.10000000000000000000001}',
            '{"bandwidth_up": 1e1}',
            '{"bandwidth_up": NaN}',
            '{"bandwidth_up": -Infinity}',
            '{"bandwidth_up": 1e999999}',
            '{"staff": ' + "9" * 5000 + "}",
            '{"staff": 40.0}',
        ),
        "jsonl",
    )
    assert codes(found) == [
        (1, []),
        (2, ["P454"]),
        (3, []),
        (4, ["P453"]),
        (5, ["P453"]),
        (6, ["P453"]),
        (7, ["F208"]),
        (8, []),
    ]
    assert found[0].profile is not None
    assert found[0].profile.answers["bandwidth_up"].written == Decimal("0.1")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"staff": 1, "staff": 2}', ["P460"]),
        (b'{"answers": {"staff": 1, "staff": 1}}', ["P460"]),
        (b'{"id": "\xff"}', ["F205"]),
        (b'{"id": "\\ud800"}', ["F205"]),
        (b'{"id": "a"', ["F222"]),
        (b"{'id': 1}", ["F222"]),
        (b'{"id": 1} {}', ["F222"]),
        (b"[1, 2]", ["F224"]),
        (b"null", ["F224"]),
        (b'{"tools": ' + b"[" * 60 + b"]" * 60 + b"}", ["F207"]),
        (b'{"tools": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ["F207"]),
        (b'{"stff": 1}', ["P481"]),
        (b'{"answers": {"stff": 1}}', ["P417"]),
        (b'{"answers": {"staff": 1}, "nots": {}}', ["P411"]),
        (b'{"staff": "40"}', ["P452"]),
        (b'{"has_sla": "yes"}', ["P402"]),
        (b'{"has_sla": 1}', ["P451"]),
        (b'{"tools": "zoom"}', ["P458"]),
        (b'{"tools": ["zoom", "skype", "meet"]}', ["P459", "P459"]),
        (b'{"staff": -1, "trust": 9, "backup": "x"}', ["P409", "P456", "P459"]),
        (b'{"id": 1, "name": "x"}', ["P482"]),
        (b'{"id": 1, "profile": {"name": "x"}}', ["P482"]),
        (b'{"id": ["x"]}', ["P413"]),
        (b'{"date": "soon"}', ["P414"]),
        (b'{"tools": ["zoom"], "tools.lms": true}', ["P482"]),
    ],
)
def test_a_line_is_refused_with_everything_that_is_wrong(tmp_path: Path, line: bytes, expected: list[str]) -> None:
    path = lines(tmp_path, b'{"staff": 1}', line, b'{"staff": 2}')
    found = reads(path, "jsonl")

    assert [(row, sorted(each)) for row, each in codes(found)] == [(1, []), (2, sorted(expected)), (3, [])]
    assert all(problem.place.line == 2 for problem in found[1].problems)
    assert all(describe(each, Words("nl")).startswith(f"{path}:2:") for each in found[1].problems)


def test_empty_lines_and_other_line_ends_are_lines(tmp_path: Path) -> None:
    path = lines(tmp_path, b'\xef\xbb\xbf{"staff": 1}\r', b"", b"  \t", b'{"staff": 2}\r', b"")

    assert [each.row for each in reads(path, "jsonl")] == [1, 4]


def test_a_line_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_LINE", 100)
    monkeypatch.setattr(jsonl_rows, "LONGEST_LINE", 100)
    path = lines(tmp_path, '{"id": "' + "a" * 500 + '"}', '{"staff": 1}', '{"staff": 2}' + " " * 500)

    assert codes(reads(path, "jsonl")) == [(1, ["F221"]), (2, []), (3, ["F221"])]


@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_pieces_of_any_size_hold_the_same_lines(tmp_path: Path, size: int, end: bytes) -> None:
    path = lines(tmp_path, *(json.dumps({"staff": n}) for n in range(20)))
    path.write_bytes(path.read_bytes() + end)
    packed = lines(tmp_path, gzip.compress(path.read_bytes()), name="lines.jsonl.gz")
    piped = [
        each for chunk in chunks("-", "jsonl", size, 0, io.BytesIO(path.read_bytes())) for each in read(chunk, RULEBASE)
    ]

    for found in (reads(path, "jsonl", size=size), reads(packed, "jsonl", size=size), piped):
        assert [each.row for each in found] == list(range(1, 21))
        assert [each.profile.answers["staff"].written for each in found if each.profile] == list(range(20))


def test_blocks_of_a_large_file_meet_without_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_rows, "BLOCK", 7)
    path = lines(tmp_path, *(json.dumps({"staff": n}) for n in range(20)))

    assert [each.row for each in reads(path, "jsonl", size=3)] == list(range(1, 21))


def test_a_file_that_became_shorter_is_told(tmp_path: Path) -> None:
    path = lines(tmp_path, *['{"staff": 1}'] * 10)
    first, second = chunks(str(path), "jsonl", 5, 0)
    path.write_text('{"staff": 1}\n' * 6)

    assert codes(list(read(first, RULEBASE))) == [(each, []) for each in range(1, 6)]
    assert codes(list(read(second, RULEBASE)))[-1] == (0, ["F223"])


def test_columns_that_are_passed_on_stay_as_they_are(tmp_path: Path) -> None:
    mapping = TableMapping(passed=("member",), ignored=frozenset(["hm"]))
    path = lines(tmp_path, '{"member": 7, "hm": [], "staff": 1}', '{"answers": {"staff": 1}, "member": "x", "hm": 1}')

    assert [each.passed_on for each in reads(path, "jsonl", mapping)] == [{"member": 7}, {"member": "x"}]


def test_profiles_in_toml_come_in_groups(tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("1.toml", "2.toml", "3.toml")]
    for path in paths:
        Path(path).write_text("[answers]\nstaff = 40\n", encoding="utf-8")
    found = list(chunks(paths, "toml", 2, 5))

    assert [(each.number, each.count) for each in found] == [(5, 2), (6, 1)]
    assert [(each.input, each.row) for chunk in found for each in read(chunk, RULEBASE)] == [(p, 0) for p in paths]


def test_a_faulty_toml_file_is_a_row_without_a_profile(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[answers]\nstaff = -1\n")
    [chunk] = chunks([str(tmp_path / "a.toml"), str(tmp_path / "b.toml")], "toml", 2, 0)
    found = list(read(chunk, RULEBASE))

    assert codes(found) == [(0, ["P409"]), (0, ["F201"])]


def test_toml_comes_in_on_standard_input() -> None:
    [chunk] = chunks(["-"], "toml", 2, 0, io.BytesIO(b"[answers]\nstaff = 4\n"))

    assert [each.profile is not None for each in read(chunk, RULEBASE)] == [True]
