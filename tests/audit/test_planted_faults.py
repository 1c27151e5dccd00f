"""Rule bases with one known fault each: exactly that is found, and the profile shown with it really shows it.

Each folder in ``tests/rules/proved/faults`` is laid over ``tests/rules/proved/clean``; in ``NAME.expected`` stand why
it is a fault and what is found: the code and what it is about, per line.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.audit.findings import findings
from advisor.audit.formula import UndecidedError
from advisor.audit.obligations import obligations
from advisor.audit.proof import proof_of
from advisor.audit.prove import Search
from advisor.catalogue import CATALOGUE
from advisor.cli.rules_prove import write_witnesses
from advisor.files.cases import entries
from advisor.files.faults import Faults
from advisor.files.layers import layered
from advisor.files.profile import load as load_profile
from advisor.files.rulebase import build
from advisor.files.texts_check import check_texts
from advisor.frozen import replace
from advisor.language.trace import Truth
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment, State
from advisor.model.proof import Finding, Obligation, Proof, Verdict
from advisor.words import Words

PROVED = Path(__file__).parents[1] / "rules" / "proved"
CLEAN = PROVED / "clean"
FAULTS = sorted(path.name for path in (PROVED / "faults").iterdir() if path.is_dir())
WORDS = Words("en")
ELSEWHERE = {"A725", "A729"}
"""What no rule base that is read can have, and what depends on how long one waits: tested with the command."""


@cache
def proof(*folders: Path) -> Proof:
    """Read once, for both `rules check`, which finds nothing, and the proof."""
    faults = Faults()
    merged = layered(folders, faults, cases=True)
    suite = build(merged, "en", faults)
    check_texts(merged, folders, faults)
    assert tuple(faults) == ()
    return proof_of(replace(suite, entries=entries(merged)))


def of_fault(name: str) -> Proof:
    return proof(CLEAN, PROVED / "faults" / name)


def expected(name: str) -> list[str]:
    lines = (PROVED / "faults" / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    return sorted(line for line in lines if not line.startswith("#"))


def told(finding: Finding) -> str:
    values = finding.verdict.obligation.values
    among = [f"{values['question']}={values['option']}"] if values.get("option") else []
    return " ".join([finding.problem.code, *ids(finding), *among])


def ids(finding: Finding) -> list[str]:
    return [name for _sort, name in finding.verdict.obligation.about]


def test_of_the_clean_rule_base_nothing_is_found() -> None:
    assert proof(CLEAN).findings == ()
    assert {verdict.result for verdict in proof(CLEAN).verdicts} == {"proved"}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.slow
def test_exactly_the_planted_fault_is_found(name: str) -> None:
    assert sorted(map(told, of_fault(name).findings)) == expected(name)


def test_every_expected_text_has_its_fault() -> None:
    assert {path.stem for path in (PROVED / "faults").glob("*.expected")} == set(FAULTS)


def test_every_code_of_a_proof_has_a_planted_fault() -> None:
    planted = {line.partition(" ")[0] for name in FAULTS for line in expected(name)}

    assert planted == {code for code in CATALOGUE if re.fullmatch("A7..", code)} - ELSEWHERE


# -- the profiles that show them


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_the_profile_shown_with_a_fault_can_be_assessed_and_shows_it(name: str, tmp_path: Path) -> None:
    found = of_fault(name)
    files = write_witnesses(found, tmp_path)
    for place, finding in enumerate(found.findings):
        shown = [assessed(found, Path(file)) for file in files[place]]
        assert len(shown) == len(finding.verdict.witness)
        if shown:
            assert SHOWS[finding.problem.code](finding, shown), told(finding)
        else:
            assert finding.problem.code in WITHOUT


def assessed(found: Proof, file: Path) -> Assessment:
    profile, warnings = load_profile(file, found.rulebase)
    assert not warnings
    result = assess(found.rulebase, profile, WORDS)
    assert not result.contradictions
    assert not [fact for fact in result.facts.values() if fact.state is State.UNKNOWN]
    return result


def holds(finding: Finding, shown: list[Assessment]) -> bool:
    """Every rule that it is about."""
    rules = {verdict.rule.id: verdict.truth for each in shown[0].findings() for verdict in each.verdicts}
    about = [name for sort, name in finding.verdict.obligation.about if sort == "rule"]
    about += [name for sort, name in finding.verdict.obligation.about if sort == "warning"]
    rules |= {each.id: Truth.YES for each in shown[0].warnings}
    return bool(about) and all(rules.get(name) is Truth.YES for name in about)


def fails_to_be_asked(finding: Finding, shown: list[Assessment]) -> bool:
    return holds(finding, shown) and shown[0].facts[ids(finding)[1]].state is State.NOT_APPLICABLE


def both_stop(finding: Finding, shown: list[Assessment]) -> bool:
    """Both gates: a must fails, a bar holds."""
    rules = {verdict.rule.id: verdict for each in shown[0].findings() for verdict in each.verdicts}
    return all((rules[name].truth is Truth.YES) is (rules[name].rule.effect == "bar") for name in ids(finding))


def is_emerging(finding: Finding, shown: list[Assessment]) -> bool:
    """Every outcome that it is about."""
    outcomes = {each.outcome.id: each for each in shown[0].findings()}
    return all(outcomes[name].surely_emerging for name in ids(finding))


def comes_first(finding: Finding, shown: list[Assessment]) -> bool:
    first = (shown[0].lead.role, *shown[0].lead.ties, shown[0].form.form, shown[0].readiness_level.level)
    return ids(finding)[0] in first


def has_no_role(_finding: Finding, shown: list[Assessment]) -> bool:
    return shown[0].lead.role is None and shown[0].lead.settled


def comes_as_high(finding: Finding, shown: list[Assessment]) -> bool:
    outcome = next(each for each in shown[0].findings() if each.outcome.id == ids(finding)[0])
    return outcome.fit.low == finding.verdict.number and outcome.gate is Truth.YES


def is_needed(finding: Finding, shown: list[Assessment]) -> bool:
    return ids(finding)[0] in [each.step.id for each in shown[0].steps if each.state == "needed"]


def is_said(finding: Finding, shown: list[Assessment]) -> bool:
    """A warning, a path or a partner to look for."""
    warnings, paths = [each.id for each in shown[0].warnings], [each.id for each in shown[0].form.path]
    return ids(finding)[0] in [*warnings, *paths, *(each.wanted.id for each in shown[0].sought if each.wanted)]


def leaves_two_forms(finding: Finding, shown: list[Assessment]) -> bool:
    """Though every answer is known."""
    form, values = shown[0].form, finding.verdict.obligation.values
    return not form.settled and form.form is None and {*form.could_be} == {values["to"], values["other_to"]}


def gets_worse(finding: Finding, shown: list[Assessment]) -> bool:
    before, after = (each.given[f"{ids(finding)[0].partition('.')[0]}.level"].low for each in shown)
    answers = [{**each.profile.answers} for each in shown]
    changed = {name for name in answers[0] if answers[0][name] != answers[1].get(name)}
    return after < before and changed == {ids(finding)[1]}


SHOWS: dict[str, Callable[[Finding, list[Assessment]], bool]] = {
    **dict.fromkeys(("A702", "A703", "A705", "A706", "A735"), holds),
    "A704": both_stop,
    **dict.fromkeys(("A708", "A723"), is_emerging),
    **dict.fromkeys(("A715", "A716", "A736"), comes_as_high),
    **dict.fromkeys(("A710", "A732"), comes_first),
    "A712": has_no_role,
    "A720": is_needed,
    "A722": is_said,
    "A724": gets_worse,
    "A727": fails_to_be_asked,
    "A733": leaves_two_forms,
}
WITHOUT = {
    "A701",
    "A707",
    "A709",
    "A711",
    "A713",
    "A714",
    "A717",
    "A718",
    "A719",
    "A721",
    "A726",
    "A728",
    "A730",
    "A731",
    "A734",
}
"""Of what never happens there is no profile."""


# -- what was not decided


def test_what_is_not_decided_follows_from_nothing_and_hides_nothing() -> None:
    found = of_fault("dead-gate")
    verdicts = [as_undecided(each) for each in found.verdicts]

    undecided = findings(found.rulebase, verdicts, {})

    refuted = sum(each.result == "refuted" for each in found.verdicts)
    assert {each.problem.code for each in undecided if each.verdict.result == "undecided"} == {"A729"}
    assert sum(each.problem.code == "A729" for each in undecided) == refuted


def test_what_is_known_to_be_wrong_is_told_though_no_example_is_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebase, find = of_fault("always-by-the-range").rulebase, Search._find  # noqa: SLF001
    (obligation,) = [
        each for each in obligations(rulebase) if each.key[:2] == ("A702", (("rule", "producer.peopled"),))
    ]

    def only_once(search: Search, each: Obligation, claims: Sequence[Expr]) -> object:
        if claims[-1] == obligation.shows:
            raise UndecidedError
        return find(search, each, claims)

    monkeypatch.setattr(Search, "_find", only_once)
    (verdict,) = Search(rulebase, 10, drawn=False).run([obligation])
    assert (verdict.result, verdict.witness) == ("refuted", ())


def as_undecided(verdict: Verdict) -> Verdict:
    if verdict.result != "refuted":
        return verdict
    obligation: Obligation = verdict.obligation
    return Verdict(obligation=obligation, result="undecided")


def test_what_improves_is_about_the_level_and_leaves_points_below_it_aside(tmp_path: Path) -> None:
    serving = '[plus.many]\nsays = "Many"\nwhen = "served >= 20"\npoints = 80\nsource = ["A1"]\nimproves = "more"\n'
    offering = '[plus.capable]\nsays = "Two"\nwhen = "size(offers) >= 2"\npoints = 20\nsource = ["A1"]\n'
    fewer = '[minus.too-many]\nsays = "Too many"\nwhen = "served >= 100"\npoints = {}\nsource = ["A1"]\n'
    for points, found in ((15, []), (25, ["A724 producer.many served"])):
        layer = tmp_path / str(points)
        (layer / "roles").mkdir(parents=True)
        (layer / "roles" / "producer.toml").write_text("\n".join([serving, offering, fewer.format(points)]))
        assert [told(each) for each in proof(CLEAN, layer).findings if each.problem.code == "A724"] == found
