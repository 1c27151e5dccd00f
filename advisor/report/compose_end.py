"""The end of the advice: cautions, what is still open, and what was set aside or noted."""

from advisor.model.assessment import OpenQuestion, OutOfForce
from advisor.model.people import HOLDERS, SURENESS
from advisor.report.compose_plan import numbered
from advisor.report.dates import term_text, written
from advisor.report.document import Block, Heading, Item, Items, Paragraph, section
from advisor.report.wording import Wording
from advisor.words import forms
from advisor.words import message as _

MOST_QUESTIONS = 10
"""Open questions that are shown; JSON has all of them."""
SORTS = {
    "rule": _("rule"),
    "check": _("check"),
    "warning": _("caution"),
    "step": _("step"),
    "figure": _("figure"),
    "option": _("answer"),
}
MOST_DECIDED = 3
"""Outcomes named beside one question."""


def warnings(wording: Wording) -> list[Block]:
    """Cautions that are not tied to one outcome, and what the organisation set aside."""
    words, assessment = wording.words, wording.assessment
    items = [
        Item(each.says, mark=words.say("caution"), tone="bad", aside=each.because, cites=each.source)
        for each in assessment.warnings
    ]
    for each in assessment.waived:
        until = written(each.until, words) if each.until else ""
        limit = words.say("until %(date)s", date=until) if until else ""
        aside = "; ".join(part for part in (each.reason.rstrip("."), each.by, limit) if part)
        items.append(Item(wording.name(each.id), mark=words.say("set aside"), tone="quiet", aside=aside))
    return section(words.say("Cautions"), items)


def open_questions(wording: Wording) -> list[Block]:
    """The questions that can still change the advice, the most decisive first."""
    words, found = wording.words, wording.assessment.open_questions
    heading = Heading(2, words.say("Questions that can still change this advice"))
    if not found:
        return [
            heading,
            Paragraph(
                words.say("None: no answer that is still open changes a standing, a step, a caution or a partner.")
            ),
        ]
    items = tuple(_open(wording, number, each) for number, each in enumerate(found[:MOST_QUESTIONS], start=1))
    blocks: list[Block] = [heading, Items(items)]
    if (rest := len(found) - MOST_QUESTIONS) > 0:
        more = words.counted(rest, "And %(number)s more that decides less.", "And %(number)s more that decide less.")
        blocks.append(Paragraph(more, "quiet"))
    return blocks


def _open(wording: Wording, number: int, each: OpenQuestion) -> Item:
    words, holder = wording.words, each.question.holder
    said = [words.say("%(holder)s knows", holder=words.say(HOLDERS[holder]) if holder in HOLDERS else holder)]
    if each.suppliers:
        said.append(words.say("about %(suppliers)s", suppliers=words.both([one.called for one in each.suppliers])))
    said.append(words.say("decides %(what)s", what=words.both(_decided(wording, each))))
    if found_by := numbered(wording).get(each.settled_by_step or ""):
        said.append(words.say("step %(number)s finds it out", number=words.number(found_by)))
    mark = words.say("%(number)s.", number=words.number(number))
    return Item(wording.ask(each.question.id), mark=mark, aside="; ".join(said if holder else said[1:]))


def _decided(wording: Wording, each: OpenQuestion) -> list[str]:
    """The outcomes it decides by name, and how many steps; where it decides none of these, how much else."""
    base = wording.assessment.rulebase
    outcomes = [name for name in each.decides if name in base.outcomes]
    named = wording.names(outcomes[:MOST_DECIDED])
    if more := len(outcomes) - len(named):
        named.append(wording.words.counted(more, "%(number)s more outcome", "%(number)s more outcomes"))
    steps, figures = (sum(name in known for name in each.decides) for known in (base.steps, base.quantities))
    decided = [(forms("%(number)s step", "%(number)s steps"), steps)]
    if not outcomes and not steps:
        cautions, partners = _begin(each, "warning:"), _begin(each, "wanted:", "practice:")
        decided += [
            (forms("%(number)s caution", "%(number)s cautions"), cautions),
            (forms("%(number)s partner to look for", "%(number)s partners to look for"), partners),
            (forms("%(number)s figure", "%(number)s figures"), figures),
        ]
    return named + [wording.words.counted(count, *said) for said, count in decided if count]


def _begin(each: OpenQuestion, *sorts: str) -> int:
    return sum(name.startswith(sorts) for name in each.decides)


def not_in_force(wording: Wording) -> list[Block]:
    """What the rules have for other days; an answer that names such a thing first."""
    words, assessment = wording.words, wording.assessment
    items = tuple(
        Item(
            each.says,
            mark=words.say(SORTS[each.sort]),
            tone="bad" if each.answered else "quiet",
            aside=_out_of_force(wording, each),
        )
        for each in assessment.not_in_force
    )
    if not items:
        return []
    day = written(assessment.as_of, words)
    return [Heading(2, words.say("Not in force on %(date)s", date=day)), Items(items)]


def _out_of_force(wording: Wording, each: OutOfForce) -> str:
    words, question = wording.words, each.id.partition(".")[0]
    said = [term_text(each.term, words)]
    if each.sort == "option":
        said.insert(0, wording.name(question))
    if each.answered:
        said.append(words.say("the answer that names it does not count"))
    elif each.sort == "figure":
        said.append(words.say("counted with all the same, because there is no other"))
    return "; ".join(said)


def answers(wording: Wording) -> list[Block]:
    """Answers that feed nothing, what was noted beside answers, and what was said to no question."""
    words, assessment = wording.words, wording.assessment
    parked = tuple(
        Item("; ".join(fact.parked.values()) or fact.text, mark=wording.name(name))
        for name, fact in assessment.facts.items()
        if fact.feeds_nothing
    )
    blocks: list[Block] = []
    if parked:
        blocks.append(
            Heading(2, words.say("Parked answers: what they are about does not apply, so they count for nothing"))
        )
        blocks.append(Items(parked))
    notes = tuple(_note(wording, name) for name in assessment.facts if name in assessment.profile.notes)
    if notes:
        blocks += [Heading(2, words.say("Notes")), Items(notes)]
    said = (line for text in assessment.profile.open_text.values() for line in text.splitlines() if line.strip())
    return blocks + section(words.say("What else was said"), (Item(line) for line in said))


def _note(wording: Wording, name: str) -> Item:
    words, note = wording.words, wording.assessment.profile.notes[name]
    said = [
        words.say(SURENESS[note.sure]) if note.sure in SURENESS else note.sure,
        note.by,
        written(note.on, words) if note.on else "",
    ]
    fact = wording.assessment.facts[name]
    text = note.text or fact.text
    return Item(text, mark=wording.name(name), aside="; ".join(part for part in said if part))
