"""From a condition down to the answers: its smallest deciding conditions, and what those were worked out from."""

from collections.abc import Iterable

from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import YesNo
from advisor.language.prose import sentence
from advisor.language.trace import Trace, because
from advisor.language.tree import Expr
from advisor.model.rulebase import Quantity
from advisor.report.document import Item
from advisor.report.wording import Wording


def reasons(wording: Wording, working: Trace, *, deeper: bool = True) -> tuple[Item, ...]:
    """Why a condition is what it is. A quantity that is a yes or no is unfolded once, to its own reasons."""
    items: dict[Item, None] = {}
    for expr, truth in because(working):
        text = sentence(expr, truth, wording.lexicon)
        inner = _inner(wording, expr) if deeper else None
        if inner is not None:
            items[Item(text, details=reasons(wording, inner, deeper=False))] = None
        else:
            items[Item(text, aside=values(wording, expr, text))] = None
    return tuple(items)


LONG = 40
"""Characters from which what a reason rests on is worth saying only once."""


def said_once(wording: Wording, items: Iterable[Item], said: set[Item | str]) -> tuple[Item, ...]:
    """The items without what stands above them already: long answers, and what a quantity was worked out from.

    `said` holds what stands above, and grows.
    """
    found = []
    for item in items:
        if item.details and (whole := replace(item, mark="", cites=())) in said:
            found.append(replace(item, details=(), aside=wording.words.say("as above")))
            continue
        if item.details:
            said.add(whole)
        aside = "" if item.aside in said else item.aside
        if len(item.aside) >= LONG:
            said.add(item.aside)
        found.append(replace(item, aside=aside, details=said_once(wording, item.details, said)))
    return tuple(found)


def _inner(wording: Wording, expr: Expr) -> Trace | None:
    """The working of a quantity that is a yes or no."""
    name = _name(expr)
    quantity = wording.assessment.rulebase.quantities.get(name)
    return wording.assessment.quantities[name] if quantity and isinstance(quantity.kind, YesNo) else None


def _name(expr: Expr) -> str:
    match expr:
        case tree.Name(name) | tree.Not(tree.Name(name)):
            return name
        case _:
            return ""


def values(wording: Wording, expr: Expr, said: str = "") -> str:
    """What the names in a condition are, of a quantity also what it was worked out from, one level down.

    The name is left out where there is only one, and all of it where the sentence has just said it.
    """
    names = tuple(dict.fromkeys(tree.names_in(expr)))
    if len(names) == 1:
        value = _valued(wording, names[0])
        return "" if value in said else value
    say = wording.words.say
    texts = [say("%(what)s: %(value)s", what=wording.name(each), value=_valued(wording, each)) for each in names]
    return "; ".join(texts)


def _valued(wording: Wording, name: str) -> str:
    value = wording.value(name)
    quantity = wording.assessment.rulebase.quantities.get(name)
    inputs = wording.listed(_decisive(wording, quantity), "; ") if quantity else ""
    return wording.words.say("%(value)s, from %(inputs)s", value=value, inputs=inputs) if inputs else value


def _decisive(wording: Wording, quantity: Quantity) -> list[str]:
    """What a quantity was worked out from; of a yes or no, only what made it so."""
    if not isinstance(quantity.kind, YesNo):
        return inputs_of(wording, quantity.expr)
    return inputs_of(wording, *(expr for expr, _truth in because(wording.assessment.quantities[quantity.id])))


def inputs_of(wording: Wording, *exprs: Expr) -> list[str]:
    """The names in expressions with their values; a number each is one of them, whatever its options."""
    names = dict.fromkeys(_question(wording, name) for expr in exprs for name in tree.names_in(expr))
    return [
        wording.words.say("%(what)s: %(value)s", what=wording.name(name), value=wording.value(name)) for name in names
    ]


def _question(wording: Wording, name: str) -> str:
    first = name.partition(".")[0]
    return first if first in wording.assessment.rulebase.questions else name
