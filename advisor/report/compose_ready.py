"""What comes before any role: the conditions that are surely missing, each with the first step that serves it."""

from advisor.language import tree
from advisor.language.tree import Expr
from advisor.model.assessment import Finding, PlannedStep, Standing, Verdict
from advisor.report.compose_plan import numbered
from advisor.report.document import Block, Item, Items, Paragraph
from advisor.report.wording import Wording, gain

WHOLE = 100
"""What a step weighs that serves a condition as a whole, or one of its gates."""
FIRST = 3
"""Steps that are named where no form of cooperation lies ahead."""


def before_the_role(wording: Wording) -> list[Block]:
    """That the organisation is not ready, and where to begin; or that no form of cooperation lies ahead."""
    words, assessment = wording.words, wording.assessment
    following, low = assessment.form, assessment.readiness_level.level == "low"
    nothing_ahead = bool(assessment.rulebase.paths) and following.settled and not following.form
    missing = [each for each in assessment.readiness if each.outcome.condition and each.could_be == (Standing.NOT_NOW,)]
    numbers = numbered(wording)
    steps = {numbers[each.step.id]: each for each in assessment.steps if each.step.id in numbers}
    if nothing_ahead:
        said = words.say("No form of cooperation is to be worked on for now. What to do:")
        items = tuple(Item(steps[number].does, aside=_numbered(wording, number)) for number in sorted(steps)[:FIRST])
        return [Paragraph(said, "strong"), Items(items)] if items else []
    if not (low or assessment.lead.settled):
        return []
    first = sorted(((_first(steps, each) or len(steps) + 1, each.outcome.id, each) for each in missing), key=_place)
    if not any(number in steps for number, _id, _finding in first):
        return []
    if all(wording.not_started(each) for each in missing):
        said = words.say("Not started yet. What comes first:")
    elif low:
        said = words.say("Not ready yet. What comes first:")
    else:
        said = words.say("One condition is missing. What comes first:")
    items = tuple(_item(wording, finding, number, steps.get(number)) for number, _id, finding in first)
    return [Paragraph(said, "strong"), Items(items)]


def _place(found: tuple[int, str, Finding]) -> tuple[int, str]:
    return found[:2]


def _item(wording: Wording, finding: Finding, number: int, planned: PlannedStep | None) -> Item:
    name = finding.outcome.name
    if planned is None:
        return Item(wording.standing(finding), mark=name)
    return Item(planned.does, mark=name, aside=_numbered(wording, number))


def _numbered(wording: Wording, number: int) -> str:
    return wording.words.say("step %(number)s", number=wording.words.number(number))


def _first(steps: dict[int, PlannedStep], finding: Finding) -> int | None:
    """The number of the first step for one of the heaviest things to mend, or before it; half as heavy counts."""
    weights = {number: weight for number, each in steps.items() if (weight := _weight(each, finding))}
    heavy = [number for number, weight in weights.items() if 2 * weight >= max(weights.values())]
    before = {name for number in heavy for name in steps[number].step.after}
    return min((number for number in weights if number in heavy or steps[number].step.id in before), default=None)


def _weight(planned: PlannedStep, finding: Finding) -> int:
    """How many points a step can bring to a condition; 0 when it serves another end."""
    step = planned.step
    if step.met is not None and any(about.startswith(f"{finding.outcome.id}.") for about in _about(step.met)):
        return WHOLE
    weights = [WHOLE for verdict in finding.blocked_by if _serves(planned, verdict)]
    weights += [gain(verdict, finding) for verdict in finding.missing if _serves(planned, verdict)]
    weights += [verdict.rule.points for verdict in finding.speaks_against if _serves(planned, verdict)]
    return max(weights, default=0)


def _serves(planned: PlannedStep, verdict: Verdict) -> bool:
    """Whether a rule names the step as its remedy, or asks for what the step is to bring about."""
    step, rule = planned.step, verdict.rule
    return step.id in rule.remedy or (step.met is not None and _about(step.met) <= _about(rule.when))


def _about(expr: Expr) -> set[str]:
    """The questions that a condition is about; of a question with several choices, only the option that counts."""
    if isinstance(expr, tree.Includes) and isinstance(expr.chosen, tree.Name):
        return {f"{expr.option} in {expr.chosen.name}"}
    if isinstance(expr, tree.Name):
        return {expr.name}
    return set().union(*(_about(part) for part in tree.parts(expr)))
