import asyncio
import contextlib

import pytest

from gala.console.orders import feed
from gala.console.orders.feed import Feed
from gala.core.orders.rules import Won
from gala.core.plan import WindowPlan
from gala.ports import StoreDown
from gala.store.show import Store


def window(name: str) -> WindowPlan:
    return WindowPlan(
        id=name, title=("笔", "Pens"), price_fen=9, opens_ms=0, open_for_ms=1,
        stock=(("app", 5),), pay_within_ms=3_600_000,
    )  # fmt: skip


WINDOWS = [window("pens"), window("cups")]


async def win(store: Store, plan: WindowPlan, unit: int) -> None:
    won = Won("app", unit, f"v{unit}", 9, store.clock.now_ms())
    await store.orders.hold(plan, [won])


async def test_a_page_has_so_many_of_all_windows(store: Store) -> None:
    one = Feed(store.orders, lambda: WINDOWS)
    for unit in (1, 2):
        for plan in WINDOWS:
            await win(store, plan, unit)
    found, after = list[str](), dict[str, str]()
    while (page := await one.page(after, 3)).events:
        assert len(page.events) <= 3
        found += [event["order"] for event in page.events]
        after = dict(page.after)
    assert sorted(found) == ["cups.app.1.1", "cups.app.2.1", "pens.app.1.1", "pens.app.2.1"]
    assert found.index("pens.app.1.1") < found.index("pens.app.2.1")


async def test_who_waits_is_woken_or_goes_away_with_nothing(store: Store) -> None:
    one = Feed(store.orders, lambda: WINDOWS)
    assert (await one.wait({}, 10, 20)).events == []
    running = asyncio.create_task(one.run())
    waiting = [asyncio.create_task(one.wait({}, 10, 10_000)) for _ in range(5)]
    await asyncio.sleep(0.05)
    await win(store, WINDOWS[0], 1)
    pages = await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert {page.events[0]["order"] for page in pages} == {"pens.app.1.1"}
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_store_that_is_away_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, store: Store
) -> None:
    monkeypatch.setattr(feed, "LOOK_MS", 1)
    one = Feed(store.orders, lambda: WINDOWS)
    looks = 0

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise StoreDown("away")
        raise asyncio.CancelledError

    monkeypatch.setattr(one, "look", look)
    with pytest.raises(asyncio.CancelledError):
        await one.run()
    assert "cannot be read: away" in caplog.text
