"""Roles, forms and readiness dimensions: their rules, examples and practice."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from advisor.advice.scores import FULL, best_points
from advisor.files.checked import Checked
from advisor.files.conditions import STRATA, Names
from advisor.files.expected import TRUTHS, one_of, read_given, read_quantity
from advisor.files.faults import Spot
from advisor.files.folder import EFFECTS, Entry
from advisor.files.layers import Layered
from advisor.files.references import References
from advisor.files.shapes_advised import EXAMPLE, OUTCOME, PRACTICE, RULE
from advisor.files.terms import read_term
from advisor.files.values import shown
from advisor.language.tree import Expr
from advisor.model.assessment import STANDINGS
from advisor.model.question import Question
from advisor.model.rulebase import GROUPS, Effect, Example, Group, Outcome, Rule
from advisor.model.term import ALWAYS, stretches, turns
from advisor.words import closest

TAKEN: Final = ("level", "fit", "gate", "standing")
"""What advice keeps of an outcome beside its rules, under the same prefix."""


def read_outcomes(
    merged: Layered, layers: tuple[str, ...], names: Names, references: References, questions: Mapping[str, Question]
) -> dict[str, Outcome]:
    """Every outcome by id."""
    rules: dict[str, list[Entry]] = {}
    for entry in merged.of_sort("rule"):
        rules.setdefault(entry.id.partition(".")[0], []).append(entry)
    outcomes = {entry.id: entry for entry in merged.of_sort("outcome")}
    for name in {entry.id for entry in merged.of_sort("practice", "example")} | set(rules):
        if name not in outcomes:
            spot = next(each.spot for each in merged.entries.values() if each.id.partition(".")[0] == name)
            names.faults.add("R361", Spot(spot.file), id=name)
    found = {}
    for name, entry in sorted(outcomes.items()):
        reader = _OutcomeReader(entry, merged, names, references)
        found[name] = reader.read(rules.get(name, ()), layers)
        examples = merged.entries.get(("example", name))
        if examples is not None:
            _check_examples(examples, found[name], merged, questions, names)
    return found


class _OutcomeReader:
    """Reads one outcome."""

    def __init__(self, entry: Entry, merged: Layered, names: Names, references: References) -> None:
        self._entry = entry
        self._merged = merged
        self._names = names
        self._faults = names.faults
        self._references = references
        self._stratum = STRATA[entry.home]

    def read(self, rules: Iterable[Entry], layers: tuple[str, ...]) -> Outcome:
        head = Checked(self._entry.raw, self._entry.spot, self._faults, OUTCOME, self._entry.home)
        group = next(group for group in GROUPS if group == self._entry.home)
        found = sorted((self._rule(entry, layers) for entry in rules), key=_place_of_rule)
        if not self._faults:
            self._check_points(found)
        outcome = Outcome(
            id=self._entry.id,
            group=group,
            name=head.text("name"),
            summary=head.text("summary"),
            rules=tuple(found),
            condition=head.flag("condition") if head.can_have("condition") else False,
            not_started=self._not_started(head),
            excludes=self._references.listed(head, "excludes", "outcome"),
            examples=self._examples(),
            **self._practice(group),
        )
        head.done()
        return outcome

    def _not_started(self, head: Checked) -> Expr | None:
        return self._names.condition(head, "not_started", self._stratum) if head.can_have("not_started") else None

    def _rule(self, entry: Entry, layers: tuple[str, ...]) -> Rule:
        own = Checked(entry.raw, entry.spot, self._faults, RULE, entry.home)
        effect: Effect = next(effect for effect in EFFECTS if effect == entry.home)
        if entry.id.rpartition(".")[2] in TAKEN:
            self._faults.add("R362", entry.spot, id=entry.id.rpartition(".")[2])
        rule = Rule(
            id=entry.id,
            effect=effect,
            says=own.text("says"),
            when=self._names.needed(own, "when", self._stratum),
            points=own.whole("points") if own.can_have("points") else 0,
            group=own.text("group") if own.can_have("group") else "",
            because=own.text("because"),
            source=self._references.sources(own),
            remedy=self._references.listed(own, "remedy", "step"),
            improves=own.word("improves") if own.can_have("improves") else "",
            layer=layers[entry.layer],
            term=read_term(own),
        )
        own.done()
        return rule

    def _check_points(self, rules: Sequence[Rule]) -> None:
        """They add up to 100 on every day."""
        spot = self._entry.spot
        plus = [rule for rule in rules if rule.effect == "plus"]
        for days in stretches(turns(rule.term for rule in rules)):
            found = best_points((rule.group, rule.points) for rule in plus if rule.term.holds(days.day))
            if found != FULL and days == ALWAYS:
                self._faults.add("R360", spot, found=str(found))
            elif found != FULL:
                self._faults.add("R397", spot, found=str(found), days=str(days))

    def _practice(self, group: Group) -> dict[str, Any]:
        entry = self._merged.entries.get(("practice", self._entry.id))
        if entry is None:
            return {}
        own = Checked(entry.raw, entry.spot, self._faults, PRACTICE)
        if group != "role":
            self._faults.add("R317", entry.spot, key="practice", what=group)
        own.done()
        return {key: self._names.condition(own, key, self._stratum) for key in PRACTICE.keys}

    def _examples(self) -> tuple[Example, ...]:
        entry = self._merged.entries.get(("example", self._entry.id))
        found = []
        for number, raw in enumerate(entry.raw["example"] if entry else ()):
            assert entry is not None  # noqa: S101  (there is nothing to go through without it)
            spot = entry.spot.within(str(number))
            if not isinstance(raw, dict):
                self._faults.add("R376", entry.spot, key="example")
                continue
            own = Checked(raw, spot, self._faults, EXAMPLE)
            given, then = own.table("given"), own.table("then")
            found.append(
                Example(
                    says=own.text("says"),
                    given=given.raw if given else {},
                    then=then.raw if then else {},
                    as_of=own.day("as_of"),
                    place=f"{entry.spot.file.inside}, example {number + 1}",
                )
            )
            own.done()
        return tuple(found)


def _place_of_rule(rule: Rule) -> tuple[int, int, str]:
    """The same whatever the order of the file: by effect, the most points first."""
    return EFFECTS.index(rule.effect), -rule.points, rule.id


def _check_examples(
    entry: Entry, outcome: Outcome, merged: Layered, questions: Mapping[str, Question], names: Names
) -> None:
    """The answers of examples are answers, and what they expect exists."""
    faults = names.faults
    local = {rule.id.partition(".")[2] for rule in outcome.rules}
    rules = local | {each.id for each in merged.of_sort("rule")}
    quantities = {each.id for each in merged.of_sort("quantity", "table")}
    for number, example in enumerate(outcome.examples):
        spot = entry.spot.within(str(number))
        given = spot.within("given")
        for name, raw in example.given.items():
            read_given(name, raw, given, questions, names)
        for name, expected in example.then.items():
            own = spot.within("then", name)
            if name in names.outcomes:
                one_of(name, expected if isinstance(expected, list) else [expected], STANDINGS, own, faults)
            elif name in rules:
                one_of(name, [expected], TRUTHS, own, faults)
            elif name in quantities:
                if name in names.kinds:
                    read_quantity(name, names.kinds[name], expected, own, faults)
            else:
                known = [*sorted(local), *sorted(names.outcomes), *sorted(quantities)]
                faults.add("R340", own, what="rule", id=shown(name), guess=closest(name, known) or "")
