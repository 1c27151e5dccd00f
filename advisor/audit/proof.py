"""Proving a rule base for every day: of dated rules each stretch of time in which nothing changes."""

from advisor.advice.in_force import throughout
from advisor.audit.findings import findings, judged
from advisor.audit.prove import prove
from advisor.frozen import replace
from advisor.model.case import Suite
from advisor.model.proof import Finding, Proof, Verdict
from advisor.model.term import ALWAYS, Term


def proof_of(suite: Suite, *, seconds: float = 10) -> Proof:
    """Everything that came of it; what is found on several days is one finding.

    Args:
        suite: The rule base, and where everything of it stands.
        seconds: How long the solver searches for each thing.

    Raises:
        OverflowError: A number can become too large for a column.
        ImportError: The solver, or NumPy, is not installed.
    """
    verdicts: list[Verdict] = []
    found: dict[object, list[Finding]] = {}
    times = 0
    for days, base in throughout(suite.rulebase):
        times += 1
        of_then = [_dated(judged(each), days) for each in prove(base, seconds=seconds)]
        verdicts += of_then
        for each in findings(base, of_then, suite.entries):
            found.setdefault((each.problem.code, each.verdict.obligation.key), []).append(each)
    return Proof(suite.rulebase, verdicts, tuple(_once(same, times) for same in found.values()))


def _dated(verdict: Verdict, days: Term) -> Verdict:
    """With the days that it is about, and profiles that are assessed on one of them."""
    if days == ALWAYS:
        return verdict
    return replace(verdict, days=days, witness=tuple(replace(each, written_on=days.day) for each in verdict.witness))


def _once(same: list[Finding], times: int) -> Finding:
    """The first of them, with all the days, unless that is always."""
    return same[0] if len(same) == times else replace(same[0], days=tuple(each.verdict.days for each in same))
