"""Two rule bases compared: what was added, removed and changed, and of that what can change the advice."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from advisor.advice.in_force import in_force
from advisor.audit.entries import CANNOT_CHANGE_ADVICE, SORTS, Entry, counts, entries
from advisor.audit.renames import Renames
from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import Change, Detail, Difference

TERM: Final = ("from", "until")


def differences(old: RuleBase, new: RuleBase, names: Renames | None = None) -> tuple[Difference, ...]:
    """Every entry that only one of them has, or that is not the same in both; by sort and id.

    Texts are compared in the language in which the two were read. `names` is what was renamed, under its new name in
    both.
    """
    former = {(sort, after): before for (sort, before), after in (names or {}).items()}
    before, after = entries(old), entries(new)
    keys = sorted({*before, *after}, key=lambda key: (SORTS.index(key[0]), key[1]))
    found = (_difference(*key, before.get(key), after.get(key), former.get(key, "")) for key in keys)
    return tuple(each for each in found if each is not None)


def differs_later(old: RuleBase, new: RuleBase, day: date) -> date | None:
    """The first day after this one on which the two differ in another way, so that other advice can change then."""
    today = _in_force_then(old, new, day)
    later = sorted(turn for turn in {*old.turns, *new.turns} if turn > day)
    return next((turn for turn in later if _in_force_then(old, new, turn) not in ([], today)), None)


def _in_force_then(old: RuleBase, new: RuleBase, day: date) -> list[object]:
    """What differs on a day between what is in force, days aside."""
    found: list[object] = []
    for each in differences(in_force(old, day), in_force(new, day)):
        details = [one for one in each.details if one.counts and one.key.rpartition(".")[2] not in TERM]
        if each.counts and (details or each.change != "changed"):
            found.append((each.sort, each.id, each.change, details))
    return found


def _difference(sort: str, name: str, before: Entry | None, after: Entry | None, former: str = "") -> Difference | None:
    if before == after and not former:
        return None
    shown = after or before
    assert shown is not None  # noqa: S101  (one of them has it)
    if before is not None and after is not None:
        called = (Detail(key="id", before=former, after=name, counts=False),) if former else ()
        details = (*called, *_details(sort, before.parts, after.parts))
        if not details:
            return None
        change: Change = "changed"
        matters = any(each.counts for each in details)
    else:
        details = ()
        change = "added" if before is None else "removed"
        matters = CANNOT_CHANGE_ADVICE[sort] is not None
    return Difference(sort=sort, id=name, change=change, says=shown.says, details=details, counts=matters)


def _details(sort: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Detail]:
    """The keys under which something else stands; the label of an option that came or went is told with it."""
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key, ""), after.get(key, "")
        is_label = key.startswith("labels.") and (key not in before or key not in after) and key.count(".") == 1
        if one != other and not is_label:
            yield Detail(key=key, before=one, after=other, counts=counts(sort, key))
