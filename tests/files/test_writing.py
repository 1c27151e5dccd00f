import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files import writing
from advisor.files.answers import read_answer
from advisor.files.blank import blank_profile
from advisor.files.saving import write_atomically
from advisor.files.writing import quoted, set_answers
from advisor.model.profile import Said
from advisor.problems import AdvisorError
from advisor.words import Words
from tests.files.small import QUESTIONS, RULEBASE

WORDS = Words("en")


@given(st.text(st.characters(codec="utf-8")))
def test_a_quoted_text_is_printable_and_reads_as_the_same_text(text: str) -> None:
    assert quoted(text).isprintable()
    assert tomllib.loads(f"x = {quoted(text)}") == {"x": text}


# -- answers put into a profile

MINE = """# My own words, with odd   spacing

[profile]
name="School"   # short

[answers] # here
# About us
staff   =  40   # counted in May
tools   = [
  "zoom",  # for lessons
]

# The line
tool_peak.zoom = 3
tool_peak.lms  = 4 # peak

# Notes from the interview
[notes.staff]
text = '''
staff = 3
[answers]
'''
"""


def test_changing_an_answer_changes_nothing_else() -> None:
    assert set_answers(MINE, {"staff": 41}) == MINE.replace("=  40 ", "=  41 ")


def test_a_new_answer_stands_below_the_last_one() -> None:
    changed = set_answers(MINE, {"trust": 4, "has_sla": True})

    added = "tool_peak.lms  = 4 # peak\ntrust = 4\nhas_sla = true\n"
    assert changed == MINE.replace("tool_peak.lms  = 4 # peak\n", added)


def test_numbers_per_option_keep_the_form_they_have() -> None:
    changed = set_answers(MINE, {"tool_peak": {"zoom": 5, "lms": 4}})

    assert changed == MINE.replace("tool_peak.zoom = 3", "tool_peak.zoom = 5")


def test_the_same_answer_again_changes_nothing() -> None:
    assert set_answers(MINE, {"staff": 40, "tools": ["zoom"], "tool_peak": {"lms": 4, "zoom": 3}}) == MINE


def test_decimals_are_written_exactly() -> None:
    changed = set_answers("", {"bandwidth_up": {"from": Decimal("0.1"), "to": Decimal("1E+2")}})

    assert changed == "[answers]\nbandwidth_up = {from = 0.1, to = 100}\n"


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    changed = set_answers("\ufeff" + MINE.replace("\n", "\r\n"), {"trust": 4, "staff": 41})

    assert changed.startswith("\ufeff")
    assert not re.search(r"(?<!\r)\n", changed)
    assert len(changed.split("\n")) == len(MINE.split("\n")) + 1


def test_a_table_of_answers_is_made_where_there_is_none() -> None:
    assert set_answers('[profile]\nname = "x"', {"staff": 4}) == '[profile]\nname = "x"\n\n[answers]\nstaff = 4\n'


@pytest.mark.parametrize(("text", "code"), [("staff = ", "F206"), ("[[answers]]", "P416"), ("answers = 3", "P416")])
def test_what_is_no_profile_is_refused(text: str, code: str) -> None:
    with pytest.raises(AdvisorError, match=code):
        set_answers(text, {"staff": 4})


def test_remarks_beside_numbers_that_go_away_stay() -> None:
    text = "[answers.tool_peak]\n# counted\nzoom = 3 # at nine\nlms = 4\n\n# Notes\n[notes.staff]\n"

    assert set_answers(text, {"tool_peak": {"lms": 5}}) == text.replace("zoom = 3 # at nine\n", "").replace("4", "5")
    changed = '# counted\n\n# Notes\n[notes.staff]\n\n[answers]\ntool_peak = "unknown"\n'
    assert set_answers(text, {"tool_peak": "unknown"}) == changed


def test_an_answer_is_never_lost_whatever_else_has_to_change() -> None:
    text = "top = 1\n[answers]\na = '''\n[answers.c]\nx = 1\n'''\n[answers.c]\nx = 2\n"
    changed = set_answers(text, {"c": "unknown"})

    assert tomllib.loads(changed) == {"top": 1, "answers": {"a": "[answers.c]\nx = 1\n", "c": "unknown"}}


def test_in_a_blank_profile_each_answer_stands_with_its_question() -> None:
    blank = blank_profile(RULEBASE, None, "", WORDS)
    answers: dict[str, object] = {
        "trust": 4,
        "staff": 40,
        "tools": ["zoom"],
        "tool_peak": {"zoom": 5},
        "backup": "mobile",
        "has_sla": True,
    }
    changed = set_answers(blank, answers)
    lines = changed.split("\n")

    assert [line for line in lines if line not in blank.split("\n")] == [
        "staff = 40",
        "has_sla = true",
        "trust = 4",
        'backup = "mobile"',
        'tools = ["zoom"]',
        "tool_peak = {zoom = 5}",
    ]
    for name in answers:
        place = next(place for place, line in enumerate(lines) if line.startswith(f"{name} ="))
        assert re.match(rf"# (\]|{name}\b)", lines[place - 1])
        assert lines[place + 1] == ""
    assert "\n".join(line for line in lines if line in blank.split("\n")) == blank


IDS = ("a", "b", "c", "each")
PLAIN = st.integers(0, 9) | st.booleans() | st.sampled_from(["unknown", 'with "quotes"', "# no comment"])
VALUES = PLAIN | st.lists(st.sampled_from("xyz"), max_size=3) | st.dictionaries(st.sampled_from("xyz"), PLAIN)
COMMENTS = st.sampled_from(["", "", "# a remark\n", "\n", "# a =\n", "# each.x = 1\n\n# ====\n", "   # indented\n"])


def _inline(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case list():
            return "[" + ", ".join(_inline(each) for each in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{key} = {_inline(each)}" for key, each in value.items()) + " }"
        case _:
            return str(value)


@st.composite
def profiles(draw: st.DrawFn) -> str:
    """Text of a profile in one of the many forms that TOML allows."""
    answers: dict[str, Any] = draw(st.dictionaries(st.sampled_from(IDS), VALUES))
    head = draw(st.sampled_from(["[answers]\n", "[answers]  # mine\n", "", "dotted"]))
    lines, below = [], []
    for name, value in answers.items():
        form = draw(st.sampled_from(["inline", "dotted", "table"])) if isinstance(value, dict) and value else "inline"
        lines.append(draw(COMMENTS))
        start = "answers." if head == "dotted" else ""
        tail = draw(st.sampled_from(["\n", " # said by B\n", "   \n"]))
        if form == "inline":
            lines.append(f"{start}{name}{draw(st.sampled_from(['=', ' = ']))}{_inline(value)}{tail}")
        elif form == "dotted" or head == "dotted":
            lines += [f"{start}{name}.{key} = {_inline(each)}{tail}" for key, each in value.items()]
        else:
            inside = "".join(f"{key} = {_inline(each)}{tail}" for key, each in value.items())
            below.append(f"{draw(COMMENTS)}[answers.{name}]\n{inside}")
    if head == "":
        lines = []
    own = "".join(["" if head == "dotted" else head, *lines, draw(COMMENTS)])
    others = ["[notes.a]\ntext = 'x' # y\n", "[suppliers.x]\nname = 'S' # y\nanswers.a = ['x']\n", *below]
    order = draw(st.permutations(others))
    text = own + "".join(order) if head == "dotted" or draw(st.booleans()) else "".join(order) + own
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


def _bare(text: str) -> list[str]:
    """The comments, and the lines outside answers, of a profile."""
    flags = re.MULTILINE
    return re.findall(r"# (?:a remark|====|indented|mine|y)$|^\[(?:notes|suppliers).*$", text.replace("\r", ""), flags)


@settings(deadline=None)
@given(profiles(), st.dictionaries(st.sampled_from((*IDS, "new", "newer")), VALUES))
def test_whatever_the_form_the_answers_change_and_the_rest_stays(text: str, answers: dict[str, Any]) -> None:
    before = tomllib.loads(text)
    changed = set_answers(text, answers)

    assert tomllib.loads(changed) == {**before, "answers": {**before.get("answers", {}), **answers}}
    assert _bare(changed) == _bare(text)
    assert set_answers(changed, answers) == changed


def test_an_answer_is_not_lost_where_tomlkit_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> str:
        raise IndexError

    monkeypatch.setattr(writing, "_with", fail)
    changed = set_answers(MINE, {"staff": 41, "bandwidth_up": Decimal("0.5")})

    before = tomllib.loads(MINE)
    assert tomllib.loads(changed) == {**before, "answers": {**before["answers"], "staff": 41, "bandwidth_up": 0.5}}


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    text = set_answers(MINE, {"tools": {"sure": ["zoom"], "maybe": []}})
    write_atomically(tmp_path / "profile.toml", text)
    answer = tomllib.loads((tmp_path / "profile.toml").read_text())["answers"]["tools"]

    assert read_answer(QUESTIONS["tools"], answer).said is Said.KNOWN
