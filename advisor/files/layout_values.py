"""The values of a TOML file as they are written, read into their parts.

What stands between quotation marks, numbers and dates are parts as they were typed; a list remembers on which lines its
values stood.
"""

import re
from typing import Final

from advisor.frozen import frozen

STRING: Final = r"\"\"\"(?:\\.|[^\\])*?\"\"\"\"{0,2}|'''.*?''''{0,2}|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'"
KEY: Final = re.compile(rf"[ \t]*({STRING}|[A-Za-z0-9_-]+)[ \t]*(\.)?", re.DOTALL)
PLAIN: Final = re.compile(rf"{STRING}|[^,\]}}#\n]+", re.DOTALL)
"""A text, or whatever else has no parts."""
BLANKS: Final = re.compile(r"[ \t]*")
OPENING: Final = re.compile(r"\[\[?")
REMARK: Final = re.compile(r"#[^\n]*")


@frozen
class Plain:
    """A value without parts, as it was typed."""

    text: str


@frozen
class Inline:
    """A table within braces."""

    entries: "tuple[tuple[str, Value], ...]"


@frozen
class Line:
    """A line of a list."""

    values: "tuple[Value, ...]"
    remark: str
    after_empty: bool
    """Whether an empty line stands above it."""


@frozen
class Listed:
    """A list."""

    lines: tuple[Line, ...]
    spread: bool
    """Whether it was written over several lines."""


Value = Plain | Inline | Listed


class Reader:
    """Goes through the text of a TOML file, which is known to be one, with line feeds only."""

    def __init__(self, text: str) -> None:
        """Begin at the beginning."""
        self.text = text
        self.place = 0

    def sign(self) -> str:
        """The next sign that is no blank, without taking it; nothing at the end."""
        self._take(BLANKS)
        return self.text[self.place : self.place + 1]

    def head(self) -> str:
        """Take the head of a table."""
        marks = self._take(OPENING)
        path = ".".join(self.key())
        self.place += len(marks)
        return f"{marks}{path}{']' * len(marks)}"

    def key(self) -> tuple[str, ...]:
        """Take the parts of a key, with their quotation marks."""
        parts = []
        while found := KEY.match(self.text, self.place):
            self.place = found.end()
            parts.append(found[1])
            if not found[2]:
                break
        return tuple(parts)

    def value(self) -> Value:
        """Take a value, and the equals sign if it stands before it."""
        if self.sign() == "=":
            self.place += 1
        match self.sign():
            case "[":
                return self._listed()
            case "{":
                return self._inline()
            case _:
                return Plain(self._take(PLAIN).rstrip(" \t"))

    def remark(self) -> str:
        """Take the rest of a line: a remark, or nothing."""
        return self._take(REMARK).rstrip(" \t") if self.sign() == "#" else ""

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.place)
        assert found is not None  # noqa: S101  (the text is TOML)
        self.place = found.end()
        return found[0]

    def _inline(self) -> Inline:
        entries = []
        self.place += 1
        while self.sign() != "}":
            entries.append((".".join(self.key()), self.value()))
            if self.sign() == ",":
                self.place += 1
        self.place += 1
        return Inline(tuple(entries))

    def _listed(self) -> Listed:
        self.place += 1
        lines: list[Line] = []
        values: list[Value] = []
        spread = after_empty = begun = False
        while (sign := self.sign()) != "]":
            match sign:
                case "\n" | "#":
                    remark = self.remark()
                    if values or remark:
                        lines.append(Line(tuple(values), remark, after_empty and bool(lines)))
                        values, after_empty = [], False
                    elif not begun:
                        after_empty = True
                    self.place += 1
                    spread, begun = True, False
                case ",":
                    self.place += 1
                    begun = True
                case _:
                    values.append(self.value())
                    spread = spread or is_spread(values[-1])
                    begun = True
        self.place += 1
        if values:
            lines.append(Line(tuple(values), "", after_empty and bool(lines)))
        return Listed(tuple(lines), spread and bool(lines))


def is_spread(value: Value) -> bool:
    """Whether a list in the value, or the value itself, was written over several lines."""
    match value:
        case Plain():
            return False
        case Inline(entries):
            return any(is_spread(each) for _key, each in entries)
        case Listed():
            return value.spread
