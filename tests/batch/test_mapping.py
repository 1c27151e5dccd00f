from datetime import date
from pathlib import Path

import pytest

from advisor.batch.mapping import TableMapping, load_mapping
from advisor.problems import AdvisorError
from tests.batch.reading import codes, profiles, reads
from tests.files.small import RULEBASE

MAPPING = """\
name   = "Organisation"
date   = 2026-11-23
language = "nl"
ignore = ["Remarks"]
pass   = ["Member"]

[columns]
"How many people?" = "staff"
"Tools [Zoom]" = "tools.zoom"

[options.sector]
"Onderwijs" = "education"

[options.staff]
"10 to 49" = { from = 10, to = 49 }
"No idea" = "unknown"
"""
TABLE = "Organisation,How many people?,sector,Tools [Zoom],Remarks,Member\n"


def mapped(tmp_path: Path, text: str) -> TableMapping:
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    return load_mapping(path, RULEBASE)


def test_a_mapping_renames_columns_and_texts(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE + "School,10 to 49,onderwijs,x,hm,007\nOther,no idea,,,,\n")

    first, second = reads(table, "csv", mapped(tmp_path, MAPPING))
    assert first.profile is not None
    assert second.profile is not None
    assert first.profile.name == "School"
    assert (first.profile.language, first.profile.written_on) == ("nl", date(2026, 11, 23))
    assert {key: answer.written for key, answer in first.profile.answers.items()} == {
        "staff": {"from": 10, "to": 49},
        "sector": "education",
        "tools": {"sure": ["zoom"], "maybe": ["teams_video", "lms", "tills"]},
    }
    assert first.passed_on == {"Member": "007"}
    assert second.profile.answers["staff"].written == "unknown"


def test_a_mapping_serves_json_as_well(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"Organisation": "A", "sector": "ONDERWIJS", "Member": 7}\n{"answers": {"sector": "Onderwijs"}}')

    found = profiles(lines, "jsonl", mapped(tmp_path, MAPPING))
    assert [each.answers["sector"].written for each in found] == ["education", "education"]


def test_columns_can_have_the_language_and_the_date(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Taal,Dag,staff\nnl,2026-01-02,4\nxx,2 jan,5\n")

    first, second = reads(table, "csv", mapped(tmp_path, 'language = "Taal"\ndate = "Dag"'))
    assert first.profile is not None
    assert (first.profile.language, first.profile.written_on) == ("nl", date(2026, 1, 2))
    assert codes([second]) == [(3, ["P414", "P421"])]


def test_every_fault_of_a_mapping_is_told_with_its_line(tmp_path: Path) -> None:
    faulty = """\
nmae = "A"
ignore = "B"
pass = ["C", "C"]
name = 3
[columns]
"D" = "stff"
"E" = "staff"
"F" = "staff"
"C" = "sector"
"G" = 1
"H" = "staff.zoom"
[options.nothing]
[options.sector]
"I" = "school"
[options.staff]
"J" = "many"
"K" = 1
"k" = 2
"""
    with pytest.raises(AdvisorError) as caught:
        mapped(tmp_path, faulty)

    assert [(each.place.line, each.code) for each in caught.value.problems] == [
        (1, "P483"),
        (2, "P415"),
        (3, "P484"),
        (4, "P413"),
        (6, "P417"),
        (8, "P482"),
        (9, "P484"),
        (10, "P413"),
        (11, "P417"),
        (12, "P417"),
        (14, "P459"),
        (16, "P452"),
        (18, "P460"),
    ]
