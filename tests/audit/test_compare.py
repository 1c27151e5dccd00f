"""What changes in the advice for profiles, and which difference is behind it."""

from pathlib import Path

import pytest

from advisor.audit.compare import Comparison
from advisor.files.both import read_twice
from advisor.files.rulebase import load
from advisor.frozen import replace
from advisor.language import tree
from advisor.model.rulebase import RuleBase
from advisor.model.rules_diff import Effect, RulesDiff
from advisor.words import Words
from tests.audit.tiny import QUESTIONS, ROLE, RULEBASE, folder
from tests.starting import shipped_rules

WORDS = Words("en")
HEAD = "[answers]\n"
LARGE = HEAD + "staff = 45\nsponsored = true\n"
STEP = '[step.find]\ndoes = "Find"\nwhen = "staff >= 10"\nmet = "sponsored"\n'
SMALLER = ROLE.replace("staff >= 50", "staff >= 40")


def compared(old: RuleBase, new: RuleBase, *texts: str) -> RulesDiff:
    comparison = Comparison(old, new, WORDS)
    for number, text in enumerate(texts):
        comparison.add(read_twice(text.encode(), f"{number}.toml", f"{number}.toml", old, new))
    return comparison.result()


def effects(path: Path, text: str, old: dict[str, str], new: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """What changes for one profile, and the ids of what is behind it."""
    one, other = (load([folder(path / name, **files)]) for name, files in (("old", old), ("new", new)))
    return {
        f"{each.sort} {each.id}".strip(): (_arrow(each), [cause.difference.id for cause in each.because])
        for change in compared(one, other, text).changed
        for each in change.effects
    }


def _arrow(effect: Effect) -> str:
    return f"{'|'.join(effect.before)} -> {'|'.join(effect.after)}"


def test_one_rule(tmp_path: Path) -> None:
    assert effects(tmp_path, LARGE, {}, {"roles__consumer": SMALLER}) == {
        "lead": ("none -> consumer", ["consumer.large"]),
        "standing consumer": ("not-now -> fits", ["consumer.large"]),
    }


def test_a_change_that_comes_to_the_same_for_a_profile_is_told_of_the_rules_only(tmp_path: Path) -> None:
    old, new = (load([folder(tmp_path / name, roles__consumer=role)]) for name, role in (("a", ROLE), ("b", SMALLER)))
    found = compared(old, new, HEAD + "staff = 60\nsponsored = true\n", LARGE)

    assert [each.path for each in found.changed] == ["1.toml"]
    assert (found.compared, len(found.differences)) == (2, 1)


def test_what_is_open_can_become_settled(tmp_path: Path) -> None:
    text = HEAD + "staff = { from = 45 }\nsponsored = true\n"

    assert effects(tmp_path, text, {}, {"roles__consumer": SMALLER}) == {
        "lead": ("none|consumer -> consumer", ["consumer.large"]),
        "standing consumer": ("not-now|emerging|fits -> fits", ["consumer.large"]),
    }


def test_one_threshold(tmp_path: Path) -> None:
    role = ROLE.replace("points = 100", "points = 50") + ROLE[ROLE.index("[plus") :].replace("large", "other").replace(
        "points = 100", "points = 50"
    ).replace("staff >= 50", "staff >= 90")
    new = {"roles__consumer": role, "rulebase": RULEBASE.replace("emerging = 40", "emerging = 55")}

    assert effects(tmp_path, HEAD + "staff = 60\nsponsored = true\n", {"roles__consumer": role}, new) == {
        "lead": ("consumer -> none", ["emerging"]),
        "standing consumer": ("emerging -> not-now", ["emerging"]),
    }


def test_one_question_less_and_its_answer_is_left_out(tmp_path: Path) -> None:
    questions = (
        QUESTIONS[: QUESTIONS.index("[question.sponsored]")] + QUESTIONS[QUESTIONS.index("[question.how_far]") :]
    )
    role = ROLE.replace('["staff >= 50", "sponsored"]', '"staff >= 40"')
    bases = (
        load([folder(tmp_path / "a")]),
        load([folder(tmp_path / "b", questions__all=questions, roles__consumer=role)]),
    )
    found = compared(*bases, LARGE)

    assert [(each.id, each.side, each.profiles) for each in found.left_out] == [("sponsored", "new", 1)]
    assert {each.sort for each in found.changed[0].effects} == {"lead", "standing"}
    assert [cause.difference.id for cause in found.changed[0].effects[0].because] == ["consumer.large", "sponsored"]


def test_a_question_that_now_offers_less(tmp_path: Path) -> None:
    text = HEAD + "staff = 60\nsponsored = true\n"
    new = {"questions__all": QUESTIONS.replace("to    = 100", "to    = 55")}

    assert effects(tmp_path, text, {}, new) == {
        "lead": ("consumer -> none|consumer", ["staff"]),
        "standing consumer": ("fits -> not-now|emerging|fits", ["staff"]),
    }


def test_a_quantity_is_behind_the_rules_that_read_it(tmp_path: Path) -> None:
    quantity = '[quantity.people]\nsays = "the size"\nis = "staff + 5"\n'
    role = ROLE.replace("staff >= 50", "people >= 50")
    old = {"roles__consumer": role, "quantities": quantity}
    found = effects(tmp_path, LARGE, old, {**old, "quantities": quantity.replace("+ 5", "+ 1")})

    assert found["standing consumer"] == ("fits -> not-now", ["people"])


@pytest.mark.parametrize(
    ("before", "after", "expected", "causes"),
    [
        ("", STEP, "absent -> done", ["find"]),
        (STEP, "", "done -> absent", ["find"]),
        (STEP, STEP.replace('met = "sponsored"', 'met = "how_far == 5"'), "done -> possible", ["find"]),
        (STEP, STEP.replace("staff >= 10", "staff >= 90"), "done -> absent", ["find"]),
    ],
)
def test_steps(before: str, after: str, expected: str, causes: list[str], tmp_path: Path) -> None:
    assert effects(tmp_path, LARGE, {"steps": before}, {"steps": after}) == {"step find": (expected, causes)}


def test_a_step_is_called_for_by_another_rule(tmp_path: Path) -> None:
    step = '[step.find]\ndoes = "Find"\n'
    warning = '[warning.alone]\nsays = "Alone"\nwhen = "staff >= 40"\nsource = ["CHOICE"]\nremedy = "find"\n'
    old = {"steps": step, "warnings": warning.replace(">= 40", ">= 50")}

    assert effects(tmp_path, LARGE, old, {"steps": step, "warnings": warning}) == {
        "step find": ("absent -> needed", ["alone"])
    }


def test_a_role_more_changes_nothing_while_it_does_not_fit(tmp_path: Path) -> None:
    other = ROLE.replace("Consumer", "Producer")
    producer = {"roles__producer": other.replace('["staff >= 50", "sponsored"]', '"staff >= 90"')}

    assert effects(tmp_path, LARGE, {}, producer) == {}
    assert effects(tmp_path / "fits", LARGE, {}, {"roles__producer": other.replace(">= 50", ">= 40")}) == {
        "lead": ("none -> producer", ["producer"]),
        "standing producer": ("absent -> fits", ["producer"]),
    }


def test_the_two_sides_are_each_others_opposite(tmp_path: Path) -> None:
    there = effects(tmp_path / "a", LARGE, {}, {"roles__consumer": SMALLER})
    back = effects(tmp_path / "b", LARGE, {"roles__consumer": SMALLER}, {})

    assert {name: " -> ".join(reversed(arrow.split(" -> "))) for name, (arrow, _ids) in there.items()} == {
        name: arrow for name, (arrow, _ids) in back.items()
    }


@pytest.mark.parametrize("place", [13, 39, 65])
def test_every_change_has_something_behind_it(place: int) -> None:
    """Turn one shipped rule round: whatever changes for a shipped profile goes back to that rule."""
    base = shipped_rules()
    rule = list(base.rules().values())[place]
    outcome = base.outcomes[rule.id.partition(".")[0]]
    rules = tuple(replace(each, when=tree.Not(each.when)) if each is rule else each for each in outcome.rules)
    other = replace(base, outcomes={**base.outcomes, outcome.id: replace(outcome, rules=rules)})
    texts = [path.read_text(encoding="utf-8") for path in sorted(PROFILES.glob("*.toml"))[::4]]

    found = compared(base, other, *texts)
    assert [each.id for each in found.differences] == [rule.id]
    for change in found.changed:
        for each in change.effects:
            assert [cause.difference.id for cause in each.because] == [rule.id]


PROFILES = Path(__file__).parents[2] / "profiles"


BAR = '\n[bar.few]\nsays = "Few"\nwhen = "staff < 80"\nsource = ["CHOICE"]\n'
LATER = "from = 2027-01-01\n"


def test_days_are_causes_as_well(tmp_path: Path) -> None:
    old = {"roles__consumer": ROLE + BAR, "steps": STEP}
    new = {"roles__consumer": ROLE + BAR + LATER, "steps": STEP + LATER}
    text = "[profile]\ndate = 2026-11-25\n" + HEAD + "staff = 60\nsponsored = true\n"

    found = effects(tmp_path, text, old, new)
    assert {name: ids for name, (_arrow, ids) in found.items()} == {
        "lead": ["consumer.few"],
        "standing consumer": ["consumer.few"],
        "step find": ["find"],
    }


RENAMED = {
    "questions__all": QUESTIONS.replace("[question.staff]", '[question.headcount]\nformerly = ["staff"]'),
    "roles__consumer": ROLE.replace("staff", "headcount").replace("[plus.large]", '[plus.big]\nformerly = ["large"]'),
    "steps": STEP.replace("staff", "headcount").replace("[step.find]", '[step.seek]\nformerly = ["find"]'),
}


def test_a_new_name_alone_changes_nothing_and_old_profiles_are_read_under_it(tmp_path: Path) -> None:
    old = load([folder(tmp_path / "old", steps=STEP)])
    new = load([folder(tmp_path / "new", **RENAMED)])
    for one, other, ids in ((old, new, ("headcount", "consumer.big", "seek")), (new, old, ("staff",))):
        comparison = Comparison(one, other, WORDS)
        for text in (LARGE, HEAD + "staff = 60\nsponsored = true\n"):
            comparison.add(read_twice(text.encode(), "a.toml", "a.toml", *comparison.bases))
        found = comparison.result()

        assert (found.changed, found.left_out, found.can_change) == ((), (), False)
        assert {each.change for each in found.differences} == {"changed"}
        assert {detail.key for each in found.differences for detail in each.details} == {"id"}
        assert {*ids} <= {each.id for each in found.differences}


def test_what_changed_beside_a_new_name_is_a_cause_under_the_new_name(tmp_path: Path) -> None:
    old = load([folder(tmp_path / "old", steps=STEP)])
    smaller = RENAMED | {"roles__consumer": RENAMED["roles__consumer"].replace("headcount >= 50", "headcount >= 40")}
    comparison = Comparison(old, load([folder(tmp_path / "new", **smaller)]), WORDS)
    comparison.add(read_twice(LARGE.encode(), "a.toml", "a.toml", *comparison.bases))

    (change,) = comparison.result().changed
    causes = [cause.difference for effect in change.effects for cause in effect.because]
    assert {each.id for each in causes} == {"consumer.big"}
    details = {each.key: (each.before, each.after) for each in causes[0].details}
    assert details["id"] == ("consumer.large", "consumer.big")
    assert "headcount >= 50" in details["when"][0]
    assert "headcount >= 40" in details["when"][1]


def test_an_id_that_both_have_is_no_rename(tmp_path: Path) -> None:
    both = QUESTIONS + '\n[question.headcount]\nlabel = "heads"\nask = "Heads?"\nkind = "number"\nfrom = 0\nto = 9\n'
    old = load([folder(tmp_path / "old", questions__all=both)])
    found = compared(old, load([folder(tmp_path / "new", **RENAMED)]), LARGE)

    assert ("staff", "removed") in {(each.id, each.change) for each in found.differences}
