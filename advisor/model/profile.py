"""What is known of one organisation in one ecosystem."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds


class Said(StrEnum):
    """What the respondent said to a question."""

    KNOWN = "known"
    RANGE = "range"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@frozen(kw_only=True)
class Answer:
    """An answer as bounds; the written form is kept for printing it back."""

    said: Said
    bounds: Bounds | None = None
    """What it can be: none for "unknown" and "n/a", and for a number each."""
    each: Mapping[str, Bounds] = field(default_factory=dict)
    """For a number each: the bounds per option that has an answer."""
    written: Any = field(default=None, compare=False)
    """The value as it stands in the profile."""


@frozen(kw_only=True)
class Note:
    """What was said beside an answer."""

    text: str = ""
    by: str = ""
    on: date | None = None
    sure: str = ""
    """sure, estimate or guess."""


@frozen(kw_only=True)
class Supplier:
    """One of the suppliers that the organisation works with."""

    id: str
    """The key in the profile; the order of these keys decides between equally weak suppliers."""
    name: str = ""
    delivers: str = ""
    contract_end: date | None = None
    important: bool = True
    """Whether it counts: one that could easily be replaced does not."""
    contact: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """To the questions that are asked per supplier."""

    @property
    def called(self) -> str:
        """Its name; the key where it has none."""
        return self.name or self.id


@frozen(kw_only=True)
class Profile:
    """The answers of one organisation about one of its ecosystems."""

    name: str = ""
    path: str = ""
    language: str = ""
    written_on: date | None = None
    """The date of the profile."""
    rulebase: str = ""
    """The rule base version it was answered against."""
    respondents: tuple[str, ...] = ()
    ecosystem: str = ""
    """The name of the ecosystem that the roles are about."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    suppliers: Mapping[str, Supplier] = field(default_factory=dict)
    progress: Mapping[str, str] = field(default_factory=dict)
    """Per step: planned, done or dropped."""
    waivers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Per rule, warning or check: the reason why it is set aside, by whom and until when."""
    open_text: Mapping[str, str] = field(default_factory=dict)
    """What else was said, by a word for what it is about; a line for each who said something."""
    fingerprint: str = ""
