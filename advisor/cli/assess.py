"""``advisor assess``: the advice for one or a few profiles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, SOME_FAILED, output, reading
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from datetime import datetime

    from advisor.cli.settings import Settings


@click.command()
@click.argument("profiles", nargs=-1, required=True, type=ProfilePath(), metavar="PROFILE...")
@click.option("--toward", metavar="ID", help="Also plan the steps toward this role, form or condition.")
@click.option("--assume", is_flag=True, help="Add a second reading that takes the usual answer where one is open.")
@reading.printing_options
@click.pass_obj
def assess(
    settings: "Settings",
    profiles: tuple[Path, ...],
    toward: str | None,
    *,
    assume: bool,
    form: str | None,
    target: str | None,
    as_of: "datetime | None",
) -> int:
    """Give the advice for one or a few profiles.

    \b
    advisor assess profiles/secondary-school.toml
    advisor assess profiles/*.toml --format json > advice.jsonl
    advisor assess - < profile.toml

    Without --language, each profile is answered in its own language. Several profiles in JSON are JSON Lines.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.problems import EXIT_USAGE, AdvisorError
    from advisor.report import formats

    reader = reading.Reader(settings, as_of, toward=toward)
    read, failed = [], 0
    for path in profiles:
        try:
            read += reader.readings(path) if assume else [reader.read(path)]
        except AdvisorError as error:
            if len(profiles) == 1 or error.exit_code != EXIT_USAGE:
                raise
            output.complain(error.problems, settings)
            failed += 1
    if not read:
        return EXIT_USAGE
    form = reading.chosen(form, target, settings)
    text = formats.advice(form, read, reading.page(form, target, settings), several=len(profiles) > 1 or assume)
    reading.deliver(text, form, target)
    return SOME_FAILED if failed else DONE
