from random import Random

import pytest

from advisor.language.kinds import (
    AnyOf,
    Bounds,
    Kind,
    Number,
    OneOf,
    Scope,
    YesNo,
    chosen_in,
    everything,
    hull,
    is_known,
    mask_of,
    none_left,
    one_left,
    widest,
)
from tests.language.small import SCOPE
from tests.laws.strategies import facts, hidden, inside, scope, values_in, within

THREE = ("low", "medium", "high")


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [
        (YesNo(), (0, 1)),
        (Number(-5, 7, 1), (-5, 7)),
        (OneOf(THREE), (0, 0b111)),
        (AnyOf(THREE), (0, 0b111)),
        (OneOf(("only",)), (1, 1)),
        (AnyOf(("only",)), (0, 1)),
        (AnyOf(tuple(f"part_{place}" for place in range(64))), (0, 2**64 - 1)),
    ],
)
def test_the_widest_bounds_of_a_kind(kind: Kind, bounds: tuple[int, int]) -> None:
    assert widest(kind) == bounds


def test_masks_and_options_say_the_same() -> None:
    assert mask_of(("high", "low"), THREE) == 0b101
    assert chosen_in(0b101, THREE) == ("low", "high")
    assert everything(THREE) == 0b111
    with pytest.raises(ValueError, match="not in tuple"):
        mask_of(("highest",), THREE)


def test_a_single_choice_with_one_option_left_is_sure_of_it() -> None:
    assert one_left(Bounds(0, 0b010), OneOf(THREE)) == (0b010, 0b010)
    assert one_left(Bounds(0, 0b011), OneOf(THREE)) == (0, 0b011)
    assert one_left(Bounds(0, 0b010), AnyOf(THREE)) == (0, 0b010)
    assert one_left(Bounds(0, 4), Number(0, 9)) == (0, 4)


@pytest.mark.parametrize(
    ("kind", "first", "second", "both"),
    [
        (YesNo(), (0, 0), (1, 1), (0, 1)),
        (YesNo(), (1, 1), (1, 1), (1, 1)),
        (Number(0, 9), (1, 3), (5, 6), (1, 6)),
        (Number(0, 9), (2, 8), (5, 6), (2, 8)),
        (OneOf(THREE), (0b001, 0b001), (0b100, 0b100), (0, 0b101)),
        (OneOf(THREE), (0b001, 0b001), (0b001, 0b001), (0b001, 0b001)),
        (AnyOf(THREE), (0b011, 0b011), (0b001, 0b101), (0b001, 0b111)),
        (AnyOf(THREE), (0b010, 0b010), (0b001, 0b101), (0, 0b111)),
    ],
)
def test_the_hull_of_two_bounds(kind: Kind, first: Bounds, second: Bounds, both: Bounds) -> None:
    assert hull(Bounds(*first), Bounds(*second), kind) == both
    assert hull(Bounds(*second), Bounds(*first), kind) == both


def test_a_hull_holds_everything_that_either_holds_and_is_as_narrow_as_that_allows() -> None:
    random = Random(23)
    for _ in range(300):
        kinds = scope(random, small=True).kinds
        first, second = (hidden(random, facts(random, kinds), kinds) for _ in range(2))
        for name, kind in kinds.items():
            both = hull(first[name], second[name], kind)
            values = [*values_in(first[name], kind), *values_in(second[name], kind)]
            assert all(within(value, both, kind) for value in values)
            assert inside(first[name], both, kind)
            assert inside(second[name], both, kind)
            if isinstance(kind, YesNo | Number):
                assert {both.low, both.high} <= set(values)
            elif isinstance(kind, AnyOf):  # each option is surely or possibly chosen in some value
                assert all(any(not value & bit for value in values) for bit in bits(~both.low & both.high))
                assert all(any(value & bit for value in values) for bit in bits(both.high))
            else:
                assert set(values_in(both, kind)) == set(values)


def bits(mask: int) -> list[int]:
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]


@pytest.mark.parametrize(
    ("most", "high"), [(0, 0b1111), (1, 0b0101), (2, 0b0101), (3, 0b1111)], ids=["no-limit", "over", "full", "room"]
)
def test_a_set_that_is_full_holds_no_other_option(most: int, high: int) -> None:
    assert none_left(Bounds(0b0101, 0b1111), most) == Bounds(0b0101, high)


def test_known_is_one_value_left() -> None:
    assert is_known(Bounds(3, 3))
    assert not is_known(Bounds(3, 4))


def test_a_scope_lists_its_names_and_options() -> None:
    names = list(SCOPE.names())
    assert {"has_sla", "tool_peak", "tool_peak.zoom", "target_use", "mbps_up"} <= set(names)
    assert list(Scope().names()) == []
    assert set(SCOPE.options()) >= {"education", "low", "zoom", "cloud"}
