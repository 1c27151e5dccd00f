"""Which results an example or a case says something about, by the names of `advisor.advice.definitions`."""

from collections.abc import Iterator
from itertools import permutations
from typing import Final

from advisor.advice.definitions import Definition
from advisor.language import tree
from advisor.model.case import Expected
from advisor.model.rulebase import Example, Outcome, RuleBase

OUTRANKS: Final = "outranks"


def ranking(rulebase: RuleBase) -> Iterator[Definition]:
    """Per pair of roles whether the one comes before the other or beside it; beside what is defined elsewhere."""
    roles = [outcome.id for outcome in rulebase.of_group("role")]
    for one, other in permutations(roles, 2):
        yield f"{OUTRANKS}:{one}:{other}", tree.Compare(">=", tree.Name(f"{one}.key"), tree.Name(f"{other}.key"))


def in_example(rulebase: RuleBase, outcome: Outcome, example: Example) -> Iterator[str]:
    """The names that decide whether an example comes out as it says."""
    for name in example.then:
        if name in rulebase.outcomes:
            yield f"{name}.standing"
        elif name in rulebase.quantities or "." in name:
            yield name
        else:
            yield f"{outcome.id}.{name}"


def in_case(rulebase: RuleBase, then: Expected) -> Iterator[str]:
    """The names that decide whether a case in which every answer is known comes out as it says."""
    roles = [outcome.id for outcome in rulebase.of_group("role")]
    if then.lead is not None or then.second is not None or then.settled is not None:
        yield from (name for name, _expr in ranking(rulebase))
        yield from (f"emerging:{role}" for role in roles)
    if then.form is not None:
        yield from (f"form:{outcome.id}" for outcome in rulebase.of_group("form"))
    if then.readiness is not None:
        yield "readiness level"
    yield from (f"{word}:{name}" for name in then.standing for word in ("emerging", "fits"))
    partners = (*then.sought, *then.not_sought)
    for role in {*then.practice, *partners} & set(roles):
        yield from (f"{word}:{role}" for word in ("we", "partner", "emerging"))
    yield from (f"wanted:{each.id}" for each in rulebase.wanted if each.role in partners or each.id in partners)
    for step in (*then.steps, *then.possible, *then.done, *then.not_steps, *then.absent):
        yield from (f"{word}:{step}" for word in ("needed", "done"))
    rules = rulebase.rules()
    yield from (name if name in rules else f"warning:{name}" for name in (*then.warnings, *then.not_warnings))
    yield from (f"check:{each.id}" for each in rulebase.checks)
    yield from (f"above:{each.id}" for each in rulebase.questions.values() if each.at_most is not None)
    yield from then.quantities
