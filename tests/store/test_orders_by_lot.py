from dataclasses import replace

import pytest

from gala.core.orders.book import Order, OrderKey, Waiting
from gala.core.orders.drawn import Award
from gala.core.orders.rules import Declined, Payment, Won
from gala.core.orders.tables import OrderState, Role
from gala.ports import Claim, Fenced, OutletWindow
from gala.store.show import Store
from tests.core.orders.drawing import AWARD, PLAN, ROWS, over

HOUR_MS = 3_600_000
PAID = replace(PLAN, pay_within_ms=HOUR_MS)


def begun(store: Store) -> Award:
    """What was announced just now."""
    return replace(AWARD, begun_ms=store.clock.now_ms())


async def test_an_entry_is_no_order_until_it_is_drawn(store: Store) -> None:
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - 1_000, now_ms + HOUR_MS, 5)]
    await store.ledger.open_window(1, "pens", 1, 9, rows)
    await store.ledger.claim("pens", 1, [Claim("a", "app", bytes(16))])
    assert await store.orders.catch_up(PAID) == 0
    assert await store.orders.counts(PAID) == {}
    assert await store.orders.settle(1, PAID, begun(store)) == ROWS
    orders, _ = await store.orders.of(PAID, "a")
    assert [one.state for one in orders] == [OrderState.HELD]


async def test_it_is_made_once_however_many_conductors_make_it(store: Store) -> None:
    given = begun(store)
    # The first died when some waited and nobody held anything.
    await store.orders.settle(1, PAID, replace(given, waiting=given.waiting[:1], units=()))
    assert await store.orders.settle(2, PAID, given) == ROWS - 1
    assert await store.orders.settle(2, PAID, given) == 0
    journal = await store.orders.whole_journal(PAID)
    assert len(journal) == ROWS
    with pytest.raises(Fenced):
        await store.orders.settle(1, PAID, given)
    with pytest.raises(Fenced):
        await store.orders.settle(1, PAID, over(given, "a"))
    assert await store.orders.whole_journal(PAID) == journal


async def test_nobody_joins_a_list_that_was_drawn(store: Store) -> None:
    assert await store.orders.join(PAID, "friend", "app") == Declined("drawn")
    await store.orders.settle(1, PAID, begun(store))
    _, waiting = await store.orders.of(PAID, "g")
    assert isinstance(waiting, Waiting)
    assert (waiting.outlet, waiting.place, waiting.ahead) == ("app", 2, 1)


async def test_one_pays_one_lapses_and_the_next_who_was_drawn_pays(store: Store) -> None:
    given = begun(store)
    short = replace(PAID, pay_within_ms=1)
    await store.orders.settle(1, PAID, replace(given, units=given.units[:1]))
    first = OrderKey("app", 1, 1)
    paid = await store.orders.pay(PAID, first, Role.PLATFORM, "k", Payment("a", 7, "p1"))
    assert isinstance(paid, Order)
    assert paid.state is OrderState.PAID
    await store.orders.settle(1, short, replace(given, units=given.units[:2]))
    late = await store.orders.pay(
        PAID, OrderKey("app", 2, 1), Role.PLATFORM, "k", Payment("b", 7, "p2")
    )
    assert isinstance(late, Order)
    assert late.state is OrderState.REFUNDING, "f has it"
    called = OrderKey("app", 2, 2)
    paid = await store.orders.pay(PAID, called, Role.PLATFORM, "k", Payment("f", 7, "p3"))
    assert isinstance(paid, Order)
    assert (paid.viewer, paid.state) == ("f", OrderState.PAID)


async def test_a_revoked_opening_voids_all_that_was_drawn(store: Store) -> None:
    given = begun(store)
    await store.orders.settle(1, PAID, given)
    first = OrderKey("app", 1, 1)
    await store.orders.pay(PAID, first, Role.PLATFORM, "k", Payment("a", 7, "p1"))
    assert await store.orders.revoke(1, PAID, set()) == 0
    assert await store.orders.revoke(1, PAID, {1}) == len(given.units)
    assert await store.orders.revoke(1, PAID, {1}) == 0
    counts = await store.orders.counts(PAID)
    assert (counts["app", "void"], counts["tv", "void"]) == (3, 2)
    assert (counts["app", "refunding"], counts["app", "revoked"]) == (1, 2)
    back = await store.orders.refund_done(PAID, first, Role.PLATFORM, "k", "r1")
    assert isinstance(back, Order)
    assert (back.state, back.late) == (OrderState.REFUNDED, False), "it was paid for in time"


async def test_a_winner_of_the_first_come_is_held_as_ever(store: Store) -> None:
    first_come = replace(PAID, id="ink", stocked=True)
    won = Won("app", 1, "a", 7, store.clock.now_ms())
    assert await store.orders.hold(first_come, [won]) == 1
