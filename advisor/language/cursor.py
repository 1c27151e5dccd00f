"""A place in the words and signs of a condition, which the parser moves on."""

from advisor.language.tokens import ConditionError, Token, tokens


class Cursor:
    """Where the parser is. There is always a token here: the last one is the end of the text, and is never taken."""

    def __init__(self, text: str) -> None:
        """Stand before the first token. Raises ConditionError for a sign the language does not have."""
        self.tokens = tokens(text)
        self.place = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.place]

    def step(self) -> Token:
        """The next token, which hereby counts as read."""
        token = self.tokens[self.place]
        self.place += 1
        return token

    def take(self, *texts: str) -> Token | None:
        """The next token if it is one of these."""
        return self.step() if self.token.text in texts and self.token.sort != "number" else None

    def take_not_in(self) -> bool:
        """Whether the next two tokens are `not` and `in`, which then count as read."""
        if self.token.text == "not" and self.tokens[self.place + 1].text == "in":
            self.place += 2
            return True
        return False

    def expect(self, text: str, opened: Token) -> Token:
        """The token that closes a bracket. Raises ConditionError."""
        token = self.take(text)
        if token is None:
            code = "L109" if self.token.sort == "end" else "L108"
            span = (opened.start, opened.end) if code == "L109" else (self.token.start, self.token.end)
            raise ConditionError(code, span, expected=text, found=self.token.text)
        return token

    def bare_and(self, begin: int, end: int) -> tuple[int, int] | None:
        """Where an `and` stands outside brackets, from token `begin` up to place `end` of the text."""
        depth = 0
        for token in self.tokens[begin:]:
            if token.start >= end:
                return None
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if token.text == "and" and depth == 0:
                return token.start, token.end
        return None
