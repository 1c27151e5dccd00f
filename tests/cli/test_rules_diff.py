"""``advisor rules diff``."""

import io
import json
import sys
from pathlib import Path

import pytest

from advisor.audit.formula import Prover, UndecidedError
from advisor.cli import main
from advisor.files.profile import load
from advisor.files.rulebase import load as load_rules
from tests.audit.tiny import QUESTIONS, ROLE, RULEBASE, folder
from tests.files.test_bad_rules import MINIMAL, RULES

SMALLER = ROLE.replace("staff >= 50", "staff >= 40")
PROFILE = "[profile]\nname = 'Ours'\n[answers]\nstaff = 45\nsponsored = true\n"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "old")
    folder(tmp_path / "new", roles__consumer=SMALLER)
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "ours.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "given" / "large.toml").write_text(PROFILE.replace("45", "60"), encoding="utf-8")


def test_what_changes_is_counted_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "old", "new", "--profiles", "given"]) == 0
    result = capsys.readouterr()
    assert "The advice changes for 1 of 2.\n" in result.out
    assert "  when: staff >= 50 and sponsored → staff >= 40 and sponsored\n" in result.out
    assert "what changes: lead; profiles: 1\n" in result.out
    assert "given/ours.toml (Ours)\n  lead: none → consumer\n  standing consumer: not-now → fits\n" in result.out
    assert "here: does not hold, +0 → holds, +100\n" in result.out
    assert result.err == ""


def test_profiles_may_follow_as_a_shell_writes_them_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "old", "new", "--profiles", "given/large.toml", "given/ours.toml", "given"]) == 0
    assert "The advice changes for 1 of 2.\n" in capsys.readouterr().out


def test_a_pipeline_fails_on_a_change(capsys: pytest.CaptureFixture[str]) -> None:
    fail = ["rules", "diff", "old", "new", "--fail-on-change"]
    assert main([*fail, "--profiles", "given"]) == 1
    assert main([*fail, "--profiles", "given/large.toml"]) == 0
    assert main(fail) == 1
    assert main(["rules", "diff", "old", "old", "--fail-on-change"]) == 0
    capsys.readouterr()


def test_where_no_profile_changes_one_that_would_is_shown_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "old", "new", "-p", "given/large.toml", "--witness", "found"]) == 0
    result = capsys.readouterr()
    assert "The advice changes for 0 of 1.\n" in result.out
    assert "and assessed again by itself:\nAn invented organisation\n  lead: none → consumer\n" in result.out
    assert result.err == "Written: found/witness.toml\n"
    assert 40 <= int(load("found/witness.toml", load_rules([Path("new")]))[0].answers["staff"].bounds.low) < 50  # type: ignore[union-attr]
    assert main(["rules", "diff", "old", "new", "-p", "found", "--fail-on-change"]) == 1


def test_where_nobody_can_get_other_advice_that_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    folder(Path("same"), roles__consumer=ROLE.replace("points = 100", 'points = 100\ngroup  = "a"'))

    assert main(["rules", "diff", "old", "same", "--fail-on-change", "--witness", "found"]) == 0
    out = capsys.readouterr().out
    assert "None, as of 23 November 2026: that nobody gets another lead, form" in out
    assert not Path("found").exists()


def test_where_the_solver_comes_to_no_end_none_being_found_is_no_proof(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Prover, "find", find)
    folder(Path("same"), roles__consumer=ROLE.replace("points = 100", 'points = 100\ngroup  = "a"'))

    assert main(["rules", "diff", "old", "same"]) == 0
    assert "organisations drawn at random, none gets other advice. That is no proof.\n" in capsys.readouterr().out


def test_where_only_texts_differ_nobody_has_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    folder(Path("same"), questions__all=QUESTIONS.replace("How many", "So how many"))

    assert main(["rules", "diff", "old", "same"]) == 0
    assert "There is none: what differs cannot change" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("package", "modules", "said"),
    [
        ("numpy", ["witness", "pair", "bridge"], "Nobody looked for one.\n"),
        ("z3", ["formula"], "organisations drawn at random, none gets other advice. That is no proof.\n"),
    ],
)
def test_without_a_package_the_rest_is_told(
    package: str,
    modules: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for module in modules:
        monkeypatch.delitem(sys.modules, f"advisor.audit.{module}", raising=False)
    folder(Path("same"), roles__consumer=ROLE.replace("points = 100", 'points = 100\ngroup  = "a"'))

    assert main(["rules", "diff", "old", "same"]) == 0
    result = capsys.readouterr()
    assert said in result.out
    assert f"warning F229: rules diff needs the package {package}" in result.err
    assert "advisor[proof]" in result.err


def test_an_answer_that_only_one_knows_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    folder(Path("less"), questions__all=QUESTIONS.replace("[question.comment]", "[question.remark]"))
    Path("p.toml").write_text("[answers]\nstaff = 60\nsponsored = true\ncomment = true\n", encoding="utf-8")

    assert main(["rules", "diff", "old", "less", "-p", "p.toml"]) == 0
    result = capsys.readouterr()
    assert "The new rules cannot read the answer to comment in 1 profile; their advice goes without it.\n" in result.out
    assert result.err == ""


def test_a_folder_without_a_rule_base_is_laid_over_the_shipped_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/rulebase.toml").write_text("[thresholds]\nemerging = 40\nfits = 60\nnear = 6\n", encoding="utf-8")

    assert main(["rules", "diff", "-", "mine", "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["old"]["layers"], told["new"]["layers"]) == ([], ["mine"])
    assert [each["id"] for each in told["differences"]] == ["near"]
    assert told["can_change"] is False


def test_folders_are_laid_over_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    Path("over/roles").mkdir(parents=True)
    Path("over/roles/consumer.toml").write_text(SMALLER[SMALLER.index("[plus") :], encoding="utf-8")

    assert main(["rules", "diff", "old+over", "new", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []
    assert main(["rules", "diff", "old", "new", "--rules", "over", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []


def test_a_layer_that_replaces_the_head_is_still_a_layer(capsys: pytest.CaptureFixture[str]) -> None:
    Path("head").mkdir()
    Path("head/rulebase.toml").write_text(RULEBASE[: RULEBASE.index("[section")], encoding="utf-8")

    assert main(["rules", "diff", "old", "old+head", "-f", "json"]) == 0
    capsys.readouterr()
    assert main(["rules", "diff", "old", "head"]) == 3
    assert "R36" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_formats_for_programs_come_whole_and_in_a_file(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "old", "new", "-p", "given", "-f", form, "-o", "out"]) == 0
    assert capsys.readouterr() == ("", "")
    text = Path("out").read_text(encoding="utf-8")
    if form == "markdown":
        assert "| standing of an outcome | 1 |\n" in text
        return
    told = json.loads(text)
    assert told["format"] == "advisor.rules_diff/1"
    assert told["profiles"]["counts"] == {"lead": 1, "standing": 1, "form": 0, "readiness": 0, "step": 0}
    (change,) = told["profiles"]["changes"]
    assert (change["path"], change["name"]) == ("given/ours.toml", "Ours")
    lead = change["effects"][0]
    assert (lead["sort"], lead["before"], lead["after"]) == ("lead", ["none"], ["consumer"])
    assert [(each["sort"], each["id"]) for each in lead["because"]] == [("rule", "consumer.large")]


def test_faults_of_both_rule_bases_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    bad = [f"{MINIMAL}+{RULES / 'bad' / name}" for name in ("step-not-known", "circle-of-quantities")]

    assert main(["rules", "diff", *bad]) == 3
    err = capsys.readouterr().err
    assert "R340" in err
    assert "R342" in err


@pytest.mark.parametrize("name", ["nowhere", "", "+", "old+nowhere", "old/rulebase.toml"])
def test_a_folder_that_is_not_there_is_a_mistake_of_the_command_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "diff", "old", name]) == 2
    assert "U560" in capsys.readouterr().err


def test_profiles_that_cannot_be_read_do_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("given/wrong.toml").write_text("[answers]\nstaf = 3\n", encoding="utf-8")
    Path("given/rows.csv").write_text("staff\n3\n", encoding="utf-8")

    assert main(["rules", "diff", "old", "new", "-p", "given"]) == 4
    result = capsys.readouterr()
    assert "The advice changes for 1 of 2.\n" in result.out
    assert "given/rows.csv: error U561: only profiles in TOML are compared\n" in result.err
    assert "did you mean `staff`?" in result.err
    assert main(["rules", "diff", "old", "new", "-p", "given/wrong.toml"]) == 2
    assert main(["rules", "diff", "old", "new", "-p", "given", "--fail-on-change"]) == 1


def test_a_profile_may_come_through_a_pipe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROFILE.encode())))

    assert main(["rules", "diff", "old", "new", "-p", "-"]) == 0
    assert "\n- (Ours)\n" in capsys.readouterr().out


def test_what_comes_from_outside_stays_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.toml").write_text(PROFILE.replace("'Ours'", '"\\u001b[31mO"'), encoding="utf-8")

    assert main(["rules", "diff", "old", "new", "-p", "p.toml"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_witness_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "old", "new", "--witness", "given/ours.toml"]) == 2
    assert "F209" in capsys.readouterr().err


def test_a_layer_that_adds_to_the_head_is_laid_over_the_shipped_rules(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more/rulebase.toml").parent.mkdir()
    Path("more/rulebase.toml").write_text('[rulebase]\nadds = true\nname = "Ours"\n', encoding="utf-8")

    assert main(["rules", "diff", "shipped", "more"]) == 0
    assert "name: Digital ecosystems → Ours" in capsys.readouterr().out


def test_profiles_that_cannot_be_read_were_given_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.toml").write_text("bad", encoding="utf-8")

    assert main(["rules", "diff", "old", "new", "-p", "bad.toml", "--fail-on-change"]) == 2
    assert "1 profile was given, and could not be read.\n" in capsys.readouterr().out


def test_what_differs_only_later_is_named_with_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = ROLE[ROLE.index("[plus.large]") :]
    ended = rule.rstrip() + "\nuntil = 2027-06-30\n"
    begun = rule.replace("large", "larger").replace(">= 50", ">= 90").rstrip() + "\nfrom = 2027-07-01\n"
    folder(tmp_path / "dated", roles__consumer=ROLE.replace(rule, f"{ended}\n{begun}"))

    assert main(["rules", "diff", "old", "dated"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "None, as of 23 November 2026" in out
    assert "From 1 July 2027 on the two differ in another way: ask once more with --as-of 2027-07-01." in out
    assert main(["rules", "diff", "old", "dated", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["differs_otherwise_from"] == "2027-07-01"

    assert main(["rules", "diff", "old", "dated", "--as-of", "2027-07-01", "--fail-on-change"]) == 1
    assert "differ in another way" not in capsys.readouterr().out


def test_what_ended_everywhere_at_once_differs_no_further(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dated = ROLE + "\n[warn.old]\nsays = 'Old'\nwhen = 'staff >= 7'\nsource = ['CHOICE']\nuntil = 2027-06-30\n"
    folder(tmp_path / "one", roles__consumer=dated)
    folder(tmp_path / "other", roles__consumer=dated.replace("staff >= 7", "staff >= 8"))

    assert main(["rules", "diff", "one", "other", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["differs_otherwise_from"] is None
