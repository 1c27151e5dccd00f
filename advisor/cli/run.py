"""One run of the program: from arguments to an exit code. The only place that turns errors into exit codes."""

import os
import sys

import click
from click.exceptions import Exit

from advisor.cli import COMPLETE, DONE, INTERNAL, output
from advisor.cli.commands import program
from advisor.cli.settings import Settings


def run(given: list[str]) -> int:
    """Run the command that is `given` and return its exit code.

    Raises:
        KeyboardInterrupt: Somebody pressed Ctrl-C.
        OSError: Standard output or standard error cannot be written to; errors about files are explained here.
    """
    output.never_refuse_a_character()
    settings = Settings()
    try:
        if asked := os.environ.get(COMPLETE):
            from click.shell_completion import shell_complete

            return shell_complete(program, {}, "advisor", COMPLETE, asked)
        arguments = expanded(given, sys.platform)
        with program.make_context("advisor", arguments, obj=settings) as context:
            return program.invoke(context) or DONE
    except Exit as stop:
        return stop.exit_code
    except Exception as error:  # noqa: BLE001  (whatever happens ends in an exit code)
        return _explained(error, settings)


def expanded(given: list[str], platform: str) -> list[str]:
    """The arguments with ``*`` and ``?`` filled in where the shell leaves that to programs."""
    if platform != "win32":
        return given

    from glob import glob

    return [each for argument in given for each in sorted(glob(argument)) or [argument]]  # noqa: PTH207  (keeps a leading ./)


def _explained(error: Exception, settings: Settings) -> int:
    """Say on standard error what went wrong, and choose the exit code."""
    from advisor.problems import EXIT_USAGE, AdvisorError, visible

    say = settings.words.say
    match error:
        case AdvisorError():
            output.complain(error.problems, settings)
            return error.exit_code
        case click.ClickException():
            context = error.ctx if isinstance(error, click.UsageError) else None
            usage = [context.get_usage()] if context else []
            hint = [say("'%(command)s --help' says more.", command=context.command_path)] if context else []
            told = f"{say('error')}: {visible(error.format_message())}"
            output.tell(*usage, told, *hint)
            return EXIT_USAGE
        case OSError() if error.filename is None:
            raise error
        case OSError():
            output.tell(f"{visible(os.fsdecode(error.filename))}: {say('error')}: {error.strerror}")
            return EXIT_USAGE
        case _:
            if settings.debug:
                sys.excepthook(type(error), error, error.__traceback__)
            fault = visible(f"{type(error).__name__}: {error}")
            output.tell(
                say("internal error (%(fault)s). Run again with --debug to see where, and report it.", fault=fault)
            )
            return INTERNAL
