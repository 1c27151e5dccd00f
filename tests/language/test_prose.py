from random import Random

import pytest
from hypothesis import given

from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import YesNo
from advisor.language.parse import parse
from advisor.language.prose import phrase, sentence, source
from advisor.language.tables import table
from advisor.language.trace import Truth
from advisor.words import Words
from tests.language.small import SCOPE
from tests.laws.strategies import LAW, Case, case, cases, drawn, facts, of_table

LABELS = {
    "has_sla": "an SLA",
    "us.signed": "signed by us",
    "staff": "the staff",
    "uplink": "upload bandwidth",
    "balance": "the balance",
    "sector": "the sector",
    "rigour": "the rigour",
    "tools": "the tools in use",
    "needs": "your needs",
    "offers": "your offers",
    "tool_peak": "users at the peak",
    "mbps_up": "upload per user",
    "target_use": "highest healthy use",
}


class PlainLexicon:
    """Labels from the table above, options as they are."""

    words = Words()

    def label(self, name: str) -> str:
        return LABELS.get(name, name)

    def option(self, name: str, option: str) -> str:
        return {"health": "health care"}.get(option, option) if name else option

    def unit(self, name: str) -> str:
        return {"uplink": "Mbit/s", "staff": "people"}.get(name, "")


LEXICON = PlainLexicon()

SENTENCES = [
    (
        "has_sla",
        "an SLA: yes",
        "an SLA: no",
        "an SLA: not known",
    ),
    (
        "not has_sla",
        "an SLA: no",
        "an SLA: yes",
        "an SLA: not known",
    ),
    (
        "staff < 1000",
        "the staff: below 1,000 people",
        "the staff: at least 1,000 people",
        "the staff: not known whether below 1,000 people",
    ),
    (
        "10 <= staff",
        "the staff: at least 10 people",
        "the staff: below 10 people",
        "the staff: not known whether at least 10 people",
    ),
    (
        "uplink <= 2.5",
        "upload bandwidth: at most 2.5 Mbit/s",
        "upload bandwidth: above 2.5 Mbit/s",
        "upload bandwidth: not known whether at most 2.5 Mbit/s",
    ),
    (
        "staff == 5",
        "the staff: 5 people",
        "the staff: not 5 people",
        "the staff: not known whether 5 people",
    ),
    (
        "staff != 5",
        "the staff: not 5 people",
        "the staff: 5 people",
        "the staff: not known whether 5 people",
    ),
    (
        "staff >= uplink",
        "the staff: at least upload bandwidth",
        "the staff: below upload bandwidth",
        "the staff: not known whether at least upload bandwidth",
    ),
    (
        "balance > -5",
        "the balance: above -5",
        "the balance: at most -5",
        "the balance: not known whether above -5",
    ),
    (
        "staff > target_use",
        "the staff: above highest healthy use (70)",
        "the staff: at most highest healthy use (70)",
        "the staff: not known whether above highest healthy use (70)",
    ),
    (
        "sector == health",
        "the sector: health care",
        "the sector: not “health care”",
        "the sector: not known whether health care",
    ),
    (
        "sector in [health, retail, education]",
        "the sector: health care, retail or education",
        "the sector: not “health care”, “retail” or “education”",
        "the sector: not known whether health care, retail or education",
    ),
    (
        "rigour >= medium",
        "the rigour: medium or high",
        "the rigour: not “medium” or “high”",
        "the rigour: not known whether medium or high",
    ),
    (
        "zoom in tools",
        "the tools in use: including zoom",
        "the tools in use: without zoom",
        "the tools in use: not known whether including zoom",
    ),
    (
        "cloud in shared(needs, offers)",
        "what your needs and your offers share: including cloud",
        "what your needs and your offers share: without cloud",
        "what your needs and your offers share: not known whether including cloud",
    ),
    (
        "has_sla and staff > 5",
        "an SLA: yes and the staff: above 5 people",
        "an SLA: no or the staff: at most 5 people",
        "an SLA: not known and the staff: not known whether above 5 people",
    ),
    (
        "has_sla or staff > 5",
        "an SLA: yes or the staff: above 5 people",
        "an SLA: no and the staff: at most 5 people",
        "an SLA: not known or the staff: not known whether above 5 people",
    ),
    (
        "not (has_sla and us.signed)",
        "an SLA: no or signed by us: no",
        "an SLA: yes and signed by us: yes",
        "an SLA: not known and signed by us: not known",
    ),
    (
        "count(has_sla, staff > 5) >= 2",
        "at least 2 of these hold: an SLA: yes; the staff: above 5 people",
        "fewer than 2 of these hold: an SLA: yes; the staff: above 5 people",
        "not known whether at least 2 of these hold: an SLA: yes; the staff: above 5 people",
    ),
    (
        "count(has_sla, not us.signed) == 1",
        "exactly 1 of these hold: an SLA: yes; signed by us: no",
        "not exactly 1 of these hold: an SLA: yes; signed by us: no",
        "not known whether exactly 1 of these hold: an SLA: yes; signed by us: no",
    ),
]


@pytest.mark.parametrize(("text", "yes", "no", "still_open"), SENTENCES)
def test_a_condition_reads_as_its_truth(text: str, yes: str, no: str, still_open: str) -> None:
    expr = parse(text, SCOPE)[0]
    said = [sentence(expr, truth, LEXICON) for truth in (Truth.YES, Truth.NO, Truth.OPEN)]
    assert said == [yes, no, still_open]


PHRASES = [
    ("staff + balance + 5", "the sum of the staff, the balance and 5"),
    ("staff - balance", "the staff less the balance"),
    ("-staff", "minus the staff"),
    ("staff * 2.5", "the staff times 2.5"),
    ("min(staff, 5)", "the lowest of the staff and 5"),
    ("max(staff, uplink)", "the highest of the staff and upload bandwidth"),
    ("percent(staff, target_use)", "the staff as a percentage of highest healthy use (70)"),
    ("share(staff, uplink)", "the share of the staff beside upload bandwidth"),
    ("count(has_sla, us.signed)", "how many of these hold: an SLA: yes; signed by us: yes"),
    ("size(tools)", "the number of choices in the tools in use"),
    ("size(either(needs, offers))", "the number of choices in what is in your needs or your offers"),
    ("weighted(tool_peak, mbps_up)", "users at the peak, each times upload per user"),
    ("rate", "rate (1.25)"),
    ("has_sla and staff > 5", "an SLA: yes and the staff: above 5 people"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_calculation_reads_as_a_noun_phrase(text: str, expected: str) -> None:
    assert phrase(parse(text, SCOPE)[0], LEXICON) == expected


def test_a_table_reads_as_what_it_is_about() -> None:
    made = table({name: SCOPE.kinds[name] for name in ("staff", "has_sla")}, [(["any", "any"], 1)], levels=False)
    assert phrase(made, LEXICON) == "what the table says of the staff and an SLA"
    assert source(made) == "table(staff, has_sla)"


SOURCES = [
    "has_sla and not us.signed",
    "has_sla and (us.signed or staff > 5)",
    "not (has_sla or us.signed)",
    "not staff > 5",
    "not not has_sla",
    "sector == health",
    "sector != health",
    "sector not in [health, retail]",
    "rigour in [medium, high]",
    "zoom not in tools",
    "10 <= staff and staff < 50",
    "staff - 1 - 2 > 5",
    "staff - (1 - 2) > 5",
    "staff + 1 - 2 + balance > 5",
    "(staff + 1) * 2 * balance > 5",
    "staff * (2 * balance) > 5",
    "staff + (1 + balance) > 5",
    "percent(staff + 1, max(1, balance)) >= 2.5",
    "count(has_sla or us.signed, staff > 5) == 1",
    "weighted(tool_peak, mbps_up) < uplink",
]


@pytest.mark.parametrize("text", SOURCES)
def test_a_condition_is_shown_as_it_was_written(text: str) -> None:
    assert source(parse(text, SCOPE)[0]) == text


def check(made: Case, expr: tree.Expr) -> None:
    said = {truth: sentence(expr, truth, LEXICON) for truth in Truth}
    assert all(said.values())
    assert not any("%(" in each for each in said.values())
    if isinstance(made.kind, YesNo) and not isinstance(expr, tree.Pick):
        assert len(set(said.values())) == len(Truth), (made.text, said)


@LAW
@given(drawn(case))
def test_every_tree_can_be_said_and_a_yes_never_reads_as_a_no(made: Case) -> None:
    check(made, made.expr)


def test_every_tree_can_be_said_in_thousands_of_cases() -> None:
    for made in cases(3000, seed=20):
        check(made, made.expr)
    random = Random(20)
    for _ in range(200):
        made = of_table(random)
        check(made, made.expr)


def test_a_sentence_says_the_same_as_its_condition() -> None:
    """Read back by the plain meaning of its words: "and", "or" and "no" of a condition of yes/no names."""
    random = Random(21)
    tried = 0
    for made in cases(8000, seed=21, conditions=True):
        if not all(isinstance(kind, YesNo) for kind in made.kinds.values()) or not only_logic(made.expr):
            continue
        for truth in (Truth.YES, Truth.NO):
            said = sentence(made.expr, truth, LEXICON)
            if " and " in said and " or " in said:
                continue  # English has no brackets
            known = facts(random, made.kinds)
            held = exact(made.expr, known) == (truth is Truth.YES)
            assert holds(said, known) == held, (made.text, said)
            tried += 1
    assert tried > 100


def only_logic(expr: tree.Expr) -> bool:
    if not isinstance(expr, tree.Name | tree.Not | tree.All | tree.Any):
        return False
    return all(only_logic(part) for part in tree.parts(expr))


def holds(said: str, known: dict[str, int]) -> bool:
    """Whether a sentence of the form "a: yes, b: no and c: yes" is true."""
    together = " or " not in said
    parts = said.replace(" and ", ", ").replace(" or ", ", ").split(", ")
    by_label = {LABELS.get(name, name): value for name, value in known.items()}
    truths = [by_label[label] == (answer == "yes") for label, answer in (part.rsplit(": ", 1) for part in parts)]
    return all(truths) if together else any(truths)
