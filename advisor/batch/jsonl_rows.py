"""JSON Lines: a file in pieces, and its lines as objects, read strictly."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO, Final, NoReturn

from advisor.batch.chunk import Chunk
from advisor.batch.streams import BOM, LONGEST_LINE, MEGABYTE, can_be_reopened, lines, opened
from advisor.files.toml import DEEPEST
from advisor.files.values import AnswerError, shown
from advisor.problems import Place, Problem

BLOCK: Final = 4 * 1024**2
"""Bytes that are looked at together for the ends of lines."""
MOST_BYTES: Final = 128 * 1024**2
"""Of the text that one piece of a stream carries along."""


def pieces(path: str, size: int, first: int, stdin: BinaryIO | None = None) -> Iterator[Chunk]:
    """A file in pieces of `size` lines, numbered from `first`; one without lines is a piece as well.

    Raises:
        AdvisorError: It cannot be read.
    """
    with opened(path, stdin) as stream:
        yield from (_ranges if can_be_reopened(path) else _texts)(path, stream, size, first)


def _ranges(path: str, stream: BinaryIO, size: int, number: int) -> Iterator[Chunk]:
    """Where each piece begins; nothing is decoded."""
    start, row, count, at, last = 0, 1, 0, 0, b""
    while block := stream.read(BLOCK):
        found = -1
        while (found := block.find(b"\n", found + 1)) >= 0:
            count += 1
            if count == size:
                yield Chunk(number, "jsonl", (path,), start, row, count)
                start, row, count, number = at + found + 1, row + count, 0, number + 1
        at += len(block)
        last = block[-1:]
    count += last not in (b"", b"\n")
    if count or not at:
        yield Chunk(number, "jsonl", (path,), start, row, count)


def _texts(path: str, stream: BinaryIO, size: int, number: int) -> Iterator[Chunk]:
    """The text of each piece, for what cannot be read from a file again."""
    kept: list[bytes] = []
    start, row, length = 0, 1, 0
    for line, _bytes in lines(stream):
        kept.append(line)
        length += len(line)
        if len(kept) == size or length > MOST_BYTES:
            yield Chunk(number, "jsonl", (path,), start, row, len(kept), b"".join(kept))
            start, row, number, length = start + length, row + len(kept), number + 1, 0
            kept.clear()
    if kept or not start:
        yield Chunk(number, "jsonl", (path,), start, row, len(kept), b"".join(kept))


def texts(chunk: Chunk) -> Iterator[bytes]:
    """The lines of a piece. Raises AdvisorError when the file cannot be read."""
    if not chunk.count:
        return
    with opened(chunk.inputs[0]) if not chunk.data else io.BytesIO(chunk.data) as stream:
        if not chunk.data:
            stream.seek(chunk.start)
        for place, (line, _bytes) in enumerate(lines(stream)):
            if place == chunk.count:
                return
            yield line.removeprefix(BOM) if place == chunk.start == 0 else line


class RefusedLineError(Exception):
    """A line that is no JSON object."""

    def __init__(self, code: str, **values: str) -> None:
        """Store the facts."""
        super().__init__(code)
        self.code = code
        self.values = values

    def problem(self, path: str, row: int) -> Problem:
        """What is wrong, with its place."""
        return Problem(code=self.code, values=self.values, place=Place(path, line=row))


def decoded(line: bytes) -> dict[str, Any]:
    """The object on a line, its decimal fractions exact. Raises RefusedLineError."""
    if len(line) > LONGEST_LINE:
        raise RefusedLineError("F221", most=str(LONGEST_LINE // MEGABYTE))
    try:
        text = line.decode()
        value = _DECODER.decode(text)
        if "\\" in text:
            json.dumps(value, ensure_ascii=False, default=str).encode()  # half a pair of surrogates is no text
    except UnicodeError:
        raise RefusedLineError("F205") from None
    except json.JSONDecodeError as error:
        raise RefusedLineError("F222", reason=f"{error.msg} (column {error.colno})") from None
    except RecursionError:
        raise RefusedLineError("F207") from None
    except AnswerError as error:
        raise RefusedLineError(error.code, **error.values) from None
    except ValueError:  # Python refuses to read whole numbers of thousands of digits
        raise RefusedLineError("F208") from None
    if not isinstance(value, dict):
        raise RefusedLineError("F224")
    if _is_too_deep(value):
        raise RefusedLineError("F207")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise AnswerError("P460", {"option": shown(twice)})
    return found


def _no_number(text: str) -> NoReturn:
    raise AnswerError("P453", {"value": text})


def _is_too_deep(value: object) -> bool:
    rest = [(value, 0)]
    while rest:
        item, depth = rest.pop()
        if depth > DEEPEST:
            return True
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        rest.extend((each, depth + 1) for each in inner if isinstance(each, dict | list))
    return False


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_float=Decimal, parse_constant=_no_number)
