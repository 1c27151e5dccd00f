"""Two rule bases side by side: what the advice of one can say otherwise than that of the other, and who shows it.

An organisation answers for both at once: the same to every question that both ask in the same way, as far as both offer
it, and by itself to every question of only one of them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from advisor.advice.assess import assess
from advisor.advice.definitions import of_complete
from advisor.advice.in_force import in_force
from advisor.audit.bridge import bridges
from advisor.audit.effects import effects
from advisor.audit.obligations import AFTER, differ
from advisor.files.answers import written_answers
from advisor.files.profile import load_text
from advisor.files.writing import set_answers, set_entries
from advisor.frozen import replace
from advisor.language.tree import Expr, Name
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import Difference, ProfileChange, Witness
from advisor.words import Words
from advisor.words import message as _

NAME: Final = _("An invented organisation")
TOLD: Final = ("leads", "form", "emerging", "fits", "readiness", "needed", "done")
"""The truths of `advisor.advice.definitions` that make up lead, form, standings, level and steps."""


class Pair:
    """Two rule bases as they stand on a day."""

    def __init__(
        self, old: RuleBase, new: RuleBase, differences: Sequence[Difference], words: Words, day: date
    ) -> None:
        """Find the questions that both ask in the same way.

        Args:
            old: The rules before.
            new: The rules after.
            differences: What differs between them.
            words: For the name of an organisation, and why its advice changes.
            day: The date of both advices.
        """
        self.bases = (in_force(old, day), in_force(new, day))
        self.bridges = bridges(*self.bases)
        self._differences = differences
        self._words = words
        self._day = day

    def narrowed(self) -> tuple[RuleBase, RuleBase]:
        """Both, offering only what the other one offers as well."""
        old, new = (
            replace(
                base,
                questions={
                    name: bridge.ends[side] if (bridge := self.bridges.get(name)) else question
                    for name, question in base.questions.items()
                },
            )
            for side, base in enumerate(self.bases)
        )
        return old, new

    def truths(self) -> tuple[list[str], list[str]]:
        """The names of everything that a reader acts on; what only one of them has never holds for the other."""
        old, new = (
            [name for name, _expr in of_complete(base) if name.partition(":")[0] in TOLD] for base in self.bases
        )
        return old, new

    def changes(self) -> list[Expr]:
        """Everything that can differ, each as a truth; the names of the new rule base have `AFTER` before them."""
        old, new = map(dict.fromkeys, self.truths())
        return [
            differ(name) if name in old and name in new else Name(name if name in old else AFTER + name)
            for name in {**old, **new}
        ]

    def shown_by(self, old: Profile, new: Profile) -> Witness | None:
        """An organisation, written out, read back and assessed under both; None when its advice is the same.

        Args:
            old: Its answers to what the old rules ask.
            new: The same for the new rules.
        """
        answers = [
            written_answers(base.questions, profile.answers)
            for base, profile in zip(self.bases, (old, new), strict=True)
        ]
        if all(_is_same(answers[0][name], answers[1][name]) for name in answers[0].keys() & answers[1].keys()):
            answers = [answers[0] | answers[1]] * 2  # what one of them does not ask here is parked there
        asked = [
            {name: own[name] for name in base.questions if name in own}
            for base, own in zip(self.bases, answers, strict=True)
        ]
        texts = [self._text(base, own) for base, own in zip(self.bases, asked, strict=True)]
        before, after = (
            assess(base, load_text(text, base.entire)[0], self._words)
            for base, text in zip(self.bases, texts, strict=True)
        )
        changed = effects(before, after, self._differences, self._words)
        if not changed or before.contradictions or after.contradictions:
            return None
        change = ProfileChange(path="", name=self._words.say(NAME), effects=changed)
        files = {"witness.toml": texts[1]}
        if asked[0] != asked[1]:
            files = {"witness-old.toml": texts[0], "witness-new.toml": texts[1]}
        return Witness(change=change, answers=asked[0] | asked[1], files=files)

    def _text(self, base: RuleBase, answers: Mapping[str, Any]) -> str:
        head = {"name": self._words.say(NAME), "date": self._day, "rulebase": base.version}
        return set_answers(set_entries("", "profile", head), answers)


def _is_same(one: object, other: object) -> bool:
    """Whether two answers, as they are written, are the same; options may be listed in another order."""
    return sorted(one) == sorted(other) if isinstance(one, list) and isinstance(other, list) else one == other
