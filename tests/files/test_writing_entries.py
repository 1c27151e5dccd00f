"""Entries other than answers, put into a profile that somebody else wrote: notes, the head, suppliers."""

import re
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files import writing
from advisor.files.writing import quoted, set_entries, set_supplier_answers
from advisor.problems import AdvisorError

MINE = """# My own words

[profile]   # the head
name         = "School"   # short
respondents  = ["Head of IT"]

# What we know
[answers]
staff = 40

# Notes from the interview
[notes.staff]
text = '''
Counted:
[notes.trust]
''' # in May
by   = "Head of IT"   # he said

# The suppliers
[suppliers.telco] # the line
name = "Telco"
answers.terms = "together" # said by them

# The end
"""
NOTE = {"text": "Less", "by": "Finance", "on": date(2026, 11, 23)}


def test_a_new_note_gets_a_table_of_its_own_behind_the_last_one() -> None:
    added = '\n[notes.trust]\ntext = "Less"\nby = "Finance"\non = 2026-11-23\n'
    changed = set_entries(MINE, "notes", {"trust": NOTE})

    assert changed == MINE.replace("# he said\n", "# he said\n" + added)


def test_a_note_that_is_there_keeps_its_lines_and_their_remarks() -> None:
    changed = set_entries(MINE, "notes", {"staff": {"text": "More", "by": "Head of IT", "sure": "guess"}})

    text = "'''\nCounted:\n[notes.trust]\n'''"
    new = MINE.replace(text, '"More"').replace("# he said\n", '# he said\nsure = "guess"\n')
    assert changed == new


def test_what_a_note_no_longer_holds_goes() -> None:
    changed = set_entries(MINE, "notes", {"staff": {"by": "Finance"}})

    lines = MINE.split("\n")
    gone = lines.index("text = '''")
    kept = "\n".join(lines[:gone] + lines[gone + 4 :])
    assert changed == kept.replace('"Head of IT"   # he', '"Finance"   # he')


def test_the_same_entries_again_change_nothing() -> None:
    note = tomllib.loads(MINE)["notes"]["staff"]

    assert set_entries(MINE, "notes", {"staff": note}) == MINE
    assert set_entries(MINE, "profile", {"name": "School", "respondents": ["Head of IT"]}) == MINE
    assert set_entries(MINE, "notes", {}) == MINE


def test_the_head_takes_other_values_and_new_ones() -> None:
    changed = set_entries(MINE, "profile", {"respondents": ["Head of IT", "Finance"], "date": date(2026, 11, 23)})

    old = '["Head of IT"]\n'
    assert changed == MINE.replace(old, '["Head of IT", "Finance"]\ndate = 2026-11-23\n')


def test_a_table_that_is_missing_is_added_at_the_end() -> None:
    assert set_entries(MINE, "open_text", {"staff": "a\nb"}) == MINE + '\n[open_text]\nstaff = "a\\nb"\n'
    assert set_entries("", "ecosystem", {"name": "Ours"}) == '[ecosystem]\nname = "Ours"\n'
    assert set_entries("[profile]\nname = 'x'", "progress", {"charter": {"state": "done"}}) == (
        "[profile]\nname = 'x'\n\n[progress.charter]\nstate = \"done\"\n"
    )


def test_answers_about_a_supplier_stand_with_that_supplier() -> None:
    changed = set_supplier_answers(MINE, "telco", {"terms": "we_set", "tools": {"sure": ["zoom"], "maybe": []}})
    new = MINE.replace(
        '"together" # said by them\n', '"we_set" # said by them\nanswers.tools = {sure = ["zoom"], maybe = []}\n'
    )
    assert tomllib.loads(changed) == tomllib.loads(new)
    assert "# said by them" in changed

    plain = "[suppliers.telco]\nname = 'T' # x\n\n# next\n[suppliers.b]\nname = 'B'\n"
    assert set_supplier_answers(plain, "telco", {"terms": "we_set"}) == plain.replace(
        "# x\n", '# x\n\n[suppliers.telco.answers]\nterms = "we_set"\n'
    )
    assert set_supplier_answers("", "a b", {"terms": "we_set"}) == '[suppliers."a b".answers]\nterms = "we_set"\n'


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + MINE.replace("\n", "\r\n")
    changed = set_entries(text, "notes", {"trust": NOTE, "staff": {"by": "Finance"}})
    changed = set_supplier_answers(set_entries(changed, "profile", {"language": "nl"}), "telco", {"trust": 4})

    assert changed.startswith("\ufeff")
    assert not re.search(r"(?<!\r)\n", changed)


@pytest.mark.parametrize(("text", "key"), [("notes = 3", "notes"), ("[[notes]]", "notes"), ("x = ", "")])
def test_what_is_no_profile_is_refused(text: str, key: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        set_entries(text, "notes", {"staff": NOTE})
    assert caught.value.problems[0].values.get("key", "") == key


def test_answers_about_a_supplier_that_is_no_table_are_refused() -> None:
    with pytest.raises(AdvisorError, match="P416") as caught:
        set_supplier_answers("[suppliers]\ntelco = 3", "telco", {"terms": "we_set"})
    assert caught.value.problems[0].values == {"key": "suppliers.telco"}


def test_what_nobody_could_see_is_written_as_an_escape() -> None:
    changed = set_entries("", "notes", {"staff": {"text": "\u202eevil\x1b[2J"}})

    assert changed.replace("\n", "").isprintable()
    assert tomllib.loads(changed)["notes"]["staff"]["text"] == "\u202eevil\x1b[2J"


# -- whatever the form

IDS = ("a", "b", "c-d", "e f")
TEXT = st.sampled_from(["x", "", 'with "quotes"', "# no comment", "two\nlines", "[notes.a]\ntext = 1\n", "\u202e"])
NOTES = st.dictionaries(st.sampled_from(["text", "by", "sure"]), TEXT, max_size=3)
ENTRIES = st.dictionaries(st.sampled_from((*IDS, "new")), NOTES | TEXT | st.lists(TEXT, max_size=2) | st.booleans())
REMARKS = st.sampled_from(
    ["", "", "\n", "# a remark\n", "\n# a remark\n\n", "  # indented\n", "# [notes.a]\n# text = ''\n"]
)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'


def _value(value: object, *, long: bool = False) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if long and "'" not in value:
            return f"'''{value}'''"
        case str():
            return quoted(value)
        case list():
            return "[" + ", ".join(_value(each) for each in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items()) + " }"
        case _:
            raise AssertionError(value)


@st.composite
def texts(draw: st.DrawFn, head: str = "notes") -> str:
    """Text of a profile whose tables `head` stand in one of the many forms that TOML allows."""
    content: dict[str, Any] = draw(ENTRIES)
    form = draw(st.sampled_from(["inline", "dotted", "table", "tables", "tables"]))
    long = draw(st.booleans())
    tail = draw(st.sampled_from(["\n", " # said by B\n", "   \n"]))
    top, sections = [], []
    start = f"{head}." if form == "dotted" else ""
    own = [] if form in ("dotted", "inline") else [f"[{head}] # own\n"]
    if form == "inline":
        top.append(f"{head} = {_value(content)}{tail}")
    for name, value in content.items() if form != "inline" else ():
        lines = top if form == "dotted" else own
        lines.append(draw(REMARKS))
        if isinstance(value, dict) and form == "tables":
            inside = "".join(
                f"{draw(REMARKS)}{each} = {_value(inner, long=long)}{tail}" for each, inner in value.items()
            )
            sections.append(f"{draw(REMARKS)}[{head}.{_key(name)}] # own\n{inside}{draw(REMARKS)}")
        elif isinstance(value, dict) and value and draw(st.booleans()):
            lines += [f"{start}{_key(name)}.{each} = {_value(inner)}{tail}" for each, inner in value.items()]
        else:
            lines.append(f"{start}{_key(name)} = {_value(value, long=long)}{tail}")
    if len(own) > 1 or (own and draw(st.booleans())):
        sections.append("".join(own))
    others = ["[answers]\na = 1 # y\n", "# a remark\n[other.x]\nname = 'S' # y\n", *sections]
    text = "".join([*top, draw(REMARKS), *draw(st.permutations(others))])
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


def _bare(text: str) -> list[str]:
    """The remarks outside of values that go."""
    return sorted(re.findall(r"# (?:a remark|indented|own|y)$", text.replace("\r", ""), re.MULTILINE))


def _tables_go(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether a table becomes something else, which no caller wants and which takes its first line away."""
    return any(
        isinstance(old.get(name), dict) is not isinstance(value, dict) for name, value in new.items() if name in old
    )


@settings(deadline=None)
@given(texts(), ENTRIES)
def test_whatever_the_form_entries_change_and_the_rest_stays(text: str, entries: dict[str, Any]) -> None:
    before = tomllib.loads(text)
    changed = set_entries(text, "notes", entries)

    expected = {**before, "notes": {**before.get("notes", {}), **entries}} if entries else before
    assert tomllib.loads(changed) == expected
    assert _bare(changed) == _bare(text) or _tables_go(before.get("notes", {}), entries)
    assert set_entries(changed, "notes", entries) == changed


@settings(deadline=None)
@given(texts("suppliers"), st.sampled_from((*IDS, "new")), ENTRIES)
def test_whatever_the_form_answers_about_a_supplier_change_and_the_rest_stays(
    text: str, supplier: str, answers: dict[str, Any]
) -> None:
    before = tomllib.loads(text)
    suppliers = before.get("suppliers", {})
    if not isinstance(suppliers.get(supplier, {}), dict):
        return
    changed = set_supplier_answers(text, supplier, answers)

    own = {**suppliers.get(supplier, {}), "answers": answers}
    assert tomllib.loads(changed) == {**before, "suppliers": {**suppliers, supplier: own}}
    assert _bare(changed) == _bare(text) or _tables_go(suppliers.get(supplier, {}), {"answers": answers})
    assert set_supplier_answers(changed, supplier, answers) == changed


def test_an_entry_is_not_lost_where_tomlkit_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> str:
        raise IndexError

    monkeypatch.setattr(writing, "_with", fail)
    monkeypatch.setattr(writing, "in_section", fail)
    changed = set_entries(MINE, "notes", {"trust": NOTE})

    before = tomllib.loads(MINE)
    assert tomllib.loads(changed) == {**before, "notes": {**before["notes"], "trust": NOTE}}
