"""Text that pieces carry along, put on disk until somebody works on them: what comes through a pipe can be large."""

import hashlib
import shutil
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from advisor.batch.chunk import Chunk
from advisor.files.saving import cannot_be_written
from advisor.frozen import replace


class Aside:
    """A folder that is made when it is needed first, and gone in the end."""

    def __init__(self) -> None:
        """Need no folder yet."""
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the folder."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def put(self, chunk: Chunk) -> Chunk:
        """The piece with its text in a file; as it is where it carries none. Raises AdvisorError."""
        if not chunk.data:
            return chunk
        try:
            self._folder = self._folder or Path(mkdtemp(prefix="advisor-"))
            path = self._folder / f"{chunk.number:08}"
            path.write_bytes(chunk.data)
        except OSError as error:
            raise cannot_be_written(self._folder or Path("advisor-"), error) from error
        return replace(chunk, data=b"", aside=str(path), digest=hashlib.sha256(chunk.data).hexdigest())


def taken_back(chunk: Chunk) -> Chunk:
    """The piece with its text."""
    return replace(chunk, data=Path(chunk.aside).read_bytes()) if chunk.aside else chunk
