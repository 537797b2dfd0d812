import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.client.clock import Exchange, ShowClock


def test_the_page_s_formula() -> None:
    exchange = Exchange(t0=100, t1=1_110, t2=1_114, t3=124)
    assert exchange.offset_ms == ((1_110 - 100) + (1_114 - 124)) / 2
    assert exchange.round_trip_ms == 20


def test_nothing_is_known_before_the_first_exchange() -> None:
    clock = ShowClock(lambda: 5.0)
    assert not clock.ready
    assert clock.error_ms == math.inf
    with pytest.raises(RuntimeError):
        clock.now_ms()


def test_the_smallest_round_trip_of_the_last_eight_wins() -> None:
    clock = ShowClock(lambda: 0.0)
    clock.exchanged(Exchange(0, 1_000, 1_000, 2))
    for _ in range(7):
        clock.exchanged(Exchange(0, 5_000, 5_000, 100))
    assert clock.now_ms() == 999
    assert clock.error_ms == 2
    clock.exchanged(Exchange(0, 5_000, 5_000, 100))  # the good one is the ninth now
    assert clock.now_ms() == 4_950


def test_after_a_reconnect_only_new_exchanges_count_from_the_first_one_on() -> None:
    clock = ShowClock(lambda: 0.0)
    clock.exchanged(Exchange(0, 1_000, 1_000, 2))
    clock.begin_anew()
    assert clock.now_ms() == 999
    clock.exchanged(Exchange(0, 5_000, 5_000, 100))
    assert clock.now_ms() == 4_950


@given(
    offset=st.integers(-(10**12), 10**12),
    ways=st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 50), st.floats(0, 500)), min_size=1, max_size=12
    ),
)
def test_the_true_time_lies_within_the_error_bound(
    offset: int, ways: list[tuple[float, float, float]]
) -> None:
    own = 0.0
    clock = ShowClock(lambda: own)
    for there, thinking, back in ways:
        t1, t2 = own + there + offset, own + there + thinking + offset
        t3 = own + there + thinking + back
        clock.exchanged(Exchange(own, math.floor(t1), math.floor(t2), t3))
        own = t3 + 10
    assert abs(own + offset - (own + clock.offset_ms)) <= clock.error_ms


def test_an_edge_that_is_not_sure_is_believed_less() -> None:
    clock = ShowClock(lambda: 0.0)
    clock.exchanged(Exchange(0, 1_130, 1_130, 2, 130))
    assert clock.error_ms == 132
    clock.exchanged(Exchange(100, 1_140, 1_140, 180, 1))
    assert (clock.offset_ms, clock.error_ms) == (1_000, 42)
