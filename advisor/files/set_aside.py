"""What examples and cases expect of something that a layer above them switched off: that is left aside.

Otherwise nobody could switch off a rule without writing every example and case anew that mentions it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from advisor.files.advice_expected import CAP
from advisor.files.folder import Entry, Raw
from advisor.files.layers import Layered
from advisor.frozen import replace

Gone = Callable[[str], bool]


def set_aside(merged: Layered) -> None:
    """Take it out; an example or a case that would expect nothing any more goes whole."""
    off: dict[str, int] = {}
    for (among, name), entry in merged.off.items():
        if among != "case":
            off[name] = max(entry.layer, off.get(name, 0))
    for key, entry in list(merged.entries.items()):
        if off and entry.sort in ("example", "case"):
            changed = _changed(entry, off)
            if changed is None:
                del merged.entries[key]
            else:
                merged.entries[key] = changed


def _changed(entry: Entry, off: Mapping[str, int]) -> Entry | None:
    def gone(name: str) -> bool:
        return off.get(name.removesuffix(CAP), -1) > entry.layer

    def gone_here(name: str) -> bool:
        return gone(name) or gone(f"{entry.id}.{name}")

    if entry.sort == "case":
        raw = _without(entry.raw, gone)
        return None if raw is None else replace(entry, raw=raw)
    examples = entry.raw["example"]
    if not isinstance(examples, list):
        return entry
    found = [_without(each, gone_here) if isinstance(each, dict) else each for each in examples]
    kept = [each for each in found if each is not None]
    return replace(entry, raw={**entry.raw, "example": kept}) if kept or not examples else None


def _without(raw: Raw, gone: Gone) -> Raw | None:
    """One example or case without what is gone from what it expects and from the answers it gives; None if all is."""
    then, given = raw.get("then"), raw.get("given")
    if not isinstance(then, dict):
        return raw
    made = {key: each for key, value in then.items() if not gone(key) and (each := _left(value, gone)) is not None}
    if not made and then:
        return None
    if isinstance(given, dict):
        given = {key: value for key, value in given.items() if not gone(key)}
    return {**raw, "then": made} if given is None else {**raw, "then": made, "given": given}


def _left(value: Any, gone: Gone) -> Any:  # noqa: ANN401  (whatever a file holds)
    """What is left of an expectation; None where that is nothing."""
    match value:
        case str():
            return None if gone(value) else value
        case dict():
            return {key: each for key, each in value.items() if not gone(key)} or None
        case list() if any(isinstance(each, str) and gone(each) for each in value):
            return [each for each in value if not (isinstance(each, str) and gone(each))] or None
        case _:
            return value
