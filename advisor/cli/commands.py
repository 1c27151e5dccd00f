"""The commands by name, and the group that loads one only when it is called.

click's own recipe for lazy groups loads every command to list them. Here each name comes with its line of help, so
that neither ``--help`` nor completion of a name loads any.
"""

from collections.abc import Mapping
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from advisor import __version__
from advisor.cli.settings import global_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """A command that is loaded when it is called, or a group of such commands."""

    help: str
    """One line, for the list of commands; a command's own help begins with the same line."""
    content: "str | Mapping[str, Entry]"
    """``module:attribute`` of a click command, or the commands of the group."""
    section: str = "Commands"
    """Under which heading the group above lists it."""


COMMANDS: Mapping[str, Entry] = {
    "assess": Entry(
        "Give the advice for one or a few profiles.",
        "advisor.cli.assess:assess",
        section="Advice",
    ),
    "explain": Entry(
        "Say why, and why not: a role, a form, a rule, a step or a quantity.",
        "advisor.cli.explain:explain",
        section="Advice",
    ),
    "profile": Entry(
        "Start a profile or check one.",
        {
            "check": Entry("Find everything that is wrong in profiles.", "advisor.cli.profile_check:check"),
            "new": Entry("Write an empty profile to fill in.", "advisor.cli.profile_new:new"),
        },
        section="Files",
    ),
    "rules": Entry(
        "Check the rule base.",
        {"check": Entry("Find everything that is wrong in the rule base.", "advisor.cli.rules_check:check")},
        section="Files",
    ),
}


class LazyGroup(click.Group):
    """A group whose commands stand in a table."""

    def __init__(self, name: str, table: Mapping[str, Entry], **attributes: object) -> None:
        """Take the commands of `table`, without loading any."""
        super().__init__(
            name,
            params=global_options(),
            no_args_is_help=False,
            subcommand_metavar="COMMAND ...",
            **attributes,  # type: ignore[arg-type]
        )
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command and give it the options that all commands take."""
        if cmd_name not in self.table:
            return None
        if cmd_name not in self.commands:
            self.add_command(_loaded(cmd_name, self.table[cmd_name]), cmd_name)
        return self.commands[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, read ``help NAME`` as ``NAME --help``, and suggest a name for one that is unknown."""
        if args[0] == "help":
            args = [*args[1:], "--help"]
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
        if args[0] not in self.table and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=self.table, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands under their headings."""
        for section, rows in groupby(self.table.items(), key=lambda row: row[1].section):
            with formatter.section(section):
                formatter.write_dl([(name, entry.help) for name, entry in rows])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete names from the table, and options."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=entry.help)
            for name, entry in self.table.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


def _loaded(name: str, entry: Entry) -> click.Command:
    if not isinstance(entry.content, str):
        return LazyGroup(name, entry.content, help=entry.help)
    module, attribute = entry.content.split(":")
    command = cast("click.Command", getattr(import_module(module), attribute))
    command.params.extend(global_options())
    return command


def _help_when_alone() -> None:
    """Answer ``advisor`` without a command, which asks what it can do, with the help."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


program = LazyGroup(
    "advisor",
    COMMANDS,
    help="""Find the roles an organisation fits in a digital ecosystem, the partner to look for, and the steps.

    \b
    advisor assess profiles/secondary-school.toml
    advisor explain profiles/secondary-school.toml orchestrator
    """,
    epilog="""'advisor help COMMAND' says more about a command. Exit codes: 0 done, 1 a condition met or faults found,
    2 wrong use, profile or file, 3 wrong rule base, 4 some of the inputs failed, 70 internal error, 130 Ctrl-C.""",
    invoke_without_command=True,
    callback=_help_when_alone,
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(__version__, "--version", "-V", message="advisor %(version)s")(program)
