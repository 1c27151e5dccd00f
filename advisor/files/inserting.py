"""Where a new table goes. Whatever stands in the file stays as it is, remarks and order included."""

from typing import Final

from advisor.files.folder import EFFECTS
from advisor.files.layout import BOM, Statement, statements

ORDER: Final = ("outcome", "practice", *EFFECTS, "example")
"""Of the tables in the file of an outcome."""


def inserted(text: str, block: str) -> str:
    """The text with a table more: below those that come before it or are of its sort.

    In the file of an outcome that is gates, then points, then cautions, then examples; elsewhere it is the end.

    Args:
        text: Of a TOML file.
        block: The table in the canonical layout.
    """
    mark = BOM if text.startswith(BOM) else ""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n")
    return mark + _inserted(plain, block).replace("\n", newline)


def _inserted(text: str, block: str) -> str:
    found = statements(text)
    own = _rank(next(each.head for each in statements(block) if each.head))
    last = max((place for place, each in enumerate(found) if each.head and _rank(each.head) <= own), default=None)
    later = [place for place, each in enumerate(found) if each.head and (last is None or place > last)]
    if not later:
        above = text.rstrip()
        return f"{above}\n\n{block}" if above else block
    following = _with_remarks(found, later[0])
    if last is None:
        start = found[following].start
        return f"{text[:start]}{block}\n{text[start:]}"
    place = max(place for place in range(last, later[0]) if found[place].head or found[place].key)
    while place + 1 < following and not found[place + 1].after_empty:
        place += 1
    end = found[place].end
    rest = text[end:].removeprefix("\n")
    gap = "" if rest.startswith("\n") else "\n"
    return f"{text[:end]}\n\n{block}{gap}{rest}"


def _rank(head: str) -> int:
    """The place of a table among those of an outcome; 0 for any other."""
    name = head.strip("[]").partition(".")[0]
    return ORDER.index(name) if name in ORDER else 0


def _with_remarks(found: list[Statement], place: int) -> int:
    """The first of the remarks that belong to a head, or the head itself."""
    while place > 0 and not found[place].after_empty and not (found[place - 1].key or found[place - 1].head):
        place -= 1
    return place
