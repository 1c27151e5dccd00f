"""Which mistakes in the shipped rules `rules check`, `test` and `prove` together let pass: all of them are tried."""

import time
from collections import Counter
from pathlib import Path

from advisor.audit.mutation import mutation_run
from advisor.files.rulebase import load_suite
from advisor.files.shipped import shipped_folder
from advisor.report.mutated import FATES, write_text
from advisor.words import Words


def main() -> None:
    """Print a table by what was changed, and the survivors."""
    words = Words("en")
    began = time.perf_counter()
    run = mutation_run(load_suite([Path(shipped_folder())]), words)
    spent = time.perf_counter() - began
    counts = Counter((each.mutant.sort, each.fate) for each in run.tried)
    print(f"mutation: {len(run.tried)} rule bases with one thing wrong, {spent:.0f} s")
    print(f"{'':<12}" + "".join(f"{fate:>10}" for fate in FATES))
    for sort in dict.fromkeys(each.mutant.sort for each in run.tried):
        print(f"{sort:<12}" + "".join(f"{counts[sort, fate]:>10}" for fate in FATES))
    print(write_text(run, words), end="")


if __name__ == "__main__":
    main()
