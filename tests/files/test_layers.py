"""Folders of rules over one another."""

from pathlib import Path

import pytest

from advisor.files.faults import Faults
from advisor.files.layers import layered
from advisor.files.rulebase import check, load, load_suite
from advisor.files.texts import texts_of
from advisor.files.texts_update import update
from advisor.problems import AdvisorError
from tests.files.test_bad_rules import CASES, MINIMAL, OF_TEXTS

STEP = '[step.sponsor]\ndoes = "Ask the owner"\n'
USES = """
[plus.uses]
says   = "You use what others make"
when   = "size(tools) >= 2"
points = 60
source = ["A1"]
"""


def layer(folder: Path, **files: str) -> Path:
    """A folder of rules; in the names of files two underscores stand for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def codes(*folders: Path) -> list[str]:
    return [problem.code for problem in check(folders) if problem.code not in OF_TEXTS]


def test_the_same_id_replaces_the_whole_entry(tmp_path: Path) -> None:
    step = load([MINIMAL, layer(tmp_path / "mine", steps=STEP)]).steps["sponsor"]

    assert step.deed.does == "Ask the owner"
    assert step.deed.effort == step.deed.owner == ""
    assert step.small == step.deed


def test_a_replaced_question_keeps_its_place_and_a_new_one_comes_last(tmp_path: Path) -> None:
    text = """
    [question.extra]
    label = "something else"
    ask   = "Is there anything else?"
    kind  = "yes/no"

    [question.sector]
    label = "the trade"
    ask   = "In which trade do you work?"
    kind  = "one of"
    options.education = "education"
    options.retail    = "retail"
    """
    base = load([MINIMAL, layer(tmp_path / "mine", questions__organisation=text)])

    assert base.questions["sector"].label == "the trade"
    assert list(base.questions)[:1] == ["sector"]
    assert list(base.questions)[5:8] == ["offers", "extra", "tools"]


def test_each_rule_names_its_layer(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", roles__consumer=USES)
    yours = layer(tmp_path / "yours", steps=STEP)
    base = load([MINIMAL, mine, yours])

    assert base.layers == ("mine", "yours")
    assert {rule.id for rule in base.rules().values() if rule.layer == "mine"} == {"consumer.uses"}
    assert {rule.layer for rule in base.rules().values()} == {"", "mine"}
    assert {warning.layer for warning in base.warnings} == {""}


def test_layers_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    folders = [layer(tmp_path / each / "rules", steps=STEP) for each in ("a", "b", "c")]

    assert load([MINIMAL, *folders]).layers == ("rules", "rules (2)", "rules (3)")


def test_a_later_layer_wins(tmp_path: Path) -> None:
    first = layer(tmp_path / "first", steps=STEP)
    second = layer(tmp_path / "second", steps=STEP.replace("owner", "director"))

    assert load([MINIMAL, first, second]).steps["sponsor"].deed.does == "Ask the director"
    assert load([MINIMAL, second, first]).steps["sponsor"].deed.does == "Ask the owner"


def test_a_rule_may_move_to_another_effect(tmp_path: Path) -> None:
    text = '[bar.sponsored]\nsays = "There is a sponsor"\nwhen = "has_sponsor"\nsource = ["A1"]\n'
    base = load([MINIMAL, layer(tmp_path / "mine", roles__consumer=text)])

    assert base.rules()["consumer.sponsored"].effect == "bar"


def test_off_removes_an_entry(tmp_path: Path) -> None:
    base = load([MINIMAL, layer(tmp_path / "mine", warnings='[warning.no-talk]\noff = "we talk"\n')])

    assert base.warnings == ()
    assert base.fingerprint != load([MINIMAL]).fingerprint


def test_off_removes_an_outcome_with_all_its_rules(tmp_path: Path) -> None:
    mine = layer(
        tmp_path / "mine",
        forms__digital_ecosystem='[outcome]\noff = "there is one form only"\n',
        forms__paths='[path.begin]\noff = "there is one form only"\n',
    )
    base = load([MINIMAL, mine])

    assert list(base.outcomes) == ["basis", "consumer"]
    assert base.paths == ()


def test_off_removes_an_outcome_with_its_practice_and_examples(tmp_path: Path) -> None:
    mine = layer(
        tmp_path / "mine",
        roles__consumer='[outcome]\noff = "nobody uses anything"\n',
        partners__wanted='[wanted.line]\noff = "nobody uses anything"\n',
        steps='[step.measure]\noff = "nobody uses anything"\n',
        readiness__basis='[plus.enough]\nsays = "E"\nwhen = "not shortage"\npoints = 100\nsource = ["A1"]\n',
    )

    assert list(load([MINIMAL, mine]).outcomes) == ["basis", "digital_ecosystem"]


def test_what_was_switched_off_can_be_put_back(tmp_path: Path) -> None:
    first = layer(tmp_path / "first", steps='[step.sponsor]\noff = "no board"\n')
    second = layer(tmp_path / "second", steps=STEP)

    assert codes(MINIMAL, first) == ["R341"] * 4
    assert codes(MINIMAL, first, second) == []


def test_an_entry_that_is_switched_off_where_it_stands_is_not_read(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", steps='[step.extra]\noff = "not ready"\ndoes = 5\n')

    assert codes(MINIMAL, mine) == []


def test_a_new_section_needs_its_place_in_the_interview(tmp_path: Path) -> None:
    text = '[question.extra]\nlabel = "it"\nask = "Is it?"\nkind = "yes/no"\n'
    mine = layer(tmp_path / "mine", questions__extra=text)

    assert codes(MINIMAL, mine) == ["R364"]

    head = (MINIMAL / "rulebase.toml").read_text(encoding="utf-8").replace('"tools"]', '"extra", "tools"]')
    layer(mine, rulebase=head + '\n[section.extra]\nname = "More"\n')

    assert codes(MINIMAL, mine) == []
    assert list(load([MINIMAL, mine]).questions)[6:8] == ["extra", "tools"]


def test_examples_of_an_outcome_are_replaced_together(tmp_path: Path) -> None:
    text = '[[example]]\nsays = "Ours"\ngiven = { staff = 5 }\nthen = { consumer = ["not-now"] }\n'
    base = load([MINIMAL, layer(tmp_path / "mine", roles__consumer=text)])

    assert [example.says for example in base.outcomes["consumer"].examples] == ["Ours"]


def test_a_fault_is_told_in_the_layer_that_has_it(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", roles__consumer=USES.replace("60", "50"))
    with pytest.raises(AdvisorError) as caught:
        load([MINIMAL, mine])

    (problem,) = caught.value.problems
    assert problem.values["found"] == "90"
    assert Path(problem.place.file) == MINIMAL / "roles" / "consumer.toml"


ADDED = """
[question.sector]
adds = true
label = "the trade"
options.care = "care"

[question.at_home]
adds = true
unit = "colleagues"
"""


def test_an_entry_that_adds_keeps_what_stands_below(tmp_path: Path) -> None:
    below = load([MINIMAL])
    mine = layer(tmp_path / "mine", questions__organisation=ADDED)
    base = load([MINIMAL, mine])

    sector, home = base.questions["sector"], base.questions["at_home"]
    assert [each.id for each in sector.options] == [*(each.id for each in below.questions["sector"].options), "care"]
    assert (sector.label, sector.ask) == ("the trade", below.questions["sector"].ask)
    assert (home.unit, home.at_most) == ("colleagues", below.questions["at_home"].at_most)
    assert base.fingerprint != below.fingerprint
    assert codes(MINIMAL, mine) == []


def test_a_list_is_added_to_and_nothing_stands_in_it_twice(tmp_path: Path) -> None:
    text = '[rulebase]\nadds = true\nlanguages = ["nl", "de"]\n'
    base = load([MINIMAL, layer(tmp_path / "mine", rulebase=text)])

    assert base.languages == (*load([MINIMAL]).languages, "de")
    assert base.version == load([MINIMAL]).version


def test_a_rule_that_adds_is_of_the_layer_and_the_points_still_have_to_add_up(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", roles__consumer='[plus.uses]\nadds = true\nsays = "Ours"\n')
    rule = load([MINIMAL, mine]).rules()["consumer.uses"]

    assert (rule.says, rule.layer, rule.when) == ("Ours", "mine", load([MINIMAL]).rules()["consumer.uses"].when)
    layer(mine, roles__consumer="[plus.uses]\nadds = true\npoints = 1\n")
    assert "R360" in codes(MINIMAL, mine)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[step.sponsors]\nadds = true\ndoes = "Ask"\n', "R340"),
        ('[step.sponsor]\nadds = "yes"\ndoes = "Ask"\n', "R373"),
        ('[step.sponsor]\noff = "not \\u001b ours"\n', "R315"),
        ("[step.sponsor]\noff = true\n", "R390"),
    ],
)
def test_what_a_layer_cannot_do_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert code in codes(MINIMAL, layer(tmp_path / "mine", steps=text))


def test_false_adds_nothing_and_replaces(tmp_path: Path) -> None:
    step = load([MINIMAL, layer(tmp_path / "mine", steps=STEP + "adds = false\n")]).steps["sponsor"]

    assert (step.deed.does, step.deed.effort) == ("Ask the owner", "")


def test_what_is_switched_off_is_known_with_its_reason_and_layer(tmp_path: Path) -> None:
    first = layer(
        tmp_path / "first",
        warnings='[warning.no-talk]\noff = "we talk"\n',
        forms__digital_ecosystem='[outcome]\noff = "one form only"\n',
        forms__paths='[path.begin]\noff = "one form only"\n',
    )
    base = load([MINIMAL, first])
    off = {each.id: (each.sort, each.reason, each.layer) for each in base.off}

    assert off["no-talk"] == ("warning", "we talk", "first")
    assert off["digital_ecosystem"] == ("outcome", "one form only", "first")
    assert {name.partition(".")[0] for name, (sort, *_rest) in off.items() if sort == "rule"} == {"digital_ecosystem"}
    assert load([MINIMAL]).off == ()


def test_an_outcome_that_is_off_leaves_no_practice_and_no_examples(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", roles__consumer='[outcome]\noff = "not ours"\n')

    assert "R361" not in codes(MINIMAL, mine)


def test_examples_and_cases_below_leave_aside_what_is_switched_off(tmp_path: Path) -> None:
    mine = layer(
        tmp_path / "mine",
        warnings='[warning.no-talk]\noff = "we talk"\n',
        checks='[check.more-at-home]\noff = "we count ourselves"\n',
    )

    assert codes(MINIMAL, CASES, mine) == []
    cases = load_suite([MINIMAL, CASES, mine]).cases
    assert cases["school-without-a-line"].then.warnings == ()
    assert cases["school-without-a-line"].then.contradictions == ("at_home.at-most",)


def test_in_the_layer_itself_an_expectation_of_what_is_off_is_a_fault(tmp_path: Path) -> None:
    own = '[case.own]\nsays = "O"\ngiven = { staff = 5 }\nthen = { lead = "none", warnings = ["no-talk"] }\n'
    mine = layer(tmp_path / "mine", warnings='[warning.no-talk]\noff = "we talk"\n', cases__own=own)

    assert codes(MINIMAL, CASES, mine) == ["R341"]


def test_a_language_that_a_layer_begins_has_the_texts_of_all_folders(tmp_path: Path) -> None:
    mine = layer(tmp_path / "mine", rulebase='[rulebase]\nadds = true\nlanguages = ["de"]\n')
    updated = update([MINIMAL, mine], "de")

    assert updated.new == len(texts_of(layered([MINIMAL, mine], Faults())))
    layer(mine, texts__de='[question.staff.label]\nen = "the staff"\nde = "das Personal"\n')
    other = layer(tmp_path / "other", steps=STEP)
    assert update([MINIMAL, mine, other], "de").new == 1
