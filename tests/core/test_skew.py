from gala.core.skew import BOUNDS_MS, LATE_MS_MAX, Skew, at_most_ms, bucket, newest


def counted(*late_ms: int) -> tuple[tuple[int, int], ...]:
    buckets = [bucket(one) for one in late_ms]
    return tuple(sorted({one: buckets.count(one) for one in buckets}.items()))


def test_a_bucket_says_at_most_a_fifth_too_much() -> None:
    for late_ms in range(LATE_MS_MAX + 1):
        bound = BOUNDS_MS[bucket(late_ms)]
        assert late_ms <= bound <= max(late_ms * 6 / 5, late_ms + 1)
    assert bucket(-5) == bucket(0) == 0
    assert BOUNDS_MS[bucket(10**9)] == LATE_MS_MAX


def test_parts_of_the_counted() -> None:
    assert at_most_ms((), 500) is None
    assert at_most_ms(counted(3), 1_000) == 3
    most = counted(*[2] * 98, 5, 1_000)
    assert at_most_ms(most, 500) == 2
    assert at_most_ms(most, 980) == 2
    assert at_most_ms(most, 990) == 5
    assert at_most_ms(most, 1_000) == BOUNDS_MS[bucket(1_000)]


def test_edges_add_up_and_only_the_newest_take_of_an_outlet_counts() -> None:
    here = [
        Skew(2, 7, "app", 1, counted(1, 2)),
        Skew(2, 9, "app", 1, counted(4, 4)),
        Skew(2, 7, "tv", 0, counted(8)),
    ]
    there = [Skew(2, 9, "app", 2, counted(4, 6)), Skew(1, 11, "tv", 5, counted(9))]
    assert newest([*here, *there]) == [
        Skew(2, 9, "app", 3, counted(4, 4, 4, 6)),
        Skew(2, 7, "tv", 0, counted(8)),
    ]
    assert newest([*there, *here]) == newest([*here, *there])
    assert newest([]) == []
    assert newest(here)[0].viewers == 2
