"""``advisor profile merge``: the profiles of several respondents of one organisation as one."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.parameters import ProfilePath
from advisor.cli.reading import STDIN, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.cli.settings import Settings
    from advisor.interview.merging import Disagreement, Merged, Told
    from advisor.model.rulebase import RuleBase
    from advisor.problems import Problem
    from advisor.words import Words


@click.command()
@click.argument("profiles", nargs=-1, required=True, type=ProfilePath(), metavar="PROFILE PROFILE...")
@click.option("--output", "-o", "target", required=True, metavar="FILE", help="Write the merged profile here.")
@click.option(
    "--disagreements",
    type=click.Choice(["refuse", "range", "open"]),
    default="refuse",
    show_default=True,
    help="What becomes of answers that cannot all be true: nothing is written; what holds all of them; unknown.",
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@click.pass_obj
def merge(
    settings: "Settings",
    profiles: tuple[str, ...],
    target: str,
    disagreements: Literal["refuse", "range", "open"],
    *,
    force: bool,
) -> int:
    """Join the profiles of several respondents.

    \b
    advisor profile merge it.toml finance.toml -o school.toml
    advisor profile merge it.toml finance.toml -o school.toml --disagreements range

    What one does not know, the other may. Answers that can be true together become the part that everyone allows.
    Every disagreement is told on standard error with who said what; kept ones also stand in the note beside the
    answer. Remarks and order are those of the first file.

    Exit codes: 0 done, 1 they disagree and nothing is written, 2 a file is wrong or the merged one exists.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.advice.assess import variant_of
    from advisor.advice.facts import settle
    from advisor.advice.lexicon import RuleBaseLexicon
    from advisor.files.shipped import load_rulebase
    from advisor.interview.merging import merged
    from advisor.problems import AdvisorError, Place, Problem, describe
    from advisor.words import Words

    if len(profiles) < 2:
        raise click.UsageError(settings.words.say("Two profiles or more are merged."))
    if target != STDIN and not force and os.path.lexists(target):
        raise AdvisorError(Problem(code="F210", place=Place(target)))
    texts = _texts(profiles)
    words = Words(language_of(texts[0], settings))
    rulebase = load_rulebase(settings.rules, words.language)
    told = _read(profiles, texts, rulebase, settings)
    variant = variant_of(rulebase, settle(rulebase, told[0].profile))
    lexicon = RuleBaseLexicon(rulebase, words, variant)
    result = merged(told, "open" if disagreements == "open" else "range", lexicon)

    refused = disagreements == "refuse" and bool(result.disagreements)
    for each in result.disagreements:
        output.tell(describe(_problem(each, words, refused=refused), words))
    for name in result.unplaced:
        output.tell(describe(Problem(code="P473", values={"id": name}), words))
    if refused or result.unplaced:
        return FOUND
    text = _written(texts[0], told, result, rulebase, target)
    if target == STDIN:
        output.deliver(text, for_programs=True)
    else:
        _save(text, target)
        output.tell(_summary(told, result, words, target))
    return DONE


def _texts(profiles: tuple[str, ...]) -> list[bytes]:
    """The content of every file. Raises AdvisorError with all that cannot be read."""
    from advisor.files.toml import read_bytes
    from advisor.problems import AdvisorError

    found: list[bytes] = []
    problems: list[Problem] = []
    for path in profiles:
        try:
            found.append(sys.stdin.buffer.read() if path == STDIN else read_bytes(path, path))
        except AdvisorError as error:
            problems += error.problems
    if problems:
        raise AdvisorError(*problems)
    return found


def _read(
    profiles: tuple[str, ...], texts: "Sequence[bytes]", rulebase: "RuleBase", settings: "Settings"
) -> "list[Told]":
    """What every profile says. Raises AdvisorError with all the faults of all of them."""
    from advisor.files import toml
    from advisor.files.profile import load, load_text
    from advisor.interview.merging import Told
    from advisor.problems import AdvisorError

    found: list[Told] = []
    problems: list[Problem] = []
    for path, data in zip(profiles, texts, strict=True):
        try:
            profile, warnings = load_text(data, rulebase) if path == STDIN else load(path, rulebase)
            output.complain(warnings, settings)
            found.append(Told(profile=profile, tables=toml.parse(data, path)[0]))
        except AdvisorError as error:
            problems += error.problems
    if problems:
        raise AdvisorError(*problems)
    return found


def _problem(found: "Disagreement", words: "Words", *, refused: bool) -> "Problem":
    from advisor.problems import Problem

    said = "; ".join(words.say("%(who)s says: %(what)s", who=who, what=text) for who, text in found.said)
    values = {"id": found.about, "label": found.label, "said": said, "kept": found.kept}
    return Problem(code="P471" if refused else "P472", values=values, only_warns=not refused)


def _written(data: bytes, told: "Sequence[Told]", result: "Merged", rulebase: "RuleBase", target: str) -> str:
    """The text of the merged profile, which was read back and says what was merged. Raises AdvisorError."""
    from advisor.files.profile import load_text
    from advisor.interview.merged_text import merged_text, says

    first = told[0]
    folder = "" if target == STDIN else os.path.dirname(target)  # noqa: PTH120  (a relative path stays one)
    extends = first.tables.get("profile", {}).get("extends", "")
    if extends:
        lies = os.path.join(os.path.dirname(first.profile.path), extends)  # noqa: PTH118, PTH120  (the same)
        moved = os.path.relpath(lies, folder or ".").replace(os.sep, "/")
        extends = moved if os.path.normpath(moved) != os.path.normpath(extends) else ""
    text = merged_text(data.decode("utf-8"), first.profile, result, rulebase, extends)
    name = os.path.basename(target)  # noqa: PTH119  (the same)
    back, _warnings = load_text(text, rulebase, name, folder)
    if not says(back, result):
        raise RuntimeError(f"{target} would not say what was merged")
    return text


def _save(text: str, target: str) -> None:
    from advisor.files.saving import write_atomically
    from advisor.files.toml import read_bytes

    write_atomically(Path(target), text)
    if read_bytes(target, target) != text.encode():
        raise RuntimeError(f"{target} is not what was written")


def _summary(told: "Sequence[Told]", result: "Merged", words: "Words", target: str) -> str:
    from advisor.problems import visible

    answers = words.counted(len(result.profile.answers), "%(number)s answer", "%(number)s answers")
    kept = words.counted(len(result.disagreements), "%(number)s disagreement", "%(number)s disagreements")
    return words.say(
        "%(file)s: %(answers)s of %(number)s profiles, %(kept)s",
        file=visible(target),
        answers=answers,
        number=words.number(len(told)),
        kept=kept,
    )
