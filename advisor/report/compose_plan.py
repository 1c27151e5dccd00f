"""What to do: the partner to look for, and the steps in order."""

from itertools import groupby

from advisor.model.assessment import PlannedStep, Sought
from advisor.report.document import Block, Heading, Item, Items, Paragraph
from advisor.report.wording import COSTS, HORIZONS, Wording
from advisor.words import message as _

MOST_REASONS = 2
"""Reasons beside one step; the explanation has them all."""
MOST_POSSIBLE = 8
"""Possible steps that are shown; JSON has all of them."""
PROGRESS = {"planned": _("planned"), "done": _("done"), "dropped": _("dropped")}


def sought(wording: Wording) -> list[Block]:
    """A sheet to look with: who, able to do what, what we bring and what to ask."""
    found = wording.assessment.sought
    if not found:
        return []
    items = tuple(_partner(wording, each) for each in found)
    return [Heading(2, wording.words.say("The partner to look for")), Items(items)]


def _partner(wording: Wording, wanted: Sought) -> Item:
    words = wording.words
    details = [Item(each, mark=words.say("because")) for each in wanted.because if each]
    details += [Item(each, mark=words.say("must")) for each in wanted.must]
    if wanted.we_bring:
        details.append(Item(words.both(wanted.we_bring), mark=words.say("we bring")))
    details += [Item(each, mark=words.say("ask")) for each in wanted.ask_them]
    able = wording.partner(wording.name(wanted.role), wanted.capabilities)
    return Item(able, cites=wanted.wanted.source if wanted.wanted else (), details=tuple(details))


def steps(wording: Wording) -> list[Block]:
    """The steps that are needed, by when; then those that depend on answers, and those already taken."""
    words, planned = wording.words, wording.assessment.steps
    if not planned:
        return []
    numbers = numbered(wording)
    needed = [each for each in planned if each.state == "needed"]
    blocks: list[Block] = [Heading(2, words.say("Steps"))]
    if wording.assessment.suppliers:
        from advisor.report.compose_suppliers import talk_with  # noqa: PLC0415  (few profiles name any)

        blocks += talk_with(wording)
    begin = len(blocks)
    for horizon, group in groupby(_by_horizon(needed), key=lambda each: each.step.horizon):
        blocks.append(Heading(3, words.say(HORIZONS[horizon])))
        blocks.append(Items(tuple(_step(wording, each, numbers) for each in group)))
    possible = sorted((each for each in planned if each.state == "possible"), key=lambda each: not each.unless_done)
    if possible:
        blocks.append(Heading(3, words.say("Perhaps, depending on answers")))
        blocks.append(Items(tuple(_perhaps(wording, each) for each in possible[:MOST_POSSIBLE])))
        if (rest := len(possible) - MOST_POSSIBLE) > 0:
            more = words.counted(
                rest, "And %(number)s more step that may follow.", "And %(number)s more steps that may follow."
            )
            blocks.append(Paragraph(more, "quiet"))
    done = [each.does for each in planned if each.state == "done"]
    if done:
        blocks.append(Heading(3, words.say("Already done")))
        blocks.append(Items(tuple(Item(each, mark=words.say("done"), tone="good") for each in done)))
    return blocks if len(blocks) > begin else [*blocks, Paragraph(words.say("None for now."))]


def numbered(wording: Wording) -> dict[str, int]:
    """The numbers under which the needed steps are shown."""
    needed = [each for each in wording.assessment.steps if each.state == "needed"]
    return {each.step.id: number for number, each in enumerate(_by_horizon(needed), start=1)}


def _by_horizon(planned: list[PlannedStep]) -> list[PlannedStep]:
    order = list(HORIZONS)
    return sorted(planned, key=lambda each: order.index(each.step.horizon))


def _step(wording: Wording, planned: PlannedStep, numbers: dict[str, int]) -> Item:
    words = wording.words
    who = [planned.owner, planned.effort, words.say(COSTS[planned.cost]) if planned.cost else ""]
    progress = wording.assessment.profile.progress.get(planned.step.id, "")
    if progress in PROGRESS:
        who.append(words.say(PROGRESS[progress]))
    if after := sorted(numbers[each] for each in planned.after if each in numbers):
        who.append(words.say("after %(steps)s", steps=words.both([words.number(each) for each in after])))
    why = Item(wording.listed(planned.because, "; ", MOST_REASONS), mark=words.say("why"))
    return Item(
        planned.does,
        mark=words.say("%(number)s.", number=words.number(numbers[planned.step.id])),
        aside="; ".join(each for each in who if each),
        cites=planned.step.source,
        details=(why,) if planned.because else (),
    )


def _perhaps(wording: Wording, planned: PlannedStep) -> Item:
    labels = wording.listed(wording.names(planned.decided_by), ", ", MOST_REASONS)
    aside = wording.words.say("depends on %(questions)s", questions=labels) if labels else ""
    mark = wording.words.say("yes, unless done") if planned.unless_done else wording.words.say("perhaps")
    return Item(planned.does, mark=mark, tone="open", aside=aside)
