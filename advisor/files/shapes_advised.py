"""The tables of what is advised and what it is tried with: outcomes, steps, checks, sources and cases."""

from collections.abc import Mapping
from typing import Any, Final

from advisor.advice.scores import FULL
from advisor.files.shapes import (
    AtLeastOne,
    Beside,
    Day,
    Flag,
    Shape,
    Table,
    Tables,
    Text,
    Texts,
    Value,
    Whatever,
    Whole,
    Word,
    Words,
    ids,
)
from advisor.files.shapes_asked import CITED, FORMERLY, SOURCES, TERM, condition
from advisor.model.assessment import OPEN, STANDINGS, Practice
from advisor.words import message as _

HORIZONS: Final[tuple[Any, ...]] = ("quarter", "month", "year", "later")
COSTS: Final[tuple[Any, ...]] = ("", "none", "low", "medium", "high")
READINESS: Final = ("low", "medium", "high", OPEN)
DIRECTIONS: Final[tuple[Any, ...]] = ("", "more", "less")
ANSWER: Final = Whatever(sorts=("boolean", "number", "string", "array", "object"))

_WHEN: Final = condition(_("The condition, or a list of them that all have to hold."), needed=True)
_BECAUSE: Final = Text(_("Why, in a sentence that is printed with it."))
_REMEDY: Final = Texts(says=_("The step, or the steps, that would mend it."), or_one=True)
_POINTS: Final = Whole(
    _("How many; the best of each group and the rest of `plus` add up to 100."), 1, FULL, needed=True
)
_IMPROVES: Final = Word(
    _("A promise, which is proved: more, or less, of what the rule reads never makes the outcome worse."), DIRECTIONS
)
_AS_OF: Final = Day(_("The day on which it is tried."))

# -- outcomes

OUTCOME: Final = Shape(
    {
        "name": Text(_("What it is called."), needed=True),
        "summary": Text(_("What it is, in a sentence."), needed=True),
        "excludes": Texts(
            says=_("A promise, which is proved: nobody is at least emerging in this outcome and in one of these."),
            or_one=True,
        ),
        "formerly": FORMERLY,
    },
    only={
        "readiness": {
            "condition": Flag(_("Whether it is one of the three conditions of the whitepaper.")),
            "not_started": condition(_("When a missing one reads `not started yet`, and is no failure.")),
        }
    },
)
PRACTICE: Final = Shape(
    {
        "we": condition(_("When the organisation practises this role today.")),
        "partner": condition(_("When a partner practises this role today.")),
    }
)
RULE: Final = Shape(
    {
        "says": Text(_("What is so when it holds, in a sentence about the organisation."), needed=True),
        "when": _WHEN,
        "because": _BECAUSE,
        "source": CITED,
        "remedy": _REMEDY,
        **TERM,
        "formerly": FORMERLY,
    },
    only={
        "must": {"improves": _IMPROVES},
        "bar": {"improves": _IMPROVES},
        "plus": {
            "points": _POINTS,
            "improves": _IMPROVES,
            "group": Text(_("Of a group only the highest rule that holds counts.")),
        },
        "minus": {"points": _POINTS, "improves": _IMPROVES},
    },
)
RULES_SAY: Final[Mapping[str, str]] = {
    "must": _("Gates that have to hold."),
    "bar": _("Gates that must not hold."),
    "plus": _("Points for."),
    "minus": _("Points against."),
    "warn": _("Cautions."),
}
"""What the rules of each effect do."""
EXAMPLE: Final = Shape(
    {
        "says": Text(_("Who this is, in a few words."), needed=True),
        "as_of": _AS_OF,
        "given": Table(_("Answers, as in a profile; what is left out is unknown."), ids(ANSWER), needed=True),
        "then": Table(
            _("Exactly what each named rule, quantity or outcome can be."), ids(ANSWER), needed=True, filled=True
        ),
    }
)
EXAMPLES: Final = Tables(_("Answers, and what has to come of them."), EXAMPLE)

# -- beside the outcomes

CHECK: Final = Shape(
    {
        "says": Text(_("What cannot be, in a sentence."), needed=True),
        "when": _WHEN,
        "because": _BECAUSE,
        "source": SOURCES,
        **TERM,
        "formerly": FORMERLY,
    }
)
WARNING: Final = Shape(
    {
        "says": Text(_("The caution, in a sentence."), needed=True),
        "when": _WHEN,
        "because": _BECAUSE,
        "source": CITED,
        "remedy": _REMEDY,
        **TERM,
        "formerly": FORMERLY,
    }
)
PATH: Final = Shape(
    {
        "from": Text(_("The form where the organisation stands, or none."), needed=True),
        "to": Text(_("The form to work on next."), needed=True),
        "when": _WHEN,
        "says": Text(_("What to do, in a sentence."), needed=True),
        "source": CITED,
        "formerly": FORMERLY,
    }
)
WANTED: Final = Shape(
    {
        "role": Text(_("The role of the partner to look for."), needed=True),
        "when": _WHEN,
        "capabilities": Texts(says=_("What the partner brings: options of the question `offers` names.")),
        "must": Texts(says=_("What the partner has to meet.")),
        "ask_them": Texts(says=_("What to ask the partner.")),
        "because": _BECAUSE,
        "source": CITED,
        "formerly": FORMERLY,
    }
)
_DEED: Final[Mapping[str, Value]] = {
    "does": Text(_("What to do."), needed=True),
    "effort": Text(_("How much work it is.")),
    "cost": Word(_("What it costs."), COSTS),
    "owner": Text(_("Who does it.")),
}
STEP: Final = Shape(
    {
        **_DEED,
        "when": condition(_("When it is needed; without it, when some rule names it as its remedy.")),
        "met": condition(_("Already so: shown as done, never advised.")),
        "unless": condition(_("Never advised when this holds.")),
        "after": Texts(says=_("Steps that have to come first.")),
        "after_if_planned": Texts(says=_("Steps that come first if they are in the plan.")),
        "horizon": Word(_("By when; within a quarter unless given."), HORIZONS),
        "theme": Text(_("What it is about, in a word.")),
        "yields": Text(_("What one has afterwards.")),
        "because": _BECAUSE,
        "settles": Texts(says=_("Questions whose answer it would find out.")),
        "small": Table(_("What differs for a small organisation."), Shape({**_DEED, "does": Text(_DEED["does"].says)})),
        "source": SOURCES,
        **TERM,
        "formerly": FORMERLY,
    }
)
SOURCE: Final = Shape(
    {
        "title": Text(_("What it is called, as one would cite it."), needed=True),
        "address": Text(_("Where it can be found.")),
        "date": Whatever(_("When it was published: a year, a day or a text."), ("integer", "string")),
        "read": Day(_("The day on which it was read.")),
        "note": Text(_("What to bear in mind about it.")),
        "formerly": FORMERLY,
    }
)

# -- cases

THEN: Final = Shape(
    {
        "lead": Words(_("Exactly the roles that can still lead: one, a list, or none.")),
        "second": Text(_("The role that comes next, or none.")),
        "settled": Flag(_("Whether the lead is proved.")),
        "form": Text(_("The form to work on, none, or open.")),
        "readiness": Word(_("The level of readiness."), READINESS),
        "standing": Table(_("Exactly what each outcome can still be."), ids(Words(allowed=STANDINGS))),
        "practice": Table(_("Who does it today, by role."), ids(Word("", tuple(Practice)))),
        "steps": Texts(says=_("Steps that are in the plan as needed.")),
        "possible": Texts(says=_("Steps that are in the plan as possible.")),
        "done": Texts(says=_("Steps that are shown as done.")),
        "not_steps": Texts(says=_("Steps that are neither needed nor possible.")),
        "absent": Texts(says=_("Steps that are not in the plan, not even as done.")),
        "warnings": Texts(says=_("Warnings that are shown.")),
        "not_warnings": Texts(says=_("Warnings that are not shown.")),
        "contradictions": Texts(says=_("Exactly the checks that hold; none unless given.")),
        "sought": Texts(says=_("Roles of partners to look for.")),
        "not_sought": Texts(says=_("Roles of partners not to look for.")),
        "quantities": Table(_("What quantities come out at: a value, or exactly what they can be."), ids(ANSWER)),
    }
)
CASE: Final = Shape(
    {
        "says": Text(_("Who this is, in a few words."), needed=True),
        "source": SOURCES,
        "like": Text(_("Another case, from whose answers this one starts.")),
        "hide": Texts(says=_("Answers of that other case to leave out.")),
        "as_of": _AS_OF,
        "given": Table(_("Answers, as in a profile; what is left out is unknown."), ids(ANSWER)),
        "then": Table(_("What the advice has to say."), THEN, needed=True, filled=True),
    },
    relations=(AtLeastOne(("given", "like")), Beside("hide", "like")),
)


def translated(base: str, *languages: str) -> Shape:
    """The table of one text that is to be translated from the language `base`."""
    others = {each: Text(_("The translation; empty while there is none."), or_empty=True) for each in languages}
    return Shape({base: Text(_("The text that the translation was made from."), needed=True), **others})
