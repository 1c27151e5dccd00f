"""Rules that change on a day, in a run: every profile by what is in force on its date, or all as of one date."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from advisor.advice.assess import assess
from advisor.batch import flat
from advisor.batch.job import Job, describe_columns
from advisor.files.profile import load_text
from advisor.files.shipped import load_rulebase
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.batch.test_run import DEFAULTS, PRINTER

WORDS = Words("en")
DAYS = ("2026-11-23", "2027-06-01", "2026-12-31", "", "2029-01-01")
BACKUPS = ("mobile", "none", "separate_route")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Over the shipped rules: a caution that begins, another that ends, and an option that ends."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "warnings.toml").write_text(
        '[warning.new-law]\nsays = "A new law"\nwhen = "staff >= 10"\nfrom = 2027-01-01\nsource = ["CHOICE"]\n'
        '[warning.old-law]\nsays = "An old law"\nwhen = "staff >= 10"\nuntil = 2026-12-31\nsource = ["CHOICE"]\n'
    )
    base = load_rulebase()
    question = base.questions["backup_line"]
    options = "\n".join(
        f'{option.id} = {{ label = "{option.label}", until = 2026-12-31 }}'
        if option.id == "mobile"
        else f'{option.id} = "{option.label}"'
        for option in question.options
    )
    (folder / "questions").mkdir()
    (folder / "questions" / f"{question.section}.toml").write_text(
        '[question.backup_line]\nlabel = "backup"\nask = "Which?"\nkind = "one of"\n'
        f"[question.backup_line.options]\n{options}\n"
    )
    return folder


@pytest.fixture(scope="module")
def base(rules: Path) -> RuleBase:
    return load_rulebase((str(rules),))


def answers(number: int) -> dict[str, object]:
    return {"staff": number, "sector": "education", "backup_line": BACKUPS[number % 3]}


def run(rules: Path, source: Path, target: Path, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    found = {**DEFAULTS, "flat": True, "block": 3, **options}
    tally = Job((str(rules),), WORDS, [str(source)], str(target), "jsonl", PRINTER, found).run(None)
    assert tally.refused == 0
    return [json.loads(line) for line in target.read_text().splitlines()]


def expected(base: RuleBase, number: int, as_of: date | None = None) -> dict[str, object]:
    head = f"[profile]\ndate = {DAYS[number % 5]}\n" if DAYS[number % 5] else ""
    told = "".join(f"{key} = {json.dumps(value)}\n" for key, value in answers(number).items())
    profile, _warnings = load_text(f"{head}[answers]\n{told}", base)
    return flat.row(assess(base, profile, WORDS, as_of=as_of))


def without_origin(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("input", "row", "name")}


def test_files_of_toml_have_the_rows_of_their_dates(rules: Path, base: RuleBase, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10):
        head = f"[profile]\ndate = {DAYS[number % 5]}\n" if DAYS[number % 5] else ""
        told = "".join(f"{key} = {json.dumps(value)}\n" for key, value in answers(number).items())
        (folder / f"{number:02}.toml").write_text(f"{head}[answers]\n{told}")

    found = run(rules, folder, tmp_path / "out.jsonl")
    other = run(rules, folder, tmp_path / "other.jsonl", block=100)

    assert [without_origin(row) for row in found] == [expected(base, number) for number in range(10)]
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "other.jsonl").read_bytes()
    assert found == other


def test_a_column_with_dates_says_by_which_rules(rules: Path, base: RuleBase, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    rows = [",".join([DAYS[number % 5], *map(str, answers(number).values())]) for number in range(10)]
    source.write_text("\n".join([",".join(["date", *answers(0)]), *rows, ""]))

    found = run(rules, source, tmp_path / "out.jsonl")
    as_of = run(rules, source, tmp_path / "as-of.jsonl", as_of=datetime(2027, 6, 1))  # noqa: DTZ001

    assert [without_origin(row) for row in found] == [expected(base, number) for number in range(10)]
    assert [without_origin(row) for row in as_of] == [expected(base, n, date(2027, 6, 1)) for n in range(10)]


def test_lines_with_and_without_a_date_stand_together(rules: Path, base: RuleBase, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [{**({"date": DAYS[number % 5]} if DAYS[number % 5] else {}), **answers(number)} for number in range(10)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines))

    found = run(rules, source, tmp_path / "out.jsonl")

    assert [without_origin(row) for row in found] == [expected(base, number) for number in range(10)]


@pytest.mark.parametrize("as_text", [True, False])
def test_a_column_with_dates_in_parquet_says_by_which_rules(
    as_text: object, rules: Path, base: RuleBase, tmp_path: Path
) -> None:
    days = [DAYS[number % 5] or None for number in range(10)]
    told = [answers(number) for number in range(10)]
    columns = {name: [row[name] for row in told] for name in told[0]}
    dates = days if as_text else [each and date.fromisoformat(each) for each in days]
    pq.write_table(pa.table({**columns, "date": dates}), tmp_path / "in.parquet")

    found = run(rules, tmp_path / "in.parquet", tmp_path / "out.jsonl")
    whole = run(rules, tmp_path / "in.parquet", tmp_path / "whole.jsonl", flat=False)

    assert [without_origin(row) for row in found] == [expected(base, number) for number in range(10)]
    assert [each["profile"]["date"] for each in whole] == days


def test_a_date_for_all_profiles_in_a_mapping_counts(rules: Path, base: RuleBase, tmp_path: Path) -> None:
    source, mapping = tmp_path / "in.csv", tmp_path / "mapping.toml"
    rows = [",".join(map(str, answers(number).values())) for number in range(1, 10, 5)]
    source.write_text("\n".join([",".join(answers(0)), *rows, ""]))
    mapping.write_text("date = 2027-06-01\n")

    found = run(rules, source, tmp_path / "out.jsonl", mapping=str(mapping))

    assert [without_origin(row) for row in found] == [expected(base, number) for number in range(1, 10, 5)]


def test_what_is_not_in_force_has_no_bit(base: RuleBase) -> None:
    place = [each.id for each in base.warnings].index("new-law")
    bits = 1 << place % 64
    part = place // 64 + 1
    before, after = expected(base, 10), expected(base, 11)

    assert not any(int(str(before[f"warnings_{way}_{part}"])) & bits for way in ("hold", "fail", "open"))
    assert int(str(after[f"warnings_hold_{part}"])) & bits


def test_the_data_dictionary_says_so(rules: Path) -> None:
    assert "not in force" in describe_columns((str(rules),), WORDS)
    assert "not in force" not in describe_columns((), WORDS)
