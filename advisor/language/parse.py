"""Text to tree.

A condition or a calculation is a strict subset of Python's own expressions::

    condition  := alternatives
    alternatives := both ("or" both)*            and beside or needs brackets
    both       := negation ("and" negation)*
    negation   := "not" negation | comparison
    comparison := sum (order sum)*               order: <  <=  ==  !=  >=  >
                | choice ("in" | "not" "in") "[" option ("," option)* "]"
                | option ("in" | "not" "in") set
    sum        := product (("+" | "-") product)*
    product    := item ("*" item)*
    item       := number | "-" item | name | function "(" arguments ")" | "(" alternatives ")"
    function   := "min" | "max" | "count" | "percent" | "share" | "size" | "shared" | "either" | "weighted"

A name is a word or several joined by dots. Options are bare words, known by the kind of the name beside them.
A condition over a result has one more item, ``"possibly" "(" alternatives ")"``, which rules do not have.
Everything wrong with a condition is said while it is read, with its place in the text: nothing fails later, at
evaluation. The grammar and the brackets are checked here; what the pieces are, in the modules this one imports.
"""

from collections.abc import Mapping
from typing import Final

from advisor.frozen import replace
from advisor.language import arithmetic, comparing, tree
from advisor.language.checking import KIND_NAMES, Checker, Item, Typed, Word
from advisor.language.cursor import Cursor
from advisor.language.functions import FUNCTIONS
from advisor.language.kinds import Kind, Number, Scope, YesNo
from advisor.language.tokens import ConditionError, Token
from advisor.language.tree import Expr
from advisor.words import closest

LONGEST: Final = 2000
"""Characters in one condition; nobody reads a longer one."""
DEEPEST: Final = 32
"""Levels of brackets and of `not`; Python itself gives up at about 200."""
POSSIBLY: Final = "possibly"
"""Whether a condition can still hold: a question about what is known, which a rule cannot ask."""


def parse(text: str, scope: Scope) -> tuple[Expr, Kind]:
    """Parse a condition or a calculation; the kind says which of the two it is. Raises ConditionError."""
    if len(text) > LONGEST:
        raise ConditionError("L101", (LONGEST, LONGEST + 1), most=str(LONGEST))
    result = _Parser(text, scope).whole()
    return result.expr, result.kind


def parse_condition(text: str, scope: Scope) -> Expr:
    """Parse something that holds or does not. Raises ConditionError."""
    expr, kind = parse(text, scope)
    if not isinstance(kind, YesNo):
        raise ConditionError("L110", (0, len(text)), found=KIND_NAMES[type(kind)])
    return expr


def parse_number(text: str, scope: Scope) -> tuple[Expr, Number]:
    """Parse a calculation. Raises ConditionError."""
    expr, kind = parse(text, scope)
    if not isinstance(kind, Number):
        raise ConditionError("L111", (0, len(text)), found=KIND_NAMES[type(kind)])
    return expr, kind


def parse_asked(text: str, scope: Scope) -> tuple[Expr, Mapping[str, Expr]]:
    """Parse a condition over a result, in which ``possibly(…)`` may stand wherever a condition may.

    What stands in it is no part of the tree, since no rule has it. In the tree it is a name, its own text; beside the
    tree comes what each of these names asks for, after those inside it.

    Raises:
        ConditionError: It is no condition.
    """
    if len(text) > LONGEST:
        raise ConditionError("L101", (LONGEST, LONGEST + 1), most=str(LONGEST))
    parser = _AskingParser(text, scope)
    result = parser.check.condition(parser.whole())
    return result.expr, parser.possibly


class _Parser:
    """One pass over the tokens: each method is one line of the grammar, and checks what it has read."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.at = Cursor(text)
        self.check = Checker(text, scope)
        self.depth = 0

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("L107", (self.at.token.start, self.at.token.end), most=str(DEEPEST))

    def whole(self) -> Typed:
        if self.at.token.sort == "end":
            raise ConditionError("L100", (0, 1))
        result = self.check.typed(self.alternatives())
        if self.at.token.sort != "end":
            raise _unexpected(self.at.token)
        return result

    def alternatives(self) -> Item:
        begin = self.at.place
        first = self.both()
        if self.at.token.text != "or":
            return first
        found = [(first, begin)]
        while self.at.take("or"):
            begin = self.at.place
            found.append((self.both(), begin))
        for part, begin in found:
            bare = self.at.bare_and(begin, part.span[1])
            if bare:
                raise ConditionError("L112", bare)
        parts = [self.check.condition(part) for part, _ in found]
        return Typed(tree.Any(tuple(part.expr for part in parts)), YesNo(), arithmetic.across(parts))

    def both(self) -> Item:
        first = self.negation()
        if self.at.token.text != "and":
            return first
        parts = [self.check.condition(first)]
        while self.at.take("and"):
            parts.append(self.check.condition(self.negation()))
        flat: list[Expr] = []
        for part in parts:
            chained = isinstance(part.expr, tree.All) and not part.bracketed
            flat.extend(tree.parts(part.expr) if chained else (part.expr,))
        return Typed(tree.All(tuple(flat)), YesNo(), arithmetic.across(parts))

    def negation(self) -> Item:
        opened = self.at.take("not")
        if opened is None:
            return self.comparison()
        self.deeper()
        inner = self.check.condition(self.negation())
        self.depth -= 1
        return Typed(tree.Not(inner.expr), YesNo(), (opened.start, inner.span[1]))

    def comparison(self) -> Item:
        left = self.sum()
        negated = self.at.take_not_in()
        if negated or self.at.take("in"):
            result = self.membership(left)
            return Typed(tree.Not(result.expr), YesNo(), result.span) if negated else result
        if self.at.token.sort != "order":
            return left
        found: list[Typed] = []
        while self.at.token.sort == "order":
            order = self.at.step()
            right = self.sum()
            found.append(comparing.compared(self.check, order, left, right))
            left = right
        if len(found) == 1:
            return found[0]
        return Typed(tree.All(tuple(each.expr for each in found)), YesNo(), arithmetic.across(found))

    def membership(self, left: Item) -> Typed:
        opened = self.at.take("[")
        if opened is None:
            return comparing.included(self.check, left, self.sum())
        options = [self.option()]
        while self.at.take(","):
            options.append(self.option())
        closed = self.at.expect("]", opened)
        return comparing.among(self.check, left, options, (left.span[0], closed.end))

    def sum(self) -> Item:
        left = self.product()
        while sign := self.at.take("+", "-"):
            one, other = self.check.number(left), self.check.number(self.product())
            join = arithmetic.plus if sign.text == "+" else arithmetic.minus
            left = join(self.check, one, other)
        return left

    def product(self) -> Item:
        left = self.item()
        while self.at.take("*"):
            one, other = self.check.number(left), self.check.number(self.item())
            left = arithmetic.times(self.check, one, other)
        return left

    def item(self) -> Item:
        token = self.at.token
        if token.sort == "number":
            return arithmetic.literal(self.check, self.at.step())
        if token.text == "-":
            return self.negative()
        if token.text == "(":
            return self.bracketed()
        if token.sort == "name" and token.text not in ("and", "or", "not", "in"):
            self.at.step()
            return self.function(token) if self.at.token.text == "(" else self.name(token)
        raise _unexpected(token, "L113" if token.sort == "end" else "L108")

    def negative(self) -> Typed:
        sign = self.at.step()
        self.deeper()
        inner = self.check.number(self.item())
        self.depth -= 1
        return arithmetic.negative(self.check, inner, (sign.start, inner.span[1]))

    def bracketed(self) -> Item:
        opened = self.at.step()
        self.deeper()
        inner = self.alternatives()
        closed = self.at.expect(")", opened)
        self.depth -= 1
        span = (opened.start, closed.end)
        return inner._replace(span=span) if isinstance(inner, Word) else inner._replace(span=span, bracketed=True)

    def name(self, token: Token) -> Item:
        name, span, scope = token.text, (token.start, token.end), self.check.scope
        if name in scope.kinds:
            kind = scope.kinds[name]
            if isinstance(kind, Number):
                return arithmetic.made(self.check, tree.Name(name), kind.decimals, span)
            return Typed(tree.Name(name), kind, span)
        if name in scope.constants:
            value, decimals = scope.constants[name]
            return arithmetic.made(self.check, tree.Constant(value, decimals, name), decimals, span)
        if name in scope.each:
            raise ConditionError("L128", span, name=name)
        if name in scope.weights:
            raise ConditionError("L129", span, name=name)
        return Word(name, span)

    def option(self) -> Word:
        token = self.at.token
        if token.sort != "name":
            raise ConditionError("L130", (token.start, token.end), found=token.text)
        self.at.step()
        return Word(token.text, (token.start, token.end))

    def function(self, name: Token) -> Typed:
        opened = self.at.step()
        if name.text == POSSIBLY:
            return self.possible(name, opened)
        function = FUNCTIONS.get(name.text)
        if function is None:
            guess = closest(name.text, FUNCTIONS) or ""
            raise ConditionError("L114", (name.start, name.end), guess=guess, name=name.text)
        self.deeper()
        arguments: list[Item] = []
        if function.words or self.at.token.text != ")":
            read = self.option if function.words else self.alternatives
            arguments = [read()]
            while self.at.take(","):
                arguments.append(read())
        closed = self.at.expect(")", opened)
        self.depth -= 1
        span = (name.start, closed.end)
        count = function.arguments
        if (count and len(arguments) != count) or not arguments:
            raise ConditionError("L115", span, name=name.text, count=str(count or 1), found=str(len(arguments)))
        return function.make(self.check, arguments)._replace(span=span)

    def possible(self, name: Token, opened: Token) -> Typed:  # noqa: ARG002  (a condition over a result needs it)
        raise ConditionError("L141", (name.start, name.end))


class _AskingParser(_Parser):
    """Reads a condition over a result."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.kinds = dict(scope.kinds)
        self.possibly: dict[str, Expr] = {}
        super().__init__(text, replace(scope, kinds=self.kinds))

    def possible(self, name: Token, opened: Token) -> Typed:
        self.deeper()
        inner = self.check.condition(self.alternatives())
        closed = self.at.expect(")", opened)
        self.depth -= 1
        span = (name.start, closed.end)
        called = self.check.slice(span)
        self.possibly[called] = inner.expr
        self.kinds[called] = YesNo()
        return Typed(tree.Name(called), YesNo(), span)


def _unexpected(token: Token, code: str = "L108") -> ConditionError:
    return ConditionError(code, (token.start, token.end), expected="", found=token.text)
