"""The wheel, installed as a user installs it: without the checkout and without what developers have."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    # As `pip install .` does it: with nothing there but what pyproject.toml says that building takes.
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    pinned = os.environ | {"PIP_CONSTRAINT": str(ROOT / ".ci" / "constraints.txt")}
    subprocess.run(build, check=True, capture_output=True, env=pinned)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("a folder with a space")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    constraints = ["--constraint", str(ROOT / ".ci" / "constraints.txt")]
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", *constraints, str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return programs


def test_the_wheel_carries_the_rules_and_the_texts_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"advisor/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rules").rglob("*.toml")}
    texts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "advisor" / "locale").rglob("*.mo")}

    assert "advisor/rules/rulebase.toml" in names
    assert rules | texts | {"advisor/files/_shipped.py", "advisor/py.typed"} <= names
    assert {"advisor"} == {name.partition("/")[0] for name in names if ".dist-info/" not in name}


def test_the_installed_program_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    profile = ROOT / "profiles" / "secondary-school.toml"

    for arguments in (["--version"], ["--help"], ["rules", "check"], ["assess", str(profile)]):
        run = subprocess.run([installed / "advisor", *arguments], cwd=tmp_path, capture_output=True, check=False)

        assert (run.returncode, run.stderr) == (0, b"")
        assert run.stdout


def test_a_program_can_use_the_installed_package(installed: Path, tmp_path: Path) -> None:
    profile = str(ROOT / "profiles" / "secondary-school.toml")
    code = f"import advisor; print(advisor.load(language='nl').assess({profile!r}).lead.role)"
    run = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert run.stdout == "consumer\n"
