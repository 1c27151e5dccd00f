"""Numbers as people type them: with a unit, a range, or one end of it."""

import re
from decimal import Decimal
from typing import Final

from advisor.interview.refusal import NotUnderstood
from advisor.language.kinds import plain
from advisor.model.question import Question
from advisor.words import Words
from advisor.words import message as _

DIGITS: Final = r"-?\d[\d.,'\u2019_\u00a0 ]*(?<=\d)|-?\d"
PLAIN: Final = re.compile(rf"({DIGITS})\s*(.*)")
BETWEEN: Final = r"(?:-|\u2013|\u2014|to|and|tot en met|t/m|tot|en)"
RANGE: Final = re.compile(
    rf"(?:from|between|van|tussen)?\s*({DIGITS})\s*(\D*?)\s*{BETWEEN}\s*({DIGITS})\s*(\D*)", re.IGNORECASE
)
ENDS: Final = (
    (r"(?:>=|≥|at least|from|minimum|minstens|minimaal|ten minste|vanaf)\s*(.+)", "from", 0),
    (r"(.+?)\s*(?:\+|or more|of meer)", "from", 0),
    (r"(?:<=|≤|at most|up to|maximum|hoogstens|maximaal|ten hoogste|tot)\s*(.+)", "to", 0),
    (r"(.+?)\s*(?:or less|of minder)", "to", 0),
    (r"(?:>|more than|over|meer dan|boven)\s*(.+)", "from", 1),
    (r"(?:<|less than|under|fewer than|minder dan|onder)\s*(.+)", "to", -1),
)
"""How one end of a range is typed, which end it is, and how far from it the range ends, in the smallest steps."""

LARGE: Final = {"k": 1000, "thousand": 1000, "duizend": 1000, "million": 10**6, "mln": 10**6, "miljoen": 10**6}
"""What any number can be followed by."""
BITS: Final = ("", "b", "bit", "bits", "bps", "b/s", "bit/s")
UNITS: Final[dict[str, dict[str, Decimal]]] = {
    "Mbit/s": {
        **dict.fromkeys([f"k{each}" for each in BITS], Decimal("0.001")),
        **dict.fromkeys([f"m{each}" for each in BITS] + ["mega", "megabit"], Decimal(1)),
        **dict.fromkeys([f"g{each}" for each in BITS] + ["giga", "gig", "gigabit"], Decimal(1000)),
        **dict.fromkeys([f"t{each}" for each in BITS], Decimal(10**6)),
    },
    "hours": {
        **dict.fromkeys(["min", "mins", "minute", "minutes", "minuut", "minuten"], Decimal(1) / 60),
        **dict.fromkeys(["h", "hr", "hrs", "hour", "hours", "u", "uur", "uren"], Decimal(1)),
        **dict.fromkeys(["d", "day", "days", "dag", "dagen"], Decimal(24)),
        **dict.fromkeys(["week", "weeks", "weken"], Decimal(168)),
    },
    "months": {
        **dict.fromkeys(["month", "months", "maand", "maanden", "mnd"], Decimal(1)),
        **dict.fromkeys(["quarter", "quarters", "kwartaal", "kwartalen"], Decimal(3)),
        **dict.fromkeys(["y", "yr", "year", "years", "j", "jaar", "jaren"], Decimal(12)),
    },
    "years": {
        **dict.fromkeys(["month", "months", "maand", "maanden", "mnd"], Decimal(1) / 12),
        **dict.fromkeys(["y", "yr", "year", "years", "j", "jaar", "jaren"], Decimal(1)),
    },
    "%": dict.fromkeys(["%", "pct", "percent", "per cent", "procent"], Decimal(1)),
}
"""Per unit of a question, by what it is known in the two languages: what one of these is in that unit."""
SAME: Final = {
    "uren": "hours",
    "uur": "hours",
    "maanden": "months",
    "maand": "months",
    "jaar": "years",
    "jaren": "years",
}
BYTES: Final = re.compile(r"[kKMGT]?B(?:/s|ps)?|.*[Bb]ytes?.*")
MOST_DIGITS: Final = 30


def number(question: Question, said: str, words: Words) -> object:
    """A number, or a table with the ends of a range. Raises NotUnderstood."""
    if found := RANGE.fullmatch(said):
        first, unit, last, after = found.groups()
        return {
            "from": _one(question, first, unit or after, words),
            "to": _one(question, last, after or unit, words),
        }
    for pattern, key, beyond in ENDS:
        if found := re.fullmatch(pattern, said, re.IGNORECASE):
            return {key: _next(_single(question, found[1], words), beyond, question.decimals)}
    return _single(question, said, words)


def _next(value: Decimal | int, steps: int, decimals: int) -> Decimal | int:
    """The number that is so many of the smallest steps further."""
    return _whole(value + Decimal(steps).scaleb(-decimals)) if steps else value


def _single(question: Question, said: str, words: Words) -> Decimal | int:
    found = PLAIN.fullmatch(said)
    if found is None:
        example = plain(
            min(question.offered.high, question.offered.low + 25 * 10**question.decimals), question.decimals
        )
        raise NotUnderstood(
            words.say(
                _("Type a number, as in %(example)s; a range, as in 80-120; about 50; or ? when it is not known."),
                example=example,
            )
        )
    return _one(question, found[1], found[2], words)


def _one(question: Question, digits: str, unit: str, words: Words) -> Decimal | int:
    value = _digits(digits, words) * _times(question, unit.strip(), words)
    if question.decimals == 0 and value == value.to_integral_value():
        return int(value)
    exact = value.quantize(Decimal(1).scaleb(-question.decimals)) if abs(value) < 10**20 else value
    if exact != value:
        shown = words.number(int(value.scaleb(3)), 3)
        raise NotUnderstood(
            words.say(_("That is %(value)s %(unit)s, more exact than is asked here."), value=shown, unit=question.unit)
            if question.decimals
            else words.say(_("That is %(value)s %(unit)s; a whole number is asked."), value=shown, unit=question.unit)
        )
    return _whole(exact)


def _whole(value: Decimal) -> Decimal | int:
    """A number without decimals as a whole one."""
    return int(value) if value == value.to_integral_value() else value


def _digits(text: str, words: Words) -> Decimal:
    """Digits with separators: a group of three is thousands where the language writes them so, else decimals."""
    kept = re.sub(r"['\u2019_\u00a0 ]", "", text)
    group, point = (",", ".") if words.number(11, 1) == "1.1" else (".", ",")
    last = max(kept.rfind(","), kept.rfind("."))
    if "," in kept and "." in kept:
        point, group = kept[last], "," if kept[last] == "." else "."
    elif last >= 0 and kept[last] == group and not re.fullmatch(rf"-?\d{{1,3}}(?:\{group}\d{{3}})+", kept):
        point, group = group, point
    kept = kept.replace(group, "")
    if kept.count(point) > 1 or len(kept) > MOST_DIGITS:
        raise NotUnderstood(words.say(_("%(text)s can be read in two ways; leave the separators out."), text=text))
    return Decimal(kept.replace(point, "."))


def _times(question: Question, unit: str, words: Words) -> Decimal:
    """What a unit is in that of the question."""
    if not unit:
        return Decimal(1)
    asked = UNITS.get(question.unit) or UNITS.get(SAME.get(question.unit, ""), {})
    if asked is UNITS["Mbit/s"] and BYTES.fullmatch(unit):
        raise NotUnderstood(
            words.say(
                _("%(unit)s counts bytes; a line is counted in bits. 1 MB/s is 8 Mbit/s; for 100 Mbit/s type 100M."),
                unit=unit,
            )
        )
    plain_unit = unit.casefold().rstrip(".").replace(" per second", "/s")
    for large, times in LARGE.items():
        if plain_unit == large and large not in asked:
            return Decimal(times)
    if plain_unit in asked:
        return asked[plain_unit]
    own = question.unit.casefold()
    if own and (plain_unit == own or _stem(plain_unit) == _stem(own)):
        return Decimal(1)
    if not own:
        raise NotUnderstood(words.say(_("“%(unit)s” is no unit here; type the number alone."), unit=unit))
    raise NotUnderstood(words.say(_("“%(unit)s” is no unit here; this is in %(own)s."), unit=unit, own=question.unit))


def _stem(word: str) -> str:
    """Near enough the same word: user, users; person is not people."""
    return word.rstrip("s").rstrip("en") or word
