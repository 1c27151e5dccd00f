"""The values of a TOML file in the canonical layout, and the remarks behind them.

Only blanks, line breaks and commas between parts are ours. A list that was written over several lines stays so, with
the same values on each line; rows, one on each line, are written in columns.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from advisor.files.layout_values import Inline, Line, Listed, Plain, Value

INDENT: Final = "  "
BESIDE: Final = "  "
"""Before a remark that stands behind something."""
CELLS: Final = re.compile(r" {2,}")
"""What separates the cells in a remark above rows."""
FEWEST_CELLS: Final = 2
"""Of a row that is worth aligning."""


def written(value: Value, indent: str = "") -> str:
    """The value in the canonical layout; `indent` stands before the line on which it begins."""
    match value:
        case Plain(text):
            return text
        case Inline(entries):
            inner = ", ".join(f"{key} = {written(each, indent)}" for key, each in entries)
            return f"{{ {inner} }}" if inner else "{}"
        case Listed(lines, spread):
            if not spread:
                return f"[{', '.join(written(each, indent) for line in lines for each in line.values)}]"
            return "\n".join(["[", *_lines_of(lines, indent + INDENT), f"{indent}]"])


def _lines_of(lines: Sequence[Line], indent: str) -> Iterator[str]:
    starts = _columns(lines)
    rows = [(_one_line(line, starts, indent), line.remark) for line in lines]
    for line, text in zip(lines, remarks_aligned(rows), strict=True):
        if line.after_empty:
            yield ""
        yield f"{indent}{text}"


def _one_line(line: Line, starts: Sequence[int], indent: str) -> str:
    if not line.values:
        return ""
    if not starts:
        return f"{', '.join(written(each, indent) for each in line.values)},"
    text = "["
    for start, cell in zip(starts, _cells(line) or (), strict=True):
        text = f"{text:<{start}}{cell},"
    return f"{text[:-1]}],"


def _columns(lines: Sequence[Line]) -> list[int]:
    """Where the cells begin, if this is a list of rows; a remark above them with as many cells widens the columns."""
    rows = [_cells(line) for line in lines if line.values]
    if not rows or len(set(map(len, rows))) > 1 or len(rows[0]) < FEWEST_CELLS:
        return []
    starts = [1]
    for number, wanted in enumerate(_heads(lines, len(rows[0]))[1:]):
        widest = max(len(row[number]) for row in rows)
        starts.append(max(starts[-1] + widest + len(", "), wanted))
    return starts


def _cells(line: Line) -> list[str]:
    """The cells of the one row that stands on a line; none when something else stands there."""
    row = line.values[0] if len(line.values) == 1 else None
    if not isinstance(row, Listed) or row.spread:
        return []
    values = [each for inner in row.lines for each in inner.values]
    cells = [each.text for each in values if isinstance(each, Plain) and "\n" not in each.text]
    return cells if len(cells) == len(values) else []


def _heads(lines: Sequence[Line], columns: int) -> list[int]:
    """Where the cells begin in the remark above the first row, if there is one that has a cell for each column."""
    above = ""
    for line in lines:
        if line.values:
            break
        above = line.remark
    starts = [0, *(found.end() for found in CELLS.finditer(above))]
    return starts if len(starts) == columns else [0] * columns


def remarks_aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Lines, each with the remark behind it; below one another where several in succession have one."""
    made: list[str] = []
    for aligned, run in groupby(rows, _has_both):
        lines = list(run)
        width = max(len(text) for text, _remark in lines) if aligned else 0
        made += [f"{text:<{width}}{BESIDE}{remark}" if text and remark else text + remark for text, remark in lines]
    return made


def _has_both(row: tuple[str, str]) -> bool:
    text, remark = row
    return bool(text and remark) and "\n" not in text
