"""What a check, a proof or a test of the rules found, in one shape for everything that build servers read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from advisor.catalogue import CATALOGUE, REMEDIES
from advisor.frozen import field, frozen
from advisor.model.case import SuiteResult
from advisor.problems import Place, Problem, visible
from advisor.report.junit import Trial
from advisor.report.tested import mismatch, what_was_never_tried
from advisor.words import Words
from advisor.words import message as _

Level = Literal["error", "warning", "note"]

LEVELS: Final[dict[Level, str]] = {"error": _("error"), "warning": _("warning"), "note": _("note")}


@frozen(kw_only=True)
class Finding:
    """One thing that was found. All of it is one line of text that is safe to print."""

    code: str
    """A stable code from the catalogue."""
    level: Level = "error"
    message: str
    place: Place = field(default_factory=Place)
    excerpt: str = ""
    """The text that it is about, when one line shows it."""
    remedy: str = ""
    """What to do about it, or what was probably meant."""


def of_problems(problems: Iterable[Problem], words: Words) -> tuple[Finding, ...]:
    """What a check of the rules found."""
    return tuple(
        Finding(
            code=each.code,
            level="warning" if each.only_warns else "error",
            message=_said(each.code, words, each.values),
            place=each.place,
            excerpt=each.excerpt,
            remedy=_remedy(each, words),
        )
        for each in problems
    )


def of_suite(tested: SuiteResult, words: Words) -> tuple[Finding, ...]:
    """What failed in a test of the rules and, where all of it ran, what nothing tried."""
    found = [
        _made("U568", run.id, "; ".join(mismatch(each, words) for each in run.mismatches), run.place, words)
        for run in tested.failed
    ]
    if tested.complete:
        coverage = tested.coverage
        for gap in (*coverage.conditions.gaps, *coverage.comparisons.gaps):
            place = tested.conditions.get((gap.sort, gap.id, gap.key), Place())
            found.append(_made("U569", gap.id, what_was_never_tried(gap, words), place, words))
    return tuple(found)


def _made(code: str, name: str, found: str, place: Place, words: Words) -> Finding:
    message = _said(code, words, {"id": name, "found": found})
    return Finding(code=code, message=message, place=place, excerpt=name, remedy=words.say(REMEDIES[code]))


def _said(code: str, words: Words, values: Mapping[str, str]) -> str:
    return words.say(CATALOGUE[code], **{name: visible(value) for name, value in values.items()})


def _remedy(problem: Problem, words: Words) -> str:
    if problem.guess:
        return words.say("did you mean `%(guess)s`?", guess=visible(problem.guess))
    return words.say(REMEDIES[problem.code]) if problem.code in REMEDIES else ""


def describe(finding: Finding, words: Words) -> str:
    """One finding on a line: place, level, code, message, and what to do about it."""
    where = visible(str(finding.place))
    said = f"{words.say(LEVELS[finding.level])} {finding.code}: {finding.message}"
    lines = [f"{where}: {said}" if where else said, *([f"  {finding.remedy}"] if finding.remedy else [])]
    return "\n".join(lines)


def by_file(files: Sequence[str], findings: Sequence[Finding], words: Words) -> Iterator[Trial]:
    """A trial per file: failed where it holds a fault, with its warnings beside it.

    Args:
        files: Everything that was looked at, as it is shown; a finding elsewhere gets a trial of its own.
        findings: In any order.
        words: Puts them into words.
    """
    elsewhere = sorted({each.place.file for each in findings} - set(files))
    for file in (*files, *elsewhere):
        own = [each for each in findings if each.place.file == file]
        faults = [each for each in own if each.level == "error"]
        others = [each for each in own if each.level != "error"]
        yield Trial(
            group="rules",
            name=file or words.say("the rules as a whole"),
            failure="; ".join(each.message for each in faults),
            sort=" ".join(sorted({each.code for each in faults})),
            details="\n".join(describe(each, words) for each in faults),
            notes="\n".join(describe(each, words) for each in others),
        )
