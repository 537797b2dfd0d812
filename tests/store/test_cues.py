import asyncio

import pytest

from gala.ports import CueRecord, Fenced, LogConflict
from gala.store.show import Store


def cue(seq: int, channel: str = "main", epoch: int = 1) -> CueRecord:
    return CueRecord(channel, epoch, seq, b"\x96%d\x00" % seq)


async def all_cues(store: Store) -> list[CueRecord]:
    cursor, cues = "0", list[CueRecord]()
    while True:
        cursor, more = await store.cues.wait(cursor, 1)
        if not more:
            return cues
        cues += more


async def test_cues_come_in_the_order_in_which_they_were_published(store: Store) -> None:
    published = [cue(1), cue(1, "room:red"), cue(2), cue(2, "room:red"), cue(3)]
    await store.cues.publish(1, published[:2])
    await store.cues.publish(1, published[2:])
    assert await all_cues(store) == published


async def test_a_repeat_is_passed_over(store: Store) -> None:
    await store.cues.publish(1, [cue(1), cue(2)])
    await store.cues.publish(1, [cue(1), cue(2)])
    await store.cues.publish(1, [cue(2), cue(3), cue(3)])
    assert await all_cues(store) == [cue(1), cue(2), cue(3)]


async def test_a_gap_appends_nothing(store: Store) -> None:
    await store.cues.publish(1, [cue(1)])
    with pytest.raises(LogConflict, match="main is at seq 2, 4 came"):
        await store.cues.publish(1, [cue(2), cue(1, "room:red"), cue(4)])
    with pytest.raises(LogConflict, match="room:red is at seq 0"):
        await store.cues.publish(1, [cue(2, "room:red")])
    assert await all_cues(store) == [cue(1)]


async def test_an_older_conductor_is_fenced(store: Store) -> None:
    await store.cues.publish(2, [cue(1, epoch=2)])
    with pytest.raises(Fenced):
        await store.cues.publish(1, [cue(2)])
    await store.cues.publish(2, [])
    await store.cues.publish(3, [cue(2, epoch=3)])
    assert [one.epoch for one in await all_cues(store)] == [2, 3]


async def test_waiting_returns_what_comes_after_the_cursor(store: Store) -> None:
    assert await store.cues.wait("0", 10) == ("0", [])
    waiting = asyncio.create_task(store.cues.wait("0", 5_000))
    await store.cues.publish(1, [cue(1)])
    cursor, cues = await waiting
    assert cues == [cue(1)]
    assert await store.cues.wait(cursor, 10) == (cursor, [])


async def test_more_than_a_page(store: Store) -> None:
    many = [cue(seq) for seq in range(1, 1_002)]
    await store.cues.publish(1, many)
    assert await all_cues(store) == many
