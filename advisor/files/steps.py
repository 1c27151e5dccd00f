"""What is advised beside the standings: steps, checks, warnings, paths, wanted partners, and the sources of it all."""

from collections.abc import Sequence
from datetime import date

from advisor.files.checked import Checked
from advisor.files.conditions import LAST, Names
from advisor.files.folder import Entry
from advisor.files.layers import Layered
from advisor.files.order import circles
from advisor.files.references import References
from advisor.files.shapes import Shape
from advisor.files.shapes_advised import CHECK, PATH, SOURCE, STEP, WANTED, WARNING
from advisor.files.terms import read_term
from advisor.files.values import shown
from advisor.model.rulebase import CautionRule, Check, Deed, Path, Source, Step, Wanted
from advisor.words import closest


class AdviceReader:
    """Reads everything that may read every name."""

    def __init__(self, merged: Layered, layers: tuple[str, ...], names: Names, references: References) -> None:
        """Begin with nothing read; `layers` are their names as rules show them."""
        self._merged = merged
        self._layers = layers
        self._names = names
        self._references = references

    def checks(self) -> tuple[Check, ...]:
        """Answers that cannot all be true, by id."""
        return tuple(self._check(entry) for entry in self._sorted("check"))

    def warnings(self) -> tuple[CautionRule, ...]:
        """Cautions not tied to one outcome, by id."""
        return tuple(self._warning(entry) for entry in self._sorted("warning"))

    def paths(self) -> tuple[Path, ...]:
        """From form to form, by id."""
        return tuple(self._path(entry) for entry in self._sorted("path"))

    def wanted(self, offers: Sequence[str] | None) -> tuple[Wanted, ...]:
        """The partners to look for, by id; `offers` are the capabilities there are, as far as that is known."""
        return tuple(self._wanted(entry, offers) for entry in self._sorted("wanted"))

    def steps(self) -> dict[str, Step]:
        """The partnership steps, by id."""
        steps = {entry.id: self._step(entry) for entry in self._sorted("step")}
        after = {name: {*step.after, *step.after_if_planned} for name, step in steps.items()}
        for circle in circles(after):
            spot = self._merged.entries["step", circle[0]].spot.within("after")
            self._names.faults.add("R343", spot, ids=", ".join(circle))
        return steps

    def sources(self) -> dict[str, Source]:
        """Everything cited, by id."""
        return {entry.id: self._source(entry) for entry in self._sorted("source")}

    def _sorted(self, sort: str) -> list[Entry]:
        return sorted(self._merged.of_sort(sort), key=lambda entry: entry.id)

    def _open(self, entry: Entry, shape: Shape) -> Checked:
        return Checked(entry.raw, entry.spot, self._names.faults, shape)

    def _check(self, entry: Entry) -> Check:
        own = self._open(entry, CHECK)
        found = Check(
            id=entry.id,
            says=own.text("says"),
            when=self._names.needed(own, "when", LAST),
            because=own.text("because"),
            source=self._references.sources(own),
            term=read_term(own),
        )
        own.done()
        return found

    def _warning(self, entry: Entry) -> CautionRule:
        own = self._open(entry, WARNING)
        if ("check", entry.id) in self._merged.entries:  # both are waived by their id
            other = str(self._merged.entries["check", entry.id].spot.place())
            self._names.faults.add("R311", entry.spot, id=entry.id, other=other)
        found = CautionRule(
            id=entry.id,
            says=own.text("says"),
            when=self._names.needed(own, "when", LAST),
            because=own.text("because"),
            source=self._references.sources(own),
            remedy=self._references.listed(own, "remedy", "step"),
            layer=self._layers[entry.layer],
            term=read_term(own),
        )
        own.done()
        return found

    def _path(self, entry: Entry) -> Path:
        own = self._open(entry, PATH)
        found = Path(
            id=entry.id,
            origin=own.text("from"),
            to=own.text("to"),
            when=self._names.needed(own, "when", LAST),
            says=own.text("says"),
            source=self._references.sources(own),
        )
        self._outcome("form", found.to, own, "to")
        if found.origin != "none":
            self._outcome("form", found.origin, own, "from")
        own.done()
        return found

    def _wanted(self, entry: Entry, offers: Sequence[str] | None) -> Wanted:
        own = self._open(entry, WANTED)
        found = Wanted(
            id=entry.id,
            role=own.text("role"),
            when=self._names.needed(own, "when", LAST),
            capabilities=own.texts("capabilities"),
            must=own.texts("must"),
            ask_them=own.texts("ask_them"),
            because=own.text("because"),
            source=self._references.sources(own),
        )
        self._outcome("role", found.role, own, "role")
        for each in found.capabilities:
            if offers is not None and each not in offers:
                spot, guess = own.spot.within("capabilities"), closest(each, offers) or ""
                own.faults.add("R340", spot, what="option", id=shown(each), guess=guess)
        own.done()
        return found

    def _outcome(self, group: str, name: str, own: Checked, key: str) -> None:
        if name and self._names.outcomes.get(name) != group:
            known = [each for each, its_group in self._names.outcomes.items() if its_group == group]
            off = self._merged.off.get(("outcome", name))
            if off is not None and name not in self._names.outcomes:
                reason = shown(off.raw["off"])
                own.faults.add("R341", own.spot.within(key), what=group, id=name, reason=reason)
            else:
                guess = closest(name, known) or ""
                own.faults.add("R340", own.spot.within(key), what=group, id=shown(name), guess=guess)

    def _step(self, entry: Entry) -> Step:
        own = self._open(entry, STEP)
        deed = _deed(own)
        small = own.table("small")
        found = Step(
            id=entry.id,
            deed=deed,
            small=_deed(small, deed) if small else deed,
            after=self._references.listed(own, "after", "step"),
            after_if_planned=self._references.listed(own, "after_if_planned", "step"),
            horizon=own.word("horizon"),
            theme=own.text("theme"),
            yields=own.text("yields"),
            because=own.text("because"),
            settles=self._references.listed(own, "settles", "question"),
            source=self._references.sources(own),
            term=read_term(own),
            when=self._names.condition(own, "when", LAST),
            met=self._names.condition(own, "met", LAST),
            unless=self._names.condition(own, "unless", LAST),
        )
        own.done()
        if small:
            small.done()
        return found

    def _source(self, entry: Entry) -> Source:
        own = self._open(entry, SOURCE)
        when = own.take("date")
        dated = isinstance(when, int | date) and not isinstance(when, bool)
        found = Source(
            id=entry.id,
            title=own.text("title"),
            address=own.text("address"),
            date=str(when) if dated else own.text("date"),
            read=str(own.day("read") or ""),
            note=own.text("note"),
        )
        own.done()
        return found


def _deed(own: Checked, otherwise: Deed | None = None) -> Deed:
    """What a step asks; a variant takes from the step itself what it does not say."""
    default = otherwise or Deed(does="")
    return Deed(
        does=own.text("does", default.does),
        effort=own.text("effort", default.effort),
        cost=own.word("cost", default.cost),
        owner=own.text("owner", default.owner),
    )
