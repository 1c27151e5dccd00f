"""Whole interviews, one profile after another: from the file, or from nothing, to the advice."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Any, Literal

from advisor.advice.assess import variant_of
from advisor.advice.facts import settle
from advisor.advice.in_force import in_force
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.profile import load_text
from advisor.frozen import field, frozen, replace
from advisor.interview.beforehand import Taken, taken
from advisor.interview.beginning import file_for, given, given_in, new_profile
from advisor.interview.conversation import Conversation, Depth, missing, without_outdated
from advisor.interview.dialogue import Dialogue, Told
from advisor.interview.lines import Stopped, free_line
from advisor.interview.notes import Speaker
from advisor.interview.prompter import Prompter, readable
from advisor.interview.record import Change, Record, changed
from advisor.interview.typed import Understood, is_no, is_yes
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem, visible
from advisor.words import Words
from advisor.words import message as _

Ending = Literal["done", "stopped", "interrupted"]


@frozen(kw_only=True)
class Order:
    """How to interview."""

    depth: Depth
    today: date
    """The day of the answers."""
    respondent: str = ""
    """Who answers; nothing where it is not said."""
    pairs: tuple[str, ...] = ()
    """Answers beforehand, each as ``ID=VALUE``."""
    tables: Mapping[str, Any] = field(default_factory=dict)
    """Answers beforehand from a file, as they stand in it."""
    file: str = ""
    """That file, for messages."""
    rules: str = ""
    """The options by which another command has the same rules; with a space before them."""
    options: str = ""
    """Those by which the same interview goes on, the rules apart; with a space before them."""


class Session:
    """Interviews in one language, by one rule base."""

    def __init__(
        self,
        rulebase: RuleBase,
        words: Words,
        order: Order,
        told: Told,
        deliver: Callable[[Profile], None],
        complain: Callable[[Iterable[Problem]], None],
    ) -> None:
        """Take what every interview of the session shares.

        Args:
            rulebase: What is asked.
            words: The language.
            order: How to interview.
            told: How the advice is put into words.
            deliver: Prints the advice at the end of each interview.
            complain: Prints what is only a warning.
        """
        self._base = rulebase
        self._words = words
        self._order = order
        self._told = told
        self._deliver = deliver
        self._complain = complain
        self._speaker = Speaker(name=readable(order.respondent), today=order.today)

    def run(self, path: str, prompter: Prompter | None) -> Ending:
        """Interview about the profile in a file, which need not be there yet.

        Args:
            path: Of the profile.
            prompter: Somebody to ask; None where there is no terminal. Then nothing may be missing.

        Raises:
            AdvisorError: The profile is wrong, another interview holds it, or answers are missing and nobody can be
                asked for them; nothing was written.
        """
        text = new_profile(self._base, self._words.language, self._order.today)
        return self._with(Record(path, text), prompter, beforehand=True)

    def _with(self, record: Record, prompter: Prompter | None, *, beforehand: bool) -> Ending:
        try:
            profile = self._begun(record, prompter, beforehand=beforehand)
            if prompter is None:
                self._deliver(profile)
                return "done"
            return self._ask(record, prompter, profile)
        finally:
            record.close()

    def _begun(self, record: Record, prompter: Prompter | None, *, beforehand: bool) -> Profile:
        """The profile with the answers that were given beforehand, which are saved unless somebody is missing."""
        profile = self._read(record.text, record.path)
        found = self._beforehand(profile) if beforehand else Taken()
        self._complain(found.problems)
        if found.change.answers:
            profile = self._read(changed(record.text, found.change), record.path)
        if prompter is None and (names := missing(self._conversation(profile))):
            values = {"ids": ", ".join(names), "count": str(len(names))}
            raise AdvisorError(Problem(code="U522", values=values, place=Place(record.path)))
        if found.change.answers:
            record.put(lambda text: self._beforehand(self._read(text, record.path)).change)
        return profile

    def _beforehand(self, profile: Profile) -> Taken:
        """What the answers given beforehand change in the profile."""
        order, base = self._order, self._base_for(profile)
        told = {name: Understood(raw) for name, raw in given_in(base, order.tables, order.file).items()}
        told |= given(base, profile, order.pairs, self._words)
        lexicon = RuleBaseLexicon(base, self._words, variant_of(base, settle(base, profile)))
        return taken(profile, told, self._speaker, lexicon)

    def _ask(self, record: Record, prompter: Prompter, profile: Profile) -> Ending:
        dialogue = Dialogue(self._conversation(profile), record, prompter, self._words, self._told, self._speaker)
        try:
            dialogue.run()
        except (KeyboardInterrupt, EOFError, Stopped) as stop:
            command = f"advisor interview {quote(record.path)}{self._order.options}{self._order.rules}"
            said = _("Saved in %(file)s. To go on: %(command)s")
            prompter.tell("", self._words.say(said, file=visible(record.path), command=visible(command)))
            return "stopped" if isinstance(stop, Stopped) else "interrupted"
        self._deliver(dialogue.conversation.profile)
        prompter.tell("", *self._what_next(dialogue))
        return self._next_ecosystem(dialogue, prompter)

    def _what_next(self, dialogue: Dialogue) -> list[str]:
        """The commands for what one may want to do now."""
        say, path = self._words.say, dialogue.record.path
        file = visible(quote(path) + self._order.rules)
        lines = [say(_("Saved in %(file)s. What you can do now:"), file=visible(path))]
        lines.append(say(_("advisor explain %(file)s: why, and why not"), file=file))
        if dialogue.advice().open_questions:
            lines.append(say(_("advisor profile ask %(file)s: messages to those who know what is open"), file=file))
        lines.append(say(_("advisor assess %(file)s -f markdown -o advice.md: the advice as a file"), file=file))
        return lines

    def _next_ecosystem(self, dialogue: Dialogue, prompter: Prompter) -> Ending:
        """An interview on another ecosystem of the same organisation, if there is one."""
        try:
            name = self._another(prompter)
        except (KeyboardInterrupt, EOFError, Stopped):
            return "done"
        if not name:
            return "done"
        first = Path(dialogue.record.path)
        path = str(file_for(first, name))
        organisation = dialogue.conversation.profile.name
        text = new_profile(self._base, self._words.language, self._order.today, extends=first.name, name=organisation)
        is_new = not os.path.lexists(path)
        dialogue.record.close()
        record = Record(path, text)
        if is_new:
            record.put(lambda _text: Change(entries={"ecosystem": {"name": name}}))
        return self._with(record, prompter, beforehand=False)

    def _another(self, prompter: Prompter) -> str:
        """The name of another ecosystem; nothing where there is none."""
        title = _("Another cooperation that you take part in? Its name, or Enter to finish")
        hint = _("Type the name of a cooperation, or Enter to finish.")
        while True:
            name = free_line(prompter, self._words, title, hint, can_go_back=False)
            if not name or is_no(name):
                return ""
            if not is_yes(name):
                return name
            prompter.tell(self._words.say(hint), tone="bad")

    def _conversation(self, profile: Profile) -> Conversation:
        order, base = self._order, self._base_for(profile)
        choose = None
        if order.depth == "shortest":
            from advisor.interview.choosing import Chooser  # noqa: PLC0415  (prepares much that the others need not)

            choose = Chooser(base).next
        begun = Conversation(rulebase=base, profile=profile, depth=order.depth, today=order.today, choose=choose)
        return replace(begun, profile=without_outdated(begun, profile))

    def _base_for(self, profile: Profile) -> RuleBase:
        """What is in force on the day of the profile."""
        return in_force(self._base, profile.written_on or self._order.today)

    def _read(self, text: str, path: str) -> Profile:
        return load_text(text, self._base, path)[0]
