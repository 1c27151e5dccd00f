"""How wide columns are."""

import numpy as np

from advisor.audit.samples import Samples
from advisor.language import tree
from tests.laws.small_rule_bases import small_rule_base


def test_nothing_can_be_scaled_by_what_a_narrow_column_does_not_hold() -> None:
    nothing = tree.Least((tree.Name("staff"), tree.Constant(0)))
    samples = Samples(small_rule_base(1), [("scaled", tree.Scaled(nothing, 3))])

    given = samples.evaluate(samples.draw(1, 10))["scaled"]

    assert not np.asarray(given.high).any()
