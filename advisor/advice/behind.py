"""Which questions stand behind a name: quantities and outcomes are followed down to the answers."""

from collections.abc import Iterable, Mapping

from advisor.advice.facts import Settled, is_open
from advisor.language.kinds import Bounds, Kind, OneOf, is_known
from advisor.language.trace import Trace, Truth, trace
from advisor.language.tree import Expr, Name, names_in
from advisor.model.assessment import State
from advisor.model.rulebase import RuleBase

ANSWERABLE = (State.UNKNOWN, State.NOT_ASKED, State.RANGE)
"""The states in which a question can still be answered better."""
NOTHING: frozenset[str] = frozenset()


class Behind:
    """Follows names down to questions, remembering what it found."""

    def __init__(self, rulebase: RuleBase, settled: Settled, given: Mapping[str, Bounds] | None = None) -> None:
        """Keep what is needed to look names up.

        `given` has the bounds of all names, those of outcomes too once they are judged; without it, what is settled.
        """
        self._rulebase = rulebase
        self._settled = settled
        self._given = settled.given if given is None else given
        self._rules = rulebase.rules()
        self._questions: dict[str, frozenset[str]] = {}
        self._open: dict[str, frozenset[str]] = {}

    def questions(self, name: str) -> frozenset[str]:
        """Every question that the name is worked out from."""
        if name not in self._questions:
            self._questions[name] = self._follow(name, only_open=False)
        return self._questions[name]

    def comparable(self, name: str) -> list[str]:
        """The questions behind a name of which one answer is more than another while every other one stays as it is.

        With another choice other numbers are asked for: then more than one answer changes.
        """
        read = self.questions(name)
        questions = self._rulebase.questions
        chosen_from = {questions[each].of for each in read}
        return [each for each in sorted(read - chosen_from) if _has_an_order(questions[each].kind)]

    def open_questions(self, name: str) -> frozenset[str]:
        """The questions whose open answer keeps the name open."""
        if name not in self._open:
            self._open[name] = self._follow(name, only_open=True)
        return self._open[name]

    def open_in(self, exprs: Iterable[Expr]) -> frozenset[str]:
        """The open questions on which some expressions still depend: what is decided within them is passed over."""
        return NOTHING.union(*(self._open_in(trace(expr, self._given)) for expr in exprs))

    def _open_in(self, working: Trace) -> frozenset[str]:
        if is_known(working.bounds):
            return NOTHING
        if isinstance(working.expr, Name):
            return self.open_questions(working.expr.name)
        return NOTHING.union(*map(self._open_in, working.inner))

    def _follow(self, name: str, *, only_open: bool) -> frozenset[str]:
        again = self.open_questions if only_open else self.questions
        first = name.partition(".")[0]
        question = self._rulebase.questions.get(first)
        if only_open and question is not None and first in self._settled.kept_open:
            return self._settled.kept_open[first] if is_open(question, self._settled.given) else frozenset()
        if question is not None:
            found: set[str] = set()
            if not only_open or self._answer_would_help(first):
                found.add(first)
            if question.of:
                found |= again(question.of)
            if only_open and question.when is not None and self._settled.applies.get(first) is Truth.OPEN:
                found |= self.open_in([question.when])
            return frozenset(found)
        exprs = self._exprs(name, first)
        if only_open:
            return self.open_in(exprs)
        return frozenset().union(*(again(each) for expr in exprs for each in names_in(expr)))

    def _answer_would_help(self, name: str) -> bool:
        """A known answer is not asked again, even while it is open whether its question applies."""
        asked = self._settled.states.get(name) in ANSWERABLE
        return asked and is_open(self._rulebase.questions[name], self._settled.given)

    def _exprs(self, name: str, first: str) -> Iterable[Expr]:
        if name in self._rules:
            return [self._rules[name].when]
        if name in self._rulebase.quantities:
            return [self._rulebase.quantities[name].expr]
        if first in self._rulebase.outcomes:
            return [rule.when for rule in self._rulebase.outcomes[first].rules if rule.effect != "warn"]
        return []


def _has_an_order(kind: Kind) -> bool:
    return not isinstance(kind, OneOf) or kind.ordered
