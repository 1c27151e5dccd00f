"""The rule base that comes with the program: where it is, and the quickest way to read it."""

from collections.abc import Sequence
from pathlib import Path

from advisor.model.rulebase import RuleBase


def shipped_folder() -> Path:
    """The folder of the shipped rules: inside the package when it is installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rulebase(extra: Sequence[Path | str] = (), language: str = "en") -> RuleBase:
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
    from advisor.files.rulebase import load  # noqa: PLC0415  (heavy, and of no use when the baked module is there)

    return load([folder, *(Path(each) for each in extra)], language)
