"""A merged profile as text: on top of that of the first one, so that its remarks and its order survive."""

from collections.abc import Mapping
from typing import Final

from advisor.files.answers import written
from advisor.files.writing import set_answers, set_entries, set_supplier, set_supplier_answers
from advisor.frozen import fields
from advisor.interview.merging import Merged
from advisor.interview.notes import fields_of
from advisor.model.profile import Answer, Profile, Supplier
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.model.values import is_ranked

COMPARED: Final = ("name", "language", "written_on", "respondents", "ecosystem", "notes", "progress", "waivers")


def merged_text(text: str, first: Profile, result: Merged, rulebase: RuleBase, extends: str = "") -> str:
    """The text of a merged profile.

    Args:
        text: Of the first profile.
        first: What it says, what it extends included.
        result: What the merged profile is to say.
        rulebase: What is asked.
        extends: Where what the first one extends lies from the merged one, if it extends anything.
    """
    profile = result.profile
    head = {"name": profile.name, "language": profile.language, "date": profile.written_on}
    old = {"name": first.name, "language": first.language, "date": first.written_on}
    changed: dict[str, object] = {key: value for key, value in head.items() if value != old[key]}
    if profile.respondents != first.respondents:
        changed["respondents"] = list(profile.respondents)
    if extends:
        changed["extends"] = extends
    text = set_entries(text, "profile", changed)
    if profile.ecosystem != first.ecosystem:
        text = set_entries(text, "ecosystem", {"name": profile.ecosystem})
    answers = _other(rulebase, profile.answers, first.answers)
    if answers:
        text = set_answers(text, answers)
    for key, supplier in profile.suppliers.items():
        if supplier != first.suppliers.get(key):
            text = _with_supplier(text, supplier, first.suppliers.get(key), rulebase)
    # A note belongs to its answer: where what the first one extends has both, a new answer hides the old note.
    told = {key: note for key, note in profile.notes.items() if note != first.notes.get(key) or key in answers}
    text = set_entries(text, "notes", {key: fields_of(note) for key, note in told.items()})
    for table, entries in result.beside.items():
        text = set_entries(text, table, entries)
    return text


def says(loaded: Profile, result: Merged) -> bool:
    """Whether a profile that was read back says what was merged, neither more nor less."""
    wanted = result.profile
    alike = all(getattr(loaded, name) == getattr(wanted, name) for name in COMPARED)
    return alike and loaded.answers == wanted.answers and loaded.suppliers == wanted.suppliers


def _other(rulebase: RuleBase, new: Mapping[str, Answer], old: Mapping[str, Answer]) -> dict[str, object]:
    """The answers that differ, as they are written."""
    questions = rulebase.questions
    return {
        name: _written(questions[name], answer)
        for name, answer in new.items()
        if answer != old.get(name) or _ranks(questions[name], answer) != _ranks(questions[name], old[name])
    }


def _written(question: Question, answer: Answer) -> object:
    return answer.written if answer.written is not None else written(question, answer)


def _ranks(question: Question, answer: Answer) -> list[str] | None:
    return list(answer.written) if is_ranked(question, answer) else None


def _with_supplier(text: str, supplier: Supplier, before: Supplier | None, rulebase: RuleBase) -> str:
    """All of a supplier: where the first profile has it from one that it extends, its own entry hides that."""
    head = {
        name: value
        for name in fields(Supplier)
        if name not in ("id", "answers") and (value := getattr(supplier, name)) not in ("", None)
    }
    if supplier.important and (before is None or before.important):
        del head["important"]
    text = set_supplier(text, supplier.id, head)
    return set_supplier_answers(text, supplier.id, _other(rulebase, supplier.answers, {}))
