"""``advisor rules texts``: the file that a translator fills in, brought up to date with the rules."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.rule_folders import folders_argument, meant

if TYPE_CHECKING:
    from advisor.cli.settings import Settings
    from advisor.files.texts_update import Updated
    from advisor.words import Words


@click.command()
@click.argument("language")
@folders_argument
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if the file is not up to date.")
@click.pass_obj
def texts(settings: "Settings", language: str, folders: tuple[Path, ...], *, check: bool) -> int:
    """Bring a translation of the rules up to date.

    \b
    advisor rules texts nl                  texts/nl.toml of the rules that come with the program
    advisor rules texts nl --rules mine     that of a folder of your own over them
    advisor rules texts nl all-mine         that of a rule base of your own

    Of several folders the last one is brought up to date. No translation is lost. Afterwards, look for nl = "" (new),
    "# now:" (the English changed: mend the translation and copy the new English) and [orphaned (the text is gone).

    Exit codes: 0 done, 1 with --check: the file is not up to date, 3 the rules or the translations cannot be read.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.saving import make_folder, write_atomically
    from advisor.files.texts_update import update

    updated = update(meant(folders, settings), language)
    if not check and not updated.is_current:
        make_folder(updated.path.parent)
        write_atomically(updated.path, updated.content)
    output.deliver(_summary(updated, settings.words, check=check))
    return FOUND if check and not updated.is_current else DONE


def _summary(updated: "Updated", words: "Words", *, check: bool) -> str:
    from advisor.problems import visible

    say, number, file = words.say, words.number, visible(str(updated.path))
    if updated.is_current:
        state = say("%(file)s: up to date", file=file)
    elif check:
        state = say("%(file)s: not up to date", file=file)
    else:
        state = say("%(file)s: brought up to date", file=file)
    lines = (
        state,
        say("kept: %(number)s", number=number(updated.kept)),
        say("new, without a translation: %(number)s", number=number(updated.new)),
        say("drifted, the English changed since: %(number)s", number=number(updated.drifted)),
        say("taken over from another name: %(number)s", number=number(updated.taken_over)),
        say("orphaned, set aside at the end: %(number)s", number=number(updated.orphaned)),
    )
    return "".join(f"{line}\n" for line in lines)
