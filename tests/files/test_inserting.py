"""Where a new table goes, and that everything else stays."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.inserting import inserted
from tests.files.test_layout import REMARK, Written

OUTCOME = """\
# About the file.

[outcome]
name = "A"

# Of the first.
[must.a]  # so
says = "A"

# Still of it.
when = "x"
# More of it.

# ---- points ----

[plus.b]
points = 100

[[example]]
says = "E"

[example.given]
x = 1
"""


@pytest.mark.parametrize(
    ("head", "after", "before"),
    [
        ("[must.new]", "# More of it.\n", "# ---- points ----\n\n[plus.b]\n"),
        ("[bar.new]", "# More of it.\n", "# ---- points ----\n\n[plus.b]\n"),
        ("[plus.new]", "points = 100\n", '[[example]]\nsays = "E"\n'),
        ("[outcome.new]", 'name = "A"\n', "# Of the first.\n[must.a]  # so\n"),
        ("[warn.new]", "points = 100\n", '[[example]]\nsays = "E"\n'),
    ],
)
def test_a_rule_stands_below_those_of_its_effect(head: str, after: str, before: str) -> None:
    new = inserted(OUTCOME, f"{head}\nx = 1\n")

    assert f"{after}\n{head}\nx = 1\n\n{before}" in new
    assert new.replace(f"\n{head}\nx = 1\n", "", 1) == OUTCOME


def test_anything_else_stands_at_the_end() -> None:
    assert inserted(OUTCOME, "[[example]]\nx = 1\n") == f"{OUTCOME}\n[[example]]\nx = 1\n"
    assert inserted("[step.a]\n# last\n\n\n", "[step.b]\n") == "[step.a]\n# last\n\n[step.b]\n"
    assert inserted("", "[step.b]\n") == "[step.b]\n"


def test_a_table_before_all_others_stands_below_the_remarks_about_the_file() -> None:
    text = "# About the file.\n\n# Of the example.\n[[example]]\n"

    assert inserted(text, "[warn.a]\n") == "# About the file.\n\n[warn.a]\n\n# Of the example.\n[[example]]\n"


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    assert inserted("\ufeff[step.a]\r\n", "[step.b]\n") == "\ufeff[step.a]\r\n\r\n[step.b]\r\n"


def test_tables_without_an_empty_line_between_them() -> None:
    assert inserted("[must.a]\nx = 1\n[plus.b]\n", "[bar.c]\n") == "[must.a]\nx = 1\n\n[bar.c]\n\n[plus.b]\n"


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.data(), st.sampled_from(["new", "must.new", "warn.new"]))
def test_nothing_else_changes(data: st.DataObject, name: str) -> None:
    text = OUTCOME + Written(data).file()

    new = inserted(text, f"[{name}]\nx = 1\n")

    before, after = tomllib.loads(text), tomllib.loads(new)
    first, _point, rest = name.partition(".")
    before.setdefault(first, {})
    before[first] |= {rest: {"x": 1}} if rest else {"x": 1}
    assert repr(sorted(after.items())) == repr(sorted(before.items()))
    assert REMARK.findall(new) == REMARK.findall(text)
