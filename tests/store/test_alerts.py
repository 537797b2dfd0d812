import asyncio

import pytest

from gala.core.alerts import AlertBook, Cleared, Decided, Entry, Message, Raised, Verdict
from gala.ports import StoreError
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.core.test_alerts import alert


async def test_entries_come_back_in_order_with_the_store_s_instants(store: Store) -> None:
    entries: list[Entry] = [
        Raised(alert()),
        Message("m", "慢一点", "director"),
        Decided(alert().id, Verdict.EVIDENCE, "second", "the bulletin"),
        Cleared("m", "second"),
    ]
    for entry in entries:
        await store.alerts.append(entry)
    cursor, found = await store.alerts.journal("0")
    assert [one.entry for one in found] == entries
    now_ms = store.clock.now_ms()
    assert all(abs(one.at_ms - now_ms) < 60_000 for one in found)
    assert await store.alerts.journal(cursor) == (cursor, [])
    book = AlertBook()
    for one in found:
        book.take(one)
    assert not list(book.open())


async def test_who_waits_hears_of_the_next(store: Store) -> None:
    assert await store.alerts.wait("0", 1) == ("0", [])
    waiting = asyncio.create_task(store.alerts.wait("0", 10_000))
    await store.alerts.append(Raised(alert()))
    _, [found] = await waiting
    assert found.entry == Raised(alert())


async def test_two_who_decide_at_once_are_told_the_same(store: Store) -> None:
    await store.alerts.append(Raised(alert()))
    decisions = [Decided(alert().id, Verdict.NO_CLAIM, f"seat-{n}") for n in range(5)]
    await asyncio.gather(*map(store.alerts.append, decisions))
    books = [AlertBook(), AlertBook()]
    for book in books:
        for one in (await store.alerts.journal("0"))[1]:
            book.take(one)
    first, again = (book.alerts[alert().id].decided for book in books)
    assert first == again
    assert first in decisions


@pytest.mark.parametrize("packed", ["{}", "no json", "[]"])
async def test_what_is_no_entry_is_said(store: Store, packed: str) -> None:
    key = ShowKeys(store.show).alerts
    await store._calls.call("XADD", key, "*", "entry", packed)
    with pytest.raises(StoreError, match="the journal of alerts"):
        await store.alerts.journal("0")
