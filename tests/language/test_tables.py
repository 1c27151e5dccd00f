import contextlib
import re
from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from advisor.catalogue import CATALOGUE
from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, YesNo, plain, widest
from advisor.language.possible import possible
from advisor.language.tables import LONGEST, Cell, TableError, cell, table
from advisor.language.tokens import ConditionError
from tests.laws.strategies import (
    Rows,
    any_rows,
    completions,
    facts,
    hidden,
    known,
    scope,
    table_case,
    values_in,
    within,
)

YES_NO = YesNo()
WHOLE = Number(0, 100)
TENTHS = Number(-50, 1000, 1)
ROUTE = OneOf(("vpn_full", "vpn", "direct"))

# -- cells

CELLS: list[tuple[str, Kind, Cell]] = [
    ("any", YES_NO, None),
    ("any", WHOLE, None),
    ("any", ROUTE, None),
    (" yes ", YES_NO, 0b10),
    ("no", YES_NO, 0b01),
    ("10", WHOLE, (10, 10)),
    ("10..49", WHOLE, (10, 49)),
    ("10 .. 49", WHOLE, (10, 49)),
    ("< 10", WHOLE, (0, 9)),
    ("<= 10", WHOLE, (0, 10)),
    (">10", WHOLE, (11, 100)),
    (">= 10", WHOLE, (10, 100)),
    ("1_0", WHOLE, (10, 10)),
    ("< 10", TENTHS, (-50, 99)),
    ("> 9.5", TENTHS, (96, 1000)),
    ("-5..-0.5", TENTHS, (-50, -5)),
    ("2.50", TENTHS, (25, 25)),
    ("direct", ROUTE, 0b100),
    ("direct | vpn", ROUTE, 0b110),
    ("direct|direct", ROUTE, 0b100),
]


@pytest.mark.parametrize(("text", "kind", "expected"), CELLS)
def test_a_cell_is_read(text: str, kind: Kind, expected: Cell) -> None:
    assert cell(text, kind) == expected


# The span stands between « and ».
FAULTS: list[tuple[str, str, Kind, str]] = [
    ("L101", "«»" + "9" * 5000, WHOLE, ""),
    ("L150", "«maybe»", YES_NO, ""),
    ("L150", "«1»", YES_NO, ""),
    ("L151", "«zoom»", AnyOf(("zoom", "teams")), ""),
    ("L152", "«dirct»", ROUTE, "direct"),
    ("L152", "vpn_full | «vpn_ful»", ROUTE, "vpn_full"),
    ("L152", "direct|«»|vpn", ROUTE, ""),
    ("L153", "«»", WHOLE, ""),
    ("L153", "«ten»", WHOLE, ""),
    ("L153", "«= 10»", WHOLE, ""),
    ("L153", "«10...20»", WHOLE, ""),
    ("L153", "«007»", WHOLE, ""),
    ("L153", "«10..»", WHOLE, ""),
    ("L154", "«49..10»", WHOLE, ""),
    ("L154", "«< 0»", WHOLE, ""),
    ("L154", "«> 100»", WHOLE, ""),
    ("L155", "«2.5»", WHOLE, ""),
    ("L155", "«0.25..0.5»", TENTHS, ""),
]


@pytest.mark.parametrize(("code", "marked", "kind", "guess"), FAULTS)
def test_a_cell_that_cannot_be_read_is_named_and_pointed_at(code: str, marked: str, kind: Kind, guess: str) -> None:
    text = re.sub("[«»]", "", marked)
    begin, end = marked.index("«"), marked.index("»") - 1
    with pytest.raises(ConditionError) as caught:
        cell(text, kind)
    error = caught.value
    assert (error.code, error.guess) == (code, guess)
    assert CATALOGUE[error.code] % error.values
    if code == "L101":
        assert error.span == (LONGEST, LONGEST + 1)
    else:
        assert error.span in {(begin, end), (begin, end + 1)}  # an empty span is one sign wide


def test_random_cells_raise_nothing_but_condition_errors() -> None:
    random = Random(15)
    for _ in range(20_000):
        text = "".join(random.choices("<>=. |-_019anyvpes²٣", k=random.randint(0, 8)))
        for kind in (YES_NO, WHOLE, TENTHS, ROUTE):
            with contextlib.suppress(ConditionError):
                made = cell(text, kind)
                assert made is None or isinstance(made, int | tuple)


# -- whole tables

RISK: dict[str, Kind] = {"backup": ROUTE, "hours": WHOLE, "tested": YES_NO}
TABLE_FAULTS: list[tuple[str, int, str, Rows]] = [
    ("L157", 0, "backup = vpn_full, hours = 0, tested = no", []),
    ("L157", 0, "backup = vpn, hours = 8, tested = yes", [
        (["vpn_full | direct", "any", "any"], 1),
        (["vpn", "< 8", "any"], 1),
        (["vpn", ">= 8", "no"], 2),
    ]),
    ("L158", 3, "backup = vpn, hours = 20, tested = no", [
        (["any", "any", "any"], 1),
        (["any", "any", "any"], 1),
        (["vpn", "20", "any"], 2),
    ]),
    ("L158", 2, "backup = direct, hours = 20, tested = no", [
        (["any", "0..20", "any"], 1),
        (["direct", ">= 20", "any"], 2),
        (["vpn | vpn_full", "> 20", "any"], 2),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "row", "case", "rows"), TABLE_FAULTS)
def test_a_gap_or_a_clash_is_named_with_its_case(code: str, row: int, case: str, rows: Rows) -> None:
    with pytest.raises(TableError) as caught:
        table(RISK, rows, levels=False)
    assert (caught.value.code, caught.value.row, caught.value.values["case"]) == (code, row, case)
    assert CATALOGUE[code] % caught.value.values


def test_a_table_with_too_many_cases_is_refused() -> None:
    inputs: dict[str, Kind] = dict.fromkeys("abcd", Number(0, 1000))
    rows: Rows = [([f"{10 * place}"] * 4, 1) for place in range(10)]
    with pytest.raises(TableError) as caught:
        table(inputs, rows, levels=False)
    assert caught.value.code == "L156"
    assert CATALOGUE["L156"] % caught.value.values


def test_rows_may_overlap_where_they_agree() -> None:
    made = table({"hours": WHOLE}, [(["0..50"], 3), (["50..100"], 3)], levels=False)
    assert exact(made, {"hours": 50}) == 3


def test_every_code_of_a_table_has_a_case() -> None:
    codes = {code for code in CATALOGUE if "L150" <= code < "L200"}
    assert codes == {code for code, *_ in [*FAULTS, *TABLE_FAULTS]} - {"L101"} | {"L156"}


def test_every_gap_and_clash_is_found_and_no_other() -> None:
    """Against every single case of the inputs, tried one by one."""
    random = Random(16)
    found = {"": 0, "L157": 0, "L158": 0}
    for _ in range(1500):
        kinds = scope(random, small=True).kinds
        names = [name for name, kind in kinds.items() if not isinstance(kind, AnyOf)]
        inputs = {name: kinds[name] for name in random.sample(names, random.randint(1, 3))}
        rows = any_rows(random, inputs)
        try:
            table(inputs, rows, levels=False)
        except TableError as error:
            found[error.code] += 1
            confirm(error, inputs, rows)
        else:
            found[""] += 1
            assert all(len(results(inputs, rows, values)) == 1 for values in every_case(inputs)), rows
    assert min(found.values()) > 100, found


def confirm(error: TableError, inputs: Mapping[str, Kind], rows: Rows) -> None:
    """The case that the error names is indeed a gap, or those two rows indeed disagree there."""
    named = [values for values in every_case(inputs) if in_words(values, inputs) == error.values["case"]]
    assert len(named) == 1, error.values
    if error.code == "L157":
        assert not results(inputs, rows, named[0])
    else:
        pair = [rows[int(error.values["first"]) - 1], rows[error.row - 1]]
        assert len(results(inputs, pair, named[0])) == 2
        assert all(results(inputs, [row], named[0]) for row in pair)


def every_case(inputs: Mapping[str, Kind]) -> list[tuple[int, ...]]:
    return list(product(*(values_in(widest(kind), kind) for kind in inputs.values())))


def results(inputs: Mapping[str, Kind], rows: Rows, values: tuple[int, ...]) -> set[int]:
    """The results of all rows that apply, read from the cells as they are written."""
    return {
        result
        for texts, result in rows
        if all(applies(text, value, kind) for text, value, kind in zip(texts, values, inputs.values(), strict=True))
    }


def applies(text: str, value: int, kind: Kind) -> bool:
    """Whether a cell, as it is written, takes in a value."""
    if text == "any":
        return True
    match kind:
        case YesNo():
            return text == ("yes" if value else "no")
        case OneOf(options) | AnyOf(options):
            return options[value.bit_length() - 1] in re.split(r" ?\| ?", text)
        case Number(_, _, decimals):
            number = float(plain(value, decimals))
            if ".." in text:
                low, high = text.split("..")
                return float(low) <= number <= float(high)
            limit = float(text.lstrip("<>= "))
            if text.startswith("<"):
                return number < limit or (number == limit and "=" in text)
            return number == limit if text[0] != ">" else number > limit or (number == limit and "=" in text)


def in_words(values: tuple[int, ...], inputs: Mapping[str, Kind]) -> str:
    said = []
    for (name, kind), value in zip(inputs.items(), values, strict=True):
        match kind:
            case YesNo():
                said.append(f"{name} = {'yes' if value else 'no'}")
            case OneOf(options) | AnyOf(options):
                said.append(f"{name} = {options[value.bit_length() - 1]}")
            case Number(_, _, decimals):
                said.append(f"{name} = {plain(value, decimals)}")
    return ", ".join(said)


# -- what a table can still say


def test_bounds_of_a_table_are_the_union_of_what_it_can_still_say() -> None:
    """Not wider and not narrower than every completion together, for numbers and for levels."""
    random = Random(17)
    for _ in range(400):
        made = table_case(random, small=True)
        given = hidden(random, facts(random, made.inputs), made.inputs)
        values = {exact(made.pick, turned_out) for turned_out in completions(given, made.inputs)}
        bounds = possible(made.pick, given)
        assert all(within(value, bounds, made.kind) for value in values)
        if not made.pick.levels:
            assert bounds == (min(values), max(values))
        elif len(values) == 1:
            assert bounds == (*values, *values)
        else:
            assert bounds == (0, sum(values))


def test_a_table_of_known_inputs_says_what_its_rows_say() -> None:
    random = Random(18)
    for _ in range(1000):
        made = table_case(random)
        truth = facts(random, made.inputs)
        (said,) = results(made.inputs, made.rows, tuple(truth.values()))
        assert exact(made.pick, truth) == said
        assert possible(made.pick, known(truth)) == (said, said)


def test_a_level_that_is_the_only_one_left_is_sure() -> None:
    rows: Rows = [(["< 10"], 0b01), ([">= 10"], 0b10)]
    made = table({"hours": WHOLE}, rows, levels=True)
    assert possible(made, {"hours": Bounds(0, 9)}) == (0b01, 0b01)
    assert possible(made, {"hours": Bounds(9, 10)}) == (0, 0b11)


def test_rows_in_any_order_say_the_same() -> None:
    random = Random(19)
    for _ in range(200):
        made = table_case(random)
        shuffled = random.sample(made.rows, len(made.rows))
        other = table(made.inputs, shuffled, levels=made.pick.levels)
        given = hidden(random, facts(random, made.inputs), made.inputs)
        assert possible(other, given) == possible(made.pick, given)


def test_a_table_reads_its_inputs_in_order() -> None:
    made = table(RISK, [(["any"] * 3, 1)], levels=False)
    assert made.inputs == tuple(tree.Name(name) for name in RISK)
    assert made.sorts == ("choice", "number", "yes/no")
