"""One answer of a profile: from the value in the file to bounds, and back.

A value is plain (``80``, ``true``, ``"cloud"``, ``["lms", "zoom"]``), or says that it is not known exactly:
``{ from = 80, to = 120 }``, ``{ among = ["cloud", "tape"] }``, ``{ sure = [...], maybe = [...] }``, ``"unknown"``.
``"n/a"`` counts as what the question states for those it does not apply to.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from advisor.files.values import AnswerError, bounds_of, shown, within_most
from advisor.language.kinds import (
    AnyOf,
    Bounds,
    Kind,
    Number,
    OneOf,
    YesNo,
    chosen_in,
    hull,
    is_known,
    none_left,
    one_left,
)
from advisor.model.profile import Answer, Said
from advisor.model.question import Question
from advisor.model.values import is_ranked, plain_value
from advisor.words import closest

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "n/a"
LONGEST_BITS: Final = 200
"""Of a whole number; a longer one is no answer, and slow to write out."""
MOST_PARTS: Final = 20
"""Parts of an answer that are looked at one by one."""
QUOTED_NUMBER: Final = r"\s*(-?[0-9]{1,30}(?:\.[0-9]{1,30})?)\s*"


def read_answer(question: Question, raw: object) -> Answer:
    """What a value says on a question, whether or not the question applies. Raises AnswerError."""
    if isinstance(raw, str) and raw == UNKNOWN:
        return Answer(said=Said.UNKNOWN, written=raw)
    if isinstance(raw, str) and raw == NOT_APPLICABLE:
        return _not_applicable(question)
    if question.sort == "number each":
        each = _read_each(question, raw)
        said = Said.KNOWN if all(is_known(bounds) for bounds in each.values()) else Said.RANGE
        return Answer(said=said, each=each, written=raw)
    bounds = _bounds(question, raw)
    return Answer(said=Said.KNOWN if is_known(bounds) else Said.RANGE, bounds=bounds, written=raw)


def refusals(question: Question, raw: object) -> Iterator[AnswerError]:
    """Every reason why a value is no answer: one for each part that is none by itself, else one for all of it."""
    told: list[tuple[object, ...]] = []
    for part in (*islice(_parts(question, raw), MOST_PARTS), raw):
        try:
            if part is not raw or not told:
                read_answer(question, part)
        except AnswerError as error:
            facts = (error.code, error.values, error.guess)
            if facts not in told:
                yield error
            told.append(facts)


def _parts(question: Question, raw: object) -> Iterator[object]:
    """What can be wrong by itself: each option of a list, each end of a range, each number."""
    if isinstance(raw, list) and isinstance(question.kind, AnyOf):
        yield from ([each] for each in raw)
    elif isinstance(raw, dict):
        for key, value in raw.items():
            inner = [[each] for each in value] if isinstance(value, list) and value else [value]
            yield from ({key: each} for each in inner)


def written(question: Question, answer: Answer | Bounds) -> Any:  # noqa: ANN401  (what TOML and JSON can hold)
    """An answer as plain data that `read_answer` reads as the same answer. Decimal numbers are exact."""
    if isinstance(answer, Bounds):
        return plain_value(question.kind, answer)
    match answer.said:
        case Said.UNKNOWN:
            return UNKNOWN
        case Said.NOT_APPLICABLE:
            return NOT_APPLICABLE
        case _ if answer.bounds is None:
            return {option: plain_value(question.kind, bounds) for option, bounds in answer.each.items()}
        case _:
            return list(answer.written) if is_ranked(question, answer) else plain_value(question.kind, answer.bounds)


def written_answers(questions: Mapping[str, Question], answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as the file of a profile has them."""
    return {name: written(questions[name], answer) for name, answer in answers.items()}


def _not_applicable(question: Question) -> Answer:
    if question.otherwise is None:
        raise AnswerError("P401", {})
    if question.sort == "number each":
        each = {option.id: question.otherwise for option in question.options}
        return Answer(said=Said.NOT_APPLICABLE, each=each, written=NOT_APPLICABLE)
    return Answer(said=Said.NOT_APPLICABLE, bounds=question.otherwise, written=NOT_APPLICABLE)


def _read_each(question: Question, raw: object) -> dict[str, Bounds]:
    if not isinstance(raw, Mapping):
        raise AnswerError("P410", {"value": shown(raw)})
    known = tuple(option.id for option in question.options)
    found = {}
    for option, value in raw.items():
        if option not in known:
            values = {"option": shown(option), "offered": ", ".join(known)}
            raise AnswerError("P459", values, closest(option, known) or "")
        if isinstance(value, str) and value == UNKNOWN:
            found[option] = question.offered
            continue
        try:
            found[option] = _bounds(question, value)
        except AnswerError as error:
            raise AnswerError(error.code, {**error.values, "of": option}, error.guess) from None
    return found


def _bounds(question: Question, raw: object) -> Bounds:
    """The bounds of one value, of a number each those of one of its numbers."""
    if not isinstance(raw, Mapping):
        return within_most(_plain(question, raw), question.most)
    form = _form(raw, question.kind)
    if "among" in form:
        return _among(question, raw["among"])
    if "from" in form:
        return _between(question, raw)
    sure, maybe = (_plain(question, raw.get(key, [])).low for key in form)
    return none_left(within_most(Bounds(sure, sure | maybe), question.most), question.most)


def forms(kind: Kind) -> tuple[tuple[str, ...], ...]:
    """The forms in which an answer can say that it is not known exactly, each by the keys of its table."""
    match kind:
        case YesNo():
            return (("among",),)
        case Number():
            return (("from", "to"),)
        case OneOf():
            return (("among",), ("from", "to")) if kind.ordered else (("among",),)
        case AnyOf():
            return (("sure", "maybe"),)


def _form(raw: Mapping[str, object], kind: Kind) -> tuple[str, ...]:
    """The keys that an answer in the form of this table can have. Raises AnswerError for others."""
    offered = forms(kind)
    form = next((each for each in offered if not raw.keys().isdisjoint(each)), offered[-1])
    if not raw:
        raise AnswerError("P406", {"offered": ", ".join(form)})
    for key in raw:
        if key not in form:
            guess = closest(key, form) or (form[0] if len(form) == 1 else "")
            raise AnswerError("P403", {"key": shown(key), "offered": ", ".join(form)}, guess)
    return form


def _among(question: Question, raw: object) -> Bounds:
    if not isinstance(raw, list | tuple):
        raise AnswerError("P458", {"value": shown(raw)})
    if not raw:
        raise AnswerError("P405", {})
    found, *rest = (_plain(question, each) for each in raw)
    for each in rest:
        found = hull(found, each, question.kind)
    return found


def _between(question: Question, raw: Mapping[str, object]) -> Bounds:
    """From the one end to the other, where an end that is left out is the furthest that is offered."""
    low = _plain(question, raw["from"]).low if "from" in raw else question.offered.low
    high = _plain(question, raw["to"]).high if "to" in raw else question.offered.high
    if isinstance(question.kind, OneOf):
        offered = question.offered.high
        first = low if "from" in raw else offered & -offered
        last = high if "to" in raw else 1 << offered.bit_length() - 1
        _in_order(first, last, raw)
        return one_left(Bounds(0, offered & ((last << 1) - first)), question.kind)
    _in_order(low, high, raw)
    return Bounds(low, high)


def _in_order(low: int, high: int, raw: Mapping[str, object]) -> None:
    if low > high:
        raise AnswerError("P404", {"low": shown(raw.get("from")), "high": shown(raw.get("to"))})


def _plain(question: Question, raw: object) -> Bounds:
    """The bounds of a value that is known, with what can be guessed where it is none. Raises AnswerError."""
    if isinstance(question.kind, YesNo) and isinstance(raw, str):
        guess = {"yes": "true", "true": "true", "no": "false", "false": "false"}.get(raw.strip().lower(), "")
        raise AnswerError("P402", {"value": shown(raw)}, guess)
    if isinstance(raw, int) and raw.bit_length() > LONGEST_BITS:
        raise AnswerError("P453", {"value": "…"})
    try:
        return bounds_of(raw, question.sort, question.kind, question.offered)
    except AnswerError as error:
        raise _with_guess(error, question, raw) from None


def _with_guess(error: AnswerError, question: Question, raw: object) -> AnswerError:
    guess = error.guess
    if error.code == "P454" and not question.decimals:
        return AnswerError("P431", error.values)
    if error.code == "P455" and question.unit:
        return AnswerError("P409", {**error.values, "unit": question.unit})
    if error.code == "P452" and isinstance(raw, str) and (found := re.fullmatch(QUOTED_NUMBER, raw)):
        return AnswerError("P452", {**error.values, "value": f'"{error.values["value"]}"'}, found[1])
    if error.code == "P457" and isinstance(question.kind, OneOf) and isinstance(raw, list) and raw:
        known = f'"{raw[0]}"' if raw[0] in _ids(question) else ""
        guess = known if len(raw) == 1 else "{ among = [...] }"
    elif error.code == "P458" and isinstance(raw, str):
        guess = f'["{raw}"]' if raw in _ids(question) else "[]" if raw in ("", "none") else ""
    elif error.code == "P459" and isinstance(raw, str):
        labelled = (option.id for option in question.options if option.label.casefold() == raw.casefold())
        guess = next(labelled, guess)
    return AnswerError(error.code, error.values, guess)


def _ids(question: Question) -> tuple[str, ...]:
    options = question.kind.options if isinstance(question.kind, OneOf | AnyOf) else ()
    return chosen_in(question.offered.high, options)
