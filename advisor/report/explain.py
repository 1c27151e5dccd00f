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


def compose_explanation(assessment: Assessment, about: str, words: Words) -> Document:
    """Explain what is called `about`, or the lead where that is empty.

    Raises:
        AdvisorError: Nothing has that name, or several rules have it.
    """
    name = found(assessment.rulebase, about or LEAD)
    wording = Wording(assessment, words)
    heading, *blocks = _explainer(assessment.rulebase, name)(wording, name)
    assert isinstance(heading, Heading)  # noqa: S101  (every explainer begins with one)
    return Document(words.language, (heading, Paragraph(_about(wording), "quiet"), *blocks))


def _about(wording: Wording) -> str:
    assessment = wording.assessment
    base, profile = assessment.rulebase, assessment.profile
    return wording.words.say(
        "%(profile)s, as of %(date)s, by the rules of %(name)s %(version)s",
        profile=profile.name or profile.path,
        date=written(assessment.as_of, wording.words.language),
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
    qualified = sorted(name for name in rulebase.rules() if name.partition(".")[2] == about)
    if len(qualified) == 1:
        return qualified[0]
    if qualified:
        raise AdvisorError(Problem(code="U502", values={"id": about, "ids": ", ".join(qualified)}))
    guess = closest(about, [*known, *(name.partition(".")[2] for name in rulebase.rules())])
    raise AdvisorError(Problem(code="U501", values={"id": about}, guess=guess or ""))


def explainable(rulebase: RuleBase) -> tuple[str, ...]:
    """Every id that can be explained."""
    cautions: tuple[CautionRule | Check, ...] = (*rulebase.warnings, *rulebase.checks)
    return (
        LEAD,
        *rulebase.outcomes,
        *rulebase.rules(),
        *rulebase.steps,
        *rulebase.quantities,
        *rulebase.questions,
        *(each.id for each in cautions),
    )


Explainer = Callable[[Wording, str], list[Block]]


def _explainer(rulebase: RuleBase, name: str) -> Explainer:
    """What can explain it. Where two things share an id, the one that stands first here is meant."""
    kinds: tuple[tuple[Mapping[str, object], Explainer], ...] = (
        (rulebase.outcomes, explain_outcome.outcome),
        (rulebase.rules(), explain_part.rule),
        (rulebase.steps, explain_part.step),
        (rulebase.quantities, explain_part.quantity),
        (rulebase.questions, explain_part.question),
    )
    if name == LEAD:
        return explain_lead.lead
    return next((explainer for known, explainer in kinds if name in known), explain_part.caution)
