"""The result of a test of the rules: as text for people, and as JSON."""

from collections.abc import Mapping
from typing import Final

from advisor.language.trace import Truth
from advisor.model.case import Gap, Mismatch, Run, SuiteResult, Tally
from advisor.problems import Place
from advisor.report.json import encode
from advisor.report.junit import Trial
from advisor.report.safe import line
from advisor.words import Words
from advisor.words import message as _

FORMAT: Final = "advisor.tested/1"
MOST_GAPS: Final = 20
"""Lines of a list of gaps, unless all are asked for."""
NEVER: Final[Mapping[Truth, str]] = {
    Truth.YES: _("never holds"),
    Truth.NO: _("never fails"),
    Truth.OPEN: _("never open"),
}


def write_text(tested: SuiteResult, words: Words, *, all_gaps: bool = False) -> str:
    """What failed, what was never tried, and on the last line how many ran."""
    lines = [each for run in tested.failed for each in failure(run, words)]
    coverage = tested.coverage
    for tally, said in (
        (
            coverage.conditions,
            _("conditions seen to hold, to fail, and open while half is known: %(seen)s of %(wanted)s (%(percent)s)"),
        ),
        (coverage.comparisons, _("comparisons inside them seen so: %(seen)s of %(wanted)s (%(percent)s)")),
    ):
        lines += _tally(tally, said, words, most=_most(tested, tally, all_gaps=all_gaps))
    sorts = [run.sort for run in tested.runs]
    counts = {"examples": sorts.count("example"), "cases": sorts.count("case"), "failed": len(tested.failed)}
    said = _("examples: %(examples)s, cases: %(cases)s, failed: %(failed)s")
    lines.append(words.say(said, **{name: words.number(count) for name, count in counts.items()}))
    return "".join(f"{each}\n" for each in lines)


def failure(run: Run, words: Words) -> list[str]:
    """One run that failed: where it stands, and everything that came out other than expected, with the reason."""
    lines = [line(f"{place_of(run.place)}: {run.id}: {run.says}")]
    for each in run.mismatches:
        lines.append(f"  {line(mismatch(each, words))}")
        lines += [f"    {line(why)}" for why in each.why]
    return lines


def mismatch(each: Mismatch, words: Words) -> str:
    """What was expected and what came out."""
    values = {"expected": _value(each.expected, words), "found": _value(each.found, words)}
    return words.say(_("%(name)s: expected %(expected)s, found %(found)s"), name=each.name, **values)


def place_of(place: Place) -> str:
    """The file and the line."""
    return f"{place.file}:{place.line}" if place.line else place.file


def _value(value: object, words: Words) -> str:
    """A value as rule authors write it; several that are left are told apart by "or"."""
    match value:
        case []:
            return "none"
        case list(several) | {"among": list(several)}:
            return words.either([str(each) for each in several])
        case {"from": low, "to": high}:
            return f"[{encode(low)}, {encode(high)}]"
        case str():
            return value
        case _:
            return encode(value)


def _most(tested: SuiteResult, tally: Tally, *, all_gaps: bool) -> int:
    """How many gaps to list: none of what a few runs that were chosen leave untried."""
    return len(tally.gaps) if all_gaps else MOST_GAPS if tested.complete else 0


def _tally(tally: Tally, said: str, words: Words, most: int) -> list[str]:
    counts = {"seen": words.number(tally.seen), "wanted": words.number(tally.wanted)}
    percent = words.quantity(words.number(percent_of(tally)), "%")
    lines = [words.say(said, percent=percent, **counts)]
    lines += [f"  {line(what_was_never_tried(each, words))}" for each in tally.gaps[:most]]
    if len(tally.gaps) > most:
        more = words.say(_("and %(more)s more, which --all lists"), more=words.number(len(tally.gaps) - most))
        lines.append(f"  {more}")
    return lines


def percent_of(tally: Tally) -> int:
    """Rounded down, so that 100 means everything."""
    return 100 * tally.seen // tally.wanted if tally.wanted else 100


def what_was_never_tried(gap: Gap, words: Words) -> str:
    """A condition, and the ways it was never seen to come out."""
    key = f", {gap.key}" if gap.sort == "step" else ""
    comparison = f", `{gap.comparison}`" if gap.comparison else ""
    return f"{gap.sort} {gap.id}{key}{comparison}: {', '.join(words.say(NEVER[truth]) for truth in gap.never)}"


# -- JUnit


def suites(tested: SuiteResult, words: Words) -> dict[str, tuple[Trial, ...]]:
    """What ran, examples and cases apart, and where all of it ran what nothing tried."""
    made = {
        f"{sort}s": tuple(_trial(run, words) for run in tested.runs if run.sort == sort) for sort in ("example", "case")
    }
    coverage = tested.coverage
    gaps = (*coverage.conditions.gaps, *coverage.comparisons.gaps) if tested.complete else ()
    untried = (
        Trial(group=gap.sort, name=what_was_never_tried(gap, words), failure=words.say(_("never tried")), sort="gap")
        for gap in gaps
    )
    return {**made, "coverage": tuple(untried)}


def _trial(run: Run, words: Words) -> Trial:
    failed = bool(run.mismatches)
    return Trial(
        group=run.place.file,
        name=run.id,
        failure="; ".join(mismatch(each, words) for each in run.mismatches),
        sort="mismatch" if failed else "",
        details="\n".join(failure(run, words)) if failed else "",
    )


# -- JSON


def write_json(tested: SuiteResult) -> str:
    """Everything, with each run whether or not it failed."""
    rulebase = tested.rulebase
    whole = {
        "format": FORMAT,
        "rulebase": {"name": rulebase.name, "version": rulebase.version, "layers": list(rulebase.layers)},
        "in_order": tested.in_order,
        "failed": len(tested.failed),
        "runs": [_run(run) for run in tested.runs],
        "coverage": {
            "complete": tested.complete,
            "conditions": _tally_data(tested.coverage.conditions),
            "comparisons": _tally_data(tested.coverage.comparisons),
        },
    }
    return encode(whole, "\n") + "\n"


def _run(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "sort": run.sort,
        "says": run.says,
        "file": run.place.file,
        "line": run.place.line or None,
        "mismatches": [
            {"name": each.name, "expected": each.expected, "found": each.found, "why": list(each.why)}
            for each in run.mismatches
        ],
    }


def _tally_data(tally: Tally) -> dict[str, object]:
    gaps = [
        {
            "sort": gap.sort,
            "id": gap.id,
            "key": gap.key,
            "comparison": gap.comparison or None,
            "never": [truth.value for truth in gap.never],
        }
        for gap in tally.gaps
    ]
    return {"wanted": tally.wanted, "seen": tally.seen, "percent": percent_of(tally), "gaps": gaps}
