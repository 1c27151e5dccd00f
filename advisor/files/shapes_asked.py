"""The tables of what is asked and worked out: the head of a rule base, questions, quantities, figures and lists."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from advisor.files.folder import ADDS, OFF
from advisor.files.shapes import (
    Amount,
    Beside,
    Day,
    ExactlyOne,
    Flag,
    Follow,
    Labels,
    NotBoth,
    Rows,
    Shape,
    Table,
    Tables,
    Text,
    Texts,
    Value,
    Whatever,
    Whole,
    Word,
    ids,
)
from advisor.frozen import replace
from advisor.language.kinds import MOST_OPTIONS
from advisor.language.tokens import MOST_DECIMALS
from advisor.model.people import HOLDERS
from advisor.model.question import Sort
from advisor.words import message as _

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
PER: Final[tuple[Any, ...]] = ("", "supplier")
CHANGEABLE: Final[tuple[Any, ...]] = ("effort", "fixed", "hard", "easy")
LEVELS_OF_A_SCALE: Final = ("1", "2", "3", "4", "5")
LONGEST_STALE: Final = 1200
"""Months."""
FEWEST_INPUTS: Final = 2
MOST_INPUTS: Final = 4
"""Of a decision table."""
FACTS: Final[Mapping[Sort, tuple[str, ...]]] = {
    "yes/no": ("boolean", "string"),
    "number": ("number",),
    "one of": ("string",),
    "any of": ("array",),
    "scale": ("number",),
    "number each": ("number",),
}
"""How a fact about each kind of question stands in a file."""

FORMERLY: Final = Texts(says=_("Ids that this had before; an id is never used again."))
SOURCES: Final = Texts(
    says=_("What it rests on: ids of sources; CHOICE for a number or weight of our own."), filled=True
)
CITED: Final = Texts(says=SOURCES.says, filled=True, needed=True)

TERM: Final[Mapping[str, Value]] = {
    "from": Day(_("The first day on which it is valid.")),
    "until": Day(_("The last day on which it is valid.")),
}
LAID: Final = Shape(
    {
        ADDS: Flag(_("Whether it adds to the entry of a folder below, which it replaces otherwise.")),
        OFF: Text(_("Why this entry of a folder below is removed.")),
    }
)
"""What may stand in every entry of a folder that is laid over others."""


def condition(says: str, *, needed: bool = False) -> Texts:
    """A condition, or a list of them that all have to hold."""
    return Texts(says=says, needed=needed, or_one=True, filled=True)


# -- rulebase.toml

RULEBASE: Final = Shape(
    {
        "name": Text(_("What these rules are called."), needed=True),
        "version": Text(_("The version of these rules, which profiles name."), needed=True),
        "released": Day(_("The day of this version."), needed=True),
        "languages": Texts(
            says=_("The languages of the texts; the first is that of the files themselves."), needed=True, filled=True
        ),
        "sections": Texts(says=_("The sections, in the order of the interview."), needed=True, filled=True),
        "variants": Text(_("The question whose options give wording of their own.")),
        "ecosystem": Text(_("The question that says what kind of ecosystem a profile is about.")),
        "offers": Text(_("The question with what the organisation can bring.")),
        "wishes": Text(_("The question with the role that the organisation would like.")),
        "weakest": Text(_("The outcome of readiness by which suppliers are compared.")),
        "small": condition(_("When the small variant of a step applies.")),
    }
)
SECTION: Final = Shape(
    {
        "name": Text(_("What this section of the interview is called."), needed=True),
        "shared": Flag(_("Facts that hold in each ecosystem: a profile that extends another takes them over.")),
    }
)
THRESHOLDS: Final = Shape(
    {
        "emerging": Whole(_("From which fit an outcome is emerging."), 0, 100, needed=True),
        "fits": Whole(_("From which fit an outcome fits."), 0, 100, needed=True),
        "near": Whole(_("Two roles this close are shown as near-equal."), 0, 100, needed=True),
    }
)
FALLBACK: Final = Shape({"says": Text(_("What is said when no role fits."), needed=True)})

# -- questions

LEVEL: Final = Shape(
    {
        "label": Text(_("What the option is called: a phrase that works inside a sentence."), needed=True),
        "help": Text(_("More about the option.")),
    }
)
OPTION: Final = Shape({**LEVEL.keys, **TERM})
WORDING: Final = Shape(
    {
        "label": Text(_("A short noun phrase for what is asked, used inside sentences.")),
        "ask": Text(_("The question itself.")),
        "why": Text(_("Why it is asked.")),
        "help": Text(_("Where the answer can be found, or what is meant.")),
    }
)
_NUMBERS: Final[Mapping[str, Value]] = {
    "unit": Text(_("The unit of the number, such as Mbit/s.")),
    "from": Amount(_("The lowest number that can be answered."), needed=True),
    "to": Amount(_("The highest number that can be answered."), needed=True),
    "decimals": Whole(_("How many digits there may be after the decimal point; 0 unless given."), 0, MOST_DECIMALS),
}
_CAP: Final = Text(_("A calculation: an open answer cannot be higher, and a known one above it is a contradiction."))
_OPTIONS: Final = _("The options: id = label, or the name of a list.")


def _otherwise(sort: Sort) -> Whatever:
    return Whatever(_("The fact that stands when it is not asked, whether offered or not."), FACTS[sort])


def _facts(sort: Sort) -> Mapping[str, Value]:
    default = Whatever(_("What --assume takes for an open answer."), FACTS[sort])
    return {"otherwise": _otherwise(sort), "default": default}


QUESTION: Final = Shape(
    {
        "label": Text(WORDING.keys["label"].says, needed=True),
        "ask": Text(WORDING.keys["ask"].says, needed=True),
        "why": WORDING.keys["why"],
        "help": WORDING.keys["help"],
        "kind": Word(_("What kind of answer it has."), SORTS, needed=True),
        "when": condition(_("It is asked only when this holds.")),
        "otherwise_because": Text(_("Why, where that fact alone makes a rule hold.")),
        "per": Word(_("Whether it can also be answered for each supplier that a profile names."), PER),
        "quick": Flag(_("Whether it belongs to the short track.")),
        "holder": Word(_("Who knows the answer."), ("", *HOLDERS)),
        "confidential": Flag(_("Whether the answer is left out of a copy for a partner.")),
        "changeable": Word(_("How hard it is to make the answer different."), CHANGEABLE),
        "stale_after": Whole(_("Months after which it should be asked again."), 1, LONGEST_STALE),
        "formerly": FORMERLY,
    },
    only={
        "yes/no": {**_facts("yes/no")},
        "number": {**_facts("number"), **_NUMBERS, "at_most": _CAP},
        "one of": {
            **_facts("one of"),
            "options": Labels(_OPTIONS, OPTION, least=2, or_list=True),
            "levels": Labels(
                _("The options in order, so that conditions can compare them."), OPTION, least=2, or_list=True
            ),
        },
        "any of": {
            **_facts("any of"),
            "options": Labels(_OPTIONS, OPTION, needed=True, or_list=True, without=("none",)),
            "most": Whole(_("How many options may be chosen at most."), 1, MOST_OPTIONS),
        },
        "scale": {
            **_facts("scale"),
            "anchors": Table(
                _("Something that one can observe, for each level from 1 to 5."),
                Shape({level: Text(needed=True) for level in LEVELS_OF_A_SCALE}),
                needed=True,
            ),
            "at_most": _CAP,
        },
        "number each": {
            "otherwise": _otherwise("number each"),
            **_NUMBERS,
            "at_most": _CAP,
            "of": Text(_("The question whose chosen options each get a number."), needed=True),
        },
    },
    relations=(
        Beside("when", "otherwise"),
        Beside("otherwise", "when"),
        Beside("otherwise_because", "when"),
        ExactlyOne(("options", "levels"), of="one of"),
    ),
)
"""Without the other wording of `question`."""


def question(variants: str) -> Shape:
    """The table of a question, where `variants` is the question whose options give wording of their own, or nothing."""
    if not variants:
        return QUESTION
    says = _("Other wording for some of the options of that question.")
    keys = {variants: Table(says, ids(Table(says, WORDING))), **QUESTION.keys}
    return Shape(keys, QUESTION.only, relations=QUESTION.relations)


# -- what is worked out

_WORKED_OUT: Final[Mapping[str, Value]] = {
    "says": Text(_("A short noun phrase for it."), needed=True),
    "unit": Text(_("The unit of the number, such as Mbit/s.")),
    "shown": Flag(_("Whether the report prints it among its figures.")),
    "note": Text(_("A sentence to print under the figures.")),
    "source": SOURCES,
    "formerly": FORMERLY,
}
QUANTITY: Final = Shape(
    {**_WORKED_OUT, "is": Text(_("The calculation, or the condition of a fact that several rules share."), needed=True)}
)
DECISION: Final = Shape(
    {
        **_WORKED_OUT,
        "inputs": Texts(
            says=_("The questions and quantities that decide, two to four."),
            needed=True,
            least=FEWEST_INPUTS,
            most=MOST_INPUTS,
        ),
        "levels": Labels(_("What the rows end in, from low to high; without it they end in numbers."), LEVEL, least=2),
        "rows": Rows(
            _("A row per case: a cell per input (any, < 10, 10..49, yes, option | option), then the result."),
            needed=True,
            least=FEWEST_INPUTS + 1,
            most=MOST_INPUTS + 1,
        ),
    },
    relations=(NotBoth(("levels", "unit")),),
)
_VALUE: Final = Amount(_("The figure itself, where there is one."))
_VALUES: Final = Table(_("The figure of each option of the question that `of` names."), ids(Amount()))
_LATER: Final[Mapping[str, Value]] = {**TERM, "from": Day(TERM["from"].says, needed=True)}
_OF_LATER: Final[Mapping[str, Value]] = {
    "source": Texts(says=_("What this value rests on, unless on the same as the figure."), filled=True),
    "as_of": Day(_("The day from which this value dates, unless the same as for the figure.")),
}
DATED: Final[Mapping[str, Shape]] = {
    "value": Shape({**_LATER, "value": replace(_VALUE, needed=True), **_OF_LATER}),
    "values": Shape({**_LATER, "values": replace(_VALUES, needed=True), **_OF_LATER}),
}
"""A value that follows another, by the key under which the figure has its first."""
FIGURE: Final = Shape(
    {
        "says": Text(_("What the figure is."), needed=True),
        "unit": Text(_("The unit of the number, such as Mbit/s.")),
        "source": CITED,
        "as_of": Day(_("The day from which the figure dates."), needed=True),
        "note": Text(_("A sentence to print wherever it was counted with.")),
        "value": _VALUE,
        "values": _VALUES,
        "of": Text(_("The question with several choices whose options have a figure each.")),
        "dated": Tables(
            _("The values that follow the first, each from a day on."),
            Shape({**_LATER, "value": _VALUE, "values": _VALUES, **_OF_LATER}),
        ),
        **TERM,
        "formerly": FORMERLY,
    },
    relations=(
        ExactlyOne(("value", "values")),
        Beside("of", "values"),
        Beside("values", "of"),
        Follow("dated", tuple(DATED)),
    ),
)
LIST: Final = Shape({"options": Labels(_("The options: id = label."), OPTION, needed=True)})
