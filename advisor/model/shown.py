"""One entry of a rule base with everything around it: plain data, which `advisor.audit` gathers and reports print."""

from collections.abc import Mapping
from typing import Any

from advisor.frozen import field, frozen
from advisor.language.tree import Expr
from advisor.model.graph import Node
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import Place


@frozen(kw_only=True)
class Written:
    """An entry as it stands in its file."""

    place: Place
    layer: str
    """What the folder is called that it is from."""
    raw: Mapping[str, Any]


@frozen(kw_only=True)
class Comparison:
    """The smallest part of an expression in which something is read."""

    inside: Node
    """What the expression belongs to."""
    how: str
    """Under which key it stands there."""
    expr: Expr
    values: tuple[str, ...] = ()
    """What it is compared with, as written in the rules: numbers, options, figures, yes or no; nothing where it is
    part of a calculation."""


@frozen(kw_only=True)
class Answer:
    """A question behind an entry, and what is asked of its answer on the way there."""

    question: Question
    compared: tuple[Comparison, ...]


@frozen(kw_only=True)
class Link:
    """Another entry at one end of some edges."""

    node: Node
    how: tuple[str, ...]
    compared: tuple[Comparison, ...] = ()
    """Where the other entry reads this one."""


@frozen(kw_only=True)
class Shown:
    """One entry."""

    rulebase: RuleBase
    node: Node
    written: Written | None = None
    """Nothing for the rule base as a whole."""
    conditions: Mapping[str, Expr] = field(default_factory=dict)
    """Its expressions, by the key under which they stand."""
    leads_to: tuple[Link, ...] = ()
    """What reads, counts, cites or comes after it."""
    rests_on: tuple[Link, ...] = ()
    """What it reads or cites, or comes after."""
    answers: tuple[Answer, ...] = ()
    """Every question behind it, in interview order."""
    reaches: tuple[Node, ...] = ()
    """The outcomes that it can change, however far away."""
