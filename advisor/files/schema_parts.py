"""What may stand in a table of a file, as JSON Schema.

The schemas keep to what editors make use of: what a key can hold stands in `properties`, which they complete from, and
what keys have to do with one another stands behind `if`, because `allOf` beside `properties` hides these from some.
For the same reason nothing but a description stands beside a `$ref`. Dates, which JSON does not have, are texts such as
2026-11-23: that is how TOML tools hand them to JSON Schema.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, assert_never

from advisor.files.folder import ADDS, OFF, SNAKE
from advisor.files.shapes import (
    Amount,
    AtLeastOne,
    Beside,
    Day,
    ExactlyOne,
    Flag,
    Follow,
    Labels,
    NotBoth,
    Relation,
    Rows,
    Shape,
    Table,
    Tables,
    Text,
    Texts,
    Value,
    Whatever,
    Whole,
    Word,
    Words,
)
from advisor.files.shapes_asked import LAID
from advisor.frozen import replace
from advisor.language.arithmetic import LARGEST
from advisor.language.kinds import MOST_OPTIONS
from advisor.language.tokens import RESERVED
from advisor.words import Words as Spoken

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NOT_BLANK: Final = r"\S"
TEXT: Final[Mapping[str, Any]] = {"type": "string", "pattern": NOT_BLANK}
DATE: Final[Mapping[str, Any]] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def document(title: str, content: Schema) -> Schema:
    """A schema that stands by itself."""
    return {"$schema": DIALECT, "title": title, **content}


def closed(properties: Mapping[str, Schema], needed: Iterable[str] = ()) -> Schema:
    """A table with these keys and no others."""
    required = list(needed)
    made: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return {**made, "required": required} if required else made


def by_id(spelling: re.Pattern[str], refused: Iterable[str], content: Schema) -> Schema:
    """A table by ids that are spelled in one way, and are none of those that mean something else."""
    return {"type": "object", "propertyNames": _named(spelling, refused), "additionalProperties": content}


def described(text: str, schema: Mapping[str, Any]) -> Schema:
    """The schema with what an editor shows of it."""
    return {"description": text, **schema} if text else dict(schema)


class Parts:
    """Writes the parts of a schema in one language."""

    def __init__(self, words: Spoken) -> None:
        """Begin; `words` knows the language."""
        self.words = words

    def table(self, shape: Shape) -> Schema:
        """A table inside another one."""
        if shape.other is not None:
            return {"type": "object", "additionalProperties": self.value(shape.other)}
        return closed(self._properties(shape.keys), _needed(shape.keys))

    def entry(self, shape: Shape, variant: str = "") -> Schema:
        """An entry, which a folder that is laid over others may also switch off or add to."""
        keys = shape.of(variant)
        conditions = [_related(each) for each in shape.relations]
        return _unless_laid(self._entry(keys), {"required": _needed(keys)} | self._stricter(keys, keys), conditions)

    def entry_of_a_kind(self, shape: Shape, key: str) -> Schema:
        """An entry that says itself, under `key`, which of its keys it has."""
        told: dict[str, list[Value]] = {}
        for keys in shape.only.values():
            for each, value in keys.items():
                told.setdefault(each, []).append(value)
        joined = {each: _joined(values) for each, values in told.items()}
        conditions = [_related(each) for each in shape.relations if not getattr(each, "of", "")]
        for variant, keys in shape.only.items():
            stricter = self._stricter(keys, joined).get("properties", {})
            own: Schema = {"properties": {each: False for each in joined if each not in keys} | stricter}
            relations = [_related(each) for each in shape.relations if getattr(each, "of", "") == variant]
            own |= {"required": _needed(keys)} | ({"allOf": relations} if relations else {})
            conditions.append({"if": {"properties": {key: {"const": variant}}, "required": [key]}, "then": own})
        whole = {"required": _needed(shape.keys)} | self._stricter(shape.keys, shape.keys)
        return _unless_laid(self._entry({**shape.keys, **joined}), whole, conditions)

    def value(self, value: Value) -> Schema:
        """What can stand under a key."""
        return described(self.words.say(value.says) if value.says else "", self._bare(value))

    def _entry(self, keys: Mapping[str, Value]) -> Schema:
        """What may stand in an entry, if only for what it adds to another."""
        return closed(self._properties({**{key: _part(value) for key, value in keys.items()}, **LAID.keys}))

    def _stricter(self, keys: Mapping[str, Value], known: Mapping[str, Value]) -> Schema:
        """What more is asked of a whole entry than of a part of what is known to stand there."""
        bare = {key: self._bare(value) for key, value in keys.items()}
        found = {key: each for key, each in bare.items() if each != self._bare(_part(known[key]))}
        return {"properties": found} if found else {}

    def _properties(self, keys: Mapping[str, Value]) -> dict[str, Schema]:
        return {key: self.value(value) for key, value in keys.items()}

    def _bare(self, value: Value) -> Schema:  # noqa: C901, PLR0911, PLR0912  (one case per sort of value)
        match value:
            case Text(or_empty=or_empty):
                return {"type": "string"} if or_empty else dict(TEXT)
            case Word(allowed=allowed):
                return {"type": "string", "enum": [each for each in allowed if each]}
            case Words(allowed=()):
                return {"type": ["string", "array"], "pattern": NOT_BLANK, "items": dict(TEXT), "minItems": 1}
            case Words(allowed=allowed):
                one: Schema = {"type": "string", "enum": list(allowed)}
                return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
            case Texts():
                return _texts(value)
            case Whole(low=low, high=high):
                return {"type": "integer", "minimum": low, "maximum": high}
            case Amount():
                return {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
            case Flag():
                return {"type": "boolean"}
            case Day():
                return dict(DATE)
            case Labels():
                return self._labels(value)
            case Rows(least=least, most=most):
                cell = {"type": ["string", "number", "boolean"]}
                row = {"type": "array", "items": cell, "minItems": least, "maxItems": most}
                return {"type": "array", "items": row, "minItems": 1}
            case Whatever(sorts=sorts):
                of_texts = {"pattern": NOT_BLANK} if "string" in sorts else {}
                return {"type": list(sorts) if len(sorts) > 1 else sorts[0], **of_texts}
            case Table(shape=shape, filled=filled):
                return {**self.table(shape), **({"minProperties": 1} if filled else {})}
            case Tables(shape=shape):
                return {"type": "array", "items": self.table(shape)}
            case _:
                assert_never(value)

    def _labels(self, value: Labels) -> Schema:
        label = {**self.table(value.shape), "type": ["string", "object"], "pattern": NOT_BLANK}
        made = by_id(SNAKE, sorted(RESERVED.union(value.without)), label)
        made |= {"minProperties": value.least, "maxProperties": MOST_OPTIONS}
        return {**made, "type": ["object", "string"], "pattern": "^list:."} if value.or_list else made


def _named(spelling: re.Pattern[str], refused: Iterable[str]) -> Schema:
    names = sorted(refused)
    return {"pattern": f"^(?:{spelling.pattern})$"} | ({"not": {"enum": names}} if names else {})


def _needed(keys: Mapping[str, Value]) -> list[str]:
    return [key for key, value in keys.items() if value.needed]


def _texts(value: Texts) -> Schema:
    made: Schema = {"type": "array", "items": dict(TEXT)}
    if value.or_one:
        made |= {"type": ["string", "array"], "pattern": NOT_BLANK}
    least = value.least or int(value.filled)
    return made | ({"minItems": least} if least else {}) | ({"maxItems": value.most} if value.most else {})


def _part(value: Value) -> Value:
    """What may be added to such a value; an empty list or table adds nothing."""
    match value:
        case Texts(least=least, filled=filled):
            return replace(value, least=0, filled=filled or least > 0)
        case Labels(least=least, shape=shape):
            return replace(value, least=min(1, least), shape=_part_of_table(shape))
        case Table(shape=shape):
            return replace(value, shape=_part_of_table(shape))
        case _:
            return value


def _part_of_table(shape: Shape) -> Shape:
    keys = {key: replace(_part(value), needed=False) for key, value in shape.keys.items()}
    return Shape(keys, other=shape.other and _part(shape.other))


def _unless_laid(made: Schema, whole: Schema, conditions: list[Schema]) -> Schema:
    """What an entry needs, unless it is switched off or adds to another: then nothing."""
    then = {key: each for key, each in whole.items() if each} | ({"allOf": conditions} if conditions else {})
    adds = {"properties": {ADDS: {"const": True}}, "required": [ADDS]}
    return {**made, "if": {"not": {"anyOf": [{"required": [OFF]}, adds]}}, "then": then} if then else made


def _related(relation: Relation) -> Schema:
    match relation:
        case Beside(key=key, other=other):
            return {"if": {"required": [key]}, "then": {"required": [other]}}
        case ExactlyOne(keys=keys):
            return {"oneOf": [{"required": [key]} for key in keys]}
        case AtLeastOne(keys=keys):
            return {"anyOf": [{"required": [key]} for key in keys]}
        case NotBoth(keys=keys):
            return {"not": {"required": list(keys)}}
        case Follow(tables=tables, keys=keys):
            return {"allOf": [_following(tables, key, keys) for key in keys]}
        case _:
            assert_never(relation)


def _following(tables: str, key: str, keys: Iterable[str]) -> Schema:
    each = {"required": [key], "properties": {other: False for other in keys if other != key}}
    return {"if": {"required": [key]}, "then": {"properties": {tables: {"items": each}}}}


def _joined(values: list[Value]) -> Value:
    """What can stand under a key that several kinds of entry have, each in its own way."""
    first = values[0]
    match first:
        case Labels():
            found = [each for each in values if isinstance(each, Labels)]
            return replace(first, least=min(each.least for each in found), without=())
        case Whatever():
            sorts = [sort for each in values if isinstance(each, Whatever) for sort in each.sorts]
            return replace(first, sorts=tuple(dict.fromkeys(sorts)))
        case _:
            return first
