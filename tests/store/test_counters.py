import asyncio
from dataclasses import replace

from gala.core.feelings import Feelings, total
from gala.core.skew import Skew
from gala.core.visits import RoomCount
from gala.ports import EdgeReport
from gala.store.show import Store


def report(edge: str, seq: int) -> EdgeReport:
    return EdgeReport(edge, 1_700_000_000_000, (("app", 12), ("电视", 3)), 1, seq, 480)


async def test_the_newest_report_of_each_edge(store: Store) -> None:
    assert await store.counters.reports() == []
    for one in (report("e2", 1), report("e1", 1), report("e2", 2)):
        await store.counters.report(one)
    assert await store.counters.reports() == [report("e1", 1), report("e2", 2)]


async def test_a_report_keeps_how_late_takes_came(store: Store) -> None:
    skew = (Skew(1, 7, "app", 2, ((0, 5), (9, 1))), Skew(1, 9, "电视", 1, ()))
    full = replace(report("e1", 1), skew=skew)
    await store.counters.report(full)
    assert await store.counters.reports() == [full]


async def test_a_report_keeps_who_is_in_rooms(store: Store) -> None:
    rooms = (RoomCount("home", 3), RoomCount("厨房", 2, "walk", 5, 9, 4, 3, 1, 2))
    full = replace(report("e1", 1), rooms=rooms)
    await store.counters.report(full)
    assert await store.counters.reports() == [full]


async def test_a_report_keeps_what_an_edge_sheds(store: Store) -> None:
    full = replace(report("e1", 1), level=2, lag_ms=140)
    await store.counters.report(full)
    assert await store.counters.reports() == [full]


async def test_counts_that_come_twice_count_once(store: Store) -> None:
    assert await store.counters.counted() == []
    first = Feelings((("开场", "", 3),))
    more = Feelings((("开场", "", 5), ("visit", "beauty", 1)), (("开场", "other", 1),))
    for _ in range(2):
        await store.counters.count("e1 1", first)
        await store.counters.count("e1 1", more)
        await store.counters.count("e1 2", first)
    assert total(await store.counters.counted()) == total((first, more))


async def test_ticks_reach_who_listens(store: Store) -> None:
    assert await store.counters.next_tick(20) is None
    await store.counters.publish_tick(b"\x94one")
    await store.counters.publish_tick(b"two")
    assert await store.counters.next_tick(5_000) == b"\x94one"
    assert await store.counters.next_tick(5_000) == b"two"
    waiting = asyncio.create_task(store.counters.next_tick(5_000))
    await store.counters.publish_tick(b"three")
    assert await waiting == b"three"


async def test_ticks_of_another_show_are_not_ours(store: Store, store_url: str) -> None:
    await store.counters.next_tick(1)
    async with await Store.open(store_url, f"{store.show}-other") as other:
        await other.counters.publish_tick(b"theirs")
    await store.counters.publish_tick(b"ours")
    assert await store.counters.next_tick(5_000) == b"ours"
