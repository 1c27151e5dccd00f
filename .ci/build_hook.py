"""Puts the shipped rule base into the wheel: the TOML files, and a module with the same content already read.

The module exists for the speed of start-up alone. A checkout never has it: there the files under ``rules/`` are what
people edit, and a module beside them would be out of date at the first change.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesHook(BuildHookInterface[Any]):
    """Adds ``advisor/rules/`` and ``advisor/files/_shipped.py`` to a wheel, and nothing to an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the module, and tell hatchling to take it and the files along."""
        if version == "editable":
            return
        root = Path(self.root)
        shipped = root / "build" / "_shipped.py"
        shipped.parent.mkdir(exist_ok=True)
        sys.path.insert(0, self.root)
        try:
            from advisor.files.baked import write_module  # noqa: PLC0415  (found only now that the path is set)

            write_module(root / "rules", shipped)
        finally:
            sys.path.remove(self.root)
        build_data["force_include"][str(shipped)] = "advisor/files/_shipped.py"
        build_data["force_include"][str(root / "rules")] = "advisor/rules"
