"""Calls of a breaker, told to the webhook of its sheet: each once, however often one asks."""

import asyncio
import json

import pytest

from gala.console.calls import CALLS, Calls
from gala.console.orders import webhook
from gala.console.orders.signing import signature
from gala.console.orders.webhook import Webhook
from gala.core.log import Written
from gala.core.step import step
from gala.store.show import Store
from tests.approved import UNATTENDED
from tests.console.orders.receivers import receiving
from tests.console.orders.shop import PAID, SECRETS, shop
from tests.core.playing import Playing
from tests.core.test_breaker_steps import held
from tests.plugins.waiting import until


def fed(play: Playing, calls: Calls) -> int:
    """Let calls take a whole night; return at which entry it was held."""
    show, at = play.first, 0
    for index, event in enumerate(play.events, 1):
        show, effects = step(show, event)
        calls.take(Written(event, show, effects, b""))
        if event.name == "breaker_tripped":
            at = index
    return at


async def test_a_call_says_why_and_comes_after_the_cursor_only() -> None:
    calls = Calls()
    at = fed(held(), calls)
    page = await calls.wait({}, 50, 0)
    (event,) = page.events
    assert event["id"] == f"calls.{at}"
    assert (event["type"], event["segment"], event["title"]["en"]) == (
        *("breaker.held", "rain", "Rain"),
    )
    assert (event["given_fen"], event["open_fen"], event["coming_fen"]) == (7 * 899, 0, 1_000)
    assert (event["spend_fen"], event["call"]["zh"]) == (6_500, "值班制片")
    assert page.after == {CALLS: f"{at}-0"}
    again = await calls.wait(page.after, 50, 0)
    assert (again.events, again.after) == ([], page.after)


async def test_who_waits_is_woken_by_the_first() -> None:
    calls = Calls()
    waiting = asyncio.create_task(calls.wait({}, 50, 60_000))
    await asyncio.sleep(0)
    fed(held(), calls)
    assert len((await waiting).events) == 1


async def test_a_show_that_people_drive_calls_nobody() -> None:
    calls = Calls()
    fed(Playing().until(10_000_000), calls)
    assert (await calls.wait({}, 50, 0)).events == []


async def test_the_webhook_is_told_signed_and_once_over_a_restart(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "FIRST_MS", 10)
    calls = Calls()
    fed(held(), calls)

    def hook(url: str) -> Webhook:
        words = (SECRETS.webhook, calls, store.platform, lambda: "small")
        return Webhook(url, *words, of=CALLS)

    async with receiving(lambda n: 500 if n == 1 else 200) as receiver:
        for _ in range(2):
            one = hook(receiver.url)
            task = asyncio.create_task(one.run())
            await until(lambda: receiver.taken)
            await asyncio.sleep(0.05)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert [event["type"] for event in receiver.taken] == ["breaker.held"]
        header, body = receiver.got[-1]
        sent_s = int(header.partition(",")[0].removeprefix("t="))
        assert header == signature(SECRETS.webhook, sent_s, body)
        assert json.loads(body)["show"] == "small"


async def test_a_console_tells_the_webhook_that_the_sheet_names(store: Store) -> None:
    named = UNATTENDED.replace(
        "en: The producer on duty}}", 'en: Duty}, webhook: "https://127.0.0.1:1/gala"}'
    )
    sheet = PAID.replace("segments:", named + "segments:")
    async with shop(store, sheet=sheet) as served:
        await until(lambda: served.counter.webhooks)
        (caller,) = served.counter.webhooks
        assert caller.state.host == "127.0.0.1:1"
        assert caller.state.failures == 0, "there is nothing to tell yet"
