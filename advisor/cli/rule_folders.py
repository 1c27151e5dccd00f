"""Which folders of rules a command about rules is about."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from advisor.cli.settings import Settings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

SHIPPED = ("shipped", "-")
"""Words for the rules that come with the program."""

Command = TypeVar("Command", bound=Callable[..., object])


def folders_argument(command: Command) -> Command:
    """Add the argument ``FOLDER...``: a rule base of one's own instead of the shipped one."""
    return click.argument("folders", nargs=-1, type=FOLDER, metavar="[FOLDER]...")(command)


def or_folder(about: str, folders: tuple[Path, ...]) -> tuple[str, tuple[Path, ...]]:
    """An id that may be left out, and the folders: a first word that names a folder is one, and no id.

    Raises:
        click.BadParameter: It can only be a folder, and there is none.
    """
    if about and Path(about).is_dir():
        return "", (Path(about), *folders)
    if any(mark in about for mark in (os.sep, "/")):
        FOLDER.convert(about, None, None)
    return about, folders


def meant(folders: tuple[Path, ...], settings: "Settings") -> list[Path]:
    """The folders, the lowest first: those named or the shipped one, and what the options lay over them."""
    from advisor.files.shipped import shipped_folder

    below = folders or (_from_here(Path(shipped_folder())),)
    return [*below, *(Path(each) for each in settings.rules)]


def meant_by(text: str, settings: "Settings") -> list[Path]:
    """The folders, the lowest first, of a rule base that is named in one word, and what the options lay over it.

    ``shipped`` and ``-`` are the shipped rules. A folder that holds no whole rule base is laid over them. ``A+B`` is B
    laid over A.

    Raises:
        AdvisorError: There is no such folder.
    """
    from advisor.files.folder import is_whole
    from advisor.files.shipped import shipped_folder
    from advisor.problems import AdvisorError, Problem

    shipped = _from_here(Path(shipped_folder()))
    parts = [text] if Path(text).is_dir() and text not in SHIPPED else text.split("+")
    found = [shipped if part in SHIPPED else Path(part) for part in parts]
    for part, folder in zip(parts, found, strict=True):
        if not part or not folder.is_dir():
            raise AdvisorError(Problem(code="U560", values={"name": part or text}))
    if parts[0] not in SHIPPED and not is_whole(found[0]):
        found = [shipped, *found]
    return [*found, *(Path(each) for each in settings.rules)]


def _from_here(folder: Path) -> Path:
    """The folder as one would type it, where it lies below the current one."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
