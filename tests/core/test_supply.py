"""How stock moves between shards: never more than there is, and to the last unit."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.supply import Level, Move, moves, share

LEVELS = st.lists(
    st.builds(
        lambda sold, left, more, wanted: Level(sold + left, sold, more, wanted),
        st.integers(0, 30),
        st.integers(0, 30),
        st.booleans(),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("stock", "shards", "expected"),
    [(10, 1, (10, False)), (100, 4, (12, True)), (7, 4, (0, True)), (0, 4, (0, False))],
)
def test_a_shard_begins_with_a_part_of_its_even_share(
    stock: int, shards: int, expected: tuple[int, bool]
) -> None:
    assert share(stock, shards) == expected


def test_the_last_units_are_brought_to_who_asks_for_them() -> None:
    lonely = [Level(5, 5, True, 1), Level(3, 0, True), Level(4, 0, True)]
    assert moves(12, lonely) == [Move(2, 4, 2, True)]
    taken = [Level(5, 5, True, 1), Level(3, 0, True), Level(2, 0, True)]
    (granted,) = [move for move in moves(12, taken) if move.shard == 0]
    assert granted == Move(0, 5, 6, True)


def test_sold_out_is_said_on_all_shards_and_only_when_nothing_is_left_anywhere() -> None:
    assert moves(8, [Level(5, 5, True, 3), Level(3, 3, True)]) == [
        Move(0, 5, 5, False),
        Move(1, 3, 3, False),
    ]
    assert moves(8, [Level(5, 5, False), Level(3, 3, False)]) == []
    assert all(move.more for move in moves(9, [Level(5, 5, True, 3), Level(3, 3, True)]))


@given(LEVELS, st.integers(0, 40))
def test_whatever_of_it_is_done_the_shards_never_have_more_than_there_is(
    levels: list[Level], tail: int
) -> None:
    stock = sum(level.stock for level in levels) + tail
    wanted = moves(stock, levels)
    assert len({move.shard for move in wanted}) == len(wanted)
    grown = sum(max(0, move.there - move.here) for move in wanted)
    assert sum(level.stock for level in levels) + grown <= stock
    for move in wanted:
        assert move.here == levels[move.shard].stock
        assert move.there >= levels[move.shard].sold


@pytest.mark.parametrize("seed", range(20))
def test_everything_is_sold_however_the_viewers_lie_on_the_shards(seed: int) -> None:
    random = Random(seed)
    shards, stock = random.randint(2, 7), random.randint(1, 60)
    begin, more = share(stock, shards)
    levels = [Level(begin, 0, more) for _ in range(shards)]
    crowd = [random.choice((0, random.randrange(shards))) for _ in range(stock + 5)]
    rounds = 0
    while any(level.more for level in levels):
        rounds += 1
        assert rounds < 500, f"seed {seed}"
        for place in list(crowd):
            level = levels[place]
            if level.left:
                crowd.remove(place)
                levels[place] = Level(level.stock, level.sold + 1, level.more, level.wanted)
            else:
                levels[place] = Level(level.stock, level.sold, level.more, level.wanted + 1)
        for move in moves(stock, levels):
            levels[move.shard] = Level(move.there, levels[move.shard].sold, move.more)
        assert sum(level.stock for level in levels) <= stock
    assert sum(level.sold for level in levels) == stock, f"seed {seed}"
    assert len(crowd) == 5
