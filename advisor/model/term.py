"""From and until when something is valid: laws and published figures change."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from advisor.frozen import frozen


@frozen
class Term:
    """The days on which something is valid; both ends belong to it, and None is no end."""

    since: date | None = None
    until: date | None = None

    @property
    def day(self) -> date:
        """One of them."""
        return self.since or self.until or date.min

    def holds(self, day: date) -> bool:
        """Whether that day is one of them."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def __str__(self) -> str:
        """As intervals are written in the rules: ``2027-01-01..2027-12-31``, ``..2026-12-31``."""
        return f"{self.since or ''}..{self.until or ''}"


ALWAYS: Final = Term()


def turns(terms: Iterable[Term]) -> tuple[date, ...]:
    """The days on which something of these begins, or is over, in order: between two of them nothing changes."""
    terms = tuple(terms)
    found = {term.since for term in terms if term.since is not None and term.since > date.min}
    found |= {term.until + timedelta(1) for term in terms if term.until is not None and term.until < date.max}
    return tuple(sorted(found))


def stretches(days: Iterable[date]) -> tuple[Term, ...]:
    """The whole of time, cut on these days, which stand in order."""
    firsts = [None, *days]
    lasts = [*(each - timedelta(1) for each in firsts if each is not None), None]
    return tuple(Term(since, until) for since, until in zip(firsts, lasts, strict=True))
