"""Law 4, in the language. The bounds functions give a block of profiles what they give each profile alone.

Conditions and numbers are columns of int64, choices and sets columns of uint64: a mask of 64 options has its top bit.
"""

from itertools import chain
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from advisor.language.kinds import AnyOf, Bounds, Kind, OneOf
from advisor.language.possible import possible
from tests.laws.strategies import LAW, Case, case, cases, drawn, facts, hidden, known, of_table, table_cases

PROFILES = 8


def column(values: list[int], kind: Kind) -> npt.NDArray[Any]:
    return np.array(values, dtype=np.uint64 if isinstance(kind, OneOf | AnyOf) else np.int64)


def check(made: Case, random: Random) -> None:
    kinds = made.kinds
    truths = [facts(random, kinds) for _ in range(PROFILES)]
    profiles = [hidden(random, truth, kinds) for truth in truths[1:]] + [known(truths[0])]
    columns: dict[str, Any] = {
        name: Bounds(*(column([profile[name][end] for profile in profiles], kind) for end in (0, 1)))  # type: ignore[arg-type]
        for name, kind in kinds.items()
    }
    together = possible(made.expr, columns)
    alone = [possible(made.expr, profile) for profile in profiles]
    for end in (0, 1):
        values = np.broadcast_to(together[end], len(profiles)).tolist()
        assert values == [bounds[end] for bounds in alone], (made.text, profiles)


@LAW
@given(drawn(case), st.randoms(use_true_random=False))
def test_columns_agree_with_single_profiles_on_a_text(made: Case, random: Random) -> None:
    check(made, random)


@LAW
@given(drawn(of_table), st.randoms(use_true_random=False))
def test_columns_agree_with_single_profiles_on_a_table(made: Case, random: Random) -> None:
    check(made, random)


def test_columns_agree_with_single_profiles_in_thousands_of_cases() -> None:
    random = Random(6)
    for made in chain(cases(2500, seed=6), table_cases(800, seed=6)):
        check(made, random)
