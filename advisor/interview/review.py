"""Before the end: what is parked, unknown, guessed or contradictory, and every other answer."""

from collections.abc import Iterator

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.frozen import replace
from advisor.interview import conversation as talk
from advisor.interview.cards import Cards
from advisor.interview.conversation import Conversation
from advisor.interview.slots import Slot, answers_of, is_mentioned
from advisor.model.assessment import Assessment, State
from advisor.model.people import SURENESS
from advisor.model.profile import Said
from advisor.words import message as _

Entry = tuple[str, Slot]


def summary(conversation: Conversation, assessment: Assessment, lexicon: RuleBaseLexicon) -> tuple[str, ...]:
    """How many questions are in which state, and what contradicts what."""
    words = lexicon.words
    found = talk.progress(conversation)
    lines = [
        words.say(
            _("Answered: %(answered)s of %(all)s; don't know: %(unknown)s; may still apply: %(open)s."),
            answered=found.answered,
            all=found.applying,
            unknown=found.unknown,
            open=found.may_apply,
        )
    ]
    lines += [words.say(_("Contradiction: %(says)s"), says=each.says) for each in assessment.contradictions]
    parked = [lexicon.label(name) for name, fact in assessment.facts.items() if fact.state is State.PARKED]
    if parked:
        lines.append(
            words.say(_("Kept without counting, because it does not apply: %(what)s"), what=words.both(parked))
        )
    guesses = [
        words.say(_("%(what)s (%(sure)s)"), what=lexicon.label(name), sure=words.say(SURENESS[note.sure]))
        for name, note in conversation.profile.notes.items()
        if note.sure in ("estimate", "guess") and is_mentioned(conversation.profile, name)
    ]
    if guesses:
        lines.append(words.say(_("Not sure: %(what)s"), what=words.both(guesses)))
    return tuple(lines)


def entries(conversation: Conversation, assessment: Assessment, cards: Cards) -> list[Entry]:
    """Every slot with its answer: contradictory ones first, then unknown, then unsure, then all others."""
    doubtful = {name for each in assessment.contradictions for name in each.answers}
    whole = replace(conversation, depth="full")
    asked = [each for each in talk.slots(whole) if talk.is_answered(whole, each)]
    left = [each for each in talk.slots(conversation) if not talk.is_answered(conversation, each)]
    ranked = sorted([*asked, *left], key=lambda each: _urgency(conversation, each, doubtful))
    return list(_told(conversation, cards, ranked))


def _urgency(conversation: Conversation, slot: Slot, doubtful: set[str]) -> int:
    answer = answers_of(conversation.profile, slot).get(slot.question)
    note = conversation.profile.notes.get(slot.question)
    if slot.question in doubtful:
        return 0
    if answer is None:
        return 1
    if answer.said is Said.UNKNOWN:
        return 2
    return 3 if note and note.sure in ("guess", "estimate") else 4


def _told(conversation: Conversation, cards: Cards, slots: list[Slot]) -> Iterator[Entry]:
    for slot in slots:
        answer = answers_of(conversation.profile, slot).get(slot.question)
        yield f"{cards.label(slot)}: {cards.said(slot, answer)}", slot
