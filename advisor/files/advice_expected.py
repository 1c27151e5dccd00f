"""What a case expects of the advice: everything under its ``then``."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from advisor.files.checked import Checked
from advisor.files.conditions import Names
from advisor.files.expected import one_of, read_quantity
from advisor.files.faults import Spot
from advisor.files.layers import Layered
from advisor.files.references import References
from advisor.files.shapes_advised import READINESS
from advisor.files.values import shown
from advisor.language.kinds import Bounds
from advisor.model.assessment import OPEN, STANDINGS, Practice
from advisor.model.case import Expected
from advisor.model.question import Question
from advisor.words import closest

NONE: Final = "none"
CAP: Final = ".at-most"
"""After the id of a question: the contradiction that its answer lies above its cap."""
OPPOSITES: Final = (
    ("steps", "not_steps"),
    ("possible", "not_steps"),
    ("steps", "possible"),
    ("steps", "absent"),
    ("possible", "absent"),
    ("done", "absent"),
    ("warnings", "not_warnings"),
    ("sought", "not_sought"),
)
"""What cannot be expected both."""


class ExpectedReader:
    """Reads what cases expect, once everything that they can name has been read."""

    def __init__(
        self, merged: Layered, names: Names, references: References, questions: Mapping[str, Question]
    ) -> None:
        """Keep what is needed to look ids up."""
        self._merged = merged
        self._names = names
        self._faults = names.faults
        self._references = references
        self._questions = questions

    def read(self, own: Checked) -> Expected:
        """What stands under `then`, which has to be there."""
        then = own.table("then")
        if then is None:
            return Expected()
        expected = Expected(
            lead=self._lead(then),
            second=self._one(then, "second", (NONE, *self._roles)),
            settled=then.flag("settled") if "settled" in then else None,
            form=self._one(then, "form", (NONE, OPEN, *self._forms)),
            readiness=self._one(then, "readiness", READINESS),
            standing=self._standing(then),
            practice=self._practice(then),
            steps=self._references.listed(then, "steps", "step"),
            possible=self._references.listed(then, "possible", "step"),
            done=self._references.listed(then, "done", "step"),
            not_steps=self._references.listed(then, "not_steps", "step"),
            absent=self._references.listed(then, "absent", "step"),
            warnings=self._known(then, "warnings", "warning", self._warnings),
            not_warnings=self._known(then, "not_warnings", "warning", self._warnings),
            contradictions=self._known(then, "contradictions", "check", self._checks),
            sought=self._known(then, "sought", "role", self._partners),
            not_sought=self._known(then, "not_sought", "role", self._partners),
            quantities=self._quantities(then),
        )
        then.done()
        for first, second in OPPOSITES:
            for name in (each for each in getattr(expected, first) if each in getattr(expected, second)):
                self._faults.add("R395", then.spot.within(second), id=shown(name), first=first, second=second)
        return expected

    def _of_group(self, group: str) -> tuple[str, ...]:
        return tuple(name for name, its_group in sorted(self._names.outcomes.items()) if its_group == group)

    @cached_property
    def _roles(self) -> tuple[str, ...]:
        return self._of_group("role")

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        return self._of_group("form")

    @cached_property
    def _partners(self) -> tuple[str, ...]:
        return (*self._roles, *self._ids("wanted"))

    @cached_property
    def _checks(self) -> tuple[str, ...]:
        capped = [name for name, question in self._questions.items() if question.at_most]
        return (*self._ids("check"), *(name + CAP for name in (*capped, *self._names.broken)))

    @cached_property
    def _warnings(self) -> tuple[str, ...]:
        own = tuple(each.id for each in self._merged.of_sort("rule") if each.home == "warn")
        return (*self._ids("warning"), *own)

    @cached_property
    def _known_quantities(self) -> tuple[str, ...]:
        return self._ids("quantity", "table")

    def _ids(self, *sorts: str) -> tuple[str, ...]:
        return tuple(each.id for each in self._merged.of_sort(*sorts))

    def _lead(self, then: Checked) -> tuple[str, ...] | None:
        """A role or none at all, or a list of roles."""
        value = then.take("lead")
        if value is None:
            return None
        spot = then.spot.within("lead")
        if isinstance(value, list):
            one_of("lead", value, self._roles, spot, self._faults)
            return tuple(map(str, value))
        one_of("lead", [value], (NONE, *self._roles), spot, self._faults)
        return () if value == NONE else (str(value),)

    def _one(self, then: Checked, key: str, allowed: Iterable[str]) -> str | None:
        value = then.take(key)
        if value is None:
            return None
        one_of(key, [value], allowed, then.spot.within(key), self._faults)
        return str(value)

    def _known(self, then: Checked, key: str, what: str, known: Iterable[str]) -> tuple[str, ...]:
        """Ids that are not all of one sort."""
        known = list(known)
        ids = then.texts(key)
        for name in ids:
            if name and name not in known:
                self._missing(what, name, then.spot.within(key), known)
        return ids

    def _missing(self, what: str, name: str, spot: Spot, known: Iterable[str]) -> None:
        """Say that there is nothing of that name, or that a layer switched it off."""
        named = name.removesuffix(CAP)
        off = next((entry for (_among, each), entry in self._merged.off.items() if each == named), None)
        if off is not None:
            self._faults.add("R341", spot, what=off.sort, id=named, reason=shown(off.raw["off"]))
        else:
            self._faults.add("R340", spot, what=what, id=shown(name), guess=closest(name, known) or "")

    def _named(self, then: Checked, key: str, what: str, known: Iterable[str]) -> Iterable[tuple[Checked, str, Any]]:
        """The entries of a table by ids, as far as those exist."""
        table = then.table(key)
        known = list(known)
        for name, value in table.raw.items() if table else ():
            assert table is not None  # noqa: S101  (there is nothing to go through without it)
            if name in known:
                yield table, name, value
            else:
                self._missing(what, name, table.spot.within(name), known)

    def _standing(self, then: Checked) -> dict[str, tuple[str, ...]]:
        found = {}
        for table, name, value in self._named(then, "standing", "outcome", self._names.outcomes):
            values = value if isinstance(value, list) else [value]
            one_of(name, values, STANDINGS, table.spot.within(name), self._faults)
            found[name] = tuple(map(str, values))
        return found

    def _practice(self, then: Checked) -> dict[str, str]:
        found = {}
        for table, name, value in self._named(then, "practice", "role", self._roles):
            one_of(name, [value], Practice, table.spot.within(name), self._faults)
            found[name] = str(value)
        return found

    def _quantities(self, then: Checked) -> dict[str, Bounds]:
        found = {}
        for table, name, value in self._named(then, "quantities", "quantity", self._known_quantities):
            kind = self._names.kinds.get(name)
            if kind is not None:
                bounds = read_quantity(name, kind, value, table.spot.within(name), self._faults)
                if bounds is not None:
                    found[name] = bounds
        return found
