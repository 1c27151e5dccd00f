"""What commands about profiles share: options, reading a profile in its own language, and the page to print on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from advisor.cli import output

if TYPE_CHECKING:
    from datetime import date, datetime

    from advisor.cli.settings import Settings
    from advisor.model.assessment import Assessment
    from advisor.model.profile import Profile
    from advisor.model.rulebase import RuleBase
    from advisor.report.page import Page
    from advisor.words import Words

FORMATS = ("terminal", "plain", "markdown", "json")
"""Those of `advisor.report.formats`, which ``--help`` has no time to import."""
FOR_PROGRAMS = ("markdown", "json")
"""Formats that are the same bytes wherever they are printed."""
STDIN = Path("-")

Command = TypeVar("Command", bound=Callable[..., object])


def printing_options(command: Command) -> Command:
    """Add the options that say how, where and as of when."""
    options = (
        click.option(
            "--format",
            "-f",
            "form",
            type=click.Choice(FORMATS),
            envvar="ADVISOR_FORMAT",
            show_envvar=True,
            help="By default terminal, or plain where the output is no terminal.",
        ),
        click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output."),
        click.option(
            "--as-of",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="The date of the advice, as 2026-11-23. By default that of the profile, else of the rule base.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


class Reader:
    """Reads profiles and works out their advice, each in its own language. Rules are loaded once per language."""

    def __init__(self, settings: "Settings", as_of: "datetime | None" = None) -> None:
        """Load the rule base. Raises AdvisorError when it is invalid."""
        self._settings = settings
        self._as_of: date | None = as_of.date() if as_of else None
        self._bases: dict[str, RuleBase] = {}
        self._base = self.base(settings.language)

    def base(self, language: str) -> "RuleBase":
        """The rule base in a language."""
        from advisor.files.shipped import load_rulebase

        if language not in self._bases:
            self._bases[language] = load_rulebase(self._settings.rules, language)
        return self._bases[language]

    def read(self, path: Path) -> "tuple[Assessment, Words]":
        """The advice for one profile; warnings about it go to standard error. Raises AdvisorError."""
        from advisor.advice.assess import assess
        from advisor.files.profile import load, load_text
        from advisor.words import Words

        if path == STDIN:
            profile, warnings = load_text(sys.stdin.buffer.read(), self._base)
        else:
            profile, warnings = load(path, self._base)
        output.complain(warnings, self._settings)
        words = Words(self._language(profile))
        return assess(self.base(words.language), profile, words, as_of=self._as_of), words

    def _language(self, profile: "Profile") -> str:
        """The language asked for; else that of the profile, if there are rules in it; else that of the user."""
        own = profile.language if profile.language in self._base.languages else ""
        return self._settings.language_asked or own or self._settings.language


def chosen(form: str | None, target: str | None, settings: "Settings") -> str:
    """The format asked for, or the one that suits what the result is printed on."""
    if form:
        return form
    on_screen = (target is None or target == "-") and sys.stdout.isatty()
    return "terminal" if on_screen and not settings.plain else "plain"


def page(form: str, target: str | None, settings: "Settings") -> "Page":
    """What the result is printed on: in plain text, only a screen needs lines to be broken."""
    from advisor.report.page import Page

    screen = output.screen(sys.stdout, settings)
    on_screen = (target is None or target == "-") and sys.stdout.isatty()
    width = screen.width if on_screen or form == "terminal" else None
    return Page(width, screen.colour and (target is None or target == "-"))


def deliver(text: str, form: str, target: str | None) -> None:
    """Print the result. Raises AdvisorError when a file cannot be written."""
    output.deliver(text, target, for_programs=form in FOR_PROGRAMS)
