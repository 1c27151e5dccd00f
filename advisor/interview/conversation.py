"""The conversation: what was said so far, and what is asked next. Pure: a profile goes in, a question comes out.

What is asked is a slot: a question, of a number each the option whose number is asked, and the supplier it is asked of
where suppliers are named. A slot is answered, waits, or does not apply; nothing else is remembered of it but where the
conversation has been, so that it can go back.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, Literal

from advisor.advice import outdated
from advisor.advice.facts import Settled, settle
from advisor.frozen import field, frozen, replace
from advisor.interview.slots import Slot, answers_of, said_of
from advisor.language.trace import Truth
from advisor.model.assessment import State
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

Depth = Literal["full", "quick", "shortest"]
DEPTHS: Final[tuple[Depth, ...]] = ("full", "quick", "shortest")


Choose = Callable[[Profile, frozenset[str]], str | None]
"""The question that can still decide most, but for those that are passed over; None when none can decide anything."""


@frozen(kw_only=True)
class Conversation:
    """Where the conversation is."""

    rulebase: RuleBase
    """As it stands on the day of the profile."""
    profile: Profile
    depth: Depth = "full"
    today: date | None = None
    """The day of the answers, by which older ones are stale; None where that does not matter."""
    history: tuple[Slot, ...] = ()
    """The slots that were asked, the last one last."""
    passed: tuple[Slot, ...] = ()
    """Put off, the last one last: not asked again before everything else was."""
    again: tuple[Slot, ...] = ()
    """Asked next, whether they are answered or not."""
    renewed: frozenset[Slot] = frozenset()
    """Answered in this conversation, so not stale."""
    choose: Choose | None = field(default=None, compare=False)
    """For the shortest way: which question comes next."""


@frozen(kw_only=True)
class Progress:
    """How far the conversation is, over what is asked at its depth."""

    answered: int
    applying: int
    """Slots that surely apply."""
    unknown: int
    """Of those, the ones that nobody could answer; they are not among the answered."""
    may_apply: int
    """Slots of which it is open whether they apply, and that have no answer."""


def without_outdated(conversation: Conversation, profile: Profile) -> Profile:
    """The profile without answers that could not be given on its day, so that those questions are asked again."""
    whole = conversation.rulebase.entire
    return outdated.without_outdated(whole, profile, conversation.today or whole.released)[0]


def settled(conversation: Conversation) -> Settled:
    """What is known, question by question; the last is remembered, for one reply asks for the same several times."""
    base, profile = conversation.rulebase, conversation.profile
    if not (_last and _last[0][0] is base and _last[0][1] is profile):
        _last[:] = [(base, profile, settle(base, profile))]
    return _last[0][2]


_last: list[tuple[RuleBase, Profile, Settled]] = []


def slots(conversation: Conversation, known: Settled | None = None) -> Iterator[Slot]:
    """What can be asked at this depth, in interview order; not what surely does not apply."""
    known = known or settled(conversation)
    for question in conversation.rulebase.questions.values():
        if _in_depth(conversation, question) and known.applies[question.id] is not Truth.NO:
            yield from slots_of(conversation, question, known)


def slots_of(conversation: Conversation, question: Question, known: Settled) -> Iterator[Slot]:
    """The slots of one question: one, or one per supplier, or one per option that may be chosen."""
    if question.sort == "number each":
        chosen = known.given[question.of].high
        yield from (Slot(question.id, each.id) for place, each in enumerate(question.options) if chosen >> place & 1)
    elif question.per and (suppliers := judged(conversation.profile)):
        yield from (Slot(question.id, supplier=key) for key in suppliers)
    else:
        yield Slot(question.id)


def applies(conversation: Conversation, known: Settled, slot: Slot) -> Truth:
    """Whether a slot applies: open as well for an option of which it is open whether it is chosen."""
    question = conversation.rulebase.questions[slot.question]
    truth = known.applies[question.id]
    if truth is Truth.YES and slot.option:
        place = [each.id for each in question.options].index(slot.option)
        return Truth.YES if known.given[question.of].low >> place & 1 else Truth.OPEN
    return truth


def judged(profile: Profile) -> tuple[str, ...]:
    """The suppliers that are asked about one by one: the important ones, if any is named."""
    return tuple(key for key in sorted(profile.suppliers) if profile.suppliers[key].important)


def is_answered(conversation: Conversation, slot: Slot) -> bool:
    """Whether something was said, be it "don't know"."""
    answer = answers_of(conversation.profile, slot).get(slot.question)
    if answer is None:
        return False
    return not slot.option or answer.said in (Said.UNKNOWN, Said.NOT_APPLICABLE) or slot.option in answer.each


def is_stale(conversation: Conversation, slot: Slot) -> bool:
    """Whether its answer is older than its question lets it become."""
    question, today = conversation.rulebase.questions[slot.question], conversation.today
    note = conversation.profile.notes.get(slot.question)
    said_on = (note.on if note else None) or conversation.profile.written_on
    if not question.stale_after or today is None or said_on is None or slot in conversation.renewed:
        return False
    if not is_answered(conversation, slot):
        return False
    months = 12 * (today.year - said_on.year) + today.month - said_on.month - (today.day < said_on.day)
    return months >= question.stale_after


def is_all_renewed(conversation: Conversation, slot: Slot) -> bool:
    """Whether of its question all else that has an answer was answered in this conversation.

    Only then can the question as a whole be said to be of today: its parts share one date.
    """
    if not (slot.option or slot.supplier):
        return True
    question = conversation.rulebase.questions[slot.question]
    others = (each for each in slots_of(conversation, question, settled(conversation)) if each != slot)
    return all(each in conversation.renewed or not is_answered(conversation, each) for each in others)


def upcoming(conversation: Conversation) -> Slot | None:
    """What is asked next; None when nothing is left to ask.

    What was asked for comes first, then answers that are too old, then what was never asked, then what was put off.
    """
    offered = list(slots(conversation))
    asked_for = next((each for each in conversation.again if each in offered), None)
    if asked_for:
        return asked_for
    passed = conversation.passed
    stale = [each for each in offered if is_stale(conversation, each)]
    waiting = [each for each in offered if not is_answered(conversation, each)]
    fresh = [each for each in waiting if each not in passed]
    first = next((each for each in stale if each not in passed), None)
    if first is None and conversation.depth == "shortest":
        base = conversation.rulebase
        always = [Slot(base.ecosystem), Slot(base.variants)]
        first = next((each for each in always if each in fresh), None) or _most_decisive(conversation, fresh)
        at_the_end = [each for each in passed if each in stale or (each in always and each in waiting)]
        return first or next(iter(at_the_end), None) or _put_off(conversation, waiting)
    return first or next(iter([*fresh, *(each for each in passed if each in waiting or each in stale)]), None)


def _most_decisive(conversation: Conversation, among: list[Slot]) -> Slot | None:
    """Of some slots the one whose question can still decide most; None when none can decide anything."""
    assert conversation.choose is not None  # noqa: S101  (the shortest way needs something to choose by)
    asked = {each.question for each in among}
    name = conversation.choose(conversation.profile, frozenset(conversation.rulebase.questions) - asked)
    return next((each for each in among if each.question == name), None)


def _put_off(conversation: Conversation, waiting: list[Slot]) -> Slot | None:
    """Of what was put off and can still decide something, the most decisive; the last one put off comes last."""
    left = [each for each in conversation.passed if each in waiting]
    return (_most_decisive(conversation, left[:-1]) or _most_decisive(conversation, left)) if left else None


def answered(conversation: Conversation, slot: Slot, answer: Answer) -> Conversation:
    """The conversation after an answer; one to an option leaves the numbers of the others as they are."""
    profile = conversation.profile
    old = answers_of(profile, slot).get(slot.question)
    if slot.option and answer.each:
        each = {**(old.each if old else {}), **answer.each}
        answer = Answer(said=said_of(*each.values()), each=each)
    answers = {**answers_of(profile, slot), slot.question: answer}
    if slot.supplier:
        supplier = replace(profile.suppliers[slot.supplier], answers=answers)
        profile = replace(profile, suppliers={**profile.suppliers, slot.supplier: supplier})
    else:
        profile = replace(profile, answers=answers)
    return _moved_on(replace(conversation, profile=profile, renewed=conversation.renewed | {slot}), slot)


def put_off(conversation: Conversation, slot: Slot) -> Conversation:
    """The conversation after "later"."""
    passed = (*(each for each in conversation.passed if each != slot), slot)
    return _moved_on(replace(conversation, passed=passed), slot)


def _moved_on(conversation: Conversation, slot: Slot) -> Conversation:
    history = (*(each for each in conversation.history if each != slot), slot)
    return replace(conversation, history=history, again=tuple(each for each in conversation.again if each != slot))


def back(conversation: Conversation) -> Conversation:
    """One step back: the slot asked last is asked again, with its answer kept. At the beginning nothing changes."""
    if not conversation.history:
        return conversation
    *earlier, last = conversation.history
    return replace(conversation, history=tuple(earlier), again=(last, *conversation.again))


def jumped(conversation: Conversation, section: str) -> Conversation:
    """To a section: to what waits there, or from its beginning when everything there is answered."""
    inside = [each for each in slots(conversation) if conversation.rulebase.questions[each.question].section == section]
    waiting = [each for each in inside if not is_answered(conversation, each)]
    return replace(conversation, again=tuple(waiting or inside))


def asked_again(conversation: Conversation, slot: Slot) -> Conversation:
    """To one slot."""
    return replace(conversation, again=(slot,))


def progress(conversation: Conversation, section: str = "") -> Progress:
    """How far it is, over everything or over one section."""
    known = settled(conversation)
    counts = {"answered": 0, "applying": 0, "unknown": 0, "may_apply": 0}
    for slot in slots(conversation, known):
        question = conversation.rulebase.questions[slot.question]
        if section and question.section != section:
            continue
        said = answers_of(conversation.profile, slot).get(slot.question)
        is_unknown = said is not None and said.said is Said.UNKNOWN
        if applies(conversation, known, slot) is Truth.OPEN and not is_answered(conversation, slot):
            counts["may_apply"] += 1
            continue
        counts["applying"] += 1
        counts["unknown"] += is_unknown
        counts["answered"] += is_answered(conversation, slot) and not is_unknown
    return Progress(**counts)


def missing(conversation: Conversation) -> tuple[str, ...]:
    """The names of what surely applies and has no answer, as they stand on a command line and in a profile."""
    known = settled(conversation)
    left = [each for each in slots(conversation, known) if not is_answered(conversation, each)]
    surely = [each for each in left if applies(conversation, known, each) is Truth.YES]
    return tuple(f"suppliers.{each}" if each.supplier else str(each) for each in surely)


def newly(before: Settled, after: Settled, state: State) -> tuple[str, ...]:
    """The questions that came into a state."""
    return tuple(name for name, each in after.states.items() if each is state and before.states.get(name) is not state)


def _in_depth(conversation: Conversation, question: Question) -> bool:
    """Which questions are asked; what was answered already, or is asked for, always belongs to it."""
    base = conversation.rulebase
    if conversation.depth != "quick" or question.quick or question.id in (base.variants, base.ecosystem):
        return True
    return any(each.question == question.id for each in (*conversation.again, *conversation.history))
