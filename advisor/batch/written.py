"""A row of a table as a profile in TOML: nothing is said to be done that was not read back and found to be the same."""

import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from advisor.batch.inputs import STDIN
from advisor.batch.rows import Row
from advisor.files.profile import load_text
from advisor.files.saving import write_atomically
from advisor.files.toml import read_bytes
from advisor.files.writing import set_answers, set_entries
from advisor.frozen import replace
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase

ORDER: Final = ("profile", "ecosystem", "answers", "suppliers", "notes")
"""Tables in the order in which people write them; others follow."""
LONGEST_NAME: Final = 80
RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""What Windows cannot call a file."""


def text_of(row: Row, profile: Profile, rulebase: RuleBase, target: str = STDIN) -> str:
    """A row as the text of a profile that lies at `target`.

    Raises:
        AdvisorError: What it extends is not where it was.
        RuntimeError: The text would not say what the row says.
    """
    tables = {key: row.tables[key] for key in sorted(row.tables, key=_place)}
    head = dict(tables.pop("profile", {}))
    head.setdefault("rulebase", rulebase.version)
    if extends := head.get("extends"):
        lies = os.path.join(os.path.dirname(row.input), extends)  # noqa: PTH118, PTH120  (a relative path stays one)
        head["extends"] = os.path.relpath(lies, _folder(target) or ".").replace(os.sep, "/")
    text = set_entries("", "profile", head)
    for name, table in tables.items():
        if name == "answers":
            ordered = {key: table[key] for key in rulebase.questions if key in table}
            text = set_answers(text, {**ordered, **table})
        elif isinstance(table, Mapping) and table:
            text = set_entries(text, name, table)
    back, _warnings = load_text(text, rulebase, os.path.basename(target), _folder(target))  # noqa: PTH119  (the same)
    if _said(back) != _said(profile):
        raise RuntimeError(f"row {row.row} of {row.input} would not say what it says")
    return text


def saved(row: Row, profile: Profile, rulebase: RuleBase, target: str) -> None:
    """Write a row to a file. Raises AdvisorError when it cannot be written, and as `text_of`."""
    text = text_of(row, profile, rulebase, target)
    write_atomically(Path(target), text)
    if read_bytes(target, target) != text.encode():
        raise RuntimeError(f"{target} is not what was written")


def file_name(name: str, row: int, taken: set[str]) -> str:
    """What the file of a profile is called: its name as far as every file system takes it, and no other one's."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    if not stem or RESERVED.fullmatch(stem):
        stem = f"row-{row}"
    if stem in taken:
        stem = f"{stem}-row-{row}"
    taken.add(stem)
    return f"{stem}.toml"


def _folder(target: str) -> str:
    return "" if target == STDIN else os.path.dirname(target)  # noqa: PTH120  (a relative path stays one)


def _place(table: str) -> tuple[int, str]:
    return (ORDER.index(table) if table in ORDER else len(ORDER), table)


def _said(profile: Profile) -> Any:  # noqa: ANN401  (only compared)
    """What a profile says, apart from where it stands and for which rules it was written."""
    return replace(profile, path="", rulebase="", fingerprint="")
