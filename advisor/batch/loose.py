"""Values of JSON and of spreadsheets as TOML has them: dates are dates, and nothing is what is not there."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

DATES: Final = ("date", "on", "until", "contract_end")
"""Keys under which a profile holds a date."""


def as_text(value: Any) -> Any:  # noqa: ANN401  (whatever stands there)
    """A number as a text; everything else as it is."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return value
    return str(value).strip()


def as_date(value: Any) -> Any:  # noqa: ANN401  (whatever stands there)
    """A text that can only be a date as one; everything else as it is."""
    if isinstance(value, str) and len(value) == len("2026-11-23"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def without_nothing(value: Any, key: str = "") -> Any:  # noqa: ANN401  (whatever stands there)
    """The value without entries that are nothing, and with dates where a profile has them."""
    if isinstance(value, dict):
        return {name: without_nothing(each, name) for name, each in value.items() if each is not None}
    return as_date(value) if key in DATES else value
