"""Published figures: one number, or one per option of a question; each may have several values, one after the other."""

from collections.abc import Mapping, Sequence

from advisor.files.checked import Checked, decimals_of
from advisor.files.conditions import Names
from advisor.files.folder import Entry
from advisor.files.references import References
from advisor.files.shapes_asked import DATED, FIGURE
from advisor.files.terms import read_term
from advisor.files.values import shown
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds, Weights
from advisor.model.question import Question
from advisor.model.rulebase import Figure, FigureValue
from advisor.words import closest


def read_figure(entry: Entry, names: Names, references: References, questions: Mapping[str, Question]) -> Figure:
    """A published figure, or one per option of a question; conditions can name it from now on."""
    own = Checked(entry.raw, entry.spot, names.faults, FIGURE)
    reader = _FigureReader(own, names, references)
    figure = Figure(
        id=entry.id,
        says=own.text("says"),
        unit=own.text("unit"),
        source=references.sources(own),
        as_of=own.day("as_of"),
        note=own.text("note"),
        term=read_term(own),
    )
    tables = [own, *reader.later()]
    value, values = own.take("value"), own.take("values")
    if (value is None) == ("values" not in own) or ("of" in own) != ("values" in own):
        own.faults.add("R358", own.spot)
        names.broken.add(entry.id)
        numbers = []
    elif values is None:
        numbers = reader.single(entry.id, tables)
    else:
        numbers = reader.per_option(entry.id, tables, questions)
    found = reader.in_turn(figure, tables, numbers)
    for each in tables:
        each.done()
    return found


class _FigureReader:
    """Reads the values of one figure."""

    def __init__(self, own: Checked, names: Names, references: References) -> None:
        self._own = own
        self._names = names
        self._references = references

    def later(self) -> list[Checked]:
        """The tables with the values that follow the first."""
        own = self._own
        raw = own.take("dated")
        if raw is None:
            return []
        if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
            own.faults.add("R376", own.spot.within("dated"), key="dated")
            return []
        shape, spot = DATED["values" if "values" in own else "value"], own.spot.within("dated")
        return [Checked(each, spot.within(str(place)), own.faults, shape) for place, each in enumerate(raw)]

    def single(self, name: str, tables: Sequence[Checked]) -> list[tuple[int, ...]]:
        """One number in each table, all with the same decimals."""
        given = [each.take("value") for each in tables]
        decimals = decimals_of(*given)
        numbers = [
            0 if value is None else each.scaled(value, decimals, each.spot.within("value"))
            for each, value in zip(tables, given, strict=True)
        ]
        self._names.constants[name] = (numbers[0], decimals)
        if len(numbers) > 1:
            self._names.spans[name] = Bounds(min(numbers), max(numbers))
        return [(number,) for number in numbers]

    def per_option(
        self, name: str, tables: Sequence[Checked], questions: Mapping[str, Question]
    ) -> list[tuple[int, ...]]:
        """A number per option in each table, all with the same decimals."""
        names, of = self._names, self._own.text("of")
        given = [each.table("values") for each in tables]
        question = questions.get(of)
        if of in names.broken or question is None or not isinstance(question.kind, AnyOf):
            if of not in names.broken:
                several = [each.id for each in questions.values() if isinstance(each.kind, AnyOf)]
                self._own.faults.add(
                    "R328", self._own.spot.within("of"), id=shown(of), guess=closest(of, several) or ""
                )
            names.broken.add(name)
            return []
        options = question.kind.options
        values = [each for each in given if each is not None]
        whole = [_has_all(each, options, of) for each in values]
        if not all(whole) or len(values) < len(tables):
            names.broken.add(name)
        decimals = decimals_of(*(number for each in values for number in each.raw.values()))
        numbers = [
            tuple(each.scaled(each.raw[key], decimals, each.spot.within(key)) for key in options if key in each)
            for each in values
        ]
        if numbers:
            names.weights[name] = Weights(of, numbers[0], decimals)
        if len(numbers) > 1:
            for option, several_numbers in zip(options, zip(*numbers, strict=False), strict=False):
                names.spans[f"{name}.{option}"] = Bounds(min(several_numbers), max(several_numbers))
        return numbers

    def in_turn(self, figure: Figure, tables: Sequence[Checked], numbers: Sequence[tuple[int, ...]]) -> Figure:
        """The figure with its values, where it has several."""
        if len(tables) == 1:
            return figure
        found = [FigureValue(values=(), term=figure.term, source=figure.source, as_of=figure.as_of)]
        latest = figure.term.since
        for each in tables[1:]:
            term = read_term(each)
            if term.since is not None and latest is not None and term.since <= latest:
                each.faults.add("R399", each.spot.within("from"), since=str(term.since), latest=str(latest))
            latest = term.since or latest
            source, as_of = self._references.sources(each), each.day("as_of")
            found.append(FigureValue(values=(), term=term, source=source or figure.source, as_of=as_of or figure.as_of))
        values = (replace(each, values=own) for each, own in zip(found, numbers, strict=False))
        return replace(figure, values=tuple(values))


def _has_all(values: Checked, options: Sequence[str], of: str) -> bool:
    """Whether there is a number for every option; what is none is said."""
    for option in values.raw:
        if option not in options:
            guess = closest(option, options) or ""
            values.faults.add("R357", values.spot.within(option), option=shown(option), of=of, guess=guess)
    missing = [option for option in options if option not in values]
    if missing:
        values.faults.add("R356", values.spot, options=", ".join(missing))
    return not missing
