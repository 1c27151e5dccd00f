"""``advisor rules diff`` as a rule author runs it, on the shipped rules with a layer that changes one of them."""

import json
from pathlib import Path

import pytest

from .conftest import Advisor

LAYER = """
[plus.several-suppliers]
says    = "At least WORD suppliers can each stop your work"
when    = "critical_suppliers >= NUMBER"
points  = 45
group   = "suppliers"
because = "The more suppliers your work runs on, the more commissioning counts."
source  = ["W-DEF", "CHOICE"]
"""


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "roles").mkdir(parents=True)
    text = LAYER.replace("WORD", "five").replace("NUMBER", "5")
    (tmp_path / "mine" / "roles" / "consumer.toml").write_text(text, encoding="utf-8")
    return tmp_path / "mine"


def test_one_rule_changes_the_advice_for_those_it_is_about(advisor: Advisor, layer: Path) -> None:
    run = advisor("rules", "diff", "shipped", str(layer), "--profiles", "profiles", "--fail-on-change")

    assert (run.returncode, run.stderr) == (1, "")
    assert "when: critical_suppliers >= 3 → critical_suppliers >= 5" in run.stdout
    assert "The advice changes for 1 of 12." in run.stdout
    assert "profiles/basispoort.toml (Basispoort)\n  standing consumer: emerging → not-now\n" in run.stdout


def test_a_witness_is_a_profile_with_the_advice_that_was_told(advisor: Advisor, layer: Path, tmp_path: Path) -> None:
    found = tmp_path / "found"
    run = advisor("rules", "diff", "-", str(layer), "-f", "json", "--witness", str(found))
    assert run.returncode == 0, run.stderr
    (standing,) = [
        each for each in json.loads(run.stdout)["search"]["witness"]["effects"] if each["sort"] == "standing"
    ]

    for rules, side in (((), "before"), (("--rules", str(layer)), "after")):
        assessed = advisor("assess", str(found / "witness.toml"), "-f", "json", *rules)
        assert (assessed.returncode, assessed.stderr) == (0, "")
        (consumer,) = [each for each in json.loads(assessed.stdout)["roles"] if each["id"] == "consumer"]
        assert [consumer["standing"]] == standing[side]
