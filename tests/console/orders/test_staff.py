from gala.store.show import Store
from tests.console.orders.shop import shop


async def test_who_has_a_seat_sees_the_counts_and_how_the_webhooks_do(store: Store) -> None:
    async with shop(store, urls=("http://127.0.0.1:1/hook",)) as served:
        at = f"{served.url}/api/console/orders"
        async with served.client.get(at) as answer:
            assert answer.status == 401
        link = f"{served.url}/seat/{served.console.seats.invite('director')}"
        async with served.client.get(link, allow_redirects=False) as answer:
            assert answer.status == 303
        await served.win(1, "ann")
        await served.win(2, "bo", hours_ago=2)
        await served.store.orders.expire(1, served.sale)
        async with served.client.get(at) as answer:
            body = await answer.json()
        [sale] = body["windows"]
        assert (sale["held"], sale["released"], sale["returned"], sale["paid"]) == (1, 1, 1, 0)
        [hook] = body["webhooks"]
        assert hook["host"] == "127.0.0.1:1"
        assert hook["alarm"] is False
