import asyncio
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.store.clock import SLEW, Sample, SteadyClock
from gala.store.show import Store


class Watch:
    """A steady clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_it_follows_the_first_sample_at_once(watch: Watch) -> None:
    clock = SteadyClock(watch)
    assert clock.now_ms() == 0
    assert clock.error_ms == math.inf
    clock.observe(Sample(500.0, 0.004))
    assert clock.now_ms() == 1_500_000
    assert clock.error_ms == pytest.approx(2.0)
    watch.seconds += 2.5
    assert clock.now_ms() == 1_502_500


def test_what_is_still_to_be_slewed_away_counts_as_error(watch: Watch) -> None:
    clock = SteadyClock(watch)
    clock.observe(Sample(0.130, 0.260))
    clock.observe(Sample(0.0, 0.002))
    assert clock.error_ms == pytest.approx(131.0)
    watch.seconds += 0.5
    assert clock.error_ms == pytest.approx(81.0)
    watch.seconds += 1.0
    assert clock.error_ms == pytest.approx(1.0)


def test_the_smallest_round_trip_is_believed(watch: Watch) -> None:
    clock = SteadyClock(watch)
    for offset, round_trip in [(0.050, 0.100), (0.001, 0.002), (0.030, 0.060)]:
        clock.observe(Sample(offset, round_trip))
    watch.seconds += 60
    assert clock.now_ms() == 1_060_001


def test_small_corrections_are_slewed(watch: Watch) -> None:
    for correction in (0.1, -0.1):
        clock = SteadyClock(watch)
        clock.observe(Sample(0.0, 0.001))
        clock.observe(Sample(correction, 0.001))
        begun = clock.now_ms()
        assert clock.behind_ms == pytest.approx(correction * 1_000)
        watch.seconds += 0.5
        assert clock.now_ms() - begun == pytest.approx(500 * (1 + math.copysign(SLEW, correction)))
        watch.seconds += 10
        assert clock.behind_ms == pytest.approx(0)


def test_a_store_far_ahead_is_followed_at_once_and_one_set_back_never(watch: Watch) -> None:
    clock = SteadyClock(watch)
    clock.observe(Sample(0.0, 0.001))
    clock.observe(Sample(3_600.0, 0.001))
    assert clock.now_ms() == 4_600_000
    clock.observe(Sample(0.0, 0.001))
    watch.seconds += 10
    assert clock.now_ms() == 4_609_000


@given(
    st.lists(
        st.tuples(
            st.floats(0, 5),
            st.none() | st.tuples(st.floats(-10, 10), st.floats(0.0001, 1)),
        ),
        max_size=50,
    )
)
def test_it_never_goes_back(steps: list[tuple[float, tuple[float, float] | None]]) -> None:
    watch = Watch()
    clock = SteadyClock(watch)
    clock.observe(Sample(100.0, 0.01))
    last = clock.now_ms()
    for passed, sample in steps:
        watch.seconds += passed
        if sample is not None:
            clock.observe(Sample(*sample))
        assert clock.now_ms() >= last
        last = clock.now_ms()


def test_it_begins_with_the_best_of_the_first_exchanges() -> None:
    # Found by the simulator, seed 39: the first of them had waited for a store that hung.
    clock = SteadyClock(Watch())
    clock.begin([Sample(100.12, 0.25), Sample(100.0, 0.001), Sample(100.001, 0.004)])
    assert clock.now_ms() == 1_100_000


async def test_sleeping_until_an_instant(store: Store) -> None:
    at_ms = store.clock.now_ms() + 40
    await store.clock.sleep_until(at_ms)
    assert at_ms <= store.clock.now_ms() < at_ms + 500
    async with asyncio.timeout(0.1):
        await store.clock.sleep_until(at_ms - 1_000)


async def test_it_is_the_stores_time(store: Store) -> None:
    # The embedded store reads this machine's clock.
    assert abs(store.clock.now_ms() - time.time() * 1_000) < 50
    assert 0 < store.clock.error_ms < 500
