"""Published figures: one number, or one per option of a question."""

from collections.abc import Mapping

from advisor.files.checked import Checked, decimals_of
from advisor.files.conditions import Names
from advisor.files.folder import Entry
from advisor.files.references import References
from advisor.files.values import shown
from advisor.language.kinds import AnyOf, Weights
from advisor.model.question import Question
from advisor.model.rulebase import Figure
from advisor.words import closest


def read_figure(entry: Entry, names: Names, references: References, questions: Mapping[str, Question]) -> Figure:
    """A published figure, or one per option of a question; conditions can name it from now on."""
    own = Checked(entry.raw, entry.spot, names.faults)
    figure = Figure(
        id=entry.id,
        says=own.text("says"),
        unit=own.text("unit", ""),
        source=references.sources(own),
        as_of=own.day("as_of"),
    )
    value, values = own.take("value"), own.table("values")
    if (value is None) == ("values" not in own) or ("of" in own) != ("values" in own):
        own.faults.add("R358", own.spot)
        own.take("of")
        names.broken.add(entry.id)
    elif values is None:
        decimals = decimals_of(value)
        names.constants[entry.id] = (own.scaled(value, decimals, own.spot.within("value")), decimals)
    else:
        _read_weights(entry.id, own, values, names, questions)
    own.take("formerly")
    own.done()
    return figure


def _read_weights(name: str, own: Checked, values: Checked, names: Names, questions: Mapping[str, Question]) -> None:
    of = own.text("of")
    question = questions.get(of)
    if of in names.broken or question is None or not isinstance(question.kind, AnyOf):
        if of not in names.broken:
            several = [each.id for each in questions.values() if isinstance(each.kind, AnyOf)]
            own.faults.add("R328", own.spot.within("of"), id=shown(of), guess=closest(of, several) or "")
        names.broken.add(name)
        return
    options = question.kind.options
    for option in values.raw:
        if option not in options:
            guess = closest(option, options) or ""
            own.faults.add("R357", values.spot.within(option), option=shown(option), of=of, guess=guess)
    missing = [option for option in options if option not in values]
    if missing:
        own.faults.add("R356", values.spot, options=", ".join(missing))
    decimals = decimals_of(*values.raw.values())
    scaled = [values.scaled(values.raw[each], decimals, values.spot.within(each)) for each in options if each in values]
    names.weights[name] = Weights(of, tuple(scaled), decimals)
    if missing:
        names.broken.add(name)
