"""The rule base that comes with the program: where it is, and the quickest way to read it."""

import os
from collections.abc import Sequence

from advisor.model.rulebase import RuleBase


def shipped_folder() -> str:
    """The folder of the shipped rules: inside the package when it is installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")


def load_rulebase(extra: Sequence[str | os.PathLike[str]] = (), language: str = "en") -> RuleBase:
    """The shipped rules with folders laid over them, the last one on top, in a language.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    folder = shipped_folder()
    if not extra:
        from advisor.files.baked import read  # noqa: PLC0415  (of no use when there are layers)

        found = read(folder, language)
        if found is not None:
            return found
    from pathlib import Path  # noqa: PLC0415  (not needed when the baked module is there)

    from advisor.files.rulebase import load  # noqa: PLC0415  (heavy, and of no use when the baked module is there)

    return load([Path(folder), *(Path(each) for each in extra)], language)
