from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from advisor.language.tokens import fixed
from advisor.words import LANGUAGES, Words, closest, message
from tests.laws.strategies import LAW


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_read_as_the_language_writes_them(language: str) -> None:
    """As Babel writes them, to the last digit."""
    words = Words(language)

    @LAW
    @given(st.integers(min_value=-(10**15), max_value=10**15), st.integers(min_value=0, max_value=9))
    def check(scaled: int, decimals: int) -> None:
        exact = Decimal(scaled).scaleb(-decimals)
        assert words.number(scaled, decimals) == format_decimal(exact, format="#,##0.#########", locale=language)

    check()


@pytest.mark.parametrize(
    ("scaled", "decimals", "said"),
    [
        (0, 0, "0"),
        (0, 3, "0"),
        (5, 1, "0.5"),
        (-5, 1, "-0.5"),
        (1234, 1, "123.4"),
        (1_234_500, 3, "1,234.5"),
        (100, 2, "1"),
    ],
)
def test_a_number_has_no_digits_it_does_not_need(scaled: int, decimals: int, said: str) -> None:
    assert Words().number(scaled, decimals) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_never_read_as_another(language: str) -> None:
    """What is written can be read back, once the signs of the language are known."""
    words = Words(language)
    group, point = words.number(1_234_567)[1], words.number(15, 1)[1]
    for scaled, decimals in ((1_234_567, 2), (1_000, 3), (10, 0), (999_999_999, 0)):
        text = words.number(scaled, decimals).replace(group, "").replace(point, ".")
        value, fewer = fixed(text)
        assert value * 10 ** (decimals - fewer) == scaled


def test_lists_are_joined_in_words() -> None:
    words = Words()
    assert [words.both(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [words.either(items) for items in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


def test_a_percent_sign_in_a_value_stays_as_it_is() -> None:
    words = Words()
    assert words.both(["100%", "%(first)s"]) == "100% and %(first)s"
    assert words.say("%(what)s: yes", what="5% of %d") == "5% of %d: yes"
    assert words.say("5% off") == "5% off"


def test_things_are_counted_in_words() -> None:
    words = Words()
    said = [words.counted(number, "%(number)s answer", "%(number)s answers") for number in (0, 1, 2, 1200)]
    assert said == ["0 answers", "1 answer", "2 answers", "1,200 answers"]


def test_an_unknown_language_reads_as_english() -> None:
    for language in ("xx", "../../etc"):
        assert Words(language).say("error") == "error"
        assert Words(language).number(12345) == "12,345"


def test_a_marked_message_is_returned_as_it_is() -> None:
    assert message("%(first)s and %(last)s") == "%(first)s and %(last)s"


@pytest.mark.parametrize(
    ("word", "expected"), [("stafff", "staff"), ("zom", "zoom"), ("xyzzy", None), ("", None), ("sector", "sector")]
)
def test_the_nearest_known_word_is_guessed(word: str, expected: str | None) -> None:
    assert closest(word, ["staff", "zoom", "sector"]) == expected
