"""The remarks in a file of translations: those at its beginning, and those that belong to one translation.

A remark above a table, inside it, or behind one of its lines belongs to that table; what stands below the last table
belongs to that one.
"""

import re
from collections.abc import Mapping
from typing import Final

from advisor.files.toml import HEAD, key_path
from advisor.frozen import frozen

VALUE: Final = re.compile(r"\s*(?:\"(?:[^\"\\]|\\.)*\"|'[^']*')\s*(?P<remark>#.*)")
LONG: Final = ('"""', "'''")
"""What texts of several lines stand between."""


@frozen
class Remarks:
    """Lines that begin with ``#``."""

    opening: tuple[str, ...]
    """Those with which the file begins."""
    beside: Mapping[tuple[str, ...], tuple[str, ...]]
    """The others, by the path of the table they belong to."""


def remarks_of(text: str, languages: tuple[str, ...]) -> Remarks:
    """Read the remarks; `languages` are the keys that hold a text, and so are no part of the path of a table."""
    beside: dict[tuple[str, ...], list[str]] = {}
    lines = text.replace("\r\n", "\n").split("\n")
    opening = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    waiting: list[str] = []
    inside = ""
    for line in lines[opening:]:
        if inside:
            inside = "" if inside in line else inside
            continue
        if line.lstrip().startswith("#"):
            waiting.append(line.strip())
            continue
        if found := re.match(HEAD, line):
            head = latest = key_path(found["path"])
            waiting += [line[line.rindex("#") :]] if line.rstrip()[-1] != "]" else []
        elif "=" in line:
            left, _equals, value = line.partition("=")
            key = (*head, *key_path(left))
            latest = key[:-1] if key[-1] in languages else key
            inside = next((mark for mark in LONG if value.lstrip().startswith(mark) and value.count(mark) == 1), "")
            waiting += [found["remark"]] if (found := VALUE.fullmatch(value)) else []
        else:
            continue
        beside.setdefault(latest, []).extend(waiting)
        waiting = []
    beside.setdefault(latest, []).extend(waiting)
    return Remarks(tuple(lines[:opening]), {path: tuple(own) for path, own in beside.items() if own})
