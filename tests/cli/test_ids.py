"""Completion of ids."""

from advisor.audit.graph import graph
from advisor.cli.ids import SHOWN, ids_in
from advisor.report.explain import LEAD, explainable
from tests.report.sample import HERE, rules


def test_the_heads_of_the_files_give_every_id_that_can_be_explained() -> None:
    assert sorted(ids_in(HERE / "rules")) == sorted(set(explainable(rules())) - {LEAD})


def test_the_heads_of_the_files_give_every_id_that_can_be_shown() -> None:
    shown = {node.id for node in graph(rules()).nodes.values() if node.sort != "rulebase"}

    assert set(ids_in(HERE / "rules", SHOWN)) == shown
