"""Cases: whole profiles with the advice expected, from the files in ``cases/``."""

from collections.abc import Mapping
from datetime import date

from advisor.files.advice_expected import ExpectedReader
from advisor.files.checked import Checked
from advisor.files.conditions import Names
from advisor.files.expected import read_given
from advisor.files.folder import Entry
from advisor.files.layers import Layered
from advisor.files.order import circles
from advisor.files.references import References
from advisor.files.shapes_advised import CASE
from advisor.files.values import shown
from advisor.model.case import Case
from advisor.model.profile import Answer
from advisor.model.question import Question
from advisor.problems import Place
from advisor.words import closest

Answers = dict[str, Answer | None]
"""By question; None for an answer with a fault, so that nobody is told that it is missing."""


def places(merged: Layered) -> dict[str, Place]:
    """Where every case and every example stands, by the id of its run."""
    found = {entry.id: entry.spot.place() for entry in merged.of_sort("case")}
    for entry in merged.of_sort("example"):
        for number in range(len(entry.raw["example"])):
            found[example_id(entry.id, number)] = entry.spot.within(str(number)).place()
    return found


def entries(merged: Layered) -> dict[tuple[str, str], Place]:
    """Where every entry stands, by its sort and its id; an outcome by its group as well."""
    found = {(entry.sort, entry.id): entry.spot.place() for entry in merged.entries.values()}
    return found | {(entry.home, entry.id): entry.spot.place() for entry in merged.of_sort("outcome")}


def condition_places(merged: Layered) -> dict[tuple[str, str, str], Place]:
    """Where every condition stands, by the sort and the id of its entry and its key there."""
    return {
        (entry.sort, entry.id, key): entry.spot.within(key).place()
        for entry in merged.entries.values()
        for key in ("is", "when", "met", "unless")
        if key in entry.raw
    }


def example_id(outcome: str, number: int) -> str:
    """What an example is called: it has no id of its own. `number` counts from 0."""
    return f"{outcome}.example-{number + 1}"


class CaseReader:
    """Reads every case; one may be like another."""

    def __init__(
        self, merged: Layered, names: Names, references: References, questions: Mapping[str, Question]
    ) -> None:
        """Begin with nothing read."""
        self._merged = merged
        self._names = names
        self._faults = names.faults
        self._references = references
        self._questions = questions
        self._entries = {entry.id: entry for entry in merged.of_sort("case")}
        self._answers: dict[str, Answers] = {}
        self._in_circle: set[str] = set()
        self._expected = ExpectedReader(merged, names, references, questions)

    def cases(self) -> dict[str, Case]:
        """Every case, by id."""
        like = {name: [str(entry.raw.get("like", ""))] for name, entry in self._entries.items()}
        for circle in circles(like):
            spot = self._entries[circle[0]].spot.within("like")
            self._faults.add("R394", spot, ids=", ".join(circle))
            self._in_circle.update(circle)
        return {name: self._case(entry) for name, entry in sorted(self._entries.items())}

    def _case(self, entry: Entry) -> Case:
        own = self._open(entry)
        case = Case(
            id=entry.id,
            says=own.text("says"),
            answers={name: answer for name, answer in self._answers_of(entry).items() if answer is not None},
            then=self._expected.read(own),
            as_of=self._as_of(entry),
            source=self._references.sources(own),
        )
        own.done()
        return case

    def _as_of(self, entry: Entry) -> date | None:
        """Its date, or that of the case that it is like."""
        own = self._open(entry)
        like = self._entries.get(str(entry.raw.get("like", "")))
        if "as_of" not in own and like is not None and entry.id not in self._in_circle:
            return self._as_of(like)
        return own.day("as_of")

    def _open(self, entry: Entry) -> Checked:
        return Checked(entry.raw, entry.spot, self._faults, CASE)

    # -- what is given

    def _answers_of(self, entry: Entry) -> Answers:
        """Its answers, read once, also when other cases are like it."""
        if entry.id not in self._answers:
            self._answers[entry.id] = self._read_answers(entry)
        return self._answers[entry.id]

    def _read_answers(self, entry: Entry) -> Answers:
        own = self._open(entry)
        answers = self._inherited(own, entry)
        if "given" not in own and "like" not in own:
            self._faults.add("R306", entry.spot, key="given")
        given = own.table("given")
        if given is not None:
            for name, raw in given.raw.items():
                answers[name] = read_given(name, raw, given.spot, self._questions, self._names)
        return answers

    def _inherited(self, own: Checked, entry: Entry) -> Answers:
        """The answers of the case that this one is like, without those that are hidden."""
        hidden = self._references.listed(own, "hide", "question")
        if "like" not in own:
            if "hide" in own:
                self._faults.add("R392", own.spot.within("hide"), key="hide")
            return {}
        like = own.text("like")
        self._references.check("case", [like], own.spot.within("like"))
        if like not in self._entries or entry.id in self._in_circle:
            return {}
        answers = dict(self._answers_of(self._entries[like]))
        given = own.raw.get("given")
        for name in hidden:
            spot = own.spot.within("hide")
            if isinstance(given, dict) and name in given:
                self._faults.add("R395", spot, id=shown(name), first="hide", second="given")
            elif name in self._questions and name not in answers:
                self._faults.add("R393", spot, id=shown(name), like=like, guess=closest(name, answers) or "")
            answers.pop(name, None)
        return answers
