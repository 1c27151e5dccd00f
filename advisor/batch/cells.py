"""Cells of a table understood as answers: whole names, labels and numbers only, and nothing that can mean two things.

The result is the value that a profile would hold. What people type in an interview is shown back to them, so it may be
abbreviated; nobody looks at a table while it is read.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from advisor.batch.jsonl_rows import RefusedLineError, decoded
from advisor.batch.mapping import SAID, normal
from advisor.batch.xlsx_rows import DATE, FORMULA
from advisor.files.answers import NOT_APPLICABLE, UNKNOWN
from advisor.files.values import MOST_OFFERED, AnswerError, shown
from advisor.language.kinds import AnyOf, Number, YesNo
from advisor.model.question import Question
from advisor.words import closest

DO_NOT_KNOW: Final = frozenset(["?", "unknown", "don't know", "do not know", "onbekend", "weet ik niet", "weet niet"])
DOES_NOT_APPLY: Final = frozenset(["n/a", "not applicable", "does not apply", "n.v.t.", "nvt", "niet van toepassing"])
YES: Final = frozenset(["yes", "y", "true", "ja", "j", "waar", "1"])
NO: Final = frozenset(["no", "n", "false", "nee", "onwaar", "0"])
MARKED: Final = frozenset(["x", "✓", "✔"])
"""What stands in the column of an option that is chosen, beside a yes."""
NONE: Final = frozenset(["none", "none of these", "geen", "geen van deze"])

GROUP: Final = "['\u2019\u00a0\u202f ]"
DIGITS: Final = rf"[-+\u2212]?\d(?:(?:[\d.,]|{GROUP}(?=\d))*\d)?(?:[eE][-+]?\d{{1,3}})?"
ONE: Final = re.compile(rf"({DIGITS})\s*(\D*)")
RANGE: Final = re.compile(rf"({DIGITS})\s*(?:-|\u2013|\u2014|\.\.|to|tot|t/m|tot en met)\s*({DIGITS})\s*(\D*)")
AT_LEAST: Final = re.compile(rf"(?:>=|≥|at least|minstens|minimaal)\s*({DIGITS})\s*(\D*)|({DIGITS})\s*\+")
AT_MOST: Final = re.compile(rf"(?:<=|≤|at most|hoogstens|maximaal)\s*({DIGITS})\s*(\D*)")
SCIENTIFIC: Final = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,3}")
GROUPED: Final = re.compile(rf"([-+]?\d{{1,3}})({GROUP}|[.,])\d{{3}}(?:\2\d{{3}})*([.,]\d+)?")
DECIMAL: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
TWO_WAYS: Final = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
LONGEST_NUMBER: Final = 100
LONGEST_CELL: Final = 20_000
PAIR: Final = re.compile(r"(.+?)\s*[:=]\s*(\S.*)")
BETWEEN: Final = re.compile(r"([;|,\n])")
MOST_TOKENS: Final = 300


class Cells:
    """Understands the cells about one question."""

    def __init__(self, question: Question, texts: Mapping[str, Any] | None = None) -> None:
        """Take the `texts` of a mapping: per `normal` text the value it stands for."""
        self.question = question
        self.texts = texts or {}
        self.names: dict[str, set[str]] = {}
        for option in question.options:
            for name in (option.id, option.label):
                self.names.setdefault(normal(name), set()).add(option.id)
        for text, value in self.texts.items():
            if isinstance(value, str) and value not in (UNKNOWN, NOT_APPLICABLE):
                self.names.setdefault(text, set()).add(value)
        self.widest = 2 + max((len(BETWEEN.findall(name)) for name in self.names), default=0)

    def value(self, cell: object, part: str = "") -> object:
        """What a cell says, as a profile holds it; None for an empty one.

        Args:
            cell: A text, or what a spreadsheet has instead: a number, a truth, a date.
            part: Of the answer, where the column is about a part: an option, ``from``, ``among``.

        Raises:
            AnswerError: The cell says nothing that can be understood in one way.
        """
        match cell:
            case None:
                return None
            case str():
                return self._text(cell.strip(), part)
            case dict():
                return self._odd(cell)
            case bool() | int() | float() | Decimal():
                return self._typed(cell, part)
            case _:
                return cell

    def _odd(self, cell: Mapping[str, Any]) -> object:
        if FORMULA in cell:
            raise AnswerError("P486", {"column": self.question.id})
        raise AnswerError("P487", {"value": shown(cell.get(DATE))})

    def _typed(self, cell: float | Decimal, part: str) -> object:
        if (found := self.texts.get(normal(str(cell)))) is not None and not isinstance(cell, bool):
            return found
        if isinstance(cell, bool) or cell not in (0, 1):
            return cell
        is_truth = isinstance(self.question.kind, YesNo) or self._is_mark(part)
        return bool(cell) if is_truth else cell

    def _is_mark(self, part: str) -> bool:
        """Whether a column says of one option whether it is chosen."""
        return isinstance(self.question.kind, AnyOf) and bool(part) and part not in ("maybe", SAID)

    def _text(self, said: str, part: str) -> object:
        plain = normal(said)
        if not plain:
            return None
        found = self.texts.get(plain)
        if found is not None and not (isinstance(found, str) and plain in self.names):
            return found
        if plain in self.names:
            return self._of_kind(said, part)
        if plain in DO_NOT_KNOW or plain in DOES_NOT_APPLY:
            return UNKNOWN if plain in DO_NOT_KNOW else NOT_APPLICABLE
        if len(said) > LONGEST_CELL or part == SAID:
            raise AnswerError("P421", {"value": shown(said), "offered": f"{UNKNOWN}, {NOT_APPLICABLE}"})
        whole = _json(said) if said[0] in "[{" and said[-1] in "]}" else None
        return self._of_kind(said, part) if whole is None else whole

    def _of_kind(self, said: str, part: str) -> object:
        is_list = part == "among" or (isinstance(self.question.kind, AnyOf) and not self._is_mark(part))
        match self.question.kind:
            case _ if self.question.of and not part:
                return self._each(said)
            case YesNo() | AnyOf() if not is_list:
                return self._truth(said, marked=bool(part))
            case Number():
                return self._number(said, part)
            case _:
                return self._several(said) if is_list else self._one(said)

    def _truth(self, said: str, *, marked: bool) -> bool:
        plain = normal(said)
        if plain in YES or (marked and plain in MARKED):
            return True
        if plain in NO:
            return False
        raise AnswerError("P451", {"value": shown(said)}, closest(plain, ("yes", "no")) or "")

    def _one(self, said: str) -> str:
        found = sorted(self.names.get(normal(said), ()))
        if not found:
            raise self._no_option(said)
        if len(found) > 1:
            raise AnswerError("P480", {"value": shown(said), "first": found[0], "second": found[1]})
        return found[0]

    def _no_option(self, *said: str) -> AnswerError:
        ids = [option.id for option in self.question.options]
        offered = ", ".join(ids[:MOST_OFFERED]) + (", …" if len(ids) > MOST_OFFERED else "")
        guess = closest(normal(said[0]), self.names) or ""
        values = {"option": ", ".join(shown(each) for each in said[:MOST_OFFERED]), "offered": offered}
        return AnswerError("P459", values, min(self.names[guess]) if guess else "")

    def _several(self, said: str) -> list[str]:
        """Options with a separator between them, which may also stand inside a label."""
        if normal(said) in NONE and normal(said) not in self.names:
            return []
        pieces = BETWEEN.split(said)
        texts = pieces[::2]
        if len(texts) > MOST_TOKENS:
            raise self._no_option(said)
        ways: list[list[tuple[str, ...]]] = [[()]]
        for end in range(1, len(texts) + 1):
            found: dict[tuple[str, ...], None] = {}
            for start in range(max(0, end - self.widest), end):
                segment = normal("".join(pieces[2 * start : 2 * end - 1]))
                for name in sorted(self.names.get(segment, ())) if segment else ():
                    found |= dict.fromkeys((*way, name) for way in ways[start])
                if not segment and start == end - 1:
                    found |= dict.fromkeys(ways[start])
            ways.append(list(found)[:2])
        read = [way for way in ways[-1] if way]
        if len(read) > 1:
            first, second = (", ".join(way) for way in read[:2])
            raise AnswerError("P480", {"value": shown(said), "first": first, "second": second})
        if not read:
            unread = [each.strip() for each in texts if each.strip() and normal(each) not in self.names]
            raise self._no_option(*(unread or [said]))
        return list(read[0])

    def _each(self, said: str) -> dict[str, object]:
        """Options with a number each: ``zoom: 25; lms: 300``."""
        found: dict[str, object] = {}
        for pair in re.split(r"[;|\n]|,(?=\s*[^\d\s])", said):
            parts = PAIR.fullmatch(pair.strip())
            if parts is None:
                if pair.strip():
                    raise AnswerError("P410", {"value": shown(said)})
                continue
            option = self._one(parts[1])
            if option in found:
                raise AnswerError("P460", {"option": option})
            found[option] = UNKNOWN if normal(parts[2]) in DO_NOT_KNOW else self._number(parts[2], option)
        return found

    def _number(self, said: str, part: str) -> object:
        if self.question.sort == "scale" and (level := self._anchor(said)):
            return level
        plain = normal(said)
        if len(said) <= LONGEST_NUMBER:
            if part not in ("from", "to"):
                if found := RANGE.fullmatch(plain):
                    first, last, unit = found.groups()
                    return {"from": self._exact(first, unit, said), "to": self._exact(last, unit, said)}
                if found := AT_LEAST.fullmatch(plain):
                    return {"from": self._exact(found[1] or found[3], found[2] or "", said)}
                if found := AT_MOST.fullmatch(plain):
                    return {"to": self._exact(found[1], found[2], said)}
            if found := ONE.fullmatch(plain):
                return self._exact(found[1], found[2], said)
        raise AnswerError("P452", {"value": shown(said)})

    def _anchor(self, said: str) -> int:
        """The level whose anchor this is, else 0."""
        anchors = [normal(each) for each in self.question.anchors]
        return anchors.index(normal(said)) + 1 if anchors.count(normal(said)) == 1 else 0

    def _exact(self, digits: str, unit: str, said: str) -> Decimal | int:
        """A number in the unit of the question. Raises AnswerError."""
        if unit.strip() == "%" and self.question.unit != "%":
            raise AnswerError("P488", {"value": shown(said)})
        if unit.strip() not in ("", self.question.unit.casefold()):
            raise AnswerError("P452", {"value": shown(said)})
        value = _decimal(digits.replace("\u2212", "-"))
        if value is None:
            raise AnswerError("P452", {"value": shown(said)})
        return value


def _decimal(text: str) -> Decimal | int | None:
    """Digits with separators as a number; None when that is no way to write one. Raises AnswerError for two ways."""
    if SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    if TWO_WAYS.fullmatch(text):
        whole, fraction = re.split(r"[.,]", text)
        raise AnswerError("P480", {"value": text, "first": whole + fraction, "second": f"{whole}.{fraction}"})
    if DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", ".")) if "," in text or "." in text else int(text)
    found = GROUPED.fullmatch(text)
    if found is None or (found[3] and found[3][0] == found[2]) or found[1].lstrip("-+").startswith("0"):
        return None
    whole = text.removesuffix(found[3] or "").replace(found[2], "")
    return Decimal(f"{whole}.{found[3][1:]}") if found[3] else int(whole)


def _json(text: str) -> object | None:
    """A list or an object written as JSON in a cell; None when it is something else."""
    try:
        found = decoded(b'{"":' + text.encode() + b"}")
    except (RefusedLineError, UnicodeError):
        return None
    return found[""] if len(found) == 1 else None
