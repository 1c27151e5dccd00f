"""An organisation for which two rule bases give other advice: looked for among thousands drawn at random, then proved.

What is found is written out, read back and assessed once more by itself before anybody is shown it. What is drawn and
not found proves nothing; what the solver does not find does not exist, as far as answers of the organisation go that
both rule bases offer: about suppliers by name nothing is proved.
"""

from typing import Final

import numpy as np

from advisor.audit.bridge import told_as
from advisor.audit.obligations import AFTER
from advisor.audit.pair import Pair
from advisor.audit.prove import CONSISTENT, ReplayError, defined, is_consistent
from advisor.audit.samples import Samples, applicable
from advisor.columns.answers import Block
from advisor.language import tree
from advisor.language.kinds import Bounds
from advisor.model.rules_diff import Search, Witness

WANTED: Final = 50_000
"""Organisations to look at that both rule bases find consistent."""
MOST_BLOCKS: Final = 64
"""So that it ends as well where hardly any is consistent."""
MOST_REPLAYED: Final = 20
"""Of one block."""
NEVER: Final = Bounds(0, 0)
BOTH_CONSISTENT: Final = (tree.Name(CONSISTENT), tree.Name(AFTER + CONSISTENT))
SECONDS: Final = 10
"""For the search of the solver for each thing that can differ."""


def search(pair: Pair, *, wanted: int = WANTED) -> Search:
    """Look among organisations drawn at random. Raises OverflowError: a number can become too large for a column."""
    drawing = _Drawing(pair)
    looked_at = 0
    for seed in range(MOST_BLOCKS):
        found, count = drawing.look(seed)
        looked_at += count
        if found is not None or looked_at >= wanted:
            return Search(looked_at=looked_at, witness=found)
    return Search(looked_at=looked_at, witness=None)


class _Drawing:
    """Draws for two rule bases at once."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._samples = tuple(Samples(each, (is_consistent(each),)) for each in pair.narrowed())
        self._truths = sorted(set().union(*pair.truths()))

    def look(self, seed: int) -> tuple[Witness | None, int]:
        """One block: the first organisation with other advice, and how many were looked at."""
        blocks = self._draw(seed)
        given = [samples.evaluate(block) for samples, block in zip(self._samples, blocks, strict=True)]
        fine, differs = np.ones(blocks[0].size, dtype=np.bool_), np.zeros(blocks[0].size, dtype=np.bool_)
        for known in given:
            fine &= np.asarray(known[CONSISTENT].high)
        for name in self._truths:
            old, new = (known.get(name, NEVER) for known in given)
            differs |= (np.asarray(old.low) != np.asarray(new.low)) | (np.asarray(old.high) != np.asarray(new.high))
        for row in np.flatnonzero(fine & differs)[:MOST_REPLAYED]:
            profiles = [samples.profile(block, int(row)) for samples, block in zip(self._samples, blocks, strict=True)]
            if (found := self._pair.shown_by(*profiles)) is not None:
                return found, int(fine[: row + 1].sum())
        return None, int(fine.sum())

    def _draw(self, seed: int) -> tuple[Block, Block]:
        """The same organisations for both; each draws every second time, near the numbers its own rules look at."""
        first = seed % 2
        drawn = [samples.draw(2 * seed + side) for side, samples in enumerate(self._samples)]
        blocks = []
        for side, block in enumerate(drawn):
            told = {}
            for name, own in block.told.items():
                bridge = self._pair.bridges.get(name)
                if bridge is not None:
                    told[name] = told_as(bridge, drawn[first].told[name], first, side)
                elif name not in self._pair.bases[1 - side].questions:
                    told[name] = own
            blocks.append(Block(block.size, told))
        return blocks[0], blocks[1]


def prove(pair: Pair, looked_at: int, *, seconds: float = SECONDS) -> Search:
    """Let the solver look, and prove that there is none where it finds none.

    Nothing is proved where one question has become another under the same name: nobody can answer both.

    Args:
        pair: The two rule bases.
        looked_at: How many were drawn before.
        seconds: How long it may search for each thing that can differ.

    Raises:
        ImportError: The solver is not installed.
        ReplayError: What the solver found is not so.
    """
    from advisor.audit.formula import Prover, UndecidedError, World  # noqa: PLC0415  (an extra)

    old, new = pair.narrowed()
    if any(name in new.questions and name not in pair.bridges for name in old.questions):
        return Search(looked_at=looked_at, witness=None)
    first = World(old, defined(old))
    second = World(new, defined(new), AFTER, first, pair.bridges.values())
    prover, proved = Prover(seconds, first, second, after=AFTER), True
    for claim in pair.changes():
        try:
            found = prover.find([*BOTH_CONSISTENT, claim])
        except UndecidedError:
            proved = False
            continue
        if found is not None:
            shown = pair.shown_by(*(applicable(base, each) for base, each in zip(pair.bases, found, strict=True)))
            if shown is None:
                raise ReplayError
            return Search(looked_at=looked_at, witness=shown)
    return Search(looked_at=looked_at, witness=None, proved=proved)
