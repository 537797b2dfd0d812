import pytest

from gala.console.orders import counter
from gala.console.orders.cursor import Cursor
from gala.console.orders.feed import Page
from gala.store.show import Store
from tests.console.orders.receivers import receiving
from tests.console.orders.shop import shop
from tests.plugins.waiting import until


async def test_a_console_serves_and_tells_in_one(store: Store) -> None:
    async with receiving() as one, receiving() as two:
        async with shop(store, urls=(one.url, two.url)) as served:
            order = await served.win(1, "ann")
            assert (await served.get(f"/orders/{order}"))[0] == 200
            _, page = await served.get("/events?wait_s=20")
            assert [event["order"] for event in page["events"]] == [order]
            status, body = await served.ask(
                "/mine", {"ticket": served.ticket("ann"), "windows": ["sale"]}
            )
            assert status == 200
            assert body["windows"]["sale"]["orders"][0]["order"] == order
            while not (one.taken and two.taken):
                await served.get("/events")
        assert one.taken == two.taken == page["events"]


async def test_what_breaks_is_begun_again_and_the_rest_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(counter, "AGAIN_S", 0.01)
    async with receiving() as one, shop(store, urls=(one.url,)) as served:
        await served.win(1, "ann")
        await until(lambda: len(one.taken) == 1)
        page = served.counter.feed.page

        async def broken(after: Cursor, count: int) -> Page:
            monkeypatch.setattr(served.counter.feed, "page", page)
            raise KeyError("a defect")

        monkeypatch.setattr(served.counter.feed, "page", broken)
        await served.win(2, "bo")
        await until(lambda: len(one.taken) == 2)
    assert "it is begun again" in caplog.text
