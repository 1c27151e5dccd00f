"""``advisor rules test``: whether examples and cases come out as written, and what they leave untried."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.rule_folders import folders_argument, meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.cli.settings import Settings
    from advisor.model.case import SuiteResult
    from advisor.words import Words

FORMATS = ("text", "json", "tap", "junit", "sarif")


@click.command()
@folders_argument
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="By default text.")
@click.option("--case", "only", multiple=True, metavar="ID", help="Run only this case or example. May be repeated.")
@click.option("--all", "all_gaps", is_flag=True, help="List everything that was never tried.")
@click.option("--mutate", is_flag=True, help="See whether mistakes in the rules would be noticed.")
@click.option("--every", type=click.IntRange(min=1), metavar="N", help="With --mutate: try one mistake in N.")
@click.option("--no-proof", is_flag=True, help="With --mutate: leave the proofs out, which is quicker.")
@click.option("--at-least", type=click.IntRange(0, 100), metavar="PERCENT",
              help="With --mutate: end with 1 when fewer are noticed.")  # fmt: skip
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def test(
    settings: "Settings",
    /,
    *,
    folders: tuple[Path, ...],
    form: str,
    only: tuple[str, ...],
    all_gaps: bool,
    mutate: bool,
    target: str | None,
    **limits: Any,  # noqa: ANN401  (the values of options)
) -> int:
    """Run the examples and cases of the rule base.

    \b
    advisor rules test                          the rules that come with the program
    advisor rules test --rules mine             the same with a folder of your own over them
    advisor rules test --case school-board      one case
    advisor rules test -f junit -o report.xml   for a build server
    advisor rules test --mutate --every 20      which mistakes nothing would notice

    Exit codes: 0 everything came out as expected and nothing was left untried, 1 otherwise. What a few runs chosen
    with --case leave untried does not count.

    With --mutate the rules get one thing wrong at a time: thresholds are moved, comparisons turned round, conditions
    dropped, points changed. Printed is which of these `rules check`, `test` and `prove` together let pass. Exit codes:
    0, or 1 when fewer are noticed than --at-least asks for.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.audit.suite import run_suite
    from advisor.files.rulebase import load_suite

    _refuse_together(settings.words, mutate=mutate, limits=limits, refused={
        "--case": bool(only), "--all": all_gaps, f"--format {form}": form not in ("text", "json"),
    })  # fmt: skip
    suite = load_suite(meant(folders, settings), settings.language)
    if mutate:
        from advisor.cli.mistakes import tried
        from advisor.report import mutated

        run = tried(suite, settings, limits["every"] or 1, prove=not limits["no_proof"])
        text = mutated.write_json(run) if form == "json" else mutated.write_text(run, settings.words)
        output.deliver(text, target, for_programs=form != "text")
        return FOUND if run.percent < (limits["at_least"] or 0) else DONE
    tested = run_suite(suite, settings.words, only)
    output.deliver(_written(tested, form, settings.words, all_gaps=all_gaps), target, for_programs=form != "text")
    return DONE if tested.in_order else FOUND


def _refuse_together(
    words: "Words", *, mutate: bool, limits: "Mapping[str, object]", refused: "Mapping[str, bool]"
) -> None:
    """Refuse options that mean nothing beside each other. Raises UsageError."""
    for name, value in limits.items():
        if value not in (None, False) and not mutate:
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(words.say("%(option)s goes with --mutate.", option=option))
    for option, given in refused.items():
        if given and mutate:
            raise click.UsageError(words.say("With --mutate there is no %(option)s.", option=option))


def _written(tested: "SuiteResult", form: str, words: "Words", *, all_gaps: bool) -> str:
    from advisor.report import tested as report

    match form:
        case "junit":
            from advisor.report import junit

            return junit.write("advisor rules test", report.suites(tested, words))
        case "sarif":
            from advisor.report import findings, sarif

            return sarif.write("rules test", findings.of_suite(tested, words), words)
        case "tap":
            from advisor.report import tap

            return tap.write(tested, words)
        case "json":
            return report.write_json(tested)
        case _:
            return report.write_text(tested, words, all_gaps=all_gaps)
