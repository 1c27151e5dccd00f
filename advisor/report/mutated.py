"""What became of mistakes that were made on purpose: as text for people, and as JSON."""

from collections import Counter
from typing import Final

from advisor.model.mutation import MutationRun, Tried
from advisor.report.json import encode
from advisor.report.safe import line
from advisor.report.tested import place_of
from advisor.words import Words
from advisor.words import message as _

FORMAT: Final = "advisor.mutated/1"
FATES: Final = ("check", "test", "prove", "survived", "same")


def write_text(run: MutationRun, words: Words) -> str:
    """Every survivor, how many met which fate, and on the last line the part that was caught."""
    lines = [line(survivor(each)) for each in run.survivors]
    counts = {fate: words.number(count) for fate, count in counted(run).items()}
    said = _(
        "mutants: %(all)s, caught by check: %(check)s, by test: %(test)s, by prove: %(prove)s, "
        "survived: %(survived)s, changed no result: %(same)s"
    )
    lines.append(words.say(said, all=words.number(len(run.tried)), **counts))
    percent = words.quantity(words.number(run.percent), "%")
    said = (
        _("caught of those that change a result: %(percent)s")
        if run.proved
        else _("caught of those that change a result, without proofs: %(percent)s")
    )
    lines.append(words.say(said, percent=percent))
    return "".join(f"{each}\n" for each in lines)


def survivor(each: Tried) -> str:
    """Where it stands, what was changed, and how."""
    where = f"{place_of(each.place)}: " if each.place.file else ""
    return f"{where}{each.mutant.sort} {each.mutant.about}: {each.mutant.change}"


def counted(run: MutationRun) -> dict[str, int]:
    """How many mutants met each fate."""
    found = Counter(each.fate for each in run.tried)
    return {fate: found[fate] for fate in FATES}


def write_json(run: MutationRun) -> str:
    """Everything, with each mutant whatever became of it."""
    base = run.rulebase
    whole = {
        "format": FORMAT,
        "rulebase": {"name": base.name, "version": base.version, "layers": list(base.layers)},
        "proved": run.proved,
        "tried": len(run.tried),
        "fates": counted(run),
        "percent": run.percent,
        "mutants": [
            {
                "sort": each.mutant.sort,
                "id": each.mutant.about,
                "change": each.mutant.change,
                "fate": each.fate,
                "file": each.place.file or None,
                "line": each.place.line or None,
            }
            for each in run.tried
        ],
    }
    return encode(whole, "\n") + "\n"
