"""Conditions of the rule base: which names each may read, and the checks that need to know what a name is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from advisor.files.checked import Checked
from advisor.files.faults import Faults, Spot
from advisor.files.folder import Entry
from advisor.files.values import shown
from advisor.language import tree
from advisor.language.kinds import Bounds, Kind, Number, Scope, Weights, YesNo, widest
from advisor.language.parse import parse, parse_condition, parse_number
from advisor.language.possible import possible
from advisor.language.prose import source
from advisor.language.tokens import ConditionError, Token, tokens
from advisor.language.tree import Expr
from advisor.model.profile import Answer
from advisor.model.question import Question

FIRST, READINESS, ROLES_AND_FORMS, LAST = range(4)
"""The strata: questions and quantities, readiness, roles and forms, and everything else."""
STRATA: Final = {"readiness": READINESS, "role": ROLES_AND_FORMS, "form": ROLES_AND_FORMS}
OF_OUTCOMES: Final = {"level": Number(0, 2), "fit": Number(0, 100)}
"""What conditions can read of an outcome."""
MOST_VALUES: Final = 16
"""Of one of two answers that are multiplied; more makes proofs about their product slow."""
NOTHING: Final[Expr] = tree.Constant(0)
"""Stands in for what could not be read; it never leaves a rule base that is in order."""


@dataclass(slots=True)
class Names:
    """Everything that conditions can name, as far as it has been read."""

    faults: Faults
    kinds: dict[str, Kind] = field(default_factory=dict)
    constants: dict[str, tuple[int, int]] = field(default_factory=dict)
    weights: dict[str, Weights] = field(default_factory=dict)
    each: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Bounds] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    """The group of each."""
    off: Mapping[str, Entry] = field(default_factory=dict)
    """What could be named if a layer had not switched it off."""
    answers: set[str] = field(default_factory=set)
    """The names of questions."""
    broken: set[str] = field(default_factory=set)
    """What has a fault of its own, so that nobody is told that it does not exist."""
    given: dict[tuple[str, type, object], Answer] = field(default_factory=dict)
    """Per question and value what it says, for the many that stand in several examples and cases."""
    _scopes: dict[int, Scope] = field(default_factory=dict)

    def ask(self, question: Question) -> None:
        """Make room for a question."""
        for name in question.names:
            self.kinds[name] = question.kind
            self.answers.add(name)
        if question.sort == "number each":
            self.each[question.id] = question.of

    def scope(self, stratum: int) -> Scope:
        """What a condition of that stratum can read."""
        if stratum == FIRST:  # grows while quantities are read
            return Scope(self.kinds, self.constants, self.weights, self.each, self.spans)
        if stratum not in self._scopes:
            lower = {
                f"{name}.{what}": kind
                for name, group in sorted(self.outcomes.items())
                if STRATA[group] < stratum
                for what, kind in OF_OUTCOMES.items()
            }
            self._scopes[stratum] = Scope({**self.kinds, **lower}, self.constants, self.weights, self.each, self.spans)
        return self._scopes[stratum]

    # -- reading

    def condition(self, table: Checked, key: str, stratum: int) -> Expr | None:
        """What stands under a key: a condition, or several that must all hold. None when there is none."""
        if key not in table:
            return None
        spot = table.spot.within(key)
        parts: list[Expr] = []
        for line in table.texts(key):
            part = self._read(line, spot, stratum, _condition)
            if part is not None:
                parts.extend(part[0].inner if isinstance(part[0], tree.All) else (part[0],))
        return NOTHING if not parts else parts[0] if len(parts) == 1 else tree.All(tuple(parts))

    def needed(self, table: Checked, key: str, stratum: int) -> Expr:
        """A condition that has to be there."""
        found = self.condition(table, key, stratum)
        if found is None:
            self.faults.add("R306", table.spot, key=key)
        return found or NOTHING

    def number(self, text: str, spot: Spot, stratum: int) -> tuple[Expr, Number] | None:
        """A calculation; None when it cannot be read."""
        found = self._read(text, spot, stratum, parse_number)
        return (found[0], found[1]) if found and isinstance(found[1], Number) else None

    def anything(self, text: str, spot: Spot, stratum: int) -> tuple[Expr, Kind] | None:
        """A condition, a calculation, a choice or a set; None when it cannot be read."""
        return self._read(text, spot, stratum, parse)

    def _read(
        self, text: str, spot: Spot, stratum: int, how: Callable[[str, Scope], tuple[Expr, Kind]]
    ) -> tuple[Expr, Kind] | None:
        if not text or any(name in self.broken for name in heads(text)) or self._cannot_read(text, spot, stratum):
            return None
        scope = self.scope(stratum)
        try:
            found = how(text, scope)
        except ConditionError as error:
            self.faults.condition(error, text, spot)
            return None
        self._check_products(found[0], scope, spot, text)
        return found

    def _cannot_read(self, text: str, spot: Spot, stratum: int) -> bool:
        """Whether a text names what is switched off, or what is worked out later; each is said."""
        refused = False
        for token in words_of(text):
            name, _dot, what = token.text.partition(".")
            span = (token.start, token.end)
            if name in self.off:
                off = self.off[name]
                reason = shown(off.raw["off"])
                self.faults.add("R341", spot, excerpt=text, span=span, what=off.sort, id=name, reason=reason)
            elif what in OF_OUTCOMES and STRATA.get(self.outcomes.get(name, ""), 0) >= max(1, stratum):
                self.faults.add("R344", spot, excerpt=text, span=span, name=token.text)
            else:
                continue
            refused = True
        return refused

    # -- products of answers

    def _check_products(self, expr: Expr, scope: Scope, spot: Spot, text: str) -> None:
        if isinstance(expr, tree.Times):
            sides = (expr.left, expr.right)
            if all(self._many_answers(side, scope) for side in sides):
                left, right = (source(side) for side in sides)
                span = (0, len(text))
                self.faults.add("R333", spot, excerpt=text, span=span, left=left, right=right, most=str(MOST_VALUES))
        for part in tree.parts(expr):
            self._check_products(part, scope, spot, text)

    def _many_answers(self, expr: Expr, scope: Scope) -> bool:
        """Whether an expression reads an answer directly and has many values."""
        names = set(tree.names_in(expr))
        if not names & self.answers:
            return False
        bounds = possible(expr, {name: widest(scope.kinds[name]) for name in names})
        return bounds.high - bounds.low >= MOST_VALUES


def words_of(text: str) -> list[Token]:
    """The names in a text, options and functions included; none in what is no condition."""
    try:
        return [token for token in tokens(text) if token.sort == "name"]
    except ConditionError:
        return []


def heads(text: str) -> Iterator[str]:
    """The names in a text up to their dot."""
    return (token.text.partition(".")[0] for token in words_of(text))


def _condition(text: str, scope: Scope) -> tuple[Expr, Kind]:
    return parse_condition(text, scope), YesNo()
