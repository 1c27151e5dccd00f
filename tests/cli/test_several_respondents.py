"""``advisor profile merge`` and ``advisor profile ask``."""

import io
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from advisor.cli import main
from advisor.interview.record import Record

IT = '# Ours\n[profile]\nname = "School"\nrespondents = ["IT"]\n\n[answers]\nstaff = 40 # about\nbackup = "mobile"\n'
FINANCE = '[profile]\nname = "School"\nrespondents = ["Finance"]\n\n[answers]\nstaff = 60\nhas_sla = true\n'

pytestmark = pytest.mark.usefixtures("small_rules")


def wrote(name: str, text: str) -> str:
    """A file in the folder of the test."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def answers(name: str) -> dict[str, object]:
    """The answers of a profile."""
    return dict(tomllib.loads(Path(name).read_text(encoding="utf-8"))["answers"])


# -- merge


def test_profiles_that_disagree_are_not_merged_unless_told_how(capsys: pytest.CaptureFixture[str]) -> None:
    files = [wrote("it.toml", IT), wrote("finance.toml", FINANCE)]

    assert main(["profile", "merge", *files, "-o", "c.toml"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    line = "respondents disagree on `staff` (the staff): IT says: 40 people; Finance says: 60 people\n"
    assert said.err.startswith(f"error P471: {line}")
    assert "--disagreements range or open" in said.err
    assert not Path("c.toml").exists()


@pytest.mark.parametrize(("how", "staff"), [("range", {"from": 40, "to": 60}), ("open", "unknown")])
def test_a_disagreement_is_kept_as_told(how: str, staff: object, capsys: pytest.CaptureFixture[str]) -> None:
    files = [wrote("it.toml", IT), wrote("finance.toml", FINANCE)]

    assert main(["profile", "merge", *files, "-o", "c.toml", "--disagreements", how]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "warning P472" in said.err
    assert said.err.endswith("c.toml: 3 answers of 2 profiles, 1 disagreement\n")
    assert answers("c.toml") == {"staff": staff, "backup": "mobile", "has_sla": True}
    assert Path("c.toml").read_text().startswith("# Ours\n")


def test_a_file_that_is_there_is_replaced_only_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    files = [wrote("it.toml", IT), wrote("b.toml", IT.replace("IT", "HR"))]

    assert main(["profile", "merge", *files, "-o", "it.toml"]) == 2
    assert "it.toml: error F210" in capsys.readouterr().err
    assert main(["profile", "merge", *files, "-o", "it.toml", "--force"]) == 0
    assert 'respondents = ["IT", "HR"]' in Path("it.toml").read_text()


def test_a_merged_profile_can_be_printed(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(IT.encode())))

    assert main(["profile", "merge", "-", wrote("b.toml", IT), "-o", "-"]) == 0
    assert capfdbinary.readouterr().out.decode() == IT


def test_every_fault_of_every_profile_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    files = [wrote("a.toml", "[answers]\nstaff = -1\n"), wrote("b.toml", "[answers]\nsectr = 1\n")]

    assert main(["profile", "merge", *files, "-o", "c.toml"]) == 2
    said = capsys.readouterr().err
    assert "a.toml:2:1: error P409" in said
    assert "b.toml:2:1: error P417" in said
    assert main(["profile", "merge", "no.toml", "neither.toml", "-o", "c.toml"]) == 2
    assert capsys.readouterr().err.count("F201") == 2


def test_one_profile_is_nothing_to_merge(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "merge", wrote("a.toml", IT), "-o", "c.toml"]) == 2
    assert "Two profiles or more" in capsys.readouterr().err


def test_what_a_profile_extends_is_found_from_the_merged_one() -> None:
    wrote("shared/board.toml", '[answers]\ntrust = 4\n[notes.trust]\ntext = "Asked."\n')
    first = wrote("one/a.toml", '[profile]\nextends = "../shared/board.toml"\n[answers]\nstaff = 4\n')
    other = wrote("b.toml", '[answers]\ntrust = { from = 4 }\n[notes.trust]\ntext = "Heard."\nby = "HR"\n')

    assert main(["profile", "merge", first, other, "-o", "c.toml"]) == 0
    text = Path("c.toml").read_text()
    assert 'extends = "shared/board.toml"' in text
    assert answers("c.toml") == {"staff": 4}
    assert main(["profile", "merge", first, wrote("d.toml", "[answers]\ntrust = 3\n"), "-o", "e.toml"]) == 1


def test_an_answer_that_has_no_place_beside_suppliers_stops_the_merging(capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        wrote("a.toml", '[answers]\nterms = "together"\n'),
        wrote("b.toml", '[suppliers.telco]\nanswers.terms = "together"\n'),
    ]

    assert main(["profile", "merge", *files, "-o", "c.toml", "--disagreements", "open"]) == 1
    assert "error P473: `terms`" in capsys.readouterr().err
    assert not Path("c.toml").exists()


# -- ask


def test_messages_are_printed_one_after_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "ask", wrote("a.toml", IT), "--all"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("==== To the board ====\n\nSubject: 1 question for the board about School\n")
    assert "\n==== To whoever knows ====\n" in said


def test_one_message_is_printed_as_it_is_sent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "ask", wrote("a.toml", IT), "--holder", "Board"]) == 0
    assert capsys.readouterr().out.startswith("Subject: 1 question for the board")
    assert main(["profile", "ask", "a.toml", "--holder", "finance"]) == 0
    assert capsys.readouterr() == ("", "There is nothing to ask.\n")


def test_messages_are_written_to_a_folder_and_never_over_one_that_may_be_filled_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["profile", "ask", wrote("a.toml", IT), "--all", "-o", "mail/out"]

    assert main(command) == 0
    assert sorted(path.name for path in Path("mail/out").iterdir()) == ["board.txt", "other.txt"]
    assert "board.txt is ready to be sent" in capsys.readouterr().err
    Path("mail/out/board.txt").write_text("sector = retail")
    assert main(command) == 2
    assert "F210" in capsys.readouterr().err
    assert Path("mail/out/board.txt").read_text() == "sector = retail"
    assert main([*command, "--force"]) == 0


def test_a_folder_that_cannot_be_made_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "ask", wrote("a.toml", IT), "-o", "a.toml/mail"]) == 2
    assert "F209" in capsys.readouterr().err


def test_replies_are_read_back_and_shown_as_understood(capsys: pytest.CaptureFixture[str]) -> None:
    profile = wrote("a.toml", IT)
    replies = [wrote("one.txt", "> has_sla = yes\n"), wrote("two.txt", "trust = about 4\n")]

    arguments = ["--read", *replies, "--by", "Finance", "--on", "2026-11-23"]
    assert main(["profile", "ask", profile, *arguments]) == 0
    said = capsys.readouterr()
    assert said == ("has_sla (the has_sla): yes; stored\ntrust (the trust): 4 of 5: much; stored\n", "")
    tables = tomllib.loads(Path(profile).read_text())
    assert tables["answers"] == {"staff": 40, "backup": "mobile", "has_sla": True, "trust": 4}
    assert tables["notes"]["trust"]["by"] == "Finance"
    assert tables["notes"]["trust"]["sure"] == "estimate"
    assert tables["profile"]["respondents"] == ["IT", "Finance"]
    assert "staff = 40 # about" in Path(profile).read_text()


def test_a_reply_that_contradicts_an_answer_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    profile, reply = wrote("a.toml", IT), wrote("r.txt", "staff = 41\n")

    assert main(["profile", "ask", profile, "--read", reply]) == 1
    said = capsys.readouterr()
    assert said.out == "staff (the staff): 41 people; not stored\n"
    assert said.err.startswith("r.txt:1: warning P475: `staff` is answered already: 40 people.")
    assert Path(profile).read_text() == IT
    assert main(["profile", "ask", profile, "--read", reply, "--force"]) == 0
    assert answers(profile)["staff"] == 41


def test_of_a_reply_with_a_wrong_line_the_others_are_stored(capsys: pytest.CaptureFixture[str]) -> None:
    profile, reply = wrote("a.toml", IT), wrote("r.txt", "trust = 4\nhas_sla = perhaps\n")

    assert main(["profile", "ask", profile, "--read", reply, "--read", "no.txt"]) == 4
    said = capsys.readouterr().err
    assert "r.txt:2: error P474: no answer to `has_sla`" in said
    assert "no.txt: error F201" in said
    assert answers(profile)["trust"] == 4
    assert main(["profile", "ask", profile, "--read", wrote("x.txt", "hello")]) == 2
    assert "x.txt: error P478" in capsys.readouterr().err


def test_a_reply_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("trust = 4 ".encode("utf-16"))))

    assert main(["profile", "ask", wrote("a.toml", IT), "--read", "-"]) == 0
    assert answers("a.toml")["trust"] == 4


def test_answers_of_suppliers_are_stored_with_them() -> None:
    profile = wrote("a.toml", '[suppliers.telco]\nanswers.terms = "unknown"\n')

    assert main(["profile", "ask", profile, "--read", wrote("r.txt", "telco.terms = we_set\ntrust = 4")]) == 0
    assert tomllib.loads(Path(profile).read_text())["suppliers"] == {"telco": {"answers": {"terms": "we_set"}}}


def test_a_reply_that_would_break_the_profile_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    text = '[answers]\nterms = "together"\n[suppliers.telco]\nname = "T"\n'
    profile = wrote("a.toml", text)

    assert main(["profile", "ask", profile, "--read", wrote("r.txt", "telco.terms = we_set")]) == 2
    assert "P434" in capsys.readouterr().err
    assert Path(profile).read_text() == text


def test_while_an_interview_is_at_work_no_reply_is_stored(capsys: pytest.CaptureFixture[str]) -> None:
    profile, reply = wrote("a.toml", IT), wrote("r.txt", "trust = 4\n")
    record = Record(profile, "")
    try:
        assert main(["profile", "ask", profile, "--read", reply]) == 2
    finally:
        record.close()
    assert "F211" in capsys.readouterr().err
    assert Path(profile).read_text() == IT


def test_replies_need_to_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "ask", wrote("a.toml", IT), wrote("r.txt", "trust = 4\n")]) == 2
    assert "--read" in capsys.readouterr().err
