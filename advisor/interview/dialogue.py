"""The interview as it goes: a card, a reply, the answer on disk, the next card.

All that happens outside is passed in: somebody to ask, the file, and how the advice is put into words.
"""

from collections.abc import Callable, Mapping
from typing import Final

from advisor.advice.assess import assess, variant_of
from advisor.advice.facts import Settled
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.answers import NOT_APPLICABLE, UNKNOWN, read_answer, written
from advisor.files.profile import load_text
from advisor.frozen import frozen, replace
from advisor.interview import conversation as talk
from advisor.interview.around import Around
from advisor.interview.cards import Cards, raw_of
from advisor.interview.commands import is_known
from advisor.interview.conversation import Conversation
from advisor.interview.lines import Stopped
from advisor.interview.notes import Given, Speaker, fields_of, noted
from advisor.interview.prompter import Command, Kept, Picked, Prompter, Reply, Typed
from advisor.interview.record import REPLACED, Change, Record
from advisor.interview.requests import Requests
from advisor.interview.slots import Slot, answers_of, others, said_on
from advisor.interview.typed import NotUnderstood, Understood, understand
from advisor.model.assessment import Assessment, State
from advisor.model.profile import Answer, Note, Profile, Said
from advisor.model.question import Question
from advisor.problems import AdvisorError, describe
from advisor.words import Words
from advisor.words import message as _

WORDS: Final = (UNKNOWN, NOT_APPLICABLE)
"""What is said of all options of a number each together, as long as none of them has a number."""


@frozen(kw_only=True)
class Told:
    """How the advice is put into words; the interview does not know the formats."""

    brief: Callable[[Assessment], tuple[str, ...]]
    """In a few lines, for while it goes."""
    whole: Callable[[Assessment], str]
    """All of it."""


class Dialogue:
    """One interview on one profile."""

    def __init__(
        self,
        conversation: Conversation,
        record: Record,
        prompter: Prompter,
        words: Words,
        told: Told,
        speaker: Speaker,
    ) -> None:
        """Take everything that is needed; nothing is asked yet."""
        self.conversation = conversation
        self.record = record
        self.prompter = prompter
        self.words = words
        self.told = told
        self.speaker = speaker
        self.said_by: dict[Slot, str] = {}
        """Of what somebody else than the speaker was said to have said."""
        self.assessment = self._before = self._assessed()
        self._requests = Requests(self)
        self.around = Around(self)

    # -- how it goes

    def run(self) -> None:
        """Ask until nothing is left to ask and whoever answers is content.

        Raises:
            Stopped: Somebody wants to go on later.
            KeyboardInterrupt: Somebody pressed Ctrl-C; everything confirmed is on disk.
            EOFError: The input ended, and so on.
        """
        self.around.introduce()
        while True:
            slot = talk.upcoming(self.conversation)
            if slot is not None:
                self._turn(slot)
            elif self.around.is_content():
                return

    def _turn(self, slot: Slot) -> None:
        """Ask about one slot until there is an answer to it, or something else to ask first."""
        refused = False
        while True:
            known = talk.settled(self.conversation)
            so_far = self.told.brief(self.assessment) if self.conversation.profile.answers else ()
            card = self.cards.card(slot, talk.applies(self.conversation, known, slot), so_far)
            reply = self.prompter.ask(card, again=refused)
            refused = False
            if isinstance(reply, Command) and is_known(reply):
                if self._requests.do(reply, slot, card):
                    return
                continue
            try:
                understood = self.understood(slot, reply)
            except NotUnderstood as refusal:
                self.prompter.tell(refusal.reason, tone="bad")
                refused = True
                continue
            self.answer(slot, understood, known)
            return

    def understood(self, slot: Slot, reply: Reply) -> Understood:
        """The reply as a profile holds it. Raises NotUnderstood."""
        question = self.question(slot)
        match reply:
            case Typed(text):
                return understand(question, text, self.words, slot.option)
            case Kept():
                return Understood(self._as_it_was(slot))
            case Picked(()):
                return Understood([])
            case Picked(ids):
                return Understood(raw_of(question, ids))
            case Command():
                return self._requests.unknown_command(reply)

    def _as_it_was(self, slot: Slot) -> object:
        """The answer that is there, as it stands in the profile."""
        question = self.question(slot)
        answer = answers_of(self.conversation.profile, slot)[slot.question]
        if slot.option and isinstance(answer.written, Mapping):
            return answer.written[slot.option]
        return written(question, answer)

    def answer(self, slot: Slot, understood: Understood, before: Settled) -> None:
        """Put an answer on disk, then say how it was understood and what follows from it."""
        profile = self.conversation.profile
        answer = read_answer(self.question(slot), self._of_slot(profile, slot, understood.raw))
        known, cards = said_on(profile, slot), self.cards
        after = talk.answered(self.conversation, slot, answer)
        found = self.save(lambda now: self._with_answer(now, slot, understood, known), after)
        meanwhile = said_on(found, slot) if found else known
        if meanwhile not in (None, known, answer):
            self.prompter.tell(self.words.say(REPLACED, answer=cards.said(slot, meanwhile)))
        said = self.cards.said(slot, answers_of(self.conversation.profile, slot)[slot.question])
        if understood.estimate:
            about = _("about %(answer)s, an estimate") if answer.said is Said.KNOWN else _("%(answer)s, an estimate")
            said = self.words.say(about, answer=said)
        self.prompter.tell(self.words.say(_("Understood: %(answer)s"), answer=said), tone="good")
        self._consequences(before)

    def _with_answer(self, now: Profile, slot: Slot, understood: Understood, known: Answer | None) -> Change:
        """What an answer changes in the profile as it is in the file now; `known` is the answer that was shown."""
        raw = self._of_slot(now, slot, understood.raw)
        answer, old = read_answer(self.question(slot), raw), said_on(now, slot)
        changed = old is not None and old != answer
        given = Given(
            slot=slot,
            changed=changed,
            estimate=understood.estimate,
            before=self.cards.said(slot, old) if changed else "",
            always=old != known,
            is_whole=talk.is_all_renewed(replace(self.conversation, profile=now), slot),
        )
        said_by = self.said_by.get(slot, self.speaker.name)
        note = noted(now, given, replace(self.speaker, name=said_by), self.words)
        entries: dict[str, Mapping[str, object]] = {}
        if note != now.notes.get(slot.question, Note()):
            entries["notes"] = {slot.question: fields_of(note)}
        if self.speaker.name and self.speaker.name not in now.respondents:
            entries["profile"] = {"respondents": [*now.respondents, self.speaker.name]}
        whole = {**others(now, slot), **raw} if slot.option and isinstance(raw, Mapping) else raw
        return Change(answers={slot.question: whole}, supplier=slot.supplier, entries=entries)

    def _of_slot(self, profile: Profile, slot: Slot, raw: object) -> object:
        """What is said on a slot, as its question has it; where no other option has a number, a word is said of all."""
        if not slot.option or (raw in WORDS and not others(profile, slot)):
            return raw
        question = self.question(slot)
        if raw == NOT_APPLICABLE:
            otherwise, offered = question.otherwise, question.offered
            known = otherwise is not None and offered.low <= otherwise.low and otherwise.high <= offered.high
            raw = written(question, otherwise) if otherwise is not None and known else UNKNOWN
        return {slot.option: raw}

    def _consequences(self, before: Settled) -> None:
        """What the answer made irrelevant, what counts again, and which answers contradict each other."""
        after, words = talk.settled(self.conversation), self.words
        parked = talk.newly(before, after, State.PARKED)
        again = [name for name, state in before.states.items() if state is State.PARKED]
        again = [name for name in again if after.states[name] in (State.KNOWN, State.RANGE)]
        for names, said in (
            (parked, _("No longer applies, and is kept without counting: %(questions)s")),
            (again, _("Counts again: %(questions)s")),
        ):
            if names:
                labels = words.both([self.lexicon.label(each) for each in names])
                self.prompter.tell(words.say(said, questions=labels), tone="quiet")
        self._contradictions()

    def _contradictions(self) -> None:
        old = {each.id for each in self._before.contradictions}
        for each in self.assessment.contradictions:
            if each.id not in old:
                said = self.words.say(_("This contradicts another answer: %(says)s"), says=each.says)
                self.prompter.tell(said, tone="bad")

    # -- what requests use as well

    @property
    def lexicon(self) -> RuleBaseLexicon:
        """Labels in the wording of the sector as far as it is known."""
        return self._lexicon

    @property
    def cards(self) -> Cards:
        """Cards for the conversation as it is."""
        return Cards(self.conversation, self._lexicon)

    def question(self, slot: Slot) -> Question:
        """The question of a slot."""
        return self.conversation.rulebase.questions[slot.question]

    def move(self, conversation: Conversation) -> None:
        """Go on from there; nothing on disk changes."""
        self.conversation = conversation

    def save(self, change: Callable[[Profile], Change], then: Conversation) -> Profile | None:
        """Put a change on disk and go on from `then`, with the profile as it stands in the file.

        Where that fails, say why and try again as often as is asked for.

        Args:
            change: What is new, made from the profile as it is in the file at that moment.
            then: Where the conversation goes on.

        Returns:
            The profile as somebody else had written it meanwhile; nothing where nobody had.

        Raises:
            Stopped: Trying again is asked for no more.
        """
        while True:
            try:
                foreign = self.record.put(lambda text: change(self._read(text)))
                profile = self._read(self.record.text)
                break
            except AdvisorError as error:
                for each in error.problems:
                    self.prompter.tell(describe(each, self.words), tone="bad")
                title = self.words.say(_("Not saved. Mend this and press Enter to try again, or type /stop"))
                if self.prompter.line(title).startswith("/"):
                    raise Stopped from None
        if foreign is not None:
            said = _("The file was changed by somebody else meanwhile; those changes are kept.")
            self.prompter.tell(self.words.say(said))
        self.conversation = replace(then, profile=talk.without_outdated(then, profile))
        self._before, self.assessment = self.assessment, self._assessed()
        return None if foreign is None else self._read(foreign)

    def _read(self, text: str) -> Profile:
        return load_text(text, self.conversation.rulebase.entire, self.record.path)[0]

    def _assessed(self, *, whole: bool = False) -> Assessment:
        base, profile = self.conversation.rulebase, self.conversation.profile
        found = assess(base, profile, self.words, as_of=self.conversation.today, whole=whole)
        self._lexicon = RuleBaseLexicon(base, self.words, variant_of(base, talk.settled(self.conversation)))
        return found

    def advice(self) -> Assessment:
        """All of the advice so far; `assessment`, worked out after every answer, has no plan and no open questions."""
        return self._assessed(whole=True)
