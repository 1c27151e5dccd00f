"""Cases: whole profiles, and what is expected of the advice for them."""

from collections.abc import Iterator

from advisor.audit import found
from advisor.audit.hints import by_truth, not_in_force, why_condition, why_rank
from advisor.files.advice_expected import NONE
from advisor.language.possible import possible
from advisor.language.trace import truth_of
from advisor.model.assessment import OPEN, Assessment, NextForm
from advisor.model.case import Case, Expected, Mismatch
from advisor.model.profile import Profile
from advisor.words import Words

ABSENT = "absent"
SHOWN = "shown"
NEEDED = "needed"


def profile_of(case: Case) -> Profile:
    """The profile that a case describes."""
    return Profile(name=case.says, written_on=case.as_of, answers=case.answers)


def mismatches(assessment: Assessment, then: Expected, words: Words) -> Iterator[Mismatch]:
    """What came out other than the case says, named by the path of keys in the case."""
    yield from _lead(assessment, then, words)
    yield from _form(assessment, then, words)
    yield from _readiness(assessment, then, words)
    for name, standings in then.standing.items():
        yield from found.standing(f"standing.{name}", name, standings, assessment, words)
    for name, expected in then.practice.items():
        practice = found.finding_of(assessment, name).practice.value
        if practice != expected:
            yield Mismatch(f"practice.{name}", expected, practice)
    yield from _steps(assessment, then)
    yield from _warnings(assessment, then, words)
    yield from _contradictions(assessment, then)
    yield from _sought(assessment, then)
    for name, bounds in then.quantities.items():
        yield from found.quantity(f"quantities.{name}", name, bounds, assessment, words)


def _lead(assessment: Assessment, then: Expected, words: Words) -> Iterator[Mismatch]:
    lead = assessment.lead
    why = why_rank(assessment.roles, words)
    can_lead = [*([lead.role] if lead.role else []), *lead.ties, *lead.rivals]
    if then.lead is not None and set(then.lead) != set(can_lead):
        yield Mismatch("lead", list(then.lead), can_lead, why)
        why = ()
    if then.second is not None and then.second != (lead.second or NONE):
        yield Mismatch("second", then.second, lead.second or NONE, why)
        why = ()
    if then.settled is not None and then.settled != lead.settled:
        yield Mismatch("settled", then.settled, lead.settled, why)


def _form(assessment: Assessment, then: Expected, words: Words) -> Iterator[Mismatch]:
    form = _said_of(assessment.form)
    if then.form is not None and then.form != form:
        paths = ((path.id, truth_of(possible(path.when, assessment.given))) for path in assessment.form.path)
        yield Mismatch("form", then.form, form, by_truth(paths, words))


def _said_of(form: NextForm) -> str:
    return form.form or NONE if form.settled else OPEN


def _readiness(assessment: Assessment, then: Expected, words: Words) -> Iterator[Mismatch]:
    level = assessment.readiness_level.level
    if then.readiness is not None and then.readiness != level:
        yield Mismatch("readiness", then.readiness, level, why_rank(assessment.readiness, words))


def _steps(assessment: Assessment, then: Expected) -> Iterator[Mismatch]:
    planned = {each.step.id: each for each in assessment.steps}
    states = {name: each.state for name, each in planned.items()}
    for key, state in (("steps", NEEDED), ("possible", "possible"), ("done", "done")):
        for name in getattr(then, key):
            if states.get(name) != state:
                why = planned[name].because if name in planned else ()
                yield Mismatch(f"{key}.{name}", state, states.get(name, ABSENT), why)
    for name in then.not_steps:
        if states.get(name) in (NEEDED, "possible"):
            yield Mismatch(f"not_steps.{name}", ABSENT, states[name], planned[name].because)
    for name in then.absent:
        if name in states:
            yield Mismatch(f"absent.{name}", ABSENT, states[name], planned[name].because)


def _warnings(assessment: Assessment, then: Expected, words: Words) -> Iterator[Mismatch]:
    rulebase = assessment.rulebase
    conditions = {each.id: each.when for each in rulebase.warnings}
    conditions |= {each.id: each.when for each in rulebase.rules().values()}
    absent = {each.id: (not_in_force(each, assessment, words),) for each in assessment.not_in_force}
    shown = {each.id for each in assessment.warnings}
    shown |= {verdict.rule.id for finding in assessment.findings() for verdict in finding.warnings}
    for key, names, expected in (("warnings", then.warnings, True), ("not_warnings", then.not_warnings, False)):
        for name in names:
            if (name in shown) is not expected:
                said = (SHOWN, ABSENT) if expected else (ABSENT, SHOWN)
                why = absent.get(name) or why_condition(assessment, conditions[name], words)
                yield Mismatch(f"{key}.{name}", *said, why)


def _contradictions(assessment: Assessment, then: Expected) -> Iterator[Mismatch]:
    contradictions = {each.id: each.says for each in assessment.contradictions}
    if set(then.contradictions) != set(contradictions):
        yield Mismatch(
            "contradictions", list(then.contradictions), list(contradictions), tuple(contradictions.values())
        )


def _sought(assessment: Assessment, then: Expected) -> Iterator[Mismatch]:
    because: dict[str, tuple[str, ...]] = {}
    for each in assessment.sought:
        for name in (each.role, *([each.wanted.id] if each.wanted else [])):
            because[name] = (*because.get(name, ()), *each.because)
    yield from (Mismatch(f"sought.{name}", SHOWN, ABSENT) for name in then.sought if name not in because)
    yield from (
        Mismatch(f"not_sought.{name}", ABSENT, SHOWN, because[name]) for name in then.not_sought if name in because
    )
