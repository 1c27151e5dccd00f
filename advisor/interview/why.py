"""Why a question is asked: what depends on it, read off the rules."""

from collections.abc import Callable, Iterable, Iterator

from advisor.advice.behind import Behind
from advisor.advice.facts import Settled
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.tree import Expr, names_in
from advisor.model.assessment import Assessment
from advisor.model.question import Question
from advisor.model.rulebase import Outcome
from advisor.words import message as _

MOST = 6
"""Of the steps and cautions that are named."""


def why(question: Question, assessment: Assessment, lexicon: RuleBaseLexicon) -> tuple[str, ...]:
    """The reason that the rule base states, what depends on the answer, and whether it can still change something."""
    base, say = assessment.rulebase, lexicon.words.say
    behind = Behind(base, Settled())

    def reads(*exprs: Expr | None) -> bool:
        names = {name for expr in exprs if expr is not None for name in names_in(expr)}
        return any(question.id in behind.questions(name) for name in names)

    lines = [text] if (text := lexicon.wording(question, "why")) else []
    lines += [
        say(_("%(outcome)s: %(rules)s"), outcome=outcome.name, rules="; ".join(rules))
        for outcome in base.outcomes.values()
        if (rules := list(_rules(outcome, reads)))
    ]
    forms = dict.fromkeys(base.outcomes[path.to].name for path in base.paths if reads(path.when) and path.to != "none")
    if forms:
        lines.append(say(_("The form to work on: %(forms)s"), forms=lexicon.words.either(list(forms))))
    cautions = [each.says for each in base.warnings if reads(each.when)]
    if cautions:
        lines.append(say(_("Cautions: %(cautions)s"), cautions=_few(cautions, lexicon)))
    steps = [each.deed.does for each in base.steps.values() if reads(each.when, each.met, each.unless)]
    if steps:
        lines.append(say(_("Steps: %(steps)s"), steps=_few(steps, lexicon)))
    checks = [each.says for each in base.checks if reads(each.when)]
    if checks:
        lines.append(say(_("Consistency: %(checks)s"), checks=_few(checks, lexicon)))
    followers = [
        lexicon.label(each.id) for each in base.questions.values() if each.id != question.id and reads(each.when)
    ]
    if followers:
        lines.append(say(_("Decides whether these are asked: %(questions)s"), questions=_few(followers, lexicon)))
    decides = any(each.question.id == question.id for each in assessment.open_questions)
    now = _("With what is known now, the answer can still change the advice.")
    over = _("With what is known now, the answer changes no verdict any more.")
    return (*lines, say(now if decides else over))


def _rules(outcome: Outcome, reads: Callable[..., bool]) -> Iterator[str]:
    """The rules of an outcome that depend on it, those that bring most first."""
    sign = {"plus": "+", "minus": "-"}
    for rule in sorted(outcome.rules, key=lambda each: (-each.points, each.id)):
        if reads(rule.when):
            points = f" ({sign[rule.effect]}{rule.points})" if rule.effect in sign else ""
            yield rule.says + points


def _few(texts: Iterable[str], lexicon: RuleBaseLexicon) -> str:
    found = list(texts)
    rest = len(found) - MOST
    shown = "; ".join(found[:MOST])
    if rest <= 0:
        return shown
    more = lexicon.words.counted(rest, "%(number)s more", "%(number)s more")
    return lexicon.words.say(_("%(first)s and %(last)s"), first=shown, last=more)
