"""From and until when an entry is valid, and what follows from that for the rule base as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from advisor.files.checked import Checked
from advisor.files.faults import Faults, Spot
from advisor.files.layers import Layered
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.model.term import Term, stretches, turns

DATED: Final = ("rule", "check", "warning", "step")
"""The sorts of entries that are in force or are not."""
LEAST: Final = {"one of": 2, "any of": 1}
"""How many options a question offers at least, by its kind."""


def read_term(own: Checked) -> Term:
    """The days on which an entry is valid."""
    since, until = own.day("from"), own.day("until")
    if since is not None and until is not None and since > until:
        own.faults.add("R396", own.spot.within("from"), since=str(since), until=str(until))
        return Term()
    return Term(since, until)


def terms_of(rulebase: RuleBase) -> Iterator[Term]:
    """Every term there is."""
    yield from (rule.term for outcome in rulebase.outcomes.values() for rule in outcome.rules)
    for entries in (rulebase.checks, rulebase.warnings, rulebase.steps.values()):
        yield from (each.term for each in entries)
    for figure in rulebase.figures.values():
        yield figure.term
        yield from (value.term for value in figure.values)
    yield from (option.term for question in rulebase.questions.values() for option in question.options)


def check_offered(questions: Mapping[str, Question], merged: Layered, faults: Faults) -> None:
    """On every day a question offers as many options as it needs."""
    for question in questions.values():
        least, changes = LEAST.get(question.sort, 0), turns(option.term for option in question.options)
        for days in stretches(changes) if changes and least else ():
            found = sum(option.term.holds(days.day) for option in question.options)
            if found < least:
                spot = merged.entries["name", question.id].spot
                faults.add("R398", spot, days=str(days), found=str(found), least=str(least))


def check_not_over(merged: Layered, released: date, faults: Faults) -> None:
    """What was over before the rule base was released never counts for a new profile."""
    for spot, until in _ends(merged):
        if isinstance(until, date) and not isinstance(until, datetime) and until < released:
            faults.add("W690", spot, until=str(until), released=str(released), only_warns=True)


def _ends(merged: Layered) -> Iterator[tuple[Spot, object]]:
    """Where the last day of something stands, and what stands there."""
    for entry in merged.of_sort(*DATED):
        yield entry.spot.within("until"), entry.raw.get("until")
    for entry in merged.of_sort("figure"):
        values = entry.raw.get("dated")
        last = values[-1] if isinstance(values, list) and values else entry.raw
        number = (str(len(values) - 1),) if last is not entry.raw and isinstance(values, list) else ()
        if isinstance(last, dict):
            yield entry.spot.within(*(("dated", *number) if number else ()), "until"), last.get("until")
    for entry in merged.of_sort("question", "list"):
        for key in ("options", "levels"):
            yield from ((entry.spot.within(key, *path), until) for path, until in _of_options(entry.raw.get(key)))


def _of_options(options: Any) -> Iterable[tuple[tuple[str, str], object]]:  # noqa: ANN401  (whatever stands there)
    for name, option in options.items() if isinstance(options, dict) else ():
        if isinstance(option, dict):
            yield (name, "until"), option.get("until")
