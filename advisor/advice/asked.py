"""Conditions over a result: what ``--where`` and ``--fail-on`` ask, in the language of the rules.

Such a condition reads every question and quantity, outcomes as ``x.level`` and ``x.fit``, and what became of it all:

===================  ========================================================================================
``lead``             the role that comes first; ``tie`` where several do together, ``none`` where no role does
``second``           the role that comes next, or ``none``
``form``             the form to work on next, or ``none``
``readiness``        ``low``, ``medium`` or ``high``, in that order
``warnings``         the warnings that hold, those of outcomes included
``steps``            the steps that are needed
``settled``          whether nothing that is still open can change lead, form or readiness
``lead_settled``     the same for the lead alone
``contradictions``   how many were found
``open_questions``   how many can still decide something
===================  ========================================================================================

The last four are about the result and always known; all others are as open as the answers leave them. A condition
acts when it surely holds. ``possibly(…)`` asks whether a condition can still hold.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from advisor.advice import places
from advisor.advice.in_force import with_figures_of
from advisor.advice.scores import LEVELS
from advisor.frozen import frozen, replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, Given, Kind, Number, OneOf, Scope, YesNo, mask_of
from advisor.language.parse import parse_asked as parse
from advisor.language.possible import possible
from advisor.language.tokens import ConditionError, tokens
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment
from advisor.model.rulebase import Group, RuleBase
from advisor.problems import AdvisorError, Place, Problem

TIE: Final = "tie"
NONE: Final = "none"
FULL_RESULT: Final = ("steps", "open_questions")
"""What is worked out for one profile at a time only."""
WITH_HYPHENS: Final = r"(?<![\w.-])[A-Za-z_][\w.]*(?:-\w+)+(?![\w-])"
"""The id of a step, of a warning or of a rule. In a condition a hyphen is a minus sign."""
BEFORE_A_MINUS: Final = ("and", "or", "not", "in")


@frozen
class Asked:
    """A condition over a result."""

    text: str
    """As it was written."""
    expr: Expr
    possibly: Mapping[str, Expr]
    """What stands in each ``possibly(…)``, by the name that stands for it; each after those inside it."""
    reads: frozenset[str]
    """Every other name that is read."""

    def bounds(self, given: Given) -> Bounds:
        """Whether it surely and whether it possibly holds, where the names that it reads have these bounds."""
        known = dict(given)
        for name, expr in self.possibly.items():
            can = possible(expr, known).high
            known[name] = Bounds(can, can)
        return possible(self.expr, known)

    def holds(self, assessment: Assessment) -> Truth:
        """Whether it holds for this result, as far as that is proved."""
        asked = self.on(assessment.rulebase)
        return truth_of(asked.bounds({name: _bounds(name, assessment) for name in self.reads}))

    def on(self, rulebase: RuleBase) -> "Asked":
        """The same with the figures of the day on which a rule base stands."""
        if rulebase.whole is None:
            return self
        change = with_figures_of(rulebase)
        possibly = {name: change(expr) for name, expr in self.possibly.items()}
        return replace(self, expr=change(self.expr), possibly=possibly)

    def refused(self, code: str, name: str) -> AdvisorError:
        """The error that points at a name in it."""
        found = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", self.text)
        span = found.span() if found else (0, len(self.text))
        return AdvisorError(Problem(code=code, values={"name": name}, excerpt=self.text, span=span))


def parse_asked(text: str, rulebase: RuleBase, said_in: str = "") -> Asked:
    """Read a condition over a result.

    Args:
        text: The condition. Ids with hyphens may be written with underscores.
        rulebase: What its names stand for.
        said_in: Where it was written, for messages: ``--where``.

    Raises:
        AdvisorError: It is no condition, or it uses a word of the result that the rules use for something else.
    """
    rulebase = rulebase.entire
    scope = scope_of(rulebase)
    try:
        plain = _with_underscores(text, scope, rulebase)
        _check_words(plain, rulebase)
        expr, possibly = parse(plain, scope)
    except ConditionError as error:
        problem = Problem(
            code=error.code,
            values=error.values,
            place=Place(said_in),
            excerpt=text,
            span=error.span,
            guess=error.guess,
        )
        raise AdvisorError(problem) from None
    reads = {name for each in (expr, *possibly.values()) for name in tree.names_in(each)}
    return Asked(text, expr, possibly, frozenset(reads - possibly.keys()))


def scope_of(rulebase: RuleBase) -> Scope:
    """Every name that a condition over a result can read."""
    return replace(rulebase.scope, kinds={**rulebase.scope.kinds, **of_result(rulebase)})


def of_result(rulebase: RuleBase) -> dict[str, Kind]:
    """The names for parts of the result, and what each is; the same whatever is in force on a day."""
    rulebase = rulebase.entire
    roles, forms = _ids(rulebase, "role"), _ids(rulebase, "form")
    most = len(rulebase.checks) + sum(question.at_most is not None for question in rulebase.questions.values())
    kinds: dict[str, Kind] = {
        "lead": OneOf((*roles, TIE, NONE)),
        "second": OneOf((*roles, NONE)),
        "form": OneOf((*forms, NONE)),
        "warnings": AnyOf(tuple(_underscored(name) for name, _when in cautions(rulebase))),
        "steps": AnyOf(tuple(_underscored(name) for name in rulebase.steps)),
        "settled": YesNo(),
        "lead_settled": YesNo(),
        "contradictions": Number(0, most),
        "open_questions": Number(0, len(rulebase.questions)),
    }
    if any(outcome.condition for outcome in rulebase.outcomes.values()):
        kinds["readiness"] = OneOf(LEVELS, ordered=True)
    return kinds


def cautions(rulebase: RuleBase) -> Iterator[tuple[str, Expr]]:
    """Every warning by its id, those of outcomes included, with when it holds."""
    yield from ((warning.id, warning.when) for warning in rulebase.warnings)
    yield from ((rule.id, tree.Name(rule.id)) for rule in rulebase.rules().values() if rule.effect == "warn")


# -- reading the text


def _with_underscores(text: str, scope: Scope, rulebase: RuleBase) -> str:
    """The text with ids as the language reads them. What begins with the name of something is a calculation."""
    ids = {name for name, _when in cautions(rulebase)} | rulebase.steps.keys()
    names = {*scope.names(), *BEFORE_A_MINUS}

    def underscored(found: re.Match[str]) -> str:
        written = found[0]
        is_id = written in ids or written.partition("-")[0] not in names
        return _underscored(written) if is_id else written

    return re.sub(WITH_HYPHENS, underscored, text, flags=re.ASCII)


def _ids(rulebase: RuleBase, group: Group) -> tuple[str, ...]:
    return tuple(outcome.id for outcome in rulebase.of_group(group))


def _underscored(name: str) -> str:
    return name.replace("-", "_")


def _check_words(text: str, rulebase: RuleBase) -> None:
    """Refuse a word that means one thing in a result and another in these rules."""
    taken = {*rulebase.scope.names(), *rulebase.outcomes}
    clashing = taken & {*of_result(rulebase), TIE, NONE}
    if not clashing:
        return
    for token in tokens(text):
        if token.text in clashing:
            raise ConditionError("U530", (token.start, token.end), name=token.text)


# -- what the names are in one result


def _bounds(name: str, assessment: Assessment) -> Bounds:
    part = PARTS.get(name)
    return part(assessment) if part else assessment.given[name]


def _keys(assessment: Assessment) -> list[Bounds]:
    keys = {finding.outcome.id: finding.key for finding in assessment.roles}
    return [keys[outcome.id] for outcome in assessment.rulebase.of_group("role")]


def _form(assessment: Assessment) -> Bounds:
    options = (*_ids(assessment.rulebase, "form"), NONE)
    return _one_of(mask_of(assessment.form.could_be, options))


def _settled(assessment: Assessment) -> Bounds:
    """Where the rules know no condition of readiness, its level is no open matter."""
    level = assessment.readiness_level
    return _known(assessment.lead.settled and assessment.form.settled and len(level.could_be) <= 1)


def _warnings(assessment: Assessment) -> Bounds:
    """Those that hold, without what the organisation set aside."""
    set_aside = {each.id for each in assessment.waived}
    low = high = 0
    in_force = dict(cautions(assessment.rulebase))
    for place, (name, _when) in enumerate(cautions(assessment.rulebase.entire)):
        if name in in_force and name not in set_aside:
            bounds = possible(in_force[name], assessment.given)
            low, high = low | bool(bounds.low) << place, high | bool(bounds.high) << place
    return Bounds(low, high)


def _steps(assessment: Assessment) -> Bounds:
    """Surely those that are needed, possibly those that may be."""
    place = {name: number for number, name in enumerate(assessment.rulebase.entire.steps)}
    low = high = 0
    for planned in assessment.steps:
        if planned.state != "done":
            bit = 1 << place[planned.step.id]
            low, high = low | bit * (planned.state == "needed"), high | bit
    return Bounds(low, high)


def _one_of(mask: int) -> Bounds:
    return Bounds(mask if mask.bit_count() == 1 else 0, mask)


def _known(value: int) -> Bounds:
    return Bounds(value, value)


PARTS: Final[Mapping[str, Callable[[Assessment], Bounds]]] = {
    "lead": lambda each: _one_of(places.first(_keys(each))),
    "second": lambda each: _one_of(places.second(_keys(each))),
    "form": _form,
    "readiness": lambda each: _one_of(mask_of(each.readiness_level.could_be, LEVELS)),
    "warnings": _warnings,
    "steps": _steps,
    "settled": _settled,
    "lead_settled": lambda each: _known(each.lead.settled),
    "contradictions": lambda each: _known(len(each.contradictions)),
    "open_questions": lambda each: _known(len(each.open_questions)),
}
"""The names for parts of the result."""
