import asyncio

import pytest

from gala.core.orders.book import Order, OrderKey, Waiting
from gala.core.orders.rules import Declined, Payment, Won
from gala.core.orders.tables import OrderState, Role
from gala.core.plan import WindowPlan
from gala.ports import Claim, Fenced, OutletWindow, StoreDown, StoreError
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.orders import StoreOrders
from gala.store.show import Store

HOUR_MS = 3_600_000
PENS = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=9,
    opens_ms=0,
    open_for_ms=1,
    stock=(("app", 5),),
    pay_within_ms=HOUR_MS,
)
FIRST = OrderKey("app", 1, 1)
PAID = Payment("ann", 9, "p1")


def won(store: Store, unit: int = 1, viewer: str = "ann", hours_ago: int = 0) -> Won:
    return Won("app", unit, viewer, 9, store.clock.now_ms() - hours_ago * HOUR_MS)


async def pay(store: Store, paid: Payment = PAID, key: OrderKey = FIRST) -> Order:
    answer = await store.orders.pay(PENS, key, Role.PLATFORM, "k1", paid)
    assert isinstance(answer, Order)
    return answer


async def _uncut(_: str) -> int:
    return 1


async def sell(store: Store, *viewers: str) -> None:
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - 1_000, now_ms + HOUR_MS, 5)]
    await store.ledger.open_window(1, "pens", 1, 9, rows)
    claims = [Claim(viewer, "app", bytes(16)) for viewer in viewers]
    await store.ledger.claim("pens", 1, claims)


async def test_what_was_claimed_becomes_orders(store: Store) -> None:
    await sell(store, "ann", "bo")
    assert await store.orders.catch_up(PENS) == 2
    assert await store.orders.catch_up(PENS) == 0
    assert await StoreOrders(store._calls, store.show, store.ledger.shards).catch_up(PENS) == 0, (
        "another has looked"
    )
    await sell(store, "cy")
    assert await store.orders.catch_up(PENS) == 1
    assert await store.orders.counts(PENS) == {("app", "held"): 3}


async def test_an_order_is_there_at_its_first_touch(store: Store) -> None:
    await sell(store, "ann", "bo")
    assert (await pay(store)).state is OrderState.PAID
    assert await store.orders.join(PENS, "bo", "app") == Declined("had")
    other = StoreOrders(store._calls, store.show, store.ledger.shards)
    await sell(store, "cy")
    given = await other.withdraw(PENS, OrderKey("app", 3, 1), Role.PLATFORM, "k1")
    assert isinstance(given, Order)
    assert given.state is OrderState.RELEASED
    nobodys = await other.withdraw(PENS, OrderKey("app", 9, 1), Role.PLATFORM, "k1")
    assert nobodys == Declined("unknown")


async def test_a_payment_that_comes_many_times_at_once_is_one(store: Store) -> None:
    await store.orders.hold(PENS, [won(store)])
    answers = await asyncio.gather(*(pay(store) for _ in range(20)))
    assert len(set(answers)) == 1
    assert [one.op for one in await store.orders.whole_journal(PENS)] == ["held", "paid"]


async def test_two_payments_at_once_pay_once(store: Store) -> None:
    await store.orders.hold(PENS, [won(store)])
    answers = await asyncio.gather(
        *(
            store.orders.pay(PENS, FIRST, Role.PLATFORM, "k1", Payment("ann", 9, f"p{n}"))
            for n in range(9)
        )
    )
    assert answers.count(Declined("paid_before")) == 8


async def test_late_payments_race_for_a_unit_that_came_back(store: Store) -> None:
    """Whatever comes first, a payment takes the unit or is given back, and never both."""
    await store.orders.hold(PENS, [won(store, 1, "ann", 2)])
    await store.orders.expire(1, PENS)
    joined, late = await asyncio.gather(
        store.orders.join(PENS, "bo", "app"),
        store.orders.pay(PENS, FIRST, Role.PLATFORM, "k1", PAID),
    )
    assert isinstance(late, Order)
    if isinstance(joined, Order):
        assert late.state is OrderState.REFUNDING
    else:
        assert isinstance(joined, Waiting)
        assert late.state is OrderState.PAID


async def test_who_pays_when_time_is_over_is_late_though_nobody_looked(store: Store) -> None:
    await store.orders.hold(PENS, [won(store, 1, "ann", 2)])
    assert isinstance(await store.orders.join(PENS, "bo", "app"), Waiting)
    late = await pay(store)
    assert (late.state, late.late) == (OrderState.REFUNDING, True)
    orders, waiting = await store.orders.of(PENS, "bo")
    assert [one.state for one in orders] == [OrderState.HELD]
    assert waiting is None
    done = await store.orders.refund_done(PENS, FIRST, Role.PLATFORM, "k1", "r1")
    assert isinstance(done, Order)
    assert (done.state, done.refund) == (OrderState.REFUNDED, "r1")


async def test_time_releases_so_many_at_once(store: Store) -> None:
    await store.orders.hold(PENS, [won(store, n, f"v{n}", 2) for n in range(1, 6)])
    assert [await store.orders.expire(1, PENS, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert await store.orders.counts(PENS) == {
        ("app", "held"): 0,
        ("app", "released"): 5,
        ("app", "returned"): 5,
    }


async def test_an_older_conductor_releases_nothing(store: Store) -> None:
    await store.orders.hold(PENS, [won(store, 1, "ann", 2)])
    assert await store.orders.expire(3, PENS, 0) == 0
    with pytest.raises(Fenced, match="epoch 3 has come, 2 came"):
        await store.orders.expire(2, PENS)
    assert await store.orders.counts(PENS) == {("app", "held"): 1}


async def test_a_conductor_that_died_after_releasing_has_passed_the_unit_on(store: Store) -> None:
    """Release and who comes next are one step: there is nothing in between to be lost."""
    await store.orders.hold(PENS, [won(store, 1, "ann", 2)])
    await store.orders.join(PENS, "bo", "app")
    await store.orders.expire(1, PENS)
    ops = [(one.op, one.viewer) for one in await store.orders.whole_journal(PENS)]
    assert ops[-2:] == [("released", "ann"), ("held", "bo")]
    assert await store.orders.expire(2, PENS) == 0


async def test_a_viewer_sees_its_place(store: Store) -> None:
    await store.orders.hold(PENS, [won(store)])
    for viewer in ("bo", "cy", "di"):
        await store.orders.join(PENS, viewer, "app")
    orders, waiting = await store.orders.of(PENS, "cy")
    assert orders == []
    assert waiting is not None
    assert (waiting.outlet, waiting.place, waiting.ahead) == ("app", 2, 1)
    assert await store.orders.of(PENS, "nobody") == ([], None)
    assert await store.orders.join(PENS, "ed", "app", most=3) == Declined("full")


async def test_orders_are_found_by_name(store: Store) -> None:
    await store.orders.hold(PENS, [won(store)])
    order = await store.orders.order(PENS, FIRST)
    assert order is not None
    assert (order.viewer, order.price_fen, order.payment) == ("ann", 9, "")
    assert await store.orders.order(PENS, OrderKey("app", 2, 1)) is None
    assert await store.orders.orders(PENS, ["app 1 1", "app 2 1"]) == [order]
    assert await store.orders.orders(PENS, []) == []


async def test_a_long_journal_is_read_in_pages(store: Store) -> None:
    await store.orders.hold(PENS, [won(store, n, f"v{n}") for n in range(1, 521)])
    assert len(await store.orders.whole_journal(PENS)) == 520
    some = await store.orders.journal(PENS, "0", 3)
    assert [one.unit for _, one in some] == [1, 2, 3]


async def test_what_is_no_entry_is_told(store: Store, calls: Connections) -> None:
    journal = ShowKeys(store.show).window_orders("pens").journal
    await calls.call("XADD", journal, "*", "e", "sold everything")
    with pytest.raises(StoreError, match="no such entry"):
        await store.orders.whole_journal(PENS)


async def test_a_store_that_is_gone_is_told() -> None:
    calls = Connections("redis://127.0.0.1:1")
    with pytest.raises(StoreDown):
        await StoreOrders(calls, "evening", _uncut).pay(PENS, FIRST, Role.PLATFORM, "k1", PAID)


async def test_what_a_revoked_opening_gave_is_void(store: Store) -> None:
    await sell(store, "ann", "bo")
    await pay(store)
    assert await store.orders.revoke(2, PENS, {7}) == 0
    assert await store.orders.revoke(2, PENS, {1}) == 2
    assert await store.orders.revoke(2, PENS, {1}) == 0
    counts = await store.orders.counts(PENS)
    assert (counts["app", "void"], counts["app", "refunding"], counts["app", "revoked"]) == (
        2,
        1,
        1,
    )
    assert await store.orders.expire(2, PENS) == 0
    with pytest.raises(Fenced):
        await store.orders.revoke(1, PENS, {1})


async def test_an_order_that_another_has_just_held_is_no_unknown_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = store.orders.catch_up

    async def others_first(window: WindowPlan) -> int:
        await StoreOrders(store._calls, store.show, store.ledger.shards).catch_up(window)
        return await held(window)

    await sell(store, "ann", "bo")
    monkeypatch.setattr(store.orders, "catch_up", others_first)
    assert (await pay(store)).state is OrderState.PAID
    given = await store.orders.withdraw(PENS, OrderKey("app", 2, 1), Role.PLATFORM, "k1")
    assert isinstance(given, Order)
