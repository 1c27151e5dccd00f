"""What can be wrong, and where: problems as data, shown only at the edge.

Constructing a problem or an error has no effect but storing facts. `describe` puts a problem into words; the
command line decides where it is printed and which exit code follows.
"""

from collections.abc import Mapping
from typing import Final

from advisor.frozen import field, frozen, replace
from advisor.words import Words

EXIT_USAGE: Final = 2
"""A profile, an option or a file is wrong."""
EXIT_RULES: Final = 3
"""The rule base is wrong."""


@frozen
class Place:
    """Where something stands."""

    file: str = ""
    """The path as the user gave it."""
    key: tuple[str, ...] = ()
    """The path of keys inside the file."""
    line: int = 0
    """From 1; 0 when it is not known."""
    column: int = 0
    """From 1; 0 when it is not known."""
    length: int = 0
    """Of the text that is meant, from the column on; 0 when it is not known."""

    def __str__(self) -> str:
        """Say ``file:line:column``, as editors understand it."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(part for part in parts if part)


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong."""

    code: str
    """A stable code from the catalogue."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the message of the code is filled in with."""
    place: Place = field(default_factory=Place)
    excerpt: str = ""
    """The text that is wrong, when one line shows it."""
    span: tuple[int, int] = (0, 0)
    """From where to where in the excerpt."""
    guess: str = ""
    """What was probably meant."""
    only_warns: bool = False
    """Said, but no reason to stop."""


class AdvisorError(Exception):
    """Tell the user and stop: one or more problems, and the exit code they lead to."""

    def __init__(self, *problems: Problem, exit_code: int = EXIT_USAGE) -> None:
        """Store the facts."""
        super().__init__(*problems)
        self.problems = problems
        self.exit_code = exit_code
        self.language = "en"
        """Of the message that Python shows."""

    def __str__(self) -> str:
        """Every problem in words."""
        words = Words(self.language)
        return "\n".join(describe(problem, words) for problem in self.problems)


def not_installed(what: str, package: str | None, extra: str, *, only_warns: bool = False) -> Problem:
    """That something needs a package that is not there; `extra` is what to install it with."""
    return Problem(
        code="F229", values={"format": what, "package": package or "?", "extra": extra}, only_warns=only_warns
    )


LONGEST_EXCERPT: Final = 160


def describe(problem: Problem, words: Words) -> str:
    """One problem in words: place, code, message, the text with a caret, and what to do about it."""
    from advisor.catalogue import CATALOGUE, REMEDIES  # noqa: PLC0415  (of no use while nothing is wrong)

    said = words.say(CATALOGUE[problem.code], **{name: visible(value) for name, value in problem.values.items()})
    where = visible(str(problem.place))
    kind = words.say("warning") if problem.only_warns else words.say("error")
    lines = [f"{where}: {kind} {problem.code}: {said}" if where else f"{kind} {problem.code}: {said}"]
    if problem.excerpt:
        start, end = problem.span
        begin = max(0, start - LONGEST_EXCERPT // 2)
        shown = problem.excerpt[begin : begin + LONGEST_EXCERPT]
        before = visible(problem.excerpt[begin:start])
        marked = visible(problem.excerpt[start : min(end, begin + LONGEST_EXCERPT)])
        lines += [f"    {visible(shown)}", "    " + " " * len(before) + "^" * max(1, len(marked))]
    if problem.guess:
        lines.append("  " + words.say("did you mean `%(guess)s`?", guess=visible(problem.guess)))
    elif problem.code in REMEDIES:
        lines.append("  " + words.say(REMEDIES[problem.code]))
    return "\n".join(lines)


def located(problem: Problem, place: Place) -> Problem:
    """The same problem with its place filled in."""
    return replace(problem, place=place)


def visible(text: str) -> str:
    """Text from outside, safe to print: control and direction characters become visible escapes.

    A terminal obeys control characters (C0, C1), and direction marks reorder what a reader sees; neither may
    come from a file. Line breaks and tabs become spaces, so that one line stays one line.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\n\t\r":
        return " "
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
