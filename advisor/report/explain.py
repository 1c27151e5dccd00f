"""Why, and why not: one outcome, rule, step, quantity, question or caution on one screen; without a name, the lead."""

from collections.abc import Callable, Mapping

from advisor.model.assessment import Assessment
from advisor.model.rulebase import CautionRule, Check, RuleBase
from advisor.problems import AdvisorError, Problem
from advisor.report import explain_lead, explain_outcome, explain_part
from advisor.report.dates import written
from advisor.report.document import Block, Document, Heading, Paragraph
from advisor.report.wording import Wording
from advisor.words import Words, closest

LEAD = "lead"
EXPLAINED = ("rule", "check", "warning", "step")
"""The sorts that are left out where they are not in force."""


def compose_explanation(assessment: Assessment, about: str, words: Words) -> Document:
    """Explain what is called `about`, or the lead where that is empty.

    Raises:
        AdvisorError: Nothing has that name, or several rules have it.
    """
    name = found(assessment.rulebase.entire, about or LEAD)
    wording = Wording(assessment, words)
    gone = any(each.id == name and each.sort in EXPLAINED for each in assessment.not_in_force)
    explainer = explain_part.out_of_force if gone else _explainer(assessment.rulebase, name)
    heading, *blocks = explainer(wording, name)
    assert isinstance(heading, Heading)  # noqa: S101  (every explainer begins with one)
    return Document(words.language, (heading, Paragraph(_about(wording), "quiet"), *blocks))


def _about(wording: Wording) -> str:
    assessment = wording.assessment
    base, profile = assessment.rulebase, assessment.profile
    return wording.words.say(
        "%(profile)s, as of %(date)s, by the rules of %(name)s %(version)s",
        profile=profile.name or profile.path,
        date=written(assessment.as_of, wording.words),
        name=base.name,
        version=base.version,
    )


def found(rulebase: RuleBase, about: str) -> str:
    """The full id of what was asked for: a rule may be named without its outcome where only one has it.

    Raises:
        AdvisorError: Nothing has that name, or several rules have it.
    """
    known = explainable(rulebase)
    if about in known:
        return about
    rules = [*rulebase.rules(), *(each.id for each in rulebase.off if each.sort == "rule")]
    qualified = sorted(name for name in rules if name.partition(".")[2] == about)
    if len(qualified) == 1:
        return qualified[0]
    if qualified:
        raise AdvisorError(Problem(code="U502", values={"id": about, "ids": ", ".join(qualified)}))
    guess = closest(about, [*known, *(name.partition(".")[2] for name in rules)])
    raise AdvisorError(Problem(code="U501", values={"id": about}, guess=guess or ""))


def explainable(rulebase: RuleBase) -> tuple[str, ...]:
    """Every id that can be explained."""
    return (
        LEAD,
        *rulebase.outcomes,
        *rulebase.rules(),
        *rulebase.steps,
        *rulebase.quantities,
        *rulebase.questions,
        *(each.id for each in _cautions(rulebase)),
        *(each.id for each in rulebase.off),
    )


def _cautions(rulebase: RuleBase) -> tuple[CautionRule | Check, ...]:
    return (*rulebase.warnings, *rulebase.checks)


Explainer = Callable[[Wording, str], list[Block]]


def _explainer(rulebase: RuleBase, name: str) -> Explainer:
    """What can explain it. Where two things share an id, the one that stands first here is meant."""
    kinds: tuple[tuple[Mapping[str, object], Explainer], ...] = (
        (rulebase.outcomes, explain_outcome.outcome),
        (rulebase.rules(), explain_part.rule),
        (rulebase.steps, explain_part.step),
        (rulebase.quantities, explain_part.quantity),
        (rulebase.questions, explain_part.question),
        ({each.id: each for each in _cautions(rulebase)}, explain_part.caution),
    )
    if name == LEAD:
        return explain_lead.lead
    return next((explainer for known, explainer in kinds if name in known), explain_part.switched_off)
