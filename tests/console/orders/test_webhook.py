"""Webhooks: signed, in order, until they are taken; nobody else waits for them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from gala.console.orders import webhook
from gala.console.orders.signing import signature
from gala.console.orders.webhook import ALARM_TRIES, Webhook, endpoint, pause_ms
from gala.store.show import Store
from tests.console.orders.receivers import Receiver, receiving
from tests.console.orders.shop import SECRETS, Shop, shop
from tests.plugins.waiting import until


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FIRST_MS", 10)
    monkeypatch.setattr(webhook, "LONGEST_MS", 40)


@asynccontextmanager
async def told(served: Shop, url: str) -> AsyncIterator[Webhook]:
    """A webhook beside the console's own; stopped, it leaves its cursor in the store."""
    one = Webhook(url, SECRETS.webhook, served.counter.feed, served.store.platform, lambda: "short")
    task = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def orders(receiver: Receiver) -> list[str]:
    return [one["order"] for one in receiver.taken]


async def test_what_is_told_is_signed_and_in_order(store: Store) -> None:
    async with receiving() as receiver, shop(store, urls=(receiver.url,)) as served:
        names = [await served.win(unit, f"v{unit}") for unit in range(1, 4)]
        await until(lambda: len(receiver.taken) == 3)
        assert orders(receiver) == names
        header, body = receiver.got[0]
        sent_s = int(header.partition(",")[0].removeprefix("t="))
        assert header == signature(SECRETS.webhook, sent_s, body)
        assert json.loads(body)["show"] == "short"
        [hook] = served.counter.webhooks
        await until(lambda: hook.state.delivered == 3)
        assert not hook.state.alarm


async def test_an_endpoint_that_fails_is_told_again_and_raises_an_alarm(store: Store) -> None:
    healthy = asyncio.Event()
    async with (
        receiving(lambda n: 200 if healthy.is_set() else 500) as receiver,
        shop(store, urls=(receiver.url,)) as served,
    ):
        order = await served.win(1, "ann")
        [hook] = served.counter.webhooks
        await until(lambda: hook.state.alarm)
        assert hook.state.failures >= ALARM_TRIES
        assert hook.state.problem == "it answered 500"
        assert hook.state.failing_since_ms > 0
        assert hook.state.waiting == 1
        status, _ = await served.get(f"/orders/{order}")
        assert status == 200, "nobody else waits"
        second = await served.win(2, "bo")
        healthy.set()
        await until(lambda: len(receiver.taken) == 2)
        assert orders(receiver) == [order, second]
        await until(lambda: not hook.state.alarm and hook.state.problem == "")
        await until(lambda: hook.state.delivered == 2)
        assert hook.state.waiting == 0


async def test_an_endpoint_that_is_down_or_slow_or_leads_elsewhere(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "ANSWER_S", 0.1)
    async with receiving(lambda n: 302) as receiver, shop(store) as served:
        await served.win(1, "ann")
        async with told(served, "http://127.0.0.1:1/hook") as down:
            await until(lambda: down.state.failures >= 1)
            assert "cannot be reached" in down.state.problem
        async with told(served, receiver.url) as astray:
            await until(lambda: astray.state.failures >= 1)
            assert astray.state.problem == "it answered 302", "a redirect is not followed"
        receiver.slow_s = 5
        async with told(served, receiver.url) as slow:
            await until(lambda: slow.state.failures >= 1)
            assert "no answer within" in slow.state.problem


async def test_a_restart_loses_nothing(store: Store) -> None:
    async with receiving() as receiver, shop(store) as served:
        first = await served.win(1, "ann")
        async with told(served, receiver.url) as one:
            await until(lambda: one.state.delivered == 1)
            await until(lambda: served.store.platform.told(one._name))
        second = await served.win(2, "bo")
        async with told(served, receiver.url) as one:
            await until(lambda: one.state.delivered == 1)
        assert orders(receiver) == [first, second], "and tells nothing twice that was noted"


async def test_killed_between_telling_and_noting_it_tells_again(store: Store) -> None:
    async with receiving() as receiver, shop(store) as served:
        order = await served.win(1, "ann")
        page = await served.counter.feed.page({}, 10)
        one = Webhook(
            *(receiver.url, SECRETS.webhook, served.counter.feed, served.store.platform),
            lambda: "short",
        )
        async with ClientSession() as client:
            await one._deliver(client, page)
        async with told(served, receiver.url):
            await until(lambda: len(receiver.taken) == 2)
        assert orders(receiver) == [order, order]
        ids = [event["id"] for event in receiver.taken]
        assert len(set(ids)) == 1, "the receiver knows it by its id"


def test_the_next_try_comes_later_and_not_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FIRST_MS", 1_000)
    monkeypatch.setattr(webhook, "LONGEST_MS", 60_000)
    assert [pause_ms(n, 0.999) for n in (1, 2, 3)] == [999, 1_999, 3_998]
    assert 30_000 <= pause_ms(50, 0.0) < pause_ms(50, 0.999) <= 60_000
    assert pause_ms(10**6, 0.5) == 45_000


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://",
        "//a.example/hook",
        "http://user:secret@a.example/",
        "http://a.example:99999/",
        "http://a.example:0/",
        "http://a.example/#part",
        "gopher://a.example",
    ],
)
def test_events_are_sent_to_http_and_nowhere_else(url: str) -> None:
    with pytest.raises(ValueError, match=r"told|URL|signed"):
        endpoint(url)


def test_a_secret_is_not_shown_by_what_went_wrong() -> None:
    with pytest.raises(ValueError, match="signed") as caught:
        endpoint("http://user:secret@a.example/")
    assert "secret" not in str(caught.value)
    assert endpoint("https://a.example/hook?x=1") == "https://a.example/hook?x=1"
