"""The flat result: one row per profile, a column per fact, each described in the data dictionary.

The columns of a block come from the columns of its advice; the row of a single assessment has exactly the same values.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final, Literal

import numpy as np

from advisor.advice.scores import LEVELS
from advisor.columns.answers import Column
from advisor.columns.results import Advice
from advisor.columns.settle import STATES
from advisor.frozen import field, frozen
from advisor.language.possible import possible
from advisor.model.assessment import STANDINGS, Assessment
from advisor.model.rulebase import RuleBase
from advisor.words import message as _

Sort = Literal["text", "number", "truth", "mask"]
BITS: Final = 64
"""Rules in one mask."""
MOST_LISTED: Final = 8
"""Names of which every combination is written out beforehand."""
NONE: Final = "none"
OPEN: Final = "open"


@frozen
class Field:
    """A column of the flat result."""

    name: str
    sort: Sort
    says: str
    """What it holds, as a message."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the message is filled in with."""


@frozen
class Coded:
    """A column of texts of which there are few: a place in `values` per row."""

    codes: Column
    values: tuple[str, ...]


Flat = Mapping[str, Coded | Column]


def fields(rulebase: RuleBase) -> list[Field]:
    """The columns with the result, in order, with what they hold."""
    found = [
        *(
            Field(name, "number", _("How many questions are in the state %(state)s."), {"state": name})
            for name in STATES
        ),
        *(Field(*each) for each in WHOLE),
    ]
    for outcome in rulebase.outcomes.values():
        found += [Field(f"{outcome.id}.{name}", sort, says, {"name": outcome.name}) for name, sort, says in OUTCOME]
    for sort, names in masked(rulebase).items():
        for part, some in parts(names):
            listed = ", ".join(f"{place} {name}" for place, name in enumerate(some))
            masks = DATED_MASKS if rulebase.turns else MASKS
            found += [Field(f"{sort}_{truth}_{part}", "mask", says, {"bits": listed}) for truth, says in masks]
    return found


ORIGIN: Final = (
    Field("input", "text", _("The input, as it was given.")),
    Field("row", "number", _("The row or line in that input, from 1; 0 where a file is one profile.")),
    Field("name", "text", _("The name of the profile, if it has one.")),
)
"""The columns before those with the result."""
IN_STATE: Final = _("How many questions are in the state %(state)s.")
WHOLE: Final[tuple[tuple[str, Sort, str], ...]] = (
    ("contradictions", "number", _("How many checks and caps are broken: answers that cannot all be true.")),
    ("lead", "text", _("The role that comes first, or none.")),
    ("lead_settled", "truth", _("Whether no further answer can change which role comes first.")),
    ("ties", "text", _("The roles that come first together, with spaces between.")),
    ("rivals", "text", _("The roles that may still come first, with spaces between.")),
    ("second", "text", _("The role that comes next, or none.")),
    ("form", "text", _("The form to work on, none, or open.")),
    ("form_could_be", "text", _("The forms that it can still be, with spaces between.")),
    ("readiness", "text", _("low, medium, high, or open.")),
    ("readiness_could_be", "text", _("What the readiness can still be, with spaces between.")),
)
OUTCOME: Final[tuple[tuple[str, Sort, str], ...]] = (
    ("standing", "text", _("%(name)s: not-now, emerging, fits, or open.")),
    ("could_be", "text", _("%(name)s: what the standing can still be, with spaces between.")),
    ("fit_low", "number", _("%(name)s: the least fit, 0 to 100.")),
    ("fit_high", "number", _("%(name)s: the highest fit, 0 to 100.")),
)
MASKS: Final = (
    ("hold", _("What surely holds, by bit: %(bits)s.")),
    ("fail", _("What surely does not hold, by bit: %(bits)s.")),
    ("open", _("What is open, by bit: %(bits)s.")),
)
DATED_MASKS: Final = (
    ("hold", _("What surely holds, by bit: %(bits)s. What is not in force on the date has no bit in any mask.")),
    (
        "fail",
        _("What surely does not hold, by bit: %(bits)s. What is not in force on the date has no bit in any mask."),
    ),
    ("open", _("What is open, by bit: %(bits)s. What is not in force on the date has no bit in any mask.")),
)
"""The same where something of the rule base is dated."""


def masked(rulebase: RuleBase) -> dict[str, list[str]]:
    """What stands in masks, in the order of the bits."""
    return {
        "rules": list(rulebase.rules()),
        "warnings": [each.id for each in rulebase.warnings],
        "checks": [each.id for each in rulebase.checks],
    }


KEYS: Final = {"rules": "", "warnings": "warning:", "checks": "check:"}


def parts(names: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The names mask by mask, numbered from 1."""
    for part, start in enumerate(range(0, len(names), BITS), start=1):
        yield part, names[start : start + BITS]


def columns(base: RuleBase, found: Advice, counts: Mapping[str, Column]) -> dict[str, Coded | Column]:
    """The flat columns of a block; `base` has everything, whenever it is in force."""
    roles = [outcome.id for outcome in base.of_group("role")]
    forms = [*(outcome.id for outcome in base.of_group("form")), NONE]
    flat: dict[str, Coded | Column] = dict(counts)
    assert found.contradicted is not None  # noqa: S101  (the advice of a block has everything)
    flat["contradictions"] = found.contradicted
    if (ranked := found.ranked) is not None:
        flat["lead"] = Coded((ranked.role + 1).astype(np.uint8), (NONE, *roles))
        flat["lead_settled"] = ranked.settled
        flat["ties"] = listed(ranked.ties, roles)
        flat["rivals"] = listed(ranked.rivals, roles)
        flat["second"] = Coded((ranked.second + 1).astype(np.uint8), (NONE, *roles))
    if found.form is not None:
        flat["form_could_be"] = could_be = listed(found.form, forms)
        flat["form"] = _decided(could_be)
    if found.level is not None:
        flat["readiness_could_be"] = could_be = Coded(found.level, listings(LEVELS))
        flat["readiness"] = _decided(could_be)
    standings = listings([each.value for each in STANDINGS])
    for name, mask in found.could_be.items():
        flat[f"{name}.could_be"] = could_be = Coded(mask, standings)
        flat[f"{name}.standing"] = _decided(could_be)
        low, high = found.fit[name]
        flat[f"{name}.fit_low"], flat[f"{name}.fit_high"] = low, high
    for sort, names in masked(base).items():
        for part, some in parts(names):
            truths = [found.truths[KEYS[sort] + name] for name in some]
            hold, may = (pack([truth[end] for truth in truths]) for end in (0, 1))
            every: Any = np.uint64((1 << len(some)) - 1)
            if found.absent:
                nothing = np.zeros(found.size, dtype=np.bool_)
                every = every & ~pack([found.absent.get(KEYS[sort] + name, nothing) for name in some])
            flat[f"{sort}_hold_{part}"] = hold
            flat[f"{sort}_fail_{part}"] = ~may & every
            flat[f"{sort}_open_{part}"] = may & ~hold
    return {field.name: flat[field.name] for field in fields(base) if field.name in flat}


def pack(truths: Sequence[Column]) -> Column:
    """Columns of truths as the bits of one column, the first as the lowest bit."""
    size = len(truths[0]) if truths else 0
    octets = np.zeros((size, BITS // 8), dtype=np.uint8)
    for octet in range(0, len(truths), 8):
        packed = np.zeros(size, dtype=np.uint8)
        for bit, truth in enumerate(truths[octet : octet + 8]):
            packed |= np.left_shift(np.ascontiguousarray(truth).view(np.uint8), np.uint8(bit))
        octets[:, octet // 8] = packed
    return octets.view("<u8")[:, 0].astype(np.uint64, copy=False)


def listings(names: Sequence[str]) -> tuple[str, ...]:
    """For every mask over the names: those whose bit is set, with spaces between."""
    return tuple(
        " ".join(name for place, name in enumerate(names) if mask >> place & 1) for mask in range(1 << len(names))
    )


def matches(name: str, pattern: str) -> bool:
    """Whether a column is meant by a pattern, in which ``*`` is anything."""
    return fnmatchcase(name, pattern)


def listed(masks: Column, names: Sequence[str]) -> Coded:
    """Masks as texts: every combination where there are few names, else those that occur."""
    if len(names) <= MOST_LISTED:
        return Coded(masks.astype(np.uint8), listings(names))
    found, codes = np.unique(masks, return_inverse=True)
    texts = (" ".join(name for place, name in enumerate(names) if int(mask) >> place & 1) for mask in found)
    return Coded(codes.astype(np.uint32), tuple(texts))


def _decided(could_be: Coded) -> Coded:
    """The only one that is left, or open; each text once, or Arrow writes other bytes each time."""
    texts = [_only(listing) for listing in could_be.values]
    values = tuple(dict.fromkeys(texts))
    places = np.array([values.index(text) for text in texts], dtype=could_be.codes.dtype)
    return Coded(places[could_be.codes], values)


def _only(listing: str) -> str:
    """The only one that is left, or open."""
    return OPEN if " " in listing else listing


def row(assessment: Assessment) -> dict[str, object]:
    """The flat result of one profile, from its assessment: what its columns hold in a block."""
    base, lead, form, level = assessment.rulebase, assessment.lead, assessment.form, assessment.readiness_level
    states = [fact.state.value for fact in assessment.facts.values()]
    found: dict[str, object] = {name: states.count(name) for name in STATES}
    found["contradictions"] = len(assessment.contradictions)
    roles = [outcome.id for outcome in base.of_group("role")]
    if roles:
        found |= {"lead": lead.role or NONE, "lead_settled": lead.settled, "second": lead.second or NONE}
        found["ties"] = " ".join(role for role in roles if role in lead.ties)
        found["rivals"] = " ".join(role for role in roles if role in lead.rivals)
    forms = [*(outcome.id for outcome in base.of_group("form")), NONE]
    found["form_could_be"] = " ".join(each for each in forms if each in form.could_be)
    found["form"] = _only(str(found["form_could_be"]))
    if level.could_be:
        found["readiness_could_be"] = " ".join(each for each in LEVELS if each in level.could_be)
        found["readiness"] = _only(str(found["readiness_could_be"]))
    for finding in assessment.findings():
        name, could_be = finding.outcome.id, " ".join(each.value for each in finding.could_be)
        found |= {f"{name}.standing": _only(could_be), f"{name}.could_be": could_be}
        found |= {f"{name}.fit_low": int(finding.fit.low), f"{name}.fit_high": int(finding.fit.high)}
    truths: dict[str, Any] = {
        verdict.rule.id: verdict.trace.bounds for each in assessment.findings() for verdict in each.verdicts
    }
    truths |= {f"warning:{each.id}": possible(each.when, assessment.given) for each in base.warnings}
    truths |= {f"check:{each.id}": possible(each.when, assessment.given) for each in base.checks}
    for sort, names in masked(base.entire).items():
        for part, some in parts(names):
            bounds = [(1 << place, truths.get(KEYS[sort] + name)) for place, name in enumerate(some)]
            hold = sum(bit for bit, each in bounds if each is not None and each.low)
            found[f"{sort}_hold_{part}"] = hold
            found[f"{sort}_fail_{part}"] = sum(bit for bit, each in bounds if each is not None and not each.high)
            found[f"{sort}_open_{part}"] = sum(bit for bit, each in bounds if each is not None and each.high) & ~hold
    return {field.name: found[field.name] for field in fields(base.entire) if field.name in found}
