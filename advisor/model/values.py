"""Bounds as plain data: how an answer is written in a profile and printed for machines."""

from decimal import Decimal

from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, YesNo, chosen_in, is_known
from advisor.model.profile import Answer
from advisor.model.question import Question


def plain_value(kind: Kind, bounds: Bounds) -> object:
    """Bounds as plain data: a value, or a table with ``from`` and ``to``, ``among``, or ``sure`` and ``maybe``."""
    match kind:
        case YesNo():
            return bool(bounds.low) if is_known(bounds) else {"among": [False, True]}
        case Number(_low, _high, decimals):
            low, high = (plain_number(end, decimals) for end in bounds)
            return low if is_known(bounds) else {"from": low, "to": high}
        case OneOf(options):
            chosen = list(chosen_in(bounds.high, options))
            return chosen[0] if len(chosen) == 1 else {"among": chosen}
        case AnyOf(options):
            sure = list(chosen_in(bounds.low, options))
            if is_known(bounds):
                return sure
            return {"sure": sure, "maybe": list(chosen_in(bounds.high & ~bounds.low, options))}


def is_ranked(question: Question, answer: Answer) -> bool:
    """Whether an answer names its choices with the most important first."""
    return question.most > 0 and isinstance(answer.written, list | tuple)


def plain_number(scaled: int, decimals: int) -> int | Decimal:
    """A scaled number as a whole number, or as an exact decimal one."""
    if scaled % 10**decimals == 0:
        return int(scaled // 10**decimals)
    return Decimal(scaled).scaleb(-decimals).normalize()
