"""Counting by bucket."""

from __future__ import annotations

from gala.admin.spread import Spread


def test_a_spread_counts_by_bucket() -> None:
    spread = Spread((1, 2))
    for value in (0.5, 1, 1.5, 2.5, 100):
        spread.add(value)
    assert spread.counts == [2, 1, 2]
    assert spread.sum == 105.5
