"""The commands as click sees them: a group that loads one only when it is called.

click's own recipe for lazy groups loads every command to list them. Here the table has a line of help for each, so
that neither ``--help`` nor completion of a name loads any.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from advisor import __version__
from advisor.cli.settings import Settings, global_options
from advisor.cli.table import COMMANDS, Entry, help_of_program

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


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
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete names from the table, and options."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=entry.help) for name, entry in self.table.items() if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


class Program(LazyGroup):
    """The outermost group: its help is the one that needs no click."""

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002
        """The help of the program."""
        return help_of_program().rstrip("\n")


def _loaded(name: str, entry: Entry) -> click.Command:
    if not isinstance(entry.content, str):
        return LazyGroup(name, entry.content, help=entry.help)
    module, attribute = entry.content.split(":")
    command = cast("click.Command", getattr(import_module(module), attribute))
    own = {each.name for each in command.params}
    command.params.extend(each for each in global_options() if each.name not in own)
    command.callback = _after_a_look_at_the_language(command.callback)
    return command


def _after_a_look_at_the_language(callback: Callable[..., object] | None) -> Callable[..., object]:
    """Only when all options are read one knows which languages the rules have."""
    assert callback is not None  # noqa: S101  (every command does something)

    @wraps(callback)
    def run(*arguments: object, **options: object) -> object:
        click.get_current_context().ensure_object(Settings).check_language()
        return callback(*arguments, **options)

    return run


program = Program(
    "advisor",
    COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(__version__, "--version", "-V", message="advisor %(version)s")(program)
