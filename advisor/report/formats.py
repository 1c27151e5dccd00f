"""The formats of the advice by name, and where their printers are: imported when they are used."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Final, cast

from advisor.model.assessment import Assessment
from advisor.report.document import Document
from advisor.report.page import Page
from advisor.words import Words

Printer = Callable[[Document, Page], str]

DOCUMENTS: Final[Mapping[str, str]] = {
    "terminal": "advisor.report.terminal:write",
    "plain": "advisor.report.plain:write",
    "markdown": "advisor.report.markdown:write",
}
"""Formats for people: each prints a document."""
JSON: Final = "json"
"""The format for programs: printed from the assessment itself."""
FORMATS: Final = (*DOCUMENTS, JSON)


def find(name: str) -> Printer:
    """The printer of a format for people."""
    module, _colon, attribute = DOCUMENTS[name].partition(":")
    return cast("Printer", getattr(import_module(module), attribute))


def advice(name: str, read: Iterable[tuple[Assessment, Words]], page: Page, *, several: bool = False) -> str:
    """The advice for one profile or for several, each in its own language, in one of the formats."""
    if name == JSON:
        from advisor.report import json  # noqa: PLC0415  (not needed by the other formats)

        write = json.write_line if several else json.write
        return "".join(write(assessment, words) for assessment, words in read)
    from advisor.report.compose import compose  # noqa: PLC0415  (not needed by JSON)

    printer = find(name)
    return "\n".join(printer(compose(assessment, words), page) for assessment, words in read)


def explanation(name: str, assessment: Assessment, words: Words, about: str, page: Page) -> str:
    """The explanation of `about`, or of the lead where that is empty. Raises AdvisorError for an unknown name."""
    from advisor.report.explain import LEAD, compose_explanation, found  # noqa: PLC0415  (not needed for advice)

    about = found(assessment.rulebase.entire, about or LEAD)
    document = compose_explanation(assessment, about, words)
    if name == JSON:
        from advisor.report import json  # noqa: PLC0415  (not needed by the other formats)

        return json.write_explanation(assessment, about, document, words)
    return find(name)(document, page)
