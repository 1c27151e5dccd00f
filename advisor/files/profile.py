"""A profile in: its answers as bounds, with every fault of the file, and of what it extends, in one run."""

import os
from datetime import date
from typing import Any, Final

from advisor.files import toml
from advisor.files.faults import SourceFile
from advisor.files.fingerprint import fingerprint
from advisor.files.profile_tables import Read, Reader
from advisor.files.sheet import with_lines
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem

KNOWN_BY_RULES: Final = ("answers", "notes", "suppliers", "progress", "waivers")
"""The tables whose keys are ids of the rule base."""

Loaded = tuple[Profile, tuple[Problem, ...]]


def load(path: str | os.PathLike[str], rulebase: RuleBase, name: str = "", day: date | None = None) -> Loaded:
    """Read a profile; beside it come the warnings.

    Args:
        path: Of the file.
        rulebase: What the answers are about.
        name: The path as the user gave it, where that differs.
        day: Of the answers where the profile has no date; by default that of the rule base.

    Raises:
        AdvisorError: With everything that is wrong.
    """
    path = os.fspath(path)
    name = name or path
    return _load(toml.read_bytes(path, name), path, name, Reader(rulebase, day))


def load_text(
    data: str | bytes,
    rulebase: RuleBase,
    name: str = "-",
    folder: str | os.PathLike[str] = "",
    day: date | None = None,
) -> Loaded:
    """Read a profile that is no file; what it extends lies in `folder`, or where the program runs.

    Raises:
        AdvisorError: With everything that is wrong.
    """
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(data) > toml.LARGEST_FILE:
        most = f"{toml.LARGEST_FILE // 1024**2} MB"
        raise AdvisorError(Problem(code="F204", place=Place(name), values={"most": most}))
    return _load(data, os.path.join(folder, name), name, Reader(rulebase, day))


def load_what_can_be(data: bytes, rulebase: RuleBase, path: str | os.PathLike[str], name: str) -> Loaded:
    """Read a profile as far as these rules know what it says; beside it come its warnings, and its faults as well.

    Raises:
        AdvisorError: Something is wrong that no rules can make right.
    """
    reader = Reader(rulebase)
    read = reader.read(data, os.fspath(path), name, ())
    return _loaded(reader, read, name, but_for=KNOWN_BY_RULES)


def load_tables(tables: dict[str, Any], rulebase: RuleBase, path: str = "-") -> Loaded:
    """Read a profile whose tables stand in something else than TOML, such as a row of a table.

    Args:
        tables: As the reader of TOML gives them, with decimal fractions exact.
        rulebase: What the answers are about.
        path: Of what they stand in; what the profile extends lies beside it.

    Raises:
        AdvisorError: With everything that is wrong.
    """
    reader = Reader(rulebase)
    return _loaded(reader, reader.read_tables(SourceFile(path), tables, path, ()), path)


def _load(data: bytes, path: str, name: str, reader: Reader) -> Loaded:
    return _loaded(reader, reader.read(data, path, name, ()), name)


def _loaded(reader: Reader, read: Read, name: str, but_for: tuple[str, ...] = ()) -> Loaded:
    """The profile, unless there are faults in other than some tables."""
    if read.suppliers:
        reader.compare_suppliers(read)
    problems = tuple(with_lines(reader.faults, reader.files))
    if any(not each.only_warns and (len(each.place.key) < 2 or each.place.key[0] not in but_for) for each in problems):
        raise AdvisorError(*problems)
    profile = _profile(read, name)
    if reader.rulebase.turns:
        reader.check_options(profile)
        problems = tuple(with_lines(reader.faults, reader.files))
    return profile, problems


def _profile(read: Read, name: str) -> Profile:
    return Profile(
        name=read.head.get("name", ""),
        path=name,
        language=read.head.get("language", ""),
        written_on=read.head.get("date"),
        rulebase=read.head.get("rulebase", ""),
        respondents=tuple(read.head.get("respondents", ())),
        ecosystem=read.ecosystem,
        answers=read.answers,
        notes=read.notes,
        suppliers=read.suppliers,
        progress=read.progress,
        waivers=read.waivers,
        open_text=read.open_text,
        fingerprint=fingerprint(read.content, sets=("answers", "suppliers")),
    )
