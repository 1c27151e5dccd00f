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
Everything wrong with a condition is said here, with its place in the text: nothing fails later, at evaluation.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, NoReturn

from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, Scope, YesNo, mask_of, widest
from advisor.language.possible import step
from advisor.language.tokens import MOST_DECIMALS, ConditionError, Token, fixed, tokens
from advisor.language.tree import Expr
from advisor.words import closest

LONGEST: Final = 2000
"""Characters in one condition; nobody reads a longer one."""
DEEPEST: Final = 32
"""Levels of brackets and of `not`; Python itself gives up at about 200."""
HIGHEST: Final = 100
"""Levels of a calculation: ``a - b - c`` has no brackets and yet three. Every reading goes down the tree."""
LARGEST: Final = 2**62
"""Numbers have to fit a column of 64 bits, with room for one addition."""

MIRRORED: Final[dict[tree.Order, tree.Order]] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


class Typed(NamedTuple):
    """An expression and what it is. For a number the kind carries the widest bounds."""

    expr: Expr
    kind: Kind
    span: tuple[int, int]
    bracketed: bool = False
    """Whether it stands in brackets of its own, and so is never joined with its neighbours."""


class Word(NamedTuple):
    """A bare word that names nothing in scope: an option, if the word beside it is a choice."""

    text: str
    span: tuple[int, int]


Item = Typed | Word


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
        raise ConditionError("L110", (0, len(text)), found=_KIND_NAMES[type(kind)])
    return expr


def parse_number(text: str, scope: Scope) -> tuple[Expr, Number]:
    """Parse a calculation. Raises ConditionError."""
    expr, kind = parse(text, scope)
    if not isinstance(kind, Number):
        raise ConditionError("L111", (0, len(text)), found=_KIND_NAMES[type(kind)])
    return expr, kind


class _Parser:
    """One pass over the tokens: each method is one line of the grammar."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.tokens = tokens(text)
        self.place = 0
        self.depth = 0

    # -- reading tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> Token | None:
        """The next token if it is one of these."""
        token = self.token
        if token.text in texts and token.sort != "number":
            self.place += 1
            return token
        return None

    def expect(self, text: str, opened: Token) -> Token:
        token = self.take(text)
        if token is None:
            code = "L109" if self.token.sort == "end" else "L108"
            span = (opened.start, opened.end) if code == "L109" else (self.token.start, self.token.end)
            raise ConditionError(code, span, expected=text, found=self.token.text)
        return token

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("L107", (self.token.start, self.token.end), most=str(DEEPEST))

    # -- the grammar

    def whole(self) -> Typed:
        if self.token.sort == "end":
            raise ConditionError("L100", (0, 1))
        result = self.typed(self.alternatives())
        if self.token.sort != "end":
            raise ConditionError("L108", (self.token.start, self.token.end), expected="", found=self.token.text)
        return result

    def alternatives(self) -> Item:
        first_token = self.place
        first = self.both()
        if self.token.text != "or":
            return first
        found = [(first, first_token)]
        while self.take("or"):
            begin = self.place
            found.append((self.both(), begin))
        for part, begin in found:
            bare = self._bare_and(begin, part.span[1])
            if bare:
                raise ConditionError("L112", bare)
        parts = [self.condition(part) for part, _ in found]
        return self.made(tree.Any(tuple(part.expr for part in parts)), YesNo(), parts)

    def both(self) -> Item:
        first = self.negation()
        if self.token.text != "and":
            return first
        parts = [self.condition(first)]
        while self.take("and"):
            parts.append(self.condition(self.negation()))
        flat: list[Expr] = []
        for part in parts:
            chained = isinstance(part.expr, tree.All) and not part.bracketed
            flat.extend(tree.parts(part.expr) if chained else (part.expr,))
        return self.made(tree.All(tuple(flat)), YesNo(), parts)

    def negation(self) -> Item:
        opened = self.take("not")
        if opened is None:
            return self.comparison()
        self.deeper()
        inner = self.condition(self.negation())
        self.depth -= 1
        return Typed(tree.Not(inner.expr), YesNo(), (opened.start, inner.span[1]))

    def comparison(self) -> Item:
        left = self.sum()
        negated = self._take_not_in()
        if negated or self.take("in"):
            result = self.membership(left)
            return Typed(tree.Not(result.expr), YesNo(), result.span) if negated else result
        if self.token.sort != "order":
            return left
        found: list[Typed] = []
        while self.token.sort == "order":
            order = self.tokens[self.place]
            self.place += 1
            right = self.sum()
            found.append(self.compared(order, left, right))
            left = right
        if len(found) == 1:
            return found[0]
        return self.made(tree.All(tuple(each.expr for each in found)), YesNo(), found)

    def membership(self, left: Item) -> Typed:
        opened = self.take("[")
        if opened is None:
            return self.included(left, self.typed(self.sum()))
        options: list[Word] = []
        while True:
            options.append(self.option())
            if not self.take(","):
                break
        closed = self.expect("]", opened)
        choice = self.typed(left)
        if not isinstance(choice.kind, OneOf):
            raise ConditionError("L121", choice.span, name=self.slice(choice.span))
        chosen = tuple(self.known_option(word, choice) for word in options)
        expr = tree.Among(choice.expr, chosen, mask_of(tuple(dict.fromkeys(chosen)), choice.kind.options))
        return Typed(expr, YesNo(), (choice.span[0], closed.end))

    def included(self, left: Item, chosen: Typed) -> Typed:
        if not isinstance(chosen.kind, AnyOf):
            code = "L123" if isinstance(chosen.kind, OneOf) else "L122"
            raise ConditionError(code, chosen.span, name=self.slice(chosen.span), option=self.slice(left.span))
        word = left if isinstance(left, Word) else Word(self.slice(left.span), left.span)
        option = self.known_option(word, chosen)
        expr = tree.Includes(chosen.expr, option, mask_of((option,), chosen.kind.options))
        return Typed(expr, YesNo(), (left.span[0], chosen.span[1]))

    def compared(self, order: Token, left: Item, right: Item) -> Typed:
        sign: tree.Order = order.text  # type: ignore[assignment]
        if isinstance(left, Word) and isinstance(right, Typed):
            mirrored = self.compared(order._replace(text=MIRRORED[sign]), right, left)
            return mirrored._replace(span=(left.span[0], right.span[1]))
        first = self.typed(left)
        span = (left.span[0], right.span[1])
        if isinstance(first.kind, OneOf):
            word = right if isinstance(right, Word) else Word(self.slice(right.span), right.span)
            return self.chosen(sign, order, first, self.known_option(word, first))._replace(span=span)
        if isinstance(first.kind, YesNo):
            raise ConditionError("L120", first.span, name=self.slice(first.span))
        if isinstance(first.kind, AnyOf):
            raise ConditionError("L124", first.span, name=self.slice(first.span), option=self.slice(right.span))
        one, other = self.aligned(self.number(first), self.number(right))
        return Typed(tree.Compare(sign, one.expr, other.expr), YesNo(), span)

    def chosen(self, sign: tree.Order, order: Token, choice: Typed, option: str) -> Typed:
        """A choice compared with one of its options; `<` and its like need levels."""
        assert isinstance(choice.kind, OneOf)  # noqa: S101  (the caller has looked)
        options = choice.kind.options
        if sign not in ("==", "!=") and not choice.kind.ordered:
            raise ConditionError("L125", (order.start, order.end), name=self.slice(choice.span))
        place = options.index(option)
        wanted = {
            "==": (option,),
            "!=": (option,),
            "<": options[:place],
            "<=": options[: place + 1],
            ">": options[place + 1 :],
            ">=": options[place:],
        }[sign]
        if not wanted:
            raise ConditionError("L126", (order.start, order.end), option=option, order=sign)
        expr: Expr = tree.Among(choice.expr, wanted, mask_of(wanted, options))
        return Typed(tree.Not(expr) if sign == "!=" else expr, YesNo(), choice.span)

    def sum(self) -> Item:
        left = self.product()
        while sign := self.take("+", "-"):
            one, other = self.aligned(self.number(left), self.number(self.product()))
            if sign.text == "-":
                left = self.made(tree.Difference(one.expr, other.expr), one.kind, [one, other])
            else:
                flat = one.expr.inner if isinstance(one.expr, tree.Sum) and not one.bracketed else (one.expr,)
                left = self.made(tree.Sum((*flat, other.expr)), one.kind, [one, other])
        return left

    def product(self) -> Item:
        left = self.item()
        while self.take("*"):
            one, other = self.number(left), self.number(self.item())
            assert isinstance(one.kind, Number)  # noqa: S101  (number() has looked)
            assert isinstance(other.kind, Number)  # noqa: S101
            kind = Number(0, 0, one.kind.decimals + other.kind.decimals)
            left = self.made(tree.Times(one.expr, other.expr), kind, [one, other])
        return left

    def item(self) -> Item:
        token = self.token
        self.place += 1
        if token.sort == "number":
            return self.literal(token)
        if token.text == "-":
            return self.negative(token)
        if token.text == "(":
            self.deeper()
            inner = self.alternatives()
            closed = self.expect(")", token)
            self.depth -= 1
            span = (token.start, closed.end)
            return inner._replace(span=span) if isinstance(inner, Word) else inner._replace(span=span, bracketed=True)
        if token.sort == "name" and token.text not in ("and", "or", "not", "in"):
            if self.token.text == "(":
                return self.function(token)
            return self.named(token)
        self.place -= 1
        raise ConditionError(
            "L113" if token.sort == "end" else "L108", (token.start, token.end), expected="", found=token.text
        )

    def literal(self, token: Token) -> Typed:
        value, decimals = fixed(token.text)
        if decimals > MOST_DECIMALS:
            raise ConditionError("L127", (token.start, token.end), most=str(MOST_DECIMALS))
        return self.made(tree.Constant(value, decimals), Number(value, value, decimals), [], (token.start, token.end))

    def negative(self, token: Token) -> Typed:
        self.deeper()
        inner = self.number(self.item())
        self.depth -= 1
        span = (token.start, inner.span[1])
        if isinstance(inner.expr, tree.Constant) and not inner.expr.figure:
            return self.made(tree.Constant(-inner.expr.value, inner.expr.decimals), inner.kind, [], span)
        assert isinstance(inner.kind, Number)  # noqa: S101  (number() has looked)
        nothing = tree.Constant(0, inner.kind.decimals)
        return self.made(tree.Difference(nothing, inner.expr), inner.kind, [], span)

    def named(self, token: Token) -> Item:
        span = (token.start, token.end)
        name = token.text
        if name in self.scope.kinds:
            return self.made(tree.Name(name), self.scope.kinds[name], [], span)
        if name in self.scope.constants:
            value, decimals = self.scope.constants[name]
            return self.made(tree.Constant(value, decimals, name), Number(value, value, decimals), [], span)
        if name in self.scope.each:
            raise ConditionError("L128", span, name=name)
        if name in self.scope.weights:
            raise ConditionError("L129", span, name=name)
        return Word(name, span)

    def option(self) -> Word:
        token = self.token
        if token.sort != "name":
            raise ConditionError("L130", (token.start, token.end), found=token.text)
        self.place += 1
        return Word(token.text, (token.start, token.end))

    # -- functions

    def function(self, token: Token) -> Typed:
        opened = self.tokens[self.place]
        self.place += 1
        make = _FUNCTIONS.get(token.text)
        if make is None:
            guess = closest(token.text, _FUNCTIONS) or ""
            raise ConditionError("L114", (token.start, token.end), guess=guess, name=token.text)
        self.deeper()
        arguments: list[Item] = []
        if token.text == "weighted":
            arguments = [self.option()]
            while self.take(","):
                arguments.append(self.option())
        elif self.token.text != ")":
            arguments = [self.alternatives()]
            while self.take(","):
                arguments.append(self.alternatives())
        closed = self.expect(")", opened)
        self.depth -= 1
        span = (token.start, closed.end)
        count = _ARGUMENTS.get(token.text)
        if (count and len(arguments) != count) or not arguments:
            raise ConditionError("L115", span, name=token.text, count=str(count or 1), found=str(len(arguments)))
        return make(self, arguments)._replace(span=span)

    def least(self, arguments: list[Item]) -> Typed:
        return self._extreme(tree.Least, arguments)

    def greatest(self, arguments: list[Item]) -> Typed:
        return self._extreme(tree.Greatest, arguments)

    def _extreme(self, node: type[tree.Least] | type[tree.Greatest], arguments: list[Item]) -> Typed:
        numbers = self.all_aligned([self.number(each) for each in arguments])
        return self.made(node(tuple(each.expr for each in numbers)), numbers[0].kind, numbers)

    def count(self, arguments: list[Item]) -> Typed:
        conditions = [self.condition(each) for each in arguments]
        return self.made(tree.Count(tuple(each.expr for each in conditions)), Number(0, 0), conditions)

    def percent(self, arguments: list[Item]) -> Typed:
        part, whole = self.aligned(*[self.number(each) for each in arguments])
        assert isinstance(whole.kind, Number)  # noqa: S101  (number() has looked)
        if whole.kind.low < 1:
            raise ConditionError("L116", whole.span, text=self.slice(whole.span))
        self._has_room(part, 100)
        return self.made(tree.Percent(part.expr, whole.expr), Number(0, 0), [part, whole])

    def share(self, arguments: list[Item]) -> Typed:
        part, rest = self.aligned(*[self.number(each) for each in arguments])
        for each in (part, rest):
            assert isinstance(each.kind, Number)  # noqa: S101  (number() has looked)
            if each.kind.low < 0:
                raise ConditionError("L117", each.span, text=self.slice(each.span))
            self._has_room(each, 100)
        return self.made(tree.Share(part.expr, rest.expr), Number(0, 0), [part, rest])

    def size(self, arguments: list[Item]) -> Typed:
        chosen = self.set(arguments[0])
        assert isinstance(chosen.kind, AnyOf)  # noqa: S101  (set() has looked)
        width = len(chosen.kind.options)
        return Typed(tree.Size(chosen.expr, width), Number(0, width), chosen.span)

    def shared(self, arguments: list[Item]) -> Typed:
        return self._combined(tree.Shared, arguments)

    def either(self, arguments: list[Item]) -> Typed:
        return self._combined(tree.Either, arguments)

    def _combined(self, node: type[tree.Shared] | type[tree.Either], arguments: list[Item]) -> Typed:
        left, right = (self.set(each) for each in arguments)
        if left.kind != right.kind:
            raise ConditionError("L118", right.span, left=self.slice(left.span), right=self.slice(right.span))
        return Typed(node(left.expr, right.expr), left.kind, (left.span[0], right.span[1]))

    def weighted(self, arguments: list[Item]) -> Typed:
        numbers, figure = arguments
        assert isinstance(numbers, Word)  # noqa: S101  (function() reads bare words here)
        assert isinstance(figure, Word)  # noqa: S101
        if numbers.text not in self.scope.each:
            self.unknown(numbers, self.scope.each, "L131")
        if figure.text not in self.scope.weights:
            self.unknown(figure, self.scope.weights, "L132")
        weights = self.scope.weights[figure.text]
        if weights.of != self.scope.each[numbers.text]:
            raise ConditionError("L133", figure.span, figure=figure.text, numbers=numbers.text, of=weights.of)
        of = self.scope.kinds[weights.of]
        assert isinstance(of, AnyOf)  # noqa: S101  (a number each is of a question with several choices)
        names = [f"{numbers.text}.{option}" for option in of.options]
        products = tuple(
            tree.Times(tree.Constant(value, weights.decimals, figure.text), tree.Name(name))
            for value, name in zip(weights.values, names, strict=True)
        )
        first = self.scope.kinds[names[0]]
        assert isinstance(first, Number)  # noqa: S101
        kind = Number(0, 0, weights.decimals + first.decimals)
        widest_products = [self.made(each, kind, [], numbers.span) for each in products]
        self._fits(sum(_largest(each) for each in widest_products), numbers.span)  # in whatever order they are added
        return self.made(tree.Weighted(numbers.text, figure.text, products), kind, [], numbers.span)

    # -- what a thing is

    def typed(self, item: Item) -> Typed:
        """A word that is no name in scope and stands beside no choice is a mistake."""
        if isinstance(item, Word):
            self.unknown(item, self.scope.names(), "L119")
        return item

    def condition(self, item: Item) -> Typed:
        typed = self.typed(item)
        if not isinstance(typed.kind, YesNo):
            text = self.slice(typed.span)
            code = {Number: "L134", OneOf: "L135", AnyOf: "L136"}[type(typed.kind)]
            raise ConditionError(code, typed.span, text=text)
        return typed

    def number(self, item: Item) -> Typed:
        typed = self.typed(item)
        if not isinstance(typed.kind, Number):
            raise ConditionError("L137", typed.span, text=self.slice(typed.span), found=_KIND_NAMES[type(typed.kind)])
        return typed

    def set(self, item: Item) -> Typed:
        typed = self.typed(item)
        if not isinstance(typed.kind, AnyOf):
            raise ConditionError("L122", typed.span, name=self.slice(typed.span), option="…")
        return typed

    def known_option(self, word: Word, of: Typed) -> str:
        assert isinstance(of.kind, OneOf | AnyOf)  # noqa: S101  (the caller has looked)
        if word.text not in of.kind.options:
            guess = closest(word.text, of.kind.options) or ""
            offered = ", ".join(of.kind.options[:12])
            name = self.slice(of.span)
            raise ConditionError("L138", word.span, guess=guess, option=word.text, name=name, offered=offered)
        return word.text

    def unknown(self, word: Word, known: object, code: str) -> NoReturn:
        options = list(self.scope.options())
        if code == "L119" and word.text in options:
            raise ConditionError("L139", word.span, option=word.text)
        guess = closest(word.text, list(known)) or ""  # type: ignore[call-overload]
        raise ConditionError(code, word.span, guess=guess, name=word.text)

    def aligned(self, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        one, other = self.all_aligned([left, right])
        return one, other

    def all_aligned(self, numbers: list[Typed]) -> list[Typed]:
        """Bring numbers to the same decimals: those of the number that has most."""
        most = max(each.kind.decimals for each in numbers if isinstance(each.kind, Number))
        return [self._with_decimals(each, most) for each in numbers]

    def _with_decimals(self, number: Typed, decimals: int) -> Typed:
        kind = number.kind
        assert isinstance(kind, Number)  # noqa: S101  (number() has looked)
        power = decimals - kind.decimals
        if power == 0:
            return number
        finer = Number(kind.low * 10**power, kind.high * 10**power, decimals)
        if isinstance(number.expr, tree.Constant):
            value = number.expr.value * 10**power
            return self.made(tree.Constant(value, decimals, number.expr.figure), finer, [], number.span)
        return self.made(tree.Scaled(number.expr, power), finer, [number], number.span)

    def made(self, expr: Expr, kind: Kind, of: list[Typed], span: tuple[int, int] | None = None) -> Typed:
        """A new node. The widest bounds of a number are worked out here, so that none can overflow later."""
        place = span or (of[0].span[0], of[-1].span[1])
        if not isinstance(kind, Number):
            return Typed(expr, kind, place)
        if _height(expr) > HIGHEST:
            raise ConditionError("L107", place, most=str(HIGHEST))
        made = Typed(expr, Number(*self._widest(expr), kind.decimals), place)
        self._has_room(made, 1)
        if kind.decimals > MOST_DECIMALS:
            raise ConditionError("L127", place, most=str(MOST_DECIMALS))
        return made

    def _widest(self, expr: Expr) -> Bounds:
        if isinstance(expr, tree.Name):
            return widest(self.scope.kinds[expr.name])
        return step(expr, tuple(self._widest(part) for part in tree.parts(expr)), {})

    def _has_room(self, number: Typed, times: int) -> None:
        """A column of 64 bits has to hold so many times the number."""
        self._fits(times * _largest(number), number.span)

    def _fits(self, most: int, span: tuple[int, int]) -> None:
        if most > LARGEST:
            raise ConditionError("L140", span, text=self.slice(span))

    # -- small things

    def slice(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def _take_not_in(self) -> bool:
        if self.token.text == "not" and self.tokens[self.place + 1].text == "in":
            self.place += 2
            return True
        return False

    def _bare_and(self, begin: int, end: int) -> tuple[int, int] | None:
        """Where an `and` stands outside brackets, from token `begin` up to place `end` of the text."""
        depth = 0
        for token in self.tokens[begin:]:
            if token.start >= end:
                return None
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if token.text == "and" and depth == 0:
                return token.start, token.end
        return None


def _largest(number: Typed) -> int:
    """The number farthest from 0 that it can be."""
    assert isinstance(number.kind, Number)  # noqa: S101  (the caller has looked)
    return max(abs(number.kind.low), abs(number.kind.high))


def _height(expr: Expr) -> int:
    return 1 + max([_height(part) for part in tree.parts(expr)], default=0)


_KIND_NAMES: Final[dict[type, str]] = {YesNo: "yes/no", Number: "number", OneOf: "one of", AnyOf: "any of"}

_FUNCTIONS: Final[dict[str, Callable[[_Parser, list[Item]], Typed]]] = {
    "min": _Parser.least,
    "max": _Parser.greatest,
    "count": _Parser.count,
    "percent": _Parser.percent,
    "share": _Parser.share,
    "size": _Parser.size,
    "shared": _Parser.shared,
    "either": _Parser.either,
    "weighted": _Parser.weighted,
}
_ARGUMENTS: Final = {"percent": 2, "share": 2, "size": 1, "shared": 2, "either": 2, "weighted": 2}
