"""The roles: a table of how they stand, the reasons of those in view, and one line for each of the others."""

from collections.abc import Iterator

from advisor.frozen import replace
from advisor.model.assessment import Finding, Verdict
from advisor.report import wording as shared
from advisor.report.document import Block, Heading, Item, Items, Paragraph, Table, Tone
from advisor.report.wording import Wording, gain, ranked
from advisor.words import message as _

MOST_WANTED = 2
"""Missing rules named for a role that is not for now."""


def overview(wording: Wording) -> list[Block]:
    """The roles in rank order."""
    say, roles = wording.words.say, wording.assessment.roles
    if not roles:
        return []
    columns = (say("Role"), say("Standing"), say("Fit"), say("Leaning"), say("Who does it"))
    rows = tuple(
        (
            each.outcome.name,
            wording.standing(each),
            wording.fit(each.fit),
            wording.leaning(each),
            wording.practice(each),
        )
        for each in roles
    )
    return [Heading(2, say("Roles")), Table(columns, rows, ("left", "left", "right", "left", "left"))]


def in_view(wording: Wording) -> list[Block]:
    """The reasons of each role that is or may become at least emerging."""
    blocks: list[Block] = []
    for finding in wording.assessment.roles:
        if shared.in_view(finding):
            blocks.append(Heading(3, titled(wording, finding)))
            blocks.append(Paragraph(finding.outcome.summary, "quiet"))
            blocks.append(Items(tuple(reasons(wording, finding))))
    return blocks


def titled(wording: Wording, finding: Finding) -> str:
    """``Orchestrator: fits (62 of 100)``."""
    return wording.words.say(
        "%(name)s: %(standing)s (%(fit)s of 100)",
        name=finding.outcome.name,
        standing=wording.standing(finding),
        fit=wording.fit(finding.fit),
    )


def not_now(wording: Wording) -> list[Block]:
    """One line for each role that is surely not for now: what is in the way."""
    rest = [finding for finding in wording.assessment.roles if not shared.in_view(finding)]
    if not rest:
        return []
    items = tuple(Item(obstacle(wording, finding), mark=finding.outcome.name) for finding in rest)
    return [Heading(3, wording.words.say("Not now")), Items(items)]


def obstacle(wording: Wording, finding: Finding) -> str:
    """Why an outcome is not for now, in one line: the broken gates, or the points it is short of."""
    words, thresholds = wording.words, wording.assessment.rulebase.thresholds
    needed, fit = words.number(thresholds.emerging), wording.fit(finding.fit)
    if finding.blocked_by:
        gates = "; ".join(_gate(wording, verdict) for verdict in ranked(finding.blocked_by))
        if finding.fit.low >= thresholds.fits:
            return words.say("would fit but for: %(gates)s", gates=gates)
        if finding.fit.low >= thresholds.emerging:
            return words.say("would be emerging but for: %(gates)s", gates=gates)
        return words.say("%(gates)s; fit %(fit)s, and %(needed)s is needed", gates=gates, fit=fit, needed=needed)
    rules = "; ".join(
        words.say("%(rule)s (+%(points)s)", rule=verdict.rule.says, points=words.number(points))
        for points, verdict in _by_gain(finding)[:MOST_WANTED]
    )
    if rules:
        text = _("fit %(fit)s, and %(needed)s is needed; most would come from: %(rules)s")
        return words.say(text, fit=fit, needed=needed, rules=rules)
    return words.say("fit %(fit)s, and %(needed)s is needed", fit=fit, needed=needed)


def _gate(wording: Wording, verdict: Verdict) -> str:
    text = _("%(rule)s (needed, not met)") if verdict.rule.effect == "must" else _("%(rule)s (rules it out)")
    return wording.words.say(text, rule=verdict.rule.says)


def _by_gain(finding: Finding) -> list[tuple[int, Verdict]]:
    """The plus rules that do not hold and would add points, the most points first."""
    pairs = [(gain(verdict, finding), verdict) for verdict in finding.missing]
    return sorted(((points, each) for points, each in pairs if points), key=lambda pair: (-pair[0], pair[1].rule.id))


def reasons(wording: Wording, finding: Finding) -> Iterator[Item]:
    """For, against, missing, open and cautions, each with the answers and sources it rests on."""
    say, number = wording.words.say, wording.words.number
    for verdict in ranked(finding.blocked_by):
        mark = say("needed, not met") if verdict.rule.effect == "must" else say("rules it out")
        yield _reason(wording, verdict, mark, "bad")
    for verdict in ranked(finding.speaks_for):
        if verdict.rule.effect == "must":
            yield _reason(wording, verdict, say("needed, met"), "good")
        elif verdict.counts.low or verdict.counts.high:
            yield _reason(wording, verdict, say("for +%(points)s", points=number(verdict.rule.points)), "good")
    for verdict in ranked(finding.speaks_against):
        yield _reason(wording, verdict, say("against -%(points)s", points=number(verdict.rule.points)), "bad")
    for points, verdict in _by_gain(finding):
        yield _reason(wording, verdict, say("missing +%(points)s", points=number(points)), "plain")
    yield from _undecided(wording, finding)
    for verdict in ranked(finding.warnings):
        yield _reason(wording, verdict, say("caution"), "bad")


def _undecided(wording: Wording, finding: Finding) -> Iterator[Item]:
    """The open gates one by one, and everything else that is open in one line."""
    say = wording.words.say
    still_open = ranked(finding.still_open)
    for verdict in still_open:
        if not verdict.rule.points:
            mark = say("needed, open") if verdict.rule.effect == "must" else say("may rule it out")
            yield replace(_reason(wording, verdict, mark, "open"), aside=wording.not_known(verdict))
    if points := [verdict for verdict in still_open if verdict.rule.points]:
        text = wording.words.counted(
            len(points), "%(number)s rule that brings points is open", "%(number)s rules that bring points are open"
        )
        yield Item(text, mark=say("open"), tone="open", aside=wording.not_known(*points))


def _reason(wording: Wording, verdict: Verdict, mark: str, tone: Tone) -> Item:
    return Item(verdict.rule.says, mark=mark, tone=tone, aside=wording.basis(verdict), cites=verdict.rule.source)
