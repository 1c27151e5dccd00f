"""``advisor explain``: why, and why not."""

from typing import TYPE_CHECKING

import click

from advisor.cli import output, reading
from advisor.cli.ids import Explainable
from advisor.cli.parameters import ProfilePath

if TYPE_CHECKING:
    from datetime import datetime

    from advisor.cli.settings import Settings


@click.command()
@click.argument("profile", type=ProfilePath())
@click.argument("about", required=False, default="", metavar="[ID]", type=Explainable())
@reading.printing_options
@click.pass_obj
def explain(
    settings: "Settings", profile: str, about: str, form: str | None, target: str | None, as_of: "datetime | None"
) -> None:
    """Say why, and why not: a role, a rule, a step.

    ID is a role, a form, a condition of readiness, a rule, a step, a quantity, a question or a caution. Without it: why
    the role that comes first does, and the next does not.

    \b
    advisor explain profiles/secondary-school.toml
    advisor explain profiles/secondary-school.toml orchestrator
    advisor explain profiles/secondary-school.toml orchestrator.accepted-right
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.report import formats

    output.spare(target, [profile])
    assessment, words = reading.Reader(settings, as_of).read(profile)
    form = reading.chosen(form, target, settings)
    text = formats.explanation(form, assessment, words, about, reading.page(form, target, settings))
    reading.deliver(text, form, target)
