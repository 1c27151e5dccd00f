"""The first cases of a new step, warning, check or path: one for which it holds, and one for which it does not."""

from typing import Any, Final

from advisor.files.begin_example import assessed, tries
from advisor.files.scaffolds import case
from advisor.language.possible import possible
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment
from advisor.model.rulebase import RuleBase

ENDS: Final = {Truth.YES: "holds", Truth.NO: "does-not"}
KEYS: Final = {"step": ("steps", "not_steps"), "warning": ("warnings", "not_warnings")}
"""What a case says of each: that it is there, and that it is not."""


def cases(rulebase: RuleBase, sort: str, name: str) -> str:
    """The text of these cases; nothing where we find no answers for them.

    Args:
        rulebase: With what is new.
        sort: ``step``, ``warning``, ``check`` or ``path``.
        name: Its id.
    """
    condition = _condition(rulebase, sort, name)
    found: dict[Truth, str] = {}
    for given in tries(rulebase, condition):
        assessment = assessed(rulebase, given)
        truth = truth_of(possible(condition, assessment.given))
        if truth in ENDS and truth not in found:
            found[truth] = case(f"{name}-{ENDS[truth]}", given, _then(assessment, sort, name, holds=truth is Truth.YES))
    return "\n".join(found[truth] for truth in ENDS if truth in found)


def _condition(rulebase: RuleBase, sort: str, name: str) -> Expr:
    steps = {("step", each.id): each.when for each in rulebase.steps.values() if each.when is not None}
    warnings = {("warning", each.id): each.when for each in rulebase.warnings}
    checks = {("check", each.id): each.when for each in rulebase.checks}
    paths = {("path", each.id): each.when for each in rulebase.paths}
    return {**steps, **warnings, **checks, **paths}[sort, name]


def _then(assessment: Assessment, sort: str, name: str, *, holds: bool) -> dict[str, Any]:
    contradictions = [each.id for each in assessment.contradictions]
    then: dict[str, Any] = {"contradictions": contradictions} if contradictions or sort == "check" else {}
    if sort == "path":
        then["form"] = assessment.form.form or ("none" if assessment.form.settled else "open")
    elif sort != "check":
        then[KEYS[sort][not holds]] = [name]
    return then
