"""Several respondents of one organisation: their profiles as one, and everything on which they disagree. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.frozen import field, frozen, replace
from advisor.interview.joined_notes import joined_notes
from advisor.interview.joining import Keep, joined
from advisor.interview.saying import said_text
from advisor.model.profile import Answer, Note, Profile, Said, Supplier
from advisor.model.question import Question
from advisor.words import message as _

HEAD: Final = {
    "name": _("the name of the organisation"),
    "language": _("the language"),
    "ecosystem": _("the name of the ecosystem"),
}
OF_SUPPLIER: Final = {
    "name": _("its name"),
    "delivers": _("what it delivers"),
    "contract_end": _("the end of its contract"),
    "important": _("whether it is important"),
    "contact": _("the contact"),
}
BESIDE: Final = ("progress", "waivers", "open_text", "report")
"""Tables that no advice is made of word by word: an entry that only one profile has is kept."""


@frozen(kw_only=True)
class Told:
    """What one profile says."""

    profile: Profile
    tables: Mapping[str, Any] = field(default_factory=dict)
    """As they stand in the file."""


@frozen(kw_only=True)
class Disagreement:
    """Something on which respondents do not agree."""

    about: str
    """``staff``; ``suppliers.telco.terms``; ``profile.name``."""
    label: str
    said: tuple[tuple[str, str], ...]
    """Who said what, in words."""
    kept: str
    """What stands now, in words."""


@frozen(kw_only=True)
class Merged:
    """What several profiles say together."""

    profile: Profile
    beside: Mapping[str, Mapping[str, Any]]
    """Per table of `BESIDE` the entries that the first profile has not, or not in full."""
    disagreements: tuple[Disagreement, ...]
    unplaced: tuple[str, ...]
    """Questions that one answered in general and another per supplier, which no profile can hold together."""


def merged(told: Sequence[Told], keep: Keep, lexicon: RuleBaseLexicon) -> Merged:
    """Several profiles as one; where anything else has to be chosen, the first one counts.

    Args:
        told: The profiles, at least one.
        keep: What stands where they disagree.
        lexicon: For what was said, in words.
    """
    return _Merging(told, keep, lexicon).merge()


class _Merging:
    """Merges, and gathers disagreements in the order in which they are met: head, questions, suppliers, the rest."""

    def __init__(self, told: Sequence[Told], keep: Keep, lexicon: RuleBaseLexicon) -> None:
        self.told = told
        self.profiles = [each.profile for each in told]
        self.keep = keep
        self.lexicon = lexicon
        self.found: list[Disagreement] = []
        self.remarks: dict[str, list[str]] = {}
        """Who said what to a question on which they disagree."""

    def merge(self) -> Merged:
        first = self.profiles[0]
        head = {key: self._head(key, say) for key, say in HEAD.items()}
        answers = self._answers(self.profiles)
        suppliers = self._suppliers()
        beside = {table: self._beside(table) for table in BESIDE}
        days = [each.written_on for each in self.profiles if each.written_on]
        profile = replace(
            first,
            **head,
            written_on=max(days, default=None),
            respondents=tuple(dict.fromkeys(name for each in self.profiles for name in each.respondents)),
            answers=answers,
            suppliers=suppliers,
            notes=self._notes(),
            progress={key: state for each in reversed(self.profiles) for key, state in each.progress.items()},
            waivers={key: waiver for each in reversed(self.profiles) for key, waiver in each.waivers.items()},
        )
        per_supplier = any(each.important and each.answers for each in suppliers.values())
        asked = [each.id for each in self.lexicon.rulebase.asked_per_supplier()] if per_supplier else []
        unplaced = tuple(name for name in asked if name in answers)
        return Merged(profile=profile, beside=beside, disagreements=tuple(self.found), unplaced=unplaced)

    # -- who

    def _speaker(self, place: int, question: str = "") -> str:
        """Who is meant to have said it: by the note, else the respondents, else the file."""
        profile = self.profiles[place]
        note = profile.notes.get(question)
        return (note.by if note else "") or ", ".join(profile.respondents) or profile.path

    def _disagree(self, about: str, label: str, said: Iterable[tuple[int, str]], kept: str, question: str = "") -> None:
        """Remember who said what; two of the same name are told apart by their files."""
        said = list(said)
        names = [self._speaker(place, question) for place, _text in said]
        told = tuple(
            (name if names.count(name) == 1 else f"{name} ({self.profiles[place].path})", text)
            for name, (place, text) in zip(names, said, strict=True)
        )
        self.found.append(Disagreement(about=about, label=label, said=told, kept=kept))

    # -- head and tables beside the answers

    def _head(self, key: str, label: str) -> str:
        values: list[tuple[int, str]] = [
            (place, value) for place, each in enumerate(self.profiles) if (value := getattr(each, key))
        ]
        if len({value for _place, value in values}) > 1:
            self._disagree(f"profile.{key}", self.lexicon.words.say(label), values, values[0][1])
        return values[0][1] if values else ""

    def _beside(self, table: str) -> Mapping[str, Any]:
        """The entries that the first profile lacks; free text adds up, of others it is said where they differ."""
        entries = [(place, self._entries(place, table)) for place in range(len(self.told))]
        found: dict[str, Any] = {}
        for name in dict.fromkeys(name for _place, each in entries for name in each):
            values = [(place, each[name]) for place, each in entries if name in each]
            found[name] = values[0][1]
            if all(value == values[0][1] for _place, value in values):
                continue
            said = [(place, _as_text(value)) for place, value in values]
            if table == "open_text":
                lines = [line for place, text in said for line in self._attributed(place, text)]
                found[name] = "\n".join(dict.fromkeys(lines))
            else:
                self._disagree(f"{table}.{name}", f"[{table}]", said, said[0][1])
        return {name: value for name, value in found.items() if name not in entries[0][1] or table == "open_text"}

    def _attributed(self, place: int, text: str) -> Iterable[str]:
        """The lines of a free text, each after who said it; that can stand there already."""
        names = tuple(f"{name}:" for name in self.profiles[place].respondents)
        for line in text.splitlines():
            yield line if names and line.startswith(names) else f"{self._speaker(place)}: {line}"

    def _entries(self, place: int, table: str) -> Mapping[str, Any]:
        if table == "waivers":  # in the file an id with a point in it may be a table inside a table
            return self.profiles[place].waivers
        found = self.told[place].tables.get(table, {})
        return found if isinstance(found, Mapping) else {}

    # -- answers

    def _answers(self, sources: Sequence[Profile | Supplier | None], supplier: str = "") -> dict[str, Answer]:
        """What the sources answer together, in interview order; a source is a profile, or its part on one supplier."""
        found = {}
        for name, question in self.lexicon.rulebase.questions.items():
            said = [(place, each.answers[name]) for place, each in enumerate(sources) if each and name in each.answers]
            if said:
                result = joined(question, [answer for _place, answer in said], self.keep)
                found[name] = result.answer
                if not result.agreed:
                    self._answered_differently(question, said, result.answer, supplier)
        return found

    def _answered_differently(
        self, question: Question, said: Sequence[tuple[int, Answer]], kept: Answer, supplier: str
    ) -> None:
        about = f"suppliers.{supplier}.{question.id}" if supplier else question.id
        label = self.lexicon.label(question.id)
        label = f"{supplier}: {label}" if supplier else label
        in_words = partial(said_text, self.lexicon, question)
        told = [(place, in_words(answer)) for place, answer in said if answer.said is not Said.UNKNOWN]
        self._disagree(about, label, told, in_words(kept), question.id)
        lines = [f"{name}: {text}" for name, text in self.found[-1].said]
        self.remarks.setdefault(question.id, []).extend(f"{supplier}, {each}" if supplier else each for each in lines)

    def _suppliers(self) -> dict[str, Supplier]:
        keys = dict.fromkeys(key for each in self.profiles for key in each.suppliers)
        return {key: self._supplier(key) for key in keys}

    def _supplier(self, key: str) -> Supplier:
        sources = [each.suppliers.get(key) for each in self.profiles]
        head: dict[str, Any] = {}
        for name, label in OF_SUPPLIER.items():
            values = [(place, getattr(each, name)) for place, each in enumerate(sources) if each]
            told = [(place, value) for place, value in values if value not in ("", None)]
            if told:
                head[name] = any(value for _place, value in told) if name == "important" else told[0][1]
            if len({value for _place, value in told}) > 1:
                said = [(place, _as_text(value)) for place, value in told]
                about, what = f"suppliers.{key}.{name}", f"{key}: {self.lexicon.words.say(label)}"
                self._disagree(about, what, said, _as_text(head[name]))
        return Supplier(id=key, answers=self._answers(sources, key), **head)

    # -- notes

    def _notes(self) -> dict[str, Note]:
        found = {}
        names = dict.fromkeys([*(name for each in self.profiles for name in each.notes), *self.remarks])
        for name in names:
            notes = [
                (self._speaker(place, name), each.notes[name])
                for place, each in enumerate(self.profiles)
                if name in each.notes
            ]
            note = joined_notes(notes) if notes else Note()
            if name in self.remarks:
                lines = [*note.text.splitlines(), *self.remarks[name]]
                by = note.by or ", ".join(dict.fromkeys(self._speakers(name)))
                note = replace(note, text="\n".join(dict.fromkeys(lines)), by=by)
            found[name] = note
        return found

    def _speakers(self, question: str) -> Iterable[str]:
        return (self._speaker(place, question) for place in range(len(self.profiles)))


def _as_text(value: object) -> str:
    """A value from the file, for a message."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_as_text(each)}" for key, each in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
