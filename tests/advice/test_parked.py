"""Numbers for options that are not chosen are kept, count for nothing, and are listed."""

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.language.kinds import Bounds
from advisor.model.assessment import Assessment
from advisor.report import formats
from advisor.report.page import Page
from advisor.words import Words
from tests.starting import shipped_rules

WORDS = Words("en")


def advice(tools: str) -> Assessment:
    """With numbers for two tools, whatever is chosen."""
    text = f"[answers]\ntools = {tools}\ntool_peak = {{ zoom = 3, lms = 50_000 }}\n"
    profile, _warnings = load_text(text, shipped_rules())
    return assess(shipped_rules(), profile, WORDS)


def test_a_number_for_an_option_that_is_not_chosen_is_parked() -> None:
    found = advice('["zoom"]')
    fact = found.facts["tool_peak"]

    assert fact.text == "Zoom video meetings 3 users"
    assert fact.value == {"zoom": 3, "lms": 50_000}
    assert dict(fact.parked) == {"lms": "a learning environment 50,000 users"}
    assert found.given["tool_peak.lms"] == Bounds(0, 0)
    assert "users at the same time per tool: a learning environment 50,000 users" in printed(found, "plain")
    assert '"parked":["tool_peak.lms"]' in printed(found, "json").replace(" ", "").replace("\n", "")


def test_a_number_for_an_option_that_may_be_chosen_is_not() -> None:
    assert advice('{ sure = ["zoom"], maybe = ["lms"] }').facts["tool_peak"].parked == {}
    assert advice('["zoom", "lms"]').facts["tool_peak"].parked == {}


def test_where_nothing_is_chosen_the_whole_answer_is_parked_once() -> None:
    found = advice("[]")

    assert found.facts["tool_peak"].parked == {}
    assert '"parked":["tool_peak"]' in printed(found, "json").replace(" ", "").replace("\n", "")


def printed(found: Assessment, form: str) -> str:
    return formats.advice(form, [(found, WORDS)], Page())
