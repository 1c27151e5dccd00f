"""What differs between two rule bases, and whether advice can change by it."""

from pathlib import Path

import pytest

from advisor.audit.entries import CANNOT_CHANGE_ADVICE, SORTS, entries
from advisor.audit.rules_diff import differences
from advisor.files.rulebase import load
from advisor.model.rulebase import RuleBase
from advisor.report import rules_diff as report
from tests.audit.tiny import QUESTIONS, ROLE, RULEBASE, folder
from tests.files.test_bad_rules import MINIMAL

BAR = '\n[bar.few]\nsays = "Few"\nwhen = "staff < 80"\nsource = ["CHOICE"]\n'
QUANTITIES = """
[quantity.twice]
says = "twice the staff"
is   = "staff * 2"

[table.risk]
says   = "the risk"
inputs = ["staff", "sponsored"]
levels = { low = "low", high = "high" }
rows   = [["< 10", "any", "low"], [">= 10", "yes", "low"], [">= 10", "no", "high"]]
"""


def base(path: Path, **files: str) -> RuleBase:
    return load([folder(path, **files)])


def told(old: RuleBase, new: RuleBase) -> dict[str, tuple[str, bool, dict[str, str]]]:
    """Per entry: what became of it, whether that counts, and its keys with what stood and stands there."""
    return {
        f"{each.sort} {each.id}": (
            each.change,
            each.counts,
            {detail.key: f"{detail.before} -> {detail.after}" for detail in each.details},
        )
        for each in differences(old, new)
    }


def test_a_rule_base_does_not_differ_from_itself() -> None:
    assert differences(load([MINIMAL]), load([MINIMAL])) == ()


def test_every_sort_of_entry_has_a_name_and_is_told_in_order() -> None:
    sorts = {sort for sort, _id in entries(load([MINIMAL]))}

    assert sorts == set(SORTS) == set(CANNOT_CHANGE_ADVICE) == set(report.SORTS)


def test_of_a_rule_each_key_is_told(tmp_path: Path) -> None:
    changed = ROLE.replace('"staff >= 50"', '"staff >= 40"').replace("Large, and", "Large and")
    found = told(base(tmp_path / "old"), base(tmp_path / "new", roles__consumer=changed))

    when = "staff >= 50 and sponsored -> staff >= 40 and sponsored"
    says = "Large, and with a sponsor -> Large and with a sponsor"
    assert found == {"rule consumer.large": ("changed", True, {"says": says, "when": when})}


def test_how_a_condition_is_laid_out_is_no_difference(tmp_path: Path) -> None:
    same = ROLE.replace('["staff >= 50", "sponsored"]', '"staff  >=  50 and sponsored"')

    assert told(base(tmp_path / "old"), base(tmp_path / "new", roles__consumer=same)) == {}


def test_texts_change_no_advice(tmp_path: Path) -> None:
    changed = QUESTIONS.replace("How many people", "How many")
    found = told(base(tmp_path / "old"), base(tmp_path / "new", questions__all=changed))

    ask = "How many people work for you? -> How many work for you?"
    assert found == {"question staff": ("changed", False, {"ask": ask})}


def test_thresholds_and_questions_are_told(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("to    = 100", "to    = 200").replace("[question.comment]", "[question.remark]")
    new = base(tmp_path / "new", rulebase=RULEBASE.replace("= 60", "= 70"), questions__all=questions)
    found = told(base(tmp_path / "old"), new)

    assert found == {
        "threshold fits": ("changed", True, {"fits": "60 -> 70"}),
        "question comment": ("removed", True, {}),
        "question remark": ("added", True, {}),
        "question staff": ("changed", True, {"to": "100 -> 200"}),
    }


@pytest.mark.parametrize(
    ("before", "after", "entry", "keys"),
    [
        ("staff * 2", "staff * 3", "quantity twice", {"is": "staff * 2 -> staff * 3"}),
        ('"yes", "low"]', '"yes", "high"]', "quantity risk", {"rows.>= 10, yes": "low -> high"}),
        ('low = "low"', 'low = "small"', "quantity risk", {"labels.low": "low -> small"}),
    ],
)
def test_of_quantities_and_tables_what_changed_is_told(
    before: str, after: str, entry: str, keys: dict[str, str], tmp_path: Path
) -> None:
    old = base(tmp_path / "old", quantities=QUANTITIES)
    new = base(tmp_path / "new", quantities=QUANTITIES.replace(before, after))

    found = told(old, new)
    assert list(found) == [entry]
    assert {key: found[entry][2][key] for key in keys} == keys


def test_how_a_cell_is_written_is_no_difference(tmp_path: Path) -> None:
    old = base(tmp_path / "old", quantities=QUANTITIES)

    assert told(old, base(tmp_path / "new", quantities=QUANTITIES.replace('"< 10"', '"0..9"'))) == {}


def test_of_options_each_is_told_by_itself(tmp_path: Path) -> None:
    tools = (
        '[question.tools]\nlabel = "tools"\nask = "Which?"\nkind = "any of"\noptions = { zoom = "Zoom", lms = "L" }\n'
    )
    old = base(tmp_path / "old", questions__all=QUESTIONS + tools)
    changed = tools.replace('lms = "L"', 'tills = "T"').replace('"Zoom"', '"Zooms"')
    found = told(old, base(tmp_path / "new", questions__all=QUESTIONS + changed))

    keys = {"options.lms": "lms -> ", "options.tills": " -> tills", "labels.zoom": "Zoom -> Zooms"}
    assert found == {"question tools": ("changed", True, keys)}


def test_a_figure_is_compared_by_its_value_and_the_rules_that_read_it_stay_the_same(tmp_path: Path) -> None:
    figures = '[figure.limit]\nsays = "the limit"\nvalue = 50\nsource = ["CHOICE"]\nas_of = 2024-01-01\n'
    role = ROLE.replace("staff >= 50", "staff >= limit")
    old = base(tmp_path / "old", figures=figures, roles__consumer=role)
    new = base(tmp_path / "new", figures=figures.replace("= 50", "= 40"), roles__consumer=role)

    assert told(old, new) == {"figure limit": ("changed", True, {"value": "50 -> 40"})}


def test_days_are_told_as_they_stand_in_the_files(tmp_path: Path) -> None:
    options = (
        '[question.tool]\nlabel = "tool"\nask = "Which?"\nkind = "one of"\noptions = { a = "A", b = "B", c = C }\n'
    )
    figure = '[figure.limit]\nsays = "the limit"\nvalue = 50\nsource = ["CHOICE"]\nas_of = 2024-01-01\n'
    role = ROLE.replace("staff >= 50", "staff >= limit") + BAR
    old = {"questions__all": QUESTIONS + options.replace("= C", '= "C"'), "figures": figure, "roles__consumer": role}
    new = {
        "questions__all": QUESTIONS + options.replace("= C", '= { label = "C", from = 2027-06-01 }'),
        "figures": figure + "dated = [{ from = 2027-01-01, value = 60 }]\n",
        "roles__consumer": role + "until = 2028-01-01\n",
    }

    assert told(base(tmp_path / "old", **old), base(tmp_path / "new", **new)) == {
        "question tool": ("changed", True, {"options.c.from": " -> 2027-06-01"}),
        "figure limit": ("changed", True, {"value.2027-01-01": " -> 60"}),
        "rule consumer.few": ("changed", True, {"until": " -> 2028-01-01"}),
    }
