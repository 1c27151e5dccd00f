"""The shipped rule base, already read: a Python module with one literal per language, for the speed of start-up.

The literal is a list of records, each a frozen value made of numbers, texts and earlier records, so that what occurs
twice is made once. Nothing in it is code. A module that is missing, damaged or older than the files beside it is
worth no more than none: then the files are read.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from advisor import __version__
from advisor.frozen import fields
from advisor.language import kinds, tree
from advisor.language.kinds import Bounds
from advisor.model import question, rulebase, term
from advisor.model.rulebase import RuleBase

if TYPE_CHECKING:
    from pathlib import Path

MODULE: Final = "advisor.files._shipped"

Record = tuple[Any, ...]
"""Which maker, and what it is made of: plain values, and the places of earlier records, each in a tuple of its own."""

CLASSES: Final[tuple[type, ...]] = (
    tree.Name,
    tree.Constant,
    tree.Not,
    tree.All,
    tree.Any,
    tree.Compare,
    tree.Among,
    tree.Includes,
    tree.Sum,
    tree.Difference,
    tree.Times,
    tree.Scaled,
    tree.Least,
    tree.Greatest,
    tree.Percent,
    tree.Share,
    tree.Count,
    tree.Size,
    tree.Shared,
    tree.Either,
    tree.Weighted,
    tree.Row,
    tree.Pick,
    kinds.YesNo,
    kinds.Number,
    kinds.OneOf,
    kinds.AnyOf,
    kinds.Weights,
    kinds.Scope,
    term.Term,
    question.Option,
    question.Question,
    rulebase.Quantity,
    rulebase.FigureValue,
    rulebase.Figure,
    rulebase.Rule,
    rulebase.Example,
    rulebase.Outcome,
    rulebase.Path,
    rulebase.Wanted,
    rulebase.Check,
    rulebase.CautionRule,
    rulebase.Deed,
    rulebase.Step,
    rulebase.Source,
    rulebase.Thresholds,
    rulebase.SwitchedOff,
    rulebase.RuleBase,
)
"""What a rule base consists of, beside tuples, lists, tables, dates and numbers."""

NAMES: Final = tuple(fields(made) for made in CLASSES)
MAKERS: Final[tuple[Callable[..., object], ...]] = (
    *CLASSES,
    Bounds,
    lambda *items: items,
    lambda *items: list(items),
    lambda *items: dict(zip(items[::2], items[1::2], strict=True)),
    date.fromordinal,
    Decimal,
)
BOUNDS, TUPLE, LIST, TABLE, DATE, DECIMAL = range(len(CLASSES), len(MAKERS))


class _Encoder:
    """Turns a value into records."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._places: dict[str, int] = {}

    def encode(self, value: object) -> object:
        """The place of the record of a value in a tuple of its own; a plain value as it is."""
        if value is None or isinstance(value, str | int):
            return value
        record = self._record(value)
        written = repr(record)
        if written not in self._places:
            self._places[written] = len(self.records)
            self.records.append(record)
        return (self._places[written],)

    def _record(self, value: object) -> Record:  # noqa: PLR0911  (one case per kind of value)
        match value:
            case Bounds():
                return (BOUNDS, *value)
            case tuple():
                return (TUPLE, *map(self.encode, value))
            case list():
                return (LIST, *map(self.encode, value))
            case dict():
                return (TABLE, *[self.encode(each) for pair in value.items() for each in pair])
            case date():
                return (DATE, value.toordinal())
            case Decimal():
                return (DECIMAL, str(value))
            case _:
                made = CLASSES.index(type(value))
                return (made, *[self.encode(getattr(value, name)) for name in fields(CLASSES[made])])


def encode(rulebase: RuleBase) -> tuple[Record, ...]:
    """A rule base as records, the last of which is the rule base itself."""
    encoder = _Encoder()
    encoder.encode(rulebase)
    return tuple(encoder.records)


def decode(records: tuple[Record, ...]) -> object:
    """What the last of the records stands for."""
    made: list[object] = []
    for record in records:
        maker = record[0]
        values = [made[each[0]] if type(each) is tuple else each for each in record[1:]]
        if maker < len(CLASSES):  # all fields are there, in their order: they go straight to where the class keeps them
            value: object = object.__new__(CLASSES[maker])
            value.__dict__.update(zip(NAMES[maker], values, strict=True))
            made.append(value)
        else:
            made.append(MAKERS[maker](*values))
    return made[-1]


def checksum(folder: str | os.PathLike[str]) -> int:
    """Of the names and the content of all TOML files in a folder, but of its cases, which no advice reads."""
    found = 0
    for name, path in sorted(_toml_files(os.fspath(folder), "")):
        if name.startswith("cases/"):
            continue
        found = zlib.crc32(name.encode(), found)
        with open(path, "rb") as stream:
            found = zlib.crc32(stream.read(), found)
    return found


def _toml_files(folder: str, above: str) -> Iterator[tuple[str, str]]:
    """The files below a folder, each with its name from there on."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _toml_files(entry.path, f"{above}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield above + entry.name, entry.path


def write_module(rules_dir: "Path", target: "Path") -> None:
    """Write the module for a folder of rules. Raises AdvisorError when there is something wrong with them."""
    from advisor.files.rulebase import load  # noqa: PLC0415  (whoever reads the module does not need it)

    lines = [
        '"""The shipped rule base, made from its files when the wheel was built: see advisor.files.baked."""',
        "",
        f"KEY = {(__version__, checksum(rules_dir))!r}",
        "LANGUAGES = {",
    ]
    for language in load([rules_dir]).languages:
        lines += [f"    {language!r}: (", *[f"        {record!r}," for record in encode(load([rules_dir], language))]]
        lines.append("    ),")
    target.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


def read(rules_dir: str | os.PathLike[str], language: str) -> RuleBase | None:
    """The rule base from the module; None when there is none, or it is damaged, or the files are not those it is of."""
    try:
        module = import_module(MODULE)
        if (__version__, checksum(rules_dir)) != module.KEY:
            return None
        languages = module.LANGUAGES
        found = decode(languages[language if language in languages else next(iter(languages), "")])
    except (ImportError, SyntaxError, AttributeError, LookupError, TypeError, ValueError, EOFError, ArithmeticError):
        return None
    return found if isinstance(found, RuleBase) else None
