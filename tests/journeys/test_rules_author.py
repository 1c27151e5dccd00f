"""An author of rules begins in an empty folder."""

from pathlib import Path

from tests.journeys.conftest import Advisor


def test_a_new_question_and_a_rule_that_reads_it(advisor: Advisor, tmp_path: Path) -> None:
    mine = tmp_path / "mine"

    asked = advisor("rules", "new", "question", "we_share", "--section", "data", "--rules", str(mine))
    assert (asked.returncode, asked.stderr) == (0, "")
    ruled = advisor("rules", "new", "rule", "consumer.shares", "--effect", "warn", "--rules", str(mine))
    assert (ruled.returncode, ruled.stderr) == (0, "")

    checked = advisor("rules", "check", "--rules", str(mine))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("faults: 0, warnings: 5\n")
