"""``advisor rules show``: one entry of the rule base, or one message, with all there is to say about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import output, reading
from advisor.cli.ids import Showable
from advisor.cli.rule_folders import folders_argument, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.cli.settings import Settings
    from advisor.report.document import Document


@click.command()
@click.argument("about", metavar="ID", type=Showable())
@folders_argument
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text", help="By default text.")
@click.pass_obj
def show(settings: "Settings", about: str, folders: tuple[Path, ...], form: str) -> None:
    """Show one entry of the rules, or explain a message.

    ID is that of a rule, a role, a form, a condition of readiness, a question, a quantity, a table, a figure, a step, a
    caution, a check, a path, a wanted partner or a source; or the code of a message. Where two sorts of entries have
    the same id, name the sort as well.

    \b
    advisor rules show orchestrator.accepted-right          a rule of those that come with the program
    advisor rules show staff --rules mine                   the same with a folder of your own over them
    advisor rules show charter all-mine                     a step in a rule base of your own
    advisor rules show step:charter                         the step, where other things are called so too
    advisor rules show R360                                 what a message means
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.catalogue import CATALOGUE

    if about in CATALOGUE:
        from advisor.report.messages import compose_message, write_json

        text = (
            write_json(about, settings.words)
            if form == "json"
            else _printed(compose_message(about, settings.words), settings)
        )
    else:
        text = _entry(about, meant(folders, settings), form, settings)
    output.deliver(text, for_programs=form == "json")


def _entry(about: str, folders: "Sequence[Path]", form: str, settings: "Settings") -> str:
    from advisor.audit.entry import show
    from advisor.files.written import load_written

    shown = show(load_written(folders, settings.language), about)
    if form == "json":
        from advisor.report.shown_json import write_json

        return write_json(shown, settings.words)
    from advisor.report.shown import compose_shown

    return _printed(compose_shown(shown, settings.words), settings)


def _printed(document: "Document", settings: "Settings") -> str:
    from advisor.report import formats

    form = reading.chosen(None, None, settings)
    return formats.find(form)(document, reading.page(form, None, settings))
