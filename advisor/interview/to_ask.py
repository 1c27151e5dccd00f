"""Which questions are worth a message: those that can still decide something, and if wanted the other ones. Pure."""

from collections.abc import Iterator

from advisor.advice.suppliers import is_judged
from advisor.frozen import frozen
from advisor.language.trace import Truth
from advisor.model.assessment import Assessment, Fact, State
from advisor.model.profile import Supplier
from advisor.model.question import Question


@frozen
class Asked:
    """One question to ask, and of which supplier."""

    question: Question
    fact: Fact
    supplier: Supplier | None = None


def asked_of(assessment: Assessment, *, everything: bool) -> tuple[Asked, ...]:
    """What to ask: the questions that can still decide something, the most decisive first.

    Args:
        assessment: The advice so far.
        everything: Whether the others that apply and are not answered follow, in interview order.
    """
    found = list(_decisive(assessment))
    if everything:
        known = {(each.question.id, each.supplier.id if each.supplier else "") for each in found}
        found += [
            each
            for each in _unanswered(assessment)
            if (each.question.id, each.supplier.id if each.supplier else "") not in known
        ]
    return tuple(found)


def _decisive(assessment: Assessment) -> Iterator[Asked]:
    facts = {each.supplier.id: each.facts for each in assessment.suppliers}
    for each in assessment.open_questions:
        if not each.suppliers:
            yield Asked(each.question, assessment.facts[each.question.id])
        for supplier in each.suppliers:
            yield Asked(each.question, facts[supplier.id][each.question.id], supplier)


def _unanswered(assessment: Assessment) -> Iterator[Asked]:
    judged = is_judged(assessment.profile)
    for question in assessment.rulebase.questions.values():
        if question.per and judged:
            for finding in assessment.suppliers:
                if finding.supplier.important and _waits(finding.facts[question.id]):
                    yield Asked(question, finding.facts[question.id], finding.supplier)
        elif _waits(assessment.facts[question.id]):
            yield Asked(question, assessment.facts[question.id])


def _waits(fact: Fact) -> bool:
    """Whether nothing was answered yet; of a number each, whether one of its numbers was not."""
    partly = fact.state is State.RANGE and fact.question.sort == "number each"
    return fact.applies is not Truth.NO and (fact.state in (State.NOT_ASKED, State.UNKNOWN) or partly)
