"""The advice so far, in a few lines, for somebody who is still answering."""

from advisor.model.assessment import Assessment, Finding
from advisor.report.wording import LEVELS, Wording
from advisor.words import Words


def brief(assessment: Assessment, words: Words) -> tuple[str, ...]:
    """What can be said of every role by now, and what is settled."""
    wording = Wording(assessment, words)
    say = words.say
    roles = " \N{MIDDLE DOT} ".join(_role(wording, each) for each in assessment.roles)
    settled: list[str] = []
    still_open: list[str] = []
    level, form = assessment.readiness_level, assessment.form
    (settled if assessment.lead.settled else still_open).append(_lead(wording))
    (settled if form.settled else still_open).append(
        say("form: %(form)s", form=words.either([_form(wording, each) for each in form.could_be]))
    )
    if level.could_be:
        levels = words.either([say(LEVELS[each]) for each in level.could_be])
        (settled if level.settled else still_open).append(say("readiness: %(level)s", level=levels))
    lines = [say("So far: %(roles)s", roles=roles)]
    if settled:
        lines.append(say("Settled: %(what)s", what="; ".join(settled)))
    if still_open:
        lines.append(say("Open: %(what)s", what="; ".join(still_open)))
    if assessment.contradictions:
        said = "; ".join(each.says for each in assessment.contradictions)
        lines.append(say("Cannot all be true: %(what)s", what=said))
    return tuple(lines)


def _role(wording: Wording, finding: Finding) -> str:
    """Its standing once that is settled, until then the points that are decided."""
    say, number, leaning = wording.words.say, wording.words.number, finding.leaning
    if finding.settled:
        return say("%(name)s: %(standing)s", name=finding.outcome.name, standing=wording.standing(finding))
    return say(
        "%(name)s +%(gained)s -%(lost)s (%(rest)s open)",
        name=finding.outcome.name,
        gained=number(leaning.so_far_for),
        lost=number(leaning.so_far_against),
        rest=number(leaning.open),
    )


def _lead(wording: Wording) -> str:
    """Which role comes first, or which ones may."""
    say, first = wording.words.say, wording.assessment.lead
    leading = first.ties or ((first.role,) if first.role else ())
    names = wording.names((*leading, *first.rivals)) + ([] if leading else [say("none")])
    return say("comes first: %(roles)s", roles=wording.words.either(names))


def _form(wording: Wording, form: str) -> str:
    return wording.words.say("none") if form == "none" else wording.name(form)
