"""Roles, forms and readiness dimensions: their rules, examples and practice."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, get_args

from advisor.files.answers import read_answer
from advisor.files.checked import Checked
from advisor.files.conditions import STRATA, Names
from advisor.files.faults import Faults, Spot
from advisor.files.folder import EFFECTS, Entry
from advisor.files.layers import Layered
from advisor.files.references import References
from advisor.files.values import AnswerError, shown
from advisor.language.kinds import YesNo
from advisor.model.assessment import STANDINGS
from advisor.model.question import Question
from advisor.model.rulebase import Effect, Example, Group, Outcome, Rule
from advisor.words import closest

TAKEN: Final = ("level", "fit", "gate", "standing")
"""What advice keeps of an outcome beside its rules, under the same prefix."""
TRUTHS: Final = ("yes", "no", "open")
FULL: Final = 100
GROUPS: Final[tuple[Group, ...]] = get_args(Group)


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
        head = Checked(self._entry.raw, self._entry.spot, self._faults)
        group = next(group for group in GROUPS if group == self._entry.home)
        found = sorted((self._rule(entry, layers) for entry in rules), key=_place_of_rule)
        if not self._faults:
            self._check_points(found)
        practice = self._practice(group)
        outcome = Outcome(
            id=self._entry.id,
            group=group,
            name=head.text("name"),
            summary=head.text("summary"),
            rules=tuple(found),
            condition=head.flag("condition") if group == "readiness" else False,
            examples=self._examples(),
            **practice,
        )
        head.take("formerly")
        head.done(("condition",), group)
        return outcome

    def _rule(self, entry: Entry, layers: tuple[str, ...]) -> Rule:
        own = Checked(entry.raw, entry.spot, self._faults)
        effect: Effect = next(effect for effect in EFFECTS if effect == entry.home)
        if entry.id.rpartition(".")[2] in TAKEN:
            self._faults.add("R362", entry.spot, id=entry.id.rpartition(".")[2])
        rule = Rule(
            id=entry.id,
            effect=effect,
            says=own.text("says"),
            when=self._names.needed(own, "when", self._stratum),
            points=own.whole("points", 1, FULL) if effect in ("plus", "minus") else 0,
            group=own.text("group", "") if effect == "plus" else "",
            because=own.text("because", ""),
            source=self._references.sources(own),
            remedy=self._references.listed(own, "remedy", "step", or_one=True),
            layer=layers[entry.layer],
        )
        own.take("formerly")
        own.done(("points", "group"), effect)
        return rule

    def _check_points(self, rules: Iterable[Rule]) -> None:
        best: dict[str, int] = {}
        for rule in rules:
            if rule.effect == "plus":
                key = f"group {rule.group}" if rule.group else rule.id
                best[key] = max(best.get(key, 0), rule.points)
        found = sum(best.values())
        if found != FULL:
            self._faults.add("R360", self._entry.spot, found=str(found))

    def _practice(self, group: Group) -> dict[str, Any]:
        entry = self._merged.entries.get(("practice", self._entry.id))
        if entry is None:
            return {}
        own = Checked(entry.raw, entry.spot, self._faults)
        if group != "role":
            self._faults.add("R317", entry.spot, key="practice", what=group)
        found = {key: self._names.condition(own, key, self._stratum) for key in ("we", "partner")}
        for key in found:
            own.take(key)
        own.done()
        return found

    def _examples(self) -> tuple[Example, ...]:
        entry = self._merged.entries.get(("example", self._entry.id))
        found = []
        for number, raw in enumerate(entry.raw["example"] if entry else ()):
            assert entry is not None  # noqa: S101  (there is nothing to go through without it)
            spot = entry.spot.within(str(number))
            if not isinstance(raw, dict):
                self._faults.add("R376", entry.spot, key="example")
                continue
            own = Checked(raw, spot, self._faults)
            given, then = (own.table(key) for key in ("given", "then"))
            for key in ("given", "then"):
                if key not in own:
                    self._faults.add("R306", spot, key=key)
            if then is not None and not then.raw:
                self._faults.add("R314", then.spot, key="then")
            found.append(
                Example(
                    says=own.text("says"),
                    given=given.raw if given else {},
                    then=then.raw if then else {},
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
    everywhere = {each.id for each in merged.of_sort("rule")}
    quantities = {each.id for each in merged.of_sort("quantity", "table")}
    for number, example in enumerate(outcome.examples):
        spot = entry.spot.within(str(number))
        for name, raw in example.given.items():
            _check_given(name, raw, spot.within("given", name), questions, names)
        for name, expected in example.then.items():
            own = spot.within("then", name)
            if name in names.outcomes:
                _one_of(name, expected if isinstance(expected, list) else [expected], STANDINGS, own, faults)
            elif name in local | everywhere or (name in quantities and isinstance(names.kinds.get(name), YesNo)):
                _one_of(name, [expected], TRUTHS, own, faults)
            elif name not in quantities:
                known = [*sorted(local), *sorted(names.outcomes), *sorted(quantities)]
                faults.add("R340", own, what="rule", id=shown(name), guess=closest(name, known) or "")


def _check_given(name: str, raw: object, spot: Spot, questions: Mapping[str, Question], names: Names) -> None:
    if name in names.broken:
        return
    question = questions.get(name)
    if question is None:
        guess = closest(name, questions) or ""
        names.faults.add("R340", spot, what="question", id=shown(name), guess=guess)
        return
    try:
        read_answer(question, raw)
    except AnswerError as error:
        names.faults.add(error.code, spot, guess=error.guess, values=error.values)


def _one_of(name: str, found: Sequence[object], allowed: Iterable[str], spot: Spot, faults: Faults) -> None:
    allowed = [str(each) for each in allowed]
    if not found:
        faults.add("R314", spot, key=name)
    for each in found:
        if each not in allowed:
            guess = closest(shown(each), allowed) or ""
            faults.add("R367", spot, value=shown(each), id=name, offered=", ".join(allowed), guess=guess)
