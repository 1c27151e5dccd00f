"""Files of rules and their canonical layout: which files, and what each holds before and after."""

from collections.abc import Iterable
from pathlib import Path

from advisor.files import toml
from advisor.files.layout import laid_out
from advisor.frozen import frozen
from advisor.problems import AdvisorError, Place, Problem


@frozen
class Relaid:
    """A file as it is and as it is to be."""

    path: Path
    old: str
    """With its byte order mark and line ends."""
    new: str

    @property
    def is_current(self) -> bool:
        """Whether the file is laid out already."""
        return self.old == self.new


def relaid(path: Path) -> Relaid:
    """What the file is to hold.

    Raises:
        AdvisorError: It cannot be read or is no TOML.
    """
    data = toml.read_bytes(path, str(path))
    before, text = toml.parse(data, str(path))
    new = laid_out(text)
    if repr(toml.parse(new.encode(), str(path))[0]) != repr(before):  # repr: no nan equals another
        raise AdvisorError(Problem(code="U559", place=Place(str(path))))
    return Relaid(path, data.decode(), new)


def toml_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those below the folders named: each once, hidden ones left out as the loader does."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in sorted(path.rglob("*.toml")) if path.is_dir() else [path]:
            below = file.relative_to(path).parts if path.is_dir() else ()
            if not any(part.startswith(".") for part in below) and not file.is_dir():
                found.setdefault(file.resolve(), file)
    return list(found.values())
