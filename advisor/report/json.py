"""JSON, byte for byte the same for the same data.

Decimal numbers are printed digit by digit, which Python's own encoder cannot do. Characters that a terminal obeys, or
that reorder what one reads, are written as escapes; all other characters stay readable.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from advisor.frozen import fields
from advisor.model.assessment import Assessment
from advisor.report.data import assessment_data, head
from advisor.report.document import Block, Document, Item
from advisor.words import Words

EXPLANATION: Final = "advisor.explanation/1"

# The standard library escapes C0. A fixed list, since what Unicode calls printable differs by Python version.
OBEYED: Final = (
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def write(assessment: Assessment, words: Words) -> str:
    """One assessment, indented."""
    return encode(assessment_data(assessment, words), "\n") + "\n"


def write_line(assessment: Assessment, words: Words) -> str:
    """One assessment on one line."""
    return encode(assessment_data(assessment, words)) + "\n"


def write_explanation(assessment: Assessment, about: str, document: Document, words: Words) -> str:
    """An explanation: its blocks as they are read. The data it explains stand in the assessment."""
    blocks = [_block(each) for each in document.blocks]
    return encode({**head(EXPLANATION, assessment, words), "explains": about, "blocks": blocks}, "\n") + "\n"


def encode(value: object, line: str = "") -> str:  # noqa: PLR0911  (one case per kind of data)
    """Plain data as JSON.

    Args:
        value: Texts, numbers without a binary fraction, dates, and lists and tables of them.
        line: How a new line begins: a line feed and spaces, or nothing for all on one line.

    Raises:
        TypeError: Something else is among them.
    """
    match value:
        case str():
            return _text(value)
        case None | bool():
            return {None: "null", False: "false", True: "true"}[value]
        case int():
            return int.__repr__(value)
        case Decimal():
            return _decimal(value)
        case date():
            return f'"{value.isoformat()}"'
        case list() | tuple():
            inner = line and line + "  "
            return _listed("[", [encode(each, inner) for each in value], "]", line)
        case dict() | Mapping():  # nearly all are dicts, which are faster to tell
            colon = ": " if line else ":"
            inner = line and line + "  "
            items = [f"{_text(str(name))}{colon}{encode(each, inner)}" for name, each in value.items()]
            return _listed("{", items, "}", line)
        case _:
            raise TypeError(f"{type(value).__name__} is no plain data")


def _listed(begin: str, items: list[str], end: str, line: str) -> str:
    if not items:
        return begin + end
    inner = line and line + "  "
    return begin + inner + f",{inner}".join(items) + line + end


def _text(value: str) -> str:
    if value.isprintable():
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    from json.encoder import encode_basestring  # noqa: PLC0415  (brings all of `json`, and few texts need it)

    return re.sub(OBEYED, _escape, encode_basestring(value))


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError(f"{value} is no number")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


def _block(block: Block | Item) -> dict[str, object]:
    """A block under the names of its fields."""
    kind = {} if isinstance(block, Item) else {"block": type(block).__name__.lower()}
    return {**kind, **{name: _plain(getattr(block, name)) for name in fields(block)}}


def _plain(value: object) -> object:
    if isinstance(value, Item):
        return _block(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
