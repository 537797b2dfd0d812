"""No second counts twice, whatever is told in which order, and little is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gala.core.watching import Watched


def added(*stretches: tuple[int, int]) -> Watched:
    watched = Watched()
    for from_s, to_s in stretches:
        watched = watched.add(from_s, to_s)
    return watched


def test_stretches_one_after_the_other_add_up() -> None:
    assert added((100, 110), (110, 125), (200, 210)).total_s == 35


def test_the_same_again_and_two_sockets_at_once_add_nothing() -> None:
    assert added((100, 110), (100, 110), (104, 108)).total_s == 10
    assert added((100, 110), (105, 115), (103, 112)).total_s == 15


def test_the_edge_before_may_tell_its_last_seconds_late() -> None:
    # The first edge has told until 100, the second begins at 106, and then comes the rest.
    assert added((90, 100), (106, 110), (100, 104)).total_s == 18
    # Also when it has told nothing yet.
    assert added((106, 110), (100, 104)).total_s == 8
    assert added((106, 110), (100, 104), (100, 104), (104, 106)).total_s == 10


def test_an_empty_stretch_only_asks() -> None:
    assert added((100, 110), (500, 500)) == added((100, 110))


_stretch = st.integers(0, 60).flatmap(
    lambda from_s: st.tuples(st.just(from_s), st.integers(from_s, from_s + 12))
)


@given(st.lists(_stretch, max_size=20))
def test_it_never_counts_more_than_was_watched_and_never_less_than_before(
    stretches: list[tuple[int, int]],
) -> None:
    watched = Watched()
    seen: set[int] = set()
    for from_s, to_s in stretches:
        after = watched.add(from_s, to_s)
        seen |= set(range(from_s, to_s))
        assert watched.total_s <= after.total_s <= len(seen)
        assert after.add(from_s, to_s) == after
        assert after.until_s >= watched.until_s
        watched = after


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_one_edge_after_the_other_loses_nothing(lengths: list[int]) -> None:
    """In order, but the last stretch of the edge before may come after the first of the next."""
    stretches, at_s = [], 100
    for length in lengths:
        stretches.append((at_s, at_s + length))
        at_s += length
    late = [two for pair in zip(stretches[1::2], stretches[::2], strict=False) for two in pair]
    late += stretches[len(late) :]
    assert added(*stretches).total_s == sum(lengths)
    assert added(*late).total_s == sum(lengths)
