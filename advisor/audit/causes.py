"""Which differences between two rule bases are behind what changed for one profile.

From what changed one goes down through everything it is worked out from, in either rule base, as long as that has
another value under the other rules. Whatever was edited on the way is a cause; what was edited and comes to the same
for this profile is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from advisor.advice import scores
from advisor.audit.side import Node, Side
from advisor.frozen import replace
from advisor.language.possible import possible
from advisor.model.assessment import Assessment
from advisor.model.rulebase import Outcome, Thresholds
from advisor.model.rules_diff import Cause, Difference
from advisor.words import Words

LIMITS: Final = ("emerging", "fits")
TERM: Final = ("from", "until")
CONDITION: Final = ("when", "points", "group", "effect", *TERM)
EDITED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "standing": ("outcome", ("group",)),
    "condition": ("outcome", ("condition",)),
    "view": ("outcome", ("condition",)),
    "rule": ("rule", CONDITION),
    "call": ("rule", (*CONDITION, "remedy")),
    "alarm": ("warning", ("when", "remedy", *TERM)),
    "before": ("step", ("after",)),
    "shared": ("rulebase", ("shared",)),
    "path": ("path", ()),
    "question": ("question", ()),
    "quantity": ("quantity", ()),
    "figure": ("figure", ()),
}
"""Per sort of node: the sort of entry it is, and the keys of it that can give it another value; none for any key."""


class Causes:
    """Finds causes for one profile, assessed under the old and the new rules."""

    def __init__(self, differences: Iterable[Difference], before: Assessment, after: Assessment, words: Words) -> None:
        """Keep what is needed to look things up."""
        self._differences = {(each.sort, each.id): each for each in differences if each.counts}
        self._old = Side(before, words)
        self._new = Side(after, words)

    def of(self, *roots: Node) -> tuple[Cause, ...]:
        """The causes behind the value of some nodes, each once."""
        seen: set[Node] = set()
        found = [cause for root in roots for cause in self._below(root, seen)]
        return tuple({(each.difference.sort, each.difference.id): each for each in found}.values())

    def _below(self, node: Node, seen: set[Node]) -> Iterator[Cause]:
        if node in seen or self._old.value(node) == self._new.value(node):
            return
        seen.add(node)
        own = list(self._edited(node))
        yield from own
        if any(each.difference.change != "changed" for each in own):
            return
        for each in dict.fromkeys((*self._old.inner(node), *self._new.inner(node))):
            yield from self._below(each, seen)

    def _edited(self, node: Node) -> Iterator[Cause]:
        """What was edited of a node itself, if that is what can give it another value."""
        sort, name = node[0], node[1]
        if sort in ("standing", "view"):
            yield from self._limits(name)
        if sort == "step":
            yield from self._cause(("step", name), node, (*self._decisive(name), *self._in_force(name)))
        elif sort == "head":
            yield from self._cause(("rulebase", "rulebase"), node, (name,))
        elif sort in EDITED:
            entry, keys = EDITED[sort]
            yield from self._cause((entry, "rulebase" if entry == "rulebase" else name), node, keys)

    def _cause(self, key: tuple[str, str], node: Node, keys: tuple[str, ...]) -> Iterator[Cause]:
        """The difference of an entry, if one of the keys is among it; of any key where none is named."""
        difference = self._differences.get(key)
        if difference is None:
            return
        changed = {each.key.partition(".")[0] for each in difference.details if each.counts}
        if difference.change != "changed" or not keys or changed & set(keys):
            before, after = self._old.text(node), self._new.text(node)
            yield Cause(difference=difference, before=before, after=after)

    def _decisive(self, step: str) -> tuple[str, ...]:
        """The conditions of a step that come out otherwise for this profile."""
        old, new = self._old.conditions(step), self._new.conditions(step)
        return tuple(key for key in old if old[key] != new[key]) or ("",)

    def _in_force(self, step: str) -> tuple[str, ...]:
        """What decides whether a step is in force, where it is by one of the two only."""
        return TERM if (step in self._old.base.steps) != (step in self._new.base.steps) else ()

    def _limits(self, name: str) -> Iterator[Cause]:
        """The thresholds by which an outcome stands otherwise than it would by the old ones."""
        old, new = self._old.base.thresholds, self._new.base.thresholds
        for side in (self._old, self._new):
            outcome = side.base.outcomes.get(name)
            for limit in LIMITS if outcome else ():
                difference = self._differences.get(("threshold", limit))
                swapped = replace(side.base.thresholds, **{limit: getattr(new if side is self._old else old, limit)})
                if difference and outcome and self._stands(side, outcome, swapped) != self._stands(side, outcome):
                    before, after = (str(getattr(each, limit)) for each in (old, new))
                    yield Cause(difference=difference, before=before, after=after)

    @staticmethod
    def _stands(side: Side, outcome: Outcome, thresholds: Thresholds | None = None) -> object:
        limits = thresholds or side.base.thresholds
        level = possible(scores.level(outcome, limits), side.given)
        fit = side.given[f"{outcome.id}.fit"]
        return level, fit.low >= limits.emerging, fit.high >= limits.emerging
