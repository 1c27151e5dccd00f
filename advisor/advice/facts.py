"""From answers to bounds: what every question and every quantity can be.

A question is what was answered, or the widest its kind allows; its `otherwise` when it surely does not apply;
and the hull of both while that is open. So whatever turns out to be true lies inside.
"""

from collections.abc import Iterable, Mapping

from advisor.frozen import field, frozen
from advisor.language.kinds import AnyOf, Bounds, hull, is_known, none_left, one_left
from advisor.language.possible import possible
from advisor.language.trace import Trace, Truth, trace, truth_of
from advisor.model.assessment import State
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

CERTAIN = Bounds(1, 1)


@frozen
class Settled:
    """What is known before any advice is given."""

    given: dict[str, Bounds] = field(default_factory=dict)
    """The bounds of every question and quantity, by the name that conditions read."""
    states: dict[str, State] = field(default_factory=dict)
    applies: dict[str, Truth] = field(default_factory=dict)
    quantities: dict[str, Trace] = field(default_factory=dict)
    above: dict[str, Bounds] = field(default_factory=dict)
    """Questions whose known answer lies above their `at_most`, with the cap."""
    kept_open: dict[str, frozenset[str]] = field(default_factory=dict)
    """Questions that are open because it is open which supplier is the weakest, with the questions that decide it."""

    def without(self, names: Iterable[str]) -> "Settled":
        """A copy to which the names are still to be added; their bounds stay until they are."""
        above = {name: cap for name, cap in self.above.items() if name not in names}
        return Settled(dict(self.given), dict(self.states), dict(self.applies), dict(self.quantities), above)


def settle(
    rulebase: RuleBase,
    profile: Profile,
    instead: Mapping[str, Bounds] | None = None,
    beside: Settled | None = None,
) -> Settled:
    """Work out the bounds of every question and quantity, each after everything it reads.

    `instead` has the bounds of names of questions that are not to be worked out from the answers of this profile.
    `beside` is what is settled for a profile that differs only in what is asked per supplier: the rest is taken over.
    """
    settled = beside.without(rulebase.per_supplier) if beside else Settled()
    for name in rulebase.per_supplier if beside else rulebase.order:
        question = rulebase.questions.get(name)
        if question is None:
            working = trace(rulebase.quantities[name].expr, settled.given)
            settled.quantities[name] = working
            settled.given[name] = working.bounds
        else:
            settle_question(question, profile.answers.get(name), settled)
            if instead:
                settled.given.update({each: instead[each] for each in question.names if each in instead})
    return settled


def settle_question(question: Question, answer: Answer | None, settled: Settled) -> None:
    """Work out the bounds of one question; everything it reads has been worked out before."""
    applies = truth_of(possible(question.when, settled.given) if question.when else CERTAIN)
    cap = possible(question.at_most, settled.given) if question.at_most else None
    settled.applies[question.id] = applies
    if question.sort == "number each":
        _ask_each(question, answer, applies, cap, settled)
        return
    own = _own(question, answer.bounds if answer else None, cap)
    settled.given[question.id] = _with_otherwise(question, own, applies)
    settled.states[question.id] = _state(answer, applies)
    if cap and answer and answer.bounds and applies is Truth.YES and answer.bounds.low > cap.high:
        settled.above[question.id] = cap


def _own(question: Question, said: Bounds | None, cap: Bounds | None) -> Bounds:
    """What the answer can be if the question applies: an open answer is capped, a known one never."""
    bounds = said if said is not None else question.offered
    if cap is not None and not is_known(bounds):
        return Bounds(bounds.low, max(bounds.low, min(bounds.high, cap.high)))
    return one_left(none_left(bounds, question.most), question.kind)


def _with_otherwise(question: Question, own: Bounds, applies: Truth) -> Bounds:
    if question.otherwise is None or applies is Truth.YES:
        return own
    if applies is Truth.NO:
        return question.otherwise
    return hull(own, question.otherwise, question.kind)


def _ask_each(question: Question, answer: Answer | None, applies: Truth, cap: Bounds | None, settled: Settled) -> None:
    """A number per option: 0 for an option that is not chosen, from 0 for one that may be."""
    chosen = settled.given[question.of]
    numbers = answer.each if answer else {}
    missing, asked = False, False
    for place, option in enumerate(question.options):
        name = f"{question.id}.{option.id}"
        own = _own(question, numbers.get(option.id), cap)
        if chosen.high >> place & 1:
            asked = True
            missing = missing or option.id not in numbers or not is_known(own)
        if not chosen.low >> place & 1:
            own = Bounds(min(0, own.low), max(0, own.high)) if chosen.high >> place & 1 else Bounds(0, 0)
        elif cap and applies is Truth.YES and option.id in numbers and own.low > cap.high:
            settled.above[question.id] = cap
        settled.given[name] = _with_otherwise(question, own, applies)
    state = _state(answer, applies if asked else Truth.NO)
    settled.states[question.id] = State.RANGE if state is State.KNOWN and missing else state


def _state(answer: Answer | None, applies: Truth) -> State:
    if applies is Truth.NO:
        worth_keeping = answer is not None and answer.said in (Said.KNOWN, Said.RANGE)
        return State.PARKED if worth_keeping else State.NOT_APPLICABLE
    return State(answer.said.value) if answer else State.NOT_ASKED


def is_open(question: Question, given: Mapping[str, Bounds]) -> bool:
    """Whether one of the names that conditions read this question by still has several values."""
    return any(not is_known(given[name]) for name in question.names)


def chosen_surely(question: Question, given: Mapping[str, Bounds]) -> tuple[str, ...]:
    """The labels of the options that are surely chosen."""
    if not isinstance(question.kind, AnyOf):
        return ()
    sure = given[question.id].low
    return tuple(option.label for place, option in enumerate(question.options) if sure >> place & 1)
