import pytest

from gala.ports import StoreError
from gala.sim.store_stream import Stream


def of(*instants: int) -> Stream[int]:
    stream: Stream[int] = Stream()
    for at in instants:
        stream.add(at, at)
    return stream


def ids(stream: Stream[int], cursor: str = "0") -> list[str]:
    return [id_ for id_, _ in stream.after(cursor, 100)]


def test_an_empty_one() -> None:
    stream = of()
    assert (len(stream), stream.newest, stream.after("0", 9)) == (0, "0", [])
    assert stream.at("1-0") is None


def test_ids_are_instants_and_numbers_within_them() -> None:
    assert ids(of(5, 5, 7)) == ["5-0", "5-1", "7-0"]


def test_a_clock_that_goes_back_counts_on() -> None:
    assert ids(of(5, 4, 1, 6)) == ["5-0", "5-1", "5-2", "6-0"]


def test_the_next_id_is_what_the_next_entry_gets() -> None:
    stream = of(5)
    for at in (4, 5, 9):
        promised = stream.next_id(at)
        stream.add(at, at)
        assert stream.newest == promised


def test_reading_goes_on_after_a_cursor() -> None:
    stream = of(5, 5, 7)
    assert ids(stream, "5") == ["5-1", "7-0"], "5 is 5-0"
    assert ids(stream, "5-0") == ["5-1", "7-0"]
    assert ids(stream, "6-3") == ["7-0"], "a cursor that was no entry's"
    assert ids(stream, "7-0") == []
    assert ids(stream, "9-9") == []
    assert [id_ for id_, _ in stream.after("0", 2)] == ["5-0", "5-1"]


def test_one_entry_by_its_id() -> None:
    stream = of(5, 5, 7)
    assert (stream.at("5-1"), stream.at("7-0"), stream.at("6-0"), stream.at("8-0")) == (
        5,
        7,
        None,
        None,
    )


def test_what_is_no_cursor() -> None:
    with pytest.raises(StoreError, match="Invalid stream ID"):
        of(5).after("later", 1)


def test_trimming_drops_the_oldest_and_sets_no_id_back() -> None:
    stream = of(5, 6, 7)
    stream.trim(9)
    assert len(stream) == 3
    stream.trim(1)
    assert ids(stream) == ["7-0"]
    stream.trim(0)
    assert stream.next_id(1) == "7-1"


def test_a_copy_goes_its_own_way() -> None:
    stream = of(5)
    copy = stream.copy()
    stream.add(6, 6)
    copy.add(4, 4)
    assert (ids(stream), ids(copy)) == (["5-0", "6-0"], ["5-0", "5-1"])
