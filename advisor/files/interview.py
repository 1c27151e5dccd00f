"""All questions in the order of the interview, and the conditions in them."""

from collections.abc import Iterable, Mapping

from advisor.files.checked import Checked
from advisor.files.conditions import FIRST, NOTHING, Names
from advisor.files.folder import Entry
from advisor.files.layers import Layered
from advisor.files.options import read_lists
from advisor.files.quantities import scaled_like
from advisor.files.questions import QuestionReader
from advisor.files.shapes_asked import QUESTION
from advisor.frozen import replace
from advisor.language.kinds import AnyOf, OneOf
from advisor.language.tree import Expr
from advisor.model.question import Question
from advisor.model.rulebase import Quantity
from advisor.words import closest


def read_questions(merged: Layered, names: Names) -> dict[str, Question]:
    """Every question, without its conditions: those need to know every name."""
    head = merged.single("rulebase")
    variants = str(head.raw.get("variants", "")) if head else ""
    lists = read_lists(merged.of_sort("list"), names.faults)
    entries = _in_interview_order(merged)
    found: dict[str, Question] = {}
    several: dict[str, Question] = {}
    for each in (False, True):  # a number each needs the question whose options it is about
        for entry in entries:
            if (entry.raw.get("kind") == "number each") is not each:
                continue
            reader = QuestionReader(entry, lists, variants, names.faults)
            question = reader.read(several)
            if not reader.sound or str(entry.raw.get("of")) in names.broken:
                names.broken.add(entry.id)
            if question is None:
                continue
            found[entry.id] = question
            names.ask(question)
            if isinstance(question.kind, AnyOf):
                several[entry.id] = question
    _check_variants(found, variants, merged, names)
    return {entry.id: found[entry.id] for entry in entries if entry.id in found}


def _in_interview_order(merged: Layered) -> list[Entry]:
    head = merged.single("rulebase")
    sections = head.raw.get("sections") if head else ()
    listed = sections if isinstance(sections, list) else []
    place = {name: number for number, name in enumerate(listed) if isinstance(name, str)}
    return sorted(merged.of_sort("question"), key=lambda entry: place.get(entry.home, len(place)))


def _check_variants(questions: Mapping[str, Question], variants: str, merged: Layered, names: Names) -> None:
    """Other wording is for options that exist."""
    if variants not in questions:
        return
    known = [option.id for option in questions[variants].options]
    for question in questions.values():
        for option in question.variants:
            if option not in known:
                spot = merged.entries["name", question.id].spot.within(variants, option)
                names.faults.add("R357", spot, option=option, of=variants, guess=closest(option, known) or "")


def with_conditions(
    questions: Mapping[str, Question], order: Iterable[str], merged: Layered, names: Names
) -> dict[str, Question]:
    """The questions with their conditions, now that every name is known; without those that wait in a circle."""
    found = {}
    known = set(order)
    for name, question in questions.items():
        if name in known:
            entry = merged.entries["name", name]
            table = Checked(entry.raw, entry.spot, names.faults, QUESTION, question.sort)
            when = names.condition(table, "when", FIRST)
            found[name] = replace(question, when=when, at_most=_cap(question, table, names))
    return found


def _cap(question: Question, table: Checked, names: Names) -> Expr | None:
    """The highest that an open answer can be, with as many decimals as the answer has."""
    if "at_most" not in table or not table.can_have("at_most"):
        return None
    spot = table.spot.within("at_most")
    found = names.number(table.text("at_most"), spot, FIRST)
    if found is None:
        return NOTHING
    expr, kind = found
    if kind.decimals > question.decimals:
        names.faults.add("R329", spot, decimals=str(question.decimals))
        return NOTHING
    return scaled_like(expr, kind, question.decimals)


def check_options(
    questions: Mapping[str, Question], quantities: Mapping[str, Quantity], merged: Layered, names: Names
) -> None:
    """No option is called like something that a condition can name."""
    taken = {entry.id for entry in merged.of_sort("question", "quantity", "table", "figure")}
    kinds = {name: question.kind for name, question in questions.items()}
    kinds |= {name: quantity.kind for name, quantity in quantities.items() if quantity.levels}
    for name, kind in kinds.items():
        own = merged.entries["name", name]
        if isinstance(kind, OneOf | AnyOf) and own.sort != "quantity":
            key = "levels" if "levels" in own.raw else "options"
            for option in kind.options:
                if option in taken:
                    names.faults.add("R318", own.spot.within(key, option), id=option)
