"""``advisor batch``: many profiles at once."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import DONE, FOUND, NOTHING_READ, SOME_FAILED, output
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from advisor.batch.order import Tally
    from advisor.cli.settings import Settings
    from advisor.words import Words

OUTPUTS = ("jsonl", "csv", "parquet", "xlsx", "sqlite")
"""Those of `advisor.batch.order`, which ``--help`` has no time to import."""
ENGINES = ("own", "spark")
NOT_ON_SPARK = ("files_from", "errors", "workers", "resume")
"""Options for what Spark does in its own way."""
INPUTS = ("toml", "jsonl", "csv", "xlsx", "parquet")
SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".db": "sqlite",
}
SUFFIXES |= {".sqlite": "sqlite", ".json": "jsonl"}


@click.command()
@click.argument("inputs", nargs=-1, type=ProfilePath(), metavar="INPUT...")
@click.option(
    "--output", "-o", "target", metavar="OUT", help="The file to write, or -; for Parquet also a folder, as OUT/."
)
@click.option("--format", "-f", "form", type=click.Choice(OUTPUTS), help="By default what the name of OUT ends in.")
@click.option("--flat/--whole", default=None, help="A row per profile, or whole assessments with reasons (JSONL only).")
@click.option(
    "--files-from", metavar="FILE", help="Also read the inputs that FILE names, one a line; - for standard input."
)
@click.option("--input-format", type=click.Choice(INPUTS), help="Of inputs whose name does not tell.")
@click.option("--mapping", default="", metavar="FILE", help="Renames the columns and options of an export.")
@click.option("--where", default="", metavar="CONDITION", help="Only profiles for which this surely holds.")
@click.option("--select", metavar="COLUMNS", default="", help="Only these flat columns: lead,readiness,orchestrator.*")
@click.option("--fail-on", multiple=True, metavar="CONDITION", help="Exit with 1 when this surely holds for a profile.")
@click.option(
    "--errors", metavar="FILE", help="Write what was refused here, as JSONL. By default the first on standard error."
)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes. By default one per core.")
@click.option(
    "--block-size",
    "block",
    type=click.IntRange(1, 1 << 22),
    default=5 << 13,
    show_default=True,
    help="Profiles worked on together.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="spark reads and writes Parquet on the cluster that Spark's own configuration names.",
)
@click.option("--resume", is_flag=True, help="Go on with the run that was stopped.")
@click.option("--describe", is_flag=True, help="Print the data dictionary of the flat columns, and do nothing else.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The date of the advice.")
@click.pass_obj
def batch(settings: "Settings", /, inputs: tuple[str, ...], target: str | None, **options: Any) -> int:  # noqa: ANN401
    """Assess many profiles: folders, tables, a country.

    \b
    advisor batch profiles -o results.jsonl
    advisor batch answers.csv --mapping survey.toml -o results.xlsx --errors refused.jsonl
    advisor batch answers.parquet -o results.parquet --where "lead == orchestrator"
    advisor batch --describe > columns.md

    INPUT is a folder, a file or a pattern: profiles in TOML, or JSONL, CSV, XLSX or Parquet with a row per profile and
    columns named like questions. JSONL holds whole assessments with their reasons, unless --flat; all else a flat row
    per profile. What is wrong with a profile never stops the rest: it is written to --errors, and the exit code is 4.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.cli.needing import packages_of

    with packages_of("batch", "batch"):
        from advisor.batch.job import Job, describe_columns
    words = settings.words
    if options.pop("describe"):
        output.deliver(describe_columns(settings.rules, words))
        return DONE
    if not target:
        raise click.UsageError("Missing option '--output' / '-o'.")
    if not inputs and not options["files_from"]:
        raise click.UsageError("Missing argument 'INPUT...'.")
    form: Any = _format_of(target, options, words)
    job = Job(settings.rules, words, inputs, target, form, "advisor.report.json:write_line", options)
    try:
        tally = job.run(_Progress(words) if sys.stderr.isatty() and not settings.plain else None)
    except KeyboardInterrupt:
        if job.stopped:
            output.tell(words.say("Stopped. The same command with --resume goes on where this was."))
        raise
    output.complain(job.problems, settings)
    output.tell(*job.refused)
    output.tell(*job.summary(tally))
    if tally.failed_on:
        return FOUND
    if tally.refused or any(not each.only_warns for each in job.problems):
        return SOME_FAILED if tally.read > tally.refused else NOTHING_READ
    return DONE


def _format_of(target: str, options: dict[str, Any], words: "Words") -> str:
    """What was asked for, or else what the name of the output says; a folder is for Parquet. Raises UsageError."""
    is_folder = target.endswith(("/", os.sep))
    form = options.pop("form") or ("parquet" if is_folder else SUFFIXES.get(Path(target).suffix.lower()))
    if options["engine"] == "spark":
        form = _for_spark(form, options, words)
    if form is None:
        raise click.UsageError(words.say("Which format is %(file)s? Say so with --format.", file=target))
    if is_folder and form != "parquet":
        raise click.UsageError(words.say("%(file)s is a folder; only Parquet is written as one.", file=target))
    return str(form)


def _for_spark(form: str | None, options: dict[str, Any], words: "Words") -> str:
    """The format of the output. Raises UsageError for what Spark does not do, or does in its own way."""
    given = [f"--{name.replace('_', '-')}" for name in NOT_ON_SPARK if options[name]]
    if given:
        raise click.UsageError(words.say("With --engine spark there is no %(options)s.", options=", ".join(given)))
    if {form, options["input_format"]} - {None, "parquet"}:
        raise click.UsageError(words.say("With --engine spark both input and output are Parquet."))
    return "parquet"


class _Progress:
    """A line on standard error that is written over: how far, how fast, and how long still."""

    def __init__(self, words: "Words") -> None:
        import time

        self._words = words
        self._clock = time.monotonic
        self._began = self._clock()
        self._shown = 0.0
        self._before: tuple[int, int] | None = None
        """Chunks and profiles that a run which was stopped had done already."""

    def __call__(self, done: int, whole: int, tally: "Tally") -> None:
        now = self._clock()
        self._before = self._before or (done, tally.read)
        if now - self._shown < 0.2 and done < whole:
            return
        self._shown = now
        words, spent = self._words, max(now - self._began, 0.001)
        chunks, profiles = done - self._before[0], tally.read - self._before[1]
        left = spent / chunks * (whole - done) if chunks else 0
        said = words.say(
            "%(read)s profiles, %(rate)s a second, %(left)s s left",
            read=words.number(tally.read),
            rate=words.number(round(profiles / spent)),
            left=words.number(round(left)),
        )
        sys.stderr.write(f"\r{said}\x1b[K" + ("\n" if done == whole else ""))
        sys.stderr.flush()
