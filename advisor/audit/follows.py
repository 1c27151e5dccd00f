"""Which findings only follow from another one, so that one mistake is told once.

What follows is still refuted, and is told as soon as what it follows from is mended, should it then still be so.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from advisor.advice.scores import LEVELS
from advisor.model.proof import Finding
from advisor.model.rulebase import RuleBase

OF_PAIRS: Final = ("A703", "A704", "A706", "A735")
NEVER: Final = ("A701", "A721")
ALWAYS: Final = ("A702", "A722")
"""A rule, or what stands by itself, that never or always holds."""
OF_OUTCOMES: Final = ("A707", "A708", "A709", "A713", "A714", "A715", "A716", "A731", "A736")
"""How high an outcome comes."""


def without_followers(rulebase: RuleBase, found: Sequence[Finding], highest: Mapping[str, int]) -> Iterator[Finding]:
    """The findings that follow from no other one.

    Args:
        rulebase: What they are about.
        found: Every finding.
        highest: Per outcome its highest fit with its gates kept; without those whose gates nobody keeps.
    """
    known = _Known(rulebase, found, highest)
    return (each for each in found if not known.follows(each))


class _Known:
    """What was found, by what it is about."""

    def __init__(self, rulebase: RuleBase, found: Sequence[Finding], highest: Mapping[str, int]) -> None:
        self._rulebase = rulebase
        self._found = {(each.problem.code, *_ids(each)) for each in found}
        self._highest = highest
        self._never = {_ids(each)[0] for each in found if each.problem.code in NEVER}
        self._always = {_ids(each)[0] for each in found if each.problem.code in ALWAYS}

    def follows(self, finding: Finding) -> bool:  # noqa: PLR0911  (one case per code)
        """Whether another finding is the reason for this one."""
        code, (name, *others) = finding.problem.code, _ids(finding)
        if code in OF_PAIRS and (self._never | self._always) & {name, *others}:
            return True
        if code in OF_OUTCOMES and name in self._rulebase.outcomes:
            return self._of_outcome(code, name, finding)
        match code:
            case "A704" | "A706" | "A735":
                (other,) = others
                twice = (
                    code,
                    other,
                    name,
                ) in self._found and other < name  # a `must` and a `bar`, each the other's not
                return twice or bool({("A703", name, other), ("A703", other, name)} & self._found)
            case "A733":
                return bool(self._always & {name, *others})
            case "A705":
                return name in self._never or name.partition(".")[0] not in self._highest
            case "A727":
                return name in self._never
            case "A717":
                return ("A718", name) in self._found
            case "A711" | "A732":
                return self._of_level(code)
            case "A710":
                to = [path.id for path in self._rulebase.paths if path.to == name]
                return any(("A722", path) in self._found for path in to)
            case _:
                return False

    def _of_level(self, code: str) -> bool:
        """A level is always or never reached: because of a condition, or because another level always is."""
        conditions = [each.id for each in self._rulebase.of_group("readiness") if each.condition]
        by_a_condition = any((which, each) in self._found for which in ("A707", "A708") for each in conditions)
        return by_a_condition or (code == "A711" and any(("A732", level) in self._found for level in LEVELS))

    def _of_outcome(self, code: str, name: str, finding: Finding) -> bool:  # noqa: PLR0911  (one case per code)
        """How high it comes follows from its rules, if one of them is wrong, and from how high it comes elsewhere."""
        if self._has_a_wrong_rule(name):
            return True
        match code:
            case "A708":
                return ("A710", name) in self._found
            case "A709" if paths := [path.id for path in self._rulebase.paths if path.to == name]:
                return all(("A721", path) in self._found for path in paths)
            case "A709":
                return self._highest.get(name, 0) < self._rulebase.thresholds.emerging
            case "A713":
                return ("A708", name) in self._found
            case "A714":
                return ("A707", name) in self._found
            case "A715" | "A716" | "A731":
                everywhere = any((which, name) in self._found for which in ("A707", "A714", "A736"))
                return everywhere and finding.verdict.number == self._highest.get(name)
            case "A736":
                return bool({("A707", name), ("A714", name)} & self._found)
            case _:
                return False

    def _has_a_wrong_rule(self, name: str) -> bool:
        """Whether a rule that decides how high an outcome comes never or always holds."""
        rules = self._rulebase.outcomes[name].rules
        return any(
            (rule.id in self._never and rule.effect in ("must", "plus"))
            or (rule.id in self._always and rule.effect in ("bar", "plus", "minus"))
            for rule in rules
        )


def _ids(finding: Finding) -> tuple[str, ...]:
    return tuple(name for _sort, name in finding.verdict.obligation.about)
