"""Which open questions can still decide something, the most decisive first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.advice.behind import ANSWERABLE, Behind
from advisor.language.kinds import Bounds, is_known
from advisor.language.possible import possible
from advisor.language.tree import Expr, Name
from advisor.model.assessment import Finding, Lead, NextForm, OpenQuestion, PlannedStep, Practice, SupplierFinding
from advisor.model.rulebase import RuleBase

GATE_WEIGHT = 100
"""A gate decides as much as all points together."""
LEAD_WEIGHT = 4
"""A role that may still come first counts more than one that may not."""
STEP_WEIGHT = 5
"""A step that depends on the answer, beside points."""
OTHER_WEIGHT = 1
"""A caution, a partner to look for, who practises a role today, or a figure that is shown."""


def open_questions(
    rulebase: RuleBase,
    findings: Sequence[Finding],
    lead: Lead,
    form: NextForm,
    steps: Iterable[PlannedStep],
    behind: Behind,
    *,
    given: Mapping[str, Bounds],
    suppliers: tuple[SupplierFinding, ...] = (),
) -> tuple[OpenQuestion, ...]:
    """The open questions by how much hangs on them: points of open rules, gates, the lead, the form, steps, all else.

    A question that can decide nothing any more is left out. Equal ones stand in interview order.
    """
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def hangs(decided: str, much: int, questions: Iterable[str]) -> None:
        for question in questions:
            weight[question][decided] += much

    for decided, much, expr in (*_verdicts(findings, lead), *_others(rulebase, findings, given)):
        hangs(decided, much, behind.open_in([expr]))
    for path in () if form.settled else form.path:
        hangs(path.to, GATE_WEIGHT, behind.open_in([path.when]))
    for planned in steps:
        hangs(planned.step.id, STEP_WEIGHT, planned.decided_by)
    for quantity in rulebase.quantities.values():
        if quantity.shown and not is_known(given[quantity.id]):
            hangs(quantity.id, OTHER_WEIGHT, behind.open_questions(quantity.id))
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


def _verdicts(findings: Iterable[Finding], lead: Lead) -> Iterator[tuple[str, int, Expr]]:
    """The open rules of what is not settled, each with what it weighs."""
    contenders = {lead.role, *lead.ties, *lead.rivals} if not lead.settled else set()
    for finding in findings:
        contends = finding.outcome.id in contenders and not is_known(finding.key)
        if finding.settled and not contends:
            continue
        for verdict in finding.still_open:
            points = verdict.rule.points or GATE_WEIGHT
            yield finding.outcome.id, points * (LEAD_WEIGHT if contends else 1), verdict.rule.when


def _others(
    rulebase: RuleBase, findings: Iterable[Finding], given: Mapping[str, Bounds]
) -> Iterator[tuple[str, int, Expr]]:
    """What else of the advice hangs on conditions, each by the name it has among what a question decides."""
    brings = [Name(rulebase.offers)] if rulebase.offers else []  # said of every partner to look for
    for finding in findings:
        practice = [expr for expr in (finding.outcome.we, finding.outcome.partner) if expr is not None]
        is_sought = practice and finding.practice in (Practice.MISSING, Practice.OPEN)
        conditions = (*practice, *(brings if is_sought else ()))
        yield from ((f"practice:{finding.outcome.id}", OTHER_WEIGHT, expr) for expr in conditions)
    yield from ((f"warning:{each.id}", OTHER_WEIGHT, each.when) for each in rulebase.warnings)
    for each in rulebase.wanted:
        conditions = (each.when, *(brings if possible(each.when, given).high else ()))
        yield from ((f"wanted:{each.id}", OTHER_WEIGHT, expr) for expr in conditions)
