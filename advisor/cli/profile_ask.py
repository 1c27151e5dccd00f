"""``advisor profile ask``: open questions to those who know, and their replies back into the profile."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import DONE, output, reading
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor.cli.settings import Settings
    from advisor.interview.asking import Message
    from advisor.words import Words

RECIPIENTS = ("supplier", "finance", "board", "it", "hr", "other")
"""Those of `advisor.interview.asking`, which ``--help`` has no time to import."""

REPLY = click.Path(allow_dash=True)


@click.command()
@click.argument("profile", type=ProfilePath())
@click.option("--holder", type=click.Choice(RECIPIENTS, case_sensitive=False), help="Only the message to this one.")
@click.option("--all", "everything", is_flag=True, help="Also ask what cannot change the advice any more.")
@click.option("--output", "-o", "folder", metavar="FOLDER", help="Write a file per holder here.")
@click.option(
    "--read", "replies", multiple=True, type=REPLY, metavar="REPLY", help="Read this reply, or - for standard input."
)
@click.option("--by", default="", metavar="NAME", help="Who replied; noted beside the answers.")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the replies, as 2026-11-23. By default today.",
)
@click.option("--force", is_flag=True, help="Replace files, and answers that a reply contradicts.")
@click.argument("more", nargs=-1, metavar="[REPLY]...", type=REPLY)
@click.pass_obj
def ask(
    settings: "Settings",
    /,
    profile: str,
    holder: str | None,
    folder: str | None,
    replies: tuple[str, ...],
    more: tuple[str, ...],
    *,
    everything: bool,
    force: bool,
    **who: Any,  # noqa: ANN401  (`by` and `day`)
) -> int:
    """Ask those who know, and read their replies.

    \b
    advisor profile ask school.toml --holder finance
    advisor profile ask school.toml -o messages
    advisor profile ask school.toml --read reply.txt --by "Head of finance"

    Prints a message for each holder with the questions that can still change the advice, the most decisive first. The
    replies may be whole mails: what counts are lines such as "> staff = about 50".

    Exit codes: 0 done, 1 a reply contradicts an answer, which stays, 2 nothing can be read, 4 some lines cannot be read
    and the others are stored.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    if replies or more:
        if not replies:
            raise click.UsageError(settings.words.say("Replies are read with --read."))
        from advisor.cli.replies import read_into

        return read_into(profile, (*replies, *more), settings, force=force, **who)
    from advisor.interview.asking import messages
    from advisor.interview.to_ask import asked_of

    assessment, words = reading.Reader(settings).read(profile)
    asked = [
        each
        for each in asked_of(assessment, everything=everything)
        if holder is None or (each.question.holder or RECIPIENTS[-1]) == holder
    ]
    found = messages(assessment, asked, words)
    if not found:
        output.tell(settings.words.say("There is nothing to ask."))
    elif folder is None:
        output.deliver(_on_one_page(found, words))
    else:
        _write(found, folder, settings, force=force)
    return DONE


def _on_one_page(messages: "Iterable[Message]", words: "Words") -> str:
    from advisor.interview.asking import holder_text

    found = list(messages)
    if len(found) == 1:
        return found[0].text
    heads = (words.say("To %(holder)s", holder=holder_text(each.holder, words)) for each in found)
    return "\n".join(f"==== {head} ====\n\n{each.text}" for head, each in zip(heads, found, strict=True))


def _write(messages: "tuple[Message, ...]", folder: str, settings: "Settings", *, force: bool) -> None:
    """A file per holder. A file that is there may be filled in already, so none is replaced without being asked to."""
    from advisor.files.saving import make_folder, write_atomically
    from advisor.problems import AdvisorError, Place, Problem, visible

    paths = [Path(folder) / f"{each.holder}.txt" for each in messages]
    there = [path for path in paths if os.path.lexists(path)]
    if there and not force:
        raise AdvisorError(*(Problem(code="F210", place=Place(str(path))) for path in there))
    make_folder(Path(folder))
    for path, message in zip(paths, messages, strict=True):
        write_atomically(path, message.text)
        output.tell(settings.words.say("%(file)s is ready to be sent", file=visible(str(path))))
