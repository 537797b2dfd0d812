import asyncio

import pytest

from gala.ports import CueRecord, Fenced, LogConflict
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
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


async def test_ids_owe_nothing_to_a_clock(store: Store) -> None:
    await store.cues.publish(1, [cue(1), cue(1, "room:red")])
    assert (await store.cues.wait("0", 1))[0] == "1-2"
    await store.cues.publish(3, [cue(2, epoch=3), cue(2, "room:red", epoch=3)])
    assert (await store.cues.wait("1-2", 1)) == (
        "3-4", [cue(2, epoch=3), cue(2, "room:red", epoch=3)],
    )  # fmt: skip


async def lose_the_last(store: Store, calls: Connections, channel: str, seq: int) -> None:
    """As if a store had taken over that lacks the last cue, which had `seq`."""
    keys = ShowKeys(store.show)
    *left, _ = await calls.call("XRANGE", keys.cues, "-", "+")
    # Not XDEL: with it the stream would remember the highest id that it ever had.
    await calls.call("DEL", keys.cues)
    for id_, fields in left:
        await calls.call("XADD", keys.cues, id_, *fields)
    await calls.call("HINCRBY", keys.cues_head, "count", -1)
    await calls.call("HSET", keys.cues_head, f"seq:{channel}", seq - 1)


async def test_the_next_epoch_is_seen_behind_a_cursor_that_was_lost(
    store: Store, calls: Connections
) -> None:
    await store.cues.publish(1, [cue(1), cue(2)])
    cursor, _ = await store.cues.wait("0", 1)
    await lose_the_last(store, calls, "main", 2)
    await store.cues.publish(2, [cue(2, epoch=2)])
    assert (await store.cues.wait(cursor, 1))[1] == [cue(2, epoch=2)]


async def test_the_same_epoch_does_not_go_on_behind_what_was_lost(
    store: Store, calls: Connections
) -> None:
    await store.cues.publish(1, [cue(1), cue(2)])
    cursor, _ = await store.cues.wait("0", 1)
    await lose_the_last(store, calls, "main", 2)
    with pytest.raises(LogConflict, match="2 cues were published, 1 are left"):
        await store.cues.publish(1, [cue(3)])
    # Seqs alone would not show it: this leaves no gap in its channel, and has an id that was read.
    with pytest.raises(LogConflict, match="2 cues were published, 1 are left"):
        await store.cues.publish(1, [cue(1, "room:red")])
    async with await Store.open(store.url, store.show) as forgetful:
        with pytest.raises(LogConflict, match="main is at seq 1, 3 came"):
            await forgetful.cues.publish(1, [cue(3)])
    await store.cues.publish(2, [cue(2), cue(3)])
    assert (await store.cues.wait(cursor, 1))[1] == [cue(2), cue(3)]


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
