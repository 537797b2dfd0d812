"""The file as it is read second after second, against what is told of it."""

from gala.cli.failure import Failure
from gala.cli.watching import Seen, changes

GONE = Failure("there is no such file")


class Over(Exception):
    """There is nothing more to read."""


def told(*reads: Seen[bytes]) -> list[Seen[bytes]]:
    coming = iter(reads)
    found: list[Seen[bytes]] = []

    def read() -> bytes:
        seen = next(coming, None)
        if seen is None:
            raise Over
        if isinstance(seen, Failure):
            raise seen
        return seen

    watching = changes(read, every_s=1.0, gone_s=2.0, sleep=lambda seconds: None)
    while True:
        try:
            found.append(next(watching))
        except Over:
            return found


def test_at_once_and_then_only_what_is_new() -> None:
    assert told(b"a", b"a", b"a") == [b"a"]
    assert told(b"a", b"b", b"b", b"b", b"a", b"a") == [b"a", b"b", b"a"]


def test_a_file_that_is_being_written_is_waited_for() -> None:
    assert told(b"a", b"", b"b1", b"b1b2", b"b1b2") == [b"a", b"b1b2"]


def test_a_file_that_is_replaced_is_not_missed() -> None:
    assert told(b"a", GONE, GONE, b"b", b"b") == [b"a", b"b"]
    assert told(b"a", GONE, b"a", b"a") == [b"a"]


def test_a_file_that_stays_away_is_told_once_and_then_its_return() -> None:
    assert told(b"a", *[GONE] * 5, b"a", b"a") == [b"a", GONE, b"a"]


def test_another_reason_is_another_thing_to_tell() -> None:
    folder = Failure("this is a folder")
    assert told(GONE, GONE, *[folder] * 3) == [GONE, folder]
