"""What leads to what, on the smallest rule base in which everything occurs once."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.audit.expressions import expressions, names_of
from advisor.audit.graph import around, changed_by, downstream, drawn, graph, key_of, upstream
from advisor.files.rulebase import load
from advisor.frozen import replace
from advisor.model.graph import Graph
from advisor.model.rulebase import RuleBase
from tests.files.test_bad_rules import MINIMAL

QUICK = settings(max_examples=25, deadline=None, derandomize=True)


@cache
def base() -> RuleBase:
    return load([MINIMAL])


@cache
def whole() -> Graph:
    return graph(base())


def edges(among: Graph) -> set[tuple[str, str, str]]:
    return {(edge.origin, edge.target, edge.how) for edge in among.edges}


@pytest.mark.parametrize(
    "edge",
    [
        ("question:tools", "question:tool_peak", "of"),
        ("question:at_home", "question:route", "when"),
        ("question:staff", "question:at_home", "at_most"),
        ("question:tool_peak", "quantity:demand", "is"),
        ("figure:mbps", "quantity:demand", "is"),
        ("figure:target_use", "quantity:shortage", "is"),
        ("quantity:shortage", "table:risk", "rows"),
        ("table:risk", "rule:consumer.risky", "when"),
        ("rule:consumer.sponsored", "role:consumer", "must"),
        ("rule:consumer.sponsored", "step:sponsor", "remedy"),
        ("warning:no-talk", "step:sponsor", "remedy"),
        ("readiness:basis", "rule:consumer.ready", "when"),
        ("question:tools", "role:consumer", "we"),
        ("question:kind_of_ecosystem", "readiness:basis", "not_started"),
        ("role:consumer", "step:measure", "unless"),
        ("step:sponsor", "step:measure", "after"),
        ("question:staff", "check:more-at-home", "when"),
        ("form:digital_ecosystem", "path:begin", "when"),
        ("path:begin", "form:digital_ecosystem", "to"),
        ("wanted:line", "role:consumer", "role"),
        ("source:A1", "figure:mbps", "source"),
        ("step:measure", "question:bandwidth", "settles"),
        ("question:staff", "rulebase:rulebase", "small"),
        ("question:sector", "rulebase:rulebase", "variants"),
    ],
)
def test_an_id_in_the_entry_of_another_is_an_edge(edge: tuple[str, str, str]) -> None:
    assert edge in edges(whole())


def test_every_edge_joins_two_nodes() -> None:
    assert {end for edge in whole().edges for end in (edge.origin, edge.target)} <= set(whole().nodes)


def test_every_name_in_an_expression_leads_to_what_reads_it() -> None:
    read = {(key_of(base(), name), key, how) for key, how, expr in expressions(base()) for name in names_of(expr)}

    assert read <= edges(whole())


def test_a_drawing_leaves_out_sources_and_what_steps_find_out() -> None:
    shown = drawn(whole())

    assert not {node.sort for node in shown.nodes.values()} & {"source", "rulebase"}
    assert "settles" not in {edge.how for edge in shown.edges}
    assert edges(shown) < edges(whole())


def test_around_one_id_is_what_leads_to_it_and_what_it_leads_to() -> None:
    part = around(drawn(whole()), "rule:basis.enough")

    assert {"question:bandwidth", "question:tools", "figure:target_use"} <= set(part.nodes)  # before it
    assert {"readiness:basis", "role:consumer", "step:measure"} <= set(part.nodes)  # behind it
    assert "question:trust" not in part.nodes
    assert "check:more-at-home" not in part.nodes


def test_what_only_names_a_role_or_a_form_passes_nothing_on() -> None:
    assert downstream(drawn(whole()), "wanted:line") == {"wanted:line", "role:consumer"}
    assert upstream(drawn(whole()), "form:digital_ecosystem") == {
        "form:digital_ecosystem",
        "rule:digital_ecosystem.own",
        "question:kind_of_ecosystem",
        "path:begin",
    }


def test_a_caution_changes_nothing_but_belongs_to_its_outcome() -> None:
    assert "role:consumer" in downstream(whole(), "rule:consumer.risky")
    assert "role:consumer" not in changed_by(drawn(whole()), "rule:consumer.risky")
    assert "table:risk" in upstream(whole(), "role:consumer")


@QUICK
@given(st.sampled_from(sorted(drawn(whole()).nodes)))
def test_a_part_is_made_of_the_whole(key: str) -> None:
    shown = drawn(whole())
    part = around(shown, key)

    assert key in part.nodes
    assert list(part.nodes) == [each for each in shown.nodes if each in part.nodes]
    assert edges(part) == {each for each in edges(shown) if {each[0], each[1]} <= set(part.nodes)}
    for each in part.nodes:
        assert each in upstream(shown, key) or each in downstream(shown, key)


@QUICK
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_tables_changes_nothing(random: object) -> None:
    def shuffled(mapping: object) -> dict[str, object]:
        items = list(mapping.items())  # type: ignore[attr-defined]
        random.shuffle(items)  # type: ignore[attr-defined]
        return dict(items)

    names = ("questions", "quantities", "figures", "outcomes", "steps", "sources")
    other = replace(base(), **{name: shuffled(getattr(base(), name)) for name in names})
    again = graph(other)

    assert list(again.nodes.items()) == list(whole().nodes.items())
    assert again.edges == whole().edges
