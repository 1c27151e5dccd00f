"""What the rules are tested with: whole profiles with the advice expected, and how each came out."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment
from advisor.model.profile import Answer
from advisor.model.rulebase import RuleBase
from advisor.problems import Place


@frozen(kw_only=True)
class Expected:
    """What a case expects of the advice; None where it does not say."""

    lead: tuple[str, ...] | None = None
    """Exactly the roles that can still lead."""
    second: str | None = None
    """A role, or ``none``."""
    settled: bool | None = None
    """Whether the lead is proved."""
    form: str | None = None
    """A form, ``none`` or ``open``."""
    readiness: str | None = None
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Exactly what outcomes can still be."""
    practice: Mapping[str, str] = field(default_factory=dict)
    """Of roles."""
    steps: tuple[str, ...] = ()
    """Needed; those that only may be needed are `possible`."""
    possible: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    not_steps: tuple[str, ...] = ()
    """Neither needed nor possible."""
    absent: tuple[str, ...] = ()
    """Not in the plan, not even as done."""
    warnings: tuple[str, ...] = ()
    """Of warnings, and of the ``warn`` rules of outcomes."""
    not_warnings: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    """Exactly these, so none where a case does not say."""
    sought: tuple[str, ...] = ()
    """Partners to look for: by their role, or by the id of what asks for them."""
    not_sought: tuple[str, ...] = ()
    quantities: Mapping[str, Bounds] = field(default_factory=dict)


@frozen(kw_only=True)
class Case:
    """A whole profile with the advice expected."""

    id: str
    says: str
    answers: Mapping[str, Answer]
    """Its own, over those of the case that it is like."""
    then: Expected
    as_of: date | None = None
    """The date of the profile; that of the rule base where there is none."""
    source: tuple[str, ...] = ()


@frozen(kw_only=True)
class Suite:
    """Everything that a rule base is tested with."""

    rulebase: RuleBase
    cases: Mapping[str, Case] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where examples and cases stand, by the id of their run."""
    entries: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where everything else stands, by its sort and its id."""
    conditions: Mapping[tuple[str, str, str], Place] = field(default_factory=dict)
    """Where conditions stand, by the sort and the id of what they belong to and their key."""


@frozen
class Mismatch:
    """Something that came out other than expected. Both are plain data."""

    name: str
    """The rule, outcome or quantity of an example; the path of keys in a case, as in ``standing.consumer``."""
    expected: object
    found: object
    why: tuple[str, ...] = ()
    """What decided, in words."""


@frozen(kw_only=True)
class Run:
    """How one example or case came out."""

    id: str
    sort: Literal["example", "case"]
    says: str
    place: Place
    assessment: Assessment
    mismatches: tuple[Mismatch, ...]


@frozen(kw_only=True)
class Gap:
    """A condition that was never seen in all the ways it can come out."""

    sort: str
    """Of what the condition belongs to: ``rule``, ``step`` …"""
    id: str
    key: str
    """Under which key of it the condition stands."""
    comparison: str = ""
    """The comparison inside the condition, as it is written; nothing for the condition as a whole."""
    never: tuple[Truth, ...]


@frozen(kw_only=True)
class Tally:
    """How much of what could be seen was seen."""

    wanted: int
    seen: int
    gaps: tuple[Gap, ...]


@frozen(kw_only=True)
class Coverage:
    """What the examples and cases together tried."""

    conditions: Tally
    comparisons: Tally
    """Those inside conditions that are made of several."""


@frozen(kw_only=True)
class SuiteResult:
    """The result of a test."""

    rulebase: RuleBase
    runs: tuple[Run, ...]
    coverage: Coverage
    complete: bool
    """Whether everything ran, so that gaps in the coverage count."""
    conditions: Mapping[tuple[str, str, str], Place] = field(default_factory=dict)
    """Where conditions stand, as in `Suite`."""

    @property
    def failed(self) -> tuple[Run, ...]:
        """The runs that came out other than expected."""
        return tuple(run for run in self.runs if run.mismatches)

    @property
    def in_order(self) -> bool:
        """Whether everything came out as expected and, if all of it ran, nothing was left untried."""
        gaps = (*self.coverage.conditions.gaps, *self.coverage.comparisons.gaps)
        return not self.failed and not (self.complete and gaps)
