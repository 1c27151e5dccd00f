"""The shipped rule base is proved: nothing is wrong with it, and nothing was left undecided."""

from pathlib import Path

import pytest

from advisor.audit.proof import proof_of
from advisor.files.rulebase import load_suite

RULES = Path(__file__).parents[2] / "rules"


@pytest.mark.slow  # `make test` runs the command
def test_nothing_is_wrong_and_nothing_undecided() -> None:
    proof = proof_of(load_suite([RULES]), seconds=60)

    assert [each.problem for each in proof.findings if not each.problem.only_warns] == []
    assert not [each.obligation for each in proof.verdicts if each.result == "undecided"]
