"""``advisor assess``: the advice for one or a few profiles."""

from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, SOME_FAILED, output, reading
from advisor.cli.conditions import Conditions, condition_options, tell_left_out, tell_met
from advisor.cli.ids import OutcomeId
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from datetime import datetime

    from advisor.cli.settings import Settings
    from advisor.model.assessment import Assessment
    from advisor.words import Words


@click.command()
@click.argument("profiles", nargs=-1, required=True, type=ProfilePath(), metavar="PROFILE...")
@click.option(
    "--toward", type=OutcomeId(), metavar="ID", help="Also plan the steps toward this role, form or condition."
)
@click.option("--assume", is_flag=True, help="Add a second reading that takes the usual answer where one is open.")
@condition_options
@reading.printing_options
@click.pass_obj
def assess(  # noqa: PLR0913  (one per option)
    settings: "Settings",
    profiles: tuple[str, ...],
    toward: str | None,
    *,
    where: str | None,
    fail_on: tuple[str, ...],
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
    advisor assess profiles/*.toml --where "lead == consumer" --fail-on "contradictions > 0"

    Without --language, each profile is answered in its own language. Several profiles in JSON are JSON Lines.
    A CONDITION is written as in the rules and may read parts of the result; the README lists them.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.problems import EXIT_USAGE, AdvisorError
    from advisor.report import formats

    output.spare(target, profiles)
    if profiles.count(reading.STDIN) > 1:
        raise click.UsageError(settings.words.say("Standard input can be read only once."))
    reader = reading.Reader(settings, as_of, toward=toward)
    conditions: Conditions | None = None
    read: list[list[tuple[Assessment, Words]]] = []
    failed = 0
    for path in profiles:
        try:
            read.append(reader.readings(path) if assume else [reader.read(path)])
        except AdvisorError as error:
            about_the_command = any(problem.code.startswith("U") for problem in error.problems)
            if len(profiles) == 1 or error.exit_code != EXIT_USAGE or about_the_command:
                raise
            output.complain(error.problems, settings)
            failed += 1
            continue
        conditions = conditions or Conditions(where, fail_on, read[0][0][0].rulebase)
    if conditions is None:
        return EXIT_USAGE
    kept = [conditions.keep(readings[0][0]) for readings in read]
    printed = [each for readings, keep in zip(read, kept, strict=True) if keep == "yes" for each in readings]
    form = reading.chosen(form, target, settings)
    text = formats.advice(form, printed, reading.page(form, target, settings), several=len(profiles) > 1 or assume)
    reading.deliver(text, form, target)
    tell_left_out(kept, settings)
    if tell_met(conditions, (readings[0][0] for readings in read), settings):
        return FOUND
    return SOME_FAILED if failed else DONE
