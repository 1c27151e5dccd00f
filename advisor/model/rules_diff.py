"""What differs between two rule bases, and what that does to the advice for profiles."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from advisor.frozen import field, frozen
from advisor.model.rulebase import RuleBase

Change = Literal["added", "removed", "changed"]
EffectSort = Literal["lead", "standing", "form", "readiness", "step"]
Side = Literal["old", "new"]


@frozen(kw_only=True)
class Detail:
    """One key of an entry that both rule bases have, and what stands there."""

    key: str
    """As in the files: ``when``, ``points``, ``options.zoom``."""
    before: str
    """Empty where nothing stood there."""
    after: str
    counts: bool
    """Whether the advice can change by it: texts, notes and the order of questions cannot."""


@frozen(kw_only=True)
class Difference:
    """An entry that was added, removed or changed."""

    sort: str
    """``question``, ``rule``, ``step`` …"""
    id: str
    change: Change
    says: str
    """What it says, in the new rule base where it is there."""
    details: tuple[Detail, ...] = ()
    counts: bool
    """Whether the advice can change by it."""


@frozen(kw_only=True)
class Cause:
    """A difference that is behind an effect, and what it comes down to for one profile."""

    difference: Difference
    before: str
    """In words: ``does not hold``."""
    after: str


@frozen(kw_only=True)
class Effect:
    """One thing that the advice for a profile says differently."""

    sort: EffectSort
    id: str
    """The outcome of a standing, the step; empty for what there is one of."""
    before: tuple[str, ...]
    """Everything it can be: ids, standings, levels, states of a step."""
    after: tuple[str, ...]
    because: tuple[Cause, ...]


@frozen(kw_only=True)
class ProfileChange:
    """A profile for which the advice changes."""

    path: str
    name: str
    effects: tuple[Effect, ...]


@frozen(kw_only=True)
class LeftOut:
    """An answer that one of the two rule bases cannot read, so that its advice goes without it."""

    id: str
    """The question."""
    side: Side
    profiles: int
    """How many profiles have such an answer."""


@frozen(kw_only=True)
class Witness:
    """An organisation for which the advice changes."""

    change: ProfileChange
    answers: Mapping[str, Any] = field(default_factory=dict)
    """By question, as they are written in a profile."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The text of a profile by the name of its file: one, or one per rule base where one cannot serve both."""


@frozen(kw_only=True)
class Search:
    """What came of looking for an organisation for which the advice changes."""

    looked_at: int
    """Organisations drawn that both rule bases find consistent."""
    witness: Witness | None
    proved: bool = False
    """Whether it is proved that there is none: among complete answers that both offer and that nothing contradicts,
    without suppliers by name and steps in progress, on one day."""


@frozen(kw_only=True)
class RulesDiff:
    """Everything there is to say of two rule bases."""

    old: RuleBase
    new: RuleBase
    differences: tuple[Difference, ...]
    compared: int
    """How many profiles were assessed under both."""
    changed: tuple[ProfileChange, ...]
    left_out: tuple[LeftOut, ...] = ()
    unread: int = 0
    """How many profiles were given and could not be read."""
    as_of: date
    """The day on which a search looks."""
    later: date | None = None
    """The first day after that on which what differs is something else."""
    search: Search | None = None
    """None where nobody looked: a profile changes, nothing that counts differs, or it takes what is not there."""

    @property
    def can_change(self) -> bool:
        """Whether something differs by which advice can change."""
        return any(each.counts for each in self.differences)

    @property
    def found_change(self) -> bool:
        """Whether advice changes: that of a given profile, or of an organisation where none was given."""
        if self.compared or self.unread:
            return bool(self.changed)
        return self.search is not None and self.search.witness is not None
