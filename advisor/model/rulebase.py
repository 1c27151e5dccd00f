"""The rule base: questions, quantities, outcomes, steps and everything they cite, in one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from advisor.frozen import field, frozen
from advisor.language.kinds import Kind, Scope
from advisor.language.tree import Expr
from advisor.model.question import Option, Question

Effect = Literal["must", "bar", "plus", "minus", "warn"]
Group = Literal["readiness", "role", "form"]


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


@frozen(kw_only=True)
class Figure:
    """A published figure, or one per option of a question."""

    id: str
    says: str
    unit: str = ""
    source: tuple[str, ...] = ()
    as_of: date | None = None


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
    layer: str = ""


@frozen(kw_only=True)
class Example:
    """Answers, and exactly what the named rules and outcomes can then be."""

    says: str
    given: Mapping[str, Any]
    then: Mapping[str, Any]
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
    we: Expr | None = None
    """Holds when the organisation practises the role today."""
    partner: Expr | None = None
    """Holds when a partner practises it today."""
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


@frozen(kw_only=True)
class Source:
    """Something cited."""

    id: str
    title: str
    address: str = ""
    date: str = ""
    note: str = ""


@frozen(kw_only=True)
class Thresholds:
    """Levels of fit, 0 to 100."""

    emerging: int = 40
    fits: int = 60
    near: int = 5


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
    variants: str = ""
    ecosystem: str = ""
    offers: str = ""
    small: Expr | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    fallback: str = ""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """In interview order."""
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    """Questions and quantities, each after everything it reads."""
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
    fingerprint: str = ""

    def of_group(self, group: Group) -> tuple[Outcome, ...]:
        """The outcomes of one group, by id."""
        return tuple(outcome for outcome in self.outcomes.values() if outcome.group == group)

    def rules(self) -> Mapping[str, Rule]:
        """Every rule of every outcome, by its qualified id."""
        return {rule.id: rule for outcome in self.outcomes.values() for rule in outcome.rules}
