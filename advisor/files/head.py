"""What stands in rulebase.toml."""

from collections.abc import Mapping
from datetime import date

from advisor.files.checked import Checked
from advisor.files.conditions import LAST, Names
from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.folder import Entry
from advisor.files.layers import Layered
from advisor.files.references import References
from advisor.files.shapes import Shape
from advisor.files.shapes_asked import FALLBACK, RULEBASE, SECTION, THRESHOLDS
from advisor.language.kinds import AnyOf, OneOf
from advisor.language.tree import Expr
from advisor.model.question import Question
from advisor.model.rulebase import Thresholds
from advisor.words import closest

NEVER_RELEASED = date(1, 1, 1)


class HeadReader:
    """Reads rulebase.toml; when there is none, that is one fault, and everything in it is empty."""

    def __init__(self, merged: Layered, names: Names, references: References) -> None:
        """Begin with nothing read."""
        self._merged = merged
        self._names = names
        self._faults = names.faults
        self._references = references
        self._head = self._found()
        self.shared: tuple[str, ...] = ()
        """The sections about the organisation, known once the sections are read."""

    def _found(self) -> Checked:
        entry = self._merged.single("rulebase")
        if entry is not None:
            return self._open(entry, RULEBASE)
        spots = [*(each.spot for each in self._merged.entries.values()), *self._merged.sections.values()]
        if spots:
            self._faults.add("R370", Spot(spots[0].file))
        return Checked({}, Spot(SourceFile("")), Faults(), RULEBASE)  # what is missing in it has been said

    def _open(self, entry: Entry, shape: Shape) -> Checked:
        return Checked(entry.raw, entry.spot, self._faults, shape)

    def done(self) -> None:
        """What means nothing in it is a fault."""
        self._head.done()

    def text(self, key: str) -> str:
        """A text that has to be there."""
        return self._head.text(key)

    def released(self) -> date:
        """The date of this version."""
        return self._head.day("released") or NEVER_RELEASED

    def languages(self) -> tuple[str, ...]:
        """That of the files first."""
        return self._head.texts("languages")

    def small(self) -> Expr | None:
        """When the small variant of a step applies."""
        return self._names.condition(self._head, "small", LAST)

    def sections(self) -> dict[str, str]:
        """The names of the sections, in the order of the interview; each has a file."""
        found = {}
        listed = self._head.texts("sections")
        spot = self._head.spot.within("sections")
        named = {entry.id: entry for entry in self._merged.of_sort("section")}
        for section in listed:
            if section not in self._merged.sections:
                self._faults.add("R363", spot, id=section)
            if section not in named:
                self._faults.add("R340", spot, what="section", id=section)
                continue
            table = self._open(named[section], SECTION)
            found[section] = table.text("name")
            if table.flag("shared"):
                self.shared = (*self.shared, section)
            table.done()
        unlisted = {name: entry.spot for name, entry in named.items()} | self._merged.sections
        for section in sorted(set(unlisted) - set(listed)):
            self._faults.add("R364", unlisted[section], id=section, guess=closest(section, listed) or "")
        return found

    def variants(self, questions: Mapping[str, Question]) -> str:
        """The question whose options give other wording."""
        return self._question("variants", OneOf, questions)

    def ecosystem(self, questions: Mapping[str, Question]) -> str:
        """The question that says what kind of ecosystem a profile is about."""
        return self._question("ecosystem", OneOf, questions)

    def offers(self, questions: Mapping[str, Question]) -> str:
        """The question with what the organisation can bring."""
        return self._question("offers", AnyOf, questions)

    def wishes(self, questions: Mapping[str, Question]) -> str:
        """The question with the role that the organisation would like."""
        return self._question("wishes", OneOf, questions)

    def weakest(self, questions: Mapping[str, Question]) -> str:
        """The outcome of readiness by which suppliers are compared."""
        name = self._head.text("weakest")
        spot = self._head.spot.within("weakest")
        if name:
            self._references.check("outcome", [name], spot)
            group = self._names.outcomes.get(name, "readiness")
            if group != "readiness":
                self._faults.add("R319", spot, id=name, what=group)
        elif per := next((each.id for each in questions.values() if each.per), ""):
            self._faults.add("R330", self._head.spot, id=per)
        return name

    def capabilities(self, offers: str, questions: Mapping[str, Question]) -> list[str] | None:
        """What there is to bring; None when that is not known because of another fault."""
        if offers in self._names.broken:
            return None
        return [option.id for option in questions[offers].options] if offers in questions else []

    def thresholds(self) -> Thresholds:
        """Levels of fit."""
        entry = self._merged.single("thresholds")
        if entry is None:
            return Thresholds()
        table = self._open(entry, THRESHOLDS)
        emerging, fits, near = (table.whole(key) for key in THRESHOLDS.keys)
        table.done()
        if not self._faults and not 1 <= emerging < fits:
            self._faults.add("R365", entry.spot)
        return Thresholds(emerging=emerging, fits=fits, near=near)

    def fallback(self) -> str:
        """What is said when no role fits."""
        entry = self._merged.single("fallback")
        if entry is None:
            return ""
        table = self._open(entry, FALLBACK)
        found = table.text("says")
        table.done()
        return found

    def _question(self, key: str, kind: type, questions: Mapping[str, Question]) -> str:
        name = self._head.text(key)
        if name:
            spot = self._head.spot.within(key)
            self._references.check("question", [name], spot)
            if name in questions and not isinstance(questions[name].kind, kind):
                self._faults.add("R317", spot, key=key, what=questions[name].sort)
        return name
