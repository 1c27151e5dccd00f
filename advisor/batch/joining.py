"""Several columns about one answer, joined to the value that a profile holds."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from advisor.batch.mapping import RANGE, SAID
from advisor.files.answers import NOT_APPLICABLE, UNKNOWN
from advisor.files.values import AnswerError, shown
from advisor.language.kinds import AnyOf
from advisor.model.question import Question


def joined(question: Question, parts: Mapping[str, Any], present: AbstractSet[str]) -> object:
    """The answer that several columns give together.

    Args:
        question: What was asked.
        parts: Per part what its column says; nothing as the name of a part is all of the answer.
        present: The parts that have a column, in which there may be nothing.

    Raises:
        AnswerError: They cannot be said together.
    """
    if parts.keys() == {SAID}:
        return _said(parts[SAID])
    for same in (UNKNOWN, NOT_APPLICABLE):
        if all(isinstance(value, str) and value == same for value in parts.values()):
            return same
    for part, value in parts.items():
        if isinstance(value, str) and value == NOT_APPLICABLE:
            raise _clash(question, part, next(other for other in parts if other != part))
    if question.of and not parts.keys() & {"", SAID}:
        return dict(parts)
    if not parts.keys() - set(RANGE):
        return _range(parts)
    if parts.keys() == {"among"}:
        return dict(parts)
    if isinstance(question.kind, AnyOf) and not question.of:
        return _choices(question, parts, present)
    first, second, *_rest = parts
    raise _clash(question, first, second)


def _clash(question: Question, *parts: str) -> AnswerError:
    first, second = (f"{question.id}.{part}" if part else question.id for part in parts)
    return AnswerError("P482", {"first": first, "second": second, "id": question.id})


def _said(value: object) -> object:
    if value not in (UNKNOWN, NOT_APPLICABLE):
        raise AnswerError("P421", {"value": shown(value), "offered": f"{UNKNOWN}, {NOT_APPLICABLE}"})
    return value


def _range(parts: Mapping[str, Any]) -> object:
    """An end that is unknown is left out."""
    for part, value in parts.items():
        if isinstance(value, dict | list):
            raise AnswerError("P452", {"value": f"{part}: {shown(value)}"})
    return {part: value for part, value in parts.items() if not _is_unknown(value)}


def _choices(question: Question, parts: Mapping[str, Any], present: AbstractSet[str]) -> object:
    """Several choices, from a list of sure ones and one of others, or from a column per option.

    Where the only marks are those of chosen options, the other columns are of options that are not chosen. Beside a
    clear no, an empty cell says nothing; and so does an option that has no column.
    """
    if not parts.keys() - {"", "maybe"}:
        return {"sure": parts.get("", []), "maybe": parts.get("maybe", [])}
    if other := parts.keys() & {"", "maybe", SAID}:
        first, second = sorted(parts, key=lambda part: part in other)[:2]
        raise _clash(question, first, second)
    for part, value in parts.items():
        if not isinstance(value, bool) and not _is_unknown(value):
            raise AnswerError("P451", {"value": f"{part}: {shown(value)}"})
    sure = [option.id for option in question.options if parts.get(option.id) is True]
    only_marks = all(value is True for value in parts.values())
    out = present - parts.keys() if only_marks else {part for part, value in parts.items() if value is False}
    maybe = [option.id for option in question.options if option.id not in out and option.id not in sure]
    return {"sure": sure, "maybe": maybe} if maybe else sure


def _is_unknown(value: object) -> bool:
    return isinstance(value, str) and value == UNKNOWN
