"""Decision tables: rows of cells become one `Pick`, after plain arithmetic has shown that they cover every case.

A cell is ``any``, ``< 10``, ``<= 10``, ``> 10``, ``>= 10``, ``10``, ``10..49`` (both ends included), ``yes``, ``no``,
or options joined by ``|``. Rows may overlap where they agree.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, Literal

from advisor.language import tree
from advisor.language.kinds import Kind, Number, OneOf, YesNo, chosen_in, everything, mask_of, plain
from advisor.language.tokens import NUMBER, ConditionError, fixed
from advisor.words import closest

Cell = tuple[int, int] | int | None
Sort = Literal["number", "choice", "yes/no"]

LONGEST: Final = 2000
"""Characters in one cell."""
MOST_CASES: Final = 50_000
"""A table with more cases than this is not one that a person can read."""
RANGE: Final = re.compile(rf"(-?{NUMBER})\s*\.\.\s*(-?{NUMBER})", re.ASCII)
LIMIT: Final = re.compile(rf"(<=|>=|<|>|)\s*(-?{NUMBER})", re.ASCII)


class TableError(Exception):
    """Rows that leave a gap or disagree; `row` counts from 1, and is 0 when it is about the whole table."""

    def __init__(self, code: str, row: int = 0, **values: str) -> None:
        """Store the facts."""
        super().__init__(code)
        self.code = code
        self.row = row
        self.values = values


def table(inputs: Mapping[str, Kind], rows: Sequence[tuple[Sequence[str], int]], *, levels: bool) -> tree.Pick:
    """Make a decision table of its inputs and rows (cells and result).

    Raises ConditionError for a cell that cannot be read and TableError for gaps and clashes.
    """
    kinds = list(inputs.values())
    made = [
        tree.Row(tuple(cell(text, kind) for text, kind in zip(cells, kinds, strict=True)), result)
        for cells, result in rows
    ]
    _check_cover(inputs, made)
    names = tuple(tree.Name(name) for name in inputs)
    return tree.Pick(names, tuple(_sort(kind) for kind in kinds), tuple(made), levels)


def cell(text: str, kind: Kind) -> Cell:
    """Read one cell of an input of that kind. Raises ConditionError."""
    if len(text) > LONGEST:
        raise ConditionError("L101", (LONGEST, LONGEST + 1), most=str(LONGEST))
    text = text.strip()
    if text == "any":
        return None
    match kind:
        case YesNo():
            if text not in ("yes", "no"):
                raise ConditionError("L150", (0, len(text)), cell=text)
            return 1 << (text == "yes")
        case OneOf(options):
            return _mask(text, options)
        case Number():
            return _interval(text, kind)
        case _:
            raise ConditionError("L151", (0, len(text)))


def _mask(text: str, options: tuple[str, ...]) -> int:
    chosen, place = [], 0
    for written in text.split("|"):
        option = written.strip()
        if option not in options:
            guess = closest(option, options) or ""
            begin = place + len(written) - len(written.lstrip())
            span = (begin, begin + max(1, len(option)))
            raise ConditionError("L152", span, guess=guess, option=option, offered=", ".join(options[:12]))
        chosen.append(option)
        place += len(written) + len("|")
    return mask_of(tuple(dict.fromkeys(chosen)), options)


def _interval(text: str, kind: Number) -> tuple[int, int]:
    if found := RANGE.fullmatch(text):
        low, high = (_scaled(each, kind, text) for each in found.groups())
    elif found := LIMIT.fullmatch(text):
        sign, number = found.groups()
        value = _scaled(number, kind, text)
        low, high = {
            "<": (kind.low, value - 1),
            "<=": (kind.low, value),
            ">": (value + 1, kind.high),
            ">=": (value, kind.high),
            "": (value, value),
        }[sign]
    else:
        raise ConditionError("L153", (0, len(text)), cell=text)
    if low > high:
        raise ConditionError("L154", (0, len(text)), cell=text)
    return low, high


def _scaled(text: str, kind: Number, cell_text: str) -> int:
    value, decimals = fixed(text.lstrip("-"))
    if decimals > kind.decimals:
        raise ConditionError("L155", (0, len(cell_text)), cell=cell_text, decimals=str(kind.decimals))
    return int(value * 10 ** (kind.decimals - decimals) * (-1 if text.startswith("-") else 1))


def _sort(kind: Kind) -> Sort:
    if isinstance(kind, Number):
        return "number"
    return "yes/no" if isinstance(kind, YesNo) else "choice"


# -- gaps and clashes: cut every input where some row cuts it, and look at each box


def _check_cover(inputs: Mapping[str, Kind], rows: list[tree.Row]) -> None:
    kinds = list(inputs.values())
    pieces = [list(_pieces(kind, [row.cells[place] for row in rows])) for place, kind in enumerate(kinds)]
    cases = 1
    for each in pieces:
        cases *= len(each)
    if cases > MOST_CASES:
        raise TableError("L156", most=str(MOST_CASES))
    for box in product(*pieces):
        covering = [place for place, row in enumerate(rows) if _covers(row, box)]
        if not covering:
            raise TableError("L157", case=_in_words(box, inputs))
        for place in covering[1:]:
            if rows[place].result != rows[covering[0]].result:
                first = str(covering[0] + 1)
                raise TableError("L158", place + 1, first=first, case=_in_words(box, inputs))


def _pieces(kind: Kind, cells: Sequence[Cell]) -> Iterator[int]:
    """One value from every piece that the cells cut the input into."""
    match kind:
        case YesNo():
            yield from (1, 2)
        case OneOf(options):
            yield from (1 << place for place in range(len(options)))
        case Number(low, high):
            starts = {low}
            for each in cells:
                if isinstance(each, tuple):
                    starts |= {each[0], each[1] + 1}
            yield from sorted(start for start in starts if low <= start <= high)
        case _:
            raise ConditionError("L151", (0, 1))


def _covers(row: tree.Row, box: tuple[int, ...]) -> bool:
    for each, value in zip(row.cells, box, strict=True):
        if isinstance(each, tuple):
            if not each[0] <= value <= each[1]:
                return False
        elif each is not None and not each & value:
            return False
    return True


def _in_words(box: tuple[int, ...], inputs: Mapping[str, Kind]) -> str:
    said = []
    for (name, kind), value in zip(inputs.items(), box, strict=True):
        match kind:
            case YesNo():
                said.append(f"{name} = {'yes' if value == 1 << 1 else 'no'}")
            case OneOf(options):
                said.append(f"{name} = {chosen_in(value, options)[0]}")
            case Number(_, _, decimals):
                said.append(f"{name} = {plain(value, decimals)}")
            case _:
                said.append(f"{name} = {value & everything(kind.options)}")
    return ", ".join(said)
