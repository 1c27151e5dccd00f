"""Why one rule, step, quantity, question or caution is as it is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.language.prose import source
from advisor.language.trace import trace
from advisor.language.tree import Expr
from advisor.model.assessment import State, Verdict
from advisor.model.people import HOLDERS
from advisor.report.dates import term_text, written
from advisor.report.document import Block, Facts, Heading, Item, Items, Paragraph, section
from advisor.report.readers import TRUTHS, readers
from advisor.report.reasons import inputs_of, reasons
from advisor.report.wording import COSTS, HORIZONS, Wording, ranked
from advisor.words import message as _

if TYPE_CHECKING:
    from advisor.model.rulebase import CautionRule, Check, Rule, Step

EFFECTS = {
    "must": _("%(outcome)s needs it"),
    "bar": _("%(outcome)s is ruled out by it"),
    "plus": _("adds %(points)s to %(outcome)s"),
    "minus": _("takes %(points)s from %(outcome)s"),
    "warn": _("a caution beside %(outcome)s"),
}
TITLES = {"rule": _("Rule"), "check": _("Caution"), "warning": _("Caution"), "step": _("Step")}
STATES = {
    "needed": _("needed"),
    "possible": _("perhaps, depending on answers"),
    "done": _("done already"),
}
ANSWERS = {
    State.KNOWN: "%(answer)s",
    State.RANGE: "%(answer)s",
    State.UNKNOWN: _("asked, and not known"),
    State.NOT_APPLICABLE: _("does not apply"),
    State.NOT_ASKED: _("not asked"),
    State.PARKED: _("%(answer)s; parked, because the question does not apply"),
}


def _facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    return Facts(tuple(pair for pair in pairs if pair[1]))


def rule(wording: Wording, name: str) -> list[Block]:
    """What it does to which outcome, whether it holds, and the answers that decide."""
    words, say = wording.words, wording.words.say
    finding, verdict = next(
        (each, verdict)
        for each in wording.assessment.findings()
        for verdict in each.verdicts
        if verdict.rule.id == name
    )
    made = verdict.rule
    effect = say(EFFECTS[made.effect], outcome=finding.outcome.name, points=words.number(made.points))
    remedies = [each for each in made.remedy if each in wording.assessment.rulebase.steps]
    pairs = [
        (say("Rule"), made.id),
        (say("Effect"), effect),
        (say("Standing"), say(TRUTHS[verdict.truth])),
        (say("Group"), made.group),
        (say("Condition"), source(made.when)),
        (say("Because"), made.because),
        (say("Remedy"), "; ".join(wording.names(remedies))),
        (say("Sources"), _cited(wording, made.source)),
        (say("Layer"), made.layer),
    ]
    return [Heading(1, made.says), _facts(pairs), *_why(wording, verdict)]


def out_of_force(wording: Wording, name: str) -> list[Block]:
    """A rule, a step or a caution that is not valid on the day of the advice: when it is, and what it would ask."""
    words, say, assessment = wording.words, wording.words.say, wording.assessment
    base = assessment.rulebase.entire
    gone = next(each for each in assessment.not_in_force if each.id == name and each.sort != "option")
    known: dict[str, Rule | CautionRule | Check | Step] = {each.id: each for each in base.checks}
    known |= {each.id: each for each in base.warnings}
    made = (known | dict(base.steps) | dict(base.rules()))[name]
    pairs = [
        (say(TITLES[gone.sort]), name),
        (say("Standing"), say("not in force on %(date)s", date=written(assessment.as_of, words))),
        (say("Valid"), term_text(gone.term, words)),
        (say("Condition"), source(made.when) if made.when is not None else ""),
        (say("Because"), made.because),
        (say("Sources"), _cited(wording, made.source)),
    ]
    counts = Paragraph(say("It counts for nothing in this advice."), "quiet")
    return [Heading(1, gone.says), _facts(pairs), counts]


def _why(wording: Wording, verdict: Verdict) -> list[Block]:
    return [Heading(2, wording.words.say("Why")), Items(reasons(wording, verdict.trace))]


def _cited(wording: Wording, ids: Iterable[str]) -> str:
    known = wording.assessment.rulebase.sources
    titles = [
        wording.words.say("%(what)s: %(value)s", what=each, value=known[each].title) if each in known else each
        for each in ids
    ]
    return "; ".join(titles)


def caution(wording: Wording, name: str) -> list[Block]:
    """A warning or a check that stands on its own."""
    say, base = wording.words.say, wording.assessment.rulebase
    known: tuple[CautionRule | Check, ...] = (*base.warnings, *base.checks)
    made = next(each for each in known if each.id == name)
    working = trace(made.when, wording.assessment.given)
    pairs = [
        (say("Caution"), made.id),
        (say("Standing"), say(TRUTHS[working.truth])),
        (say("Condition"), source(made.when)),
        (say("Because"), made.because),
        (say("Sources"), _cited(wording, made.source)),
    ]
    items = Items(reasons(wording, working))
    return [Heading(1, made.says), _facts(pairs), Heading(2, say("Why")), items]


def switched_off(wording: Wording, name: str) -> list[Block]:
    """What a layer took out, and why. It decides nothing, so there is nothing else to explain."""
    say = wording.words.say
    found = next(each for each in wording.assessment.rulebase.off if each.id == name)
    pairs = [(say("Reason"), found.reason), (say("Layer"), found.layer)]
    return [
        Heading(1, say("%(id)s is switched off", id=name)),
        _facts(pairs),
        Paragraph(say("It counts for nothing in this advice.")),
    ]


def step(wording: Wording, name: str) -> list[Block]:
    """Whether it is in the plan and why, and which rules can call for it."""
    say, base = wording.words.say, wording.assessment.rulebase
    made = base.steps[name]
    planned = next((each for each in wording.assessment.steps if each.step.id == name), None)
    deed = planned or made.deed
    pairs = [
        (say("Step"), name),
        (say("Standing"), say(STATES[planned.state]) if planned else say("not in the plan")),
        (say("By when"), say(HORIZONS[made.horizon])),
        (say("Owner"), deed.owner),
        (say("Effort"), deed.effort),
        (say("Cost"), say(COSTS[deed.cost]) if deed.cost else ""),
        (say("Yields"), made.yields),
        (say("After"), "; ".join(wording.names(planned.after)) if planned else ""),
        (say("Finds out"), ", ".join(wording.names(made.settles))),
        (say("Depends on"), ", ".join(wording.names(planned.decided_by)) if planned else ""),
        (say("Sources"), _cited(wording, made.source)),
    ]
    blocks: list[Block] = [Heading(1, deed.does), _facts(pairs)]
    if planned and planned.because:
        blocks += [Heading(2, say("Why")), Items(tuple(Item(each) for each in planned.because))]
    blocks += _conditions(wording, made.when, made.met, made.unless)
    calling = [
        Item(verdict.rule.says, mark=say(TRUTHS[verdict.truth]), aside=verdict.rule.id)
        for finding in wording.assessment.findings()
        for verdict in ranked(finding.verdicts)
        if name in verdict.rule.remedy
    ]
    calling += [
        Item(caution.says, mark=say(TRUTHS[trace(caution.when, wording.assessment.given).truth]), aside=caution.id)
        for caution in base.warnings
        if name in caution.remedy
    ]
    if calling:
        blocks += [Heading(2, say("Rules that can call for it")), Items(tuple(calling))]
    return blocks


def _conditions(wording: Wording, when: Expr | None, met: Expr | None, unless: Expr | None) -> list[Block]:
    say, given = wording.words.say, wording.assessment.given
    heads = ((say("Called for when"), when), (say("Already so when"), met), (say("Never when"), unless))
    items = []
    for text, expr in heads:
        if expr is not None:
            working = trace(expr, given)
            truth, why = say(TRUTHS[working.truth]), reasons(wording, working)
            items.append(Item(source(expr), mark=text, aside=truth, details=why))
    return section(say("Its conditions"), items)


def quantity(wording: Wording, name: str) -> list[Block]:
    """Its value, and the answers it was worked out from."""
    say, base = wording.words.say, wording.assessment.rulebase
    made = base.quantities[name]
    pairs = [
        (say("Quantity"), name),
        (say("Value"), wording.value(name)),
        (say("Worked out as"), source(made.expr)),
        (say("Note"), made.note),
        (say("Sources"), _cited(wording, made.source)),
    ]
    blocks: list[Block] = [Heading(1, made.says), _facts(pairs)]
    inputs = tuple(Item(each) for each in inputs_of(wording, made.expr))
    if inputs:
        blocks += [Heading(2, say("From")), Items(inputs)]
    return [*blocks, *readers(wording, name)]


def question(wording: Wording, name: str) -> list[Block]:
    """What was answered, and what reads it."""
    say, assessment = wording.words.say, wording.assessment
    made, fact = assessment.rulebase.questions[name], assessment.facts[name]
    decides = next((each.decides for each in assessment.open_questions if each.question.id == name), ())
    note = assessment.profile.notes.get(name)
    pairs = [
        (say("Question"), name),
        (say("Asked"), wording.ask(name)),
        (say("Because"), wording.lexicon.wording(made, "why")),
        (say("Answer"), say(ANSWERS[fact.state], answer=fact.text)),
        (say("Note"), note.text if note else ""),
        (say("Who knows"), say(HOLDERS[made.holder]) if made.holder in HOLDERS else made.holder),
        (say("Can still decide"), "; ".join(dict.fromkeys(wording.names(decides)))),
    ]
    blocks: list[Block] = [Heading(1, wording.name(name)), _facts(pairs)]
    if made.when is not None:
        working = trace(made.when, assessment.given)
        blocks += [Heading(2, say("Asked only when")), Items(reasons(wording, working))]
    return [*blocks, *readers(wording, name)]
