"""Why a role, a form or a condition of readiness stands as it does, and why not better."""

from typing import NamedTuple

from advisor.language.trace import Truth, because
from advisor.model.assessment import Finding, Verdict
from advisor.report.document import Align, Block, Heading, Item, Items, Paragraph, Table
from advisor.report.reasons import reasons, said_once
from advisor.report.wording import Wording, gain, ranked
from advisor.words import message as _

TRUTHS = {
    Truth.YES: "%(rule)s",
    Truth.NO: _("%(rule)s: not so"),
    Truth.OPEN: _("%(rule)s: not known"),
}


LIMITS = _("Emerging from %(emerging)s points, fits from %(fits)s; not now as long as something needed is not met.")
CONDITION_LIMITS = _(
    "Partly from %(emerging)s points, in evidence from %(fits)s; missing as long as something needed is not met."
)


class Line(NamedTuple):
    """What one rule brings to either end of the fit; without a rule, what raises the sum to 0 or narrows it."""

    verdict: Verdict | None
    low: int
    high: int
    of_suppliers: bool = False
    """Whether it is what the suppliers side by side tell beyond the rules."""


def column(finding: Finding) -> list[Line]:
    """The points, rule by rule: either column adds up to that end of the fit."""
    lines = [Line(verdict, verdict.counts.low, verdict.counts.high) for verdict in ranked(finding.of_effect("plus"))]
    for verdict in ranked(finding.of_effect("minus")):
        surely, possibly = verdict.truth is Truth.YES, verdict.truth is not Truth.NO
        lines.append(Line(verdict, -verdict.rule.points * possibly, -verdict.rule.points * surely))
    low, high = sum(line.low for line in lines), sum(line.high for line in lines)
    floor = Line(None, max(0, -low), max(0, -high))
    rest = Line(None, finding.fit.low - max(0, low), finding.fit.high - max(0, high), of_suppliers=True)
    return [*lines, *(line for line in (floor, rest) if line.low or line.high)]


def outcome(wording: Wording, name: str) -> list[Block]:
    """The standing, how the points add up, the gates, what speaks for it, and what is missing."""
    words, say = wording.words, wording.words.say
    finding = next(each for each in wording.assessment.findings() if each.outcome.id == name)
    thresholds = wording.assessment.rulebase.thresholds
    heading = say("%(name)s: %(standing)s", name=finding.outcome.name, standing=wording.standing(finding))
    limits = say(
        CONDITION_LIMITS if finding.outcome.condition else LIMITS,
        emerging=words.number(thresholds.emerging),
        fits=words.number(thresholds.fits),
    )
    sections = (
        (say("What has to hold, and what must not"), _gates(wording, finding)),
        (say("Why"), holding(wording, finding)),
        (say("Why not more, the nearest first"), missing(wording, finding)),
        (say("Not known yet"), unknown(wording, finding)),
    )
    blocks = [
        Heading(1, heading),
        Heading(2, say("How the fit adds up")),
        _table(wording, finding),
        Paragraph(limits, "quiet"),
        *_suppliers(wording, name),
    ]
    said: set[Item | str] = set()
    for title, items in sections:
        if items:
            blocks += [Heading(2, title), Items(said_once(wording, items, said))]
    return blocks


def _suppliers(wording: Wording, name: str) -> list[Block]:
    """On which supplier it is judged, where it is judged on any."""
    if not wording.assessment.suppliers:
        return []
    from advisor.report.compose_suppliers import judged  # noqa: PLC0415  (few profiles name any)

    return judged(wording, name)


def _table(wording: Wording, finding: Finding) -> Table:
    words = wording.words
    lines = column(finding)
    texts = [_line(wording, each) for each in lines]
    known = finding.fit.low == finding.fit.high and all(each.low == each.high for each in lines)
    if known:
        columns: tuple[str, ...] = (words.say("Points"), words.say("Rule"))
        rows = [(_signed(wording, each.low), text) for each, text in zip(lines, texts, strict=True)]
        rows.append((words.number(finding.fit.low), words.say("Fit")))
        return Table(columns, tuple(rows), ("right", "left"), total=True)
    columns = (words.say("At least"), words.say("At most"), words.say("Rule"))
    bounds = [
        (_signed(wording, each.low), _signed(wording, each.high), text) for each, text in zip(lines, texts, strict=True)
    ]
    bounds.append((words.number(finding.fit.low), words.number(finding.fit.high), words.say("Fit")))
    aligned: tuple[Align, ...] = ("right", "right", "left")
    return Table(columns, tuple(bounds), aligned, total=True)


def _signed(wording: Wording, points: int) -> str:
    return ("+" if points > 0 else "") + wording.words.number(points)


def _line(wording: Wording, line: Line) -> str:
    if line.of_suppliers:
        return wording.words.say("what is known of the suppliers side by side")
    if line.verdict is None:
        return wording.words.say("a fit is never below 0")
    rule, truth = line.verdict.rule, line.verdict.truth
    if truth is not Truth.NO and rule.effect == "plus" and not line.low and not line.high:
        if truth is Truth.YES:
            return wording.words.say("%(rule)s: so, but only the highest rule of its group counts", rule=rule.says)
        return wording.words.say("%(rule)s: not known; only the highest rule of its group counts", rule=rule.says)
    return wording.words.say(TRUTHS[truth], rule=rule.says)


def _gates(wording: Wording, finding: Finding) -> list[Item]:
    """The broken ones first."""
    broken = {verdict.rule.id for verdict in finding.blocked_by}
    gates = sorted(ranked(finding.of_effect("must", "bar")), key=lambda verdict: verdict.rule.id not in broken)
    return [_gate(wording, each) for each in gates]


def _gate(wording: Wording, verdict: Verdict) -> Item:
    say = wording.words.say
    must = verdict.rule.effect == "must"
    details = reasons(wording, verdict.trace)
    if verdict.truth is Truth.OPEN:
        mark = say("needed, open") if must else say("may rule it out")
        return _item(verdict, mark, details=(Item(wording.not_known(verdict)),))
    if must is (verdict.truth is Truth.YES):
        return _item(verdict, say("needed, met") if must else say("not ruled out"), details=details)
    return _item(verdict, say("needed, not met") if must else say("rules it out"), details=details)


def _item(verdict: Verdict, mark: str, *, details: tuple[Item, ...]) -> Item:
    return Item(verdict.rule.says, mark=mark, cites=verdict.rule.source, details=details)


def holding(wording: Wording, finding: Finding) -> list[Item]:
    """The rules that count, for and against, each down to the answers."""
    say, number = wording.words.say, wording.words.number
    plus = [
        _item(
            verdict,
            say("for +%(points)s", points=number(verdict.rule.points)),
            details=reasons(wording, verdict.trace),
        )
        for verdict in ranked(finding.speaks_for)
        if verdict.counts.low or verdict.counts.high
    ]
    minus = [
        _item(
            verdict,
            say("against -%(points)s", points=number(verdict.rule.points)),
            details=reasons(wording, verdict.trace),
        )
        for verdict in ranked(finding.speaks_against)
    ]
    return plus + minus


def missing(wording: Wording, finding: Finding) -> list[Item]:
    """What fails and would bring points: first what fails on the fewest conditions, then what brings the most."""
    misses = [(gain(verdict, finding), verdict) for verdict in finding.missing]
    nearest = sorted(
        ((points, verdict) for points, verdict in misses if points),
        key=lambda miss: (len(list(because(miss[1].trace))), -miss[0], miss[1].rule.id),
    )
    say, number = wording.words.say, wording.words.number
    return [
        _item(
            verdict,
            say("missing +%(points)s", points=number(points)),
            details=reasons(wording, verdict.trace),
        )
        for points, verdict in nearest
    ]


def unknown(wording: Wording, finding: Finding) -> list[Item]:
    """The rules that open answers keep open, and those answers."""
    say, number = wording.words.say, wording.words.number
    return [
        Item(
            verdict.rule.says,
            mark=(
                say("open +%(points)s", points=number(verdict.rule.points))
                if verdict.rule.effect == "plus"
                else say("open -%(points)s", points=number(verdict.rule.points))
            ),
            aside=wording.not_known(verdict),
            cites=verdict.rule.source,
        )
        for verdict in ranked(finding.still_open)
        if verdict.rule.effect in ("plus", "minus")
    ]
