"""A condition cut into words and signs, and the error that points into it."""

import re
from functools import lru_cache
from typing import Final, NamedTuple, NoReturn

MOST_DECIMALS: Final = 9
"""Digits after the decimal point, so that scaled numbers stay within 64 bits."""

RESERVED: Final = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "min",
        "max",
        "count",
        "percent",
        "share",
        "size",
        "shared",
        "either",
        "weighted",
        "possibly",
        "unknown",
        "yes",
        "no",
        "any",
    ]
)
"""Words that can name neither a question nor an option."""

NUMBER: Final = r"(?:0|[1-9]\d*(?:_\d+)*)(?:\.\d+)?"
"""As Python writes a number: no zeros in front, and one underscore at a time between digits."""

TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    rf"|(?P<number>{NUMBER}(?![\w.]))"
    r"|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)"
    r"|(?P<order><=|>=|==|!=|<|>)"
    r"|(?P<mark>[-+*()\[\],])",
    re.ASCII,
)


class ConditionError(Exception):
    """A text that is no condition. The caller knows the file; this knows the place in the text."""

    def __init__(self, code: str, span: tuple[int, int], guess: str = "", **values: str) -> None:
        """Store the facts."""
        super().__init__(code)
        self.code = code
        self.span = span
        self.guess = guess
        self.values = values


class Token(NamedTuple):
    """One word or sign of the text."""

    sort: str
    text: str
    start: int
    end: int


def fixed(text: str) -> tuple[int, int]:
    """A decimal literal as a scaled whole number and its decimals: ``2.50`` is (25, 1)."""
    whole, _, fraction = text.replace("_", "").partition(".")
    fraction = fraction.rstrip("0")
    return int(whole + fraction), len(fraction)


@lru_cache
def tokens(text: str) -> tuple[Token, ...]:
    """Cut the text into words and signs. Raises ConditionError for a sign the language does not have.

    Remembered, because a condition is read for its names before it is read for what it says.
    """
    found, place = [], 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            _refuse_sign(text, place)
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match.group(), place, match.end()))
        place = match.end()
    found.append(Token("end", "", len(text), len(text)))
    return tuple(found)


def _refuse_sign(text: str, place: int) -> NoReturn:
    rest = text[place:]
    span = (place, place + 1)
    if rest[0] in "\"'":
        raise ConditionError("L103", span)
    if rest[0] == "=":
        raise ConditionError("L104", span, guess="==")
    if rest.startswith(("&", "|", "!")):
        raise ConditionError("L102", span, guess={"&": "and", "|": "or", "!": "not"}[rest[0]], sign=rest[0])
    if rest[0] in "/%":
        raise ConditionError("L105", span, sign=rest[0])
    if rest[0].isdigit():
        end = re.match(r"[\w.]+", rest)
        raise ConditionError("L106", (place, place + (end.end() if end else 1)), text=end.group() if end else rest[0])
    raise ConditionError("L102", span, sign=rest[0])
