"""TOML profiles straight to columns, for the many that hold a head and plain answers.

Whatever else a profile holds, and whatever is wrong in any way, is read by `advisor.files.profile` one file at a time;
both ways give the same block.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from advisor.batch.chunk import Chunk, Read
from advisor.batch.columned import Columned, Contents, Piece, Plain, no_collection
from advisor.batch.inputs import STDIN
from advisor.batch.plain_columns import Values
from advisor.batch.toml_rows import read_one
from advisor.files import toml
from advisor.files.profile import load_tables
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError

TABLES: Final = frozenset(["profile", "answers"])
SIMPLE: Final = (str, date)
"""What an entry of a head is that can be remembered, beside lists of texts."""
MOST_HEADS: Final = 10_000
Heads = dict[tuple[tuple[str, Any], ...], bool]


class FileReader:
    """Reads groups of files, and remembers what it found out about heads and values from group to group."""

    def __init__(self, rulebase: RuleBase) -> None:
        """Know no head yet."""
        self.rulebase = rulebase
        self.values = {name: Values(question, _as_it_is) for name, question in rulebase.questions.items()}
        self.heads: Heads = {}
        """Per head without its name: whether nothing is wrong with it, and it extends nothing."""

    def understands(self, chunk: Chunk) -> bool:  # noqa: ARG002
        """Each profile shows for itself whether it is plain."""
        return True

    def columns(self, chunk: Chunk) -> Columned:
        """The files of a group as a block, and what is wrong with the others; rows are places in the group."""
        piece = Piece(self.rulebase, self.values)
        plain, names, days = Contents(), list[str | None](), list[date | None]()

        def exactly(row: int) -> Read:
            return read_one(chunk.inputs[row], chunk.data, self.rulebase)

        with no_collection():
            for row, path in enumerate(chunk.inputs):
                found = self._plain(path, chunk.data)
                if found is None:
                    piece.others[row] = exactly(row)
                    continue
                name, day, answers = found
                plain.add(row, answers)
                names.append(name)
                days.append(day)
            told, _others = plain.columns(self.values, str)
            piece.add(Plain(told, plain.rows, names, {}, days), exactly)
        return piece.result()

    def _plain(self, path: str, data: bytes) -> tuple[str, date | None, dict[str, Any]] | None:
        """The name, the date and the answers of a profile; None where it needs the exact reading."""
        try:
            text = (data if path == STDIN else toml.read_bytes(path, path)).decode("utf-8-sig")
            tables = toml.loads(text)
        except (AdvisorError, ValueError, RecursionError):
            return None
        head, answers = tables.get("profile", {}), tables.get("answers")
        if answers.__class__ is not dict or head.__class__ is not dict or not tables.keys() <= TABLES:
            return None
        name = head.pop("name", "")
        if name.__class__ is not str or not answers.keys() <= self.values.keys() or not self._is_right(head):
            return None
        return name, head.get("date"), answers

    def _is_right(self, head: Mapping[str, Any]) -> bool:
        """Whether a head, its name apart, is one that a profile can have."""
        entries = [(key, tuple(each) if each.__class__ is list else each) for key, each in head.items()]
        parts = [part for _key, each in entries for part in (each if each.__class__ is tuple else [each])]
        if "extends" in head or not all(part.__class__ in SIMPLE for part in parts):
            return False
        key = tuple(entries)
        if len(self.heads) > MOST_HEADS:
            self.heads.clear()
        if key not in self.heads:
            try:
                load_tables({"profile": dict(head)}, self.rulebase)
                self.heads[key] = True
            except AdvisorError:
                self.heads[key] = False
        return self.heads[key]


def _as_it_is(_question: str, value: object) -> object:
    """A value of TOML is already what a profile holds."""
    return value
