"""``advisor profile schema``: what may stand in a profile, as JSON Schema for editors."""

from typing import TYPE_CHECKING

import click

from advisor.cli import output

if TYPE_CHECKING:
    from advisor.cli.settings import Settings


@click.command()
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def schema(settings: "Settings", target: str | None) -> None:
    """Print the schema of profiles, for editors.

    \b
    advisor profile schema -o schemas/profile.json
    advisor profile schema --rules mine --language nl -o profiel.json

    JSON Schema, draft 2020-12: every question of the rules with what can be answered to it. An editor with support for
    TOML completes from it and checks as you type; docs/rule-base.md says how. What a schema cannot know is left to:
    advisor profile check
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.schema_profile import schema_of_profile
    from advisor.files.shipped import load_rulebase
    from advisor.report.json import encode

    made = schema_of_profile(load_rulebase(settings.rules, settings.language), settings.words)
    output.deliver(encode(made, "\n") + "\n", target, for_programs=True)
