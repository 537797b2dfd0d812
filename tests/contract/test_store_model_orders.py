"""Orders and the platform's answers over the model and over the real store: the same code
(`gala.store.orders`, `gala.store.platform`) is told the same, in the same order.

The two clocks are a moment apart, so deadlines lie an hour off or have come. Each step has a
millisecond of its own on both sides, so that what is due is due in the same order.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core.orders.book import Entry, Order, OrderKey, Waiting
from gala.core.orders.rules import Payment
from gala.core.orders.tables import Role
from gala.core.plan import WindowPlan
from gala.ports import Claim, OutletWindow, StoreError
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts
from gala.store.platform import OtherRequest
from gala.store.show import Store

HOUR_MS = 3_600_000
SLACK_MS = 5_000
PRICE_FEN = 7
OUTLETS = ("app", "tv")
VIEWERS = tuple(f"{number:02x}" * 16 for number in range(8))
MOMENTS = frozenset({"held_ms", "until_ms", "changed_ms", "since_ms", "at_ms"})

PLAN = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=PRICE_FEN,
    opens_ms=0,
    open_for_ms=1,
    stock=tuple((outlet, 3) for outlet in OUTLETS),
    pay_within_ms=HOUR_MS,
)
DUE = replace(PLAN, pay_within_ms=0)

Ports = Store | StorePorts
Call = Callable[[Ports], Awaitable[object]]

plans = st.sampled_from([PLAN, PLAN, DUE])
epochs = st.sampled_from([2, 2, 2, 1, 3])
roles = st.sampled_from([Role.PLATFORM, Role.PLATFORM, Role.PLATFORM, Role.DEMO, Role.TIME])
viewers = st.sampled_from(VIEWERS)
outlets = st.sampled_from(OUTLETS)
refs = st.sampled_from(["p1", "p1", "p2"])
keys = st.builds(OrderKey, outlets, st.integers(1, 3), st.sampled_from([1, 1, 1, 2, 2, 3]))


def opens(gen: int) -> Call:
    async def call(ports: Ports) -> object:
        now_ms = ports.clock.now_ms()
        rows = [OutletWindow(one, now_ms - HOUR_MS, now_ms + HOUR_MS, 3) for one in OUTLETS]
        await ports.ledger.open_window(1, PLAN.id, gen, PRICE_FEN, rows)
        return len(rows)

    return call


def claims(viewer: str, outlet: str, gen: int) -> Call:
    async def call(ports: Ports) -> object:
        [one] = await ports.ledger.claim(PLAN.id, gen, [Claim(viewer, outlet, bytes(16))])
        return type(one)

    return call


def pays(
    plan: WindowPlan, key: OrderKey, role: Role, own: bool, amount_fen: int, ref: str, once: bool
) -> Call:
    async def call(ports: Ports) -> object:
        found = await ports.orders.order(plan, key)
        paid = Payment(found.viewer if own and found else VIEWERS[0], amount_fen, ref)
        pay = ports.orders.pay_once if once else ports.orders.pay
        return await pay(plan, key, role, "k", paid)

    return call


STEPS: st.SearchStrategy[Call] = st.one_of(
    st.builds(opens, st.integers(1, 2)),
    st.builds(claims, viewers, outlets, st.integers(1, 2)),
    st.builds(claims, viewers, outlets, st.integers(1, 2)),
    st.builds(lambda plan: lambda ports: ports.orders.catch_up(plan), plans),
    st.builds(
        *(pays, plans, keys, roles, st.sampled_from([True, True, True, False])),
        *(st.sampled_from([PRICE_FEN, PRICE_FEN, PRICE_FEN, 1]), refs, st.booleans()),
    ),
    st.builds(
        lambda plan, key, role: lambda ports: ports.orders.withdraw(plan, key, role, "k"),
        *(plans, keys, roles),
    ),
    st.builds(lambda plan, epoch: lambda ports: ports.orders.expire(epoch, plan), plans, epochs),
    st.builds(
        lambda key, role, ref: lambda ports: ports.orders.refund_done(PLAN, key, role, "k", ref),
        *(keys, roles, refs),
    ),
    st.builds(
        lambda plan, viewer, outlet, most: (
            lambda ports: ports.orders.join(plan, viewer, outlet, most)
        ),
        *(plans, viewers, outlets, st.sampled_from([9, 9, 9, 2])),
    ),
    st.builds(
        lambda epoch, gen: lambda ports: ports.orders.revoke(epoch, PLAN, {gen}),
        *(epochs, st.integers(1, 2)),
    ),
    st.builds(
        lambda key, digest: lambda ports: ports.platform.begun(key, digest),
        *(st.sampled_from(["k1", "k2"]), st.sampled_from(["d1", "d1", "d2"])),
    ),
    st.builds(
        lambda key, digest, text: lambda ports: ports.platform.keep(key, digest, text),
        *(st.sampled_from(["k1", "k2"]), st.just("d1"), st.sampled_from([b"a", b"b"])),
    ),
)
HISTORIES = st.lists(STEPS, min_size=10, max_size=40).map(lambda steps: [opens(1), *steps])


def same(real: Any, model: Any) -> None:
    """Fail unless both are the same but for the moment."""
    assert type(real) is type(model), (real, model)
    match real:
        case StoreError() | OtherRequest():
            assert str(real) == str(model)
        case Order() | Waiting() | Entry():
            assert is_dataclass(real)
            for one in fields(real):
                told, modelled = getattr(real, one.name), getattr(model, one.name)
                if one.name in MOMENTS:
                    assert abs(told - modelled) < SLACK_MS, (real, model)
                else:
                    assert told == modelled, (real, model)
        case list() | tuple() if not isinstance(real, OrderKey):
            assert len(real) == len(model), (real, model)
            for one, other in zip(real, model, strict=True):
                same(one, other)
        case _:
            assert real == model


async def outcome(call: Call, ports: Ports) -> object:
    """What a call returns or raises, in a millisecond of its own."""
    await asyncio.sleep(0.001)
    try:
        return await call(ports)
    except (StoreError, OtherRequest) as error:
        return error


async def everything(ports: Ports) -> list[object]:
    """All that is told of a window's orders."""
    orders = ports.orders
    journal = await orders.whole_journal(PLAN)
    names = [f"{one.outlet} {one.unit} {one.holding}" for one in journal if one.unit]
    counts = await orders.counts(PLAN)
    return [
        journal,
        await orders.events(PLAN),
        await orders.orders(PLAN, [*names, "app 9 9"]),
        [await orders.of(PLAN, viewer) for viewer in VIEWERS],
        sorted((name, count) for name, count in counts.items() if count),
    ]


@pytest.fixture
async def hasty(store: Store) -> Store:
    """The store without waiting for its disk: what it answers is the same."""
    await store._calls.call("CONFIG", "SET", "appendfsync", "no")
    return store


shows = (f"orders-{n}" for n in itertools.count())


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_orders_over_the_model_are_those_of_the_store(
    hasty: Store, steps: list[Call]
) -> None:
    server = FaultyStore(lambda: time.time_ns() // 1_000)
    name = f"{hasty.show}-{next(shows)}"
    async with await Store.open(hasty.url, name) as real:
        model = StorePorts(server, name, "here", real.clock)
        for step in steps:
            told, modelled = await outcome(step, real), await outcome(step, model)
            same(told, modelled)
        same(await everything(real), await everything(model))
