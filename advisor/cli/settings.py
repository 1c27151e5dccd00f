"""What holds for every command: the language, the rule folders, and how to print.

The options stand on the program and on each command, because people type them in either place; the one that is
typed last counts, and rule folders add up. The variables of the environment are read once, at the program.
"""

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, cast

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from advisor.words import Words

LANGUAGES = ("en", "nl")
"""Those of `advisor.words`, which ``--help`` has no time to import."""


class Language(click.Choice[str]):
    """A language of the program or, as a layer of rules may have others, two letters that `Settings` looks at later."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Two letters as they are, and nothing else."""
        return value if re.fullmatch("[a-z]{2}", value) else super().convert(value, param, ctx)


class Settings:
    """The global options as they were given. Filled in while the command line is read, and only read after that."""

    def __init__(self) -> None:
        """Begin with nothing given."""
        self.language_asked: str | None = None
        """The language that was asked for, if one was."""
        self.rules: tuple[str, ...] = ()
        """Folders over the shipped rule base, the last one on top."""
        self.no_color = False
        """Asked for no colour; whether there is any also depends on the stream: see `advisor.cli.output`."""
        self.plain = _is_set("ACCESSIBLE") or os.environ.get("TERM") == "dumb"
        """One thing per line, without boxes, columns or redrawing."""
        self.debug = False
        """Show where an internal error comes from."""
        self._rules_are_default = True
        self._language_is_default = True

    @property
    def language(self) -> str:
        """The language to print in, unless something else, such as a profile, has a better claim than a default."""
        return self.language_asked or _language_of_environment()

    @cached_property
    def words(self) -> "Words":
        """Everything printed goes through these."""
        from advisor.words import Words

        return Words(self.language)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those of the program, and those into which rules over the shipped ones are translated."""
        from pathlib import Path

        found = {file.stem for folder in self.rules for file in Path(folder, "texts").glob("[a-z][a-z].toml")}
        return (*LANGUAGES, *sorted(found.difference(LANGUAGES)))

    def rules_again(self) -> str:
        """The options by which another command has the same rules, each with a space before it."""
        from shlex import quote

        return "".join(f" --rules {quote(each)}" for each in self.rules)

    def check_language(self) -> None:
        """Raise a mistake of the command line when the language that was asked for is none of them."""
        if self.language_asked not in (None, *LANGUAGES, *self.languages):
            offered = ", ".join(repr(each) for each in self.languages)
            hint = "ADVISOR_LANGUAGE" if self._language_is_default else "--language"
            raise click.BadParameter(f"{self.language_asked!r} is not one of {offered}.", param_hint=f"'{hint}'")

    def take(self, name: str, value: object, *, from_environment: bool) -> None:
        """Store the value of one option."""
        if name == "rules":
            folders = cast("tuple[str, ...]", value)
            self.rules = folders if self._rules_are_default else (*self.rules, *folders)
            self._rules_are_default = from_environment
        else:
            setattr(self, name, value)
        if name == "language_asked":
            self._language_is_default = from_environment


def global_options() -> list[click.Parameter]:
    """The options that the program and every command take."""
    return [
        _option(
            "--language",
            "language_asked",
            type=Language(LANGUAGES),
            help="Language to print in; rules may add one. Default: that of the profile, or of the environment.",
        ),
        rules_option(exists=True),
        _option("--plain", is_flag=True, help="One thing per line, for screen readers and for grep."),
        _option("--no-color", is_flag=True, help="No colour."),
        _option("--debug", is_flag=True, help="Show where an internal error comes from."),
    ]


def rules_option(*, exists: bool) -> click.Option:
    """The option for folders of rules, which have to be there or not."""
    return _option(
        "--rules",
        metavar="FOLDER",
        multiple=True,
        type=click.Path(exists=exists, file_okay=False),
        help="Rules of your own, laid over the shipped ones. May be repeated.",
    )


def _option(*names: str, **attributes: object) -> click.Option:
    variable = "ADVISOR_" + names[0].strip("-").replace("-", "_").upper()
    return click.Option(
        names,
        envvar=variable,
        show_envvar=True,
        expose_value=False,
        callback=_store,
        **attributes,  # type: ignore[arg-type]
    )


def _store(context: click.Context, parameter: click.Parameter, value: object) -> None:
    source = context.get_parameter_source(parameter.name or "")
    from_environment = source is ParameterSource.ENVIRONMENT
    if source is ParameterSource.COMMANDLINE or (from_environment and context.parent is None):
        context.ensure_object(Settings).take(parameter.name or "", value, from_environment=from_environment)


def _language_of_environment() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


def _is_set(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0")
