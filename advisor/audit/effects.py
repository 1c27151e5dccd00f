"""What the advice for one profile says differently under other rules, and why."""

from collections.abc import Iterable, Iterator

from advisor.audit.causes import Causes
from advisor.audit.side import ABSENT, Node
from advisor.model.assessment import Assessment, Lead, Standing
from advisor.model.rules_diff import Difference, Effect, EffectSort
from advisor.words import Words

NONE = "none"


def effects(
    before: Assessment, after: Assessment, differences: Iterable[Difference], words: Words
) -> tuple[Effect, ...]:
    """Everything that differs between the advice under the old and under the new rules.

    Args:
        before: The profile, assessed under the old rules.
        after: The same under the new rules.
        differences: What differs between the rules.
        words: For what the causes come down to.
    """
    causes = Causes(differences, before, after, words)
    return tuple(
        Effect(sort=sort, id=name, before=one, after=other, because=causes.of(*roots))
        for sort, name, one, other, roots in _changes(before, after)
    )


Changed = tuple[EffectSort, str, tuple[str, ...], tuple[str, ...], list[Node]]


def _changes(before: Assessment, after: Assessment) -> Iterator[Changed]:
    sides = (before, after)
    one, other = (lead_of(each.lead) for each in sides)
    if one != other:
        leading = dict.fromkeys(role for each in sides for role in _can_lead(each.lead))
        yield "lead", "", one, other, [("standing", role, "") for role in leading]
    yield from _standings(before, after)
    one, other = (tuple(sorted(each.form.could_be)) for each in sides)
    if one != other:
        paths = dict.fromkeys(path.id for each in sides for path in each.rulebase.paths)
        yield "form", "", one, other, [("path", path, "") for path in paths]
    one, other = (each.readiness_level.could_be or (NONE,) for each in sides)
    if one != other:
        dimensions = dict.fromkeys(found.outcome.id for each in sides for found in each.readiness)
        yield "readiness", "", one, other, [("condition", name, "") for name in dimensions]
    states = [{each.step.id: each.state for each in side.steps} for side in sides]
    for step in sorted({*states[0], *states[1]}):
        was, now = (each.get(step, ABSENT) for each in states)
        if was != now:
            yield "step", step, (was,), (now,), [("step", step, "")]


def _standings(before: Assessment, after: Assessment) -> Iterator[Changed]:
    """An outcome that only one of them knows is worth telling where it is, or can be, more than not-now."""
    found = [{each.outcome.id: each.could_be for each in side.findings()} for side in (before, after)]
    for name in sorted({*found[0], *found[1]}):
        one, other = (side.get(name, (Standing.NOT_NOW,)) for side in found)
        if one != other:
            was, now = (tuple(each.value for each in side[name]) if name in side else (ABSENT,) for side in found)
            yield "standing", name, was, now, [("standing", name, "")]


def lead_of(lead: Lead) -> tuple[str, ...]:
    """Everything that the lead can be, what it is so far first; roles that tie stand together."""
    return (" = ".join(sorted(lead.ties)) or lead.role or NONE, *sorted(lead.rivals))


def _can_lead(lead: Lead) -> Iterator[str]:
    yield from lead.ties
    yield from ((lead.role,) if lead.role else ())
    yield from lead.rivals
