from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.crowd.behaviour import (
    CLAIM_SHARE,
    HEARTS_MS,
    TAPS_MAX,
    Habits,
    Night,
    Style,
    cast,
    hearts,
    tap,
)

NIGHT = Night(length_ms=240_000, lead_ms=10_000, pace_milli=60_000)
OUTLETS = {"app": 3, "tv": 1}

seeds = st.integers(0, 10**9)


@given(seed=seeds)
def test_the_same_seed_gives_the_same_crowd(seed: int) -> None:
    assert cast(20, seed, NIGHT, OUTLETS) == cast(20, seed, NIGHT, OUTLETS)
    assert cast(20, seed, NIGHT, OUTLETS) != cast(20, seed + 1, NIGHT, OUTLETS)


@given(seed=seeds, n=st.integers(1, 60))
def test_a_tenth_and_more_come_back_after_a_tunnel(seed: int, n: int) -> None:
    crowd = cast(n, seed, NIGHT, OUTLETS)
    travellers = [habits for habits in crowd if habits.trips]
    assert len(travellers) * 10 >= n
    for habits in travellers:
        assert habits.leaves_ms is None
        came_ms = max(habits.arrives_ms, 0)
        for trip in habits.trips:
            assert came_ms < trip.at_ms
            assert 0 < trip.away_ms <= NIGHT.length_ms / 10
            came_ms = trip.at_ms
        assert habits.trips[-1].at_ms + habits.trips[-1].away_ms < NIGHT.length_ms


def test_most_arrive_before_the_start_and_some_trickle_in() -> None:
    seed = 616
    print(f"seed {seed}")
    crowd = cast(1_000, seed, NIGHT, OUTLETS)
    early = [habits.arrives_ms for habits in crowd if habits.arrives_ms <= 0]
    late = [habits.arrives_ms for habits in crowd if habits.arrives_ms > 0]
    assert 700 < len(early) < 800
    assert min(early) >= -NIGHT.lead_ms
    assert sum(at_ms > -NIGHT.lead_ms / 2 for at_ms in early) > len(early) * 0.6
    assert max(late) < NIGHT.length_ms * 0.3
    outlets = Counter(habits.outlet for habits in crowd)
    assert 680 < outlets["app"] < 820
    assert 0 < sum(habits.leaves_ms is not None for habits in crowd) < 100
    assert 300 < sum(habits.visits_rooms for habits in crowd) < 500


def test_without_outlets_nobody_asks_for_one() -> None:
    assert {habits.outlet for habits in cast(5, 1, NIGHT, {})} == {None}


def viewer(seed: int) -> Habits:
    return cast(1, seed, NIGHT, OUTLETS)[0]


@given(
    seed=seeds,
    opens=st.integers(0, 10_000),
    length=st.integers(100, 20_000),
    heard=st.integers(-5_000, 30_000),
    pace=st.sampled_from([1_000, 60_000, 500]),
)
def test_a_tap_is_in_the_window_unless_it_is_hasty(
    seed: int, opens: int, length: int, heard: int, pace: int
) -> None:
    night = Night(240_000, 0, pace)
    closes = opens + length
    mind = tap(viewer(seed), night, "w", 1, (opens, closes), heard)
    if mind is None:
        return
    if mind.at_ms < opens:
        assert mind.style is Style.HASTY
        assert heard < mind.at_ms + 1
    else:
        assert max(opens, heard) <= mind.at_ms <= closes


def test_what_people_do_with_the_button() -> None:
    taps = [
        tap(viewer(seed), Night(1, 0, 1_000), "w", 1, (0, 60_000), -5_000) for seed in range(2_000)
    ]
    made = [each for each in taps if each is not None]
    assert len(made) == pytest.approx(2_000 * CLAIM_SHARE, rel=0.1)
    styles = Counter(each.style for each in made)
    assert set(styles) == set(Style)
    assert styles[Style.ONCE] > len(made) / 2
    patient = [each.at_ms for each in made if each.style is not Style.HASTY]
    assert min(patient) >= 200
    assert max(patient) <= 2_000


def test_a_mind_is_made_up_anew_for_each_opening() -> None:
    def minds(window: str, gen: int) -> list[object]:
        return [tap(viewer(seed), NIGHT, window, gen, (0, 2_000), 0) for seed in range(50)]

    assert minds("w", 1) == minds("w", 1)
    assert minds("w", 1) != minds("w", 2)
    assert minds("w", 1) != minds("v", 1)


def test_a_window_that_is_closed_already_is_let_pass() -> None:
    assert {tap(viewer(seed), NIGHT, "w", 1, (0, 500), 500) for seed in range(50)} == {None}


def test_about_half_like_a_segment_and_the_same_ones_each_time() -> None:
    night = Night(length_ms=600_000)
    crowd = cast(400, 616, night, {})
    liked = [hearts(one, night, "opening") for one in crowd]
    assert liked == [hearts(one, night, "opening") for one in crowd]
    given = [one for one in liked if one is not None]
    assert 150 < len(given) < 250
    assert all(1 <= taps <= TAPS_MAX for _, taps in given)
    assert all(HEARTS_MS[0] <= after_ms <= HEARTS_MS[1] for after_ms, _ in given)
    assert liked != [hearts(one, night, "sale") for one in crowd]
