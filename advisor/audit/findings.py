"""What is wrong with a rule base, from the verdicts on its obligations: one problem each, with its place."""

from collections.abc import Mapping, Sequence

from advisor.audit.follows import without_followers
from advisor.audit.obligations import ALMOST, NOBODY, NOTES, questions_behind
from advisor.frozen import replace
from advisor.model.proof import Finding, Obligation, Verdict
from advisor.model.rulebase import RuleBase
from advisor.problems import Place, Problem

UNDECIDED = "A729"
RULEBASE = "rulebase", "rulebase"
BARRED, LOW, NEARLY = "A731", "A715", "A716"
NEARLY_FOR_ALL = "A736"


def findings(
    rulebase: RuleBase, verdicts: Sequence[Verdict], places: Mapping[tuple[str, str], Place]
) -> tuple[Finding, ...]:
    """Every obligation that is not proved and follows from no other, in their order.

    Where nobody can answer at all, only that.
    """
    found = [
        Finding(problem, verdict, tuple(sorted(questions_behind(verdict.obligation, rulebase))))
        for verdict in verdicts
        if (problem := _problem(rulebase, verdict, places))
    ]
    nobody = [each for each in found if each.problem.code == NOBODY]
    highest = {
        each.obligation.values["id"]: each.number
        for each in verdicts
        if each.obligation.wants == "most" and not each.obligation.values["option"] and each.number is not None
    }
    return tuple(nobody or without_followers(rulebase, found, highest))


def judged(verdict: Verdict) -> Verdict:
    """How large a number can be is proved as such; where that is too little, what was to be so is refuted."""
    if verdict.obligation.wants != "most" or verdict.result == "undecided" or not _is_too_low(verdict):
        return verdict
    return replace(verdict, result="refuted")


def _is_too_low(verdict: Verdict) -> bool:
    return verdict.number is None or verdict.number < ALMOST


def _problem(rulebase: RuleBase, verdict: Verdict, places: Mapping[tuple[str, str], Place]) -> Problem | None:
    each = verdict.obligation
    code, values = each.code, dict(each.values)
    among = f"{values['question']} = {values['option']}" if values.get("option") else ""
    if verdict.result == "undecided":
        about = [*(name for _sort, name in each.about), *([among] if among else [])]
        code, values = UNDECIDED, {**values, "code": code, "id": ", ".join(about)}
    elif each.wants == "most":
        highest, fits = verdict.number, rulebase.thresholds.fits
        is_low = highest is None or highest < fits
        if not _is_too_low(verdict) or (is_low and not among):  # that it can never fit is a finding of its own
            return None
        code = NEARLY_FOR_ALL if not among else BARRED if highest is None else LOW if is_low else NEARLY
        values |= {"fit": str(highest), "among": among}
    elif verdict.result == "proved":
        return None
    return Problem(code=code, values=values, place=_place(each, places), only_warns=code in NOTES)


def _place(each: Obligation, places: Mapping[tuple[str, str], Place]) -> Place:
    """Where the first thing stands that it is about; what stands nowhere by itself is the rule base's."""
    return next((places[about] for about in (*each.about, RULEBASE) if about in places), Place())
