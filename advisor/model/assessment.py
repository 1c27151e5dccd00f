"""The result: one frozen value that every format is printed from. Texts are in the language of the rule base."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds
from advisor.language.trace import Trace, Truth
from advisor.model.profile import Profile, Supplier
from advisor.model.question import Question
from advisor.model.rulebase import Outcome, Path, Rule, RuleBase, Step, Wanted
from advisor.model.term import Term


class Standing(StrEnum):
    """How an outcome stands; the order is the order of the levels."""

    NOT_NOW = "not-now"
    EMERGING = "emerging"
    FITS = "fits"


STANDINGS = tuple(Standing)
OPEN: Literal["open"] = "open"


class State(StrEnum):
    """In which state a question is; each is in exactly one."""

    KNOWN = "known"
    RANGE = "range"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    PARKED = "parked"


class Practice(StrEnum):
    """Who practises a role in this ecosystem today."""

    NOW = "now"
    PARTNER = "partner"
    POTENTIAL = "potential"
    MISSING = "missing"
    OPEN = "open"


@frozen(kw_only=True)
class Fact:
    """What is known of one question, in words and as data."""

    question: Question
    state: State
    applies: Truth
    """Whether the question applies: whether its `when` holds."""
    value: Any
    """The answer as plain data: a value, ``{"from", "to"}``, ``{"among"}``, ``{"sure", "maybe"}`` or None."""
    text: str
    """The answer in words."""
    parked: Mapping[str, str] = field(default_factory=dict)
    """Of a number each: numbers that count for nothing, in words, by the option that is not chosen."""

    @property
    def feeds_nothing(self) -> bool:
        """Whether an answer is kept that counts for nothing, or a part of one."""
        return self.state is State.PARKED or bool(self.parked)


@frozen(kw_only=True)
class Verdict:
    """One rule: whether it holds, and why."""

    rule: Rule
    truth: Truth
    trace: Trace
    reasons: tuple[str, ...]
    """In words, from the smallest conditions that decided."""
    answers: Mapping[str, Any]
    """The answers behind it, by question."""
    counts: Bounds
    """The points it really brings: 0 where another rule of its group brings more."""


@frozen(kw_only=True)
class Leaning:
    """What is decided so far, in points; the three add up to 100 where nothing counts against."""

    so_far_for: int
    so_far_against: int
    open: int


@frozen(kw_only=True)
class Finding:
    """How one outcome stands."""

    outcome: Outcome
    could_be: tuple[Standing, ...]
    fit: Bounds
    key: Bounds
    """The rank: 101 times the level plus the fit."""
    gate: Truth
    """Whether every must holds and no bar does."""
    leaning: Leaning
    practice: Practice
    verdicts: tuple[Verdict, ...]

    @property
    def standing(self) -> str:
        """The standing, or ``open`` while there is more than one."""
        return self.could_be[0].value if self.settled else OPEN

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the standing."""
        return len(self.could_be) == 1

    @property
    def surely_emerging(self) -> bool:
        """Whether it is at least emerging whatever else is answered."""
        return Standing.NOT_NOW not in self.could_be

    def of_effect(self, *effects: str) -> tuple[Verdict, ...]:
        """Its verdicts of some effects."""
        return tuple(verdict for verdict in self.verdicts if verdict.rule.effect in effects)

    @property
    def blocked_by(self) -> tuple[Verdict, ...]:
        """The gates that are surely broken."""
        return tuple(
            verdict
            for verdict in self.of_effect("must", "bar")
            if verdict.truth is (Truth.NO if verdict.rule.effect == "must" else Truth.YES)
        )

    @property
    def speaks_for(self) -> tuple[Verdict, ...]:
        """The plus rules that hold, and the gates that are kept."""
        return tuple(verdict for verdict in self.of_effect("must", "plus") if verdict.truth is Truth.YES)

    @property
    def speaks_against(self) -> tuple[Verdict, ...]:
        """The minus rules that hold."""
        return tuple(verdict for verdict in self.of_effect("minus") if verdict.truth is Truth.YES)

    @property
    def missing(self) -> tuple[Verdict, ...]:
        """The plus rules that do not hold."""
        return tuple(verdict for verdict in self.of_effect("plus") if verdict.truth is Truth.NO)

    @property
    def still_open(self) -> tuple[Verdict, ...]:
        """The rules, cautions aside, of which it is not known whether they hold."""
        return tuple(
            verdict for verdict in self.of_effect("must", "bar", "plus", "minus") if verdict.truth is Truth.OPEN
        )

    @property
    def warnings(self) -> tuple[Verdict, ...]:
        """The cautions that hold."""
        return tuple(verdict for verdict in self.of_effect("warn") if verdict.truth is Truth.YES)


@frozen(kw_only=True)
class Lead:
    """Which role comes first, as far as that is proved."""

    role: str | None
    settled: bool
    ties: tuple[str, ...]
    """All roles that share the highest known key, when there are several."""
    rivals: tuple[str, ...]
    """The roles that may still come first beside the top one."""
    second: str | None
    near: tuple[str, ...]
    """Roles whose known fit lies within the `near` points of the lead's, in words only."""
    wished: str | None = None
    """The role that the organisation would like, where it says so; it changes nothing else."""


@frozen(kw_only=True)
class NextForm:
    """The form of ecosystem to work on next."""

    form: str | None
    settled: bool
    could_be: tuple[str, ...]
    """Forms, and ``none`` where no path may hold."""
    path: tuple[Path, ...]
    """The paths that hold or still can."""


@frozen(kw_only=True)
class ReadinessLevel:
    """How ready the organisation is: high, medium, low, or open."""

    could_be: tuple[str, ...]

    @property
    def level(self) -> str:
        """The level, or ``open``."""
        return self.could_be[0] if self.settled else OPEN

    @property
    def settled(self) -> bool:
        """Whether no further answer can change it."""
        return len(self.could_be) == 1


@frozen(kw_only=True)
class PlannedStep:
    """A step with the reason why it stands in the plan."""

    step: Step
    does: str
    effort: str
    cost: str
    owner: str
    state: Literal["needed", "possible", "done"]
    because: tuple[str, ...]
    after: tuple[str, ...]
    """The steps of this plan that come first."""
    needed_for: tuple[str, ...]
    """The outcomes or steps that call for it."""
    decided_by: tuple[str, ...]
    """The questions that decide, while it is only possible."""
    unless_done: bool = False
    """Surely called for, and only possible because it may be done already or ruled out."""


@frozen(kw_only=True)
class Sought:
    """A partner to look for."""

    role: str
    capabilities: tuple[str, ...]
    must: tuple[str, ...]
    we_bring: tuple[str, ...]
    ask_them: tuple[str, ...]
    because: tuple[str, ...]
    wanted: Wanted | None = None


@frozen(kw_only=True)
class Caution:
    """A warning or a contradiction that surely holds."""

    id: str
    says: str
    because: str
    source: tuple[str, ...]
    answers: Mapping[str, Any]
    layer: str = ""


@frozen(kw_only=True)
class Waived:
    """A warning, check or step that the organisation set aside."""

    id: str
    reason: str
    by: str = ""
    until: date | None = None


@frozen(kw_only=True)
class OutOfForce:
    """Something of the rule base that is not valid on the day of the advice."""

    sort: Literal["rule", "check", "warning", "step", "figure", "option"]
    id: str
    """Of an option with its question before it: ``backup.tape``."""
    says: str
    term: Term
    answered: bool = False
    """Of an option: whether the profile names it, though it could not be answered on its day. That answer is left out.
    """


@frozen(kw_only=True)
class OpenQuestion:
    """A question whose answer can still change something."""

    question: Question
    decides: tuple[str, ...]
    """Outcomes, steps and figures; cautions as ``warning:ID``, partners to look for as ``wanted:ID``, and who practises
    a role today as ``practice:ID``. The weightiest first."""
    settled_by_step: str | None
    suppliers: tuple[Supplier, ...] = ()
    """For which suppliers it is open, where it is asked per supplier."""


@frozen(kw_only=True)
class SupplierFinding:
    """How one supplier compares with the others."""

    supplier: Supplier
    weakest: Literal["yes", "possibly", "no"]
    """Whether the advice is judged on it: it is, or may turn out to be, the weakest of the important ones."""
    facts: Mapping[str, Fact]
    """What is known of it, per question that is asked per supplier."""
    finding: Finding | None
    """How the outcome that suppliers are compared by would stand on it alone; None where the rules compare none."""


@frozen(kw_only=True)
class Assessment:
    """The advice for one profile."""

    rulebase: RuleBase
    profile: Profile
    as_of: date
    assumed: tuple[str, ...] = ()
    """Questions whose open answer was taken from its default, in an assuming reading."""
    facts: Mapping[str, Fact]
    quantities: Mapping[str, Trace]
    contradictions: tuple[Caution, ...]
    roles: tuple[Finding, ...]
    forms: tuple[Finding, ...]
    readiness: tuple[Finding, ...]
    lead: Lead
    form: NextForm
    readiness_level: ReadinessLevel
    steps: tuple[PlannedStep, ...]
    sought: tuple[Sought, ...]
    warnings: tuple[Caution, ...]
    waived: tuple[Waived, ...]
    open_questions: tuple[OpenQuestion, ...]
    suppliers: tuple[SupplierFinding, ...] = ()
    """The named suppliers, by key."""
    given: Mapping[str, Bounds] = field(default_factory=dict)
    """The bounds of every name, for explanations and conditions over the result."""
    not_in_force: tuple[OutOfForce, ...] = ()
    """What is not valid as of that day; a figure is counted with all the same."""

    def findings(self) -> tuple[Finding, ...]:
        """Every outcome."""
        return self.roles + self.forms + self.readiness
