"""What is still at stake: the open conditions on which the lead, the form or the readiness level hang, and how much.

Only what can still change one of the three counts. A role counts while it can still lead, a condition of readiness
while the level hangs on it, a rule while it can still bring or cost points or break a gate, a path while no other path
to the same form holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from advisor.frozen import frozen
from advisor.interview.outlook import Outlook
from advisor.language.kinds import Bounds, is_known
from advisor.language.trace import Trace, Truth, trace
from advisor.model.assessment import Finding, Standing
from advisor.model.rulebase import Thresholds

GATE: Final = 10
"""What an open gate or path counts as, in points."""
NEAR: Final = 10
"""Points to go at which an outcome counts half as much as one that is about to be decided."""
FAVOURITE: Final = 2
"""How much more a role counts that no other can outrank."""
WHOLE: Final = 1_000_000
"""Weights are whole numbers, so that their sum does not depend on the order of the rules."""


@frozen
class Stake:
    """An open condition, and what hangs on it."""

    working: Trace
    weight: int


def stakes(view: Outlook) -> Iterator[Stake]:
    """The open conditions that can still change the lead, the form or the readiness level."""
    yield from _of_lead(view)
    yield from _of_readiness(view)
    yield from _of_form(view)


def telling(finding: Finding, *, fit: bool, gate: bool) -> Iterator[tuple[Trace, int]]:
    """The open rules that can still change the fit or the gate of an outcome, with their points.

    Of a group only what a rule would bring beyond what is surely reached.
    """
    reached: dict[str, int] = defaultdict(int)
    for verdict in finding.of_effect("plus"):
        if verdict.rule.group and verdict.truth is Truth.YES:
            reached[verdict.rule.group] = max(reached[verdict.rule.group], verdict.rule.points)
    for verdict in finding.still_open:
        points = verdict.rule.points - reached[verdict.rule.group]
        if verdict.rule.effect in ("must", "bar"):
            if gate:
                yield verdict.trace, GATE
        elif fit and points > 0:
            yield verdict.trace, points


# -- the lead


def _of_lead(view: Outlook) -> Iterator[Stake]:
    """The rules of every role that can still lead; more of those that can still rank highest."""
    if view.lead.settled:
        return
    thresholds = view.rulebase.thresholds
    least = max(role.key.low for role in view.roles)
    contenders = [role for role in view.roles if role.key.high >= least and role.could_be != (Standing.NOT_NOW,)]
    most = max(role.key.high for role in contenders)
    for role in contenders:
        if not is_known(role.key):
            rivals = [other for other in contenders if other is not role]
            fit = bool(_open_thresholds(role, thresholds)) or _meets(role, rivals, thresholds)
            yield from _of_outcome(role, thresholds, FAVOURITE if role.key.high == most else 1, fit=fit)


def _meets(role: Finding, rivals: Iterable[Finding], thresholds: Thresholds) -> bool:
    """Whether at the same standing it can still be as good as a rival: only then does the fit decide the rank."""
    return any(
        max(mine.low, theirs.low) <= min(mine.high, theirs.high)
        for rival in rivals
        for standing in (Standing.EMERGING, Standing.FITS)
        if standing in role.could_be and standing in rival.could_be
        for mine, theirs in [(_within(role.fit, standing, thresholds), _within(rival.fit, standing, thresholds))]
    )


def _within(fit: Bounds, standing: Standing, thresholds: Thresholds) -> Bounds:
    """What the fit can be at a standing."""
    if standing is Standing.FITS:
        return Bounds(max(fit.low, thresholds.fits), fit.high)
    return Bounds(max(fit.low, thresholds.emerging), min(fit.high, thresholds.fits - 1))


# -- the readiness level


def _of_readiness(view: Outlook) -> Iterator[Stake]:
    """The rules of every condition on which the level still hangs."""
    if not view.level_is_open:
        return
    thresholds = view.rulebase.thresholds
    conditions = [finding for finding in view.readiness if finding.outcome.condition]
    for condition in conditions:
        if _matters(condition, [other for other in conditions if other is not condition]):
            fit = bool(_open_thresholds(condition, thresholds))
            yield from _of_outcome(condition, thresholds, 1, fit=fit)


def _matters(condition: Finding, others: Iterable[Finding]) -> bool:
    """Whether the level can hang on this condition.

    It is high only when all are in evidence, and low when two or more are missing.
    """
    beside = [other.could_be for other in others]
    could_be = condition.could_be
    if len(could_be) == 1:
        return False
    if Standing.FITS in could_be and all(Standing.FITS in each for each in beside):
        return True
    surely = sum(each == (Standing.NOT_NOW,) for each in beside)
    possibly = sum(Standing.NOT_NOW in each for each in beside)
    return Standing.NOT_NOW in could_be and surely <= 1 <= possibly


# -- the form


def _of_form(view: Outlook) -> Iterator[Stake]:
    """The paths of which it is open whether they lead anywhere else than is known already."""
    if view.form.settled:
        return
    workings = [(path.to, trace(path.when, view.given)) for path in view.form.path]
    surely = {to for to, working in workings if working.truth is Truth.YES}
    for to, working in workings:
        if to not in surely:
            yield Stake(working, WHOLE * GATE)


# -- outcomes


def _of_outcome(finding: Finding, thresholds: Thresholds, times: int, *, fit: bool) -> Iterator[Stake]:
    """Its rules that count, by their points; the more, the less it takes to decide how the outcome stands."""
    to_go = _to_go(finding, thresholds)
    for working, points in telling(finding, fit=fit, gate=len(finding.could_be) > 1):
        yield Stake(working, WHOLE * points * times * NEAR // (NEAR + to_go))


def _to_go(finding: Finding, thresholds: Thresholds) -> int:
    """The least number of points that would decide on which side of a threshold the fit is."""
    fit = finding.fit
    ways = (min(each - fit.low, fit.high - each + 1) for each in _open_thresholds(finding, thresholds))
    return min(ways, default=0)


def _open_thresholds(finding: Finding, thresholds: Thresholds) -> list[int]:
    """The thresholds of which it is open whether the fit reaches them."""
    if len(finding.could_be) == 1:
        return []
    return [each for each in (thresholds.emerging, thresholds.fits) if finding.fit.low < each <= finding.fit.high]
