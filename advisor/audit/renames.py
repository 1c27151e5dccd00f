"""A rule base under the names that another one gives the same entries, so that a new name alone is no change."""

from collections.abc import Mapping
from typing import Any, Final

from advisor.frozen import fields, frozen, replace
from advisor.language import tree
from advisor.model.question import Question
from advisor.model.rulebase import (
    CautionRule,
    Check,
    Figure,
    Outcome,
    Path,
    Quantity,
    Rule,
    RuleBase,
    Source,
    Step,
    Wanted,
)

Renames = Mapping[tuple[str, str], str]
"""By sort and the id before: the id after."""
NAMED: Final = ("question", "quantity", "figure", "outcome")
"""The sorts that conditions name."""
SORTS: Final[Mapping[type, str]] = {
    Question: "question",
    Quantity: "quantity",
    Figure: "figure",
    Outcome: "outcome",
    Rule: "rule",
    Path: "path",
    Wanted: "wanted",
    Check: "check",
    CautionRule: "warning",
    Step: "step",
    Source: "source",
}
MENTIONED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("remedy", "after", "after_if_planned"), "step"),
    **dict.fromkeys(("of", "settles", "variants", "ecosystem", "offers", "wishes", "order", "per_supplier"), "named"),
    **dict.fromkeys(("numbers", "figure", "weakest", "excludes", "origin", "to", "role"), "named"),
    **dict.fromkeys(("questions", "quantities", "figures", "outcomes"), "named"),
    **dict.fromkeys(("kinds", "constants", "weights", "each", "spans"), "named"),
    "steps": "step",
    "sources": "source",
    "source": "source",
}
"""The fields in which ids stand, or whose keys are ids, and of what they are."""
AS_WRITTEN: Final = ("formerly", "examples", "variants", "whole")
"""Tables that no comparison reads, and texts by option."""


def renames(old: RuleBase, new: RuleBase) -> Renames:
    """What is called otherwise in the new rule base: an old id that one of the two says was once the other's."""
    ids = [{sort: _ids(base, sort) for sort in SORTS.values()} for base in (old, new)]
    said = [(sort, was, now) for (sort, was), now in new.formerly.items()]
    said += [(sort, now, was) for (sort, was), now in old.formerly.items()]
    return {
        (sort, before): after
        for sort, before, after in said
        if before in ids[0][sort] - ids[1][sort] and after in ids[1][sort] - ids[0][sort]
    }


def renamed(base: RuleBase, names: Renames) -> RuleBase:
    """The same rules under other names. What is called so in a profile is still found by its old name."""
    if not names:
        return base
    found: RuleBase = _Renaming(names).entry(base)
    return replace(found, formerly={**base.formerly, **names})


def _ids(base: RuleBase, sort: str) -> set[str]:
    known: Mapping[str, Any] = {
        "question": base.questions,
        "quantity": base.quantities,
        "figure": base.figures,
        "outcome": base.outcomes,
        "rule": base.rules(),
        "step": base.steps,
        "source": base.sources,
        "path": [each.id for each in base.paths],
        "wanted": [each.id for each in base.wanted],
        "check": [each.id for each in base.checks],
        "warning": [each.id for each in base.warnings],
    }
    return {*known[sort]}


@frozen
class _Renaming:
    """Gives everything inside a rule base its other name."""

    names: Renames

    def entry(self, value: Any) -> Any:  # noqa: ANN401  (a rule base, or anything inside one)
        """A value with the ids that stand in its fields."""
        if isinstance(value, tree.Name):
            return tree.Name(self._id("named", value.name))
        if type(value) is tuple:
            return tuple(map(self.entry, value))
        if isinstance(value, Mapping):
            return {key: self.entry(each) for key, each in value.items()}
        if not hasattr(type(value), "__fields__"):
            return value
        return replace(value, **{name: self._field(value, name) for name in fields(value)})

    def _field(self, owner: object, name: str) -> Any:  # noqa: ANN401
        value, sort = getattr(owner, name), MENTIONED.get(name, "")
        if name == "id" and type(owner) in SORTS:
            return self._id(SORTS[type(owner)], value)
        if name in AS_WRITTEN and isinstance(value, Mapping | tuple):
            return value
        if not sort or value is None:
            return self.entry(value)
        if isinstance(value, str):
            return self._id(sort, value)
        if isinstance(value, Mapping):
            return {
                self._id(sort, key): self._id(sort, each) if isinstance(each, str) else self.entry(each)
                for key, each in value.items()
            }
        return tuple(self._id(sort, each) for each in value)

    def _id(self, sort: str, name: str) -> str:
        """Of what a condition can name the first part decides: ``consumer.level``, ``tool_peak.zoom``."""
        first, dot, rest = name.partition(".")
        if sort == "named":
            return next((self.names[each, first] for each in NAMED if (each, first) in self.names), first) + dot + rest
        if sort == "rule":
            name = self.names.get(("outcome", first), first) + dot + rest
        return self.names.get((sort, name), name)
