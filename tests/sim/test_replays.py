"""One replay for all: who follows second is where the first is, and what is false still is."""

import pytest

from gala.core.events import EpochBegan
from gala.core.log import LogError, LogReader, Written, header_line
from gala.sim import night
from gala.sim.replays import replays

FIRST = header_line(night.header(1_000_000))


def second_line() -> bytes:
    return LogReader(FIRST).write(EpochBegan(1_000_000, 1, "c1", 0)).line


def test_who_comes_second_goes_along_without_stepping() -> None:
    stepped: list[bytes] = []

    def feed(reader: LogReader, line: bytes) -> Written:
        stepped.append(line)
        return LogReader.feed(reader, line)

    fed, line = replays(feed), second_line()
    alone, one, two = LogReader(FIRST), LogReader(FIRST), LogReader(FIRST)
    alone.feed(line)
    assert fed(one, line) is fed(two, line)
    assert stepped == [line]
    for reader in (one, two):
        assert (reader.index, reader.show, reader._hash) == (1, alone.show, alone._hash)


def test_a_line_that_does_not_follow_is_refused_each_time() -> None:
    fed, line = replays(LogReader.feed), second_line()
    reader = LogReader(FIRST)
    fed(reader, line)
    for _ in range(2):
        with pytest.raises(LogError):
            fed(reader, line)
        with pytest.raises(LogError):
            fed(LogReader(header_line(night.header(2_000_000))), line)
    assert reader.index == 1
