"""Findings as SARIF 2.1.0, which code hosts show beside the lines they are about."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes

from advisor import __version__
from advisor.catalogue import REMEDIES
from advisor.problems import Place
from advisor.report.findings import Finding, Level
from advisor.report.json import encode
from advisor.report.messages import says
from advisor.words import Words

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "advisorFinding/v1"
GRAVEST: Final[tuple[Level, ...]] = ("error", "warning", "note")

Data = dict[str, object]


def write(command: str, findings: Sequence[Finding], words: Words) -> str:
    """One run of a command, such as ``rules check``. The same findings are the same file."""
    codes = sorted({each.code for each in findings})
    places = {code: place for place, code in enumerate(codes)}
    language = words.language
    run: Data = {
        "tool": {
            "driver": {
                "name": "advisor",
                "version": __version__,
                "language": language,
                "rules": [_rule(code, findings, words) for code in codes],
            }
        },
        "automationDetails": {"id": f"advisor {command}/"},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(each, places[each.code], known_by)
            for each, known_by in zip(findings, _fingerprints(findings), strict=True)
        ],
    }
    return encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, "\n") + "\n"


def _rule(code: str, findings: Sequence[Finding], words: Words) -> Data:
    said = says(code, words)
    remedy = words.say(REMEDIES[code]) if code in REMEDIES else said
    levels = {each.level for each in findings if each.code == code}
    return {
        "id": code,
        "shortDescription": {"text": _plain(said)},
        "help": {"text": _plain(remedy)},
        "defaultConfiguration": {"level": next(level for level in GRAVEST if level in levels)},
    }


def _result(finding: Finding, index: int, fingerprint: str) -> Data:
    joined = ". " if finding.remedy[:1].isupper() else "; "
    text = f"{finding.message}{joined}{finding.remedy}" if finding.remedy else finding.message
    made: Data = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": _plain(text)},
    }
    if finding.place.file:
        made["locations"] = [{"physicalLocation": _location(finding.place)}]
    return {**made, "partialFingerprints": {FINGERPRINT: fingerprint}}


def _location(place: Place) -> Data:
    made: Data = {"artifactLocation": {"uri": uri(place.file)}}
    if place.line:
        region = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
            if place.length:
                region["endColumn"] = place.column + place.length
        made["region"] = region
    return made


def uri(file: str) -> str:
    """A path as a URI: relative where the path is."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote_from_bytes(os.fsencode(path.as_posix()))


def _plain(text: str) -> str:
    """Text without links: SARIF takes ``[text](target)`` for one."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """What each finding is known by when its line moves or its message is put otherwise: the code, file, key and text.

    What is found twice is numbered, in the order of the file.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for each in findings:
        known_by = (each.code, uri(each.place.file) if each.place.file else "", *each.place.key, "", each.excerpt)
        seen[known_by] += 1
        yield hashlib.sha256(encode([*known_by, seen[known_by]]).encode()).hexdigest()
