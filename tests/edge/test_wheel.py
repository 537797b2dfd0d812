"""The one timer."""

from __future__ import annotations

import pytest

from gala.edge.wheel import STEP_S, Wheel


class Item:
    def __init__(self, wheel: Wheel | None = None, again_s: float = 0.0) -> None:
        self.slot = 0
        self.rang = 0
        self._wheel, self._again_s = wheel, again_s

    def ringing(self) -> int:
        return self.rang

    def overdue(self) -> None:
        self.rang += 1
        if self._wheel is not None:
            self._wheel.set(self, self._again_s)


@pytest.mark.parametrize("at_s", [10.0, 10.01, 10.25, 12.3])
def test_never_early_and_late_by_a_step_at_most(at_s: float) -> None:
    wheel, item = Wheel(9.9), Item()
    wheel.set(item, at_s)
    wheel.turn(at_s - 0.001)
    assert item.ringing() == 0
    wheel.turn(at_s + STEP_S)
    assert item.ringing() == 1
    wheel.turn(at_s + 100)
    assert item.ringing() == 1


def test_the_last_setting_counts() -> None:
    wheel, item = Wheel(0), Item()
    wheel.set(item, 5)
    wheel.set(item, 10)
    wheel.turn(9)
    assert not item.rang
    wheel.clear(item)
    wheel.clear(item)
    wheel.turn(20)
    assert not item.rang


def test_the_past_is_the_next_turn() -> None:
    wheel, item = Wheel(100), Item()
    wheel.set(item, 1)
    wheel.turn(100 + STEP_S)
    assert item.rang == 1


def test_whoever_rings_may_be_set_again() -> None:
    wheel = Wheel(0)
    item = Item(wheel, 5.0)
    wheel.set(item, 1)
    wheel.turn(4)
    assert item.ringing() == 1
    wheel.turn(5)
    assert item.ringing() == 2


def test_nothing_is_left_behind() -> None:
    wheel = Wheel(0)
    for _ in range(100):
        item = Item()
        wheel.set(item, 1e9)
        wheel.clear(item)
    assert not wheel._buckets
