"""``advisor profile new``: an empty profile to fill in."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import output
from advisor.cli.ids import SectorId
from advisor.cli.parameters import ProfilePath
from advisor.cli.reading import STDIN

if TYPE_CHECKING:
    from advisor.cli.settings import Settings


@click.command()
@click.argument("profile", required=False, default="-", type=ProfilePath(), metavar="[PROFILE]")
@click.option(
    "--sector",
    type=SectorId(),
    metavar="TEXT",
    help="Word the questions for this sector, and leave out those that do not apply there.",
)
@click.option("--name", default="", help="The name of the organisation.")
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@click.pass_obj
def new(settings: "Settings", profile: str, sector: str | None, name: str, *, force: bool) -> None:
    """Write an empty profile to fill in.

    \b
    advisor profile new school.toml --sector education --name "Our school"
    advisor profile new --language nl > profiel.toml

    Every question stands in it with why it is asked, who knows the answer, and what can be answered. Without PROFILE
    it is printed.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from shlex import quote

    from advisor.files.blank import blank_profile
    from advisor.files.saving import write_atomically
    from advisor.files.shipped import load_rulebase
    from advisor.files.values import AnswerError
    from advisor.problems import AdvisorError, Place, Problem, visible

    if profile != STDIN and not force and os.path.lexists(profile):
        raise AdvisorError(Problem(code="F210", place=Place(profile)))
    rulebase = load_rulebase(settings.rules, settings.language)
    try:
        text = blank_profile(rulebase, sector, name, settings.words)
    except AnswerError as error:
        problem = Problem(code=error.code, values=error.values, guess=error.guess, place=Place("--sector"))
        raise AdvisorError(problem) from None
    if profile == STDIN:
        output.deliver(text, for_programs=True)
        return
    write_atomically(Path(profile), text)
    command = f"advisor assess {quote(profile)}{settings.rules_again()}"
    say = settings.words.say
    output.tell(
        say("%(file)s is ready to be filled in; then: %(command)s", file=visible(profile), command=visible(command))
    )
