from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import ClientSession, web

from gala.client import Receipt
from gala.console.server import bound
from gala.crowd.behaviour import Habits, Night
from gala.crowd.paying import PAY_AFTER_MS, PAY_SHARE, demo_pay, first_order, payment

RECEIPT = Receipt(
    window="pens", gen=1, claim_id=bytes(16), unit=7, price_fen=1, at_ms=5, quantity=1,
    outlet="app", pseudonym="ab" * 16, proof=None, frame=b"",  # type: ignore[arg-type]
)  # fmt: skip


def habits(n: int) -> Habits:
    return Habits(n, f"seed {n}", None, 0, (), None, visits_rooms=False)


def test_most_pay_after_a_while_and_the_same_ones_each_time() -> None:
    night = Night(1_000)
    minds = [payment(habits(n), night, RECEIPT) for n in range(400)]
    assert minds == [payment(habits(n), night, RECEIPT) for n in range(400)]
    paying = [mind for mind in minds if mind is not None]
    assert PAY_SHARE - 0.08 < len(paying) / 400 < PAY_SHARE + 0.08
    assert all(PAY_AFTER_MS[0] <= mind <= PAY_AFTER_MS[1] for mind in paying)
    fast = Night(1_000, pace_milli=10_000)
    assert max(filter(None, (payment(habits(n), fast, RECEIPT) for n in range(9)))) <= 1_200


def test_what_costs_nothing_is_not_paid_for() -> None:
    free = replace(RECEIPT, price_fen=0)
    assert all(payment(habits(n), Night(1), free) is None for n in range(50))
    assert first_order(RECEIPT) == "pens.app.7.1"


@asynccontextmanager
async def answering(status: int) -> AsyncIterator[str]:
    async def pay(request: web.Request) -> web.Response:
        assert await request.json() == {"ticket": "T", "order": "pens.app.7.1"}
        return web.Response(status=status)

    listener = bound("127.0.0.1", 0)
    app = web.Application()
    app.router.add_post("/api/orders/demo-pay", pay)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    await runner.cleanup()


@pytest.mark.parametrize(("status", "paid"), [(200, True), (404, False), (503, False)])
async def test_it_says_whether_it_is_paid_for(status: int, paid: bool) -> None:
    async with answering(status) as url, ClientSession() as http:
        assert await demo_pay(url, "T", "pens.app.7.1", http) is paid


async def test_a_console_that_is_gone_is_no_end_of_the_crowd() -> None:
    async with ClientSession() as http:
        assert await demo_pay("http://127.0.0.1:1", "T", "pens.app.7.1", http) is False
