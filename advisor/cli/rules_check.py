"""``advisor rules check``: everything that is wrong in a rule base."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.rule_folders import folders_argument, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.cli.settings import Settings
    from advisor.problems import Problem
    from advisor.words import Words

FORMAT = "advisor.problems/1"
FORMATS = ("text", "json", "sarif", "junit")


@click.command()
@folders_argument
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="By default text.")
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def check(settings: "Settings", folders: tuple[Path, ...], form: str, target: str | None) -> int:
    """Find everything that is wrong in the rule base.

    \b
    advisor rules check                         the rules that come with the program
    advisor rules check --rules mine            the same with a folder of your own over them
    advisor rules check all-mine                a rule base of your own
    advisor rules check -f sarif -o rules.sarif for a code host; -f junit for a build server

    Several folders are laid over one another, the last one on top. Exit codes: 0 no faults (there may be warnings),
    1 faults found.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.rulebase import check as problems_of

    below = meant(folders, settings)
    problems = problems_of(below)
    output.deliver(_written(problems, form, below, settings.words), target, for_programs=form != "text")
    return FOUND if _faults(problems) else DONE


def _faults(problems: "Sequence[Problem]") -> int:
    return sum(not problem.only_warns for problem in problems)


def _written(problems: "Sequence[Problem]", form: str, folders: "Sequence[Path]", words: "Words") -> str:
    match form:
        case "json":
            return _as_json(problems, words)
        case "sarif":
            from advisor.report import findings, sarif

            return sarif.write("rules check", findings.of_problems(problems, words), words)
        case "junit":
            from advisor.files.folder import files_in
            from advisor.report import findings, junit

            files = [str(path) for folder in folders for path, _inside in files_in(folder)]
            trials = findings.by_file(files, findings.of_problems(problems, words), words)
            return junit.write("advisor rules check", {"files": trials})
        case _:
            return _as_text(problems, words)


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
