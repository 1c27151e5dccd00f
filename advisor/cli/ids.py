"""Completion of ids, from the heads of the rule files alone, and of options, from the rules."""

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.settings import Settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from advisor.model.rulebase import RuleBase

HEAD = re.compile(r"^\[([a-z]+)\.([A-Za-z0-9_-]+)\]", re.MULTILINE)
NAMED = ("question", "quantity", "table", "step", "warning", "check")
"""Sections whose entries are explained by their own id."""
SHOWN = (*NAMED, "figure", "path", "wanted", "source")
"""Those that ``rules show`` takes."""
RULES = ("must", "bar", "plus", "minus", "warn")
OUTCOMES = ("roles", "forms", "readiness")
LEAD = "lead"
"""Not an id: why the role that comes first does."""


class Explainable(click.ParamType[str]):
    """The id of a role, a form, a condition of readiness, a rule, a step, a quantity, a question or a caution."""

    name = "id"
    sections: tuple[str, ...] = NAMED
    words: tuple[str, ...] = (LEAD,)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The ids that fit; a rule shows once its outcome is there."""
        from click.shell_completion import CompletionItem

        known = {*self.words, *_ids(ctx, self.sections)}
        fits = sorted(name for name in known if name.startswith(incomplete))
        return [CompletionItem(name) for name in fits if "." in incomplete or "." not in name or len(fits) == 1]


class Showable(Explainable):
    """The id of anything in the rule base."""

    sections = SHOWN
    words = ()


class OutcomeId(click.ParamType[str]):
    """The id of a role, a form or a condition of readiness."""

    name = "id"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The ids that fit."""
        from click.shell_completion import CompletionItem

        outcomes = sorted(name for name in set(_ids(ctx, ())) if "." not in name)
        return [CompletionItem(name) for name in outcomes if name.startswith(incomplete)]


class SectorId(click.ParamType[str]):
    """An option of the question that decides the wording."""

    name = "sector"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The options that fit."""
        from click.shell_completion import CompletionItem

        base = _rulebase(ctx)
        asked = base.questions.get(base.variants)
        options = [option.id for option in asked.options] if asked else []
        return [CompletionItem(each) for each in options if each.startswith(incomplete)]


class Pair(click.ParamType[str]):
    """An answer as ``ID=VALUE``."""

    name = "id=value"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The ids of questions, and once one is there its options."""
        from click.shell_completion import CompletionItem

        questions = _rulebase(ctx).questions
        name, given, _value = incomplete.partition("=")
        if not given:
            found = [f"{each}=" for each in questions]
        else:
            found = [f"{name}={option.id}" for option in questions[name].options] if name in questions else []
        return [CompletionItem(each) for each in found if each.startswith(incomplete)]


def _ids(ctx: click.Context, sections: Container[str]) -> Iterator[str]:
    """The ids in the shipped rules and in the folders over them."""
    from advisor.files.shipped import shipped_folder

    for folder in (shipped_folder(), *ctx.ensure_object(Settings).rules):
        yield from ids_in(Path(folder), sections)


def _rulebase(ctx: click.Context) -> "RuleBase":
    from advisor.files.shipped import load_rulebase

    settings = ctx.ensure_object(Settings)
    return load_rulebase(settings.rules, settings.language)


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
