"""What a piece of a condition is: it passes where such a piece is wanted, and is refused everywhere else.

A refusal of an unknown word comes with a guess at what was meant.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, NoReturn

from advisor.language.kinds import AnyOf, Kind, Number, OneOf, Scope, YesNo
from advisor.language.tokens import ConditionError
from advisor.language.tree import Expr
from advisor.words import closest

Span = tuple[int, int]
"""From which place in the text up to which."""

KIND_NAMES: Final[dict[type, str]] = {YesNo: "yes/no", Number: "number", OneOf: "one of", AnyOf: "any of"}
"""As messages name the kinds."""


class Typed(NamedTuple):
    """An expression and what it is. For a number the kind carries the widest bounds."""

    expr: Expr
    kind: Kind
    span: Span
    bracketed: bool = False
    """Whether it stands in brackets of its own, and so is never joined with its neighbours."""

    @property
    def number(self) -> Number:
        """The kind of what is surely a number."""
        assert isinstance(self.kind, Number)  # noqa: S101  (Checker.number has looked)
        return self.kind


class Word(NamedTuple):
    """A bare word that names nothing in scope: an option, if the word beside it is a choice."""

    text: str
    span: Span


Item = Typed | Word


class Checker:
    """One condition while it is read: its text, and what its names stand for."""

    def __init__(self, text: str, scope: Scope) -> None:
        """Store both."""
        self.text = text
        self.scope = scope

    def slice(self, span: Span) -> str:
        """That part of the text."""
        return self.text[span[0] : span[1]]

    def typed(self, item: Item) -> Typed:
        """A word that is no name in scope and stands beside no choice is a mistake. Raises ConditionError."""
        if isinstance(item, Word):
            if item.text in self.scope.options():
                raise ConditionError("L139", item.span, option=item.text)
            self.unknown(item, self.scope.names(), "L119")
        return item

    def condition(self, item: Item) -> Typed:
        """What holds or does not. Raises ConditionError for anything else."""
        typed = self.typed(item)
        if not isinstance(typed.kind, YesNo):
            code = {Number: "L134", OneOf: "L135", AnyOf: "L136"}[type(typed.kind)]
            raise ConditionError(code, typed.span, text=self.slice(typed.span))
        return typed

    def number(self, item: Item) -> Typed:
        """A number. Raises ConditionError for anything else."""
        typed = self.typed(item)
        if not isinstance(typed.kind, Number):
            raise ConditionError("L137", typed.span, text=self.slice(typed.span), found=KIND_NAMES[type(typed.kind)])
        return typed

    def set(self, item: Item) -> Typed:
        """Any of some options. Raises ConditionError for anything else."""
        typed = self.typed(item)
        if not isinstance(typed.kind, AnyOf):
            raise ConditionError("L122", typed.span, name=self.slice(typed.span), option="…")
        return typed

    def option(self, item: Item, of: Typed) -> str:
        """What stands beside a choice, as one of its options. Raises ConditionError for anything else."""
        assert isinstance(of.kind, OneOf | AnyOf)  # noqa: S101  (the caller has looked)
        text = item.text if isinstance(item, Word) else self.slice(item.span)
        if text not in of.kind.options:
            guess = closest(text, of.kind.options) or ""
            offered = ", ".join(of.kind.options[:12])
            raise ConditionError("L138", item.span, guess=guess, option=text, name=self.slice(of.span), offered=offered)
        return text

    def unknown(self, word: Word, known: Iterable[str], code: str) -> NoReturn:
        """Refuse a word that is none of the known ones, with a guess at which was meant."""
        raise ConditionError(code, word.span, guess=closest(word.text, list(known)) or "", name=word.text)
