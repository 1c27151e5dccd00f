"""What a sum of numbers per option is made of: so much for each option, and what else is in it.

The parts add up exactly, at the low end and at the high end, because the sum was made by adding them.
"""

from collections.abc import Iterator

from advisor.frozen import frozen
from advisor.language import tree
from advisor.language.kinds import Bounds, Number
from advisor.language.trace import Trace
from advisor.model.assessment import Assessment


@frozen
class Parts:
    """The parts of one quantity, scaled like the quantity itself."""

    numbers: str
    """The number each that is multiplied, per option."""
    figures: tuple[str, ...]
    """The published figures it is multiplied with."""
    options: dict[str, Bounds]
    """Per option that may be chosen."""
    others: dict[tree.Expr, Bounds]
    """Whatever else is added."""


def parts_of(assessment: Assessment, quantity: str) -> Parts | None:
    """The parts of a quantity; None where it is no sum with a number per option in it."""
    base = assessment.rulebase
    kind = base.quantities[quantity].kind
    terms = list(_terms(assessment, assessment.quantities[quantity], 0)) if isinstance(kind, Number) else []
    first = next((working.expr for working, _power in terms if isinstance(working.expr, tree.Weighted)), None)
    if first is None:
        return None
    question = base.questions[first.numbers]
    chosen = assessment.given[question.of].high
    names = [option.id for option in question.options]
    found = Parts(first.numbers, _figures(terms, first.numbers), {}, {})
    for working, power in terms:
        if isinstance(working.expr, tree.Weighted) and working.expr.numbers == first.numbers:
            for place, (option, part) in enumerate(zip(names, working.inner, strict=True)):
                if chosen >> place & 1:
                    found.options[option] = _added(found.options.get(option), part.bounds, power)
        else:
            found.others[working.expr] = _added(found.others.get(working.expr), working.bounds, power)
    return found


def _terms(assessment: Assessment, working: Trace, power: int) -> Iterator[tuple[Trace, int]]:
    """What is added up, each with the decimals it lacks; a name that stands for such a sum is unfolded."""
    match working.expr:
        case tree.Sum():
            for inner in working.inner:
                yield from _terms(assessment, inner, power)
        case tree.Scaled(_, more):
            yield from _terms(assessment, working.inner[0], power + more)
        case tree.Name(name) if name in assessment.quantities:
            inner_terms = list(_terms(assessment, assessment.quantities[name], power))
            sums = any(isinstance(each.expr, tree.Weighted) for each, _power in inner_terms)
            yield from inner_terms if sums else [(working, power)]
        case _:
            yield working, power


def _figures(terms: list[tuple[Trace, int]], numbers: str) -> tuple[str, ...]:
    weighted = [working.expr for working, _power in terms if isinstance(working.expr, tree.Weighted)]
    return tuple(dict.fromkeys(each.figure for each in weighted if each.numbers == numbers))


def _added(so_far: Bounds | None, more: Bounds, power: int) -> Bounds:
    before = so_far or Bounds(0, 0)
    return Bounds(before.low + more.low * 10**power, before.high + more.high * 10**power)
