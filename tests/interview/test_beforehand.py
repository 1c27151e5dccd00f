"""Answers given beforehand, against what a profile says already."""

from advisor.interview.beforehand import taken
from advisor.interview.notes import Speaker
from advisor.interview.typed import Understood
from tests.interview.telling import LEXICON, told

TEXT = """
[answers]
tools = ["zoom", "lms"]
tool_peak = { zoom = 5, lms = 300 }
staff = { from = 5 }
trust = "unknown"
"""


def test_unknown_replaces_only_what_is_unknown() -> None:
    given = {
        "trust": Understood("unknown"),
        "staff": Understood("unknown"),
        "terms": Understood("unknown"),
        "tool_peak": Understood({"zoom": 7, "lms": "unknown"}),
    }
    found = taken(told(TEXT).profile, given, Speaker(), LEXICON)

    assert found.change.answers == {"trust": "unknown", "terms": "unknown", "tool_peak": {"zoom": 7, "lms": 300}}
    assert [each.values["ids"] for each in found.problems] == ["staff, tool_peak.lms"]


def test_where_nothing_is_taken_nobody_is_a_respondent() -> None:
    found = taken(told(TEXT).profile, {"staff": Understood("unknown")}, Speaker(name="CFO"), LEXICON)

    assert found.change.answers == {}
    assert "profile" not in found.change.entries
