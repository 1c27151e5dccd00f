"""Dates as a language writes them; the names of the months stand in its catalogue."""

from datetime import date

from advisor.model.term import Term
from advisor.words import Words
from advisor.words import message as _

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def written(day: date, words: Words) -> str:
    """``23 November 2026``."""
    month = words.say(MONTHS[day.month - 1])
    return words.say("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)


def term_text(term: Term, words: Words) -> str:
    """``from 1 January 2027 until 31 December 2027``."""
    since, until = (written(day, words) if day else "" for day in (term.since, term.until))
    if since and until:
        return words.say("from %(since)s until %(until)s", since=since, until=until)
    return words.say("until %(until)s", until=until) if until else words.say("from %(since)s", since=since)
