"""The files of translations: by the path of each text the translation, and the text it was made from."""

from collections.abc import Iterator

from advisor.files.checked import Checked
from advisor.files.faults import Faults, Spot
from advisor.files.folder import ORPHANED, Raw
from advisor.files.layers import Layered
from advisor.files.shapes import Shape, Table, ids
from advisor.files.shapes_advised import translated
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
    shape = translated(base, language)
    found: dict[TextPath, Translation] = {}
    for its_language, layer, raw, file in merged.texts:
        if its_language == language:
            living = {key: value for key, value in raw.items() if key != ORPHANED}
            for path, leaf, spot in _leaves(living, Spot(file), (base, language), faults):
                found[path] = _translation(Checked(leaf, spot, faults, shape), base, language, layer)
    return found


def orphaned(merged: Layered, language: str, faults: Faults) -> dict[str, Translation]:
    """The translations that were set aside because their text is gone, by their dotted path."""
    base = languages_of(merged)[0]
    shape = Shape({ORPHANED: Table("", ids(Table("", translated(base, language))))})
    found: dict[str, Translation] = {}
    for its_language, layer, raw, file in merged.texts:
        if its_language == language and ORPHANED in raw:
            set_aside = Checked(raw, Spot(file), faults, shape).table(ORPHANED)
            for name in set_aside.raw if set_aside else ():
                if set_aside and (own := set_aside.table(name)):
                    found[name] = _translation(own, base, language, layer)
    return found


def _translation(own: Checked, base: str, language: str, layer: int) -> Translation:
    text = own.take(language)
    text = "" if text is None or text == "" else own.inner_text(text, language)
    made = Translation(own.text(base), text, own.spot, layer)
    own.done()
    return made


def _leaves(raw: Raw, spot: Spot, languages: tuple[str, str], faults: Faults) -> Iterator[tuple[TextPath, Raw, Spot]]:
    """The tables that hold a text in either language; an option may be called like a language."""
    for key, value in raw.items():
        own = spot.within(key)
        if not isinstance(value, dict):
            faults.add("R305", own, key=key)
        elif any(key in value and not isinstance(value[key], dict) for key in languages):
            yield own.key, value, own
        else:
            yield from _leaves(value, own, languages, faults)
