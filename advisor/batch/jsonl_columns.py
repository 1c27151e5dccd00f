"""Lines of JSON straight to columns, for the many lines that hold nothing but plain answers.

Whatever is not plain, or wrong in any way, is read by `advisor.batch.sources` one line at a time; both ways give the
same block. orjson decodes several times as fast as the standard library, and is used when it is installed: it keeps the
last of two entries with the same key and reads fractions as binary floats, so lines in which that could matter are not
plain either.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Final

from advisor.batch.chunk import Chunk, Read
from advisor.batch.columned import Columned, Contents, Piece, Plain, no_collection
from advisor.batch.jsonl_rows import RefusedLineError, decoded, texts
from advisor.batch.loose import as_text
from advisor.batch.mapping import NO_MAPPING, TableMapping
from advisor.batch.plain_columns import Values
from advisor.batch.rows import RowReader
from advisor.batch.sources import as_profile, of_line
from advisor.batch.streams import BOM, LONGEST_LINE, opened
from advisor.files.toml import DEEPEST
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem

DIGITS: Final = bytes(48 if chr(code) in "0123456789." else 32 for code in range(256))
"""Digits and points to zeros, everything else to spaces."""
MANY_DIGITS: Final = b"0" * 17
"""With fewer digits, a decimal fraction is the shortest text of its binary float."""
SIMPLE: Final = (str, int, bool, type(None))
"""What is handed on as it is, however it was decoded."""
MOST_KEYS: Final = 10_000
BATCH: Final = 1_000
"""Lines."""
Content = dict[str, Any]
Line = Callable[[int], bytes]
"""From the number of a line to its text."""


class LineReader:
    """Reads pieces of JSON Lines, and remembers what it found out about keys and values from piece to piece."""

    def __init__(self, rulebase: RuleBase, mapping: TableMapping = NO_MAPPING) -> None:
        """Know no key yet."""
        self.rulebase = rulebase
        self.exact = RowReader(rulebase, mapping)
        self.keys: dict[str, tuple[str, str]] = {}
        """Keys that are understood, with what each is about."""
        self.others: set[str] = set()
        """Keys that are not, or that are about the same as another one."""
        self.unread: set[str] = set()
        """Keys that are understood and about nothing."""
        self.tables = [name for name, question in rulebase.questions.items() if question.of]
        """Questions of which the answer is a table."""
        self.values = {name: Values(question, self.exact.typed) for name, question in rulebase.questions.items()}

    def understands(self, chunk: Chunk) -> bool:  # noqa: ARG002
        """Each profile shows for itself whether it is plain."""
        return True

    def columns(self, chunk: Chunk) -> Columned:
        """The lines of a piece as a block, and what is wrong with the others."""
        lines = _Lines(chunk.inputs[0], self)
        try:
            with no_collection():
                lines.take(chunk)
        except AdvisorError as error:
            lines.piece.unread.append(Read(chunk.inputs[0], 0, None, error.problems))
        return lines.piece.result()

    def is_understood(self, content: Mapping[str, Any]) -> bool:
        """Whether answers with these keys can be plain: all of them are understood, each about something else."""
        if not content.keys() <= self.keys.keys():
            for key in content:
                if key not in self.keys and key not in self.others:
                    self._learn(key)
            if not content.keys() <= self.keys.keys():
                return False
        return not self.others or self.others.isdisjoint(content)

    def reads_all(self, content: Mapping[str, Any]) -> bool:
        """Whether the keys are understood, and something is made of each."""
        return content.keys() <= self.keys.keys() and (not self.unread or self.unread.isdisjoint(content))

    def _learn(self, key: str) -> None:
        if len(self.keys) + len(self.others) > MOST_KEYS:
            self.keys.clear()
            self.others.clear()
            self.unread.clear()
        meaning = self.exact.meanings.of(key)
        if meaning is None or meaning.part or meaning.head not in ("", "name") or key in ("answers", "profile"):
            self.others.add(key)
            return
        about = (meaning.question, meaning.head)
        if any(about):
            self.others |= {key, *same} if (same := [each for each, of in self.keys.items() if of == about]) else set()
        elif key not in self.exact.mapping.passed:
            self.unread.add(key)
        self.keys[key] = about


@lru_cache
def _loads() -> tuple[Callable[[bytes], Any], bool]:
    """What decodes a line, and whether it does so exactly."""
    try:
        import orjson  # noqa: PLC0415  (an extra)
    except ImportError:
        return decoded, True
    return orjson.loads, False


class _Lines:
    """The lines of one piece, a batch at a time: what fits in the caches of a processor is read twice as fast."""

    def __init__(self, path: str, reader: LineReader) -> None:
        self.path = path
        self.reader = reader
        self.exact = reader.exact
        mapping = reader.exact.mapping
        passed = [key for key in mapping.passed if key not in mapping.ignored]
        self.piece = Piece(reader.rulebase, reader.values, passed)

    def take(self, chunk: Chunk) -> None:
        """Read every line. Raises AdvisorError."""
        found = all_lines(chunk)
        for start in range(0, len(found), BATCH):
            self._batch(found[start : start + BATCH], chunk.row + start)
        if len(found) < chunk.count:
            raise AdvisorError(Problem(code="F223", place=Place(self.path)))

    def _read(self, row: int, line: bytes) -> Read:
        return as_profile(of_line(self.exact, self.path, row, line), self.reader.rulebase)

    def _batch(self, lines: Sequence[bytes], first: int) -> None:
        """Decode lines, and set those apart that are not plain."""
        load, is_exact = _loads()
        contents = [_content(load, line) for line in lines]
        exact = is_exact or self._are_exact(lines, contents)
        plain = Contents()
        for row, (line, content) in enumerate(zip(lines, contents, strict=True), start=first):
            if content is not None and self._is_plain(content) and (exact or self._is_exact(line, content)):
                plain.add(row, content)
            elif line.strip(b" \t\r\n"):
                self.piece.others[row] = self._read(row, line)
        if plain.rows:
            self._add(plain, lambda row: lines[row - first])

    def _add(self, plain: Contents, line: Line) -> None:
        """Take plain lines as columns; `line` gives the text of one whose values turn out to need the exact reading."""
        told, others = plain.columns(self.reader.values, self._about)
        names: list[str | None] = [""] * len(plain.rows)
        for key, values in others.items():
            meaning = self.exact.meanings.of(key)
            if meaning is not None and meaning.head:
                names = [
                    _name(value) if value not in (None, "") else name for value, name in zip(values, names, strict=True)
                ]
        passed = {column: plain.column(column) for column in self.piece.passed}
        days = [self.exact.mapping.written_on] * len(names)
        self.piece.add(Plain(told, plain.rows, names, passed, days), lambda row: self._read(row, line(row)))

    def _is_plain(self, content: Mapping[str, Any]) -> bool:
        """Whether a line holds nothing but answers to known questions, and simple values that are passed on."""
        return self.reader.is_understood(content) and all(
            content.get(key).__class__ in SIMPLE for key in self.piece.passed
        )

    def _are_exact(self, lines: Sequence[bytes], contents: Sequence[Content | None]) -> bool:
        """Whether nothing was lost by decoding any of the lines, as far as that can be told for all at once.

        In none of them are there fewer colons than keys: if together there are as many, then each has as many.
        """
        whole = b"\n".join(lines)
        keys = 0
        for content in contents:
            # What nothing reads may lie deeper than is read.
            if content is None or not self.reader.reads_all(content):
                return False
            keys += self._of_tables(content)[0]
        return (
            whole.count(b":") == keys
            and MANY_DIGITS not in whole.translate(DIGITS)
            and max(map(len, lines)) <= LONGEST_LINE
        )

    def _of_tables(self, content: Content) -> tuple[int, int]:
        """How many keys a line has, those in the tables that answers can be included, and how many such tables."""
        tables = [each for name in self.reader.tables if (each := content.get(name)).__class__ is dict]
        return len(content) + sum(map(len, tables)), len(tables)

    def _is_exact(self, line: bytes, content: Content) -> bool:
        """Whether nothing was lost by decoding one line: no key stands there twice, and no number is too long."""
        if len(line) > LONGEST_LINE or MANY_DIGITS in line.translate(DIGITS):
            return False
        keys, inner = self._of_tables(content)
        if line.count(b"{") - 1 > inner or line.count(b"[") > DEEPEST:
            try:
                keys = _keys(content)
            except ValueError:
                return False
        if line.count(b":") == keys:
            return True
        return line.count(b'":') == keys and b" :" not in line and b"\t:" not in line and b"\r:" not in line

    def _about(self, key: str) -> str:
        meaning = self.exact.meanings.of(key)
        return meaning.question if meaning is not None else ""


def _content(load: Callable[[bytes], Any], line: bytes) -> Content | None:
    """What a line holds; None where that is no object."""
    try:
        content = load(line)
    except (RefusedLineError, ValueError, TypeError):
        return None
    return content if content.__class__ is dict else None


def all_lines(chunk: Chunk) -> list[bytes]:
    """The lines of a piece at once. Raises AdvisorError when the file cannot be read."""
    if chunk.data or not chunk.count:
        return list(texts(chunk))
    with opened(chunk.inputs[0]) as stream:
        stream.seek(chunk.start)
        found = list(islice(iter(partial(stream.readline, LONGEST_LINE + 1), b""), chunk.count))
    if max(map(len, found), default=0) > LONGEST_LINE:
        return list(texts(chunk))
    if chunk.start == 0 and found:
        found[0] = found[0].removeprefix(BOM)
    return found


def _name(value: object) -> str | None:
    return str(as_text(value)) if value.__class__ in (str, int) else None


def _keys(value: Any, depth: int = 0) -> int:  # noqa: ANN401  (a value of JSON)
    """The keys inside a value. Raises ValueError for what lies deeper than is read."""
    if depth > DEEPEST:
        raise ValueError(depth)
    if isinstance(value, dict):
        inner = [each for each in value.values() if each.__class__ in (dict, list)]
        return len(value) + sum(_keys(each, depth + 1) for each in inner)
    return sum(_keys(each, depth + 1) for each in value if each.__class__ in (dict, list))
