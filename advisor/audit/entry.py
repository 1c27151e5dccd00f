"""One entry of a rule base with everything around it: as data to show, and as a graph to draw."""

from collections.abc import Iterable

from advisor.audit.answers import Comparisons
from advisor.audit.graph import around, changed_by, drawn, graph
from advisor.audit.named import named
from advisor.files.written import WrittenRules
from advisor.model.graph import Edge, Graph, Node
from advisor.model.rulebase import GROUPS
from advisor.model.shown import Link, Shown
from advisor.problems import AdvisorError, Problem


def show(rules: WrittenRules, about: str) -> Shown:
    """What is called `about`. Raises AdvisorError when nothing is called so, or several things are."""
    base = rules.rulebase
    whole = graph(base)
    node = find(rules, whole, about)
    comparisons = Comparisons(base, whole.nodes)
    reached = changed_by(drawn(whole), node.key) - {node.key}
    return Shown(
        rulebase=base,
        node=node,
        written=rules.entry(node),
        conditions=comparisons.of(node.key),
        leads_to=tuple(
            Link(node=whole.nodes[key], how=how, compared=comparisons.inside(key, node.id))
            for key, how in _ends((edge.target, edge) for edge in whole.leaving(node.key))
        ),
        rests_on=tuple(
            Link(node=whole.nodes[key], how=how)
            for key, how in _ends((edge.origin, edge) for edge in whole.entering(node.key))
        ),
        answers=comparisons.answers(node.key),
        reaches=tuple(each for key, each in whole.nodes.items() if key in reached and each.sort in GROUPS),
    )


def draw(rules: WrittenRules, about: str) -> Graph:
    """The graph to draw, or only what is around `about` if it is not empty. Raises AdvisorError, as `show` does."""
    whole = graph(rules.rulebase)
    shown = drawn(whole)
    if not about:
        return shown
    node = find(rules, whole, about)
    if node.key not in shown.nodes:
        raise AdvisorError(Problem(code="U552", values={"id": about}))
    return around(shown, node.key)


def find(rules: WrittenRules, whole: Graph, about: str) -> Node:
    """The node that is called `about`. Raises AdvisorError, with the reason where a layer switched it off."""
    if not any(about in (node.key, node.id) for node in whole.nodes.values()):
        rules.refuse_what_is_off(about)
    return named(whole, about, rules.renamed())


def _ends(edges: Iterable[tuple[str, Edge]]) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes at one end of some edges, each once, with every way in which it is joined."""
    found: dict[str, list[str]] = {}
    for key, edge in edges:
        found.setdefault(key, []).append(edge.how)
    return [(key, tuple(how)) for key, how in found.items()]
