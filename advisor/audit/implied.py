"""What has to be so of two rules, two warnings or two paths: that each says something which the other does not."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Final

from advisor.advice.definitions import any_of
from advisor.audit.claims import none, some
from advisor.language import tree
from advisor.language.tree import Expr, Name, Not
from advisor.model.proof import Obligation
from advisor.model.rulebase import Outcome, Path, Rule, RuleBase

EFFECTS: Final = ("must", "bar", "plus", "minus", "warn")
Caution = tuple[tuple[str, str], Expr]
"""What a caution is, and that it is given."""


def of_outcome(outcome: Outcome) -> Iterator[Obligation]:
    """Two rules with the same effect say two things; no gate and no caution is there in vain beside another one."""
    for effect in EFFECTS:
        yield from _differ([(("rule", rule.id), Name(rule.id)) for rule in outcome.rules if rule.effect == effect])
    yield from _gates([rule for rule in outcome.rules if rule.effect in ("must", "bar")])
    yield from _points([rule for rule in outcome.rules if rule.effect == "plus"])
    yield from _cautions([(("rule", rule.id), Name(rule.id)) for rule in outcome.rules if rule.effect == "warn"])


def of_warnings(rulebase: RuleBase) -> Iterator[Obligation]:
    """The same of the warnings that belong to no outcome."""
    warnings: list[Caution] = [(("warning", each.id), Name(f"warning:{each.id}")) for each in rulebase.warnings]
    yield from _differ(warnings)
    yield from _cautions(warnings)


def of_paths(paths: Sequence[Path]) -> Iterator[Obligation]:
    """No two paths to different forms hold together: then it would not be settled what to work on."""
    for first, second in combinations(paths, 2):
        if first.to != second.to:
            both = tree.All((Name(f"path:{first.id}"), Name(f"path:{second.id}")))
            about = ("path", first.id), ("path", second.id)
            yield none("A733", both, *about, to=first.to, other=second.id, other_to=second.to)


def _differ(rules: Sequence[Caution]) -> Iterator[Obligation]:
    for (first, one), (second, other) in combinations(rules, 2):
        apart = any_of([_only(one, other), _only(other, one)])
        yield some("A703", apart, first, second, shows=tree.All((one, other)), other=second[1])


def _gates(rules: Sequence[Rule]) -> Iterator[Obligation]:
    """Each stops somebody whom no single other one stops."""
    for gate, other in permutations(rules, 2):
        alone = _only(_stops(gate), _stops(other))
        yield some("A704", alone, ("rule", gate.id), ("rule", other.id), shows=_stops(gate), other=other.id)


def _stops(rule: Rule) -> Expr:
    return Not(Name(rule.id)) if rule.effect == "must" else Name(rule.id)


def _points(rules: Sequence[Rule]) -> Iterator[Obligation]:
    """Of a group only the best counts, so that one may be a part of the other there."""
    for first, second in permutations(rules, 2):
        if not first.group or first.group != second.group:
            one, other = Name(first.id), Name(second.id)
            about, both = (("rule", first.id), ("rule", second.id)), tree.All((one, other))
            yield some("A706", _only(one, other), *about, shows=both, other=second.id)


def _cautions(cautions: Sequence[Caution]) -> Iterator[Obligation]:
    for (first, one), (second, other) in permutations(cautions, 2):
        yield some("A735", _only(one, other), first, second, shows=tree.All((one, other)), other=second[1])


def _only(one: Expr, other: Expr) -> Expr:
    return tree.All((one, Not(other)))
