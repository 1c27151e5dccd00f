"""What is worked out from answers: quantities and decision tables."""

from collections.abc import Mapping

from advisor.files.checked import Checked, decimals_of
from advisor.files.conditions import FIRST, Names
from advisor.files.faults import Spot
from advisor.files.folder import Entry
from advisor.files.options import read_options
from advisor.files.references import References
from advisor.files.shapes_asked import DECISION, FEWEST_INPUTS, MOST_INPUTS, QUANTITY
from advisor.files.values import shown as shortened
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Kind, Number, OneOf, YesNo
from advisor.language.tables import TableError, cell, table
from advisor.language.tokens import ConditionError
from advisor.language.tree import Expr
from advisor.model.question import Option, Question
from advisor.model.rulebase import Quantity
from advisor.words import closest


def read_quantity(
    entry: Entry, names: Names, references: References, questions: Mapping[str, Question]
) -> Quantity | None:
    """A quantity or a decision table; None when it cannot be read."""
    shape = QUANTITY if entry.sort == "quantity" else DECISION
    own = Checked(entry.raw, entry.spot, names.faults, shape)
    says, unit = own.text("says"), own.text("unit")
    shown, note, source = own.flag("shown"), own.text("note"), references.sources(own)
    made = _calculated(own, names, questions) if entry.sort == "quantity" else _Table(own, names).read()
    own.done()
    if made is None:
        return None
    expr, kind, levels = made
    if unit and not isinstance(kind, Number):
        own.faults.add("R317", own.spot.within("unit"), key="unit", what=_called(kind))
    return Quantity(
        id=entry.id,
        says=says,
        expr=expr,
        kind=kind,
        unit=unit,
        levels=levels,
        shown=shown,
        source=source,
        note=note,
    )


Made = tuple[Expr, Kind, tuple[Option, ...]] | None


def _calculated(own: Checked, names: Names, questions: Mapping[str, Question]) -> Made:
    found = names.anything(own.text("is"), own.spot.within("is"), FIRST)
    if found is None:
        return None
    expr, kind = found
    if isinstance(kind, OneOf | AnyOf):  # options are called as in the question they come from
        for name in tree.names_in(expr):
            if name in questions and questions[name].kind == kind:
                return expr, kind, questions[name].options
    return expr, kind, ()


def _called(kind: Kind) -> str:
    match kind:
        case YesNo():
            return "yes/no"
        case OneOf():
            return "one of"
        case AnyOf():
            return "any of"
        case Number():
            return "number"


class _Table:
    """Reads one decision table."""

    def __init__(self, own: Checked, names: Names) -> None:
        self._own = own
        self._names = names
        self._levels = read_options(own.take("levels"), own, "levels") if "levels" in own else ()
        self._decimals = 0

    def read(self) -> Made:
        own = self._own
        inputs = self._inputs()
        rows = own.take("rows")
        if rows is not None and not isinstance(rows, list):
            own.faults.add("R377", own.spot.within("rows"), key="rows")
            return None
        if rows == []:
            own.faults.add("R355", own.spot.within("rows"))
        if inputs is None or not rows:
            return None
        if "levels" not in own:
            self._decimals = decimals_of(*[row[-1] for row in rows if isinstance(row, list) and row])
        read = [self._row(number, row, inputs) for number, row in enumerate(rows)]
        good = [row for row in read if row is not None]
        if len(good) < len(rows):
            return None
        try:
            pick = table(inputs, good, levels=bool(self._levels))
        except TableError as error:
            own.faults.table(error, own.spot.within("rows"))
            return None
        if self._levels:
            return pick, OneOf(tuple(level.id for level in self._levels), ordered=True), self._levels
        results = [result for _cells, result in good]
        return pick, Number(min(results), max(results), self._decimals), ()

    def _inputs(self) -> dict[str, Kind] | None:
        own, names = self._own, self._names
        given = own.texts("inputs")
        spot = own.spot.within("inputs")
        if "inputs" in own and not FEWEST_INPUTS <= len(set(given)) <= MOST_INPUTS:
            own.faults.add("R354", spot, found=str(len(set(given))))
            return None
        if any(name.partition(".")[0] in names.broken for name in given):
            return None
        for name in given:
            if name not in names.kinds:
                own.faults.add("L119", spot, name=shortened(name), guess=closest(name, names.kinds) or "")
            elif isinstance(names.kinds[name], AnyOf):
                own.faults.add("L151", spot)
            else:
                continue
            return None
        return {name: names.kinds[name] for name in given} or None

    def _row(self, number: int, row: object, inputs: Mapping[str, Kind]) -> tuple[list[str], int] | None:
        faults, spot = self._own.faults, self._own.spot.within("rows", str(number))
        if not isinstance(row, list):
            faults.add("R377", spot, key="rows")
            return None
        if len(row) != len(inputs) + 1:
            faults.add("R350", spot, found=str(len(row)), inputs=str(len(inputs)), wanted=str(len(inputs) + 1))
            return None
        cells = [each if isinstance(each, str) else shortened(each) for each in row[:-1]]
        readable = True
        for text, kind in zip(cells, inputs.values(), strict=True):
            try:
                cell(text, kind)
            except ConditionError as error:
                faults.condition(error, text, spot)
                readable = False
        result = self._result(row[-1], spot)
        return (cells, result) if readable and result is not None else None

    def _result(self, raw: object, spot: Spot) -> int | None:
        faults = self._own.faults
        if not self._levels:
            if isinstance(raw, str):
                faults.add("R352", spot, found=shortened(raw))
                return None
            return self._own.scaled(raw, self._decimals, spot)
        ids = [level.id for level in self._levels]
        if raw not in ids:
            guess = closest(shortened(raw), ids) or ""
            faults.add("R351", spot, level=shortened(raw), offered=", ".join(ids), guess=guess)
            return None
        return 1 << ids.index(str(raw))


def scaled_like(expr: Expr, kind: Number, decimals: int) -> Expr:
    """The same number with more decimals."""
    if isinstance(expr, tree.Constant):
        return replace(expr, value=expr.value * 10 ** (decimals - kind.decimals), decimals=decimals)
    return expr if kind.decimals == decimals else tree.Scaled(expr, decimals - kind.decimals)
