"""The weakest important supplier in single cases; what holds in all of them stands in tests/laws."""

from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.files.rulebase import load
from advisor.frozen import replace
from advisor.language.kinds import Bounds
from advisor.model.assessment import Assessment, Standing, State
from advisor.model.rulebase import RuleBase
from advisor.report import formats
from advisor.report.page import Page
from advisor.words import Words
from tests.report.sample import HERE, rules

WORDS = Words("en")
RULES = rules("suppliers")
STRONG = '{ we_did = ["plans"], they_did = ["help"], terms = "together" }'
WEAK = '{ we_did = [], they_did = [], terms = "take_it" }'
HALF = '{ we_did = ["plans"], they_did = ["help"] }'


def advice(text: str, rulebase: RuleBase = RULES, *, assume: bool = False) -> Assessment:
    profile, problems = load_text(text, rulebase)
    assert problems == ()
    return assess(rulebase, profile, WORDS, assume=assume)


def supplier(key: str, answers: str = "", more: str = "") -> str:
    return f"[suppliers.{key}]\n{more}\n" + (f"answers = {answers}\n" if answers else "")


def weakest(made: Assessment) -> dict[str, str]:
    return {each.supplier.id: each.weakest for each in made.suppliers}


def reciprocity(made: Assessment) -> tuple[tuple[Standing, ...], Bounds]:
    found = next(each for each in made.readiness if each.outcome.id == "reciprocity")
    return found.could_be, found.fit


def test_the_weakest_counts_and_of_equals_the_first_by_key() -> None:
    made = advice(supplier("c", WEAK) + supplier("a", STRONG) + supplier("b", WEAK))

    assert weakest(made) == {"a": "no", "b": "yes", "c": "no"}
    assert reciprocity(made) == ((Standing.NOT_NOW,), (0, 0))
    assert made.facts["terms"].value == "take_it"


def test_while_answers_are_open_several_may_be_the_weakest() -> None:
    made = advice(supplier("a", HALF) + supplier("b", STRONG) + supplier("c", HALF))

    assert weakest(made) == {"a": "possibly", "b": "no", "c": "possibly"}
    assert reciprocity(made) == ((Standing.FITS,), (60, 100))
    assert made.facts["we_did"].state is State.KNOWN
    assert not any(each.suppliers for each in made.open_questions)


def test_one_supplier_that_is_surely_weak_is_enough_whatever_the_others_are() -> None:
    made = advice(supplier("a", '{ we_did = [], terms = "negotiable" }') + supplier("b"))

    assert weakest(made) == {"a": "possibly", "b": "possibly"}
    assert reciprocity(made) == ((Standing.NOT_NOW,), (0, 20))


def test_a_supplier_that_is_easily_replaced_is_shown_and_never_judged_on() -> None:
    made = advice(supplier("a", WEAK, "important = false") + supplier("b", STRONG))

    assert weakest(made) == {"a": "no", "b": "yes"}
    assert reciprocity(made) == ((Standing.FITS,), (100, 100))
    assert "(judged on b, the only important supplier)" in formats.advice("plain", [(made, WORDS)], Page())


@pytest.mark.parametrize(
    "answers", ["[answers]\n", '[answers]\nwe_did = []\nthey_did = ["help"]\nterms = "together"\n']
)
def test_without_answers_of_an_important_supplier_all_is_as_if_none_were_named(answers: str) -> None:
    named, bare = advice(answers + supplier("a") + supplier("b", STRONG, "important = false")), advice(answers)

    assert set(weakest(named).values()) == {"no"}
    assert named.given == bare.given
    assert named.facts == bare.facts
    assert named.open_questions == bare.open_questions
    assert "judged on" not in formats.advice("plain", [(named, WORDS)], Page())


def test_nobody_is_compared_where_no_question_is_asked_per_supplier() -> None:
    base = rules()
    made = advice(supplier("a", more='delivers = "line"'), base)

    assert made.suppliers[0].finding is None
    for form in formats.FORMATS:
        assert "line" in formats.advice(form, [(made, WORDS)], Page(80))


def test_a_question_is_open_for_the_suppliers_that_did_not_answer_it() -> None:
    made = advice(supplier("a", '{ we_did = ["plans"] }') + supplier("b", '{ they_did = "unknown" }'))

    asked = {each.question.id: [one.id for one in each.suppliers] for each in made.open_questions if each.suppliers}
    assert asked == {
        "we_did": ["b"],
        "they_did": ["a", "b"],
        "terms": ["a", "b"],
    }


def test_an_assuming_reading_takes_the_default_for_every_important_supplier() -> None:
    terms = replace(RULES.questions["terms"], default=Bounds(1, 1))
    base = replace(RULES, questions={**RULES.questions, "terms": terms})
    made = advice(supplier("a", WEAK) + supplier("b", HALF) + supplier("c", "{}"), base, assume=True)

    assert made.assumed == ("terms",)
    assert {each.supplier.id: each.facts["terms"].value for each in made.suppliers} == {
        "a": "take_it",
        "b": "together",
        "c": "together",
    }


def test_an_answer_above_its_cap_is_a_contradiction_for_any_important_supplier(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "partners.toml").write_text(
        '[question.seats]\nlabel = "seats"\nask = "How many?"\nkind = "number"\nfrom = 0\nto = 900\n'
        'at_most = "staff"\nper = "supplier"\n'
    )
    base = load([HERE / "rules", HERE / "suppliers" / "rules", tmp_path])
    strong = STRONG.replace(" }", ", seats = 50 }")

    def said(more: str) -> list[str]:
        made = advice("[answers]\nstaff = 40\n" + supplier("a", WEAK) + supplier("b", strong, more), base)
        assert weakest(made) == {"a": "yes", "b": "no"}
        return [each.id for each in made.contradictions]

    assert said("") == ["seats.at-most"]
    assert said("important = false") == []
