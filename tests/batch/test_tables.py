"""CSV and XLSX: what a table says row by row, and tables that try to break the reader."""

import gzip
import io
import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.batch import csv_rows, streams
from advisor.batch.sources import chunks, faults_of_head, read
from advisor.problems import AdvisorError, describe
from advisor.words import Words
from tests.batch.reading import codes, pieces, profiles, reads, workbook
from tests.files.small import RULEBASE

HEAD = "id,staff,tools\n"


def table(tmp_path: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(path: Path) -> list[str]:
    """The codes of what is wrong with a whole table."""
    return pieces(path, "xlsx" if path.suffix == ".xlsx" else "csv")[1]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_line_ends_and_byte_order_marks_are_found_out(
    tmp_path: Path, separator: str, end: str, mark: str
) -> None:
    rows = [("id", "staff", "has_sla"), ("A", "40", "ja"), ("B", "80-120", "?")]
    text = mark + "".join(separator.join(row) + end for row in rows)

    first, second = profiles(table(tmp_path, text), "csv")
    assert (first.name, first.answers["staff"].written, first.answers["has_sla"].written) == ("A", 40, True)
    assert second.answers["staff"].written == {"from": 80, "to": 120}


def test_line_ends_may_be_mixed_and_stand_in_cells(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,staff\n"A\nB",1\r\n"C ""x""\r\ny",2\n\n , \nD,3')

    assert [(each.name, each.answers["staff"].written) for each in profiles(path, "csv")] == [
        ("A\nB", 1),
        ('C "x"\r\ny', 2),
        ("D", 3),
    ]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,staff\n"A\nB",1\n\nD,3\n')

    assert [each.row for each in reads(path, "csv")] == [2, 4]
    assert [each.row for each in reads(workbook(tmp_path / "t.xlsx", ("id", "staff"), (), ("D", 3)), "xlsx")] == [3]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pieces_of_any_size_hold_the_same_rows(tmp_path: Path, size: int) -> None:
    lines = [f'"row {n}{chr(10) * (n % 3)}",{n}\n' for n in range(20)]
    path = table(tmp_path, "id,staff\n" + "".join(lines))
    packed = table(tmp_path, gzip.compress(path.read_bytes()), "table.csv.gz")

    for each in (path, packed):
        found = reads(each, "csv", size=size)
        assert [read.row for read in found] == list(range(2, 22))
        assert [read.profile.answers["staff"].written for read in found if read.profile] == list(range(20))


def test_a_table_comes_in_on_standard_input(tmp_path: Path) -> None:
    del tmp_path
    text = io.BytesIO(b"sep=;\nid;staff\nA;1\nB;2\n")
    found = [each for chunk in chunks("-", "csv", 1, 5, text) for each in read(chunk, RULEBASE)]

    assert [(each.input, each.row, each.profile is not None) for each in found] == [("-", 2, True), ("-", 3, True)]


def test_a_row_is_refused_with_all_its_faults_and_the_others_are_read(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,staff,tools,backup\nA,-1,skype,n/a\nB,2,,\nC,1\nD,1,,,x\nE,"1"x,,\nF,1,,,\n')

    found = reads(path, "csv")
    assert codes(found) == [
        (2, ["P459", "P401", "P409"]),
        (3, []),
        (4, ["P485"]),
        (5, ["P485"]),
        (6, ["F225"]),
        (7, []),
    ]
    assert describe(found[0].problems[0], Words()) == (
        f"{path}:2: error P459: there is no option `skype`; there is teams_video, zoom, lms, tills\n"
        "    tools: skype\n"
        "           ^^^^^"
    )


def test_bytes_that_are_no_text_refuse_their_row_only(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD.encode() + b"A\xff,1,\nB,1,\nC\0,1,\n\xed\xa0\x80,1,\nE\rF,1,\n")

    assert codes(reads(path, "csv")) == [(2, ["F205"]), (3, []), (4, ["F225"]), (5, ["F205"]), (6, ["F225"])]


def test_a_quotation_mark_that_is_never_closed_costs_its_row_only(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + '"A,1,\nB,1,\nC "x,1,\nD,1,\n' + "E,1,\n" * 300)

    found = codes(reads(path, "csv"))
    assert found[:4] == [(2, ["F225"]), (3, []), (4, []), (5, [])]
    assert len(found) == 304


def test_a_quotation_mark_inside_a_cell_opens_nothing(tmp_path: Path) -> None:
    assert [each.name for each in profiles(table(tmp_path, HEAD + 'A 5" b,1,\nB,2,\n'), "csv")] == ['A 5" b', "B"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("id,stff\n", ["P481"]),
        ("id,staff,staff\n", ["P460"]),
        ("id,name,staff\n", ["P482"]),
        ("id,,staff\n", ["P481"]),
        ("tools.skype,staff.zoom\n", ["P481", "P481"]),
        ("a,b;c\n", ["F226"]),
        ("", ["F225"]),
        ("\n", ["F225"]),
        ('"id,staff\n', ["F225"]),
        ("id\rstaff\r", ["F225"]),
        (b"\xff\xfei\0d\0", ["F225"]),
        (b"id,na\xefef\n", ["F205"]),
        ("c," * 10_001 + "\n", ["P489"]),
    ],
)
def test_a_head_that_makes_no_columns_refuses_the_table(tmp_path: Path, head: str | bytes, expected: list[str]) -> None:
    found = refusal(table(tmp_path, head))

    assert found == expected


def test_an_unknown_column_is_guessed_and_nothing_is_read(tmp_path: Path) -> None:
    [chunk] = chunks(str(table(tmp_path, "id,stff\nA,1\n")), "csv", 10, 0)

    assert [each.guess for each in faults_of_head(chunk, RULEBASE)] == ["staff"]
    assert codes(list(read(chunk, RULEBASE))) == [(0, ["P481"])]


def test_nine_thousand_columns_that_are_ignored_do_not_matter(tmp_path: Path) -> None:
    from advisor.batch.mapping import TableMapping

    names = [f"c{n}" for n in range(9_000)]
    path = table(tmp_path, ",".join([*names, "staff"]) + "\n" + "," * 9_000 + "4\n")

    assert profiles(path, "csv", TableMapping(ignored=frozenset(names)))[0].answers["staff"].written == 4


@pytest.mark.slow
def test_a_bomb_is_refused_and_what_came_before_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "ALWAYS_UNPACKED", 1_000_000)
    bomb = gzip.compress(HEAD.encode() + b"A,1,\n" * 3_000_000)
    path = table(tmp_path, bomb, "bomb.csv.gz")

    found, wrong = pieces(path, "csv", 10_000)
    assert wrong == ["F220"]
    assert [each.number for each in found] == list(range(len(found)))
    assert len(list(read(found[0], RULEBASE))) == 10_000


def test_a_damaged_packed_file_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(HEAD.encode() + bytes(range(256)) * 100)

    assert refusal(table(tmp_path, whole[:-20], "half.csv.gz"))[-1] == "F228"
    assert refusal(table(tmp_path, b"no gzip", "wrong.csv.gz")) == ["F228"]


def test_a_line_that_is_too_long_is_refused_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_LINE", 50)
    monkeypatch.setattr(csv_rows, "LONGEST_LINE", 50)
    path = table(tmp_path, HEAD + "A" * 500 + ",1,\nB,1,\n")

    assert codes(reads(path, "csv")) == [(2, ["F221"]), (3, [])]


# -- spreadsheets


def test_cells_of_a_spreadsheet_keep_their_kind(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        ("id", "staff", "bandwidth_up", "has_sla", "tools", "tools.maybe"),
        (7, 40.0, 1.5, True, "zoom", None),
        ("B", "80-120", 0.1, 0, None, "lms"),
    )

    first, second = profiles(path, "xlsx")
    assert first.name == "7"
    assert {key: answer.written for key, answer in first.answers.items()} | {"bandwidth_up": 0} == {
        "staff": 40,
        "bandwidth_up": 0,
        "has_sla": True,
        "tools": ["zoom"],
    }
    assert first.answers["bandwidth_up"].bounds == (15, 15)
    assert second.answers["has_sla"].written is False
    assert second.answers["tools"].written == {"sure": [], "maybe": ["lms"]}


def test_a_date_where_none_is_asked_is_refused(tmp_path: Path) -> None:
    when = datetime(2026, 5, 3, tzinfo=UTC).replace(tzinfo=None)
    path = workbook(tmp_path / "t.xlsx", ("date", "staff"), (when, 4), (None, when))

    found = reads(path, "xlsx")
    assert codes(found) == [(2, []), (3, ["P487"])]
    assert found[0].profile is not None
    assert str(found[0].profile.written_on) == "2026-05-03"


def test_a_formula_without_a_result_is_refused_and_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", ("id", "staff"), ("A", "=1+1"), ("B", 4))

    assert codes(reads(path, "xlsx")) == [(2, ["P486"]), (3, [])]


def test_a_percentage_counts_as_what_it_shows(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["id", "staff"])
    book.active.append(["A", 0.6])
    book.active["B2"].number_format = "0%"
    book.save(tmp_path / "t.xlsx")

    assert codes(reads(tmp_path / "t.xlsx", "xlsx")) == [(2, ["P488"])]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    assert refusal(table(tmp_path, b"no zip", "a.xlsx")) == ["F228"]
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("hello.txt", "x")
    assert refusal(tmp_path / "b.xlsx") == ["F228"]
    assert refusal(workbook(tmp_path / "c.xlsx")) == ["F228"]
    assert refusal(workbook(tmp_path / "d.xlsx", ["c"] * 10_001)) == ["P489"]
    assert refusal(workbook(tmp_path / "e.xlsx", ["id", "stff"])) == ["P481"]


def test_a_workbook_that_unpacks_to_too_much_or_defines_entities_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "ALWAYS_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    assert refusal(tmp_path / "bomb.xlsx") == ["F220"]
    with zipfile.ZipFile(tmp_path / "laughs.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert refusal(tmp_path / "laughs.xlsx") == ["F228"]


def test_without_openpyxl_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "t.xlsx", ["id"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(AdvisorError) as caught:
        next(chunks(str(path), "xlsx", 10, 0))

    assert describe(caught.value.problems[0], Words()) == (
        "error F229: XLSX needs the package openpyxl; install it with: pip install 'advisor[excel]'"
    )


# -- several columns about one answer


@pytest.mark.parametrize(
    ("head", "cells", "answer"),
    [
        ("staff.from,staff.to", "80,120", {"from": 80, "to": 120}),
        ("staff.from,staff.to", "80,", {"from": 80}),
        ("staff.from,staff.to", "?,120", {"to": 120}),
        ("staff.from,staff.to", "?,?", "unknown"),
        ("staff,staff.said", ",unknown", "unknown"),
        ("staff,staff.from,staff.to", "40,,", 40),
        ("backup.among", "mobile;same route", {"among": ["mobile", "same_route"]}),
        ("backup.from,backup.to", "mobile,", {"from": "mobile"}),
        ("tools,tools.maybe", "zoom,lms", {"sure": ["zoom"], "maybe": ["lms"]}),
        ("tool_peak.zoom,tool_peak.lms", "12,?", {"zoom": 12, "lms": "unknown"}),
        ("tool_peak.zoom,tool_peak.lms", "n/a,n/a", "n/a"),
        ("tools.zoom,tools.lms,tools.tills,tools.teams_video", "x,,,", ["zoom"]),
        ("tools.zoom,tools.lms,tools.tills,tools.teams_video", "1,0,0,0", ["zoom"]),
        ("tools.zoom,tools.lms,tools.tills,tools.teams_video", "0,0,0,0", []),
        (
            "tools.zoom,tools.lms,tools.tills,tools.teams_video",
            "yes,no,?,",
            {"sure": ["zoom"], "maybe": ["teams_video", "tills"]},
        ),
        ("tools.zoom,tools.lms", "x,", {"sure": ["zoom"], "maybe": ["teams_video", "tills"]}),
        ("tools.zoom,tools.lms", "?,?", "unknown"),
        ("tools.zoom,tools.lms,staff", ",,4", None),
    ],
)
def test_columns_of_one_answer_are_joined(tmp_path: Path, head: str, cells: str, answer: object) -> None:
    [found] = profiles(table(tmp_path, f"id,{head}\nA,{cells}\n"), "csv")
    question = head.partition(",")[0].partition(".")[0]

    assert (found.answers[question].written if question in found.answers else None) == answer


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [
        ("staff,staff.from", "40,80", "P482"),
        ("staff,staff.said", "40,unknown", "P482"),
        ("staff.from,staff.to", "80,n/a", "P482"),
        ("staff.from,staff.to", "120,80", "P404"),
        ("staff.said,sector", "perhaps,", "P421"),
        ("tools,tools.zoom", "lms,x", "P482"),
        ("tools,tools.said", "lms,unknown", "P482"),
        ("tools.maybe,tools.said", "lms,unknown", "P482"),
        ("tools.zoom,tools.lms", "12,x", "P451"),
        ("tool_peak,tool_peak.zoom", "zoom: 1,1", "P482"),
        ("tool_peak.zoom,sector", "x,", "P452"),
    ],
)
def test_columns_that_cannot_be_said_together_are_refused(tmp_path: Path, head: str, cells: str, code: str) -> None:
    assert codes(reads(table(tmp_path, f"id,{head}\nA,{cells}\n"), "csv")) == [(2, [code])]


def test_json_in_a_cell_says_what_it_says_in_json(tmp_path: Path) -> None:
    value = {"sure": ["zoom"], "maybe": ["lms"]}
    cell = json.dumps(value).replace('"', '""')

    assert profiles(table(tmp_path, f'id,tools\nA,"{cell}"\n'), "csv")[0].answers["tools"].written == value
