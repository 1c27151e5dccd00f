"""What is said of the lead: never more than is proved."""

import pytest

from advisor.frozen import replace
from advisor.model.assessment import Assessment, Lead
from advisor.report.compose_head import lead
from advisor.report.document import Paragraph
from advisor.report.wording import Wording
from tests.report.sample import WORDS, assessed

NO_LEAD = Lead(role=None, settled=True, ties=(), rivals=(), second=None, near=())


def said(assessment: Assessment) -> list[str]:
    return [block.text for block in lead(Wording(assessment, WORDS)) if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("nothing", "Nothing is known yet, so there is no advice yet."),
        ("complete", "Consumer comes first: it fits, with 100 of 100 points."),
        ("tie", "A tie: Consumer and Orchestrator come first together, each with 60 points."),
        ("partly", "Lead not settled: Producer, Orchestrator or Consumer."),
        ("gates", "No role fits yet. Begin with the first steps."),
    ],
)
def test_the_lead_is_said_in_one_sentence(name: str, first: str) -> None:
    assert said(assessed(name))[0] == first


def test_nothing_known_says_what_to_answer_first() -> None:
    assert said(assessed("nothing"))[1] == "Begin with this question: What is your sector?"


def test_an_emerging_lead_does_not_fit() -> None:
    changed = replace(assessed("contradiction"), lead=replace(NO_LEAD, role="producer"))

    assert said(changed)[0] == "Producer comes first: it is emerging, with 50 of 100 points."


def test_a_lead_whose_standing_is_open_says_so() -> None:
    changed = replace(assessed("partly"), lead=replace(NO_LEAD, role="producer"))

    assert said(changed) == [
        "Producer comes first; whether it fits or is emerging depends on open answers (50 to 100 of 100 points)."
    ]


def test_a_role_that_may_not_even_emerge_may_leave_no_role() -> None:
    changed = replace(assessed("partly"), lead=replace(NO_LEAD, settled=False, rivals=("consumer",)))

    assert said(changed)[0] == "Lead not settled: Consumer, or no role yet."


def test_a_tie_that_another_role_can_still_beat_is_not_settled() -> None:
    first = replace(NO_LEAD, settled=False, ties=("consumer", "orchestrator"), rivals=("producer",))

    assert said(replace(assessed("tie"), lead=first)) == [
        "Lead not settled: Consumer, Orchestrator or Producer.",
        "So far a tie: Consumer and Orchestrator.",
    ]


def test_what_comes_next_and_what_is_nearly_equal_stand_beside_the_lead() -> None:
    tie = assessed("tie")
    second = replace(NO_LEAD, role="consumer", second="orchestrator")

    assert said(replace(tie, lead=second))[1:] == ["Next comes Orchestrator: fits."]
    assert said(replace(tie, lead=replace(second, near=("orchestrator",))))[1:] == [
        "Nearly equal, within 5 points: Orchestrator."
    ]
