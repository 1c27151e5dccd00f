"""Flat results: a block gives exactly the rows that assessments give one by one."""

from random import Random

import numpy as np
import pytest

from advisor.advice.assess import assess
from advisor.batch import flat
from advisor.batch.block import Assessor, arrow
from advisor.batch.flat import fields, pack
from advisor.columns.answers import block_of
from advisor.model.profile import Profile
from advisor.words import Words
from tests.laws.organisations import SHIPPED, loaded, organisations, profile_of

WORDS = Words("en")


def profiles(seed: int, count: int) -> list[Profile]:
    found = [
        profile_of(random, rulebase, answers, plain, hides)
        for hides in (0.1, 0.5)
        for random, rulebase, answers, plain in organisations(seed, count)
    ]
    return [*found, Profile()]


@pytest.mark.parametrize("seed", [SHIPPED, *range(920, 930)])
def test_a_block_has_the_rows_of_its_profiles(seed: int) -> None:
    base, block = loaded(seed), profiles(seed, 4)
    table = arrow(Assessor(base).assess(block_of(base, block)).flat)

    assert table.to_pylist() == [flat.row(assess(base, each, WORDS)) for each in block]


@pytest.mark.parametrize("seed", [SHIPPED, 921])
def test_every_column_is_described_and_every_description_has_a_column(seed: int) -> None:
    base = loaded(seed)
    table = arrow(Assessor(base).assess(block_of(base, [Profile()])).flat)

    assert table.column_names == [each.name for each in fields(base)]


def test_truths_are_packed_the_first_as_the_lowest_bit() -> None:
    random = np.random.default_rng(1)
    truths = [random.random(50) < 0.5 for _ in range(64)]

    packed = pack(truths)

    for row in range(50):
        assert int(packed[row]) == sum(int(truth[row]) << bit for bit, truth in enumerate(truths))


def test_more_names_than_combinations_can_be_listed_are_listed_as_they_occur() -> None:
    names = [f"role{place}" for place in range(20)]
    masks = np.array([0, 1, 1 << 19 | 1, 0], dtype=np.uint64)

    found = flat.listed(masks, names)

    assert [found.values[code] for code in found.codes] == ["", "role0", "role0 role19", ""]


def test_shuffling_a_block_shuffles_its_rows() -> None:
    base, block = loaded(923), profiles(923, 6)
    order = Random(2).sample(range(len(block)), len(block))
    rows = arrow(Assessor(base).assess(block_of(base, block)).flat).to_pylist()
    other = arrow(Assessor(base).assess(block_of(base, [block[place] for place in order])).flat).to_pylist()

    assert other == [rows[place] for place in order]
