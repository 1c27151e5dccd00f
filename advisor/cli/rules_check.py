"""``advisor rules check``: everything that is wrong in a rule base."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.cli.settings import Settings
    from advisor.problems import Problem
    from advisor.words import Words

FORMAT = "advisor.problems/1"


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="[FOLDER]...",
)
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text", help="By default text.")
@click.pass_obj
def check(settings: "Settings", folders: tuple[Path, ...], form: str) -> int:
    """Find everything that is wrong in the rule base.

    \b
    advisor rules check                  the rules that come with the program
    advisor rules check --rules mine     the same with a folder of your own over them
    advisor rules check all-mine         a rule base of your own

    Several folders are laid over one another, the last one on top. Exit codes: 0 no faults (there may be warnings),
    1 faults found.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.rulebase import check as problems_of
    from advisor.files.shipped import shipped_folder

    below = folders or (_from_here(shipped_folder()),)
    problems = problems_of([*below, *(Path(each) for each in settings.rules)])
    if form == "json":
        output.deliver(_as_json(problems, settings.words), for_programs=True)
    else:
        output.deliver(_as_text(problems, settings.words))
    return FOUND if _faults(problems) else DONE


def _from_here(folder: Path) -> Path:
    """The folder as one would type it, where it lies below the current one."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _faults(problems: "Sequence[Problem]") -> int:
    return sum(not problem.only_warns for problem in problems)


def _as_text(problems: "Sequence[Problem]", words: "Words") -> str:
    """Every problem, and on the last line how many there are."""
    from advisor.problems import describe

    faults = _faults(problems)
    counts = {"faults": words.number(faults), "warnings": words.number(len(problems) - faults)}
    last = words.say("faults: %(faults)s, warnings: %(warnings)s", **counts)
    return "".join(f"{line}\n" for line in [*(describe(problem, words) for problem in problems), last])


def _as_json(problems: "Sequence[Problem]", words: "Words") -> str:
    from advisor.catalogue import CATALOGUE, REMEDIES
    from advisor.report.json import encode

    faults = _faults(problems)
    found = [
        {
            "code": problem.code,
            "only_warns": problem.only_warns,
            "file": problem.place.file,
            "key": list(problem.place.key),
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "says": words.say(CATALOGUE[problem.code], **problem.values),
            "excerpt": problem.excerpt,
            "span": list(problem.span),
            "guess": problem.guess,
            "remedy": words.say(REMEDIES[problem.code]) if problem.code in REMEDIES else "",
        }
        for problem in problems
    ]
    whole = {"format": FORMAT, "faults": faults, "warnings": len(problems) - faults, "problems": found}
    return encode(whole, "\n") + "\n"
