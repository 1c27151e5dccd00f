"""``advisor rules prove``: what is so for every profile that there can be."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, FOUND, output
from advisor.cli.parameters import Seconds
from advisor.cli.rule_folders import folders_argument, meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor.cli.settings import Settings
    from advisor.model.case import Suite
    from advisor.model.proof import Proof
    from advisor.words import Words

FORMATS = ("text", "json", "sarif", "junit")


@click.command()
@folders_argument
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="By default text.")
@click.option("--time", "seconds", type=Seconds(0.01, 86_400), default=10.0, show_default=True,
              metavar="SECONDS", help="How long to look for each thing.")  # fmt: skip
@click.option("--witness", metavar="DIR", help="Write the profiles that show what is found here.")
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def prove(
    settings: "Settings",
    *,
    folders: tuple[Path, ...],
    form: str,
    seconds: float,
    witness: str | None,
    target: str | None,
) -> int:
    """Prove what is so for every profile there can be.

    That is: over all answers that are free of contradictions.

    \b
    advisor rules prove                      the rules that come with the program
    advisor rules prove --rules mine         the same with a folder of your own over them
    advisor rules prove --witness found      with a profile in found/ for whatever is wrong

    Every rule can hold and can fail, no two say the same, every role, form and level can be reached and missed, every
    question changes some advice, every step and warning occurs and can be absent, and more: `advisor rules show CODE`
    explains a finding. Exit codes: 0 nothing is wrong (there may be notes), 1 something is, or could not be decided.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.rulebase import load_suite

    suite = load_suite(meant(folders, settings), settings.language)
    proof = _proved(suite, seconds)
    files = write_witnesses(proof, Path(witness)) if witness else {}
    text = _written(proof, form, settings.words, files)
    output.deliver(text, target, for_programs=form != "text")
    return FOUND if proof.faults else DONE


def _written(proof: "Proof", form: str, words: "Words", files: "Mapping[int, Sequence[str]]") -> str:
    from advisor.report import proved as report

    match form:
        case "json":
            return report.write_json(proof, words)
        case "sarif":
            from advisor.report import sarif

            return sarif.write("rules prove", report.of_proof(proof, words), words)
        case "junit":
            from advisor.report import junit

            return junit.write("advisor rules prove", {"obligations": report.trials(proof, words)})
        case _:
            return report.write_text(proof, words, files)


def _proved(suite: "Suite", seconds: float) -> "Proof":
    from advisor.cli.needing import proofs_of

    with proofs_of("rules prove"):
        from advisor.audit.proof import proof_of

        return proof_of(suite, seconds=seconds)


def write_witnesses(proof: "Proof", folder: Path) -> dict[int, "Sequence[str]"]:
    """A file per profile, which `assess` takes; by the place of the finding what they are called."""
    from advisor.files.answers import written_answers
    from advisor.files.saving import make_folder, write_atomically
    from advisor.files.writing import set_answers, set_entries

    found: dict[int, Sequence[str]] = {}
    base = proof.rulebase
    make_folder(folder)
    for place, each in enumerate(proof.findings):
        obligation = each.verdict.obligation
        option = obligation.values.get("option", "")
        about = "-".join([*(name for _sort, name in obligation.about), *([option] if option else [])])
        names = []
        for number, profile in enumerate(each.verdict.witness, start=1):
            end = f"-{number}" if len(each.verdict.witness) > 1 else ""
            path = folder / f"{each.problem.code}-{about}{end}.toml"
            head = {
                "name": f"{each.problem.code} {about}"[:200],
                "date": profile.written_on or base.released,
                "rulebase": base.version,
            }
            text = set_answers(set_entries("", "profile", head), written_answers(base.questions, profile.answers))
            write_atomically(path, text)
            names.append(str(path))
        found[place] = names
    return found
