"""Whether the translations of a rule base are complete and up to date."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.files.faults import Faults, Spot
from advisor.files.layers import Layered, layered
from advisor.files.texts import texts_of, texts_with_spots
from advisor.files.translations import TextPath, Translation, languages_of, translations


def check_texts(merged: Layered, folders: Sequence[Path], faults: Faults) -> None:
    """Translations that are missing, that translate nothing, or that were made of a text that changed since."""
    languages = languages_of(merged)
    for language, _layer, _raw, file in merged.texts:
        if language not in languages[1:]:
            faults.add("R383", Spot(file), language=language)
    texts = list(texts_with_spots(merged))
    english = {path: text for path, text, _spot in texts}
    written = {language for language, _layer, _raw, _file in merged.texts}
    head = merged.single("rulebase")
    for language in languages[1:]:
        if language not in written and head is not None:
            faults.add("R384", head.spot.within("languages"), language=language)
            continue
        known = translations(merged, language, faults)
        for path, text, spot in texts:
            found = known.get(path)
            if found is None or not found.text:
                faults.add("R380", spot, path=".".join(path), language=language)
            elif found.original != text:
                span = (0, len(found.original))
                faults.add("R382", found.spot, path=".".join(path), excerpt=found.original, span=span)
        _check_orphans(known, folders, english, faults)


def _check_orphans(
    known: Mapping[TextPath, Translation],
    folders: Sequence[Path],
    english: Mapping[TextPath, str],
    faults: Faults,
) -> None:
    """A translation has to fit the layers up to its own: a later layer may have taken its text away."""
    for layer in sorted({each.layer for path, each in known.items() if path not in english}):
        below = english if layer == len(folders) - 1 else texts_of(layered(folders[: layer + 1], Faults()))
        for path, each in known.items():
            if each.layer == layer and path not in english and path not in below:
                faults.add("R381", each.spot, path=".".join(path))
