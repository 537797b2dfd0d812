from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gala.core.shedding import (
    BEHIND_MILLI,
    BEHIND_MIN,
    CALM_MS,
    LAG_MS,
    LEVEL_MAX,
    SWEEPS_MILLI,
    Ladder,
    Load,
)

IDLE = Load(lag_ms=0, sweeps_milli=0, behind=0, viewers=1_000)


def test_each_figure_asks_for_its_level() -> None:
    assert IDLE.asks() == 0
    for level in range(1, LEVEL_MAX + 1):
        place = level - 1
        for load in (
            replace(IDLE, lag_ms=LAG_MS[place]),
            replace(IDLE, sweeps_milli=SWEEPS_MILLI[place]),
            replace(IDLE, behind=BEHIND_MILLI[place]),
        ):
            assert load.asks() == level
    assert replace(IDLE, lag_ms=LAG_MS[0] - 1).asks() == 0


def test_a_handful_of_viewers_who_are_behind_is_no_load() -> None:
    assert Load(0, 0, BEHIND_MIN - 1, BEHIND_MIN - 1).asks() == 0
    assert Load(0, 0, BEHIND_MIN, BEHIND_MIN).asks() == LEVEL_MAX
    assert Load(0, 0, 0, 0).asks() == 0


def test_up_at_once_and_down_one_level_after_each_calm_stretch() -> None:
    ladder = Ladder().after(replace(IDLE, lag_ms=10 * LAG_MS[2]), 0)
    assert ladder.level == 3
    levels = []
    for now_ms in range(1_000, 4 * CALM_MS + 2_000, 1_000):
        ladder = ladder.after(IDLE, now_ms)
        levels.append(ladder.level)
    assert [levels.count(level) for level in (3, 2, 1)] == [CALM_MS // 1_000] * 3
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == 0


def test_what_is_not_yet_calm_keeps_the_level_and_calm_begins_anew() -> None:
    ladder = Ladder(1).after(IDLE, 0)
    assert ladder == Ladder(1, 0)
    nearly = replace(IDLE, lag_ms=LAG_MS[0] // 2)
    ladder = ladder.after(nearly, CALM_MS - 1)
    assert ladder == Ladder(1, None), "half of what asks for it is no calm"
    ladder = ladder.after(IDLE, CALM_MS)
    assert ladder.after(IDLE, 2 * CALM_MS - 1).level == 1
    assert ladder.after(IDLE, 2 * CALM_MS).level == 0


def test_a_load_that_asks_for_more_takes_a_ladder_up_from_anywhere() -> None:
    ladder = Ladder(2, 5_000).after(replace(IDLE, sweeps_milli=SWEEPS_MILLI[2]), 5_500)
    assert ladder == Ladder(3)


_LOADS = st.builds(
    Load, st.integers(0, 500), st.integers(0, 1_000), st.integers(0, 100), st.just(100)
)


@given(st.lists(_LOADS, max_size=60))
def test_it_never_stands_below_what_the_load_asks_for(loads: list[Load]) -> None:
    ladder = Ladder()
    for second, load in enumerate(loads):
        before, ladder = ladder, ladder.after(load, second * 1_000)
        assert load.asks() <= ladder.level <= LEVEL_MAX
        assert ladder.level >= before.level - 1
