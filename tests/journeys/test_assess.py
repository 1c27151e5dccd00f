"""``advisor assess`` and ``advisor explain`` as they are used."""

import json
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, Advisor

SCHOOL = "profiles/secondary-school.toml"
SHOPS = "profiles/half-answered.toml"


def test_advice_is_printed_on_standard_output_in_plain_text(advisor: Advisor) -> None:
    done = advisor("assess", SCHOOL, "--language", "en")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Partner-fit advice for Middelbare school\n")
    assert "Role: Consumer; Standing: fits;" in done.stdout


def test_without_a_language_a_profile_is_answered_in_its_own(advisor: Advisor) -> None:
    own = advisor("assess", SCHOOL, "-f", "json")

    assert json.loads(own.stdout)["language"] == "nl"


def test_a_single_profile_is_one_json_value_and_several_are_json_lines(advisor: Advisor) -> None:
    one = advisor("assess", SCHOOL, "--format", "json", "--language", "en")
    two = advisor("assess", SCHOOL, SHOPS, "--format", "json", "--language", "en")

    lines = [json.loads(line) for line in two.stdout.splitlines()]
    assert lines[0] == json.loads(one.stdout)
    assert [line["profile"]["path"] for line in lines] == [SCHOOL, SHOPS]


def test_a_profile_can_come_from_standard_input(advisor: Advisor) -> None:
    done = advisor("assess", "-", "--language", "en", stdin=None, input=(ROOT / SCHOOL).read_text(encoding="utf-8"))

    assert done.returncode == 0
    assert "Middelbare school" in done.stdout


def test_the_date_that_is_asked_for_is_the_date_of_the_advice(advisor: Advisor) -> None:
    done = advisor("assess", SCHOOL, "--as-of", "2027-02-03", "--language", "en")

    assert "\nAs of: 3 February 2027\n" in done.stdout


def test_advice_can_be_written_to_a_file(advisor: Advisor, tmp_path: Path) -> None:
    target = tmp_path / "advice.md"
    done = advisor("assess", SCHOOL, "--format", "markdown", "-o", str(target), "--language", "en")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("# Partner-fit advice for Middelbare school\n")


def test_standard_input_is_read_only_once(advisor: Advisor) -> None:
    done = advisor("assess", "-", "-", stdin=None, input="[answers]\nstaff = 3\n")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Standard input can be read only once." in done.stderr


@pytest.mark.parametrize("command", ["assess", "explain"])
@pytest.mark.parametrize(
    ("name", "target"), [("p.toml", "p.toml"), ("p.toml", "p.md"), ("p", "p"), ("p", "other.toml")]
)
def test_advice_is_never_written_over_a_profile(
    command: str, name: str, target: str, advisor: Advisor, tmp_path: Path
) -> None:
    text = (ROOT / SCHOOL).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    (tmp_path / "p.md").symlink_to(tmp_path / "p.toml")
    done = advisor(command, name, "-o", target, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "error U543: the result would be written over" in done.stderr
    assert (
        (tmp_path / name).read_text(encoding="utf-8") == (tmp_path / "other.toml").read_text(encoding="utf-8") == text
    )


@pytest.mark.parametrize(
    ("profiles", "code", "printed"),
    [
        (("nowhere.toml",), 2, 0),
        (("nowhere.toml", "nothing.toml"), 2, 0),
        (("nowhere.toml", SCHOOL), 4, 1),
        ((SCHOOL, "nowhere.toml", SHOPS), 4, 2),
    ],
)
def test_one_bad_file_does_not_stop_the_rest(
    advisor: Advisor, profiles: tuple[str, ...], code: int, printed: int
) -> None:
    done = advisor("assess", *profiles, "--format", "json", "--language", "en")

    assert (done.returncode, len(done.stdout.splitlines())) == (code, printed)
    assert "nowhere.toml: error F201: there is no such file" in done.stderr


def test_an_explanation_is_of_the_lead_or_of_what_is_named(advisor: Advisor) -> None:
    lead = advisor("explain", SCHOOL, "--language", "en")
    role = advisor("explain", SCHOOL, "orchestrator", "--language", "en")

    assert lead.stdout.startswith("Why Consumer comes first\n")
    assert role.stdout.startswith("Orchestrator: not now\n")


def test_an_unknown_id_is_refused_with_a_guess(advisor: Advisor) -> None:
    done = advisor("explain", SCHOOL, "orchestratr", "--language", "en")

    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean `orchestrator`?" in done.stderr


def completed(advisor: Advisor, environment: dict[str, str], typed: str) -> list[str]:
    variables = {
        "_ADVISOR_COMPLETE": "bash_complete",
        "COMP_WORDS": f"advisor explain {SCHOOL} {typed}",
        "COMP_CWORD": "3",
    }
    done = advisor(env={**environment, **variables})
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_ids_are_completed(advisor: Advisor, environment: dict[str, str]) -> None:
    assert "orchestrator" in completed(advisor, environment, "or")
    assert "orchestrator.accepted-right" not in completed(advisor, environment, "or")
    assert "orchestrator.accepted-right" in completed(advisor, environment, "orchestrator.")
    assert completed(advisor, environment, "bandwidth_u") == ["bandwidth_up"]


def test_steps_toward_an_outcome_are_planned_though_it_is_far_away(advisor: Advisor) -> None:
    plain = advisor("assess", "profiles/secondary-school.toml", "-f", "json", "--language", "en")
    toward = advisor(
        "assess", "profiles/secondary-school.toml", "-f", "json", "--language", "en", "--toward", "reducer"
    )

    needed = [
        {step["id"] for step in json.loads(run.stdout)["steps"] if "reducer" in step["needed_for"]}
        for run in (plain, toward)
    ]
    assert needed[0] == set()
    assert needed[1]


def test_an_unknown_target_is_refused_with_a_guess(advisor: Advisor) -> None:
    run = advisor("assess", "profiles/sivon.toml", "--toward", "reduser", "--language", "en")

    assert run.returncode == 2
    assert "U503" in run.stderr
    assert "`reducer`" in run.stderr


def test_an_assuming_reading_stands_beside_the_verdict_and_says_so(advisor: Advisor) -> None:
    run = advisor("assess", "profiles/half-answered.toml", "-f", "json", "--language", "en", "--assume")

    verdict, reading = (json.loads(line) for line in run.stdout.splitlines())
    alone = advisor("assess", "profiles/half-answered.toml", "-f", "json", "--language", "en")
    assert verdict == json.loads(alone.stdout)
    assert verdict["assumed"] == []
    assert reading["assumed"]
