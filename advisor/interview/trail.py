"""From an open condition down to the questions that can be asked about it.

Only what is open is followed: of an "all" or an "any" the parts that are still open, of a quantity what it is worked
out from. What decides whether a question applies, or which options it asks about, comes before the question itself.
"""

from collections.abc import Iterable

from advisor.interview.outlook import Outlook
from advisor.interview.stakes import telling
from advisor.language.kinds import YesNo, is_known
from advisor.language.trace import Trace, Truth, open_names
from advisor.language.tree import names_in
from advisor.model.assessment import State
from advisor.model.profile import Said
from advisor.model.question import Question


class Trail:
    """Follows names down to the questions that can be asked now, remembering what it found."""

    def __init__(self, view: Outlook, skip: frozenset[str]) -> None:
        """Keep how things stand, and what is not to be asked."""
        self._view = view
        self._skip = skip
        self._findings = {finding.outcome.id: finding for finding in (*view.readiness, *view.roles, *view.forms)}
        self._found: dict[str, frozenset[str]] = {}

    def behind(self, working: Trace) -> frozenset[str]:
        """The questions behind a condition that is open."""
        return self._all(open_names(working))

    def can_be_asked(self, question: Question) -> bool:
        """Whether it may apply, and waits for an answer: "don't know" and a range are answers too."""
        profile, settled = self._view.profile, self._view.settled
        if question.id in self._skip or settled.applies[question.id] is Truth.NO:
            return False
        suppliers = [each for each in profile.suppliers.values() if each.important] if question.per else []
        if suppliers:
            return any(question.id not in each.answers for each in suppliers)
        answer = profile.answers.get(question.id)
        if answer is None:
            return settled.states[question.id] is not State.NOT_APPLICABLE
        if question.sort != "number each" or answer.said not in (Said.KNOWN, Said.RANGE):
            return False
        chosen = self._view.given[question.of].high
        return any(chosen >> place & 1 and each.id not in answer.each for place, each in enumerate(question.options))

    def _all(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*[self._follow(name) for name in names if not is_known(self._view.given[name])])

    def _follow(self, name: str) -> frozenset[str]:
        if name not in self._found:
            first, _dot, last = name.partition(".")
            question = self._view.rulebase.questions.get(first)
            if question is not None:
                self._found[name] = self._of_question(question)
            elif name in self._view.settled.quantities:
                self._found[name] = self._of_quantity(name)
            else:
                rules = telling(self._findings[first], fit=True, gate=last != "fit")
                self._found[name] = frozenset().union(*[self.behind(working) for working, _points in rules])
        return self._found[name]

    def _of_question(self, question: Question) -> frozenset[str]:
        """What it depends on as long as that can be asked; then the question; then what narrows an open answer."""
        before = [question.of] if question.of else []
        if question.when is not None and self._view.settled.applies[question.id] is Truth.OPEN:
            before += names_in(question.when)
        if found := self._all(before):
            return found
        if self.can_be_asked(question):
            return frozenset({question.id})
        return self._all(names_in(question.at_most)) if question.at_most else frozenset()

    def _of_quantity(self, name: str) -> frozenset[str]:
        working = self._view.settled.quantities[name]
        if isinstance(self._view.rulebase.quantities[name].kind, YesNo):
            return self.behind(working)
        return self._all(names_in(working.expr))
