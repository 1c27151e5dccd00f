"""The named suppliers: which of them the advice is judged on, how they compare, and whom to talk with."""

from datetime import date

from advisor.language.kinds import AnyOf, Bounds
from advisor.model.assessment import Fact, SupplierFinding
from advisor.model.profile import Supplier
from advisor.report.dates import written
from advisor.report.document import Align, Block, Heading, Paragraph, Table
from advisor.report.wording import TOLD, Wording


def judged_on(wording: Wording, outcome: str) -> str:
    """On whom an outcome is judged; nothing where no supplier was compared by it."""
    words, suppliers = wording.words, wording.assessment.suppliers
    names = [each.supplier.called for each in suppliers if each.weakest != "no"]
    if not names or outcome != wording.assessment.rulebase.weakest:
        return ""
    important = sum(each.supplier.important for each in suppliers)
    number = words.number(important)
    if len(names) > 1:
        return words.say(
            "judged on the weakest of %(number)s important suppliers, one of: %(names)s",
            number=number,
            names=words.either(names),
        )
    if important == 1:
        return words.say("judged on %(name)s, the only important supplier", name=names[0])
    return words.say("judged on %(name)s, the weakest of %(number)s important suppliers", name=names[0], number=number)


def judged(wording: Wording, outcome: str) -> list[Block]:
    """On whom an outcome is judged, and how the suppliers compare."""
    said = judged_on(wording, outcome)
    if not said:
        return []
    return [Paragraph(wording.words.say("This is %(said)s.", said=said)), *table(wording)]


def table(wording: Wording) -> list[Block]:
    """The suppliers by name: what they deliver, until when, what is known of them, and how they stand."""
    say, suppliers = wording.words.say, wording.assessment.suppliers
    if not suppliers:
        return []
    asked = wording.assessment.rulebase.asked_per_supplier()
    columns = (
        say("Supplier"),
        say("Delivers"),
        say("Contract ends"),
        *(_capital(wording.name(each.id)) for each in asked),
        say("Standing"),
    )
    rows = tuple(
        (
            _named(wording, each),
            each.supplier.delivers,
            _day(wording, each.supplier.contract_end),
            *(_cell(wording, each.facts[question.id]) for question in asked),
            wording.standing(each.finding) if each.finding else "",
        )
        for each in suppliers
    )
    counted: tuple[Align, ...] = tuple("right" if isinstance(each.kind, AnyOf) else "left" for each in asked)
    return [Heading(3, say("Suppliers")), Table(columns, rows, ("left", "left", "left", *counted, "left"))]


def _named(wording: Wording, found: SupplierFinding) -> str:
    supplier = found.supplier
    if supplier.important:
        return supplier.called
    return wording.words.say("%(name)s (easily replaced)", name=supplier.called)


def _cell(wording: Wording, fact: Fact) -> str:
    """An answer; of several choices only how many."""
    value = fact.value
    if fact.state not in TOLD or not isinstance(fact.question.kind, AnyOf):
        return fact.text
    if isinstance(value, dict):
        surely = len(value["sure"])
        return wording.fit(Bounds(surely, surely + len(value["maybe"])))
    return wording.words.number(len(value))


def talk_with(wording: Wording) -> list[Block]:
    """The important suppliers, the one whose contract ends first in front."""
    suppliers = [each.supplier for each in wording.assessment.suppliers if each.supplier.important]
    if not suppliers:
        return []
    soonest = sorted(suppliers, key=lambda each: (each.contract_end or date.max, each.id))
    people = "; ".join(_with_whom(wording, each) for each in soonest)
    return [Paragraph(wording.words.say("Talk with: %(people)s.", people=people))]


def _with_whom(wording: Wording, supplier: Supplier) -> str:
    words, ends = wording.words, supplier.contract_end
    about = [supplier.contact]
    if ends is not None and ends < wording.assessment.as_of:
        about.append(words.say("contract ended on %(date)s", date=_day(wording, ends)))
    elif ends is not None:
        about.append(words.say("contract ends on %(date)s", date=_day(wording, ends)))
    said = ", ".join(each for each in about if each)
    return words.say("%(name)s (%(about)s)", name=supplier.called, about=said) if said else supplier.called


def _day(wording: Wording, day: date | None) -> str:
    return written(day, wording.words) if day else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
