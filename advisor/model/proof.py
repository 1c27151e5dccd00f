"""What is proved of a rule base, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from advisor.frozen import field, frozen
from advisor.language.tree import Expr
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.model.term import ALWAYS, Term
from advisor.problems import Problem


@frozen(kw_only=True)
class Obligation:
    """One thing to prove."""

    code: str
    """Of the finding, should it be refuted."""
    about: tuple[tuple[str, str], ...]
    """What it is about: a sort (``rule``, ``question`` …) and an id, each."""
    wants: Literal["some", "none", "most"]
    """Whether there has to be a profile for which the claim holds, or may be none; or how large `number` can be."""
    claim: Expr
    valid: bool = False
    """Whether profiles in which checks fire count as well."""
    differs: str = ""
    """The question whose answer is all that differs between two profiles that the claim is about."""
    number: Expr | None = None
    """Of ``most``: what is to be as large as can be; at least `least`."""
    least: int = 0
    shows: Expr | None = None
    """Where there has to be a profile and is none: one for which this holds shows what is wrong."""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from all others of a rule base."""
        return self.code, self.about, self.values.get("option", "")


Result = Literal["proved", "refuted", "undecided"]


@frozen(kw_only=True)
class Verdict:
    """What became of an obligation."""

    obligation: Obligation
    result: Result
    witness: tuple[Profile, ...] = ()
    """A profile, or two of which one answer differs, that shows it."""
    number: int | None = None
    """Of ``most``: how large it can be; None where the claim holds for nobody."""
    differs: tuple[str, ...] = ()
    """Of two profiles: the names of `advisor.advice.definitions` that come out otherwise for the second."""
    seconds: float = 0
    """That the solver took; 0 where it was not needed."""
    days: Term = ALWAYS
    """For which the rule base is the one that this is about."""


@frozen
class Finding:
    """Something that is wrong, or worth knowing, and the verdict it comes from."""

    problem: Problem
    verdict: Verdict
    questions: tuple[str, ...] = ()
    """Those that it depends on."""
    days: tuple[Term, ...] = ()
    """On which it is so; none where it is so on all."""


@frozen
class Proof:
    """Everything that came of proving a rule base."""

    rulebase: RuleBase
    verdicts: Sequence[Verdict]
    findings: Sequence[Finding]

    @property
    def faults(self) -> int:
        """How many findings are more than worth knowing."""
        return sum(not each.problem.only_warns for each in self.findings)
