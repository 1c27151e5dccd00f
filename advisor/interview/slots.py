"""One thing to ask, and what a profile says on it."""

from collections.abc import Mapping
from typing import Final

from advisor.frozen import frozen, replace
from advisor.language.kinds import Bounds, is_known
from advisor.model.profile import Answer, Profile, Said

TOLD: Final = (Said.KNOWN, Said.RANGE)


@frozen
class Slot:
    """One thing to ask."""

    question: str
    option: str = ""
    """Of a number each, the option whose number is asked."""
    supplier: str = ""
    """The key of the supplier it is asked of."""

    def __str__(self) -> str:
        """Say it as the line of a message begins in which it is asked."""
        return ".".join(each for each in (self.supplier, self.question, self.option) if each)


def answers_of(profile: Profile, slot: Slot) -> Mapping[str, Answer]:
    """The answers among which that of a slot stands; none of a supplier that the profile does not name."""
    if not slot.supplier:
        return profile.answers
    return profile.suppliers[slot.supplier].answers if slot.supplier in profile.suppliers else {}


def is_mentioned(profile: Profile, question: str) -> bool:
    """Whether a question has an answer anywhere, be it of one supplier."""
    return question in profile.answers or any(question in each.answers for each in profile.suppliers.values())


def said_on(profile: Profile, slot: Slot) -> Answer | None:
    """What was said on a slot: of a number each, what was said on its option, or on all of them together."""
    answer = answers_of(profile, slot).get(slot.question)
    if answer is None or not slot.option or answer.said not in TOLD:
        return answer
    bounds = answer.each.get(slot.option)
    return None if bounds is None else replace(answer, said=said_of(bounds), each={slot.option: bounds})


def others(profile: Profile, slot: Slot) -> dict[str, object]:
    """Of a number each, what the profile has for the other options."""
    answer = answers_of(profile, slot).get(slot.question)
    found = answer.written if answer is not None and isinstance(answer.written, Mapping) else {}
    return {option: raw for option, raw in found.items() if slot.option and option != slot.option}


def said_of(*each: Bounds) -> Said:
    """How exact several numbers together are."""
    return Said.KNOWN if all(is_known(bounds) for bounds in each) else Said.RANGE
