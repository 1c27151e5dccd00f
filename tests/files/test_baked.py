"""The shipped rules as a Python module."""

import shutil
import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest

from advisor import __version__
from advisor.files import baked, shipped
from advisor.files.rulebase import load
from advisor.language import kinds, tree
from advisor.model import question, rulebase
from tests.files.test_bad_rules import MINIMAL

MODULE = "baked_for_a_test"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "rules"))


@pytest.fixture
def module(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The module of these rules, where `read` looks for it."""
    path = tmp_path / "modules" / f"{MODULE}.py"
    path.parent.mkdir()
    baked.write_module(rules, path)
    monkeypatch.syspath_prepend(path.parent)
    monkeypatch.setattr(baked, "MODULE", MODULE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    invalidate_caches()
    yield path
    sys.modules.pop(MODULE, None)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_module_holds_the_rule_base(rules: Path, module: Path, language: str) -> None:
    assert module.exists()
    assert baked.read(rules, language) == load([rules], language)


def test_the_order_of_the_interview_survives(rules: Path, module: Path) -> None:
    found = baked.read(rules, "en")

    assert module.exists()
    assert found is not None
    assert list(found.questions) == list(load([rules]).questions)


def test_a_language_it_does_not_have_reads_as_its_own(rules: Path, module: Path) -> None:
    assert module.exists()
    assert baked.read(rules, "fr") == load([rules], "en")


def test_the_module_is_nothing_but_literals(module: Path) -> None:
    code = compile(module.read_text(encoding="utf-8"), "module", "exec")

    assert set(code.co_names) == {"__doc__", "KEY", "LANGUAGES"}


def test_what_occurs_twice_is_made_once(rules: Path) -> None:
    records = baked.encode(load([rules]))

    assert len(set(map(repr, records))) == len(records)
    assert baked.decode(records) == load([rules])


def test_without_a_module_there_is_nothing(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baked, "MODULE", "there_is_no_such_module")

    assert baked.read(rules, "en") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KEY = (",
        "KEY = None\n",
        "KEY = {key!r}\n",
        "KEY = {key!r}\nLANGUAGES = {{}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': ()}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': ((0,),)}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': ((999, 1),)}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': ((0, (5,)),)}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': ((0, 'staff'),)}}\n",
        "KEY = {key!r}\nLANGUAGES = {{'en': 5}}\n",
        "KEY = {key!r}\nLANGUAGES = 5\n",
        "\0",
    ],
)
def test_a_damaged_module_is_worth_nothing(rules: Path, module: Path, text: str) -> None:
    key = (__version__, baked.checksum(rules))
    module.write_text(text.format(key=key), encoding="utf-8")

    assert baked.read(rules, "en") is None


def test_a_module_of_other_rules_is_worth_nothing(rules: Path, module: Path) -> None:
    (rules / "steps.toml").write_bytes((rules / "steps.toml").read_bytes() + b"# changed\n")

    assert module.exists()
    assert baked.read(rules, "en") is None


def test_a_file_under_another_name_makes_other_rules(rules: Path, module: Path) -> None:
    (rules / "texts" / "nl.toml").rename(rules / "texts" / "de.toml")

    assert module.exists()
    assert baked.read(rules, "en") is None


def test_a_module_of_another_version_is_worth_nothing(
    rules: Path, module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baked, "__version__", "0.0.0")

    assert module.exists()
    assert baked.read(rules, "en") is None


def test_every_class_of_a_rule_base_can_be_encoded() -> None:
    known = {
        each
        for part in (tree, kinds, question, rulebase)
        for each in vars(part).values()
        if isinstance(each, type) and "__fields__" in each.__dict__
    }

    assert known == set(baked.CLASSES)


# -- which rules are used


def test_the_shipped_rules_are_found() -> None:
    assert (Path(shipped.shipped_folder()) / "rulebase.toml").is_file()


def test_the_module_is_used_when_it_is_there(rules: Path, module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "shipped_folder", lambda: rules)
    expected = load([rules], "nl")
    monkeypatch.setattr("advisor.files.rulebase.load", None)

    assert shipped.load_rulebase((), "nl") == expected
    assert module.exists()


def test_files_are_read_when_the_module_is_old_or_there_are_layers(
    rules: Path, module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "shipped_folder", lambda: rules)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "steps.toml").write_text('[step.extra]\ndoes = "Something else"\n')

    assert "extra" in shipped.load_rulebase([str(mine)]).steps
    module.unlink()
    assert "extra" not in shipped.load_rulebase().steps
