"""Completion of ids, from the heads of the rule files alone, and of options, from the rules."""

import re
from collections.abc import Container, Iterable, Iterator
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


class Completed(click.ParamType[str]):
    """A text that is completed from what the rules have."""

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """What fits, in the order in which it is offered."""
        from click.shell_completion import CompletionItem

        fits = [each for each in self.offered(ctx, incomplete) if each.startswith(incomplete)]
        return [CompletionItem(each) for each in self.shown(fits, incomplete)]

    def offered(self, ctx: click.Context, incomplete: str) -> Iterable[str]:
        """Everything that could stand there, given what does."""
        raise NotImplementedError

    def shown(self, fits: list[str], incomplete: str) -> list[str]:  # noqa: ARG002
        """Of what fits, what is shown."""
        return fits


class Explainable(Completed):
    """The id of a role, a form, a condition of readiness, a rule, a step, a quantity, a question or a caution."""

    name = "id"
    sections: tuple[str, ...] = NAMED
    words: tuple[str, ...] = (LEAD,)

    def offered(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002
        """The ids, in alphabetical order."""
        return sorted({*self.words, *_ids(ctx, self.sections)})

    def shown(self, fits: list[str], incomplete: str) -> list[str]:
        """A rule shows once its outcome is there."""
        return [name for name in fits if "." in incomplete or "." not in name or len(fits) == 1]


class Showable(Explainable):
    """The id of anything in the rule base."""

    sections = SHOWN
    words = ()


class OutcomeId(Completed):
    """The id of a role, a form or a condition of readiness."""

    name = "id"

    def offered(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002
        """The ids, in alphabetical order."""
        return sorted(name for name in set(_ids(ctx, ())) if "." not in name)


class SectorId(Completed):
    """An option of the question that decides the wording."""

    name = "sector"

    def offered(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002
        """The options, in their order."""
        base = _rulebase(ctx)
        asked = base.questions.get(base.variants)
        return [option.id for option in asked.options] if asked else []


class Pair(Completed):
    """An answer as ``ID=VALUE``."""

    name = "id=value"

    def offered(self, ctx: click.Context, incomplete: str) -> Iterable[str]:
        """The ids of questions, and once one is there its options."""
        questions = _rulebase(ctx).questions
        name, given, _value = incomplete.partition("=")
        if not given:
            return [f"{each}=" for each in questions]
        return [f"{name}={option.id}" for option in questions[name].options] if name in questions else []


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
