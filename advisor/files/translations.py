"""The files of translations: by the path of each text the translation, and the text it was made from."""

from collections.abc import Iterator

from advisor.files.checked import Checked
from advisor.files.faults import Faults, Spot
from advisor.files.folder import Raw
from advisor.files.layers import Layered
from advisor.frozen import frozen

TextPath = tuple[str, ...]


@frozen
class Translation:
    """One text in another language."""

    original: str
    """The text it was made from."""
    text: str
    """The translation; empty while there is none."""
    spot: Spot
    layer: int


def languages_of(merged: Layered) -> tuple[str, ...]:
    """The languages that the rule base says it has, that of its own files first."""
    entry = merged.single("rulebase")
    languages = entry.raw.get("languages") if entry else None
    if not isinstance(languages, list):
        return ("en",)
    return tuple(each for each in languages if isinstance(each, str)) or ("en",)


def translations(merged: Layered, language: str, faults: Faults) -> dict[TextPath, Translation]:
    """The translations into a language, by path; those of a later layer replace those of an earlier one."""
    base = languages_of(merged)[0]
    found: dict[TextPath, Translation] = {}
    for its_language, layer, raw, file in merged.texts:
        if its_language == language:
            for path, leaf in _leaves(raw, (), base):
                own = Checked(leaf, Spot(file, path), faults)
                text = own.take(language, "")
                text = own.inner_text(text, language) if text != "" else ""
                found[path] = Translation(str(leaf[base]), text, own.spot, layer)
                own.take(base)
                own.done()
    return found


def _leaves(raw: Raw, path: TextPath, base: str) -> Iterator[tuple[TextPath, Raw]]:
    for key, value in raw.items():
        if isinstance(value, dict):
            if isinstance(value.get(base), str):
                yield (*path, key), value
            else:
                yield from _leaves(value, (*path, key), base)
