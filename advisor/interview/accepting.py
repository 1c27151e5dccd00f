"""Replies against what a profile says already: what is new, what is there, and what contradicts it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.answers import read_answer
from advisor.frozen import field, frozen, replace
from advisor.interview.joining import joined
from advisor.interview.notes import Given, Speaker, noted
from advisor.interview.replies import Reply
from advisor.interview.saying import said_text
from advisor.interview.slots import Slot
from advisor.model.profile import Answer, Note, Profile, Said
from advisor.model.question import Question
from advisor.problems import Problem


@frozen(kw_only=True)
class Told:
    """One reply, as it was understood."""

    reply: Reply
    text: str
    """In words."""
    state: Literal["new", "same", "other"]
    """Whether it is stored, was there already, or contradicts what is there and is not stored."""


@frozen(kw_only=True)
class Accepted:
    """What replies bring."""

    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Per supplier, with nothing for the organisation itself: the answers to store."""
    notes: Mapping[str, Note] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    problems: tuple[Problem, ...] = ()


def accepted(
    replies: Iterable[Reply], profile: Profile, lexicon: RuleBaseLexicon, speaker: Speaker, *, force: bool
) -> Accepted:
    """What is to be stored.

    An answer that is more exact than the one that is there is stored; another one only by `force`.

    Args:
        replies: What was understood, of all files.
        profile: What is known already.
        lexicon: For answers in words.
        speaker: Who replied, for the notes.
        force: Whether replies replace other answers.
    """
    return _Accepting(profile, lexicon, speaker, force=force).take(replies)


class _Accepting:
    """Takes replies one by one."""

    def __init__(self, profile: Profile, lexicon: RuleBaseLexicon, speaker: Speaker, *, force: bool) -> None:
        self.profile = profile
        self.lexicon = lexicon
        self.speaker = speaker
        self.force = force
        self.answers: dict[str, dict[str, Any]] = {}
        self.notes: dict[str, Note] = {}
        self.stored: set[Slot] = set()
        self.told: list[Told] = []
        self.problems: list[Problem] = []

    def take(self, replies: Iterable[Reply]) -> Accepted:
        by_slot: dict[Slot, list[Reply]] = {}
        for reply in replies:
            by_slot.setdefault(reply.slot, []).append(reply)
        for slot, same in by_slot.items():
            other = next((each for each in same if each.raw != same[0].raw), None)
            if other is None:
                self._one(slot, same[0])
            else:
                values = {"id": str(slot), "other": str(same[0].place)}
                self.problems.append(Problem(code="P476", values=values, place=other.place))
        return Accepted(answers=self.answers, notes=self.notes, told=tuple(self.told), problems=tuple(self.problems))

    def _one(self, slot: Slot, reply: Reply) -> None:
        question = self.lexicon.rulebase.questions[slot.question]
        new = read_answer(question, {slot.option: reply.raw} if slot.option else reply.raw)
        whole = self._there(slot)
        old = _part(whole, slot.option)
        text = self._text(slot, new)
        state = _compared(question, old, new)
        if state == "other" and not self.force and old is not None:
            values = {"id": str(slot), "old": self._text(slot, old), "new": text}
            self.problems.append(Problem(code="P475", values=values, place=reply.place, only_warns=True))
        elif state != "same":
            before = self._text(slot, old) if old is not None and old.said is not Said.UNKNOWN else ""
            self._store(slot, reply, whole, before, changed=old is not None)
            state = "new"
        self.told.append(Told(reply=reply, text=text, state=state))

    def _text(self, slot: Slot, answer: Answer) -> str:
        return said_text(self.lexicon, self.lexicon.rulebase.questions[slot.question], answer, slot.option)

    def _there(self, slot: Slot) -> Answer | None:
        answers = self.profile.suppliers[slot.supplier].answers if slot.supplier else self.profile.answers
        return answers.get(slot.question)

    def _store(self, slot: Slot, reply: Reply, whole: Answer | None, before: str, *, changed: bool) -> None:
        mine = self.answers.setdefault(slot.supplier, {})
        self.stored.add(slot)
        if slot.option:
            was = whole.written if whole is not None and isinstance(whole.written, Mapping) else {}
            mine[slot.question] = {**was, **mine.get(slot.question, {}), slot.option: reply.raw}
        else:
            mine[slot.question] = reply.raw
        if self.speaker.name or reply.estimate or slot.question in self.profile.notes:
            notes = {**self.profile.notes, **self.notes}
            given = Given(
                slot=slot,
                changed=changed,
                estimate=reply.estimate,
                before=before,
                is_whole=not self._has_older(slot, whole),
            )
            profile = replace(self.profile, notes=notes)
            self.notes[slot.question] = noted(profile, given, self.speaker, self.lexicon.words)

    def _has_older(self, slot: Slot, whole: Answer | None) -> bool:
        """Whether another option or supplier has an answer to the question that is not of these replies."""
        options = [replace(slot, option=each) for each in whole.each] if whole is not None and slot.option else []
        suppliers = [
            Slot(slot.question, supplier=key)
            for key, each in self.profile.suppliers.items()
            if each.important and slot.question in each.answers
        ]
        return not self.stored.issuperset([*options, *suppliers])


def _part(answer: Answer | None, option: str) -> Answer | None:
    """The answer, or what it says on one option."""
    if answer is None or not option:
        return answer
    if option not in answer.each:
        return None
    return replace(answer, each={option: answer.each[option]})


def _compared(question: Question, old: Answer | None, new: Answer) -> Literal["new", "same", "other"]:
    if old is None or (old.said is Said.UNKNOWN and new.said is not Said.UNKNOWN):
        return "new"
    if new.said is Said.UNKNOWN:
        return "same"  # who does not know takes nothing away
    both = joined(question, [old, new], "range")
    if both.agreed and _says(both.answer) == _says(old):
        return "same"
    return "new" if both.agreed and _says(both.answer) == _says(new) else "other"


def _says(answer: Answer) -> tuple[object, object]:
    """The bounds alone: whether a number each is known or a range depends on its other options."""
    return answer.bounds, dict(answer.each)
