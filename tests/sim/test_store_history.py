import random

import pytest

from gala.ports import LogConflict
from gala.sim.store_history import History, Replica


def written(history: History, count: int) -> None:
    for _ in range(count):
        history.write("log_append", 1, (1, history.end, b"%d" % history.end))


def lines(history: History) -> list[bytes]:
    found: list[bytes] = history.model.apply("log_read", 1, (0, 10**6))
    return found


def test_a_tail_is_lost_and_others_are_written_in_its_place() -> None:
    history = History()
    written(history, 5)
    assert history.back_to(5) == 0
    assert history.back_to(3) == 2
    assert (history.end, lines(history)) == (3, [b"0", b"1", b"2"])
    history.write("log_append", 1, (2, 3, b"other"))
    assert lines(history)[3:] == [b"other"]


def test_what_was_refused_is_no_write() -> None:
    history = History()
    written(history, 1)
    with pytest.raises(LogConflict):
        history.write("log_append", 1, (1, 7, b"gap"))
    assert history.end == 1


def test_a_write_is_repeated_at_its_own_instant() -> None:
    history = History()
    history.write("lease_take", 1_000, ("a", 500))
    history.write("lease_take", 1_500, ("b", 500))
    history.write("lease_renew", 1_600, ("b", 2, 500))
    history.back_to(2)
    assert history.model.apply("lease_take", 1_600, ("b", 500)).until_ms == 2_000


def test_it_can_always_go_back_to_what_was_not_folded() -> None:
    seed = random.randrange(10**9)
    print("seed", seed)
    rng = random.Random(seed)
    history, least = History(), 0
    for _ in range(300):
        written(history, rng.randrange(40))
        least = rng.randint(least, history.end)
        history.fold(least)
        if rng.random() < 0.2:
            history.back_to(rng.randint(least, history.end))
        # The index in the log is the position, so that the lines are known.
        assert lines(history) == [b"%d" % n for n in range(history.end)]


def test_what_was_folded_cannot_be_lost() -> None:
    history = History()
    written(history, 3_000)
    history.fold(2_900)
    with pytest.raises(AssertionError, match="folded"):
        history.back_to(10)
    assert history.clear() == 3_000
    assert (history.end, lines(history)) == (0, [])
    written(history, 1)
    assert lines(history) == [b"0"]


def test_a_replica_is_behind_by_its_lag_and_never_has_less_than_before() -> None:
    replica = Replica("r")
    assert replica.has(10) == 10
    replica.settle(10)
    replica.lag = 4
    assert [replica.has(end) for end in (10, 12, 14, 15)] == [10, 10, 10, 11]
    replica.settle(15)
    replica.cut = True
    assert replica.has(99) == 11
    replica.forget(7)
    assert replica.has(7) == 7
