"""Law 4, on dated rule bases: a block with profiles of several days gets the rows that each profile gets alone."""

from datetime import date
from random import Random

import pytest

from advisor.advice.asked import parse_asked
from advisor.advice.assess import assess
from advisor.advice.in_force import in_force
from advisor.batch import flat
from advisor.batch.block import Assessor, arrow
from advisor.columns.answers import block_of
from advisor.frozen import replace
from advisor.language.trace import Truth
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from tests.laws.dated_rules import DAYS, loaded
from tests.laws.organisations import profile_of, world

WORDS = Words("en")
SEEDS = (720, 722)


def profiles(seed: int, rulebase: RuleBase) -> list[Profile]:
    """Profiles that name whatever options there ever are, each of some day; of some the day is not said."""
    random = Random(seed)
    found = [world(random, in_force(rulebase, random.choice(DAYS)).entire) for _ in range(4)]
    told = [profile_of(random, rulebase, *each, hides) for each in found if each for hides in (0.1, 0.5)]
    return [replace(each, written_on=random.choice((*DAYS, None))) for each in (*told, *told, Profile())]


def rows(rulebase: RuleBase, block: list[Profile], as_of: date | None) -> list[dict[str, object]]:
    found: list[dict[str, object]] = arrow(Assessor(rulebase, as_of).assess(block_of(rulebase, block)).flat).to_pylist()
    return found


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(730, 745))])
def test_a_block_has_the_rows_of_its_profiles(seed: int) -> None:
    _files, rulebase = loaded(seed, options=True)
    block = profiles(seed, rulebase)
    for as_of in (None, DAYS[0], DAYS[2], DAYS[4]):
        assert rows(rulebase, block, as_of) == [flat.row(assess(rulebase, each, WORDS, as_of=as_of)) for each in block]


def test_some_answers_are_outdated_and_some_rules_out_of_force() -> None:
    gone = []
    for seed in SEEDS:
        _files, rulebase = loaded(seed, options=True)
        gone += [each for profile in profiles(seed, rulebase) for each in assess(rulebase, profile, WORDS).not_in_force]

    assert any(each.answered for each in gone)
    assert {each.sort for each in gone} == {"rule", "check", "warning", "step", "option"}


@pytest.mark.parametrize("seed", SEEDS[:1])
def test_conditions_over_the_result_hold_for_the_same_profiles(seed: int) -> None:
    _files, rulebase = loaded(seed, options=True)
    block = profiles(seed, rulebase)
    found = Assessor(rulebase).assess(block_of(rulebase, block))
    for text in ("one in warnings", "not possibly(one in warnings)", "staff < target_use", "settled", "lead == none"):
        asked = parse_asked(text, rulebase)
        alone = [asked.holds(assess(rulebase, each, WORDS)) is Truth.YES for each in block]
        assert found.surely(asked).tolist() == alone, text


def test_a_block_without_profiles_has_the_same_columns() -> None:
    _files, rulebase = loaded(720, options=True)
    empty, some = (arrow(Assessor(rulebase).assess(block_of(rulebase, each)).flat) for each in ([], [Profile()]))

    assert empty.num_rows == 0
    assert empty.schema == some.schema
    assert empty.column_names == [each.name for each in flat.fields(rulebase)]
