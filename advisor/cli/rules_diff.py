"""``advisor rules diff``: what differs between two rule bases, and which advice changes by it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import DONE, FOUND, NOTHING_READ, SOME_FAILED, output, reading
from advisor.cli.parameters import ProfilePath
from advisor.cli.rule_folders import meant_by

if TYPE_CHECKING:
    from advisor.audit.compare import Comparison
    from advisor.cli.settings import Settings
    from advisor.model.rulebase import RuleBase
    from advisor.model.rules_diff import RulesDiff, Search

FORMATS = ("text", "json", "markdown")


@click.command()
@click.argument("old")
@click.argument("new")
@click.argument("more", nargs=-1, type=ProfilePath(), metavar="[PROFILE]...")
@click.option("--profiles", "-p", multiple=True, type=ProfilePath(), metavar="DIR", help="Profiles; may be repeated.")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="By default text.")
@click.option("--witness", metavar="DIR", help="Write an organisation whose advice changes, if one was found, here.")
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 when advice changes.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date of both advices. By default that of the profile, else of the new rule base.",
)
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def diff(
    settings: "Settings",
    /,
    old: str,
    new: str,
    *,
    more: tuple[str, ...],
    profiles: tuple[str, ...],
    form: str,
    target: str | None,
    **options: Any,  # noqa: ANN401
) -> int:
    """Say what differs between two, and which advice changes.

    \b
    advisor rules diff shipped mine --profiles profiles
    advisor rules diff last-year this-year --profiles profiles/*.toml -o changes.md -f markdown
    advisor rules diff mine mine+stricter --fail-on-change

    OLD and NEW are a whole rule base, or a folder that is laid over the shipped rules; `shipped` or `-` is those
    themselves, and A+B is B laid over A. What --rules names is laid over both. Where no given profile changes, an
    organisation that does is looked for, at random and by proof; --witness writes it as a profile.

    Exit codes: 0 done, 1 with --fail-on-change when the advice for a profile changes (without profiles: when an
    organisation was found), 2 wrong use or file, 3 a rule base is invalid, 4 some profiles could not be read.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.audit.compare import Comparison
    from advisor.report import rules_diff as report
    from advisor.report.rules_diff_data import write_json

    folders = [meant_by(each, settings) for each in (old, new)]
    as_of = options["as_of"]
    bases = _loaded(folders, settings.language)
    comparison = Comparison(bases[0], bases[1], settings.words, as_of.date() if as_of else None)
    given = [*profiles, *more]
    refused = _compare(given, comparison, settings)
    searched = _searched(comparison, settings) if comparison.is_worth_a_search() else None
    found = comparison.result(searched, unread=refused)
    if options["witness"] is not None:
        _write(options["witness"], found, settings)
    if form == "json":
        text = write_json(found, settings.words)
    else:
        form = "markdown" if form == "markdown" else reading.chosen(None, target, settings)
        names = [" + ".join(str(each) for each in some) for some in folders]
        text = report.write(found, names, form, reading.page(form, target, settings), settings.words)
    output.deliver(text, target, for_programs=form in reading.FOR_PROGRAMS)
    if options["fail_on_change"] and found.found_change:
        return FOUND
    if refused:
        return SOME_FAILED if found.compared else NOTHING_READ
    return DONE


def _loaded(folders: "list[list[Path]]", language: str) -> "list[RuleBase]":
    """Both rule bases. Raises AdvisorError with everything that is wrong in either."""
    from advisor.files.rulebase import load
    from advisor.problems import EXIT_RULES, AdvisorError, Problem, describe
    from advisor.words import Words

    found: list[RuleBase] = []
    problems: list[Problem] = []
    for each in folders:
        try:
            found.append(load(each, language))
        except AdvisorError as error:
            problems += error.problems
    if problems:
        words = Words(language)
        raise AdvisorError(*{describe(each, words): each for each in problems}.values(), exit_code=EXIT_RULES)
    return found


def _compare(given: list[str], comparison: "Comparison", settings: "Settings") -> int:
    """Assess every profile under both rule bases; returns how many could not be read."""
    import sys

    from advisor.batch.inputs import STDIN, find_inputs
    from advisor.files.both import read_twice
    from advisor.files.toml import read_bytes
    from advisor.problems import AdvisorError, Place, Problem

    inputs, problems = find_inputs(given, form="toml")
    problems += [Problem(code="U561", place=Place(each.path)) for each in inputs if each.form != "toml"]
    refused = len(problems)
    output.complain(problems, settings)
    for each in inputs:
        if each.form != "toml":
            continue
        try:
            data = sys.stdin.buffer.read() if each.path == STDIN else read_bytes(each.path, each.path)
            read = read_twice(data, each.path, each.path, *comparison.bases)
        except AdvisorError as error:
            output.complain(error.problems, settings)
            refused += 1
        else:
            output.complain(read.warnings, settings)
            comparison.add(read)
    return refused


def _searched(comparison: "Comparison", settings: "Settings") -> "Search | None":
    """What came of looking for an organisation whose advice changes; None where that takes what is missing."""
    from advisor.problems import Problem, not_installed

    found = None
    try:
        try:
            found = comparison.search()
        except OverflowError:
            output.complain([Problem(code="U562", only_warns=True)], settings)
        if found is None or found.witness is None:
            found = comparison.prove(found)
    except ModuleNotFoundError as error:
        if error.name not in ("numpy", "z3"):
            raise
        output.complain([not_installed("rules diff", error.name, "proof", only_warns=True)], settings)
    return found


def _write(folder: str, found: "RulesDiff", settings: "Settings") -> None:
    """Write the witness, if there is one. Raises AdvisorError."""
    from advisor.files.saving import make_folder, write_atomically
    from advisor.problems import visible

    if found.search is None or found.search.witness is None:
        return
    make_folder(Path(folder))
    for name, text in found.search.witness.files.items():
        path = Path(folder) / name
        write_atomically(path, text)
        output.tell(settings.words.say("Written: %(file)s", file=visible(str(path))))
