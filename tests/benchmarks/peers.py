"""Other engines on the same conditions: ``python -m tests.benchmarks.peers [ROWS]``.

They get it easier than advisor does: every quantity and every level is worked out for them beforehand, and they answer
only whether each rule of each outcome holds; advisor works all of it out from the answers, with points, fits, standings
and what comes first. End to end, "the same work" writes what became of each rule and nothing else, as they do. One
process each. Agreement is checked row by row, on complete profiles; then the same engines get profiles of which a fifth
of the answers is missing.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from advisor.batch.block import Assessed, Assessor
from advisor.batch.tables import decode
from advisor.language.kinds import AnyOf, Kind, Number, OneOf, YesNo, chosen_in
from advisor.language.possible import possible
from advisor.language.tree import names_in
from tests.benchmarks.batch import HIDDEN, program, table, write_table
from tests.benchmarks.engines import ENGINES, CannotSayError, Engine, Facts, called
from tests.starting import shipped_rules

ROWS = 1_000_000
"""From file to file."""
BLOCK = 40_960
"""Evaluated together, as the command does."""
FEW = 2_000
"""Rows for the others, which are slower."""
ENOUGH = 2.0
"""Seconds that each works at most."""
EVALUATION, END_TO_END = 50, 10
TIMES = 3
"""Runs of the command, of which the shortest counts, as it does for the others."""
RULE_COLUMNS = "rules_*"
"""What the others write: what became of each rule."""

RULES = shipped_rules()
CONDITIONS = {rule.id: rule.when for rule in RULES.rules().values()}
NAMES = sorted({name for each in CONDITIONS.values() for name in names_in(each)})


def main() -> None:
    """Print the tables."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    assessor = Assessor(RULES)
    whole = table(BLOCK, 1, ranges=False, hidden=0.0)
    few = assessed(assessor, whole.slice(0, FEW))
    facts, holds = facts_of(few), truths_of(few)
    assert all((low == high).all() for low, high in holds.values())  # complete profiles leave nothing open
    expected = [list(map(bool, row)) for row in zip(*(low.tolist() for low, _high in holds.values()), strict=True)]
    engines = dict(filter(None, (made(name) for name in ENGINES)))
    speeds = {name: evaluation(engine, facts, expected) for name, engine in engines.items()}
    speeds = {name: speed for name, speed in speeds.items() if speed}

    decoded = decode(RULES, whole).block
    ours = BLOCK / least(lambda: assessor.assess(decoded))
    given = assessor.assess(decoded).parts[0].evaluated.given
    same = BLOCK / least(lambda: [possible(each, given) for each in CONDITIONS.values()])
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.parquet"
        write_table(source, rows, ranges=False, hidden=0.0)
        ours_whole, ours_rules = (
            rows / min(program(source, Path(folder) / "out", workers=1, select=select)[0] for _ in range(TIMES))
            for select in ("", RULE_COLUMNS)
        )
        print(f"\n{len(CONDITIONS)} conditions, complete profiles, one process each; profiles a second")
        print(f"{'':<28}{'evaluation':>14}{'ours is':>10}{'end to end':>14}{'ours is':>10}")
        for name, speed, through in (("the same work", same, ours_rules), ("everything", ours, ours_whole)):
            shares = f"{ours / speed:>9.2f}x", f"{ours_whole / through:>9.2f}x"
            print(f"{'advisor, ' + name:<28}{speed:>14,.0f}{shares[0]}{through:>14,.0f}{shares[1]}")
        pq.write_table(pa.Table.from_pylist([dict(each) for each in facts]), source)
        throughs: dict[str, float] = {}
        for name, speed in sorted(speeds.items(), key=lambda pair: -pair[1]):
            throughs[name] = through = FEW / least(lambda name=name: end_to_end(engines[name], source, Path(folder)))  # type: ignore[misc]
            print(f"{name:<28}{speed:>14,.0f}{ours / speed:>9.0f}x{through:>14,.0f}{ours_whole / through:>9.0f}x")
    by_hand = "Python by hand"
    fastest = max((speed for name, speed in speeds.items() if name != by_hand), default=0.0)
    fastest_whole = max((each for name, each in throughs.items() if name != by_hand), default=0.0)
    if fastest:
        missed = "" if same >= EVALUATION * fastest else "  missed"
        print(f"the same work: {same / fastest:.0f}x the fastest engine, target {EVALUATION}x{missed}")
        missed = "" if ours_rules >= END_TO_END * fastest_whole else "  missed"
        print(f"the same work end to end: {ours_rules / fastest_whole:.1f}x, target {END_TO_END}x{missed}")
        print(f"everything end to end: {ours_whole / fastest_whole:.1f}x")
    missing_answers(assessor, engines)


def made(name: str) -> tuple[str, Engine] | None:
    """An engine with the rules in it, where it is installed and can say them."""
    try:
        return name, ENGINES[name](CONDITIONS, RULES.scope.kinds)
    except ImportError as error:
        print(f"{name}: not installed ({error})")
    except CannotSayError as error:
        print(f"{name}: cannot say {error}")
    return None


def assessed(assessor: Assessor, answers: pa.Table) -> Assessed:
    """The result of a table."""
    return assessor.assess(decode(RULES, answers).block)


def truths_of(found: Assessed) -> dict[str, tuple[Any, Any]]:
    """Per rule, whether it surely and whether it possibly holds."""
    size = found.parts[0].evaluated.size
    return {
        rule: tuple(np.broadcast_to(end, size) for end in found.parts[0].evaluated.given[rule])  # type: ignore[misc]
        for rule in CONDITIONS
    }


def facts_of(found: Assessed) -> list[Facts]:
    """What the others get: every name with its value, as far as that is known."""
    size, columns = found.parts[0].evaluated.size, {}
    for name in NAMES:
        kind = RULES.scope.kinds[name]
        low, high = (np.broadcast_to(end, size) for end in found.parts[0].evaluated.given[name])
        known = np.bitwise_count(high) == 1 if isinstance(kind, OneOf) else low == high
        columns[called(name)] = [value(kind, each) if is_known else None
                                 for each, is_known in zip(high.tolist(), known.tolist(), strict=True)]  # fmt: skip
    rows = zip(*columns.values(), strict=True)
    return [{name: each for name, each in zip(columns, row, strict=True) if each is not None} for row in rows]


def value(kind: Kind, fact: int) -> object:
    """A fact as other languages have it."""
    match kind:
        case YesNo():
            return bool(fact)
        case Number():
            return int(fact)
        case OneOf(options):
            return chosen_in(fact, options)[0]
        case AnyOf(options):
            return list(chosen_in(fact, options))


def evaluation(engine: Engine, facts: Sequence[Facts], expected: Sequence[Sequence[bool]]) -> float:
    """Profiles a second, when every one comes out as it does here; nothing otherwise."""
    name = next(name for name, kind in ENGINES.items() if type(engine) is kind)
    for number, (each, wanted) in enumerate(zip(facts, expected, strict=True)):
        found = list(map(bool, engine.whole(each)))
        if found != wanted:
            wrong = [rule for rule, one, other in zip(CONDITIONS, found, wanted, strict=True) if one != other]
            print(f"{name}: profile {number} differs on {', '.join(wrong[:5])}")
            return 0.0
    return len(facts) / least(lambda: [engine.whole(each) for each in facts])


def end_to_end(engine: Engine, source: Path, folder: Path) -> None:
    """Read, evaluate and write, as one would with such an engine."""
    found = [engine.whole({name: each for name, each in row.items() if each is not None})
             for row in pq.read_table(source).to_pylist()]  # fmt: skip
    columns = {rule: pa.array(column) for rule, column in zip(CONDITIONS, zip(*found, strict=True), strict=True)}
    pq.write_table(pa.table(columns), folder / "theirs.parquet")


def least(work: Callable[[], object]) -> float:
    """The shortest time of several."""
    times: list[float] = []
    while len(times) < 2 or (sum(times) < ENOUGH and len(times) < 7):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def missing_answers(assessor: Assessor, engines: dict[str, Engine]) -> None:
    """What each makes of profiles of which a fifth of the answers is missing."""
    found = assessed(assessor, table(FEW // 4, 2, ranges=False, hidden=HIDDEN))
    holds = truths_of(found)
    facts = facts_of(found)
    count = Counter[str]()
    for low, high in holds.values():
        count += Counter(np.where(low, "yes", np.where(high, "open", "no")).tolist())
    print(f"\na fifth of the answers missing: {count['yes'] + count['no']:,} conditions are decided all the same, and")
    print(f"{count['open']:,} are open by their bounds")
    print(f"{'':<20}{'open, said':>30}{'decided, said':>40}")
    print(f"{'':<20}{'yes':>10}{'no':>10}{'nothing':>10}{'rightly':>14}{'wrongly':>12}{'nothing':>14}")
    print(f"{'advisor':<20}{0:>10}{0:>10}{count['open']:>10,}{count['yes'] + count['no']:>14,}{0:>12}{0:>14}")
    for name, engine in engines.items():
        told = Counter[tuple[str, str]]()
        for place, each in enumerate(facts):
            for (low, high), said in zip(holds.values(), engine.each(each), strict=True):
                truth = "open" if low[place] != high[place] else "yes" if low[place] else "no"
                answer = "nothing" if isinstance(said, Exception) or said is None else "yes" if said else "no"
                told[truth, answer] += 1
        right, wrong = told["yes", "yes"] + told["no", "no"], told["yes", "no"] + told["no", "yes"]
        nothing = told["yes", "nothing"] + told["no", "nothing"]
        print(
            f"{name:<20}{told['open', 'yes']:>10,}{told['open', 'no']:>10,}{told['open', 'nothing']:>10,}"
            f"{right:>14,}{wrong:>12,}{nothing:>14,}"
        )


if __name__ == "__main__":
    main()
