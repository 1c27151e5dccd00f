"""What reads a question or a quantity, directly or through what is worked out from it."""

from collections.abc import Iterable, Iterator

from advisor.language import tree
from advisor.language.trace import Truth, trace
from advisor.language.tree import Expr
from advisor.model.rulebase import RuleBase
from advisor.report.document import Block, Item, Paragraph, section
from advisor.report.wording import Wording, ranked
from advisor.words import message as _

TRUTHS = {Truth.YES: _("so"), Truth.NO: _("not so"), Truth.OPEN: _("not known")}
MOST = 20
"""Entries of one sort that are listed."""


def readers(wording: Wording, name: str) -> list[Block]:
    """The rules, cautions, steps, partners to look for and paths that depend on a name."""
    say, base = wording.words.say, wording.assessment.rulebase
    rules = [
        Item(verdict.rule.says, mark=say(TRUTHS[verdict.truth]), aside=verdict.rule.id)
        for finding in wording.assessment.findings()
        for verdict in ranked(finding.verdicts)
        if reads([verdict.rule.when], name, base)
    ]

    def holding(text: str, aside: str, when: Expr) -> list[Item]:
        truth = say(TRUTHS[trace(when, wording.assessment.given).truth])
        return [Item(text, mark=truth, aside=aside)] if reads([when], name, base) else []

    cautions = [item for each in base.checks for item in holding(each.says, each.id, each.when)]
    cautions += [item for each in base.warnings for item in holding(each.says, each.id, each.when)]
    steps = [
        Item(each.deed.does, aside=each.id)
        for each in base.steps.values()
        if reads([expr for expr in (each.when, each.met, each.unless) if expr is not None], name, base)
    ]
    wanted = [item for each in base.wanted for item in holding(wording.name(f"wanted:{each.id}"), each.id, each.when)]
    paths = [item for each in base.paths for item in holding(each.says, each.id, each.when)]
    found = [
        *section(say("Rules that read it"), rules[:MOST]),
        *section(say("Cautions that read it"), cautions[:MOST]),
        *section(say("Steps that read it"), steps[:MOST]),
        *section(say("Partners to look for that depend on it"), wanted[:MOST]),
        *section(say("Forms to work on next that depend on it"), paths[:MOST]),
    ]
    return found or [Paragraph(say("Nothing reads it directly."), "quiet")]


def reads(exprs: Iterable[Expr], name: str, base: RuleBase) -> bool:
    """Whether one of some expressions reads a question or a quantity, at any depth."""
    return any(name in _behind(expr, base) for expr in exprs)


def _behind(expr: Expr, base: RuleBase) -> Iterator[str]:
    for name in tree.names_in(expr):
        first = name.partition(".")[0]
        yield first
        if name in base.quantities:
            yield from _behind(base.quantities[name].expr, base)
