"""``advisor profile import`` as a user runs it: from the export of a survey to advice."""

from pathlib import Path

import pytest

from tests.batch.reading import workbook
from tests.journeys.conftest import Advisor

SURVEY = """\
Organisation;How many people?;sector;tools;Remarks
Our School;10 to 49;Onderwijs;Zoom video meetings; LMS?
Other;"1.234";education;zoom;
Third;40;retail;;
Third;41;retail;;
"""
MAPPING = """\
name = "Organisation"
language = "en"
ignore = ["Remarks"]
[columns]
"How many people?" = "staff"
[options.sector]
"Onderwijs" = "education"
[options.staff]
"10 to 49" = { from = 10, to = 49 }
"""


@pytest.fixture(autouse=True)
def _survey(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")


def test_a_row_of_a_survey_becomes_a_profile_that_is_assessed(advisor: Advisor, tmp_path: Path) -> None:
    done = advisor(
        *("profile", "import", "survey.csv", "--row", "2", "--mapping", "mapping.toml", "-o", "school.toml"),
        cwd=tmp_path,
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "school.toml: 3 answers from row 2\n"
    assert (tmp_path / "school.toml").read_text(encoding="utf-8").startswith('[profile]\nname = "Our School"\n')
    assert "staff = {from = 10, to = 49}" in (tmp_path / "school.toml").read_text(encoding="utf-8")
    assert advisor("profile", "check", "school.toml", cwd=tmp_path).returncode == 0
    assert "Partner-fit advice for Our School" in advisor("assess", "school.toml", cwd=tmp_path).stdout
    again = advisor(
        *("profile", "import", "survey.csv", "--row", "2", "--mapping", "mapping.toml", "-o", "school.toml"),
        cwd=tmp_path,
    )
    assert again.returncode == 2
    assert "F210" in again.stderr


def test_without_a_mapping_the_columns_that_mean_nothing_are_named(advisor: Advisor, tmp_path: Path) -> None:
    done = advisor("profile", "import", "survey.csv", "--row", "2", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("error P481") == 3
    assert "How many people?" in done.stderr


def test_a_row_is_found_by_its_name_and_printed(advisor: Advisor, tmp_path: Path) -> None:
    wanted = ("profile", "import", "survey.csv", "--mapping", "mapping.toml")
    done = advisor(*wanted, "--name", "Our School", cwd=tmp_path)

    assert done.returncode == 0
    assert 'tools = ["zoom"]' in done.stdout
    twice = advisor(*wanted, "--name", "Third", cwd=tmp_path)
    assert (twice.returncode, twice.stdout) == (2, "")
    assert "The rows 4 and 5 have the name Third; choose with --row." in twice.stderr
    assert "No row has the name Nobody." in advisor(*wanted, "--name", "Nobody", cwd=tmp_path).stderr
    assert "There is no row 9 with anything in it." in advisor(*wanted, "--row", "9", cwd=tmp_path).stderr
    assert "There is no row 1" in advisor(*wanted, "--row", "1", cwd=tmp_path).stderr


def test_every_row_becomes_a_file_and_a_wrong_one_stops_nothing(advisor: Advisor, tmp_path: Path) -> None:
    done = advisor("profile", "import", "survey.csv", "--mapping", "mapping.toml", "-o", "all", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (4, "")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        "our-school.toml",
        "third-row-5.toml",
        "third.toml",
    ]
    assert "survey.csv:3: error P480: `1.234` can be read in two ways: 1234 or 1.234" in done.stderr


def test_a_workbook_and_standard_input_are_read_as_well(advisor: Advisor, tmp_path: Path) -> None:
    workbook(tmp_path / "table.xlsx", ("name", "staff"), ("School", 40))
    (tmp_path / "profiles").mkdir()
    done = advisor("profile", "import", "table.xlsx", "--row", "2", "-o", "profiles", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "profiles" / "school.toml").exists()) == (0, True)

    piped = advisor(
        *("profile", "import", "-", "--input-format", "jsonl", "--row", "1"),
        cwd=tmp_path,
        stdin=None,
        input='{"id": "Piped", "staff": 40}\n',
    )
    assert 'name = "Piped"' in piped.stdout


def test_what_cannot_be_done_is_said(advisor: Advisor, tmp_path: Path) -> None:
    for arguments, said in (
        (("survey.csv",), "Give --row or --name for one profile, or a folder with -o for all of them."),
        (("survey.csv", "--row", "2", "--name", "x"), "Give --row or --name, not both."),
        (("missing.csv", "--row", "2"), "F201"),
        (("mapping.toml", "--row", "2"), "F227"),
        (("survey.csv", "--row", "2", "--mapping", "nowhere.toml"), "F201"),
    ):
        done = advisor("profile", "import", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr
