"""``advisor interview``: ask, save every answer at once, and end with the advice."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import DONE, INTERRUPTED, output, reading
from advisor.cli.ids import Pair
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from advisor.cli.settings import Settings
    from advisor.interview.dialogue import Told
    from advisor.interview.prompter import Prompter
    from advisor.model.profile import Profile
    from advisor.words import Words

DEPTHS = ("full", "quick", "shortest")
"""Those of `advisor.interview.conversation`, which ``--help`` has no time to import."""


@click.command()
@click.argument("profile", required=False, default="profile.toml", type=ProfilePath(), metavar="[PROFILE]")
@click.option("--depth", type=click.Choice(DEPTHS), default="full", show_default=True, help="How much to ask.")
@click.option("--respondent", default="", metavar="NAME", help="Who answers; noted beside every answer.")
@click.option(
    "--set", "pairs", type=Pair(), multiple=True, metavar="ID=VALUE", help="An answer beforehand, as one would type it."
)
@click.option("--answers", metavar="FILE", help="Answers beforehand from a TOML file, such as another profile.")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the answers, as 2026-11-23. By default today.",
)
@reading.result_options
@click.pass_obj
def interview(  # one parameter per kind of thing; what makes up the order is handed on as it is
    settings: "Settings",
    /,
    profile: str,
    form: str | None,
    target: str | None,
    **order: Any,  # noqa: ANN401
) -> int:
    """Ask, save every answer, and end with the advice.

    \b
    advisor interview school.toml
    advisor interview school.toml --depth quick --respondent "Head of IT"
    advisor interview school.toml --set staff=120 --set "bandwidth_up=about 50"

    Started again on the same file it goes on where it stopped. Depths: full asks everything that applies, quick the
    short track, shortest always what can still decide most, until nothing more would change the lead, the form or the
    readiness. At any question: ? is don't know, < goes back, / lists what else you can do. Without PROFILE the file is
    profile.toml.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files import toml
    from advisor.interview.session import Order, Session
    from advisor.words import Words

    output.spare(target, [profile])
    data = toml.read_bytes(profile, profile) if os.path.lexists(profile) else b""
    words = Words(reading.language_of(data, settings))
    base = reading.Reader(settings).base(words.language)
    file = order.pop("answers") or ""
    day = order.pop("day")
    tables = toml.parse(toml.read_bytes(file, file), file)[0] if file else {}
    asked = Order(
        today=day.date() if day else _today(),
        tables=tables,
        file=file,
        rules=settings.rules_again(),
        options=_options(order, day),
        **order,
    )

    def deliver(found: "Profile") -> None:
        from advisor.advice.assess import assess
        from advisor.report import formats

        chosen = reading.chosen(form, target, settings)
        advice = [(assess(base, found, words), words)]
        reading.deliver(formats.advice(chosen, advice, reading.page(chosen, target, settings)), chosen, target)

    session = Session(base, words, asked, _told(words), deliver, lambda found: output.complain(found, settings))
    ending = session.run(profile, _prompter(settings, words))
    return INTERRUPTED if ending == "interrupted" else DONE


def _options(order: "Mapping[str, Any]", day: "datetime | None") -> str:
    """Those with which the interview goes on as it began."""
    from shlex import quote

    depth = "" if order["depth"] == "full" else f" --depth {order['depth']}"
    respondent = f" --respondent {quote(order['respondent'])}" if order["respondent"] else ""
    return depth + respondent + (f" --on {day.date()}" if day else "")


def _today() -> Any:  # noqa: ANN401  (a date; the module is not imported for the help)
    from datetime import date

    return date.today()  # noqa: DTZ011  (the day of whoever answers)


def _told(words: "Words") -> "Told":
    from advisor.interview.dialogue import Told
    from advisor.report import formats
    from advisor.report.brief import brief
    from advisor.report.page import Page

    return Told(
        brief=lambda assessment: brief(assessment, words),
        whole=lambda assessment: formats.advice("plain", [(assessment, words)], Page()),
    )


def _prompter(settings: "Settings", words: "Words") -> "Prompter | None":
    """Lists and colour where the terminal can show them, else line by line; nobody where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    screen = output.screen(sys.stderr, settings)
    if settings.plain or not (sys.stderr.encoding or "").lower().startswith("utf"):
        from advisor.interview.plain import PlainPrompter

        return PlainPrompter(_typed_line, sys.stderr, words, screen.width)
    from prompt_toolkit.output import create_output

    from advisor.interview.screen import ScreenPrompter

    return ScreenPrompter(words, output=create_output(stdout=sys.stderr), colour=screen.colour)


def _typed_line() -> str:
    """The next line: UTF-8 if it can be, whatever the environment says, as what is typed far away often is."""
    data = sys.stdin.buffer.readline()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(sys.stdin.encoding, "replace")
