"""Payments in, orders and events out; the same request under the same key is one request."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from gala.console.orders import platform
from gala.console.rate import Rate
from gala.store.show import Store
from tests.console.orders.shop import BEARER, Shop, shop


@pytest.fixture
async def served(store: Store) -> AsyncIterator[Shop]:
    async with shop(store) as made:
        yield made


def pay(viewer: str = "ann", fen: int = 1, payment: str = "p1") -> dict[str, object]:
    return {"viewer": viewer, "amount_fen": fen, "payment": payment}


async def test_an_order_is_paid_for_and_read(served: Shop) -> None:
    order = await served.win(1, "ann")
    status, body = await served.post(f"/orders/{order}/pay", pay())
    assert status == 200
    paid = json.loads(body)
    assert (paid["state"], paid["payment"], paid["late"]) == ("paid", "p1", False)
    assert await served.get(f"/orders/{order}") == (200, paid)
    assert await served.get("/orders?viewer=ann") == (200, {"orders": [paid]})
    assert await served.get("/orders?viewer=bo") == (200, {"orders": []})


async def test_the_same_request_gets_the_same_bytes(served: Shop) -> None:
    order = await served.win(1, "ann")
    answers = await asyncio.gather(
        *(served.post(f"/orders/{order}/pay", pay(), "once") for _ in range(10))
    )
    assert len(set(answers)) == 1
    await served.post(f"/orders/{order}/release", {}, "later")
    assert await served.post(f"/orders/{order}/pay", pay(), "once") == answers[0]


async def test_a_refusal_is_remembered_too(served: Shop) -> None:
    order = "sale.app.1.1"
    first = await served.post(f"/orders/{order}/pay", pay(), "early")
    assert first[0] == 404
    await served.win(1, "ann")
    assert await served.post(f"/orders/{order}/pay", pay(), "early") == first


async def test_another_request_under_the_same_key_is_refused(served: Shop) -> None:
    order, other = await served.win(1, "ann"), await served.win(2, "bo")
    await served.post(f"/orders/{order}/pay", pay(), "once")
    for path, body in (
        (f"/orders/{order}/pay", pay(payment="p2")),
        (f"/orders/{other}/pay", pay()),
        (f"/orders/{order}/release", pay()),
    ):
        status, told = await served.post(path, body, "once")
        assert status == 422
        assert json.loads(told)["error"] == "idempotency_key_reused"
    second = {"Authorization": f"Bearer k2.{'t' * 20}"}
    status, _ = await served.post(f"/orders/{other}/pay", pay("bo"), "once", second)
    assert status == 200, "another key has keys of its own"


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("pay", pay("bo"), 403, "owner"),
        ("pay", pay(fen=2), 409, "amount"),
        ("pay", pay(payment="a b"), 400, "malformed"),
        ("pay", pay(fen=-1), 400, "malformed"),
        ("pay", {**pay(), "amount_fen": True}, 400, "malformed"),
        ("pay", {**pay(), "amount_fen": 1.0}, 400, "malformed"),
        ("pay", {}, 400, "malformed"),
        ("pay", [], 400, "malformed"),
        ("refund-done", {"refund": "r1"}, 409, "no_refund"),
        ("refund-done", {"refund": 1}, 400, "malformed"),
    ],
)
async def test_what_is_refused(
    served: Shop, path: str, body: object, status: int, error: str
) -> None:
    order = await served.win(1, "ann")
    answered, told = await served.post(f"/orders/{order}/{path}", body)
    fields = json.loads(told)
    assert (answered, fields["error"]) == (status, error)
    assert fields["message"].keys() == {"zh", "en"}


async def test_late_is_paid_or_refunded(served: Shop) -> None:
    free, taken = await served.win(1, "ann", hours_ago=2), await served.win(2, "bo", hours_ago=2)
    await served.store.orders.join(served.sale, served.pseudonym("cy"), "app")
    await served.store.orders.expire(1, served.sale)
    _, first = await served.post(f"/orders/{free}/pay", pay())
    _, second = await served.post(f"/orders/{taken}/pay", pay("bo", payment="p2"))
    states = sorted((json.loads(first)["state"], json.loads(second)["state"]))
    assert states == ["paid", "refunding"]
    late = free if json.loads(first)["state"] == "refunding" else taken
    status, done = await served.post(f"/orders/{late}/refund-done", {"refund": "r1"})
    assert status == 200
    assert (json.loads(done)["state"], json.loads(done)["refund"]) == ("refunded", "r1")


async def test_an_order_is_given_back(served: Shop) -> None:
    order = await served.win(1, "ann")
    status, body = await served.post(f"/orders/{order}/release", {})
    assert (status, json.loads(body)["state"]) == (200, "released")


async def test_orders_are_listed_by_cursor(served: Shop) -> None:
    for unit in range(1, 6):
        await served.win(unit, f"v{unit}")
    await served.post("/orders/sale.app.2.1/pay", pay("v2"))
    found, after, more = list[str](), "", True
    while more:
        _, page = await served.get(f"/orders?window=sale&count=2&after={after}")
        found += [one["order"] for one in page["orders"]]
        after, more = page["after"], page["more"]
    assert found == [f"sale.app.{unit}.1" for unit in range(1, 6)]
    _, page = await served.get("/orders?window=sale&state=paid")
    assert [one["order"] for one in page["orders"]] == ["sale.app.2.1"]
    status, told = await served.get("/windows")
    assert status == 200
    app = told["windows"][0]["outlets"][0]
    assert (app["outlet"], app["stock"], app["held"], app["paid"]) == ("app", 3, 4, 1)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/orders", 404, "no_window"),
        ("/orders?window=cups", 404, "no_window"),
        ("/orders?window=sale&count=0", 400, "malformed"),
        ("/orders?window=sale&count=9999", 400, "malformed"),
        ("/orders?window=sale&state=lost", 400, "malformed"),
        ("/orders?window=sale&after=cups.1-1", 400, "cursor"),
        (f"/orders?viewer={'x' * 65}", 400, "malformed"),
        ("/orders/sale.app.9.1", 404, "unknown"),
        ("/orders/cups.app.1.1", 404, "unknown"),
        ("/orders/x", 404, "unknown"),
        ("/events?after=x", 400, "cursor"),
        ("/events?wait_s=31", 400, "malformed"),
        ("/events?count=²", 400, "malformed"),
    ],
)
async def test_questions_that_cannot_be_answered(
    served: Shop, path: str, status: int, error: str
) -> None:
    answered, body = await served.get(path)
    assert (answered, body["error"]) == (status, error)


async def test_events_come_once_each_in_order_and_are_waited_for(served: Shop) -> None:
    order = await served.win(1, "ann")
    _, first = await served.get("/events")
    assert [one["type"] for one in first["events"]] == ["order.held"]
    waiting = asyncio.create_task(served.get(f"/events?after={first['after']}&wait_s=20"))
    await asyncio.sleep(0.05)
    await served.post(f"/orders/{order}/pay", pay())
    _, second = await asyncio.wait_for(waiting, 5)
    [paid] = second["events"]
    assert (paid["type"], paid["order"], paid["payment"]) == ("order.paid", order, "p1")
    assert (await served.get(f"/events?after={first['after']}"))[1] == second, "at least once"
    _, whole = await served.get("/events")
    assert whole["events"] == first["events"] + second["events"]


async def test_without_a_key_nothing_is_told(served: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for authorization in ("", "Bearer", "Bearer k1.wrong", "Basic k1." + "s" * 20, "Bearer k9.x"):
        status, body = await served.get("/windows", {"Authorization": authorization})
        assert (status, body["error"]) == (401, "key")
    status, told = await served.post("/orders/x/pay", {}, headers={"Authorization": "Bearer x"})
    assert (status, json.loads(told)["error"]) == (401, "key")
    for _ in range(20):
        status, body = await served.get("/windows", {})
    assert (status, body["error"]) == (429, "rate")
    assert (await served.get("/windows"))[0] == 200, "who has a key is not held up by strangers"


async def test_a_key_may_ask_only_so_often(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "ASKS", (2, 1))
    async with shop(store) as served:
        statuses = [(await served.get("/windows"))[0] for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert Rate(*platform.STRANGERS).allows("x", 0)


async def test_a_change_needs_a_name_and_is_not_too_large(served: Shop) -> None:
    at = f"{served.url}/platform/v1/orders/sale.app.1.1/pay"
    async with served.client.post(at, json=pay(), headers=BEARER) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "idempotency_key")
    headers = {**BEARER, "Idempotency-Key": "k"}
    async with served.client.post(at, data=b"x" * 20_000, headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]) == (413, "too_large")
    async with served.client.post(at, data=b"\xff{", headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "malformed")
