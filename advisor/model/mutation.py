"""Mistakes that an author could make, one at a time, and whether anything notices them."""

from typing import Literal

from advisor.frozen import frozen
from advisor.model.rulebase import RuleBase
from advisor.problems import Place


@frozen(kw_only=True)
class Mutant:
    """A rule base with one thing wrong."""

    sort: str
    """Of what was changed: ``rule``, ``step`` …"""
    about: str
    """The id of what was changed."""
    change: str
    """What was changed, as rule authors write it."""
    rulebase: RuleBase


Fate = Literal["same", "check", "test", "prove", "survived"]
"""It changes nothing that was seen; it was caught by one of the three; nobody noticed."""


@frozen(kw_only=True)
class Tried:
    """What became of a mutant."""

    mutant: Mutant
    fate: Fate
    place: Place = Place()
    """Where that which was changed stands."""


@frozen(kw_only=True)
class MutationRun:
    """What became of all mutants that were tried."""

    rulebase: RuleBase
    tried: tuple[Tried, ...]
    proved: bool
    """Whether proofs were among what could notice them."""

    @property
    def survivors(self) -> tuple[Tried, ...]:
        """Those that change a result and that nothing noticed."""
        return tuple(each for each in self.tried if each.fate == "survived")

    @property
    def changing(self) -> int:
        """How many change a result."""
        return sum(each.fate != "same" for each in self.tried)

    @property
    def percent(self) -> int:
        """How many of those were caught; rounded down, so that 100 means all."""
        caught = self.changing - len(self.survivors)
        return 100 * caught // self.changing if self.changing else 100
