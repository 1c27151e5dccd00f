"""What somebody can ask for instead of answering, at any question."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NoReturn

from advisor.files.answers import UNKNOWN
from advisor.frozen import replace
from advisor.interview import conversation as talk
from advisor.interview.cards import raw_of
from advisor.interview.commands import COMMANDS, SLASH, guess_at, typed
from advisor.interview.lines import Stopped, free_line
from advisor.interview.notes import fields_of, is_another, remarked
from advisor.interview.prompter import Card, Choice, Command, Kept, Picked
from advisor.interview.record import Change
from advisor.interview.slots import Slot, said_on
from advisor.interview.typed import NotUnderstood, Understood, checked, understand
from advisor.interview.why import why
from advisor.language.kinds import AnyOf
from advisor.model.people import SURENESS
from advisor.model.profile import Note, Profile
from advisor.words import message as _

if TYPE_CHECKING:
    from advisor.interview.dialogue import Dialogue

DONE: Final = "done"
REST: Final = "rest"


class Requests:
    """Does what commands ask for. Each returns whether the question at hand is left."""

    def __init__(self, dialogue: "Dialogue") -> None:
        """Take the dialogue in which they are asked."""
        self._on = dialogue
        self._say = dialogue.words.say
        self._do: Mapping[str, Callable[[Slot, Card, str], bool]] = {
            "back": self._back,
            "unknown": self._unknown,
            "n/a": self._does_not_apply,
            "perhaps": self._perhaps,
            "later": self._later,
            "why": self._why,
            "help": self._help,
            "note": self._note,
            "by": self._by,
            "estimate": lambda slot, _card, _rest: self._sure(slot, "estimate"),
            "guess": lambda slot, _card, _rest: self._sure(slot, "guess"),
            "sure": lambda slot, _card, _rest: self._sure(slot, "sure"),
            "go": self._go,
            "advice": self._advice,
            "review": lambda _slot, _card, _rest: self._on.around.review(at_the_end=False),
            "stop": self._stop,
            "": self._any,
        }

    def do(self, command: Command, slot: Slot, card: Card) -> bool:
        """Do it, and say whether the question is left."""
        return self._do[command.name](slot, card, command.rest)

    def unknown_command(self, command: Command) -> NoReturn:
        """Refuse a word after a slash that is none. Raises NotUnderstood."""
        guess = guess_at(command, self._on.words)
        name = f"{SLASH}{command.name}"
        if guess:
            raise NotUnderstood(self._say(_("There is no %(name)s. Did you mean %(guess)s?"), name=name, guess=guess))
        raise NotUnderstood(self._say(_("There is no %(name)s; / lists what there is."), name=name))

    # -- moving

    def _back(self, _slot: Slot, _card: Card, _rest: str) -> bool:
        if not self._on.conversation.history:
            self._on.prompter.tell(self._say(_("This is the first question of this session.")), tone="quiet")
            return False
        self._on.move(talk.back(self._on.conversation))
        return True

    def _later(self, slot: Slot, _card: Card, _rest: str) -> bool:
        then = talk.put_off(self._on.conversation, slot)
        if talk.upcoming(then) == slot:
            said = _("This is the only question left. Answer it, say ? for don't know, or stop and go on later.")
            self._on.prompter.tell(self._say(said), tone="quiet")
            return False
        self._on.move(then)
        return True

    def _go(self, _slot: Slot, _card: Card, rest: str) -> bool:
        sections = self._on.conversation.rulebase.sections
        wanted = rest.casefold()
        found = [name for name, title in sections.items() if wanted in (name.casefold(), title.casefold())]
        found = found or [name for name, title in sections.items() if wanted and title.casefold().startswith(wanted)]
        section = found[0] if len(found) == 1 else self._chosen_section(sections)
        if section is None:
            return False
        self._on.move(talk.jumped(self._on.conversation, section))
        return True

    def _chosen_section(self, sections: Mapping[str, str]) -> str | None:
        choices = []
        for name, title in sections.items():
            found = talk.progress(self._on.conversation, name)
            if found.applying or found.may_apply:
                said = self._say(
                    _("%(section)s (%(answered)s of %(all)s)"),
                    section=title,
                    answered=found.answered + found.unknown,
                    all=found.applying,
                )
                choices.append(Choice(id=name, label=said))
        return self._on.prompter.choose(self._say(_("Go to which section?")), choices)

    def _stop(self, _slot: Slot, _card: Card, _rest: str) -> bool:
        raise Stopped

    # -- answering otherwise

    def _unknown(self, slot: Slot, _card: Card, _rest: str) -> bool:
        return self._understood(slot, "?")

    def _does_not_apply(self, slot: Slot, _card: Card, _rest: str) -> bool:
        return self._understood(slot, "n/a")

    def _understood(self, slot: Slot, text: str) -> bool:
        question, words = self._on.question(slot), self._on.words
        return self._answer(slot, lambda: understand(question, text, words, slot.option))

    def _answer(self, slot: Slot, understood: Callable[[], Understood]) -> bool:
        """Answer with what is understood; say the reason where nothing is."""
        try:
            answer = understood()
        except NotUnderstood as refusal:
            self._on.prompter.tell(refusal.reason, tone="bad")
            return False
        self._on.answer(slot, answer, talk.settled(self._on.conversation))
        return True

    def _perhaps(self, slot: Slot, card: Card, _rest: str) -> bool:
        """One of several, or several of which some only perhaps."""
        if card.sort == "text":
            text = _("Type what it can be as a range, such as 80-120, or as at least 80.")
            self._on.prompter.tell(self._say(text), tone="quiet")
            return False
        question = self._on.question(slot)
        is_any = isinstance(question.kind, AnyOf)
        sure = self._marked(card, _("Which ones surely?")) if is_any else ()
        if sure is None:
            return False
        left = tuple(each for each in card.choices if each.id not in sure)
        is_full = 0 < card.most <= len(sure)  # then there is no room for others
        maybe = () if is_full else self._marked(replace(card, choices=left, most=0), _("Which ones perhaps?"))
        if maybe is None:
            return False
        if len(maybe) == 1 and not is_any:
            self._on.prompter.tell(
                self._say(_("Of one alone you are sure: mark two or more, or answer it.")), tone="bad"
            )
            return False
        return self._answer(slot, lambda: checked(question, self._several(slot, sure, maybe), self._on.words))

    def _marked(self, card: Card, title: str) -> tuple[str, ...] | None:
        """What was marked; None when it was left."""
        limit = (self._say(_("At most %(most)s, the most important first."), most=card.most),) if card.most else ()
        asked = replace(card, ask=self._say(title), remarks=limit, sort="several", chosen=(), kept="", so_far=())
        while True:
            reply = self._on.prompter.ask(asked)
            if isinstance(reply, Picked):
                return reply.ids
            if isinstance(reply, Command | Kept):
                return None
            numbers = {str(number): each.id for number, each in enumerate(card.choices, start=1)}
            parts = reply.text.replace(",", " ").split()
            found = tuple(dict.fromkeys(numbers[part] for part in parts if part in numbers))
            if card.most and len(found) > card.most:
                self._on.prompter.tell(self._say(_("At most %(most)s."), most=card.most), tone="bad")
                continue
            if all(part in numbers for part in parts):
                return found
            said = _("Type numbers from 1 to %(most)s, with commas.")
            self._on.prompter.tell(self._say(said, most=len(card.choices)), tone="bad")

    def _several(self, slot: Slot, sure: tuple[str, ...], maybe: tuple[str, ...]) -> object:
        kind = self._on.question(slot).kind
        if isinstance(kind, AnyOf):
            return {"sure": list(sure), "maybe": list(maybe)} if maybe else list(sure)
        values = [raw_of(self._on.question(slot), (each,)) for each in maybe]
        if not values:
            return UNKNOWN
        levels = [each for each in values if isinstance(each, int) and not isinstance(each, bool)]
        if levels:
            return {"from": min(levels), "to": max(levels)}
        return values[0] if len(values) == 1 else {"among": values}

    # -- asking back

    def _why(self, slot: Slot, _card: Card, _rest: str) -> bool:
        lines = why(self._on.question(slot), self._on.advice(), self._on.lexicon)
        self._on.prompter.tell(*lines)
        return False

    def _help(self, _slot: Slot, card: Card, _rest: str) -> bool:
        lines = [f"{each.label}: {each.help}" if each.help else each.label for each in card.choices]
        self._on.prompter.tell(*card.remarks, *lines)
        return False

    def _advice(self, _slot: Slot, _card: Card, _rest: str) -> bool:
        self._on.prompter.tell(*self._on.told.whole(self._on.advice()).split("\n"))
        return False

    def _any(self, slot: Slot, card: Card, _rest: str) -> bool:
        choices = [
            Choice(id=entry.name, label=f"{SLASH}{typed(entry.name, self._on.words)}", help=self._say(entry.does))
            for entry in COMMANDS
        ]
        name = self._on.prompter.choose(self._say(_("What would you like to do?")), choices)
        return self.do(Command(name), slot, card) if name else False

    # -- notes

    def _note(self, slot: Slot, _card: Card, rest: str) -> bool:
        text = rest or self._line(_("Note"))
        if not text:
            return False
        return self._change_note(slot, lambda now: remarked(now, slot, text, self._on.speaker, self._on.words))

    def _by(self, slot: Slot, _card: Card, rest: str) -> bool:
        name = rest or self._line(_("Who said it?"))
        if not name:
            return False
        self._on.said_by[slot] = name
        return self._change_note(slot, lambda now: replace(now.notes.get(slot.question, Note()), by=name))

    def _line(self, title: str) -> str | None:
        hint = _("Type a text; < goes back, /stop stops here.")
        return free_line(self._on.prompter, self._on.words, title, hint)

    def _sure(self, slot: Slot, sure: str) -> bool:
        speaker, words = self._on.speaker, self._on.words

        def marked(now: Profile) -> Note:
            note = now.notes.get(slot.question, Note())
            if said_on(now, slot) is not None and is_another(now, note, speaker):  # who said nothing of the kind
                note = remarked(now, slot, words.say(SURENESS[sure]), speaker, words)
            return replace(note, sure=sure)

        return self._change_note(slot, marked)

    def _change_note(self, slot: Slot, note: Callable[[Profile], Note]) -> bool:
        """Put the note on disk that is made from the profile as it is in the file."""

        def change(now: Profile) -> Change:
            return Change(entries={"notes": {slot.question: fields_of(note(now))}})

        self._on.save(change, self._on.conversation)
        self._on.prompter.tell(self._say(_("Noted.")), tone="good")
        return False
