"""What follows from another finding is left out, and never the last one."""

import pytest

from advisor.audit.findings import findings
from advisor.audit.obligations import obligations
from advisor.audit.prove import Search
from tests.laws.small_rule_bases import small_rule_base


@pytest.mark.parametrize("seed", range(200, 203))
def test_where_something_is_refuted_something_is_found(seed: int) -> None:
    rulebase = small_rule_base(seed)
    verdicts = Search(rulebase, 20).run(list(obligations(rulebase)))

    found = findings(rulebase, verdicts, {})

    for verdict in verdicts:
        if verdict.result == "refuted" and verdict.obligation.code == "A701":
            assert verdict in [each.verdict for each in found]
    assert any(verdict.result == "refuted" for verdict in verdicts) == any(
        each.verdict.result == "refuted" for each in found
    )
