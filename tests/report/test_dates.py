from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.dates import written
from advisor.words import LANGUAGES, Words

LOCALES = {"en": "en_GB", "nl": "nl"}
"""British English: plain English would put the month first."""


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates())
def test_dates_are_written_as_babel_writes_them(language: str, day: date) -> None:
    assert written(day, Words(language)) == format_date(day, "long", locale=LOCALES[language])
