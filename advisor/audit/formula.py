"""What can be proved of an expression: the tree read as a formula, over every profile that there can be.

The only file that knows the solver (z3, extra ``proof``). A condition becomes a truth, a number a whole number, a
choice and a set one truth per option. A percentage is never divided: compared with a fixed number it is a product, and
only where its value is needed does a number stand for it that is held between two products.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, assert_never

import z3

from advisor.advice.definitions import ALWAYS, Definition
from advisor.audit.bridge import Bridge
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, YesNo
from advisor.language.tree import Expr
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase

Term = Any
"""A truth or a number of z3; of a choice and a set a tuple of truths, one per option."""
FEW: Final = 16
"""Values of a number that is multiplied: the product is written out for each."""
AT_ONCE: Final = 1
"""Seconds for a search that goes on from earlier ones: mostly it takes milliseconds, seldom it loses its way."""


class UndecidedError(Exception):
    """The solver did not come to an end in its time."""


class Reading:
    """Reads expressions as formulas, where it is known what their names stand for."""

    def __init__(self, kinds: Mapping[str, Kind], name: str, terms: Mapping[str, Term] | None = None) -> None:
        """Begin with what is known; `name` tells its variables from others."""
        self.kinds = kinds
        self.terms: dict[str, Term] = dict(terms or {})
        self.exprs: dict[str, Expr] = {}
        """What names stand for, where a comparison is better made inside."""
        self.limits: list[Term] = []
        """What holds of the variables that were made on the way."""
        self._count = 0
        self._name = name
        self._known: dict[Expr, Term] = {}

    def _named(self, name: str, term: Term) -> Term:
        """A variable that equals a term, so that each is written down once."""
        if z3.is_const(term):
            return term
        variable = z3.Bool(f"{self._name}{name}") if z3.is_bool(term) else z3.Int(f"{self._name}{name}")
        self.limits.append(variable == term)
        return variable

    def look(self, name: str) -> Term:
        """What a name stands for."""
        return self.terms[name]

    def meaning(self, name: str) -> Expr | None:
        """The expression that a name stands for, if it stands for one here."""
        self.look(name)
        return self.exprs.get(name)

    def term(self, expr: Expr) -> Term:
        """The value of an expression."""
        found = self._known.get(expr)
        if found is None:
            found = self._known[expr] = self._term(expr)
        return found

    def _term(self, expr: Expr) -> Term:  # noqa: PLR0911, PLR0912, C901  (one case per node)
        match expr:
            case tree.Name(name):
                return self.look(name)
            case tree.Constant(value):
                return z3.IntVal(value)
            case tree.All(inner):
                return z3.And([self.term(each) for each in inner])
            case tree.Any(inner):
                return z3.Or([self.term(each) for each in inner])
            case tree.Not(inner):
                return z3.Not(self.term(inner))
            case tree.Compare(order, left, right):
                return self._compared(order, left, right)
            case tree.Among(choice, _, mask):
                return z3.Or(_chosen(self.term(choice), mask))
            case tree.Includes(chosen, _, mask):
                return z3.Or(_chosen(self.term(chosen), mask))
            case tree.Sum(inner) | tree.Count(inner) | tree.Weighted(_, _, inner):
                return z3.Sum([self._number(each) for each in inner])
            case tree.Difference(left, right):
                return self._number(left) - self._number(right)
            case tree.Times(left, right):
                return self._product(left, right)
            case tree.Scaled(inner, power):
                return self._number(inner) * 10**power
            case tree.Least(inner):
                return self._extreme(inner, least=True)
            case tree.Greatest(inner):
                return self._extreme(inner, least=False)
            case tree.Percent(part, whole):
                return self._quotient(100 * self._number(part), self._number(whole))
            case tree.Share(part, rest):
                whole = self._number(part) + self._number(rest)
                return self._quotient(100 * self._number(part), z3.If(whole == 0, 1, whole))
            case tree.Size(chosen):
                return z3.Sum([z3.If(bit, 1, 0) for bit in self.term(chosen)])
            case tree.Shared(left, right):
                return tuple(z3.And(a, b) for a, b in zip(self.term(left), self.term(right), strict=True))
            case tree.Either(left, right):
                return tuple(z3.Or(a, b) for a, b in zip(self.term(left), self.term(right), strict=True))
            case tree.Pick():
                return self._picked(expr)
            case _:
                assert_never(expr)

    def _number(self, expr: Expr) -> Term:
        """The value of an expression as a number; a truth counts as 0 or 1."""
        term = self.term(expr)
        return z3.If(term, 1, 0) if z3.is_bool(term) else term

    def _compared(self, order: tree.Order, left: Expr, right: Expr) -> Term:
        if isinstance(left, tree.Constant) and not isinstance(right, tree.Constant):
            return self._compared(MIRRORED[order], right, left)
        if not isinstance(right, tree.Constant):
            return ORDERS[order](self._number(left), self._number(right))
        no_less, more = self.at_least(left, right.value), self.at_least(left, right.value + 1)
        equal = z3.And(no_less, z3.Not(more))
        return {
            ">=": no_less, ">": more, "<": z3.Not(no_less), "<=": z3.Not(more), "==": equal, "!=": z3.Not(equal),
        }[order]  # fmt: skip

    def at_least(self, expr: Expr, limit: int) -> Term:  # noqa: PLR0911  (one case per node)
        """Whether a number is no less than a fixed one, without dividing anything."""
        match expr:
            case tree.Name(name) if isinstance(self.meaning(name), INSIDE):
                return self.at_least(self.exprs[name], limit)
            case tree.Least(inner):
                return z3.And([self.at_least(each, limit) for each in inner])
            case tree.Greatest(inner):
                return z3.Or([self.at_least(each, limit) for each in inner])
            case tree.Scaled(inner, power):
                return self.at_least(inner, -(-limit // 10**power))
            case tree.Percent(part, whole):
                return 100 * self._number(part) >= limit * self._number(whole)
            case tree.Share(part, rest):
                first = self._number(part)
                both = first + self._number(rest)
                return z3.BoolVal(True) if limit <= 0 else z3.And(both > 0, 100 * first >= limit * both)  # noqa: FBT003
            case tree.Constant(value):
                return z3.BoolVal(value >= limit)
            case _:
                return self._number(expr) >= limit

    def _product(self, left: Expr, right: Expr) -> Term:
        """A product; of a number with few values one product with a fixed number for each."""
        for few, other in ((left, right), (right, left)):
            found = self.meaning(few.name) if isinstance(few, tree.Name) else few
            if isinstance(found, tree.Pick) and not found.levels:
                factor = self._number(other)
                return _first_of([(self._applies(row, found), row.result * factor) for row in found.rows])
        for few, other in ((left, right), (right, left)):
            kind = self.kinds.get(few.name) if isinstance(few, tree.Name) else None
            if isinstance(kind, Number) and kind.high - kind.low < FEW:
                number, factor = self._number(few), self._number(other)
                return _first_of([(number == value, value * factor) for value in range(kind.low, kind.high + 1)])
        return self._number(left) * self._number(right)

    def _extreme(self, inner: Sequence[Expr], *, least: bool) -> Term:
        first, *rest = (self._number(each) for each in inner)
        for each in rest:
            first = z3.If(each < first if least else each > first, each, first)
        return first

    def _quotient(self, part: Term, whole: Term) -> Term:
        """A number between two products: the whole part of a quotient, rounded down; the divisor is above 0."""
        self._count += 1
        found = z3.Int(f"{self._name}quotient {self._count}")
        self.limits += [found * whole <= part, part < (found + 1) * whole]
        return found

    def _picked(self, table: tree.Pick) -> Term:
        applies = [(self._applies(row, table), row.result) for row in table.rows]
        if not table.levels:
            return _first_of([(when, z3.IntVal(result)) for when, result in applies])
        width = max(row.result for row in table.rows).bit_length()
        return tuple(z3.Or([when for when, result in applies if result >> bit & 1]) for bit in range(width))

    def _applies(self, row: tree.Row, table: tree.Pick) -> Term:
        parts = []
        for cell, expr, sort in zip(row.cells, table.inputs, table.sorts, strict=True):
            if isinstance(cell, tuple):
                parts += [self.at_least(expr, cell[0]), z3.Not(self.at_least(expr, cell[1] + 1))]
            elif cell is not None and sort == "yes/no":
                parts.append(
                    z3.Or([term for bit, term in ((1, z3.Not(self.term(expr))), (2, self.term(expr))) if cell & bit])
                )
            elif cell is not None:
                parts.append(z3.Or(_chosen(self.term(expr), cell)))
        return z3.And(parts)


class World(Reading):
    """What one organisation can be: an answer to every question, and what follows from that."""

    def __init__(
        self,
        rulebase: RuleBase,
        defined: Iterable[Definition],
        name: str = "",
        beside: "World | None" = None,
        same: Iterable[Bridge] = (),
    ) -> None:
        """Make the answers.

        Args:
            rulebase: What is asked, and the quantities.
            defined: What else follows, by name; written down when it is first asked for.
            name: Tells its variables from those of other worlds.
            beside: Another world, with the same answer to some questions.
            same: Those questions.
        """
        super().__init__(rulebase.scope.kinds, name)
        self.rulebase = rulebase
        self._defined = dict(defined)
        self.own: dict[str, Term] = {}
        """Per name of a question its answer, whether or not the question applies."""
        self.applies: dict[str, Term] = {}
        self._beside = beside
        if beside is not None:
            for bridge in same:
                self._take_over(bridge, beside)
        for each in rulebase.order:
            question = rulebase.questions.get(each)
            if question is None:
                self.define(each, rulebase.quantities[each].expr)
            else:
                self._answer(question)

    def define(self, name: str, expr: Expr) -> None:
        """Let a name stand for an expression over the names before it."""
        self.exprs[name] = expr
        if self._beside is not None and self._beside.means(name) == expr and self._is_the_same(expr, self._beside):
            self.terms[name] = self._beside.look(name)
            return
        term = self.term(expr)
        if isinstance(term, tuple):
            self.terms[name] = tuple(self._named(f"{name} {place}", each) for place, each in enumerate(term))
        else:
            self.terms[name] = self._named(name, term)

    def look(self, name: str) -> Term:
        """What a name stands for."""
        if name not in self.terms:
            self.define(name, self._defined[name])
        return self.terms[name]

    def means(self, name: str) -> Expr | None:
        """The expression that a name will stand for, if it stands for one."""
        return self.exprs.get(name) or self._defined.get(name)

    def _is_the_same(self, expr: Expr, beside: "World") -> bool:
        """Whether an expression comes to the same in another world, because everything that it reads does."""
        return all(name in beside and self.look(name) is beside.look(name) for name in tree.names_in(expr))

    def __contains__(self, name: str) -> bool:
        """Whether a name stands for something here."""
        return name in self.terms or name in self._defined

    # -- questions

    def _take_over(self, bridge: Bridge, beside: "World") -> None:
        """Let the answer to a question be that in another world."""
        first, last = bridge.ends
        for name in last.names:
            if name not in beside.own:  # of an option that neither offers, because the other does not know it
                continue
            term = beside.own[name]
            match first.kind, last.kind:
                case Number(), Number() if first.decimals != last.decimals:
                    coarse = z3.Int(f"{self._name}answer {name}")
                    fewer = min(first.decimals, last.decimals)
                    self.limits.append(term == coarse * 10 ** (first.decimals - fewer))
                    self.own[name] = coarse * 10 ** (last.decimals - fewer)
                case (OneOf(options), OneOf(others)) | (AnyOf(options), AnyOf(others)) if options != others:
                    bits = dict(zip(options, term, strict=True))
                    # What only one of the two knows is offered by neither.
                    self.own[name] = tuple(bits.get(option, z3.BoolVal(False)) for option in others)  # noqa: FBT003
                case _:
                    self.own[name] = term

    def _answer(self, question: Question) -> None:
        if self._beside is not None and self._answers_the_same(question, self._beside):
            self.applies[question.id] = self._beside.applies[question.id]
            self.terms.update((name, self._beside.terms[name]) for name in question.names)
            return
        applies = self.term(question.when) if question.when is not None else z3.BoolVal(True)  # noqa: FBT003
        self.applies[question.id] = applies
        for place, name in enumerate(question.names):
            if name not in self.own:
                self.own[name], limits = _variable(question, f"{self._name}answer {name}")
                self.limits += limits
            value = self.own[name]
            if question.of:
                value = z3.If(self.terms[question.of][place], value, 0)
            if question.otherwise is not None:
                value = _either(applies, value, constant(question.otherwise.low, question.kind))
            if isinstance(value, tuple):
                self.terms[name] = tuple(self._named(f"{name} {bit}", each) for bit, each in enumerate(value))
            else:
                self.terms[name] = self._named(name, value)

    def _answers_the_same(self, question: Question, beside: "World") -> bool:
        """Whether the answer is that in another world, and counts in the same cases."""
        other = beside.rulebase.questions.get(question.id)
        return (
            other is not None
            and all(name in self.own and self.own[name] is beside.own[name] for name in question.names)
            and (question.when, question.otherwise, question.of) == (other.when, other.otherwise, other.of)
            and self._is_the_same(question.when or ALWAYS, beside)
            and (not question.of or self.terms[question.of] is beside.terms[question.of])
        )

    # -- from a model back to a profile

    def profile(self, model: Any) -> Profile:  # noqa: ANN401  (of z3)
        """The answers that a model gives, of the questions that apply."""
        answers = {}
        for question in self.rulebase.questions.values():
            if not z3.is_true(model.eval(self.applies[question.id], model_completion=True)):
                continue
            found = {name: value_of(model, self.own[name]) for name in question.names}
            if question.of:
                chosen = self.terms[question.of]
                each = {
                    option.id: Bounds(value, value)
                    for option, value, bit in zip(question.options, found.values(), chosen, strict=True)
                    if z3.is_true(model.eval(bit, model_completion=True))
                }
                answers[question.id] = Answer(said=Said.KNOWN, each=each)
            else:
                (value,) = found.values()
                answers[question.id] = Answer(said=Said.KNOWN, bounds=Bounds(value, value))
        return Profile(name="found by proof", answers=answers)


INSIDE: Final = (tree.Least, tree.Greatest, tree.Scaled, tree.Percent, tree.Share)
"""Expressions that are better compared from inside."""
MIRRORED: Final[Mapping[tree.Order, tree.Order]] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=",
}  # fmt: skip
ORDERS: Final[Mapping[tree.Order, Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


class Both(Reading):
    """Reads expressions over two worlds."""

    def __init__(self, first: World, second: World, after: str) -> None:
        """Let names with `after` before them be those of the second world."""
        super().__init__(first.kinds, "both ")
        self._first = first
        self._second = second
        self._after = after

    def look(self, name: str) -> Term:
        """What a name stands for."""
        if name.startswith(self._after):
            return self._second.look(name.removeprefix(self._after))
        return self._first.look(name)


class Prover:
    """Looks for profiles for which something holds, and proves that there are none."""

    def __init__(self, seconds: float, first: World, second: World | None = None, *, after: str = "") -> None:
        """Write down what a profile can be.

        Args:
            seconds: How long a search may last.
            first: What there is to say of a profile.
            second: The same of a second profile, or by other rules.
            after: What stands before the names of the second one.
        """
        self._worlds = [first]
        self._reading: Reading = first
        self._readings: list[Reading] = [first]
        if second is not None:
            self._worlds.append(second)
            self._reading = Both(first, second, after)
            self._readings += [second, self._reading]
        self._seconds = seconds
        self._solver = z3.Solver()
        self._solver.set("timeout", int(min(seconds, AT_ONCE) * 1000))
        self._known = [0 for _reading in self._readings]
        """How much of what each reading wrote down the solver has."""

    def find(self, claims: Sequence[Expr]) -> tuple[Profile, ...] | None:
        """A profile per world for which all claims hold; None when there is none. Raises UndecidedError."""
        terms = [self._reading.term(claim) for claim in claims]
        for place, reading in enumerate(self._readings):
            self._solver.add(*reading.limits[self._known[place] :])
            self._known[place] = len(reading.limits)
        self._solver.push()
        try:
            self._solver.add(*terms)
            found, model = _checked(self._solver)
            if found == z3.unknown:
                found, model = self._again()
            if found == z3.unknown:
                raise UndecidedError
            return tuple(world.profile(model) for world in self._worlds) if found == z3.sat else None
        finally:
            self._solver.pop()

    def _again(self) -> tuple[Any, Any]:
        """The same search from nothing, which goes another way: what was looked for before has no part in it."""
        context = z3.Context()
        solver = z3.Solver(ctx=context)
        solver.set("timeout", int(self._seconds * 1000))
        solver.add(*(each.translate(context) for each in self._solver.assertions()))
        found, model = _checked(solver)
        return found, model.translate(z3.main_ctx()) if model is not None else None


def _checked(solver: Any) -> tuple[Any, Any]:  # noqa: ANN401  (of z3)
    """What the solver says, and the model where there is one."""
    found = solver.check()
    return found, solver.model() if found == z3.sat else None


def _variable(question: Question, name: str) -> tuple[Term, list[Term]]:
    """An answer, and what every answer to the question keeps to."""
    low, high = question.offered
    match question.kind:
        case YesNo():
            return z3.Bool(name), []
        case Number():
            number = z3.Int(name)
            return number, [number >= low, number <= high]
        case OneOf(options):
            bits = tuple(z3.Bool(f"{name} {option}") for option in options)
            outside = [z3.Not(bit) for place, bit in enumerate(bits) if not high >> place & 1]
            return bits, [*outside, z3.PbEq([(bit, 1) for bit in bits], 1)]
        case AnyOf(options):
            bits = tuple(z3.Bool(f"{name} {option}") for option in options)
            outside = [z3.Not(bit) for place, bit in enumerate(bits) if not high >> place & 1]
            few = [z3.PbLe([(bit, 1) for bit in bits], question.most)] if question.most else []
            return bits, [*outside, *few]


def constant(value: int, kind: Kind) -> Term:
    """A value as a term."""
    match kind:
        case YesNo():
            return z3.BoolVal(bool(value))
        case Number():
            return z3.IntVal(value)
        case OneOf(options) | AnyOf(options):
            return tuple(z3.BoolVal(bool(value >> place & 1)) for place in range(len(options)))


def _either(when: Term, one: Term, other: Term) -> Term:
    if isinstance(one, tuple):
        return tuple(z3.If(when, a, b) for a, b in zip(one, other, strict=True))
    return z3.If(when, one, other)


def _chosen(bits: Sequence[Term], mask: int) -> list[Term]:
    return [bit for place, bit in enumerate(bits) if mask >> place & 1]


def _first_of(cases: Sequence[tuple[Term, Term]]) -> Term:
    """The value of the first case that applies; one of them always does."""
    *before, (_when, found) = cases
    for when, value in reversed(before):
        found = z3.If(when, value, found)
    return found


def value_of(model: Any, term: Term) -> int:  # noqa: ANN401  (of z3)
    """The value of a term in a model."""
    if isinstance(term, tuple):
        return sum(1 << place for place, bit in enumerate(term) if z3.is_true(model.eval(bit, model_completion=True)))
    value = model.eval(term, model_completion=True)
    return int(z3.is_true(value)) if z3.is_bool(value) else value.as_long()
