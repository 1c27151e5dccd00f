"""Completion of ids."""

import click
import pytest

from advisor.audit.graph import graph
from advisor.cli.ids import SHOWN, Explainable, OutcomeId, Pair, SectorId, ids_in
from advisor.report.explain import LEAD, explainable
from tests.report.sample import HERE, rules


def test_the_heads_of_the_files_give_every_id_that_can_be_explained() -> None:
    assert sorted(ids_in(HERE / "rules")) == sorted(set(explainable(rules())) - {LEAD})


def test_the_heads_of_the_files_give_every_id_that_can_be_shown() -> None:
    shown = {node.id for node in graph(rules()).nodes.values() if node.sort != "rulebase"}

    assert set(ids_in(HERE / "rules", SHOWN)) == shown


@pytest.mark.parametrize(
    ("kind", "incomplete", "expected"),
    [
        (Explainable(), "lead", [LEAD, "leads_network"]),
        (Explainable(), "orchestrator.acc", ["orchestrator.accepted-right"]),
        (OutcomeId(), "re", ["reciprocity", "reducer"]),
        (SectorId(), "edu", ["education"]),
        (Pair(), "learn", ["learners="]),
        (Pair(), "line_type=f", ["line_type=fibre"]),
        (Pair(), "staff=", []),
        (Pair(), "nothing=", []),
    ],
)
def test_options_that_take_an_id_are_completed(
    kind: "click.ParamType[str]", incomplete: str, expected: list[str]
) -> None:
    context, option = click.Context(click.Command("assess")), click.Option(["--of"])

    assert [item.value for item in kind.shell_complete(context, option, incomplete)] == expected
