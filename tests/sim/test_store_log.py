import pytest

from gala.ports import Fenced, LeaseState, LogConflict, TooLate
from gala.sim.store_log import LeaseModel, LogModel


def test_the_same_line_again_is_a_success_and_another_a_conflict() -> None:
    log = LogModel()
    assert [log.append(0, 1, n, b"%d" % n) for n in (0, 1, 0, 2)] == [1, 2, 2, 3]
    with pytest.raises(LogConflict, match="another line stands at 1"):
        log.append(0, 1, 1, b"other")
    with pytest.raises(LogConflict, match="the next index is 3, 5 came"):
        log.append(0, 1, 5, b"5")
    assert log.read(0, 1, 1) == [b"1"]
    assert log.read(0, 3, 9) == []


def test_an_older_epoch_is_fenced_even_when_it_repeats_itself() -> None:
    log = LogModel()
    log.append(0, 1, 0, b"0")
    log.append(0, 3, 1, b"1")
    with pytest.raises(Fenced, match="epoch 3 has appended, 2 came"):
        log.append(0, 2, 0, b"0")


def test_what_comes_after_its_last_instant_is_not_written() -> None:
    log = LogModel()
    assert log.append(9, 1, 0, b"0", 9) == 1
    with pytest.raises(TooLate, match="at 1 no more"):
        log.append(10, 1, 1, b"1", 9)
    assert log.append(10, 1, 0, b"0", 9) == 1
    assert log.lines == [b"0"]


def test_a_repeat_by_a_newer_epoch_fences_nobody() -> None:
    log = LogModel()
    log.append(0, 1, 0, b"0")
    log.append(0, 9, 0, b"0")
    assert log.append(0, 1, 1, b"1") == 2


def test_the_lease_is_one_holders_until_it_lapses() -> None:
    lease = LeaseModel()
    assert lease.take(1_000, "a", 500) == LeaseState(1, "a", 1_500, 0)
    assert lease.take(1_400, "a", 500) == LeaseState(1, "a", 1_500, 0), "its reply was lost"
    assert lease.take(1_499, "b", 500) == LeaseState(1, "a", 1_500, 1_000)
    assert lease.renew(1_450, "a", 1, 500)
    assert lease.take(1_950, "b", 500) == LeaseState(2, "b", 2_450, 1_450)
    assert not lease.renew(1_960, "a", 1, 500)
    assert not lease.release(1_960, "a", 1)


def test_a_lapsed_lease_that_nobody_took_can_be_renewed() -> None:
    lease = LeaseModel()
    lease.take(1_000, "a", 500)
    assert lease.renew(9_000, "a", 1, 500)
    assert lease.take(9_100, "b", 500).holder == "a"


def test_a_released_lease_is_free_and_not_to_be_renewed() -> None:
    lease = LeaseModel()
    lease.take(1_000, "a", 500)
    assert lease.release(1_100, "a", 1)
    assert not lease.renew(1_200, "a", 1, 500)
    assert lease.take(1_200, "b", 500) == LeaseState(2, "b", 1_700, 1_000)


def test_nobody_holds_what_was_never_taken() -> None:
    assert not LeaseModel().renew(1, "", 0, 5)


def test_a_clock_set_forward_lets_it_lapse_and_one_set_back_lengthens_it() -> None:
    lease = LeaseModel()
    lease.take(1_000, "a", 500)
    assert lease.take(400, "b", 500).holder == "a"
    assert lease.take(3_601_000, "b", 500).epoch == 2


def test_copies_go_their_own_way() -> None:
    log, lease = LogModel(), LeaseModel()
    log.append(0, 1, 0, b"0")
    other_log, other_lease = log.copy(), lease.copy()
    log.append(0, 2, 1, b"1")
    lease.take(1, "a", 5)
    assert (other_log.epoch, other_log.lines, other_lease.epoch) == (1, [b"0"], 0)
