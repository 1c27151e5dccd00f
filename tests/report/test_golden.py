"""Every format of advice and explanation, byte for byte: accepted with ``pytest tests/report --accept``."""

from pathlib import Path

import pytest

from advisor import __version__
from advisor.report import formats
from advisor.report.page import Page
from tests.report.sample import PROFILES, WORDS, assessed

GOLDEN = Path(__file__).parents[1] / "golden"
SUFFIXES = {"terminal": "terminal.txt", "plain": "plain.txt", "markdown": "md", "json": "json"}
SCREEN = Page(80)
EXPLAINED = (
    ("complete", "consumer"),
    ("complete", "orchestrator"),
    ("complete", "digital_basis"),
    ("complete", "consumer.several"),
    ("complete", "more-line"),
    ("complete", "headroom"),
    ("complete", "risk"),
    ("complete", "rights"),
    ("partly", ""),
    ("partly", "producer"),
    ("partly", "uplink"),
    ("partly", "charter"),
    ("tie", "lead"),
    ("gates", "orchestrator"),
    ("suppliers", "reciprocity"),
    ("suppliers-open", "reciprocity"),
    ("contradiction", "large-but-small"),
    ("contradiction", "no-fallback"),
)


def compare(text: str, name: str, config: pytest.Config) -> None:
    """Compare with the golden file of that name, or write it."""
    path = GOLDEN / name
    text = text.replace(f"advisor {__version__}", "advisor 0").replace(f'"version": "{__version__}"', '"version": "0"')
    if config.getoption("accept"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize("name", PROFILES)
def test_advice_is_printed_as_accepted(name: str, form: str, pytestconfig: pytest.Config) -> None:
    text = formats.advice(form, [(assessed(name), WORDS)], SCREEN)

    compare(text, f"advice-{name}.{SUFFIXES[form]}", pytestconfig)


@pytest.mark.parametrize(("name", "about"), EXPLAINED)
def test_an_explanation_is_printed_as_accepted(name: str, about: str, pytestconfig: pytest.Config) -> None:
    text = formats.explanation("terminal", assessed(name), WORDS, about, SCREEN)

    compare(text, f"explain-{name}-{about or 'nothing-named'}.txt", pytestconfig)


@pytest.mark.parametrize("form", formats.FORMATS)
def test_every_format_prints_explanations(form: str, pytestconfig: pytest.Config) -> None:
    text = formats.explanation(form, assessed("partly"), WORDS, "consumer", SCREEN)

    compare(text, f"explain-partly-consumer.{SUFFIXES[form]}", pytestconfig)


def test_colour_repeats_what_the_words_say(pytestconfig: pytest.Config) -> None:
    text = formats.advice("terminal", [(assessed("partly"), WORDS)], Page(80, colour=True))

    compare(text, "advice-partly.colour.txt", pytestconfig)
