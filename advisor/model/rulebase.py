"""The rule base: questions, quantities, outcomes, steps and everything they cite, in one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

from advisor.frozen import field, frozen
from advisor.language.kinds import Kind, Scope
from advisor.language.tree import Expr
from advisor.model.question import Option, Question
from advisor.model.term import ALWAYS, Term

Effect = Literal["must", "bar", "plus", "minus", "warn"]
Group = Literal["readiness", "role", "form"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)


@frozen(kw_only=True)
class Quantity:
    """Something worked out from answers."""

    id: str
    says: str
    """A short noun phrase for it."""
    expr: Expr
    kind: Kind
    unit: str = ""
    levels: tuple[Option, ...] = ()
    """For a decision table that selects a level: the levels in order."""
    shown: bool = False
    """Whether the report prints it among its figures."""
    source: tuple[str, ...] = ()
    note: str = ""
    """A sentence to print under the figures."""


@frozen(kw_only=True)
class FigureValue:
    """One of the values that a figure has one after the other; it counts from its first day until the next one does."""

    values: tuple[int, ...]
    """One, or one per option; scaled by the decimals of the figure."""
    term: Term
    source: tuple[str, ...] = ()
    as_of: date | None = None


@frozen(kw_only=True)
class Figure:
    """A published figure, or one per option of a question."""

    id: str
    says: str
    unit: str = ""
    source: tuple[str, ...] = ()
    as_of: date | None = None
    note: str = ""
    """A sentence to print wherever it was counted with."""
    term: Term = ALWAYS
    """When its value is valid. It is counted with on other days too: a condition needs a number."""
    values: tuple[FigureValue, ...] = ()
    """Its values in the order of their days, where it has several; what else stands here is of the first."""


@frozen(kw_only=True)
class Rule:
    """A statement about the organisation that yes or no answers, and what it does to an outcome."""

    id: str
    """Qualified by its outcome: ``orchestrator.accepted-right``."""
    effect: Effect
    says: str
    when: Expr
    points: int = 0
    group: str = ""
    """Of a group only the highest rule that holds counts."""
    because: str = ""
    source: tuple[str, ...] = ()
    remedy: tuple[str, ...] = ()
    """The steps that would mend it."""
    improves: Literal["", "more", "less"] = ""
    """That more, or less, of what it reads never makes its outcome worse: a promise, which can be proved."""
    layer: str = ""
    term: Term = ALWAYS


@frozen(kw_only=True)
class Example:
    """Answers, and exactly what the named rules and outcomes can then be."""

    says: str
    given: Mapping[str, Any]
    then: Mapping[str, Any]
    as_of: date | None = None
    """The date of the profile; that of the rule base where there is none."""
    place: str = ""


@frozen(kw_only=True)
class Outcome:
    """A role, a form or a readiness dimension: rules that speak for and against it."""

    id: str
    group: Group
    name: str
    summary: str
    rules: tuple[Rule, ...]
    condition: bool = False
    """Whether it is one of the conditions that the readiness level counts."""
    not_started: Expr | None = None
    """Readiness: when a missing one only means that nothing has begun."""
    we: Expr | None = None
    """Holds when the organisation practises the role today."""
    partner: Expr | None = None
    """Holds when a partner practises it today."""
    excludes: tuple[str, ...] = ()
    """Outcomes that nobody who has this one has as well: a promise, which can be proved."""
    examples: tuple[Example, ...] = ()


@frozen(kw_only=True)
class Path:
    """From where the organisation stands to the form to work on next."""

    id: str
    origin: str
    """The form it starts from, or ``none``."""
    to: str
    when: Expr
    says: str
    source: tuple[str, ...] = ()


@frozen(kw_only=True)
class Wanted:
    """The partner to look for, and when."""

    id: str
    role: str
    when: Expr
    capabilities: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    ask_them: tuple[str, ...] = ()
    because: str = ""
    source: tuple[str, ...] = ()


@frozen(kw_only=True)
class Check:
    """Answers that cannot all be true."""

    id: str
    says: str
    when: Expr
    because: str = ""
    source: tuple[str, ...] = ()
    term: Term = ALWAYS


@frozen(kw_only=True)
class CautionRule:
    """A caution that is not tied to one outcome."""

    id: str
    says: str
    when: Expr
    because: str = ""
    source: tuple[str, ...] = ()
    remedy: tuple[str, ...] = ()
    layer: str = ""
    term: Term = ALWAYS


@frozen(kw_only=True)
class Deed:
    """What a step asks of whom; a step has one, and one for small organisations where that differs."""

    does: str
    effort: str = ""
    cost: Literal["", "none", "low", "medium", "high"] = ""
    owner: str = ""


@frozen(kw_only=True)
class Step:
    """One step of a partnership."""

    id: str
    deed: Deed
    small: Deed
    """The same for a small organisation."""
    when: Expr | None = None
    met: Expr | None = None
    """Already so: shown as done, never advised."""
    unless: Expr | None = None
    after: tuple[str, ...] = ()
    after_if_planned: tuple[str, ...] = ()
    horizon: Literal["month", "quarter", "year", "later"] = "quarter"
    theme: str = ""
    yields: str = ""
    because: str = ""
    settles: tuple[str, ...] = ()
    """The questions whose answer it would find out."""
    source: tuple[str, ...] = ()
    term: Term = ALWAYS


@frozen(kw_only=True)
class Source:
    """Something cited."""

    id: str
    title: str
    address: str = ""
    date: str = ""
    """When it was published, as far as it says."""
    read: str = ""
    """The day on which it was read for these rules, as in ``2026-11-23``."""
    note: str = ""


@frozen(kw_only=True)
class Thresholds:
    """Levels of fit, 0 to 100."""

    emerging: int = 40
    fits: int = 60
    near: int = 5


@frozen(kw_only=True)
class SwitchedOff:
    """What a layer took out of the rules below it."""

    id: str
    """Qualified for what belongs to an outcome."""
    sort: str
    """``question``, ``rule``, ``step`` …"""
    reason: str
    layer: str = ""


@frozen(kw_only=True)
class RuleBase:
    """Everything the advice is made of."""

    name: str
    version: str
    released: date
    language: str
    languages: tuple[str, ...]
    sections: Mapping[str, str]
    """Section ids in interview order, with their names."""
    shared: tuple[str, ...] = ()
    """The sections with facts about the organisation, which hold in each of its ecosystems: a profile that extends
    another takes over these; where there are none, every answer."""
    variants: str = ""
    ecosystem: str = ""
    offers: str = ""
    wishes: str = ""
    """The question with the role that the organisation would like; its options are roles."""
    weakest: str = ""
    """The outcome of readiness by whose fit suppliers are compared; needed where a question is asked per supplier."""
    small: Expr | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    fallback: str = ""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """In interview order."""
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    """Questions and quantities, each after everything it reads."""
    per_supplier: tuple[str, ...] = ()
    """Those of `order` that are asked per supplier, or worked out from what is."""
    scope: Scope = field(default_factory=Scope)
    """Every name that conditions can read, outcomes included."""
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    paths: tuple[Path, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[CautionRule, ...] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    """What was laid over the lowest folder, the last one on top."""
    off: tuple[SwitchedOff, ...] = ()
    """What the layers switched off, by id; the rules of an outcome that is off as well."""
    formerly: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By sort and old id: what is called otherwise now. A decision table is a quantity here."""
    fingerprint: str = ""
    turns: tuple[date, ...] = ()
    """The days from which something else is in force, in order; `advisor.advice.in_force` says what."""
    whole: "RuleBase | None" = None
    """Of a rule base as it stands on a day: the one with everything, whenever it is in force."""

    @property
    def entire(self) -> "RuleBase":
        """The rule base with everything, whenever it is in force."""
        return self.whole or self

    def asked_per_supplier(self) -> tuple[Question, ...]:
        """The questions that can be answered for each supplier."""
        return tuple(question for question in self.questions.values() if question.per)

    def is_shared(self, question: str) -> bool:
        """Whether a profile that extends another takes over its answer to this question."""
        known = self.questions.get(question)
        return not self.shared or (known is not None and known.section in self.shared)

    def of_group(self, group: Group) -> tuple[Outcome, ...]:
        """The outcomes of one group, by id."""
        return tuple(outcome for outcome in self.outcomes.values() if outcome.group == group)

    def values_of(self, figure: Figure) -> tuple[tuple[FigureValue, ...], int]:
        """The values of a figure in the order of their days, of which there may be one, and their decimals."""
        weights = self.scope.weights.get(figure.id)
        number, decimals = self.scope.constants[figure.id] if weights is None else (0, weights.decimals)
        own = (number,) if weights is None else weights.values
        return figure.values or (FigureValue(values=own, term=ALWAYS),), decimals

    def rules(self) -> Mapping[str, Rule]:
        """Every rule of every outcome, by its qualified id."""
        return {rule.id: rule for outcome in self.outcomes.values() for rule in outcome.rules}
