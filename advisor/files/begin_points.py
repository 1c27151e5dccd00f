"""The points of a new rule: whether those of its outcome still add up to 100, and which rule gives them."""

from collections.abc import Iterable

from advisor.advice.scores import FULL, best_points
from advisor.files.folder import Entry
from advisor.files.layers import Layered
from advisor.files.scaffolds import Beginning
from advisor.problems import AdvisorError, Problem
from advisor.words import closest


def giver(new: Beginning, merged: Layered) -> Entry | None:
    """The rule that gives its points to a new one, if one was named.

    Raises:
        AdvisorError: The points would not add up to 100, though they do now.
    """
    if new.effect != "plus":
        return None
    rules = [each for each in merged.of_sort("rule") if each.home == "plus" and each.id.startswith(f"{new.outcome}.")]
    total = _total(new, rules)
    if _total(None, rules) != FULL or (total == FULL and not new.giver):
        return None
    spare = [each for each in rules if _points(each) > new.points and _total(new, rules, each) == FULL]
    for each in spare:
        if new.giver in (each.id, _short(each)):
            return each
    groups = {_group(each) for each in rules if _group(each) and _points(each) >= new.points}
    values = {
        "id": new.id,
        "outcome": new.outcome,
        "found": str(total),
        "rules": ", ".join(f"{_short(each)} ({_points(each)})" for each in spare) or "-",
        "groups": ", ".join(sorted(groups)) or "-",
    }
    guess = closest(new.giver, map(_short, spare)) or ""
    raise AdvisorError(Problem(code="U557", values=values, guess=guess))


def _total(new: Beginning | None, rules: Iterable[Entry], giving: Entry | None = None) -> int:
    """What all of them add up to, with a new one among them and its points taken from another one."""
    own = [(new.group, new.points)] if new else []
    taken = new.points if new else 0
    return best_points([*own, *((_group(each), _points(each) - taken * (each is giving)) for each in rules)])


def _group(rule: Entry) -> str:
    return str(rule.raw.get("group", ""))


def _points(rule: Entry) -> int:
    points = rule.raw.get("points")
    return points if isinstance(points, int) else 0


def _short(rule: Entry) -> str:
    return rule.id.partition(".")[2]
