from gala.store.show import Store
from tests.console.orders.receivers import receiving
from tests.console.orders.shop import shop


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
