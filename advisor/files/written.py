"""A rule base together with its entries as they stand in their files: for whoever writes rules."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.files.faults import Faults
from advisor.files.folder import NAMES
from advisor.files.layers import Layered, layered
from advisor.files.rulebase import build_sound
from advisor.frozen import frozen
from advisor.model.graph import Node
from advisor.model.rulebase import GROUPS, RuleBase
from advisor.model.shown import Written
from advisor.problems import AdvisorError, Problem


@frozen
class WrittenRules:
    """A rule base, and the entries it was made of."""

    rulebase: RuleBase
    merged: Layered

    def entry(self, node: Node) -> Written | None:
        """An entry as it stands in its file; None for what has none."""
        sort = "outcome" if node.sort in GROUPS else node.sort
        found = self.merged.entries.get(("name" if sort in NAMES else sort, node.id))
        if found is None:
            return None
        return Written(place=found.spot.place(), layer=self.merged.layers[found.layer], raw=found.raw)

    def renamed(self) -> Mapping[str, str]:
        """The ids of today by those of the past."""
        return {old: now for (_sort, old), now in self.rulebase.formerly.items()}

    def refuse_what_is_off(self, about: str) -> None:
        """Say of an id that a layer switched it off, why, and where. Raises AdvisorError."""
        for (_among, name), entry in self.merged.off.items():
            if name == about:
                values = {"what": entry.sort, "id": entry.id, "reason": str(entry.raw["off"])}
                raise AdvisorError(Problem(code="R341", values=values, place=entry.spot.place()))


def load_written(folders: Sequence[Path], language: str = "en") -> WrittenRules:
    """The rule base in these folders, the lowest first, in a language, with its entries.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    faults = Faults()
    merged = layered(folders, faults)
    return WrittenRules(build_sound(merged, language, faults).rulebase, merged)
