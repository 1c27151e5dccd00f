"""Files of TOML as a validator of JSON Schema sees them."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from advisor.files.folder import FILES
from advisor.report.json import encode


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """A validator of a schema, read back as it is printed, after checking the schema itself."""
    printed = json.loads(encode(schema))
    Draft202012Validator.check_schema(printed)
    return Draft202012Validator(printed)


def plain(value: Any) -> Any:  # noqa: ANN401  (whatever TOML can hold)
    """The value as TOML tools hand it to JSON Schema: dates and times are texts."""
    match value:
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case date() | time():
            return value.isoformat()
        case _:
            return value


def tables_of(path: Path) -> dict[str, Any] | None:
    """The tables of a file; None when it is no TOML."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return {key: plain(each) for key, each in tables.items()}


def kind_of(inside: str) -> str | None:
    """Of which kind a file of a rule base is, by its path in there."""
    named = (kind for kind, files in FILES.items() if files == inside)
    fitting = (kind for kind, files in FILES.items() if fnmatchcase(inside, files) and inside.count("/") < 2)
    return next(named, next(fitting, None))


def said(errors: Iterator[ValidationError]) -> list[str]:
    """What is wrong, for a test to show."""
    return [f"{each.json_path}: {each.message}" for each in errors]
