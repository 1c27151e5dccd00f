"""What the advice says in cases that the golden files do not show."""

import pytest

from advisor.frozen import replace
from advisor.language.kinds import AnyOf, Bounds
from advisor.language.trace import Trace
from advisor.language.tree import Name
from advisor.model.assessment import Assessment, ReadinessLevel, Standing
from advisor.model.rulebase import Quantity, SwitchedOff
from advisor.report import formats
from advisor.report.data import assessment_data, head
from advisor.report.page import Page
from tests.report.sample import WORDS, assessed


def plain(assessment: Assessment) -> str:
    return formats.advice("plain", [(assessment, WORDS)], Page())


def test_an_assuming_reading_says_that_it_is_no_verdict() -> None:
    text = plain(replace(assessed("complete"), assumed=("staff", "uplink")))

    assert "This is no verdict: for want of an answer, the usual one is assumed for the number of staff, upload" in text


def test_the_layers_over_the_shipped_rules_are_named() -> None:
    made = assessed("complete")
    text = plain(replace(made, rulebase=replace(made.rulebase, layers=("our-rules",))))

    assert "\nRules laid over it: our-rules\n" in text


OFF = (
    SwitchedOff(id="gone", sort="outcome", reason="None of our clients produces.", layer="our-rules"),
    SwitchedOff(id="gone.far", sort="rule", reason="None of our clients produces.", layer="our-rules"),
    SwitchedOff(id="talk", sort="step", reason="had already"),
)


def test_what_is_switched_off_is_printed_with_the_reason() -> None:
    made = assessed("complete")
    text = plain(replace(made, rulebase=replace(made.rulebase, off=OFF)))

    assert "\nSwitched off: gone: None of our clients produces (our-rules); talk: had already\n" in text
    assert "Switched off" not in plain(made)


@pytest.mark.parametrize(("about", "reason"), [("talk", "had already"), ("far", "None of our clients produces.")])
def test_what_is_switched_off_can_be_explained(about: str, reason: str) -> None:
    made = assessed("complete")
    made = replace(made, rulebase=replace(made.rulebase, off=OFF))
    text = formats.explanation("plain", made, WORDS, about, Page())

    assert text.split("\n")[0].endswith("is switched off")
    assert f"\nReason: {reason}\n" in text
    assert ("\nLayer: our-rules\n" in text) is (about == "far")


def test_what_stands_is_explained_before_what_is_off() -> None:
    made = assessed("complete")
    off = SwitchedOff(id="orchestrator", sort="step", reason="had already")
    text = formats.explanation(
        "plain", replace(made, rulebase=replace(made.rulebase, off=(off,))), WORDS, "orchestrator", Page()
    )

    assert "switched off" not in text


def test_data_has_what_is_switched_off() -> None:
    made = assessed("complete")
    data = head("x", replace(made, rulebase=replace(made.rulebase, off=OFF)), WORDS)

    assert data["rulebase"]["off"][2] == {"id": "talk", "sort": "step", "reason": "had already", "layer": ""}  # type: ignore[index]


@pytest.mark.parametrize("form", formats.FORMATS)
def test_what_was_said_to_no_question_stands_at_the_end_of_every_format(form: str) -> None:
    made = assessed("complete")
    said = replace(made, profile=replace(made.profile, open_text={"not_asked": "IT: the cables\nCFO: the money"}))
    text, without = (formats.advice(form, [(each, WORDS)], Page(80)) for each in (said, made))

    assert "the money" in text
    if form != "json":
        place = text.index("What else was said")
        assert text.index("Notes") < place < text.index("IT: the cables") < text.index("CFO: the money")
    assert "What else was said" not in without


def test_a_step_that_is_planned_says_so() -> None:
    made = assessed("contradiction")
    text = plain(replace(made, profile=replace(made.profile, progress={"levels": "planned"})))

    assert "Agree service levels (Board; two talks; no cost; planned)" in text


@pytest.mark.parametrize("part", ["roles", "forms", "readiness", "steps"])
def test_what_the_rule_base_does_not_have_is_not_printed(part: str) -> None:
    made = assessed("nothing")
    lead = replace(made.lead, role=None, settled=True, ties=(), rivals=())
    for form in formats.FORMATS:
        assert formats.advice(form, [(replace(made, **{part: ()}, lead=lead), WORDS)], Page(80))


def test_what_would_be_emerging_but_for_a_gate_says_so() -> None:
    made = assessed("gates")
    roles = tuple(replace(each, fit=Bounds(50, 50)) for each in made.roles)

    assert "Orchestrator: would be emerging but for: You compete" in plain(replace(made, roles=roles))


def test_what_can_bring_no_more_points_only_says_how_many_are_missing() -> None:
    made = assessed("contradiction")
    roles = tuple(replace(each, could_be=(Standing.NOT_NOW,), verdicts=()) for each in made.roles)

    assert "Producer: fit 50, and 40 is needed\n" in plain(replace(made, roles=roles))


def test_readiness_that_the_bounds_leave_open_names_what_it_can_be() -> None:
    text = plain(replace(assessed("complete"), readiness_level=ReadinessLevel(could_be=("high", "medium"))))

    assert "Readiness is not settled: high or medium." in text


def test_a_form_that_is_surely_none_says_so() -> None:
    made = assessed("complete")
    none = replace(made, form=replace(made.form, form=None, settled=True, could_be=("none",), path=()))

    for form in formats.DOCUMENTS:
        assert "None for now." in formats.advice(form, [(none, WORDS)], Page(80))


def test_a_quantity_that_is_a_set_is_written_as_what_is_sure_and_what_may_be() -> None:
    made = assessed("complete")
    options = AnyOf(("a", "b", "c"))
    quantity = Quantity(id="both", says="what both have", expr=Name("offers"), kind=options)
    base = replace(made.rulebase, quantities={"both": quantity})
    working = Trace(quantity.expr, Bounds(0b001, 0b101), ())

    data = assessment_data(replace(made, rulebase=base, quantities={"both": working}), WORDS)

    assert data["quantities"] == {"both": {"sure": ("a",), "maybe": ("c",), "shown": False, "source": ()}}
