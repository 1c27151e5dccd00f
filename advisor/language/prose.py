"""How an expression reads: as the text it was written in, and as a sentence in the language asked for.

A sentence depends on the truth as well: "region is Europe" is no reason for a no.
"""

from types import UnionType
from typing import Protocol, assert_never

from advisor.language import tree
from advisor.language.kinds import plain
from advisor.language.trace import Truth
from advisor.language.tree import Expr
from advisor.words import Words
from advisor.words import message as _


class Lexicon(Protocol):
    """What the names in conditions are called, in the language of `words`."""

    @property
    def words(self) -> Words:
        """The language of every sentence."""

    def label(self, name: str) -> str:
        """A short noun phrase for a name."""

    def option(self, name: str, option: str) -> str:
        """What an option of that name is called."""

    def unit(self, name: str) -> str:
        """The unit of a number, or nothing."""


OPPOSITE: dict[tree.Order, tree.Order] = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}
MIRRORED: dict[tree.Order, tree.Order] = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}

HOLDS: dict[tree.Order, str] = {
    "<": _("%(left)s: below %(right)s"),
    "<=": _("%(left)s: at most %(right)s"),
    "==": _("%(left)s: %(right)s"),
    "!=": _("%(left)s: not %(right)s"),
    ">=": _("%(left)s: at least %(right)s"),
    ">": _("%(left)s: above %(right)s"),
}
OPEN: dict[tree.Order, str] = {
    "<": _("%(left)s: not known whether below %(right)s"),
    "<=": _("%(left)s: not known whether at most %(right)s"),
    "==": _("%(left)s: not known whether %(right)s"),
    "!=": _("%(left)s: not known whether %(right)s"),
    ">=": _("%(left)s: not known whether at least %(right)s"),
    ">": _("%(left)s: not known whether above %(right)s"),
}
COUNTED: dict[tree.Order, str] = {
    "<": _("fewer than %(right)s of these hold: %(conditions)s"),
    "<=": _("at most %(right)s of these hold: %(conditions)s"),
    "==": _("exactly %(right)s of these hold: %(conditions)s"),
    "!=": _("not exactly %(right)s of these hold: %(conditions)s"),
    ">=": _("at least %(right)s of these hold: %(conditions)s"),
    ">": _("more than %(right)s of these hold: %(conditions)s"),
}


def sentence(expr: Expr, truth: Truth, lexicon: Lexicon) -> str:
    """Say of a condition that it holds, that it does not, or that this is not known."""
    words = lexicon.words
    match expr:
        case tree.Name(name):
            said = {
                Truth.YES: _("%(what)s: yes"),
                Truth.NO: _("%(what)s: no"),
                Truth.OPEN: _("%(what)s: not known"),
            }
            return words.say(said[truth], what=lexicon.label(name))
        case tree.Not(inner):
            return sentence(inner, _opposite(truth), lexicon)
        case tree.All(inner) | tree.Any(inner):
            said_of_each = [sentence(part, truth, lexicon) for part in inner]
            # What is not "both this and that" is "not this or not that".
            together = isinstance(expr, tree.All) is not (truth is Truth.NO)
            return words.both(said_of_each) if together else words.either(said_of_each)
        case tree.Compare():
            return _comparison(expr, truth, lexicon)
        case tree.Among(choice, options):
            name = _name_of(choice)
            said = {
                Truth.YES: _("%(what)s: %(options)s"),
                Truth.NO: _("%(what)s: not %(options)s"),
                Truth.OPEN: _("%(what)s: not known whether %(options)s"),
            }
            # In quotation marks after "not": a label may say no itself, as "nobody in particular" does.
            quoted = _("“%(label)s”") if truth is Truth.NO else "%(label)s"
            labels = [words.say(quoted, label=lexicon.option(name, option)) for option in options]
            return words.say(said[truth], what=lexicon.label(name), options=words.either(labels))
        case tree.Includes(chosen, option):
            said = {
                Truth.YES: _("%(what)s: including %(option)s"),
                Truth.NO: _("%(what)s: without %(option)s"),
                Truth.OPEN: _("%(what)s: not known whether including %(option)s"),
            }
            label = lexicon.option(_name_of(chosen), option)
            return words.say(said[truth], what=phrase(chosen, lexicon), option=label)
        case _:
            return phrase(expr, lexicon)


def _opposite(truth: Truth) -> Truth:
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.OPEN: Truth.OPEN}[truth]


def _comparison(expr: tree.Compare, truth: Truth, lexicon: Lexicon) -> str:
    if isinstance(expr.left, tree.Constant) and not expr.left.figure:  # "10 <= staff" is about the staff, not about 10
        expr = tree.Compare(MIRRORED[expr.order], expr.right, expr.left)
    order = OPPOSITE[expr.order] if truth is Truth.NO else expr.order
    right = phrase(expr.right, lexicon)
    if isinstance(expr.right, tree.Constant) and not expr.right.figure:
        right = lexicon.words.quantity(right, _unit_of(expr.left, lexicon))
    if isinstance(expr.left, tree.Count):
        conditions = "; ".join(sentence(part, Truth.YES, lexicon) for part in expr.left.inner)
        said = lexicon.words.say(COUNTED[order], right=right, conditions=conditions)
        return said if truth is not Truth.OPEN else lexicon.words.say(_("not known whether %(what)s"), what=said)
    said = OPEN[order] if truth is Truth.OPEN else HOLDS[order]
    return lexicon.words.say(said, left=phrase(expr.left, lexicon), right=right)


def phrase(expr: Expr, lexicon: Lexicon) -> str:
    """A noun phrase for a number, a choice or a set."""
    words = lexicon.words

    def inside(parts: tuple[Expr, ...]) -> list[str]:
        return [phrase(part, lexicon) for part in parts]

    match expr:
        case tree.Name(name):
            return lexicon.label(name)
        case tree.Constant(value, decimals, figure):
            number = words.number(value, decimals)
            return f"{lexicon.label(figure)} ({number})" if figure else number
        case tree.Scaled(inner):
            return phrase(inner, lexicon)
        case tree.Sum(inner):
            return words.say(_("the sum of %(parts)s"), parts=words.both(inside(inner)))
        case tree.Difference(tree.Constant(0), right):
            return words.say(_("minus %(what)s"), what=phrase(right, lexicon))
        case tree.Difference(left, right):
            return words.say(_("%(left)s less %(right)s"), left=phrase(left, lexicon), right=phrase(right, lexicon))
        case tree.Times(left, right):
            return words.say(_("%(left)s times %(right)s"), left=phrase(left, lexicon), right=phrase(right, lexicon))
        case tree.Least(inner):
            return words.say(_("the lowest of %(parts)s"), parts=words.both(inside(inner)))
        case tree.Greatest(inner):
            return words.say(_("the highest of %(parts)s"), parts=words.both(inside(inner)))
        case tree.Percent(part, whole):
            said = _("%(part)s as a percentage of %(whole)s")
            return words.say(said, part=phrase(part, lexicon), whole=phrase(whole, lexicon))
        case tree.Share(part, rest):
            said = _("the share of %(part)s beside %(rest)s")
            return words.say(said, part=phrase(part, lexicon), rest=phrase(rest, lexicon))
        case tree.Count(inner):
            conditions = "; ".join(sentence(part, Truth.YES, lexicon) for part in inner)
            return words.say(_("how many of these hold: %(conditions)s"), conditions=conditions)
        case tree.Size(chosen):
            return words.say(_("the number of choices in %(what)s"), what=phrase(chosen, lexicon))
        case tree.Shared(left, right):
            return words.say(_("what %(parts)s share"), parts=words.both(inside((left, right))))
        case tree.Either(left, right):
            return words.say(_("what is in %(parts)s"), parts=words.either(inside((left, right))))
        case tree.Weighted(numbers, figure):
            said = _("%(numbers)s, each times %(figure)s")
            return words.say(said, numbers=lexicon.label(numbers), figure=lexicon.label(figure))
        case tree.Pick(inputs):
            return words.say(_("what the table says of %(parts)s"), parts=words.both(inside(inputs)))
        case tree.Not() | tree.All() | tree.Any() | tree.Compare() | tree.Among() | tree.Includes():
            return sentence(expr, Truth.YES, lexicon)
        case _:
            assert_never(expr)


def _name_of(expr: Expr) -> str:
    """The question that the options of a choice or set belong to: all names inside share their options."""
    return next(tree.names_in(expr), "")


def _unit_of(expr: Expr, lexicon: Lexicon) -> str:
    match expr:
        case tree.Name(name):
            return lexicon.unit(name)
        case tree.Scaled(inner):
            return _unit_of(inner, lexicon)
        case tree.Sum(inner) | tree.Least(inner) | tree.Greatest(inner):
            return _unit_of(inner[0], lexicon)
        case tree.Difference(left):
            return _unit_of(left, lexicon)
        case _:
            return ""


def source(expr: Expr) -> str:
    """The text that parses to this tree. A decision table has none of its own and reads as ``table(inputs)``."""
    match expr:
        case tree.Name(name):
            return name
        case tree.Constant(value, decimals, figure):
            return figure or plain(value, decimals)
        case tree.Not(tree.Among(choice, (option,))):
            return f"{source(choice)} != {option}"
        case tree.Not(tree.Among(choice, options)):
            return f"{source(choice)} not in [{', '.join(options)}]"
        case tree.Not(tree.Includes(chosen, option)):
            return f"{option} not in {source(chosen)}"
        case tree.Not(inner):
            return f"not {_grouped(inner, LOGIC)}"
        case tree.All(inner):
            return " and ".join(_grouped(part, LOGIC) for part in inner)
        case tree.Any(inner):
            return " or ".join(_grouped(part, LOGIC) for part in inner)
        case tree.Compare(order, left, right):
            return f"{source(left)} {order} {source(right)}"
        case tree.Among(choice, (option,)):
            return f"{source(choice)} == {option}"
        case tree.Among(choice, options):
            return f"{source(choice)} in [{', '.join(options)}]"
        case tree.Includes(chosen, option):
            return f"{option} in {source(chosen)}"
        case tree.Scaled(inner):
            return source(inner)
        case tree.Sum(inner):
            return " + ".join([_grouped(inner[0], tree.Sum), *(_grouped(part, SUMS) for part in inner[1:])])
        case tree.Difference(left, right):
            return f"{source(left)} - {_grouped(right, SUMS)}"
        case tree.Times(left, right):
            return f"{_grouped(left, SUMS)} * {_grouped(right, SUMS | tree.Times)}"
        case tree.Least(inner):
            return f"min({_listed(inner)})"
        case tree.Greatest(inner):
            return f"max({_listed(inner)})"
        case tree.Percent(first, second):
            return f"percent({_listed((first, second))})"
        case tree.Share(first, second):
            return f"share({_listed((first, second))})"
        case tree.Count(inner):
            return f"count({_listed(inner)})"
        case tree.Size(chosen):
            return f"size({source(chosen)})"
        case tree.Shared(left, right):
            return f"shared({_listed((left, right))})"
        case tree.Either(left, right):
            return f"either({_listed((left, right))})"
        case tree.Weighted(numbers, figure):
            return f"weighted({numbers}, {figure})"
        case tree.Pick(inputs):
            return f"table({_listed(inputs)})"
        case _:
            assert_never(expr)


def _listed(inner: tuple[Expr, ...]) -> str:
    return ", ".join(source(part) for part in inner)


LOGIC = tree.All | tree.Any
SUMS = tree.Sum | tree.Difference


def _grouped(expr: Expr, sorts: type | UnionType) -> str:
    """With brackets if it is one of these sorts, which here would parse to another tree without."""
    while isinstance(expr, tree.Scaled):
        expr = expr.inner
    return f"({source(expr)})" if isinstance(expr, sorts) else source(expr)
