"""The organisation as a whole: the form of ecosystem to work on next, and how ready it is."""

from advisor.frozen import replace
from advisor.model.assessment import Finding, Standing
from advisor.report.compose_roles import obstacle, reasons, titled
from advisor.report.document import Block, Heading, Item, Items, Paragraph
from advisor.report.wording import LEVELS, Wording, tone_of

NONE = "none"
"""In `could_be` of the next form: no path may hold."""


def form(wording: Wording) -> list[Block]:
    """The form to work on next, the path that leads to it, and how every form stands."""
    words, assessment = wording.words, wording.assessment
    following = assessment.form
    if not assessment.forms:
        return []
    if following.form:
        said = wording.name(following.form)
    elif following.settled:
        said = words.say("None for now.")
    else:
        forms = [words.say("none of them") if each == NONE else wording.name(each) for each in following.could_be]
        said = words.say("Not settled: %(forms)s.", forms=words.either(forms))
    mark = words.say("why") if following.settled else words.say("perhaps")
    paths = tuple(
        Item(path.says, mark=mark, tone="plain" if following.settled else "open", cites=path.source)
        for path in following.path
    )
    standings = tuple(
        Item(titled(wording, each), aside=obstacle(wording, each) if each.could_be == (Standing.NOT_NOW,) else "")
        for each in assessment.forms
    )
    return [
        Heading(2, words.say("The form of ecosystem to work on next")),
        Paragraph(said, "strong"),
        *([Items(paths)] if paths else []),
        Paragraph(words.say("As they stand:"), "quiet"),
        Items(standings),
    ]


def readiness(wording: Wording) -> list[Block]:
    """The level, and the conditions with what is missing for each."""
    words, assessment = wording.words, wording.assessment
    if not assessment.readiness:
        return []
    level = assessment.readiness_level
    could_be = [words.say(LEVELS[each]) for each in level.could_be]
    if level.settled:
        said = words.say("Readiness is %(level)s.", level=could_be[0])
    else:
        said = words.say("Readiness is not settled: %(levels)s.", levels=words.either(could_be))
    conditions = [each for each in assessment.readiness if each.outcome.condition]
    others = [each for each in assessment.readiness if not each.outcome.condition]
    blocks: list[Block] = [Heading(2, words.say("Readiness"))]
    if level.could_be:
        blocks.append(Paragraph(said, "strong"))
    blocks.append(Items(tuple(_dimension(wording, each) for each in (*conditions, *others))))
    if assessment.suppliers:
        from advisor.report.compose_suppliers import table  # noqa: PLC0415  (few profiles name any)

        blocks += table(wording)
    return blocks


def _dimension(wording: Wording, finding: Finding) -> Item:
    """A condition with its reasons: what holds in its own words, what does not with the answers behind it."""
    text = wording.words.say("%(name)s (%(fit)s of 100)", name=finding.outcome.name, fit=wording.fit(finding.fit))
    details = tuple(replace(item, aside="") if item.tone == "good" else item for item in reasons(wording, finding))
    item = Item(text, mark=wording.standing(finding), tone=tone_of(finding), details=details)
    if wording.assessment.suppliers:
        from advisor.report.compose_suppliers import judged_on  # noqa: PLC0415  (few profiles name any)

        return replace(item, aside=judged_on(wording, finding.outcome.id))
    return item
