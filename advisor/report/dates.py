"""Dates as a language writes them. The only place that imports Babel."""

from datetime import date

LOCALES = {"en": "en_GB"}
"""Where plain English would put the month first."""


def written(day: date, language: str) -> str:
    """``23 November 2026``."""
    from babel.dates import format_date  # noqa: PLC0415  (heavy, and JSON has no dates in words)

    return format_date(day, "long", locale=LOCALES.get(language, language))
