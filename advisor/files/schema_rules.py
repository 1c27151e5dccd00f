"""The files of a rule base as JSON Schema: a schema per kind of file, made of what the readers know.

What a schema cannot know, such as whether an id exists or a condition can be read, is left to ``rules check``.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from advisor.files.faults import Faults
from advisor.files.folder import CASES, EFFECTS, FILES, GROUPS, ORPHANED, SINGLE, TABLES, reserved, spelling
from advisor.files.layers import layered
from advisor.files.outcomes import TAKEN
from advisor.files.schema_parts import Parts, Schema, by_id, closed, described, document
from advisor.files.shapes import Shape
from advisor.files.shapes_advised import (
    CASE,
    CHECK,
    EXAMPLES,
    OUTCOME,
    PATH,
    PRACTICE,
    RULE,
    RULES_SAY,
    SOURCE,
    STEP,
    WANTED,
    WARNING,
    translated,
)
from advisor.files.shapes_asked import (
    DECISION,
    FALLBACK,
    FIGURE,
    LIST,
    QUANTITY,
    RULEBASE,
    SECTION,
    THRESHOLDS,
    question,
)
from advisor.files.translations import languages_of
from advisor.frozen import frozen
from advisor.words import Words

SHAPES: Final[Mapping[str, Shape]] = {
    "rulebase": RULEBASE,
    "thresholds": THRESHOLDS,
    "fallback": FALLBACK,
    "section": SECTION,
    "quantity": QUANTITY,
    "table": DECISION,
    "figure": FIGURE,
    "list": LIST,
    "path": PATH,
    "wanted": WANTED,
    "check": CHECK,
    "warning": WARNING,
    "step": STEP,
    "source": SOURCE,
    "case": CASE,
}
"""What stands in the entries of each sort, questions and outcomes aside."""


@frozen
class About:
    """What the form of a rule base depends on in the rule base itself."""

    variants: str = ""
    """The question whose options give wording of their own."""
    languages: tuple[str, ...] = ("en",)
    """That of the files first."""


def about(folders: Sequence[Path]) -> About:
    """What some folders of rules say of their own form, as far as they can be read."""
    merged = layered(folders, Faults())
    head = merged.single("rulebase")
    variants = head.raw.get("variants") if head else ""
    return About(variants if isinstance(variants, str) else "", languages_of(merged))


def schema_of(kind: str, base: About, words: Words) -> Schema:
    """The schema of one kind of file."""
    return document(FILES[kind], _Writer(base, words).file(kind))


def schema_of_all(base: About, words: Words) -> Schema:
    """One document with the schemas of every kind of file; what fits any of them fits it."""
    writer = _Writer(base, words)
    content = {kind: {"title": files, **writer.file(kind, f"#/$defs/{kind}")} for kind, files in FILES.items()}
    return document("rules/", {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in FILES], "$defs": content})


class _Writer:
    """Writes the schemas of files."""

    def __init__(self, base: About, words: Words) -> None:
        self._base = base
        self._words = words
        self._parts = Parts(words)

    def file(self, kind: str, at: str = "#") -> Schema:
        """The schema of a kind of file; `at` is where it stands in its document."""
        if kind in GROUPS:
            return self._outcome(GROUPS[kind])
        if kind == "texts":
            return self._texts(at)
        if kind == "questions":
            return closed({"question": self._by_id("question", self._question())})
        sorts = ("case",) if kind == CASES else TABLES[FILES[kind]]
        return closed({sort: self._sort(sort) for sort in sorts})

    def _sort(self, sort: str) -> Schema:
        entry = self._parts.entry(SHAPES[sort])
        return entry if sort in SINGLE else self._by_id(sort, entry)

    def _by_id(self, sort: str, entry: Schema) -> Schema:
        return by_id(spelling(sort), reserved(sort), entry)

    def _question(self) -> Schema:
        return self._parts.entry_of_a_kind(question(self._base.variants), "kind")

    def _outcome(self, group: str) -> Schema:
        tables = {"outcome": self._parts.entry(OUTCOME, group)}
        if group == "role":
            tables["practice"] = self._parts.entry(PRACTICE)
        for effect in EFFECTS:
            rules = by_id(spelling("rule"), TAKEN, self._parts.entry(RULE, effect))
            tables[effect] = described(self._words.say(RULES_SAY[effect]), rules)
        return closed({**tables, "example": self._parts.value(EXAMPLES)})

    def _texts(self, at: str) -> Schema:
        """Translations: tables inside tables, down to those that hold a text in one of the languages."""
        text = self._parts.table(translated(*self._base.languages))
        holds = [{"required": [each], "properties": {each: {"not": {"type": "object"}}}} for each in text["properties"]]
        inside = {"type": "object", "additionalProperties": {"$ref": f"{at}/$defs/inside"}}
        set_aside = {"type": "object", "additionalProperties": text}
        part = {"type": "object", "if": {"anyOf": holds}, "then": text, "else": inside}
        return {**inside, "properties": {ORPHANED: set_aside}, "$defs": {"inside": part}}
