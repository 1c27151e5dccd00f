"""A row of an Arrow table says what the same row of JSONL says, in whatever columns, and is refused when that is."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from advisor.batch.mapping import SAID, parts_of
from advisor.batch.tables import decode
from advisor.columns.answers import block_of
from advisor.language.kinds import AnyOf, Number, YesNo
from advisor.model.question import Question
from tests.batch.reading import reads
from tests.files.small import RULEBASE

ROWS = 400
ENDS = ("from", "to")


def value(random: Random, question: Question, part: str) -> Any:  # noqa: ANN401  (what stands in a cell)
    """What may stand in a column, now and then what may not."""
    options = [option.id for option in question.options]
    if part == SAID or random.random() < 0.1:
        return random.choice(["unknown", "n/a", "nonsense"])
    # Nothing in a list of these says nothing in Arrow, where every row has one; in a line of JSON it was written down.
    several = random.sample(options, random.randint(part in ("among", "maybe") or bool(question.of), len(options)))
    number = random.choice([0, 1, 3, 5, 40, 120])
    match question.kind:
        case Number():
            return number if part or not question.of else {option: random.randint(0, 9) for option in several}
        case AnyOf() if part in ("", "maybe"):
            return several
        case YesNo() | AnyOf():
            return random.choice([True, False])
        case _:
            return several if part == "among" else random.choice(options)


def row_of(random: Random) -> dict[str, Any]:
    """Cells about one question: one column of it or several."""
    question = random.choice(list(RULEBASE.questions.values()))
    parts = ["", *parts_of(question)]
    together = random.choice(
        [[part] for part in parts] + [list(ENDS), ["", "maybe"], random.sample(parts, 2), parts[1:]]
    )
    return {
        f"{question.id}.{part}" if part else question.id: value(random, question, part)
        for part in together
        if part in parts
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_row_of_a_table_says_what_it_says_in_a_line(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    rows = [row for row in (row_of(random) for _ in range(ROWS)) if row]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    read = reads(path, "jsonl")
    assert len(read) == len(rows)
    refused = 0

    for row, expected in zip(rows, read, strict=True):
        found = decode(RULEBASE, pa.table({name: pa.array([cell]) for name, cell in row.items()}))
        assert bool(found.faults) == (expected.profile is None), row
        if expected.profile is None:
            refused += 1
            assert {each.code for each in found.faults[0]} <= {each.code for each in expected.problems} | {"P459"}, row
            continue
        same = block_of(RULEBASE, [expected.profile]).told
        for name, told in found.block.told.items():
            assert bounds_of(told) == (bounds_of(same[name]) if name in same else bounds_of(told)), row
            assert (name in same) == bool(told.said[0]), row

    assert 0 < refused < len(rows)


def bounds_of(told: Any) -> Any:  # noqa: ANN401
    return int(told.said[0]), {name: [each.tolist() for each in both] for name, both in told.bounds.items()}
