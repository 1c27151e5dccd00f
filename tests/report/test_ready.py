"""What comes before any role: an organisation that is not ready hears it in the summary."""

import pytest

from advisor.frozen import replace
from advisor.language import tree
from advisor.model.assessment import Assessment, Lead, ReadinessLevel
from advisor.report.compose_ready import before_the_role
from advisor.report.document import Item, Items, Paragraph
from advisor.report.wording import Wording
from tests import generate
from tests.report.sample import WORDS, assessed
from tests.starting import shipped_profiles, shipped_rules

ALWAYS = tree.Compare("<", tree.Constant(0), tree.Constant(1))
OPEN = Lead(role=None, settled=False, ties=(), rivals=("consumer",), second=None, near=())


def told(assessment: Assessment) -> tuple[str, list[Item]]:
    blocks = before_the_role(Wording(assessment, WORDS))
    text = "".join(each.text for each in blocks if isinstance(each, Paragraph))
    return text, [item for each in blocks if isinstance(each, Items) for item in each.items]


def without_steps(assessment: Assessment, *left: str) -> Assessment:
    return replace(assessment, steps=tuple(each for each in assessment.steps if each.step.id in left))


def beginning(assessment: Assessment, *outcomes: str) -> Assessment:
    """The same, where these conditions could not be there yet."""
    readiness = tuple(
        replace(each, outcome=replace(each.outcome, not_started=ALWAYS)) if each.outcome.id in outcomes else each
        for each in assessment.readiness
    )
    return replace(assessment, readiness=readiness)


def test_every_missing_condition_has_the_first_step_that_serves_it() -> None:
    text, items = told(assessed("contradiction"))

    assert text == "Not ready yet. What comes first:"
    assert [(each.mark, each.text, each.aside) for each in items] == [
        ("Digital basis", "Order a larger line", "step 2"),
        ("Shared goal", "Agree service levels", "step 3"),
    ]


def test_one_missing_condition_is_not_called_unready() -> None:
    text, items = told(assessed("complete"))

    assert text == "One condition is missing. What comes first:"
    assert [each.mark for each in items] == ["Digital basis"]


def test_a_condition_for_which_no_step_is_needed_says_how_it_stands() -> None:
    _text, items = told(without_steps(assessed("contradiction"), "levels"))

    assert [(each.mark, each.text) for each in items] == [
        ("Shared goal", "Agree service levels"),
        ("Digital basis", "missing"),
    ]


def test_a_condition_of_which_nothing_can_be_there_yet_is_not_started() -> None:
    begun = beginning(without_steps(assessed("contradiction"), "levels"), "digital_basis")

    text, items = told(begun)

    assert text == "Not ready yet. What comes first:"
    assert [(each.mark, each.text) for each in items][1] == ("Digital basis", "not started yet")


def test_where_nothing_began_the_summary_does_not_call_it_unready() -> None:
    assert told(beginning(assessed("contradiction"), "digital_basis", "shared_goal"))[0] == (
        "Not started yet. What comes first:"
    )


@pytest.mark.parametrize("name", ["nothing", "partly"])
def test_what_may_still_be_there_is_not_called_missing(name: str) -> None:
    assert told(assessed(name)) == ("", [])


def test_without_a_step_there_is_nothing_to_begin_with() -> None:
    assert told(without_steps(assessed("contradiction"))) == ("", [])


def test_without_a_form_ahead_there_is_nothing_to_be_ready_for() -> None:
    made = assessed("complete")

    text, items = told(replace(made, form=replace(made.form, form=None, settled=True, could_be=("none",))))
    assert text == "No form of cooperation is to be worked on for now. What to do:"
    assert [(each.mark, each.aside) for each in items] == [("", "step 1"), ("", "step 2")]


def test_while_the_lead_is_open_only_low_readiness_is_said() -> None:
    made = replace(assessed("complete"), lead=OPEN)

    assert told(made) == ("", [])
    assert (
        told(replace(made, readiness_level=ReadinessLevel(could_be=("low",))))[0] == "Not ready yet. What comes first:"
    )


def test_the_shipped_web_shop_that_is_not_ready_hears_where_to_begin() -> None:
    profile = dict(shipped_profiles())["luxury-web-shop"]
    text, items = told(generate.assessed(shipped_rules(), profile))

    assert text == "Not ready yet. What comes first:"
    assert {each.mark for each in items} == {"Digital basis", "Shared goal", "Reciprocity"}
    assert all(each.aside.startswith("step ") for each in items)


def test_the_shipped_firm_for_which_a_purchase_will_do_hears_that_first() -> None:
    profile = dict(shipped_profiles())["small-firm"]
    text, items = told(generate.assessed(shipped_rules(), profile))

    assert text == "No form of cooperation is to be worked on for now. What to do:"
    assert [each.aside for each in items] == ["step 1", "step 2", "step 3"]
    assert any(each.text.startswith("Keep it a purchase") for each in items)
