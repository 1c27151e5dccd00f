"""Proofs of the shipped rules, and of small ones beside enumeration: ``python -m tests.benchmarks.proofs [COUNT]``.

Every verdict on a small rule base, made at random, is compared with looking at every profile that there is.
"""

import statistics
import sys
import time
from collections import Counter

from advisor.audit.obligations import NOTES, obligations
from advisor.audit.prove import Search
from tests.laws.small_rule_bases import small_rule_base
from tests.laws.test_proofs_agree_with_enumeration import Everybody, expected
from tests.starting import shipped_rules

SMALL = 300
FIRST = 5000
"""The seed of the first small rule base; those of the tests are others."""
LONGEST, MEDIAN = 60.0, 50.0
"""Seconds for the whole, milliseconds for one obligation at the solver."""


def main() -> None:
    """Print what came of both."""
    begin = time.perf_counter()
    verdicts = Search(shipped_rules(), LONGEST).run(list(obligations(shipped_rules())))
    spent = time.perf_counter() - begin
    results = Counter(each.result for each in verdicts)
    notes = sum(each.result == "refuted" and each.obligation.code in NOTES for each in verdicts)
    solved = [each.seconds * 1000 for each in verdicts if each.seconds]
    missed = "" if spent <= LONGEST and not results["undecided"] and notes == results["refuted"] else "  missed"
    print(f"shipped rules: {len(verdicts):,} obligations in {spent:.1f} s, target {LONGEST:.0f}{missed}")
    print(f"  proved {results['proved']:,}, notes {notes}, findings {results['refuted'] - notes}, "
          f"undecided {results['undecided']}")  # fmt: skip
    median = statistics.median(solved)
    print(f"  at the solver {len(solved)}, {median:.0f} ms each in the median, target {MEDIAN:.0f}"
          f"{'' if median <= MEDIAN else '  missed'}")  # fmt: skip
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SMALL
    compared, wrong = Counter[str](), 0
    for seed in range(FIRST, FIRST + count):
        rulebase = small_rule_base(seed)
        everybody = Everybody(rulebase)
        for each in Search(rulebase, LONGEST, drawn=seed % 2 == 0).run(list(obligations(rulebase))):
            compared[each.result] += 1
            wrong += (each.result, each.number) != expected(each.obligation, everybody)
    told = ", ".join(f"{result} {number:,}" for result, number in sorted(compared.items()))
    print(f"{count} small rule bases: {told}; otherwise than by enumeration: {wrong}")


if __name__ == "__main__":
    main()
