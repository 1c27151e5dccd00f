"""Why the role that comes first does, and why not the next."""

from advisor.report import compose_head, compose_roles
from advisor.report.document import Block, Heading, Item, Items, Paragraph
from advisor.report.explain_outcome import holding, missing, unknown
from advisor.report.wording import Wording, in_view, tone_of

MOST_ROLES = 2
"""Roles whose reasons are given: the first and the next."""


def lead(wording: Wording, name: str) -> list[Block]:  # noqa: ARG001  (every explainer is called alike)
    """The lead, the order of the roles, and the reasons of the first two."""
    words, roles, first = wording.words, wording.assessment.roles, wording.assessment.lead
    _heading, *said = compose_head.lead(wording) or [Heading(2, "")]
    ranking = tuple(
        Item(
            compose_roles.titled(wording, finding),
            mark=words.say("%(number)s.", number=words.number(1 + [each.key for each in roles].index(finding.key))),
            tone=tone_of(finding),
        )
        for finding in roles
    )
    if not first.settled:
        title = words.say("Why the lead is not settled")
    elif first.ties:
        title = words.say("Why %(roles)s come first together", roles=words.both(wording.names(first.ties)))
    elif first.role:
        title = words.say("Why %(role)s comes first", role=wording.name(first.role))
    else:
        title = words.say("Why no role comes first")
    blocks: list[Block] = [Heading(1, title), *said]
    if ranking:
        blocks += [
            Heading(2, words.say("The order")),
            Paragraph(words.say("By standing first, then by fit; what is open counts with its low end."), "quiet"),
            Items(ranking),
        ]
    for finding in roles[:MOST_ROLES]:
        items = [*holding(wording, finding), *missing(wording, finding), *unknown(wording, finding)]
        blocks.append(Heading(2, compose_roles.titled(wording, finding)))
        if not in_view(finding):
            blocks.append(Paragraph(compose_roles.obstacle(wording, finding)))
        if items:
            blocks.append(Items(tuple(items)))
    return blocks
