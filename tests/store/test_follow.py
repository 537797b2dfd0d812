import asyncio

import pytest

from gala.core.events import EpochBegan, Event, ModeSet, SegmentReadied
from gala.core.log import LogError, LogReader, Written, header_line
from gala.store.follow import RECENT_CUES, Follower
from gala.store.show import Store
from run_sheet import digest
from tests.core.playing import ORIGIN_MS, SHEET, sheet_of
from tests.keys import header

LINE_0 = header_line(header("live", SHEET, digest(sheet_of(SHEET)), 1000, ORIGIN_MS, "manual"))


class Author:
    """Writes a show into the store's log."""

    def __init__(self, store: Store) -> None:
        self.reader = LogReader(LINE_0)
        self._log = store.log

    async def begin(self) -> None:
        await self._log.append(0, 0, LINE_0)
        await self.put(EpochBegan(1, 1, "author", 0))

    async def put(self, event: Event) -> Written:
        written = self.reader.write(event)
        await self._log.append(1, self.reader.index + 1, written.line)
        self.reader.accept(written)
        return written


async def test_before_there_is_a_log(store: Store) -> None:
    follower = Follower(store.log)
    assert not await follower.catch_up()
    assert not await follower.wait(1)
    assert not follower.started
    assert follower.first_line is None
    with pytest.raises(AssertionError, match="not been read"):
        _ = follower.show


async def test_it_comes_to_the_state_of_whoever_writes(store: Store) -> None:
    heard: list[Event] = []
    author, follower = Author(store), Follower(store.log, lambda one: heard.append(one.event))
    waiting = asyncio.create_task(follower.wait(10_000))
    await author.begin()
    assert await waiting
    assert follower.started
    assert follower.first_line == LINE_0
    ready = SegmentReadied(5, "sale", "director")
    await author.put(ready)
    while await follower.wait(1):
        pass
    assert follower.show.state_hash() == author.reader.show.state_hash()
    assert heard == [EpochBegan(1, 1, "author", 0), ready]
    assert not await follower.catch_up(), "nothing new"


async def test_it_wakes_when_something_is_appended(store: Store) -> None:
    author, follower = Author(store), Follower(store.log)
    await author.begin()
    assert await follower.catch_up()
    waiting = asyncio.create_task(follower.wait(10_000))
    await asyncio.sleep(0)
    await author.put(ModeSet(2, "auto", "director"))
    assert await waiting
    assert follower.show.mode == "auto"


async def test_what_we_append_ourselves_is_not_read_again(store: Store) -> None:
    heard: list[Event] = []
    author, follower = Author(store), Follower(store.log, lambda one: heard.append(one.event))
    await author.begin()
    await follower.catch_up()
    follower.accept(await author.put(ModeSet(2, "auto", "director")))
    assert not await follower.catch_up()
    assert heard[1:] == [ModeSet(2, "auto", "director")]
    assert [cue.kind for cue in follower.recent] == ["next", "next"]


async def test_the_latest_cues_are_kept_and_no_more(store: Store) -> None:
    author, follower = Author(store), Follower(store.log)
    await author.begin()
    for turn in range(RECENT_CUES + 5):
        await author.put(ModeSet(2, ("auto", "manual")[turn % 2], "director"))
    await follower.catch_up()
    seqs = [cue.seq for cue in follower.recent]
    assert seqs == list(range(7, RECENT_CUES + 7))


async def test_a_log_that_does_not_follow_the_rules(store: Store) -> None:
    author, follower = Author(store), Follower(store.log)
    await author.begin()
    await store.log.append(1, 2, b'{"i":2}')
    for _ in range(2):
        with pytest.raises(LogError) as caught:
            await follower.catch_up()
        assert caught.value.index == 2
    assert follower.show.epoch == 1, "it stays where the log was good"
