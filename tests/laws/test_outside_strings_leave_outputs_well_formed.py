"""Law 9. Every string from outside leaves every output well-formed: no terminal escapes, no markup, no HTML.

The advice on a profile is changed so that every text in it is hostile; no output may then have another structure than
with harmless texts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import cycle
from typing import Final, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.frozen import fields, is_frozen, replace
from advisor.model.assessment import Assessment
from advisor.problems import AdvisorError, describe
from advisor.report import formats
from advisor.report.data import assessment_data
from advisor.report.json import OBEYED, write_line
from advisor.report.page import Page
from tests.laws.strategies import LAW
from tests.report.sample import PROFILES, WORDS, assessed, rules

T = TypeVar("T")

TEXTS: Final = {
    *(
        "name",
        "summary",
        "says",
        "because",
        "does",
        "effort",
        "owner",
        "yields",
        "theme",
        "must",
        "ask_them",
        "we_bring",
    ),
    *("label", "ask", "why", "help", "unit", "text", "reasons", "fallback", "version", "layer", "layers"),
    *("title", "address", "date", "note", "by", "reason", "path", "ecosystem", "respondents"),
    *("delivers", "contact"),
}
"""Fields that hold texts from outside; the others hold ids, which the readers of files have checked."""
HOSTILE: Final = (
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "\u202egnp.exe",
    "a\u2028b\u2029c\x85d",
    "[bold red]x[/bold red] [link=http://evil.example]y[/link] :skull:",
    "<script>alert(1)</script> &lt;b&gt; &#60;",
    "<!-- --> <http://evil.example> </td>",
    "](http://evil.example) [x](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "http://evil.example www.evil.example a@evil.example",
    "# heading\n\n- item\n1. one\n> quote\n```\ncode",
    "| cell | cell |\n| --- | --- |",
    "*a* **b** _c_ __d__ ~~e~~ `f` $g$ \\",
    "---",
    "===",
    "1) one",
    "+ plus",
    "- minus",
    "    code",
    "\tcode",
    "=cmd|' /C calc'!A0",
    "%(role)s %s {0} {role}",
    "\ud800 alone",
    "x" * 300,
)
COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")


def with_texts(value: T, change: Callable[[], str], *, is_text: bool = False) -> T:
    """The same value with every text in it changed."""
    changed: object = value
    if isinstance(value, str):
        return change() if is_text and value else value  # type: ignore[return-value]
    if is_frozen(value) and not type(value).__module__.startswith("advisor.language"):
        changed = replace(
            value,
            **{name: with_texts(getattr(value, name), change, is_text=name in TEXTS) for name in fields(value)},
        )
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        changed = tuple(with_texts(each, change, is_text=is_text) for each in value)
    elif isinstance(value, Mapping):
        changed = {name: with_texts(each, change) for name, each in value.items()}
    return changed  # type: ignore[return-value]


def poisoned(assessment: Assessment, texts: list[str]) -> Assessment:
    """The same advice in which every text is one of these; a letter before it keeps none from being empty."""
    source = cycle(texts)
    return with_texts(assessment, lambda: "x" + next(source))


ANY_TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=1, max_size=8)
NAMES = st.sampled_from(PROFILES)
SLOW_LAW = settings(LAW, max_examples=30)
"""Each case changes and prints a whole advice."""


@cache
def harmless(form: str, name: str) -> str:
    """The same advice with harmless texts."""
    return printed(form, poisoned(assessed(name), ["x"]), Page())


def printed(form: str, assessment: Assessment, page: Page) -> str:
    return formats.advice(form, [(assessment, WORDS)], page)


def is_harmless(text: str) -> bool:
    """Nothing but visible characters and line feeds."""
    return all(line.isprintable() for line in text.split("\n"))


@SLOW_LAW
@example("partly", list(HOSTILE))
@example("contradiction", list(HOSTILE))
@example("suppliers", list(HOSTILE))
@example("suppliers-open", list(HOSTILE))
@given(NAMES, ANY_TEXTS)
def test_plain_text_stays_visible_and_keeps_its_lines(name: str, texts: list[str]) -> None:
    hostile = printed("plain", poisoned(assessed(name), texts), Page())

    assert is_harmless(hostile)
    assert hostile.count("\n") == harmless("plain", name).count("\n")


@SLOW_LAW
@example("partly", list(HOSTILE))
@example("contradiction", list(HOSTILE))
@example("suppliers", list(HOSTILE))
@example("suppliers-open", list(HOSTILE))
@given(NAMES, ANY_TEXTS)
def test_a_terminal_is_told_colours_and_nothing_else(name: str, texts: list[str]) -> None:
    assessment = poisoned(assessed(name), texts)
    coloured = printed("terminal", assessment, Page(80, colour=True))
    plain = printed("terminal", assessment, Page(80))

    assert is_harmless(plain)
    assert COLOUR.sub("", coloured) == plain


def test_markup_of_the_terminal_is_printed_as_it_is() -> None:
    text = printed("terminal", poisoned(assessed("nothing"), ["[bold]x[/bold] :skull:"]), Page(80))

    assert "[bold]x[/bold] :skull:" in text


def tokens(text: str) -> Iterator[str]:
    """The structure of Markdown, as a renderer sees it."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(text):
        yield token.type
        yield from (each.type for each in token.children or ())


@SLOW_LAW
@example("partly", list(HOSTILE))
@example("contradiction", list(HOSTILE))
@example("suppliers", list(HOSTILE))
@example("suppliers-open", list(HOSTILE))
@given(NAMES, ANY_TEXTS)
def test_markdown_keeps_its_structure(name: str, texts: list[str]) -> None:
    hostile = printed("markdown", poisoned(assessed(name), texts), Page())

    assert is_harmless(hostile)
    shown = [each for each in tokens(hostile) if each not in ("text", "text_special")]
    assert shown == [each for each in tokens(harmless("markdown", name)) if each not in ("text", "text_special")]
    assert not {"html_inline", "html_block", "link_open", "image", "code_inline"} & set(shown)


@pytest.mark.parametrize("address", ["http://evil.example", "HTTPS://evil.example", "www.evil.example", "ftp://x.y"])
def test_markdown_makes_no_link_of_a_bare_address(address: str) -> None:
    text = printed("markdown", poisoned(assessed("complete"), [address]), Page())

    assert address not in text


@SLOW_LAW
@example("partly", list(HOSTILE))
@example("contradiction", list(HOSTILE))
@example("suppliers", list(HOSTILE))
@example("suppliers-open", list(HOSTILE))
@given(NAMES, ANY_TEXTS)
def test_json_gives_every_text_back_and_nothing_a_terminal_obeys(name: str, texts: list[str]) -> None:
    assessment = poisoned(assessed(name), texts)
    line = write_line(assessment, WORDS)

    assert line.count("\n") == 1
    assert not re.search(OBEYED, line)
    assert set(strings(json.loads(line))) == set(strings(assessment_data(assessment, WORDS)))
    line.encode()


def strings(data: object) -> Iterator[str]:
    """Every text in plain data; dates become texts."""
    if isinstance(data, str | date):
        yield str(data)
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_explanations_are_as_safe_as_advice(form: str, text: str) -> None:
    assessment = poisoned(assessed("partly"), [text])

    for about in ("", "consumer", "consumer.several", "levels", "headroom", "uplink", "no-fallback"):
        shown = formats.explanation(form, assessment, WORDS, about, Page(80))
        assert is_harmless(shown)
        if form == "markdown":
            assert not {"html_inline", "html_block", "link_open", "image", "code_inline"} & set(tokens(shown))


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_the_key_of_a_supplier_is_as_safe_as_its_name(text: str) -> None:
    """Where it has no name the key is shown; TOML lets it be any text."""
    base = rules("suppliers")

    def advice(key: str) -> Assessment:
        head = f"[suppliers.{json.dumps(key)}]"
        own, _problems = load_text(f'{head}\nanswers.terms = "take_it"\n[suppliers.other]\n', base)
        return assess(base, own, WORDS)

    for about in (None, "reciprocity", "terms"):
        for form in formats.FORMATS:
            hostile, plain = (
                formats.advice(form, [(made, WORDS)], Page())
                if about is None
                else formats.explanation(form, made, WORDS, about, Page())
                for made in (advice("x" + text), advice("x"))
            )
            assert is_harmless(hostile)
            assert form == "terminal" or hostile.count("\n") == plain.count("\n")
            if form == "markdown":
                assert not {"html_inline", "html_block", "link_open", "image", "code_inline"} & set(tokens(hostile))


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_a_fault_of_a_supplier_is_told_in_visible_characters(text: str) -> None:
    with pytest.raises(AdvisorError) as error:
        load_text(f"[suppliers.{json.dumps(text)}]\nnmae = 1\nanswers = 2\n", rules("suppliers"))

    for problem in error.value.problems:
        assert is_harmless(describe(problem, WORDS))
