"""What stands around the questions: the names at the beginning, the review and what was not asked at the end."""

from typing import TYPE_CHECKING, Final

from advisor.frozen import replace
from advisor.interview import conversation as talk
from advisor.interview.lines import free_line
from advisor.interview.prompter import Choice
from advisor.interview.record import REPLACED, Change
from advisor.interview.review import entries, summary
from advisor.model.profile import Profile
from advisor.words import message as _

if TYPE_CHECKING:
    from advisor.interview.dialogue import Dialogue

DONE: Final = "done"
REST: Final = "rest"
NOTHING_MORE: Final = _(
    "Nothing more you could tell us would change the role that comes first, the form or the readiness."
)
NOT_KNOWN: Final = _(
    "No other question can settle the role that comes first, the form and the readiness: what is still open hangs on "
    "answers that are not known exactly."
)
NOT_ASKED: Final = "not_asked"
"""The key in `[open_text]`."""


class Around:
    """Begins and ends an interview."""

    def __init__(self, dialogue: "Dialogue") -> None:
        """Take the dialogue that is begun and ended."""
        self._on = dialogue
        self._say = dialogue.words.say

    def introduce(self) -> None:
        """Say how it works, and ask for names that are not there yet."""
        profile, tell = self._on.conversation.profile, self._on.prompter.tell
        tell(
            self._say(_("Every answer is saved at once. Stop whenever you like with Ctrl-C, and go on later.")),
            tone="quiet",
        )
        if self._on.conversation.history or profile.answers:
            found = talk.progress(self._on.conversation)
            said = _("Going on where it stopped: %(answered)s of %(all)s answered.")
            if self._on.record.is_new:
                said = _("Answered beforehand: %(answered)s of %(all)s.")
            tell(self._say(said, answered=found.answered, all=found.applying))
        hint = _("Type a name, or nothing to leave it out.")
        for table, title in (
            ("profile", _("What is your organisation called?")),
            ("ecosystem", _("Which cooperation is this about? Give it a name of your own")),
        ):
            if not _name_in(profile, table) and (name := self._line(title, hint, can_go_back=False)):
                self._put_name(table, name)

    def _put_name(self, table: str, name: str) -> None:
        change = Change(entries={table: {"name": name}})
        found = self._on.save(lambda _now: change, self._on.conversation)
        if found and (theirs := _name_in(found, table)) not in ("", name):
            self._on.prompter.tell(self._say(REPLACED, answer=theirs))

    def is_content(self) -> bool:
        """At the end: show everything once more; whether nothing is to be asked again."""
        if self._on.conversation.depth == "shortest":
            self._on.prompter.tell("", self._say(NOTHING_MORE if self._is_settled() else NOT_KNOWN))
        return not self.review(at_the_end=True)

    def _is_settled(self) -> bool:
        found = self._on.assessment
        return found.lead.settled and found.form.settled and len(found.readiness_level.could_be) <= 1

    def review(self, *, at_the_end: bool) -> bool:
        """Everything that may need another look; from there to any question. Whether one was chosen."""
        on = self._on
        on.prompter.tell("", *summary(on.conversation, on.assessment, on.lexicon))
        choices = [Choice(id=DONE, label=self._say(_("finish") if at_the_end else _("go on where you were")))]
        rest = talk.progress(replace(on.conversation, depth="full"))
        left = rest.applying + rest.may_apply - rest.answered - rest.unknown
        if at_the_end and on.conversation.depth != "full" and left > 0:
            choices.append(Choice(id=REST, label=self._say(_("go on with the other questions (%(left)s)"), left=left)))
        listed = entries(on.conversation, on.assessment, on.cards)
        choices += [Choice(id=str(place), label=label) for place, (label, _slot) in enumerate(listed)]
        found = on.prompter.choose(self._say(_("Finish, or choose a question to answer again")), choices)
        if found is None or found == DONE:
            return at_the_end and self._farewell()
        if found == REST:
            on.move(replace(on.conversation, depth="full"))
        else:
            on.move(talk.asked_again(on.conversation, listed[int(found)][1]))
        return True

    def _farewell(self) -> bool:
        """Ask for what was not asked; whether somebody goes back instead."""
        hint = _("Type a text, or nothing; < goes back, /stop stops here.")
        said = self._line(_("What did we not ask? (Enter for nothing)"), hint)
        if said:
            speaker = self._on.speaker.name
            line = f"{speaker}: {said}" if speaker else said
            self._on.save(lambda now: _with_text(now, line), self._on.conversation)
        return said is None

    def _line(self, title: str, hint: str, *, can_go_back: bool = True) -> str | None:
        return free_line(self._on.prompter, self._on.words, title, hint, can_go_back=can_go_back)


def _name_in(profile: Profile, table: str) -> str:
    return profile.name if table == "profile" else profile.ecosystem


def _with_text(now: Profile, line: str) -> Change:
    """What was said before stays, whoever said it."""
    lines = [*now.open_text.get(NOT_ASKED, "").splitlines(), line]
    return Change(entries={"open_text": {NOT_ASKED: "\n".join(dict.fromkeys(lines))}})
