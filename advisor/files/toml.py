"""TOML in: one file read strictly, with a clear problem where it cannot be.

What is TOML, version 1.0, is decided by tomli, the compiled twin of the standard library's reader and three times as
fast, with decimal fractions kept exact. A byte order mark is accepted. tomli gives no line numbers for values, so
`place_of` looks a key up in the text, and only when there is something to report.
"""

import os
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import tomli

from advisor.problems import AdvisorError, Place, Problem

LARGEST_FILE: Final = 4 * 1024 * 1024
"""Bytes; a profile or a file of rules is some kilobytes."""
DEEPEST: Final = 40
"""Tables inside tables."""
LONGEST_NUMBER: Final = 30
"""Digits of a number; more is no answer to any question."""


def read_bytes(path: str | os.PathLike[str], shown: str) -> bytes:
    """The bytes of a file. Raises AdvisorError, saying why, when it cannot be read."""
    try:
        if os.path.isdir(path):
            raise AdvisorError(Problem(code="F203", place=Place(shown)))
        with open(path, "rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise AdvisorError(Problem(code="F201", place=Place(shown))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AdvisorError(Problem(code="F202", place=Place(shown), values={"reason": reason})) from None
    if len(data) > LARGEST_FILE:
        raise AdvisorError(Problem(code="F204", place=Place(shown), values={"most": f"{LARGEST_FILE // 1024**2} MB"}))
    return data


def parse(data: bytes, shown: str) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file and its text. Raises AdvisorError with line and column when it is no TOML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AdvisorError(Problem(code="F205", place=Place(shown, line=line))) from None
    try:
        tables = loads(text)
    except tomli.TOMLDecodeError as error:
        raise AdvisorError(_no_toml(str(error), text, shown)) from None
    except RecursionError:
        raise AdvisorError(Problem(code="F207", place=Place(shown))) from None
    except ValueError:
        # Python refuses to read whole numbers of thousands of digits.
        raise AdvisorError(Problem(code="F208", place=Place(shown))) from None
    if _depth(tables) > DEEPEST:
        raise AdvisorError(Problem(code="F207", place=Place(shown)))
    return tables, text


def loads(text: str) -> dict[str, Any]:
    """The tables of a TOML document. Raises ValueError when it is none, RecursionError when it nests without end."""
    return tomli.loads(text, parse_float=Decimal)


def read(path: str | os.PathLike[str], shown: str = "") -> tuple[dict[str, Any], str]:
    """Read a TOML file: its tables and its text. Raises AdvisorError."""
    shown = shown or str(path)
    return parse(read_bytes(path, shown), shown)


def _no_toml(message: str, text: str, shown: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    lines = text.rstrip("\r\n").split("\n")
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    reason = message[: found.start()].strip() if found else message.replace("(at end of document)", "").strip()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    return Problem(
        code="F206",
        values={"reason": reason},
        place=Place(shown, line=line, column=column),
        excerpt=excerpt,
        span=(column - 1, column),
    )


def _depth(value: object) -> int:
    """How deep tables and arrays lie inside one another, as far as it matters; counted without recursion."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        inner = (item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list))
        level = [each for items in inner for each in items if isinstance(each, dict | list)]
        depth += bool(level)
    return depth


# Patterns for what is wrong stay texts, compiled at their first use: compiling is a part of start-up that one can feel.
HEAD: Final = r"^\s*\[\[?\s*(?P<path>[^\]]+?)\s*\]\]?\s*(?:#.*)?$"
PART: Final = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+"


def place_of(text: str, shown: str, key: tuple[str, ...]) -> Place:
    """Where the value under a path of keys stands; the nearest enclosing key when it is not found.

    The keys of an array of tables are numbers from 0, as in ``("example", "2", "then")``.
    """
    places = _places(text)
    for length in range(len(key), 0, -1):
        if found := places.get(key[:length]):
            return Place(shown, key, *found)
    return Place(shown, key)


@lru_cache(maxsize=4)
def _places(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """The line and the column of every key, and of every table by the first line that is about it."""
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    head: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(HEAD, line):
            head = key_path(found["path"])
            if line.lstrip().startswith("[["):
                seen[head] = seen.get(head, -1) + 1
                head = (*head, str(seen[head]))
            else:
                # A table below the latest table of an array belongs to that one.
                for known, index in seen.items():
                    if head[: len(known)] == known:
                        head = (*known, str(index), *head[len(known) :])
            key = head
        else:
            left = line.split("=", 1)[0] if "=" in line and not line.lstrip().startswith("#") else ""
            if not left.strip():
                continue
            key = (*head, *key_path(left))
        for length in range(1, len(key) + 1):
            places.setdefault(key[:length], (number, len(line) - len(line.lstrip()) + 1))
    return places


def key_path(text: str) -> tuple[str, ...]:
    """The keys of a dotted key, without their quotation marks."""
    return tuple(part.strip("\"'") for part in re.findall(PART, text))
