"""``--where`` and ``--fail-on``: conditions over the result, which act when they surely hold."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from advisor.cli import output

if TYPE_CHECKING:
    from advisor.advice.asked import Asked
    from advisor.cli.settings import Settings
    from advisor.model.assessment import Assessment
    from advisor.model.rulebase import RuleBase
    from advisor.problems import Problem

WHERE = "--where"
FAIL_ON = "--fail-on"

Command = TypeVar("Command", bound=Callable[..., object])


def condition_options(command: Command) -> Command:
    """Add the two options."""
    where = click.option(
        WHERE,
        metavar="CONDITION",
        help="Print only profiles for which this surely holds, as in 'lead == consumer and settled'.",
    )
    fail_on = click.option(
        FAIL_ON,
        multiple=True,
        metavar="CONDITION",
        help="End with exit code 1 when this surely holds for a profile, printed or not. May be repeated.",
    )
    return where(fail_on(command))


class Conditions:
    """The conditions of one run."""

    def __init__(self, where: str | None, fail_on: Sequence[str], rulebase: "RuleBase") -> None:
        """Read them. Raises AdvisorError with everything that is wrong with any of them."""
        self._fail_on: list[Asked] = []
        self._where: list[Asked] = []
        if where is not None or fail_on:
            self._read([(WHERE, where, self._where), *((FAIL_ON, text, self._fail_on) for text in fail_on)], rulebase)

    @staticmethod
    def _read(given: "Iterable[tuple[str, str | None, list[Asked]]]", rulebase: "RuleBase") -> None:
        from advisor.advice.asked import parse_asked
        from advisor.problems import AdvisorError

        problems: list[Problem] = []
        for option, text, found in given:
            try:
                if text is not None:
                    found.append(parse_asked(text, rulebase, option))
            except AdvisorError as error:
                problems += error.problems
        if problems:
            raise AdvisorError(*problems)

    def keep(self, assessment: "Assessment") -> str:
        """Whether ``--where`` holds: yes, no or open. Only yes is printed."""
        return next((asked.holds(assessment).value for asked in self._where), "yes")

    def met(self, assessment: "Assessment") -> list[str]:
        """Every ``--fail-on`` that surely holds, as it was written."""
        return [asked.text for asked in self._fail_on if asked.holds(assessment).value == "yes"]


def tell_met(conditions: Conditions, assessments: "Iterable[Assessment]", settings: "Settings") -> bool:
    """Say on standard error which ``--fail-on`` is met by which profile; whether one is."""
    from advisor.problems import visible

    said = [
        settings.words.say(
            "%(profile)s: `%(condition)s` surely holds",
            profile=visible(assessment.profile.path or assessment.profile.name),
            condition=visible(text),
        )
        for assessment in assessments
        for text in conditions.met(assessment)
    ]
    output.tell(*(f"{FAIL_ON}: {each}" for each in said))
    return bool(said)


def tell_left_out(kept: Sequence[str], settings: "Settings") -> None:
    """Say on standard error what ``--where`` left out, where that may come as a surprise."""
    words, undecided = settings.words, kept.count("open")
    if undecided:
        said = words.counted(
            undecided,
            "%(number)s profile left out, of which it is open whether the condition holds",
            "%(number)s profiles left out, of which it is open whether the condition holds",
        )
        output.tell(f"{WHERE}: {said}")
    if kept and "yes" not in kept:
        said = words.say("the condition surely holds for no profile")
        output.tell(f"{WHERE}: {said}")
