"""The result of proving a rule base: as text for people, and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from advisor.advice.scores import FULL
from advisor.files.answers import written_answers
from advisor.frozen import replace
from advisor.model.proof import Finding as Proved
from advisor.model.proof import Proof, Verdict
from advisor.model.term import ALWAYS, Term
from advisor.problems import visible
from advisor.report.findings import Finding, describe, of_problems
from advisor.report.json import encode
from advisor.report.junit import Trial
from advisor.words import Words
from advisor.words import message as _

FORMAT: Final = "advisor.proof/1"
MOST_ANSWERS: Final = 12
"""Of a witness that is printed with its finding; all of them stand in the file that --witness writes."""


def write_text(proof: Proof, words: Words, files: Mapping[int, Sequence[str]] | None = None) -> str:
    """Every finding with a profile that shows it, the highest fits, and on the last line how much was proved.

    `files` has the names of the files with the witness of a finding, by the place of the finding.
    """
    lines: list[str] = []
    for place, (each, shown) in enumerate(zip(proof.findings, of_proof(proof, words), strict=True)):
        lines.append(describe(shown, words))
        lines += [f"  {line}" for line in _witness(proof, each, words, (files or {}).get(place, ()))]
    for days in dict.fromkeys(each.days for each in proof.verdicts):
        lines += _highest(proof, days, words)
    counts = {result: sum(each.result == result for each in proof.verdicts) for result in RESULTS}
    notes = len(proof.findings) - proof.faults
    said = _("obligations: %(all)s, proved: %(proved)s, refuted: %(refuted)s, undecided: %(undecided)s")
    numbers = {name: words.number(count) for name, count in counts.items()}
    lines.append(words.say(said, all=words.number(len(proof.verdicts)), **numbers))
    last = words.say(
        "faults: %(faults)s, notes: %(notes)s", faults=words.number(proof.faults), notes=words.number(notes)
    )
    return "".join(f"{line}\n" for line in [*lines, last])


RESULTS: Final = ("proved", "refuted", "undecided")


def _witness(proof: Proof, finding: Proved, words: Words, files: Sequence[str]) -> Iterator[str]:
    """A profile that shows a finding: where it was written, else the answers that it is about."""
    witness = finding.verdict.witness
    if files:
        yield words.say("As in %(files)s", files=words.both([visible(each) for each in files]))
        return
    asked = proof.rulebase.questions
    for profile in witness[:1]:
        answers = written_answers(asked, profile.answers)
        shown = [name for name in answers if name in finding.questions] or list(answers)
        told = ", ".join(f"{name} = {encode(answers[name])}" for name in shown[:MOST_ANSWERS])
        more = " …" if len(shown) > MOST_ANSWERS else ""
        yield words.say("For example: %(answers)s", answers=told + more)
    for profile in witness[1:]:
        name = finding.verdict.obligation.differs
        answers = written_answers(asked, profile.answers)
        yield words.say("and then: %(answers)s", answers=f"{name} = {encode(answers.get(name))}")


def _highest(proof: Proof, days: Term, words: Words) -> list[str]:
    """The highest fit of every outcome, over everybody and per option of the variants question."""
    rows: dict[str, dict[str, str]] = {}
    for each in proof.verdicts:
        if each.obligation.wants == "most" and each.days == days:
            found = NOT_DECIDED if each.result == "undecided" else NOBODY if each.number is None else str(each.number)
            rows.setdefault(each.obligation.values["id"], {})[each.obligation.values["option"]] = found
    head = _("highest fit with all gates open; in brackets the options of %(question)s for which it is less:")
    lines = [words.say(head, question=proof.rulebase.variants)] if rows else []
    if rows and days != ALWAYS:
        lines.insert(0, words.say(ON_DAYS, days=str(days)))
    for name, highest in rows.items():
        less = ", ".join(f"{option} {each}" for option, each in highest.items() if option and each != str(FULL))
        lines.append(f"  {name}: {highest['']}" + (f" ({less})" if less else ""))
    return lines


NOBODY: Final = "-"
"""In the place of a highest fit, where nobody keeps the gates."""
NOT_DECIDED: Final = "?"
ON_DAYS: Final = _("on the days %(days)s:")


# -- for build servers


def of_proof(proof: Proof, words: Words) -> tuple[Finding, ...]:
    """The findings in the shape of all that is found in rules; what is no fault is a note."""
    found = of_problems((each.problem for each in proof.findings), words)
    return tuple(_told(shown, each, words) for shown, each in zip(found, proof.findings, strict=True))


def _told(shown: Finding, found: Proved, words: Words) -> Finding:
    when = ", ".join(str(each) for each in found.days)
    message = f"{words.say(ON_DAYS, days=when)} {shown.message}" if when else shown.message
    return replace(shown, message=message, level="note" if shown.level == "warning" else shown.level)


def trials(proof: Proof, words: Words) -> Iterator[Trial]:
    """A trial per obligation: passed when it is proved, or when what was found is only worth knowing."""
    found: dict[object, list[Finding]] = {}
    for each, shown in zip(proof.findings, of_proof(proof, words), strict=True):
        found.setdefault(each.verdict.obligation.key, []).append(shown)
    for key, verdict in {each.obligation.key: each for each in proof.verdicts}.items():
        faults = [each for each in found.get(key, ()) if each.level == "error"]
        notes = [each for each in found.get(key, ()) if each.level != "error"]
        yield Trial(
            group=verdict.obligation.code,
            name=", ".join(f"{sort} {name}" for sort, name in verdict.obligation.about) + _among(verdict),
            failure="; ".join(each.message for each in faults),
            sort=" ".join(sorted({each.code for each in faults})),
            details="\n".join(describe(each, words) for each in faults),
            notes="\n".join(describe(each, words) for each in notes),
        )


def _among(verdict: Verdict) -> str:
    option = verdict.obligation.values.get("option", "")
    return f", {option}" if option else ""


# -- JSON


def write_json(proof: Proof, words: Words) -> str:
    """Everything: findings with their witnesses, the highest fits, and what each question changes."""
    from advisor.catalogue import CATALOGUE  # noqa: PLC0415

    base = proof.rulebase
    whole = {
        "format": FORMAT,
        "rulebase": {"name": base.name, "version": base.version, "layers": list(base.layers)},
        "obligations": len(proof.verdicts),
        **{result: sum(each.result == result for each in proof.verdicts) for result in RESULTS},
        "faults": proof.faults,
        "findings": [
            {
                "code": each.problem.code,
                "only_warns": each.problem.only_warns,
                "about": [{"sort": sort, "id": name} for sort, name in each.verdict.obligation.about],
                "says": words.say(CATALOGUE[each.problem.code], **each.problem.values),
                "file": each.problem.place.file,
                "line": each.problem.place.line or None,
                "witness": [written_answers(base.questions, profile.answers) for profile in each.verdict.witness],
                "days": [str(days) for days in each.days],
            }
            for each in proof.findings
        ],
        "highest_fit": [
            {
                "outcome": each.obligation.values["id"],
                "among": each.obligation.values["option"] or None,
                "fit": each.number,
                "result": each.result,
                "days": str(each.days) if each.days != ALWAYS else None,
            }
            for each in proof.verdicts
            if each.obligation.wants == "most"
        ],
        "questions": [
            {"id": each.obligation.differs, "changes": each.differs}
            for each in proof.verdicts
            if each.obligation.code == "A717"
        ],
    }
    return encode(whole, "\n") + "\n"
