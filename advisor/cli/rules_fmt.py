"""``advisor rules fmt``: files of rules in the canonical layout."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, SOME_FAILED, output
from advisor.cli.rule_folders import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advisor.cli.settings import Settings
    from advisor.files.relaid import Relaid
    from advisor.problems import Problem
    from advisor.words import Words


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|FOLDER]...")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a file is laid out otherwise.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.pass_obj
def fmt(settings: "Settings", paths: tuple[Path, ...], *, check: bool, diff: bool) -> int:
    """Lay out the files of rules in one way.

    \b
    advisor rules fmt                    the rules that come with the program
    advisor rules fmt --rules mine       those of a folder of your own, and no others
    advisor rules fmt mine/steps.toml    some files or folders

    Only blanks, empty lines and line ends change: remarks, the order of tables and keys, and what the rules say stay as
    they are. Exit codes: 0 done, 1 with --check: a file is laid out otherwise, 2 a file is no TOML and was left as it
    is, 4 the same, and others were laid out.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.relaid import toml_files
    from advisor.files.saving import write_atomically

    files = toml_files(paths or [Path(each) for each in settings.rules] or meant((), settings))
    problems: list[Problem] = []
    results = list(_read(files, problems))
    changed = [each for each in results if not each.is_current]
    if not (check or diff):
        for each in changed:
            write_atomically(each.path, each.new)
    if diff:
        output.deliver("".join(f"{line}\n" for each in changed for line in _differences(each)))
    else:
        output.deliver(_summary(changed, len(results), settings.words, check=check))
    output.complain(problems, settings)
    if problems:
        from advisor.problems import EXIT_USAGE

        return SOME_FAILED if results else EXIT_USAGE
    return FOUND if check and changed else DONE


def _read(files: "Sequence[Path]", problems: "list[Problem]") -> "Iterator[Relaid]":
    from advisor.files.relaid import relaid
    from advisor.problems import AdvisorError

    for file in files:
        try:
            yield relaid(file)
        except AdvisorError as error:
            problems.extend(error.problems)


def _summary(changed: "Sequence[Relaid]", number: int, words: "Words", *, check: bool) -> str:
    from advisor.problems import visible

    lines = []
    for each in changed:
        file = visible(str(each.path))
        lines.append(
            words.say("%(file)s: not laid out", file=file) if check else words.say("%(file)s: laid out", file=file)
        )
    counts = {"changed": words.number(len(changed)), "rest": words.number(number - len(changed))}
    last = (
        words.say("to be laid out: %(changed)s, as they should be: %(rest)s", **counts)
        if check
        else words.say("laid out: %(changed)s, as they were: %(rest)s", **counts)
    )
    return "".join(f"{line}\n" for line in [*lines, last])


def _differences(each: "Relaid") -> "Iterator[str]":
    import difflib

    from advisor.problems import visible

    name = str(each.path)
    for line in difflib.unified_diff(each.old.split("\n"), each.new.split("\n"), name, name, lineterm=""):
        yield visible(line)
