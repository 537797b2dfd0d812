"""The bucket for handshakes."""

from __future__ import annotations

from random import Random

from gala.edge.admission import RETRY_S_MAX, Bucket


def test_a_burst_then_a_pace() -> None:
    bucket = Bucket(10, 5, Random(1))
    for _ in range(5):
        assert not bucket.empty(100.0)
        bucket.take()
    assert bucket.empty(100.0)
    assert bucket.empty(100.0625)
    assert not bucket.empty(100.125)


def test_it_never_holds_more_than_a_burst() -> None:
    bucket = Bucket(10, 2, Random(1))
    bucket.empty(0.0)
    bucket.empty(1000.0)
    bucket.take()
    bucket.take()
    assert bucket.empty(1000.0)


def test_looking_takes_nothing() -> None:
    bucket = Bucket(10, 1, Random(1))
    assert not any(bucket.empty(0.0) for _ in range(100))


def test_the_more_are_refused_the_wider_they_are_spread() -> None:
    bucket = Bucket(10, 1, Random(1))
    few = {bucket.retry_after_s() for _ in range(5)}
    assert few <= {1, 2}
    many = {bucket.retry_after_s() for _ in range(1000)}
    assert max(many) == RETRY_S_MAX
    assert min(many) >= 1
