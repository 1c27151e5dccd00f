"""``advisor rules schema``: what may stand in the files of a rule base, as JSON Schema for editors."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import output
from advisor.cli.rule_folders import folders_argument, meant
from advisor.files.folder import FILES

if TYPE_CHECKING:
    from advisor.cli.settings import Settings
    from advisor.files.schema_rules import About


@click.command()
@folders_argument
@click.option("--file", "kind", type=click.Choice(tuple(FILES)), help="Only the schema of one kind of file.")
@click.option("--output", "-o", "target", metavar="FILE", help="Write here; one file per kind in FOLDER/.")
@click.pass_obj
def schema(settings: "Settings", folders: tuple[Path, ...], kind: str | None, target: str | None) -> None:
    """Print the schemas of rules, for editors.

    \b
    advisor rules schema -o schemas/          one file per kind: schemas/questions.json …
    advisor rules schema --file questions     one of them
    advisor rules schema                      all of them in one document, under $defs

    JSON Schema, draft 2020-12. An editor with support for TOML completes from it and checks as you type;
    docs/rule-base.md says how. What a schema cannot know is left to: advisor rules check
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.schema_rules import about, schema_of, schema_of_all
    from advisor.report.json import encode

    base = about(meant(folders, settings))
    if target is not None and (target.endswith(("/", os.sep)) or Path(target).is_dir()):
        _write(Path(target), base, [kind] if kind else list(FILES), settings)
        return
    made = schema_of(kind, base, settings.words) if kind else schema_of_all(base, settings.words)
    output.deliver(encode(made, "\n") + "\n", target, for_programs=True)


def _write(folder: Path, base: "About", kinds: list[str], settings: "Settings") -> None:
    """A file per kind, and on standard error how many there are."""
    from advisor.files.saving import make_folder, write_atomically
    from advisor.files.schema_rules import schema_of
    from advisor.problems import visible
    from advisor.report.json import encode

    make_folder(folder)
    for kind in kinds:
        made = schema_of(kind, base, settings.words)
        write_atomically(folder / f"{kind}.json", encode(made, "\n") + "\n")
    say, number = settings.words.say, settings.words.number(len(kinds))
    output.tell(say("%(folder)s: schemas written: %(number)s", folder=visible(str(folder)), number=number))
