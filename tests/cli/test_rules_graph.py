"""``advisor rules graph``."""

import re
from pathlib import Path

import pytest

from advisor.cli import main
from advisor.report import mermaid
from tests.files.test_bad_rules import MINIMAL, RULES


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADVISOR_LANGUAGE", "ADVISOR_RULES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def graph(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["rules", "graph", *arguments]) == 0
    result = capsys.readouterr()
    assert result.err == ""
    return result.out


def test_a_folder_alone_is_drawn_whole(capsys: pytest.CaptureFixture[str]) -> None:
    text = graph(capsys, str(MINIMAL))

    assert text.startswith("flowchart LR\n")
    assert '  question_staff(["staff<br/>the staff"])\n' in text
    assert '  rule_consumer_sponsored ==>|"must"| role_consumer\n' in text
    assert '  rule_consumer_sponsored -.->|"remedy"| step_sponsor\n' in text
    assert '  path_begin -.->|"to"| form_digital_ecosystem\n' in text
    assert "A report" not in text


def test_around_one_id(capsys: pytest.CaptureFixture[str]) -> None:
    text = graph(capsys, "closed", str(MINIMAL))

    nodes = re.findall(r'^  (\w+)[^\w ]+"', text, re.MULTILINE)
    assert nodes == ["question_trust", "rule_consumer_closed", "role_consumer", "step_measure"]


def test_for_graphviz(capsys: pytest.CaptureFixture[str]) -> None:
    text = graph(capsys, str(MINIMAL), "--format", "dot")

    assert text.startswith("digraph rules {\n")
    assert text.endswith("}\n")
    assert '  "question:staff" [shape=ellipse, label="staff\\nthe staff"];\n' in text
    assert '  "rule:consumer.uses" -> "role:consumer" [label="plus", penwidth=2];\n' in text


def test_into_a_file_and_the_same_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "one.dot"

    assert graph(capsys, "staff", str(MINIMAL), "-f", "dot", "-o", str(target)) == ""
    assert target.read_text(encoding="utf-8") == graph(capsys, "staff", str(MINIMAL), "-f", "dot")


def test_folders_of_ones_own_lie_over_them_and_texts_are_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "checks.toml").write_text('[check.mine]\nsays = "Mine"\nwhen = "staff > 1"\n')

    text = graph(capsys, "staff", str(MINIMAL), "--rules", str(tmp_path), "--language", "nl")
    assert '"mine<br/>Mine"' in text
    assert '"staff<br/>het personeel"' in text


def test_a_first_word_that_names_a_folder_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "consumer").symlink_to(MINIMAL)
    monkeypatch.chdir(tmp_path)

    assert "question_sector" in graph(capsys, "consumer")
    assert "question_sector" not in graph(capsys, "role:consumer", "consumer")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["consumr", str(MINIMAL)], 2, "did you mean `consumer`?"),
        (["A1", str(MINIMAL)], 2, "U552"),
        (["no/such-folder"], 2, "does not exist"),
        (["staff", "no-such-folder"], 2, "does not exist"),
        ([str(RULES / "bad" / "key-unknown")], 3, "R370"),
    ],
)
def test_what_cannot_be_drawn(arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "graph", *arguments]) == code
    result = capsys.readouterr()
    assert result.out == ""
    assert said in result.err


def test_more_than_mermaid_draws_is_said_beside_the_drawing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mermaid, "MOST_EDGES", 5)

    assert main(["rules", "graph", str(MINIMAL)]) == 0
    assert "Mermaid draws 5 unless" in capsys.readouterr().err
    assert graph(capsys, str(MINIMAL), "-f", "dot")
