"""Questions as cards: what a prompter shows for a slot, in the wording of the sector."""

from collections.abc import Iterator
from typing import Final, Literal

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.interview.choices import offered
from advisor.interview.conversation import Conversation, is_stale, progress
from advisor.interview.prompter import Card, Choice
from advisor.interview.saying import said_text
from advisor.interview.slots import TOLD, Slot, answers_of
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, chosen_in, is_known, plain
from advisor.language.trace import Truth
from advisor.model.people import SURENESS
from advisor.model.profile import Answer
from advisor.model.question import Question
from advisor.words import message as _

YES: Final = "yes"
NO: Final = "no"


class Cards:
    """Makes cards in one language and the wording of one sector."""

    def __init__(self, conversation: Conversation, lexicon: RuleBaseLexicon) -> None:
        """Keep what the cards are about."""
        self._conversation = conversation
        self._lexicon = lexicon
        self._say = lexicon.words.say

    def card(self, slot: Slot, applies: Truth, so_far: tuple[str, ...]) -> Card:
        """The card for a slot."""
        question = self._conversation.rulebase.questions[slot.question]
        answer = answers_of(self._conversation.profile, slot).get(slot.question)
        bounds = bounds_of(answer, slot)
        chosen = _chosen(question, answer, bounds)
        number = typed(question, bounds) if sort_of(question) == "text" else ""
        can_be_shown = _is_exact(question, bounds) and (chosen or number)  # none of the options is no mark in a list
        return Card(
            heading=self._heading(question),
            ask=self.ask(slot),
            remarks=tuple(self._remarks(slot, question, answer, bounds, applies)),
            sort=sort_of(question),
            choices=self.choices(question),
            chosen=chosen,
            typed=number,
            kept=self.said(slot, answer) if answer is not None and not can_be_shown else "",
            example=self._example(question),
            most=question.most,
            so_far=so_far,
        )

    def ask(self, slot: Slot) -> str:
        """The question, with the option or the supplier it is asked of."""
        question = self._conversation.rulebase.questions[slot.question]
        ask = self._lexicon.wording(question, "ask")
        if slot.option:
            return self._say(_("%(ask)s %(option)s"), ask=ask, option=self._lexicon.option(question.id, slot.option))
        if slot.supplier:
            supplier = self._conversation.profile.suppliers[slot.supplier]
            return self._say(_("%(supplier)s: %(ask)s"), supplier=supplier.called, ask=ask)
        return ask

    def label(self, slot: Slot) -> str:
        """A short phrase for what is asked."""
        label = self._lexicon.label(f"{slot.question}.{slot.option}" if slot.option else slot.question)
        if slot.supplier:
            supplier = self._conversation.profile.suppliers[slot.supplier].called
            return self._say(_("%(label)s (%(supplier)s)"), label=label, supplier=supplier)
        return label

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """What can be chosen; nothing for a number that is typed."""
        match question.kind:
            case YesNo():
                return (Choice(id=YES, label=self._say(_("yes"))), Choice(id=NO, label=self._say(_("no"))))
            case Number():
                levels = enumerate(question.anchors, start=question.offered.low)
                return tuple(Choice(id=str(level), label=anchor) for level, anchor in levels)
            case OneOf() | AnyOf():
                return tuple(Choice(id=each.id, label=each.label, help=each.help) for each in offered(question))

    def said(self, slot: Slot, answer: Answer | None) -> str:
        """An answer in words."""
        if answer is None or (slot.option and answer.said in TOLD and slot.option not in answer.each):
            return self._say(_("not asked"))
        question = self._conversation.rulebase.questions[slot.question]
        return said_text(self._lexicon, question, answer, slot.option)

    # -- parts of a card

    def _heading(self, question: Question) -> str:
        conversation, number = self._conversation, self._lexicon.words.number
        here, whole = progress(conversation, question.section), progress(conversation)
        parts = [
            self._say(
                _("%(section)s (%(answered)s of %(all)s)"),
                section=conversation.rulebase.sections[question.section],
                answered=number(here.answered + here.unknown),
                all=number(here.applying),
            ),
            self._say(
                _("in all %(answered)s of %(all)s answered"),
                answered=number(whole.answered),
                all=number(whole.applying),
            ),
        ]
        if whole.unknown:
            parts.append(self._say(_("%(unknown)s not known"), unknown=number(whole.unknown)))
        if whole.may_apply:
            parts.append(self._say(_("%(open)s more may apply"), open=number(whole.may_apply)))
        return " \N{MIDDLE DOT} ".join(parts)

    def _remarks(
        self, slot: Slot, question: Question, answer: Answer | None, bounds: Bounds | None, applies: Truth
    ) -> Iterator[str]:
        if text := self._lexicon.wording(question, "help"):
            yield text
        if question.most:
            yield self._say(_("At most %(most)s, the most important first."), most=question.most)
        if applies is Truth.OPEN:
            yield self._say(_("It is not known yet whether this applies to you."))
        if answer is not None and (bounds is not None or not slot.option):
            remark = _("Answered before, too long ago: %(answer)s") if is_stale(self._conversation, slot) else ""
            yield self._say(remark or _("Answered before: %(answer)s"), answer=self.said(slot, answer))
        note = self._conversation.profile.notes.get(slot.question)
        if note is not None and note.by and not (note.text or note.sure):
            yield self._say(_("Said by: %(who)s"), who=note.by)
        elif note is not None and (note.text or note.sure):
            parts = [note.by, self._say(SURENESS[note.sure]) if note.sure else "", note.text]
            yield self._say(_("Noted: %(note)s"), note="; ".join(each for each in parts if each))

    def _example(self, question: Question) -> str:
        """From where to where a number can lie, and in what unit."""
        if not isinstance(question.kind, Number) or question.anchors:
            return ""
        low, high = (self._lexicon.words.number(end, question.decimals) for end in question.offered)
        return self._say(_("%(low)s to %(high)s %(unit)s"), low=low, high=high, unit=question.unit).rstrip()


def sort_of(question: Question) -> Literal["text", "one", "several"]:
    """How it is asked: a number is typed, everything else is chosen."""
    match question.kind:
        case Number():
            return "one" if question.anchors else "text"
        case AnyOf():
            return "several"
        case _:
            return "one"


def bounds_of(answer: Answer | None, slot: Slot) -> Bounds | None:
    """What was answered on a slot; None for "don't know" and for nothing."""
    if answer is None or answer.said not in TOLD:
        return None
    return answer.each.get(slot.option) if slot.option else answer.bounds


def raw_of(question: Question, picked: tuple[str, ...]) -> object:
    """What was chosen, as a profile holds it."""
    match question.kind:
        case YesNo():
            return picked[0] == YES
        case Number():
            return int(picked[0])
        case AnyOf():
            return list(picked)
        case OneOf():
            return picked[0]


def typed(question: Question, bounds: Bounds | None) -> str:
    """A number that was answered, as it can be typed."""
    if bounds is None:
        return ""
    low, high = (plain(end, question.decimals) for end in bounds)
    return low if is_known(bounds) else f"{low} - {high}"


def _is_exact(question: Question, bounds: Bounds | None) -> bool:
    """Whether an answer can be shown as what it is: typed, or marked in a list."""
    return bounds is not None and (sort_of(question) == "text" or is_known(bounds))


def _chosen(question: Question, answer: Answer | None, bounds: Bounds | None) -> tuple[str, ...]:
    if answer is None or bounds is None or not (is_known(bounds) or isinstance(question.kind, AnyOf)):
        return ()
    if question.most and isinstance(answer.written, list | tuple):
        return tuple(answer.written)  # the most important first
    match question.kind:
        case YesNo():
            return (YES if bounds.low else NO,)
        case Number():
            return (str(bounds.low),)
        case OneOf(options) | AnyOf(options):
            return chosen_in(bounds.low, options)
