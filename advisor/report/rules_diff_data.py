"""What differs between two rule bases, and which advice changes, as JSON."""

from collections import Counter
from typing import Final

from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import Difference, ProfileChange, RulesDiff
from advisor.report.json import encode
from advisor.report.rules_diff import EFFECTS, cause_text
from advisor.words import Words

FORMAT: Final = "advisor.rules_diff/1"


def write_json(diff: RulesDiff, words: Words) -> str:
    """Everything, under names that stay."""
    search = diff.search
    whole = {
        "format": FORMAT,
        "old": _base(diff.old),
        "new": _base(diff.new),
        "differences": [_difference(each) for each in diff.differences],
        "profiles": {
            "compared": diff.compared,
            "changed": len(diff.changed),
            "counts": _counts(diff),
            "left_out": [{"id": each.id, "side": each.side, "profiles": each.profiles} for each in diff.left_out],
            "changes": [_change(each, words) for each in diff.changed],
        },
        "can_change": diff.can_change,
        "differs_otherwise_from": diff.later,
        "search": None
        if search is None
        else {
            "looked_at": search.looked_at,
            "proved": search.proved,
            "as_of": diff.as_of,
            "witness": None
            if search.witness is None
            else {**_change(search.witness.change, words), "answers": search.witness.answers},
        },
    }
    return encode(whole, "\n") + "\n"


def _base(base: RuleBase) -> dict[str, object]:
    layers = list(base.layers)
    return {"name": base.name, "version": base.version, "fingerprint": base.fingerprint, "layers": layers}


def _difference(each: Difference) -> dict[str, object]:
    details = [
        {"key": detail.key, "before": detail.before, "after": detail.after, "counts": detail.counts}
        for detail in each.details
    ]
    own = {"sort": each.sort, "id": each.id, "change": each.change, "says": each.says, "counts": each.counts}
    return {**own, "details": details}


def _counts(diff: RulesDiff) -> dict[str, int]:
    found = Counter[str](sort for each in diff.changed for sort in {effect.sort for effect in each.effects})
    return {sort: found[sort] for sort in EFFECTS}


def _change(change: ProfileChange, words: Words) -> dict[str, object]:
    effects = [
        {
            "sort": each.sort,
            "id": each.id,
            "before": list(each.before),
            "after": list(each.after),
            "because": [
                {
                    "sort": cause.difference.sort,
                    "id": cause.difference.id,
                    "change": cause.difference.change,
                    "before": cause.before,
                    "after": cause.after,
                    "says": cause_text(cause, words),
                }
                for cause in each.because
            ],
        }
        for each in change.effects
    ]
    return {"path": change.path, "name": change.name, "effects": effects}
