"""What a Python program may rely on."""

import doctest
import json
import pickle
import re
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import advisor
from advisor.advice.assess import assess
from advisor.files.profile import load as load_profile
from advisor.report.json import write
from advisor.words import Words
from tests.starting import shipped_rules

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "python.md"
SCHOOL = ROOT / "profiles" / "secondary-school.toml"


@pytest.fixture(scope="module")
def rules() -> advisor.Rules:
    return advisor.load()


def test_the_examples_of_the_page_are_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS)

    assert tried > 10
    assert not failed


def test_the_page_names_everything_that_is_promised_and_nothing_more() -> None:
    named = set(re.findall(r"^\| `advisor\.(\w+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert named == set(advisor.__all__)
    assert all(hasattr(advisor, name) for name in advisor.__all__)


def test_what_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="lod"):
        advisor.lod  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; old = set(sys.modules); import advisor; print(*set(sys.modules) - old)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["advisor"]


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "advisor" / "py.typed").is_file()


def test_a_path_and_a_profile_give_the_advice_that_the_program_prints(rules: advisor.Rules) -> None:
    profile, _warnings = load_profile(SCHOOL, shipped_rules())
    printed = write(assess(shipped_rules(), profile, Words("en")), Words("en"))

    assert rules.assess(SCHOOL).to_json() == printed
    assert rules.assess(str(SCHOOL)).to_json() == printed
    assert rules.assess(rules.read(SCHOOL)).to_json() == printed


def test_the_advice_as_data_is_that_of_the_json(rules: advisor.Rules) -> None:
    advice = rules.assess(SCHOOL)

    assert advice.to_dict() == json.loads(advice.to_json(), parse_float=Decimal)
    assert advice.to_dict()["lead"]["role"] == advice.lead.role
    assert [each["id"] for each in advice.to_dict()["roles"]] == [role.outcome.id for role in advice.roles]
    assert [each["id"] for each in advice.to_dict()["steps"]] == [step.step.id for step in advice.steps]


def test_answers_are_read_as_in_a_profile(rules: advisor.Rules, tmp_path: Path) -> None:
    head, answers = 'name = "A"\ndate = 2026-01-02', 'staff = 40\ngoals = ["continuity"]\nbandwidth_down = "unknown"'
    (tmp_path / "a.toml").write_text(f"[profile]\n{head}\n[answers]\n{answers}\n", encoding="utf-8")

    read = rules.read(tmp_path / "a.toml")
    made = rules.profile(
        {"staff": np.int64(40), "goals": {"continuity"}, "bandwidth_down": "unknown", "sector": None},
        name="A",
        on=date(2026, 1, 2),
    )

    assert (made.answers, made.fingerprint, made.name, made.written_on) == (
        read.answers,
        read.fingerprint,
        read.name,
        read.written_on,
    )


def test_all_that_is_wrong_with_answers_is_said_at_once(rules: advisor.Rules) -> None:
    with pytest.raises(advisor.AdvisorError) as caught:
        rules.assess({"staff": -1, "sectr": "retail"})

    assert [problem.code for problem in caught.value.problems] == ["P409", "P417"]
    assert str(caught.value).startswith("answers.staff: error P409: ")
    assert "did you mean `sector`?" in str(caught.value)


def test_an_error_speaks_the_language_of_the_rules_and_can_be_sent_to_another_process() -> None:
    with pytest.raises(advisor.AdvisorError) as caught:
        advisor.load(language="nl").read("nowhere.toml")

    assert str(caught.value) == "nowhere.toml: fout F201: dit bestand bestaat niet"
    back = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (of our own making)
    assert (str(back), back.exit_code, back.problems) == (str(caught.value), 2, caught.value.problems)


@pytest.mark.parametrize(
    ("condition", "truth"), [("lead == consumer", "yes"), ("possibly(lead == reducer)", "no"), ("settled", "yes")]
)
def test_conditions_can_be_asked_of_the_advice(rules: advisor.Rules, condition: str, truth: str) -> None:
    assert rules.assess(SCHOOL).holds(condition) == truth


def test_a_wrong_condition_is_pointed_at(rules: advisor.Rules) -> None:
    with pytest.raises(advisor.AdvisorError, match="L119") as caught:
        rules.assess(SCHOOL).holds("led == consumer")

    assert "led == consumer\n    ^^^" in str(caught.value)


def test_rules_of_ones_own_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "warnings.toml").write_text(
        '[warning.ours]\nsays = "Ours"\nwhen = "staff < 1_000_000"\nsource = ["CHOICE"]\n', encoding="utf-8"
    )

    assert advisor.load(tmp_path).assess(SCHOOL).holds("ours in warnings") == "yes"


@pytest.mark.parametrize(
    ("folders", "language", "code"), [(("nowhere",), "en", "R301"), ((), "fr", "U510"), ((), "", "U510")]
)
def test_rules_that_are_not_there_are_refused(folders: tuple[str, ...], language: str, code: str) -> None:
    with pytest.raises(advisor.AdvisorError, match=code):
        advisor.load(*folders, language=language)


def test_steps_are_planned_toward_an_outcome_that_exists(rules: advisor.Rules) -> None:
    assert len(rules.assess(SCHOOL, toward="reducer").steps) > len(rules.assess(SCHOOL).steps)
    with pytest.raises(advisor.AdvisorError, match="U503"):
        rules.assess(SCHOOL, toward="reduser")


def test_a_remark_about_a_profile_is_a_python_warning(rules: advisor.Rules, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text('[profile]\nrulebase = "1"\n[answers]\nold = 1\n', encoding="utf-8")

    with pytest.warns(UserWarning, match="P418"):
        rules.read(tmp_path / "old.toml")


def test_a_table_gives_a_table(rules: advisor.Rules) -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow.table({"staff": [40, None], "sector": ["education", None]})

    assert rules.assess_table(table).num_rows == 2
    assert advisor.assess_table(table).equals(rules.assess_table(table))


def test_without_the_extra_the_package_to_install_is_named() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import advisor; advisor.load().assess_table(None)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 1
    assert "assess_table needs the package pyarrow; install it with: pip install 'advisor[batch]'" in run.stderr


def test_the_date_of_the_advice_has_no_time(rules: advisor.Rules) -> None:
    noon = datetime(2026, 12, 1, 12, 30)  # noqa: DTZ001  (whatever the zone)

    assert json.loads(rules.assess({}, as_of=noon).to_json())["as_of"] == "2026-12-01"


@pytest.mark.parametrize(
    ("names", "passed_on", "code"),
    [
        (["staff"], ["missing"], "P491"),
        (["staff", "staff"], [], "P460"),
        (["a", "a", "staff"], ["a"], "P460"),
        (["lead", "staff"], ["lead"], "P490"),
        (["error", "staff"], ["error"], "P490"),
    ],
)
def test_columns_of_a_table_that_cannot_be_are_refused(
    names: list[str], passed_on: list[str], code: str, rules: advisor.Rules
) -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow.Table.from_arrays([arrow.array([1])] * len(names), names=names)
    with pytest.raises(advisor.AdvisorError) as error:
        rules.assess_table(table, passed_on=passed_on)

    assert [each.code for each in error.value.problems] == [code]


def test_what_is_wrong_in_a_table_is_told_in_the_language_of_the_rules() -> None:
    arrow = pytest.importorskip("pyarrow")
    error = advisor.load(language="nl").assess_table(arrow.table({"sector": ["schol"]}))["error"][0].as_py()

    assert error.startswith("fout P459: ")
