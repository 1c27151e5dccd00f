"""The result of a test of the rules in the Test Anything Protocol, version 14."""

from collections.abc import Iterator

from advisor.model.case import Run, SuiteResult
from advisor.report.json import encode
from advisor.report.safe import line
from advisor.report.tested import mismatch
from advisor.words import Words


def write(tested: SuiteResult, words: Words) -> str:
    """One line per run, below those that failed the reasons as YAML."""
    lines = ["TAP version 14", f"1..{len(tested.runs)}"]
    for number, run in enumerate(tested.runs, start=1):
        said = line(f"{run.id}: {run.says}").replace("\\", "\\\\").replace("#", "\\#")
        lines.append(f"{'not ok' if run.mismatches else 'ok'} {number} - {said}")
        lines += _diagnostics(run, words) if run.mismatches else ()
    return "".join(f"{each}\n" for each in lines)


def _diagnostics(run: Run, words: Words) -> Iterator[str]:
    """A block of YAML. Values are written as JSON, which YAML reads as the same."""
    yield "  ---"
    yield f"  message: {encode('; '.join(mismatch(each, words) for each in run.mismatches))}"
    yield "  at:"
    yield f"    file: {encode(run.place.file)}"
    yield f"    line: {encode(run.place.line)}"
    yield "  mismatches:"
    for each in run.mismatches:
        yield f"    - name: {encode(each.name)}"
        yield f"      expected: {encode(each.expected)}"
        yield f"      found: {encode(each.found)}"
        yield f"      why: {encode(each.why)}"
    yield "  ..."
