"""What is wrong with a rule base, from the verdicts on its obligations: one problem each, with its place."""

from collections.abc import Mapping, Sequence

from advisor.audit.follows import without_followers
from advisor.audit.obligations import ALMOST, NOBODY, NOTES, questions_behind
from advisor.model.proof import Finding, Obligation, Verdict
from advisor.model.rulebase import RuleBase
from advisor.problems import Place, Problem

UNDECIDED = "A729"
RULEBASE = "rulebase", "rulebase"
BARRED, LOW, NEARLY = "A731", "A715", "A716"


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


def _problem(rulebase: RuleBase, verdict: Verdict, places: Mapping[tuple[str, str], Place]) -> Problem | None:
    each = verdict.obligation
    code, values = each.code, dict(each.values)
    if verdict.result == "undecided":
        code, values = UNDECIDED, {**values, "code": code, "id": ", ".join(name for _sort, name in each.about)}
    elif each.wants == "most":
        highest = verdict.number
        if highest is not None and highest >= ALMOST:
            return None
        code = BARRED if highest is None else LOW if highest < rulebase.thresholds.fits else NEARLY
        values["fit"] = str(highest)
        values["among"] = f"{values['question']} = {values['option']}" if values["question"] else "all"
    elif verdict.result == "proved":
        return None
    return Problem(code=code, values=values, place=_place(each, places), only_warns=code in NOTES)


def _place(each: Obligation, places: Mapping[tuple[str, str], Place]) -> Place:
    """Where the first thing stands that it is about; what stands nowhere by itself is the rule base's."""
    return next((places[about] for about in (*each.about, RULEBASE) if about in places), Place())
