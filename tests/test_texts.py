"""The translations of the program's own texts are complete and compiled. `make texts` collects and compiles them."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from advisor import words

LOCALE = Path(__file__).parents[1] / "advisor" / "locale"

translated = pytest.mark.parametrize("language", words.LANGUAGES[1:])


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "advisor.po").open("rb") as file:
        return read_po(file, locale=language)


@translated
def test_every_text_is_translated_with_the_same_fields(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple | list) else [message.id]
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        for text in filter(None, texts):
            assert fields(text) == fields(originals[-1])


@translated
def test_the_compiled_texts_are_those_of_the_source(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))

    assert (LOCALE / language / "LC_MESSAGES" / "advisor.mo").read_bytes() == compiled.getvalue()


def test_what_is_collected_as_a_text_is_what_the_program_calls() -> None:
    makefile = (LOCALE.parents[1] / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"--keywords '([^']*)'", makefile)

    assert found is not None
    for keyword in found[1].split():
        name = keyword.partition(":")[0]
        assert hasattr(words, name) or hasattr(words.Words, name), name


def fields(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))
