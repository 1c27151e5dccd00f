"""Every fault of a rule base, as it is told: accepted with ``pytest tests/files/test_bad_rules.py --accept``.

Each folder in ``tests/rules/bad`` is laid over ``tests/rules/good/minimal`` and has one fault; ``NAME.expected`` is
what is said of it. A name that begins with "alone" is not laid over anything, one that begins with "case" over
``tests/rules/good/cases`` as well.
"""

import re
from pathlib import Path

import pytest

from advisor.catalogue import CATALOGUE
from advisor.files.rulebase import check, load, load_suite
from advisor.problems import EXIT_RULES, AdvisorError, Problem, describe
from advisor.words import Words

RULES = Path(__file__).parents[1] / "rules"
MINIMAL = RULES / "good" / "minimal"
CASES = RULES / "good" / "cases"
"""Cases of the minimal rules."""
BAD = sorted(path.name for path in (RULES / "bad").iterdir() if path.is_dir())
OF_TEXTS = ("R380", "R381", "R382")
ONLY_CHECKED = (*OF_TEXTS, "R383", "R384")
"""Faults of translations: without one the English text is shown."""
OF_CASES = re.compile("case-(?!in-the-wrong-file)")
"""Faults of cases, which only tests of the rules read."""
WORDS = Words("en")


def folders(name: str) -> list[Path]:
    below = [] if name.startswith("alone") else [MINIMAL, CASES] if name.startswith("case") else [MINIMAL]
    return [*below, RULES / "bad" / name]


def told(name: str, problems: tuple[Problem, ...]) -> str:
    """What is said, with paths inside the folders; other texts have other translations, which is not the point."""
    texts = name.startswith("translation")
    said = [describe(each, WORDS) for each in problems if texts or each.code not in OF_TEXTS]
    text = "".join(f"{each}\n" for each in said).replace("\\", "/")
    for folder in folders(name):
        text = text.replace(folder.as_posix() + "/", "")
    return text


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_told_as_expected(name: str, pytestconfig: pytest.Config) -> None:
    text = told(name, check(folders(name)))
    path = RULES / "bad" / f"{name}.expected"
    if pytestconfig.getoption("accept"):
        path.write_text(text, encoding="utf-8", newline="\n")

    assert text
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_a_fault_stops_the_rules_from_being_used(name: str) -> None:
    faults = {each.code for each in check(folders(name)) if not each.only_warns} - set(ONLY_CHECKED)
    if not faults or name.startswith("translation"):
        load(folders(name))
        return
    with pytest.raises(AdvisorError) as caught:
        load_suite(folders(name))

    assert caught.value.exit_code == EXIT_RULES
    assert {each.code for each in caught.value.problems} == faults
    if OF_CASES.match(name):
        load(folders(name))
    else:
        with pytest.raises(AdvisorError):
            load(folders(name))


def test_every_expected_text_has_its_fault() -> None:
    assert {path.stem for path in (RULES / "bad").glob("*.expected")} == set(BAD)


def test_every_fault_of_a_rule_base_has_a_test() -> None:
    tried = set(re.findall(r"\b(R3\d\d):", "".join(path.read_text() for path in (RULES / "bad").glob("*.expected"))))

    assert {code for code in CATALOGUE if code.startswith("R3")} - tried == {"R301"}
