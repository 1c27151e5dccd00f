"""Trials as JUnit XML, which build servers read."""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from advisor.frozen import frozen

NO_XML: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and the control characters that it can but advises against."""
REORDERING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What makes a reader see text in another order than it is written in."""


@frozen(kw_only=True)
class Trial:
    """One thing that was tried: it passed, failed, or was skipped."""

    group: str
    """What it belongs to: a file, a sort of claim."""
    name: str
    failure: str = ""
    """Why it failed, in a line; nothing where it did not."""
    sort: str = ""
    """Of failure, in a word or a code."""
    details: str = ""
    """The same at length."""
    skipped: str = ""
    """Why it was not tried; nothing where it was."""
    notes: str = ""
    """Worth knowing all the same."""


def write(name: str, suites: Mapping[str, Iterable[Trial]]) -> str:
    """A suite of trials under each name. Without times: the same result is the same file."""
    made = {title: tuple(trials) for title, trials in suites.items()}
    root = ET.Element("testsuites", _counts(name, [each for trials in made.values() for each in trials]))
    for title, trials in made.items():
        skipped = {"skipped": str(sum(bool(each.skipped) for each in trials))}
        suite = ET.SubElement(root, "testsuite", _counts(title, trials) | skipped)
        for each in trials:
            _add(suite, each)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written.decode() + "\n"


def _counts(name: str, trials: Iterable[Trial]) -> dict[str, str]:
    failed = [bool(each.failure) for each in trials]
    return {"name": _clean(name), "tests": str(len(failed)), "failures": str(sum(failed)), "errors": "0"}


def _add(suite: ET.Element, trial: Trial) -> None:
    found = ET.SubElement(suite, "testcase", {"classname": _clean(trial.group), "name": _clean(trial.name)})
    if trial.failure:
        attributes = {"message": _clean(trial.failure), "type": _clean(trial.sort)}
        ET.SubElement(found, "failure", attributes).text = _clean(trial.details)
    elif trial.skipped:
        ET.SubElement(found, "skipped", {"message": _clean(trial.skipped)})
    if trial.notes:
        ET.SubElement(found, "system-out").text = _clean(trial.notes)


def _clean(text: str) -> str:
    return REORDERING.sub(_escaped, NO_XML.sub("", text))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
