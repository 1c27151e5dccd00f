"""The graph of a rule base: questions, quantities, rules, outcomes, steps, and what leads from one to the other."""

from collections.abc import Container, Iterable, Iterator
from typing import Final, get_args

from advisor.audit.expressions import RULEBASE, expressions, names_of, sort_of
from advisor.model.graph import Edge, Graph, Node, Sort
from advisor.model.rulebase import RuleBase

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
NOT_DRAWN: Final = ("source", "rulebase")
"""Nearly everything cites a source, and what the rule base as a whole names leads to nothing in particular."""
FINDS_OUT: Final = "settles"
"""From a step to a question: against the stream, so it is not drawn."""
GOALS: Final = ("from", "to", "role")
"""Edges that only say where something goes: neither end has a part in what lies behind the other."""
CARRY_NOTHING: Final = (*GOALS, "warn")
"""Edges along which nothing changes: a caution beside an outcome leaves its level as it is."""


def graph(base: RuleBase) -> Graph:
    """Everything with an id, and everything in which one id stands in the entry of another."""
    nodes = sorted(_nodes(base), key=lambda node: (SORTS.index(node.sort), node.id))
    edges = sorted(set(_edges(base)), key=lambda edge: (edge.origin, edge.target, edge.how))
    return Graph({node.key: node for node in nodes}, tuple(edges))


def drawn(whole: Graph) -> Graph:
    """What a drawing shows of it: without sources, the rule base as a whole, and what steps would find out."""
    nodes = {key: node for key, node in whole.nodes.items() if node.sort not in NOT_DRAWN}
    return Graph(nodes, tuple(edge for edge in _between(whole, nodes) if edge.how != FINDS_OUT))


def around(whole: Graph, key: str) -> Graph:
    """One node, everything that leads to it, and everything that it leads to."""
    kept = upstream(whole, key) | downstream(whole, key)
    nodes = {each: node for each, node in whole.nodes.items() if each in kept}
    return Graph(nodes, tuple(_between(whole, nodes)))


def upstream(whole: Graph, key: str) -> frozenset[str]:
    """The node and everything that leads to it."""
    return _reached(key, ((edge.target, edge.origin, edge.how) for edge in whole.edges), GOALS)


def downstream(whole: Graph, key: str) -> frozenset[str]:
    """The node and everything that it leads to."""
    return _reached(key, ((edge.origin, edge.target, edge.how) for edge in whole.edges), CARRY_NOTHING)


def changed_by(whole: Graph, key: str) -> frozenset[str]:
    """The node and everything that it can change: what it leads to by more than a name."""
    return downstream(Graph(whole.nodes, tuple(edge for edge in whole.edges if edge.how not in CARRY_NOTHING)), key)


def _reached(key: str, steps: Iterable[tuple[str, str, str]], ends: Container[str]) -> frozenset[str]:
    """The node, and whatever the steps lead to from there; nothing behind a step of the sort that ends the way."""
    following: dict[str, list[tuple[str, str]]] = {}
    for begin, end, how in steps:
        following.setdefault(begin, []).append((end, how))
    passed, ended, waiting = {key}, set(), [key]
    while waiting:
        for each, how in following.get(waiting.pop(), ()):
            if how in ends:
                ended.add(each)
            elif each not in passed:
                passed.add(each)
                waiting.append(each)
    return frozenset(passed | ended)


def _between(whole: Graph, nodes: Iterable[str]) -> list[Edge]:
    kept = frozenset(nodes)
    return [edge for edge in whole.edges if edge.origin in kept and edge.target in kept]


# -- nodes


def _nodes(base: RuleBase) -> Iterator[Node]:
    yield Node("rulebase", "rulebase", base.name)
    for question in base.questions.values():
        yield Node("question", question.id, question.label)
    for quantity in base.quantities.values():
        yield Node(sort_of(quantity), quantity.id, quantity.says)
    for figure in base.figures.values():
        yield Node("figure", figure.id, figure.says)
    for outcome in base.outcomes.values():
        yield Node(outcome.group, outcome.id, outcome.name)
        for rule in outcome.rules:
            yield Node("rule", rule.id, rule.says)
    for step in base.steps.values():
        yield Node("step", step.id, step.deed.does)
    yield from (Node("check", each.id, each.says) for each in base.checks)
    yield from (Node("warning", each.id, each.says) for each in base.warnings)
    yield from (Node("path", each.id, each.says) for each in base.paths)
    yield from (Node("wanted", each.id, base.outcomes[each.role].name) for each in base.wanted)
    yield from (Node("source", each.id, each.title) for each in base.sources.values())


def key_of(base: RuleBase, name: str) -> str:
    """The key of what a condition calls so, without ``.level`` or an option behind it."""
    if name in base.questions:
        return f"question:{name}"
    if name in base.quantities:
        return f"{sort_of(base.quantities[name])}:{name}"
    if name in base.outcomes:
        return f"{base.outcomes[name].group}:{name}"
    return f"figure:{name}"


# -- edges


def _edges(base: RuleBase) -> Iterator[Edge]:
    for key, how, expr in expressions(base):
        yield from (Edge(key_of(base, name), key, how) for name in names_of(expr))
    for question in base.questions.values():
        if question.of:
            yield Edge(f"question:{question.of}", f"question:{question.id}", "of")
    for name, weights in base.scope.weights.items():
        yield Edge(f"question:{weights.of}", f"figure:{name}", "of")
    for outcome in base.outcomes.values():
        for rule in outcome.rules:
            yield Edge(f"rule:{rule.id}", f"{outcome.group}:{outcome.id}", rule.effect)
            yield from (Edge(f"rule:{rule.id}", f"step:{step}", "remedy") for step in rule.remedy)
    for warning in base.warnings:
        yield from (Edge(f"warning:{warning.id}", f"step:{step}", "remedy") for step in warning.remedy)
    yield from _of_goals(base)
    yield from _of_steps(base)
    yield from _of_the_whole(base)
    yield from _cited(base)


def _of_goals(base: RuleBase) -> Iterator[Edge]:
    """Paths and wanted partners, and where they go."""
    for path in base.paths:
        yield Edge(f"path:{path.id}", f"form:{path.to}", "to")
        if path.origin in base.outcomes:
            yield Edge(f"form:{path.origin}", f"path:{path.id}", "from")
    for wanted in base.wanted:
        yield Edge(f"wanted:{wanted.id}", f"role:{wanted.role}", "role")


def _of_steps(base: RuleBase) -> Iterator[Edge]:
    for step in base.steps.values():
        own = f"step:{step.id}"
        yield from (Edge(f"step:{each}", own, "after") for each in step.after)
        yield from (Edge(f"step:{each}", own, "after_if_planned") for each in step.after_if_planned)
        yield from (Edge(own, f"question:{each}", FINDS_OUT) for each in step.settles)


def _of_the_whole(base: RuleBase) -> Iterator[Edge]:
    """What ``rulebase.toml`` names."""
    for how in ("variants", "ecosystem", "offers", "wishes", "weakest"):
        name = getattr(base, how)
        if name in base.questions or name in base.outcomes:
            yield Edge(key_of(base, name), RULEBASE, how)


def _cited(base: RuleBase) -> Iterator[Edge]:
    entries = (
        *((f"{sort_of(each)}:{each.id}", each.source) for each in base.quantities.values()),
        *((f"figure:{each.id}", each.source) for each in base.figures.values()),
        *((f"rule:{each.id}", each.source) for each in base.rules().values()),
        *((f"step:{each.id}", each.source) for each in base.steps.values()),
        *((f"check:{each.id}", each.source) for each in base.checks),
        *((f"warning:{each.id}", each.source) for each in base.warnings),
        *((f"path:{each.id}", each.source) for each in base.paths),
        *((f"wanted:{each.id}", each.source) for each in base.wanted),
    )
    for key, sources in entries:
        yield from (Edge(f"source:{each}", key, "source") for each in sources)
