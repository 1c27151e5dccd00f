"""What commands about profiles share: options, reading a profile in its own language, and the page to print on."""

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from advisor.cli import output
from advisor.cli.settings import LANGUAGES

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
STDIN = "-"
HEAD_OF_PROFILE = 4096
"""Bytes in which a profile names its language."""

Command = TypeVar("Command", bound=Callable[..., object])


def result_options(command: Command) -> Command:
    """Add the options that say how and where to print the result."""
    form = click.option(
        "--format",
        "-f",
        "form",
        type=click.Choice(FORMATS),
        envvar="ADVISOR_FORMAT",
        show_envvar=True,
        help="By default terminal, or plain where the output is no terminal.",
    )
    target = click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
    return form(target(command))


def printing_options(command: Command) -> Command:
    """Add the options that say how, where and as of when."""
    as_of = click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="The date of the advice, as 2026-11-23. By default that of the profile, else of the rule base.",
    )
    return result_options(as_of(command))


class Reader:
    """Reads profiles and works out their advice, each in its own language. Rules are loaded once per language."""

    def __init__(self, settings: "Settings", as_of: "datetime | None" = None, toward: str | None = None) -> None:
        """Keep what was asked for; `toward` names an outcome whose steps are wanted in any case."""
        self._settings = settings
        self._as_of: date | None = as_of.date() if as_of else None
        self._toward = toward
        self._bases: dict[str, RuleBase] = {}

    def base(self, language: str) -> "RuleBase":
        """The rule base in a language. Raises AdvisorError when it is invalid."""
        from advisor.files.shipped import load_rulebase

        if language not in self._bases:
            base = load_rulebase(self._settings.rules, language)
            self._check_toward(base)
            self._bases[language] = base
        return self._bases[language]

    def _check_toward(self, base: "RuleBase") -> None:
        if self._toward is not None and self._toward not in base.outcomes:
            from advisor.problems import AdvisorError, Problem
            from advisor.words import closest

            guess = closest(self._toward, base.outcomes) or ""
            raise AdvisorError(Problem(code="U503", values={"id": self._toward}, guess=guess))

    def read(self, path: str) -> "tuple[Assessment, Words]":
        """The advice for one profile; warnings about it go to standard error. Raises AdvisorError."""
        return self._advice(*self._profile(path))

    def readings(self, path: str) -> "list[tuple[Assessment, Words]]":
        """The advice, and beside it a reading that assumes the usual answer where one is open."""
        profile, words = self._profile(path)
        return [self._advice(profile, words), self._advice(profile, words, assume=True)]

    def _advice(self, profile: "Profile", words: "Words", *, assume: bool = False) -> "tuple[Assessment, Words]":
        from advisor.advice.assess import assess

        base = self.base(words.language)
        return assess(base, profile, words, as_of=self._as_of, toward=self._toward, assume=assume), words

    def _profile(self, path: str) -> "tuple[Profile, Words]":
        """A profile and the language to answer it in."""
        from advisor.files.profile import load, load_text
        from advisor.files.toml import read_bytes
        from advisor.words import Words

        piped = path == STDIN
        data = sys.stdin.buffer.read() if piped else read_bytes(path, path)
        words = Words(language_of(data, self._settings))
        base = self.base(words.language)
        day = self._as_of
        profile, warnings = load_text(data, base, day=day) if piped else load(path, base, day=day)
        output.complain(warnings, self._settings)
        return profile, words


def language_of(data: bytes, settings: "Settings") -> str:
    """The language asked for; else the one the profile names, if the program or its rules have it; else the user's.

    It is looked up in the text of the profile, so that rules are read in one language only: a profile is read with its
    rules.
    """
    found = re.search(rb"^language\s*=\s*[\"'](\w+)[\"']", data[:HEAD_OF_PROFILE], re.MULTILINE)
    named = found[1].decode() if found else ""
    own = named if named in LANGUAGES or named in settings.languages else ""
    return settings.language_asked or own or settings.language


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
