"""Completion of everything that can be explained, from the heads of the rule files alone."""

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.settings import Settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

HEAD = re.compile(r"^\[([a-z]+)\.([A-Za-z0-9_-]+)\]", re.MULTILINE)
NAMED = ("question", "quantity", "table", "step", "warning", "check")
"""Sections whose entries are explained by their own id."""
SHOWN = (*NAMED, "figure", "path", "wanted", "source")
"""Those that ``rules show`` takes."""
RULES = ("must", "bar", "plus", "minus", "warn")
OUTCOMES = ("roles", "forms", "readiness")


class Explainable(click.ParamType[str]):
    """The id of a role, a form, a condition of readiness, a rule, a step, a quantity, a question or a caution."""

    name = "id"
    sections: tuple[str, ...] = NAMED

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The ids that fit; a rule shows once its outcome is there."""
        from click.shell_completion import CompletionItem

        from advisor.files.shipped import shipped_folder

        folders = [Path(shipped_folder()), *(Path(each) for each in ctx.ensure_object(Settings).rules)]
        known = sorted({name for folder in folders for name in ids_in(folder, self.sections)})
        fits = [name for name in known if name.startswith(incomplete)]
        return [CompletionItem(name) for name in fits if "." in incomplete or "." not in name or len(fits) == 1]


class Showable(Explainable):
    """The id of anything in the rule base."""

    sections = SHOWN


def ids_in(folder: Path, sections: Container[str] = NAMED) -> Iterator[str]:
    """The ids in the files of one folder of rules; of entries outside outcomes those of some sections."""
    for file in sorted(folder.rglob("*.toml")):
        outcome = file.stem if file.parent.name in OUTCOMES and file.stem != "paths" else ""
        if outcome:
            yield outcome
        for section, name in HEAD.findall(file.read_text("utf-8", errors="replace")):
            if section in sections:
                yield name
            elif outcome and section in RULES:
                yield f"{outcome}.{name}"
