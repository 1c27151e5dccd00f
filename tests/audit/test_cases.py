"""Cases and examples, run: what is told of those that come out other than expected."""

from decimal import Decimal
from pathlib import Path

import pytest

from advisor.audit.suite import ids_of, run_suite
from advisor.files import baked
from advisor.files.rulebase import load, load_suite
from advisor.model.case import Mismatch
from advisor.problems import AdvisorError
from advisor.words import Words
from tests.audit.tiny import ROLE, case, folder, run
from tests.files.test_bad_rules import CASES, MINIMAL

SUITE = load_suite([MINIMAL, CASES])
NOT_SURE = 'has_sponsor = true, staff = 80, tools = ["zoom"], trust = 4, bandwidth = { from = 1 }, at_home = 0'


def mismatches(path: Path, then: str, given: str = "") -> list[Mismatch]:
    """What comes out other than expected for the school of the minimal rules."""
    file = path / "mine" / "cases" / "more.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'[case.one]\nsays = "One"\nlike = "school"\ngiven = {{ {given} }}\nthen = {{ {then} }}\n', encoding="utf-8"
    )
    suite = load_suite([MINIMAL, CASES, path / "mine"])
    return list(run_suite(suite, Words("en"), ["one"]).runs[0].mismatches)


def test_the_minimal_rules_come_out_as_written() -> None:
    assert ids_of(SUITE) == ("consumer.example-1", "consumer.example-2", "school", "school-without-a-line")
    assert run_suite(SUITE, Words("en")).failed == ()


def test_every_run_says_where_it_stands() -> None:
    places = {run.id: run.place for run in run_suite(SUITE, Words("en")).runs}
    lines = (CASES / "cases" / "first.toml").read_text().splitlines()
    second = (MINIMAL / "roles" / "consumer.toml").read_text().splitlines()

    assert places["school-without-a-line"].file == str(CASES / "cases" / "first.toml")
    assert lines[places["school-without-a-line"].line - 1] == "[case.school-without-a-line]"
    assert second[places["consumer.example-2"].line] == 'says  = "Nothing known"'


@pytest.mark.parametrize(
    ("then", "name", "expected", "found"),
    [
        ('lead = "none"', "lead", [], ["consumer"]),
        ('second = "consumer"', "second", "consumer", "none"),
        ("settled = false", "settled", False, True),
        ('form = "none"', "form", "none", "open"),
        ('readiness = "low"', "readiness", "low", "high"),
        ('standing = { consumer = ["fits", "emerging"] }', "standing.consumer", ["emerging", "fits"], ["fits"]),
        ('practice = { consumer = "missing" }', "practice.consumer", "missing", "now"),
        ('steps = ["measure"]', "steps.measure", "needed", "absent"),
        ('possible = ["measure"]', "possible.measure", "possible", "absent"),
        ('done = ["measure"]', "done.measure", "done", "absent"),
        ('warnings = ["consumer.risky"]', "warnings.consumer.risky", "shown", "absent"),
        ('contradictions = ["more-at-home"]', "contradictions", ["more-at-home"], []),
        ('sought = ["consumer"]', "sought.consumer", "shown", "absent"),
        ('sought = ["line"]', "sought.line", "shown", "absent"),
        ("quantities = { demand = 3 }", "quantities.demand", 3, 26),
        (
            "quantities = { per_home = [0, 1.5] }",
            "quantities.per_home",
            {"from": 0, "to": Decimal("1.5")},
            Decimal("0.25"),
        ),
        ('quantities = { shortage = "open" }', "quantities.shortage", "open", "no"),
        ('quantities = { risk = ["low", "high"] }', "quantities.risk", {"among": ["low", "high"]}, "low"),
    ],
)
def test_what_came_out_other_than_expected_is_told(
    tmp_path: Path, then: str, name: str, expected: object, found: object
) -> None:
    (one,) = mismatches(tmp_path, then)

    assert (one.name, one.expected, one.found) == (name, expected, found)


@pytest.mark.parametrize(
    ("then", "given", "name", "found"),
    [
        ('not_steps = ["sponsor"]', "has_sponsor = false", "not_steps.sponsor", "needed"),
        ('not_steps = ["measure"]', 'tool_peak = "unknown"', "not_steps.measure", "possible"),
        ('absent = ["sponsor"]', "has_sponsor = false", "absent.sponsor", "needed"),
        ('absent = ["measure"]', "bandwidth = 1, trust = 5", "absent.measure", "done"),
        ('not_warnings = ["no-talk"]', "trust = 1", "not_warnings.no-talk", "shown"),
        ('lead = "consumer"', "at_home = 90", "contradictions", ["more-at-home", "at_home.at-most"]),
        ('not_sought = ["consumer"]', "bandwidth = 1, trust = 4", "not_sought.consumer", "shown"),
        ('not_sought = ["line"]', "bandwidth = 1, trust = 4", "not_sought.line", "shown"),
        ('form = "digital_ecosystem"', 'kind_of_ecosystem = "own_ict"', "form", "none"),
    ],
)
def test_what_should_not_have_come_is_told(tmp_path: Path, then: str, given: str, name: str, found: object) -> None:
    told = {each.name: each.found for each in mismatches(tmp_path, then, given)}

    if name == "contradictions":
        assert set(map(str, found)) == set(map(str, told[name]))  # type: ignore[call-overload]
    else:
        assert told[name] == found


def test_the_reason_is_told_once(tmp_path: Path) -> None:
    lead, second = mismatches(tmp_path, 'lead = "none", second = "consumer"')

    assert lead.why == ("consumer: fits",)
    assert second.why == ()


def test_a_reason_names_the_rules_and_the_answers(tmp_path: Path) -> None:
    standing, warning = mismatches(tmp_path, 'standing = { consumer = "not-now" }, warnings = ["no-talk"]')

    assert standing.why[0].startswith("holds: consumer.sponsored, ")
    assert warning.why == ("trust between the partners: not 1",)


def test_an_example_that_fails_is_told(tmp_path: Path) -> None:
    example = '[[example]]\nsays = "Small"\ngiven = { staff = 6 }\nthen = { large = "open", consumer = "fits" }\n'
    (failed,) = run(tmp_path, roles__consumer=ROLE + example).failed

    rule, standing = failed.mismatches
    assert (failed.id, failed.sort) == ("consumer.example-1", "example")
    assert (rule.name, rule.expected, rule.found, rule.why) == ("large", "open", "no", ("the staff: below 50",))
    assert (standing.name, standing.expected, standing.found) == ("consumer", ["fits"], ["not-now"])


def test_what_is_hidden_is_unknown_and_what_is_given_is_changed() -> None:
    school, other = SUITE.cases["school"], SUITE.cases["school-without-a-line"]

    assert set(school.answers) - set(other.answers) == {"has_sponsor", "tool_peak"}
    assert other.answers["staff"] == school.answers["staff"]
    assert other.answers["trust"] != school.answers["trust"]


def test_cases_like_cases_add_up_whatever_their_order(tmp_path: Path) -> None:
    def like(name: str, of: str, given: str) -> str:
        return case(name, given).replace("given", f'like = "{of}"\ngiven')

    text = (
        like("a", "b", "staff = 1") + like("b", "c", "how_far = 2, staff = 2") + case("c", "comment = true, staff = 3")
    )
    answers = load_suite([folder(tmp_path, cases__all=text)]).cases["a"].answers

    assert {name: answer.written for name, answer in answers.items()} == {"comment": True, "how_far": 2, "staff": 1}


def test_a_layer_replaces_a_case_or_switches_it_off(tmp_path: Path) -> None:
    below = folder(tmp_path / "below", cases__all=case("one", "staff = 1") + case("two", "staff = 2"))
    above = tmp_path / "above" / "cases" / "mine.toml"
    above.parent.mkdir(parents=True)
    above.write_text(case("one", "staff = 11") + '[case.two]\noff = "we have no such"\n')
    cases = load_suite([below, tmp_path / "above"]).cases

    assert {name: each.answers["staff"].written for name, each in cases.items()} == {"one": 11}


def test_an_id_that_nothing_has_is_refused_with_a_guess() -> None:
    with pytest.raises(AdvisorError) as caught:
        run_suite(SUITE, Words("en"), ["scool"])

    assert [(each.code, each.guess) for each in caught.value.problems] == [("U504", "school")]


def test_advice_does_not_depend_on_cases(tmp_path: Path) -> None:
    without, with_cases = folder(tmp_path / "a"), folder(tmp_path / "b", cases__all=case("one", "staff = 1"))

    assert load([without]) == load([with_cases])
    assert load_suite([with_cases]).rulebase == load([without])
    assert baked.checksum(without) == baked.checksum(with_cases)
