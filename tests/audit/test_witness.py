"""An organisation for which advice changes: looked for at random, found by proof, assessed again by itself."""

from datetime import date
from pathlib import Path

import pytest

from advisor.advice.assess import assess
from advisor.audit.formula import Prover, UndecidedError
from advisor.audit.pair import Pair
from advisor.audit.prove import ReplayError
from advisor.audit.rules_diff import differences
from advisor.audit.witness import prove, search
from advisor.files.profile import load_text
from advisor.files.rulebase import load
from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import Search
from advisor.words import Words
from tests.audit.tiny import QUESTIONS, ROLE, RULEBASE, folder

WORDS = Words("en")
FEW = 5000


def pair_of(old: RuleBase, new: RuleBase, day: date | None = None) -> Pair:
    return Pair(old, new, differences(old, new), WORDS, day or new.released)


def found(path: Path, **files: str) -> tuple[Search, RuleBase, RuleBase]:
    old, new = load([folder(path / "old")]), load([folder(path / "new", **files)])
    return both_ways(pair_of(old, new)), old, new


def both_ways(pair: Pair) -> Search:
    """What drawing finds; the solver comes to the same, and proves it where nobody is found."""
    drawn, solved = search(pair, wanted=FEW), prove(pair, 0)
    assert (drawn.witness is None) == (solved.witness is None) == solved.proved
    assert (drawn.looked_at >= FEW) == solved.proved
    if drawn.witness and solved.witness:
        assert drawn.witness.files.keys() == solved.witness.files.keys()
    return drawn


def test_a_change_shows_where_it_can(tmp_path: Path) -> None:
    result, old, new = found(tmp_path, roles__consumer=ROLE.replace("staff >= 50", "staff >= 51"))

    assert result.witness is not None
    (text,) = result.witness.files.values()
    leads = [assess(base, load_text(text, base)[0], WORDS).lead.role for base in (old, new)]
    assert leads == ["consumer", None]
    assert result.witness.answers["staff"] == 50
    assert result.witness.answers["sponsored"] is True
    assert {each.sort for each in result.witness.change.effects} == {"lead", "standing"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("roles__consumer", "points = 100", "points = 100\ngroup = 'a'"),
        ("rulebase", "near     = 5", "near     = 6"),
        ("rulebase", "fits     = 60", "fits     = 100"),
    ],
)
def test_where_nothing_can_change_nobody_is_found(name: str, before: str, after: str, tmp_path: Path) -> None:
    files = {"roles__consumer": ROLE, "rulebase": RULEBASE}
    result, _old, _new = found(tmp_path, **{name: files[name].replace(before, after)})

    assert result.witness is None
    assert result.looked_at >= FEW


def test_of_dated_rules_those_of_the_day_count(tmp_path: Path) -> None:
    later = ROLE + '[bar.few]\nsays = "Few"\nwhen = "staff < 80"\nfrom = 2027-01-01\nsource = ["CHOICE"]\n'
    old, new = load([folder(tmp_path / "old")]), load([folder(tmp_path / "new", roles__consumer=later)])
    then = date(2027, 3, 1)

    assert both_ways(pair_of(old, new)).witness is None
    witness = both_ways(pair_of(old, new, then)).witness
    assert witness is not None
    assert 50 <= witness.answers["staff"] < 80
    profile, _warnings = load_text(witness.files["witness.toml"], new)
    assert profile.written_on == then
    assert assess(new, profile, WORDS).lead.role is None


def test_answers_are_those_that_both_offer(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("from  = 0\nto    = 100", "from  = 20\nto    = 55")
    role = ROLE.replace('["staff >= 50", "sponsored"]', '"staff >= 0"')
    result, old, new = found(tmp_path, questions__all=questions, roles__consumer=role)

    assert result.witness is not None
    assert 20 <= result.witness.answers["staff"] <= 55
    for base in (old, new):
        assert load_text(result.witness.files["witness.toml"], base)[1] == ()


def test_numbers_with_other_decimals_are_the_same_numbers(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("to    = 100", "to    = 100\ndecimals = 2")
    result, _old, _new = found(tmp_path, questions__all=questions)

    assert result.witness is None
    assert result.looked_at >= FEW


def test_options_in_another_order_are_the_same_options(tmp_path: Path) -> None:
    ordered = (
        '[question.tools]\nlabel = "tools"\nask = "Which?"\nkind = "KIND"\noptions = { a = "A", b = "B", c = "C" }\n'
    )
    other = ordered.replace('a = "A", b = "B"', 'd = "D", b = "B", a = "A"')
    for kind, condition in (("one of", "tools == a"), ("any of", "a in tools")):
        role = ROLE.replace('["staff >= 50", "sponsored"]', f'"{condition}"')
        bases = [
            load([folder(tmp_path / f"{kind} {number}", questions__all=QUESTIONS + text, roles__consumer=role)])
            for number, text in enumerate((ordered.replace("KIND", kind), other.replace("KIND", kind)))
        ]
        assert both_ways(pair_of(bases[0], bases[1])).witness is None, kind


def test_where_questions_differ_each_rule_base_gets_a_profile_of_its_own(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("[question.comment]", "[question.remark]")
    role = ROLE.replace('"sponsored"', '"remark"')
    result, old, new = found(tmp_path, questions__all=questions, roles__consumer=role)

    assert result.witness is not None
    assert result.witness.files.keys() == {"witness-old.toml", "witness-new.toml"}
    for base, name in ((old, "witness-old.toml"), (new, "witness-new.toml")):
        profile, warnings = load_text(result.witness.files[name], base)
        assert warnings == ()
        assert profile.answers.keys() == base.questions.keys()


def test_a_question_of_another_kind_is_asked_of_nobody(tmp_path: Path) -> None:
    questions = QUESTIONS.replace(
        'kind  = "yes/no"\n\n[question.how_far]', 'kind = "number"\nfrom = 0\nto = 3\n[question.how_far]'
    )
    role = ROLE.replace('"sponsored"', '"sponsored >= 1"')
    old = load([folder(tmp_path / "old")])
    new = load([folder(tmp_path / "new", questions__all=questions, roles__consumer=role)])

    assert search(pair_of(old, new), wanted=FEW).witness is None
    assert prove(pair_of(old, new), 0) == Search(looked_at=0, witness=None)


WHEN = '[question.how_far]\nwhen = "staff >= 50"\notherwise = 1\notherwise_because = "nobody asks"'


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("otherwise = 1", "otherwise = 2", True),
        ("staff >= 50", "staff >= 40", True),
        ("staff >= 50", "staff > 49", False),
    ],
)
def test_a_question_that_counts_in_other_cases_is_another_fact(
    before: str, after: str, *, changes: bool, tmp_path: Path
) -> None:
    """Where nobody's answer differs, what stands in its place can."""
    questions = QUESTIONS.replace("[question.how_far]", WHEN)
    role = ROLE.replace('"sponsored"', '"how_far >= 2"').replace("staff >= 50", "staff >= 40")
    old = load([folder(tmp_path / "old", questions__all=questions, roles__consumer=role)])
    new = load([folder(tmp_path / "new", questions__all=questions.replace(before, after), roles__consumer=role)])

    assert (both_ways(pair_of(old, new)).witness is not None) == changes


@pytest.mark.parametrize(("limit", "is_changed"), [("40", True), ("50", False)])
def test_a_question_is_asked_in_other_cases_where_what_decides_that_is_changed(
    limit: str, *, is_changed: bool, tmp_path: Path
) -> None:
    questions = QUESTIONS.replace("[question.how_far]", WHEN.replace("staff >= 50", "large"))
    role = ROLE.replace('"sponsored"', '"how_far >= 2"').replace("staff >= 50", "staff >= 40")
    large = '[quantity.large]\nsays = "large"\nis = "staff >= LIMIT"\n'
    old, new = (
        load([folder(tmp_path / name, questions__all=questions, roles__consumer=role, quantities=quantities)])
        for name, quantities in (
            ("old", large.replace("LIMIT", "50")),
            ("new", large.replace("LIMIT", f"1 + {int(limit) - 1}")),
        )
    )

    assert (both_ways(pair_of(old, new)).witness is not None) == is_changed


def test_numbers_of_each_option_belong_to_that_option_in_whatever_order(tmp_path: Path) -> None:
    each = '[question.users]\nlabel = "users"\nask = "How many?"\nkind = "number each"\nof = "tools"\n'
    questions = QUESTIONS + MORE + each + "from = 0\nto = 100\n"
    otherwise = questions.replace(ORDERED, OTHERWISE)
    seldom = questions.replace("[question.tools]", '[question.tools]\nwhen = "sponsored"\notherwise = []')
    made = {
        "old": (questions, "users.c >= 7"),
        "in another order": (otherwise, "users.c >= 7"),
        "of another option": (otherwise, "users.a >= 7"),
        "asked of fewer": (seldom, "users.c >= 7"),
    }
    old, *others = (
        load([folder(tmp_path / name, questions__all=text, roles__consumer=ROLE.replace("sponsored", condition))])
        for name, (text, condition) in made.items()
    )

    assert [prove(pair_of(old, other), 0).proved for other in others] == [True, False, False]


def test_the_same_rules_give_the_same_witness(tmp_path: Path) -> None:
    role = ROLE.replace("staff >= 50", "staff >= 60")

    assert found(tmp_path / "a", roles__consumer=role)[0] == found(tmp_path / "b", roles__consumer=role)[0]


ORDERED, OTHERWISE = 'a = "A", b = "B", c = "C"', 'd = "D", c = "C", a = "A", b = "B"'
NEEDLE = """
[warn.three]
says   = "Just so"
when   = "staff == 3"
source = ["CHOICE"]

[bar.needle]
says   = "Just so, too"
when   = ["wheels == 4711", "weight == 17.25", "c in tools and not a in tools", "b in tools"]
source = ["CHOICE"]
"""
MORE = f"""
[question.wheels]
label = "wheels"
ask   = "How many wheels?"
kind  = "number"
from  = 0
to    = 100000

[question.weight]
label    = "the weight"
ask      = "How heavy is it?"
kind     = "number"
decimals = 2
from     = 0
to       = 1000

[question.tools]
label   = "tools"
ask     = "Which?"
kind    = "any of"
options = {{ {ORDERED} }}
"""
CHANGED = ROLE.replace("50", "51")


def test_the_solver_finds_the_needle_that_nobody_draws(tmp_path: Path) -> None:
    more = QUESTIONS + MORE
    changed = more.replace("decimals = 2", "decimals = 3").replace(ORDERED, OTHERWISE)
    role = ROLE.replace("staff >= 50", "staff >= 0")
    old = load([folder(tmp_path / "old", questions__all=more, roles__consumer=role)])
    new = load([folder(tmp_path / "new", questions__all=changed, roles__consumer=role + NEEDLE)])
    witness = prove(pair_of(old, new), 0).witness

    assert witness is not None
    assert [witness.answers[name] for name in ("wheels", "weight")] == [4711, 17.25]
    assert sorted(witness.answers["tools"]) == ["b", "c"]
    for base, lead in ((old, "consumer"), (new, None)):
        assert assess(base, load_text(witness.files["witness.toml"], base)[0], WORDS).lead.role == lead


def test_a_search_that_ends_early_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Prover, "find", find)
    old, new = load([folder(tmp_path / "old")]), load([folder(tmp_path / "new", roles__consumer=CHANGED)])

    assert prove(pair_of(old, new), 7) == Search(looked_at=7, witness=None)


def test_what_is_found_and_is_not_so_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pair, "shown_by", lambda *_: None)
    old, new = load([folder(tmp_path / "old")]), load([folder(tmp_path / "new", roles__consumer=CHANGED)])

    with pytest.raises(ReplayError):
        prove(pair_of(old, new), 0)


def test_an_option_that_is_not_in_force_is_nobodys_answer(tmp_path: Path) -> None:
    questions = QUESTIONS + MORE.replace('c = "C"', 'c = { label = "C", until = 2026-06-30 }')
    old = load([folder(tmp_path / "old", questions__all=questions)])
    role = ROLE.replace('"sponsored"', '"sponsored or c in tools"')
    new = load([folder(tmp_path / "new", questions__all=questions, roles__consumer=role)])

    assert both_ways(pair_of(old, new)).witness is None
    assert both_ways(pair_of(old, new, date(2026, 6, 30))).witness is not None
