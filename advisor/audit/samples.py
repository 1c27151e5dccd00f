"""Organisations drawn at random, thousands at once, on columns: most of what can happen is seen to happen there.

Numbers lie as often as not right beside a number that some condition compares with, because that is where advice
changes. What is found here is an example, and is worked out once more by itself before anybody is shown it; what is
not found here is left to the solver.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from advisor.advice.definitions import Definition, of_complete
from advisor.advice.facts import settle
from advisor.audit.expressions import expressions
from advisor.columns.answers import KNOWN, Block, Column, Told, type_of
from advisor.columns.evaluate import evaluate
from advisor.columns.plan import Plan
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo
from advisor.language.tree import Expr
from advisor.model.assessment import State
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

SIZE: Final = 8192
"""Organisations in a block."""
DENSITIES: Final = (0.05, 0.2, 0.5, 0.8)
"""How many of several choices are chosen: few, or nearly all."""


class Samples:
    """Blocks of organisations for one rule base, and what is so for each."""

    def __init__(self, rulebase: RuleBase, more: Iterable[Definition] = ()) -> None:
        """Plan. Raises OverflowError when a number can become too large for a column."""
        self.rulebase = rulebase
        self._plan = Plan(rulebase, (*of_complete(rulebase), *more))
        self._limits = _limits(rulebase)

    def draw(self, seed: int, size: int = SIZE) -> Block:
        """Complete answers for so many organisations; the same for the same seed."""
        random = np.random.default_rng(seed % 2**32)
        told = {question.id: self._answers(question, size, random) for question in self.rulebase.questions.values()}
        return Block(size, told)

    def redraw(self, block: Block, question: str, seed: int) -> Block:
        """The same organisations with other answers to one question."""
        told = self._answers(self.rulebase.questions[question], block.size, np.random.default_rng(seed))
        return Block(block.size, {**block.told, question: told})

    def evaluate(self, block: Block) -> Mapping[str, Bounds]:
        """Everything there is to say of each organisation."""
        return evaluate(self._plan, block).given

    def profile(self, block: Block, row: int) -> Profile:
        """One organisation, with the answers to the questions that apply."""
        answers = {}
        for name, told in block.told.items():
            question = self.rulebase.questions[name]
            known = {each: Bounds(*[int(told.bounds[each][0][row])] * 2) for each in question.names}
            each = {inner.partition(".")[2]: bounds for inner, bounds in known.items()} if question.of else {}
            answers[name] = Answer(said=Said.KNOWN, bounds=known.get(name), each=each)
        return applicable(self.rulebase, Profile(answers=answers))

    def _answers(self, question: Question, size: int, random: np.random.Generator) -> Told:
        bounds = {
            name: (column, column) for name in question.names for column in [self._column(question, size, random)]
        }
        given = {name: np.ones(size, dtype=np.bool_) for name in question.names} if question.of else {}
        return Told(np.full(size, KNOWN, dtype=np.uint8), bounds, given)

    def _column(self, question: Question, size: int, random: np.random.Generator) -> Column:
        low, high = question.offered
        kind = type_of(question, question.kind)
        match question.kind:
            case YesNo():
                return random.integers(0, 2, size).astype(kind)
            case Number():
                near = np.array([each for each in self._limits.get(question.id, ()) if low <= each <= high] or [low])
                drawn = (
                    random.integers(low, high + 1, size),
                    low + ((high - low) * random.random(size) ** 4).astype(np.int64),
                    near[random.integers(0, len(near), size)],
                    near[random.integers(0, len(near), size)],
                )
                numbers: Column = np.choose(random.integers(0, len(drawn), size), drawn).astype(kind)
                return numbers
            case OneOf(options):
                bits = [1 << place for place in range(len(options)) if high >> place & 1]
                return np.array(bits, dtype=kind)[random.integers(0, len(bits), size)]
            case AnyOf(options):
                chosen: Column = _several(question, len(options), size, random).astype(kind)
                return chosen


def applicable(rulebase: RuleBase, profile: Profile) -> Profile:
    """The profile without answers to questions that do not apply, and without numbers for options not chosen."""
    settled = settle(rulebase, profile)
    answers = {}
    for name, answer in profile.answers.items():
        question = rulebase.questions[name]
        if settled.states[name] in (State.PARKED, State.NOT_APPLICABLE):
            continue
        if question.of:
            chosen = settled.given[question.of].high
            each = {
                option.id: answer.each[option.id]
                for place, option in enumerate(question.options)
                if chosen >> place & 1
            }
            answers[name] = replace(answer, each=each)
        else:
            answers[name] = answer
    return replace(profile, answers=answers)


def _several(question: Question, count: int, size: int, random: np.random.Generator) -> Any:  # noqa: ANN401
    """Some of several options, no more than may be chosen."""
    often = np.array(DENSITIES)[random.integers(0, len(DENSITIES), size)]
    order = random.random((count, size))
    offered = np.array([question.offered.high >> place & 1 for place in range(count)], dtype=np.bool_)[:, None]
    chosen = (random.random((count, size)) < often) & offered
    if question.most:
        ranks = np.where(chosen, order, 2).argsort(axis=0).argsort(axis=0)
        chosen &= ranks < question.most
    weights = (np.uint64(1) << np.arange(count, dtype=np.uint64))[:, None]
    return (chosen * weights).sum(axis=0, dtype=np.uint64)


def _limits(rulebase: RuleBase) -> dict[str, list[int]]:
    """Per question with a number: the numbers beside those that something compares it with, and its own ends."""
    found: dict[str, set[int]] = {}
    for question in rulebase.questions.values():
        if isinstance(question.kind, Number):
            low, high = question.offered
            found[question.id] = {low, min(low + 1, high), high}
    for _node, _key, expr in expressions(rulebase):
        for name, limit in _compared(expr):
            found.setdefault(name.partition(".")[0], set()).update((limit - 1, limit, limit + 1))
    return {name: sorted(values) for name, values in found.items()}


def _compared(expr: Expr) -> Iterable[tuple[str, int]]:
    match expr:
        case tree.Compare(_, tree.Name(name), tree.Constant(limit)) | tree.Compare(
            _, tree.Constant(limit), tree.Name(name)
        ):
            yield name, limit
        case tree.Pick(inputs, _, rows):
            for place, each in enumerate(inputs):
                if isinstance(each, tree.Name):
                    cells = (row.cells[place] for row in rows)
                    yield from ((each.name, end) for cell in cells if isinstance(cell, tuple) for end in cell)
        case _:
            for part in tree.parts(expr):
                yield from _compared(part)
