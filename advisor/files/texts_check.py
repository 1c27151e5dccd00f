"""Whether the translations of a rule base are complete and up to date."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.files.faults import Faults, Spot
from advisor.files.folder import Entry
from advisor.files.layers import Layered, layered
from advisor.files.texts import is_unwritten, spot_of, texts_of, texts_with_entries
from advisor.files.translations import TextPath, Translation, languages_of, orphaned, translations


def check_texts(merged: Layered, folders: Sequence[Path], faults: Faults) -> None:
    """Texts still to be written, and translations that are missing, translate nothing or were made of another text."""
    languages = languages_of(merged)
    for language, _layer, _raw, file in merged.texts:
        if language not in languages[1:]:
            faults.add("R383", Spot(file), language=language)
    texts = list(texts_with_entries(merged))
    english = {path: text for path, text, _entry in texts}
    _check_written(texts, faults)
    written = {language for language, _layer, _raw, _file in merged.texts}
    head = merged.single("rulebase")
    for language in languages[1:]:
        if language not in written and head is not None:
            faults.add("R384", head.spot.within("languages"), language=language)
            continue
        known = translations(merged, language, faults)
        orphaned(merged, language, faults)
        for path, text, entry in texts:
            found = known.get(path)
            if found is None or not found.text:
                faults.add("R380", spot_of(entry, path), path=".".join(path), language=language)
            elif found.original and found.original != text:
                span = (0, len(found.original))
                faults.add("R382", found.spot, path=".".join(path), excerpt=found.original, span=span)
            elif is_unwritten(found.text) and not is_unwritten(text):
                faults.add("U555", found.spot, path=".".join(path), only_warns=True)
        _check_orphans(known, folders, english, faults)


def _check_written(texts: Sequence[tuple[TextPath, str, Entry]], faults: Faults) -> None:
    for path, text, entry in texts:
        if is_unwritten(text):
            faults.add("U555", spot_of(entry, path), path=".".join(path), only_warns=True)


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
