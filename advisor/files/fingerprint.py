"""A short fingerprint of what was read: the same for the same content, however and in which order it is written."""

from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module

LENGTH = 16
"""Hexadecimal digits."""
LONGEST_BITS = 1000
"""Of a whole number that is written out in decimal digits, which takes long for long ones."""


def fingerprint(content: Mapping[str, object], *, sets: tuple[str, ...] = ()) -> str:
    """The fingerprint of parsed TOML or JSON.

    Args:
        content: Tables by name. Empty ones do not count, and neither does the order of keys anywhere.
        sets: The tables in which the order of lists does not count either.
    """
    plain = [(name, _plain(table, name in sets)) for name, table in sorted(content.items()) if table or table == 0]
    return _sha256(ascii(plain).encode("ascii"))[:LENGTH]


def _plain(value: object, sets: bool) -> object:  # noqa: FBT001  (handed on as it is)
    """The value in an order of its own, with tables, numbers and dates marked as such."""
    match value:
        case Mapping():
            return ("table", sorted((str(key), _plain(each, sets)) for key, each in value.items()))
        case list() | tuple():
            items = [_plain(each, sets) for each in value]
            return sorted(items, key=ascii) if sets else items
        case bool() | str():
            return value
        case int() | float() | Decimal():
            return ("number", _number(value))
        case _:
            return ("other", str(value))


def _number(value: float | Decimal) -> str:
    """A number without what does not change it: 80, 80.0 and 8e1 are the same."""
    if isinstance(value, int) and value.bit_length() > LONGEST_BITS:
        return f"{value:x}"
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(exact)
    sign, digits, exponent = exact.as_tuple()
    text = "".join(map(str, digits))
    bare = text.rstrip("0")
    return f"{'-' * sign}{bare}e{int(exponent) + len(text) - len(bare)}" if bare else "0"


def _sha256(data: bytes) -> str:
    """In hexadecimal digits; without hashlib, whose OpenSSL takes half as long to load as Python takes to start.

    The standard library's `random` does the same. The modules are those of Python 3.12 and of 3.11.
    """
    for name in ("_sha2", "_sha256"):
        try:
            return str(import_module(name).sha256(data).hexdigest())
        except ImportError:
            continue
    return str(import_module("hashlib").sha256(data).hexdigest())
