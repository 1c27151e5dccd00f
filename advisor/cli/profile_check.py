"""``advisor profile check``: everything that is wrong in profiles."""

import sys
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.parameters import ProfilePath
from advisor.cli.reading import STDIN

if TYPE_CHECKING:
    from advisor.cli.settings import Settings
    from advisor.model.profile import Profile
    from advisor.model.rulebase import RuleBase
    from advisor.words import Words

UNREADABLE = ("F201", "F202", "F203", "F204")
"""Faults of files that were never read, as against faults found in them."""


@click.command()
@click.argument("profiles", nargs=-1, required=True, type=ProfilePath(), metavar="PROFILE...")
@click.pass_obj
def check(settings: "Settings", profiles: tuple[str, ...]) -> int:
    """Find everything that is wrong in profiles.

    \b
    advisor profile check profiles/*.toml
    advisor profile check - < profile.toml

    Every fault of every file is told in one run. Exit codes: 0 no faults (there may be warnings), 1 faults found,
    2 a file cannot be read.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.profile import load, load_text
    from advisor.files.shipped import load_rulebase
    from advisor.problems import EXIT_USAGE, AdvisorError, Problem, describe

    rulebase = load_rulebase(settings.rules, settings.language)
    told: set[str] = set()
    worst = DONE

    def tell(problems: tuple[Problem, ...]) -> None:
        """Print what was not printed yet: profiles may share one that they extend."""
        for problem in problems:
            text = describe(problem, settings.words)
            if text not in told:
                output.deliver(f"{text}\n")
            told.add(text)

    for path in profiles:
        try:
            profile, warnings = load_text(sys.stdin.buffer.read(), rulebase) if path == STDIN else load(path, rulebase)
        except AdvisorError as error:
            unread = [problem for problem in error.problems if problem.code in UNREADABLE]
            output.complain(unread, settings)
            tell(tuple(problem for problem in error.problems if problem not in unread))
            worst = max(worst, EXIT_USAGE if unread else FOUND)
        else:
            tell(warnings)
            output.deliver(_in_order(profile, rulebase, settings.words))
    return worst


def _in_order(profile: "Profile", rulebase: "RuleBase", words: "Words") -> str:
    """One line for a profile without faults."""
    from advisor.problems import visible

    answers = words.counted(len(profile.answers), "%(number)s answer", "%(number)s answers")
    questions = words.number(len(rulebase.questions))
    return (
        words.say(
            "%(file)s: no faults; %(answers)s to %(questions)s questions",
            file=visible(profile.path),
            answers=answers,
            questions=questions,
        )
        + "\n"
    )
