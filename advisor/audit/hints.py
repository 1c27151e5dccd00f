"""Why something came out as it did, in a few lines for whoever wrote the example or the case."""

from collections.abc import Iterable

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.prose import sentence
from advisor.language.trace import Truth, because, trace
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment, Finding, OutOfForce
from advisor.words import Words
from advisor.words import message as _

COUNTED = {
    Truth.YES: _("holds: %(what)s"),
    Truth.NO: _("fails: %(what)s"),
    Truth.OPEN: _("open: %(what)s"),
}


def why_condition(assessment: Assessment, expr: Expr, words: Words) -> tuple[str, ...]:
    """What of a condition decided."""
    lexicon = RuleBaseLexicon(assessment.rulebase, words)
    working = trace(expr, assessment.given)
    return tuple(dict.fromkeys(sentence(part, truth, lexicon) for part, truth in because(working)))


def not_in_force(gone: OutOfForce, assessment: Assessment, words: Words) -> str:
    """That something is not valid on the day of the advice."""
    days, day = str(gone.term), assessment.as_of.isoformat()
    return words.say(_("not in force on %(date)s: it is valid on the days %(days)s"), date=day, days=days)


def why_outcome(finding: Finding, words: Words) -> tuple[str, ...]:
    """Which rules of an outcome hold, fail and are open."""
    rules = ((each.rule.id, each.truth) for each in finding.of_effect("must", "bar", "plus", "minus"))
    return by_truth(rules, words)


def why_rank(findings: Iterable[Finding], words: Words) -> tuple[str, ...]:
    """What each of some outcomes can be, in their order."""
    return tuple(f"{each.outcome.id}: {words.either(each.could_be)}" for each in findings)


def by_truth(named: Iterable[tuple[str, Truth]], words: Words) -> tuple[str, ...]:
    """Ids by whether what they stand for holds."""
    found: dict[Truth, list[str]] = {truth: [] for truth in Truth}
    for name, truth in named:
        found[truth].append(name)
    return tuple(words.say(COUNTED[truth], what=", ".join(ids)) for truth, ids in found.items() if ids)
