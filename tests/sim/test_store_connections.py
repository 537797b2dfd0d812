"""Commands of the real store's code over the model: what they know, and what they refuse."""

from __future__ import annotations

import pytest

from gala.core.orders.book import OrderKey
from gala.core.orders.rules import Payment
from gala.core.orders.tables import Role
from gala.core.plan import WindowPlan
from gala.ports import StoreDown
from gala.sim.store_calls import Calls
from gala.sim.store_connections import ModelConnections
from tests.sim.storing import claim, faulty, in_virtual_time, ports_to, row

PLAN = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=7,
    opens_ms=0,
    open_for_ms=1,
    stock=(("app", 2),),
    pay_within_ms=1_000,
)


@in_virtual_time
async def test_the_real_code_holds_what_was_won_and_takes_money_for_it() -> None:
    ports = ports_to(faulty())
    await ports.ledger.open_window(1, "pens", 1, 7, [row(2)])
    await ports.ledger.claim("pens", 1, [claim("ann"), claim("bo")])
    assert await ports.orders.catch_up(PLAN) == 2
    key = OrderKey("app", 1, 1)
    paid = await ports.orders.pay(PLAN, key, Role.PLATFORM, "k", Payment("ann", 7, "p1"))
    assert paid == await ports.orders.order(PLAN, key)
    assert [entry.op for entry in await ports.orders.whole_journal(PLAN)] == [
        "held",
        "held",
        "paid",
    ]
    assert await ports.orders.events(PLAN) == 3
    counts = await ports.orders.counts(PLAN)
    assert (counts["app", "held"], counts["app", "paid"]) == (1, 1)


@in_virtual_time
async def test_it_waits_for_replicas_as_writes_do() -> None:
    server = faulty("r1")
    ports = ports_to(server, wait_replicas=1)
    server.cut("r1")
    with pytest.raises(StoreDown, match="fewer than 1 replicas"):
        await ports.platform.begun("k", "d")


@in_virtual_time
async def test_what_nobody_asks_is_not_known() -> None:
    with pytest.raises(AssertionError, match="FLUSHALL"):
        await ModelConnections(Calls(faulty())).call("FLUSHALL")
