"""Parameters that several commands take."""

import math
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any

    from click.shell_completion import CompletionItem


class Seconds(click.FloatRange):
    """A number of seconds between two others."""

    def convert(self, value: "Any", param: "click.Parameter | None", ctx: "click.Context | None") -> float:  # noqa: ANN401
        """What was typed as a number; `nan` lies between none."""
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        return seconds


class ProfilePath(click.Path):
    """The path of a profile. Shells complete it with files that end in ``.toml`` and with folders."""

    def __init__(self) -> None:
        """Leave looking whether the file exists to whoever reads it: that says more about what is wrong."""
        super().__init__(allow_dash=True)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The files that fit; where there are none, the shell is asked to complete folders in its own way."""
        from pathlib import Path

        from click.shell_completion import CompletionItem

        written, _, begun = incomplete.rpartition("/")
        written += "/" * ("/" in incomplete)
        try:
            names = sorted(each.name + "/" * each.is_dir() for each in Path(written or ".").expanduser().iterdir())
        except OSError:
            names = []
        shown = [each for each in names if each.startswith(begun) and (begun or not each.startswith("."))]
        if not any(each.endswith(".toml") for each in shown):
            return [CompletionItem(incomplete, type="dir")]
        return [CompletionItem(written + each) for each in shown if each.endswith((".toml", "/"))]
