"""A rule base so small that one sees what its cases try, written as files."""

from pathlib import Path

from advisor.audit.suite import run_suite
from advisor.files.rulebase import load_suite
from advisor.model.case import SuiteResult
from advisor.words import Words

RULEBASE = """
[rulebase]
name      = "Tiny"
version   = "1"
released  = 2026-11-23
languages = ["en"]
sections  = ["all"]

[section.all]
name = "All"

[thresholds]
emerging = 40
fits     = 60
near     = 5
"""
QUESTIONS = """
[question.staff]
label = "the staff"
ask   = "How many people work for you?"
kind  = "number"
from  = 0
to    = 100

[question.sponsored]
label = "a sponsor"
ask   = "Is there a sponsor?"
kind  = "yes/no"

[question.how_far]
label = "the level"
ask   = "How far are you?"
kind  = "scale"
anchors = { 1 = "a", 2 = "b", 3 = "c", 4 = "d", 5 = "e" }

[question.comment]
label = "a comment"
ask   = "Is there anything else?"
kind  = "yes/no"
"""
ROLE = """
[outcome]
name    = "Consumer"
summary = "Uses what others supply."

[plus.large]
says   = "Large, and with a sponsor"
when   = ["staff >= 50", "sponsored"]
points = 100
source = ["CHOICE"]
"""
FILES = {
    "rulebase": RULEBASE,
    "questions/all": QUESTIONS,
    "roles/consumer": ROLE,
    "sources": '[source.CHOICE]\ntitle = "Ours"\n',
}


def folder(path: Path, **more: str) -> Path:
    """The rules in a folder; in the names of more files two underscores stand for a slash."""
    for name, text in (FILES | {name.replace("__", "/"): text for name, text in more.items()}).items():
        file = path / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def run(path: Path, *only: str, **more: str) -> SuiteResult:
    """What the rules and more files, tested, come out as."""
    return run_suite(load_suite([folder(path, **more)]), Words("en"), only)


def case(name: str, given: str, then: str = "", says: str = "") -> str:
    """The text of a case; without `then` one that expects what is always so."""
    return (
        f'[case.{name}]\nsays = "{says or name}"\ngiven = {{ {given} }}\nthen = {{ {then or "contradictions = []"} }}\n'
    )
