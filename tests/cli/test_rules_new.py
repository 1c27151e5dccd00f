"""``advisor rules new``."""

import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from advisor.audit.suite import run_suite
from advisor.cli import main
from advisor.files.layout import laid_out
from advisor.files.rulebase import check, load, load_suite
from advisor.files.shapes_asked import SORTS
from advisor.language.trace import Truth
from advisor.words import Words
from tests.files.test_bad_rules import MINIMAL

Out = pytest.CaptureFixture[str]


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is not there yet, over the minimal rules."""
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr("advisor.files.shipped.shipped_folder", lambda: MINIMAL)
    return tmp_path / "mine"


def begin(mine: Path, *arguments: str) -> int:
    return main(["rules", "new", *arguments, "--rules", str(mine)])


def faults(mine: Path) -> list[str]:
    return [each.code for each in check([MINIMAL, mine]) if not each.only_warns]


def test_a_new_question_and_a_rule_that_reads_it(mine: Path, capsys: Out) -> None:
    assert begin(mine, "question", "we_share", "--section", "tools") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{mine / 'questions' / 'tools.toml'}:1\n{mine / 'texts' / 'nl.toml'}\n\nWhat comes next:\n")
    assert f"advisor rules new rule OUTCOME.ID --effect EFFECT --when we_share --rules {mine}\n" in told

    assert begin(mine, "rule", "consumer.shares", "--effect", "warn") == 0
    assert f"advisor rules test --rules {mine}\n" in capsys.readouterr().out
    rule = tomllib.loads((mine / "roles" / "consumer.toml").read_text(encoding="utf-8"))
    assert rule["warn"]["shares"]["when"] == "we_share"
    assert rule["example"][-2]["given"] == {"we_share": True}
    assert rule["example"][-2]["then"] == {"shares": "yes"}
    assert rule["example"][-1]["then"] == {"shares": "no"}

    assert main(["rules", "check", "--rules", str(mine)]) == 0
    told = capsys.readouterr().out
    assert "warning U555: `question.we_share.ask` is still to be written\n" in told
    assert told.endswith("faults: 0, warnings: 5\n")
    main(["rules", "test", "--rules", str(mine)])
    assert "failed: 0" in capsys.readouterr().out
    for file in mine.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert laid_out(text) == text
    assert main(["rules", "texts", "nl", "--check", "--rules", str(mine)]) == 0


def test_examples_of_the_rules_underneath_are_copied_once(mine: Path, capsys: Out) -> None:
    for name in ("one", "two"):
        assert begin(mine, "rule", f"consumer.{name}", "--effect", "minus", "--when", "staff < 3") == 0

    below = tomllib.loads((MINIMAL / "roles" / "consumer.toml").read_text(encoding="utf-8"))["example"]
    copied = tomllib.loads((mine / "roles" / "consumer.toml").read_text(encoding="utf-8"))["example"]
    assert copied[: len(below)] == below
    assert f"replace those underneath: {len(below)}\n" in capsys.readouterr().out
    assert faults(mine) == []


@pytest.mark.parametrize("kind", SORTS)
def test_every_kind_of_question_is_complete(mine: Path, kind: str) -> None:
    more = ["--of", "tools"] if kind == "number each" else []

    assert begin(mine, "question", "new_one", "--section", "organisation", "--kind", kind, *more) == 0
    assert faults(mine) == []
    assert load([MINIMAL, mine]).questions["new_one"].sort == kind


@pytest.mark.parametrize("kind", SORTS)
def test_the_rule_that_is_suggested_for_a_question_can_be_begun(mine: Path, capsys: Out, kind: str) -> None:
    more = ["--of", "tools"] if kind == "number each" else []
    assert begin(mine, "question", "new_one", "--section", "organisation", "--kind", kind, *more) == 0
    line = next(each for each in capsys.readouterr().out.splitlines() if "Let a rule read it: " in each)
    suggested = line.partition("advisor ")[2].replace("OUTCOME.ID", "consumer.new").replace("EFFECT", "warn")

    assert main(shlex.split(suggested)) == 0
    assert faults(mine) == []
    assert "new_one" in str(load([MINIMAL, mine]).rules()["consumer.new"].when)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["step", "new-step"], "new-step"),
        (["warning", "new-warning"], "new-warning"),
        (["check", "new-check"], "new-check"),
        (["outcome", "guild", "--kind", "form"], "to-guild"),
    ],
)
def test_what_has_no_example_has_a_case_that_holds_and_one_that_does_not(
    mine: Path, arguments: list[str], name: str
) -> None:
    assert begin(mine, "question", "we_share", "--section", "tools") == 0
    assert begin(mine, *arguments) == 0

    tried = run_suite(load_suite([MINIMAL, mine]), Words("en"))
    own = [each for each in tried.runs if each.id.startswith(name)]
    assert sorted(each.id for each in own) == [f"{name}-does-not", f"{name}-holds"]
    assert not [each for each in own if each.mismatches]
    gaps = [each for each in tried.coverage.conditions.gaps if each.id == name]
    assert not [each for each in gaps if {Truth.YES, Truth.NO} & {*each.never}]


def test_a_new_form_has_a_path_and_a_new_outcome_two_rules_that_say_two_things(mine: Path, capsys: Out) -> None:
    assert begin(mine, "outcome", "guild", "--kind", "form") == 0
    assert "Let no two paths to different forms hold together: advisor rules prove " in capsys.readouterr().out
    rulebase = load([MINIMAL, mine])
    assert [each.id for each in rulebase.paths if each.to == "guild"] == ["to-guild"]
    first, second = rulebase.outcomes["guild"].rules
    assert first.when != second.when
    shown = [each.then for each in rulebase.outcomes["guild"].examples]
    assert shown == [
        {"first-reason": "yes", "second-reason": "yes", "guild": ["fits"]},
        {"first-reason": "no", "second-reason": "no", "guild": ["not-now"]},
    ]


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["step", "new-step"], "steps.toml"),
        (["warning", "new-warning"], "warnings.toml"),
        (["check", "new-check"], "checks.toml"),
        (["quantity", "new_one", "--when", "staff * 2"], "quantities.toml"),
        (["outcome", "broker", "--kind", "role"], "roles/broker.toml"),
        (["outcome", "alliance", "--kind", "form"], "forms/alliance.toml"),
        (["outcome", "ambition", "--kind", "readiness", "--when", "has_sponsor"], "readiness/ambition.toml"),
        (["rule", "consumer.new", "--effect", "must", "--source", "A1"], "roles/consumer.toml"),
        (["rule", "basis.new", "--effect", "bar"], "readiness/basis.toml"),
        (["rule", "consumer.new", "--effect", "plus", "--group", "basis"], "roles/consumer.toml"),
    ],
)
def test_everything_else_is_complete(mine: Path, arguments: list[str], file: str) -> None:
    assert begin(mine, *arguments) == 0
    assert faults(mine) == []
    assert (mine / file).is_file()
    assert 'nl = "TODO' in (mine / "texts" / "nl.toml").read_text(encoding="utf-8")


def test_points_come_from_a_rule_that_is_named(mine: Path, capsys: Out) -> None:
    arguments = ("rule", "consumer.new", "--effect", "plus", "--points", "15")

    assert begin(mine, *arguments) == 2
    assert "add up to 115, not to 100; rules with points to spare: uses (60)" in capsys.readouterr().err
    assert not mine.exists()
    assert begin(mine, *arguments, "--from", "use") == 2
    assert "did you mean `uses`?" in capsys.readouterr().err
    assert begin(mine, *arguments, "--from", "uses") == 0
    assert begin(mine, "rule", "consumer.newer", "--effect", "plus", "--from", "consumer.uses") == 0
    points = {rule.id: rule.points for rule in load([MINIMAL, mine]).outcomes["consumer"].rules}
    assert (points["consumer.uses"], points["consumer.new"], points["consumer.newer"]) == (35, 15, 10)
    assert faults(mine) == []


def test_what_stands_in_the_files_stays(mine: Path) -> None:
    shutil.copytree(MINIMAL, mine)
    file = mine / "roles" / "consumer.toml"
    file.write_text("# Ours.\n\n" + file.read_text().replace("points  = 60", "points=60 # most"), newline="\r\n")
    before = file.read_bytes().decode()

    assert main(["rules", "new", "rule", "consumer.new", str(mine), "--effect", "plus", "--from", "uses"]) == 0

    after = file.read_bytes().decode()
    begun = after.index("[plus.new]")
    ended = after.index("[", begun + 1 + after[begun + 1 :].index('source  = ["CHOICE"]') + len('source  = ["CHOICE"]'))
    assert after[:begun] + after[ended:] != after
    example = after.index('[[example]]\r\nsays  = "TODO')
    kept = (after[:begun] + after[ended:example]).rstrip()
    assert kept == before.replace("points=60 # most", "points=50 # most").rstrip()
    assert [each.code for each in check([mine]) if not each.only_warns] == []


def test_what_is_written_later_is_to_be_translated(mine: Path, capsys: Out) -> None:
    begin(mine, "warning", "new-warning", "--when", "staff < 3")
    file = mine / "warnings.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("TODO: the caution", "Take care"), encoding="utf-8")
    assert faults(mine) == ["R382"]

    texts = mine / "texts" / "nl.toml"
    texts.write_text(texts.read_text(encoding="utf-8").replace('en = "TODO: the caution"', 'en = "Take care"'))
    assert faults(mine) == []
    capsys.readouterr()
    assert main(["rules", "check", "--rules", str(mine)]) == 0
    assert "nl.toml:1:1: warning U555: `warning.new-warning.says` is still to be written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rule", "consumr.new", "--effect", "must"], "U503: there is no role, form or condition called `consumr`"),
        (["rule", "new", "--effect", "must"], "U558: `rule` needs OUTCOME.ID: digital_ecosystem, basis, consumer"),
        (["rule", "consumer.new"], "U558: `rule` needs --effect: must, bar, plus, minus, warn"),
        (["rule", "consumer.uses", "--effect", "plus"], "R311: `consumer.uses` exists already, at "),
        (["rule", "consumer.Not_So", "--effect", "must"], "R308: `Not_So` is not written in kebab-case"),
        (["rule", "consumer.level", "--effect", "must"], "R362: no rule can be called `level`"),
        (
            ["rule", "consumer.new", "--effect", "must", "--when", "stafff < 3"],
            "stafff < 3\n    ^^^^^^\n  did you mean `staff`?",
        ),
        (["rule", "consumer.new", "--effect", "must", "--points", "3"], "R317: `--points` means nothing for a `must`"),
        (["rule", "consumer.new", "--effect", "must", "--source", "A2"], "R340: there is no `source` called `A2`"),
        (["question", "new_one"], "U558: `question` needs --section: organisation, tools"),
        (
            ["question", "new_one", "--section", "tool"],
            "R340: there is no `section` called `tool`\n  did you mean `tools`?",
        ),
        (
            ["question", "new-one", "--section", "tools"],
            "R307: `new-one` is not written in snake_case\n  did you mean `new_one`?",
        ),
        (["question", "new_one", "--section", "tools", "--kind", "text"], "U558: `question` needs --kind: yes/no, "),
        (["question", "new_one", "--section", "tools", "--kind", "number each"], "U558: `question` needs --of: "),
        (["question", "unknown", "--section", "tools"], "R310: `unknown` is a word of the language"),
        (["outcome", "staff", "--kind", "role"], "R311: `staff` exists already, at "),
        (["outcome", "../up", "--kind", "role"], "R307: `../up` is not written in snake_case"),
        (["outcome", "broker", "--kind", "part"], "U558: `outcome` needs --kind: readiness, role, form"),
    ],
)
def test_what_cannot_be_begun_is_refused(mine: Path, capsys: Out, arguments: list[str], said: str) -> None:
    assert begin(mine, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not mine.exists()


def test_a_folder_has_to_be_named(mine: Path, capsys: Out) -> None:
    assert main(["rules", "new", "step", "new-step"]) == 2
    assert "error U556: nothing says in which folder\n" in capsys.readouterr().err
    assert not mine.exists()


def test_a_folder_that_cannot_be_read_is_left_as_it_is(mine: Path, capsys: Out) -> None:
    mine.mkdir()
    (mine / "steps.toml").write_text("[step.a\n")

    assert begin(mine, "step", "new-step") == 3
    assert f"{mine / 'steps.toml'}:1:8: error F206: this is not TOML" in capsys.readouterr().err
    assert [path.name for path in mine.iterdir()] == ["steps.toml"]


def test_faults_that_were_there_are_no_hindrance(mine: Path) -> None:
    mine.mkdir()
    (mine / "steps.toml").write_text('[step.old]\ndoes = "Old"\nwhen = "nobody < 2"\n')

    assert begin(mine, "rule", "consumer.new", "--effect", "must", "--when", "staff < 3") == 0
    rule = tomllib.loads((mine / "roles" / "consumer.toml").read_text(encoding="utf-8"))
    assert rule["example"][-1]["then"] == {"new": "open"}


def test_rules_without_sources_get_one(tmp_path: Path, mine: Path) -> None:
    mine.mkdir()
    (mine / "rulebase.toml").write_text(
        '[rulebase]\nname = "N"\nversion = "1"\nreleased = 2026-11-23\nlanguages = ["en"]\nsections = ["all"]\n'
        '[section.all]\nname = "All"\n[thresholds]\nemerging = 40\nfits = 60\nnear = 5\n[fallback]\nsays = "None"\n'
    )
    (mine / "questions").mkdir()
    (mine / "questions" / "all.toml").write_text("")

    assert main(["rules", "new", "warning", "new-warning", str(mine)]) == 2
    assert main(["rules", "new", "question", "new_one", str(mine), "--section", "all"]) == 0
    assert main(["rules", "new", "warning", "new-warning", str(mine)]) == 0
    assert [each for each in check([mine]) if not each.only_warns] == []
    assert not (mine / "texts").exists()
    assert tmp_path.exists()
