"""Mermaid and DOT, whatever stands in the rules: read back by readers that know only how such files are written."""

import html
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.model.graph import Edge, Graph, Node
from advisor.report import dot, mermaid
from advisor.report.drawing import lines_of
from advisor.report.safe import line

QUICK = settings(max_examples=60, deadline=None, derandomize=True)
HOSTILE = (
    '"quoted"',
    "[a](b) {c} {{d}} ((e))",
    'x"] --> y["',
    "a\nb\r\nc\u2028d",
    "<b onclick='x'>bold</b> &amp; <!-- <br/>",
    "`md` **x** _y_ #quot; #35;",
    "end",
    "%% comment",
    "style a:#f; classDef b:#c;",
    "back\\slash\\",
    "\\N \\G \\l",
    "\u202e\x1b[31mred\x00",
    "一 é 😀",
    "",
)
MERMAID_NODE = re.compile(r"  (\w+)(\W+?)\"([^\"]*)\"(\W+)")
MERMAID_EDGE = re.compile(r"  (\w+) (?:-->|==>|-\.->)(?:\|\"([^\"]*)\"\|)? (\w+)")
DOT_NODE = re.compile(r'  "((?:[^"\\]|\\.)*)" \[shape=(\w+), label="((?:[^"\\]|\\.)*)"\];')
DOT_EDGE = re.compile(r'  "((?:[^"\\]|\\.)*)" -> "((?:[^"\\]|\\.)*)"(?: \[(?:[\w=, ]|"(?:[^"\\]|\\.)*")*\])?;')
SORTS = list(mermaid.SHAPES)

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))


def chain(labels: list[str]) -> Graph:
    """A node per label, of one sort after another, each joined to the next."""
    nodes = {}
    for place, label in enumerate(labels):
        node = Node(SORTS[place % len(SORTS)], f"n{place}.a-b_c", label)
        nodes[node.key] = node
    keys = list(nodes)
    return Graph(nodes, tuple(Edge(one, other, "met") for one, other in pairwise(keys)))


def from_mermaid(label: str) -> list[str]:
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), part) for part in label.split("<br/>")]


def from_dot(label: str) -> list[str]:
    parts = re.split(r"(?<!\\)((?:\\\\)*)\\n", label)
    joined = ["".join(parts[place : place + 2]) for place in range(0, len(parts), 2)]
    return [html.unescape(re.sub(r"\\(.)", r"\1", part)) for part in joined]


@QUICK
@given(st.lists(texts, min_size=1, max_size=len(SORTS)))
@example(list(HOSTILE))
def test_any_text_stays_inside_its_label_in_mermaid(labels: list[str]) -> None:
    graph = chain(labels)
    first, *rest = mermaid.write(graph).removesuffix("\n").split("\n")
    nodes = [MERMAID_NODE.fullmatch(each) for each in rest[: len(graph.nodes)]]
    edges = [MERMAID_EDGE.fullmatch(each) for each in rest[len(graph.nodes) :]]

    assert first == "flowchart LR"
    assert [from_mermaid(found[3]) if found else None for found in nodes] == [
        [node.id, line(node.label)] for node in graph.nodes.values()
    ]
    assert len(edges) == len(graph.edges)
    names = [found[1] for found in nodes if found]
    assert {(found[1], found[3]) if found else None for found in edges} == set(pairwise(names))
    assert not re.search("[<>&`]", "".join(found[3] for found in nodes if found).replace("<br/>", ""))


@QUICK
@given(st.lists(texts, min_size=1, max_size=len(SORTS)))
@example(list(HOSTILE))
def test_any_text_stays_inside_its_label_in_dot(labels: list[str]) -> None:
    graph = chain(labels)
    first, second, *rest, last = dot.write(graph).removesuffix("\n").split("\n")
    nodes = [DOT_NODE.fullmatch(each) for each in rest[: len(graph.nodes)]]
    edges = [DOT_EDGE.fullmatch(each) for each in rest[len(graph.nodes) :]]

    assert (first, second, last) == ("digraph rules {", "  rankdir=LR;", "}")
    assert [(found[1], from_dot(found[3])) if found else None for found in nodes] == [
        (key, [node.id, line(node.label)]) for key, node in graph.nodes.items()
    ]
    assert [(found[1], found[2]) if found else None for found in edges] == sorted(
        (each.origin, each.target) for each in graph.edges
    )


@pytest.mark.parametrize("shapes", [mermaid.SHAPES, dot.SHAPES])
def test_every_sort_that_is_drawn_has_a_shape_of_its_own(shapes: dict[str, object]) -> None:
    own = [shapes[sort] for sort in SORTS if sort not in ("source", "rulebase")]

    assert len(set(own)) == len(own)


def test_two_ids_never_get_the_same_name_in_mermaid() -> None:
    ids = ("a_b.c", "a.b-c", "a_b_c", "a_b_c_2")
    nodes = {f"rule:{each}": Node("rule", each, each) for each in ids}
    text = mermaid.write(Graph(nodes, ()))

    assert len(set(re.findall(r"^  (\w+)", text, re.MULTILINE))) == len(ids)


def test_edges_between_the_same_two_are_one_line() -> None:
    edges = tuple(Edge("step:a", "step:b", how) for how in ("met", "when"))
    nodes = {f"step:{each}": Node("step", each, each) for each in "ab"}
    (one,) = lines_of(Graph(nodes, edges))

    assert (one.label, one.style) == ("met", "plain")
