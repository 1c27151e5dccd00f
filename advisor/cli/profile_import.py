"""``advisor profile import``: rows of a table as profiles."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, SOME_FAILED, output
from advisor.cli.reading import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.batch.chunk import Format
    from advisor.batch.inputs import Input
    from advisor.batch.mapping import TableMapping
    from advisor.batch.rows import Row
    from advisor.cli.settings import Settings
    from advisor.model.rulebase import RuleBase

ROWS = 1000
"""That are read together."""


@click.command("import")
@click.argument("table", metavar="TABLE")
@click.option("--row", type=click.IntRange(min=1), help="The row, as a spreadsheet numbers it, or the line.")
@click.option("--name", help="The name of the organisation, as it stands in the table.")
@click.option("--output", "-o", "target", metavar="PROFILE", help="Write here; a folder for every row.")
@click.option("--mapping", type=click.Path(), metavar="FILE", help="What columns and texts of the table mean.")
@click.option("--input-format", type=click.Choice(["jsonl", "csv", "xlsx"]), help="By default what the name tells.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.pass_obj
def import_(
    settings: "Settings",
    table: str,
    row: int | None,
    name: str | None,
    target: str | None,
    mapping: str | None,
    input_format: "Format | None",
    *,
    force: bool,
) -> int:
    """Make profiles of the rows of a table.

    \b
    advisor profile import answers.xlsx --row 12 -o school.toml
    advisor profile import answers.csv --name "Our school" --mapping survey.toml
    advisor profile import answers.csv -o profiles/

    TABLE is a CSV file, an XLSX workbook, or JSON Lines; `-` with --input-format is standard input. Its columns are
    called like questions; a mapping says what others mean. Without --row and --name every row becomes a file in the
    folder, called after the profile.

    Exit codes: 0 done, 2 a file, a column or the row is wrong, 4 some rows are wrong and the others are written.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.batch.mapping import NO_MAPPING, load_mapping
    from advisor.files.shipped import load_rulebase

    say = settings.words.say
    if row is not None and name is not None:
        raise click.UsageError(say("Give --row or --name, not both."))
    if row is None and name is None and (target is None or target == STDIN or Path(target).is_file()):
        raise click.UsageError(say("Give --row or --name for one profile, or a folder with -o for all of them."))
    rulebase = load_rulebase(settings.rules, settings.language)
    meant = load_mapping(mapping, rulebase) if mapping else NO_MAPPING
    found = _rows(_input(table, input_format), rulebase, meant)
    if row is None and name is None:
        return _every(found, target or "", rulebase, settings, force=force)
    chosen = _chosen(found, row, name, settings)
    if target is not None and Path(target).is_dir():
        target = _in_folder(target, chosen, set())
    _one(chosen, target or STDIN, rulebase, settings, force=force)
    return DONE


def _input(table: str, form: "Format | None") -> "Input":
    """The table to read. Raises AdvisorError."""
    from advisor.batch.inputs import Input, format_of
    from advisor.problems import AdvisorError, Place, Problem

    chosen = form or format_of(table)
    if chosen is None or chosen in ("toml", "parquet") or (table == STDIN and chosen == "xlsx"):
        raise AdvisorError(Problem(code="F227", place=Place(table)))
    return Input(table, chosen)


def _rows(table: "Input", rulebase: "RuleBase", mapping: "TableMapping") -> "Iterator[Row]":
    """Every row of the table. Raises AdvisorError when the table cannot be read."""
    from advisor.batch.sources import chunks, rows

    for chunk in chunks(table.path, table.form, ROWS, 0, sys.stdin.buffer):
        yield from rows(chunk, rulebase, mapping)


def _chosen(found: "Iterator[Row]", row: int | None, name: str | None, settings: "Settings") -> "Row":
    """The row that was asked for. Raises UsageError when it is not there, or there are several."""
    say = settings.words.say
    if row is not None:
        for each in found:
            if each.row == row:
                return each
        raise click.UsageError(say("There is no row %(row)s with anything in it.", row=row))
    named = [each for each in found if _name(each) == name]
    if not named:
        raise click.UsageError(say("No row has the name %(name)s.", name=name))
    if len(named) > 1:
        listed = settings.words.both([str(each.row) for each in named])
        raise click.UsageError(
            say("The rows %(rows)s have the name %(name)s; choose with --row.", rows=listed, name=name)
        )
    return named[0]


def _name(row: "Row") -> str:
    head = row.tables.get("profile", {})
    return str(head.get("name", "")) if isinstance(head, dict) else ""


def _in_folder(folder: str, row: "Row", taken: set[str]) -> str:
    from advisor.batch.written import file_name

    return os.path.join(folder, file_name(_name(row), row.row, taken))  # noqa: PTH118  (a relative path stays one)


def _one(row: "Row", target: str, rulebase: "RuleBase", settings: "Settings", *, force: bool) -> None:
    """Write one row as a profile. Raises AdvisorError with everything that is wrong with it."""
    from advisor.batch.sources import as_profile
    from advisor.batch.written import saved, text_of
    from advisor.problems import AdvisorError, Place, Problem, visible

    read = as_profile(row, rulebase)
    if read.profile is None:
        raise AdvisorError(*read.problems)
    output.complain(read.problems, settings)
    if target == STDIN:
        output.deliver(text_of(row, read.profile, rulebase), for_programs=True)
        return
    if not force and os.path.lexists(target):
        raise AdvisorError(Problem(code="F210", place=Place(target)))
    saved(row, read.profile, rulebase, target)
    answers = settings.words.counted(len(read.profile.answers), "%(number)s answer", "%(number)s answers")
    output.tell(
        settings.words.say(
            "%(file)s: %(answers)s from row %(row)s", file=visible(target), answers=answers, row=str(row.row)
        )
    )


def _every(found: "Iterator[Row]", folder: str, rulebase: "RuleBase", settings: "Settings", *, force: bool) -> int:
    """Write every row as a file in a folder; one that is wrong does not stop the others."""
    from advisor.files.saving import make_folder
    from advisor.problems import AdvisorError

    failed = 0
    taken: set[str] = set()
    make_folder(Path(folder))
    for row in found:
        try:
            _one(row, _in_folder(folder, row, taken), rulebase, settings, force=force)
        except AdvisorError as error:
            failed += 1
            output.complain(error.problems, settings)
    return SOME_FAILED if failed else DONE
