"""Two rule bases, profile by profile: what differs between them, and what that does to the advice."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from advisor.advice.assess import assess
from advisor.audit.effects import effects
from advisor.audit.renames import renamed, renames
from advisor.audit.rules_diff import differences, differs_later
from advisor.files.both import ReadTwice
from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import LeftOut, ProfileChange, RulesDiff, Search, Side
from advisor.words import Words

if TYPE_CHECKING:
    from advisor.audit.pair import Pair


class Comparison:
    """Gathers what changes, one profile after the other."""

    def __init__(self, old: RuleBase, new: RuleBase, words: Words, as_of: date | None = None) -> None:
        """Find out what differs between the two; both in the language of `words`. A new name alone is no change.

        The advice of both has the same date: `as_of`, else that of the profile, else of the new rule base.
        """
        names = renames(old, new)
        self.bases = (renamed(old, names), new)
        self._words = words
        self._as_of = as_of
        self._differences = differences(*self.bases, names)
        self._compared = 0
        self._changed: list[ProfileChange] = []
        self._left_out: Counter[tuple[Side, str]] = Counter()

    def add(self, read: ReadTwice) -> None:
        """Assess a profile under both rule bases."""
        self._compared += 1
        self._left_out.update(("old", name) for name in read.left_out_of_old)
        self._left_out.update(("new", name) for name in read.left_out_of_new)
        as_of = self._as_of or read.new.written_on or self.bases[1].released
        before = assess(self.bases[0], read.old, self._words, as_of=as_of)
        after = assess(self.bases[1], read.new, self._words, as_of=as_of)
        if changed := effects(before, after, self._differences, self._words):
            self._changed.append(ProfileChange(path=read.new.path, name=read.new.name, effects=changed))

    def is_worth_a_search(self) -> bool:
        """Whether no profile changes so far, and another one could."""
        return not self._changed and any(each.counts for each in self._differences)

    def search(self) -> Search:
        """Look for an organisation for which the advice changes, among thousands drawn at random.

        Raises:
            ImportError: NumPy is not installed.
            OverflowError: A number can become too large for a column.
        """
        from advisor.audit.witness import search  # noqa: PLC0415  (NumPy)

        return search(self._pair())

    def prove(self, searched: Search | None) -> Search:
        """Let the solver look for one, or prove that there is none. Raises ImportError when it is not installed."""
        from advisor.audit.witness import prove  # noqa: PLC0415  (NumPy)

        return prove(self._pair(), searched.looked_at if searched else 0)

    def _pair(self) -> "Pair":
        from advisor.audit.pair import Pair  # noqa: PLC0415  (NumPy)

        return Pair(*self.bases, self._differences, self._words, self._day)

    @property
    def _day(self) -> date:
        return self._as_of or self.bases[1].released

    def result(self, searched: Search | None = None, *, unread: int = 0) -> RulesDiff:
        """Everything that was found; `unread` is how many of the given profiles could not be read."""
        old, new = self.bases
        left_out = (
            LeftOut(id=name, side=side, profiles=count) for (side, name), count in sorted(self._left_out.items())
        )
        return RulesDiff(
            old=old,
            new=new,
            differences=self._differences,
            compared=self._compared,
            unread=unread,
            as_of=self._day,
            changed=tuple(self._changed),
            left_out=tuple(left_out),
            later=differs_later(old, new, self._day),
            search=searched,
        )
