from collections.abc import AsyncIterator
from typing import Any

import pytest

from gala.store.show import Store
from tests.console.orders.shop import Shop, shop


@pytest.fixture
async def served(store: Store) -> AsyncIterator[Shop]:
    async with shop(store) as made:
        yield made


async def mine(served: Shop, viewer: str, outlet: str = "app") -> Any:
    ticket = served.ticket(viewer, outlet)
    status, body = await served.ask("/mine", {"ticket": ticket, "windows": ["sale", "cups"]})
    assert status == 200, body
    assert body["windows"].keys() == {"sale"}
    return body["windows"]["sale"]


async def test_a_viewer_sees_its_order_and_pays_it_in_a_rehearsal(served: Shop) -> None:
    order = await served.win(1, "ann")
    told = await mine(served, "ann")
    [held] = told["orders"]
    assert (held["order"], held["state"], held["price_fen"]) == (order, "held", 1)
    assert "payment" not in held
    status, body = await served.ask("/demo-pay", {"ticket": served.ticket("ann"), "order": order})
    assert status == 200
    assert body["window"]["orders"][0]["state"] == "paid"
    again = await served.ask("/demo-pay", {"ticket": served.ticket("ann"), "order": order})
    assert again[0] == 200


async def test_nobody_pays_anothers_order(served: Shop) -> None:
    order = await served.win(1, "ann")
    status, body = await served.ask("/demo-pay", {"ticket": served.ticket("bo"), "order": order})
    assert (status, body["error"]) == (403, "owner")


async def test_outside_of_rehearsals_the_platform_takes_the_money(store: Store) -> None:
    async with shop(store, demo=False) as served:
        order = await served.win(1, "ann")
        body = {"ticket": served.ticket("ann"), "order": order}
        at = f"{served.url}/api/orders/demo-pay"
        async with served.client.post(at, json=body) as answer:
            assert answer.status == 404


async def test_who_was_turned_away_asks_to_be_on_the_list(served: Shop) -> None:
    assert (await mine(served, "bo"))["may_wait"] is False, "there is some left"
    assert (await mine(served, "bo", "tv"))["may_wait"] is True
    ticket = served.ticket("bo", "tv")
    status, body = await served.ask("/join", {"ticket": ticket, "window": "sale"})
    assert status == 200
    place = body["window"]["waiting"]
    assert (place["outlet"], place["place"], place["ahead"]) == ("tv", 1, 0)
    told = await mine(served, "bo", "tv")
    assert (told["waiting"], told["may_wait"]) == (place, False)
    status, body = await served.ask("/join", {"ticket": served.ticket("ann"), "window": "sale"})
    assert (status, body["error"]) == (409, "not_sold_out")


async def test_a_unit_that_came_back_goes_to_who_asks(served: Shop) -> None:
    await served.win(1, "ann", "tv", hours_ago=2)
    await served.store.orders.expire(1, served.sale)
    ticket = served.ticket("bo", "tv")
    status, body = await served.ask("/join", {"ticket": ticket, "window": "sale"})
    assert status == 200
    assert [one["order"] for one in body["window"]["orders"]] == ["sale.tv.1.2"]
    status, body = await served.ask(
        "/join", {"ticket": served.ticket("ann", "tv"), "window": "sale"}
    )
    assert (status, body["error"]) == (409, "had")


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/mine", {"windows": []}, 400, "malformed"),
        ("/mine", {"ticket": "x", "windows": []}, 401, "ticket"),
        ("/join", {"ticket": "", "window": "sale"}, 401, "ticket"),
    ],
)
async def test_who_has_no_ticket(
    served: Shop, path: str, body: object, status: int, error: str
) -> None:
    answered, told = await served.ask(path, body)
    assert (answered, told["error"]) == (status, error)


@pytest.mark.parametrize(
    ("path", "fields", "status", "error"),
    [
        ("/mine", {}, 400, "malformed"),
        ("/mine", {"windows": ["x"] * 51}, 400, "malformed"),
        ("/join", {}, 400, "malformed"),
        ("/join", {"window": "cups"}, 404, "no_window"),
        ("/demo-pay", {"order": "sale.app.9.1"}, 404, "unknown"),
        ("/demo-pay", {"order": 5}, 400, "malformed"),
    ],
)
async def test_what_cannot_be(
    served: Shop, path: str, fields: dict[str, object], status: int, error: str
) -> None:
    answered, told = await served.ask(path, {"ticket": served.ticket("ann"), **fields})
    assert (answered, told["error"]) == (status, error)


async def test_only_our_own_pages_ask_and_not_all_the_time(served: Shop) -> None:
    body = {"ticket": served.ticket("ann"), "windows": []}
    status, told = await served.ask("/mine", body, Origin="http://evil.example")
    assert (status, told["error"]) == (403, "origin")
    at = f"{served.url}/api/orders/mine"
    async with served.client.post(at, data=b"ticket=x") as answer:
        assert answer.status == 400
    statuses = [(await served.ask("/mine", body))[0] for _ in range(31)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
