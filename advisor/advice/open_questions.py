"""Which open questions can still decide something, the most decisive first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from advisor.advice.behind import ANSWERABLE, Behind
from advisor.language.kinds import is_known
from advisor.model.assessment import Finding, Lead, NextForm, OpenQuestion, PlannedStep, SupplierFinding
from advisor.model.rulebase import RuleBase

GATE_WEIGHT = 100
"""A gate decides as much as all points together."""
LEAD_WEIGHT = 4
"""A role that may still come first counts more than one that may not."""
STEP_WEIGHT = 5
"""A step that depends on the answer, beside points."""


def open_questions(
    rulebase: RuleBase,
    findings: Sequence[Finding],
    lead: Lead,
    form: NextForm,
    steps: Iterable[PlannedStep],
    behind: Behind,
    suppliers: tuple[SupplierFinding, ...] = (),
) -> tuple[OpenQuestion, ...]:
    """The open questions by how much hangs on them: points of open rules, gates, the lead, the form, steps.

    A question that can decide nothing any more is left out. Equal ones stand in interview order.
    """
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    contenders = {lead.role, *lead.ties, *lead.rivals} if not lead.settled else set()
    for finding in findings:
        contends = finding.outcome.id in contenders and not is_known(finding.key)
        if finding.settled and not contends:
            continue
        for verdict in finding.still_open:
            points = verdict.rule.points or GATE_WEIGHT
            for question in behind.open_in([verdict.rule.when]):
                weight[question][finding.outcome.id] += points * (LEAD_WEIGHT if contends else 1)
    if not form.settled:
        for path in form.path:
            for question in behind.open_in([path.when]):
                weight[question][path.to] += GATE_WEIGHT
    for planned in steps:
        for question in planned.decided_by:
            weight[question][planned.step.id] += STEP_WEIGHT
    place = {name: number for number, name in enumerate(rulebase.questions)}
    ranked = sorted(weight, key=lambda name: (-sum(weight[name].values()), place[name]))
    return tuple(
        OpenQuestion(
            question=rulebase.questions[name],
            decides=tuple(sorted(weight[name], key=lambda each: (-weight[name][each], each))),
            settled_by_step=next((step.id for step in rulebase.steps.values() if name in step.settles), None),
            suppliers=tuple(
                each.supplier
                for each in suppliers
                if each.weakest != "no" and name in each.facts and each.facts[name].state in ANSWERABLE
            ),
        )
        for name in ranked
    )
