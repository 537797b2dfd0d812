import asyncio
from dataclasses import replace

import pytest

from gala.console.office import Office, OfficeKeys
from gala.core.orders.book import OrderKey
from gala.core.orders.drawn import Award
from gala.core.orders.rules import Payment
from gala.core.orders.tables import Role
from gala.core.trust.claims import ClaimState
from gala.ports import StoreDown
from gala.proof.pseudonym import pseudonym, show_key
from gala.store.show import Store
from tests.console.conftest import Served, begun, bought, serving
from tests.core.trust.cards import CARD
from tests.keys import KEYS
from tests.plugins.waiting import until


async def test_every_console_comes_to_know_the_same(carded: Served, store: Store) -> None:
    [ann] = await bought(carded, store, "ann")
    office = carded.console.settings.office
    key = carded.console.settings.demo_key
    assert office is not None
    assert key is not None
    keys = OfficeKeys([key], KEYS.pseudonyms, KEYS.pins.receipts)
    other = Office(store.guarantees, carded.console.watch, keys, store.orders)
    following = asyncio.create_task(other.run())
    await ann.file(1)
    await until(lambda: other.claims.standings)
    following.cancel()
    assert other.claims.standings == office.claims.standings
    assert other.said == office.said == {f"{1:032x}": "it leaks"}
    answer = await other.decide(f"{1:032x}", True, 5, "second", "why")
    await office.catch_up()
    assert office.claims.standings[f"{1:032x}"] == answer
    assert office.claims.standings[f"{1:032x}"].state is ClaimState.MET


async def test_a_journal_that_cannot_be_read_is_asked_again(
    carded: Served, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ann] = await bought(carded, store, "ann")
    office = carded.console.settings.office
    assert office is not None
    monkeypatch.setattr("gala.console.office.RETRY_MS", 10)
    asked = 0

    async def away(cursor: str, timeout_ms: int) -> None:
        nonlocal asked
        asked += 1
        raise StoreDown("away")

    with monkeypatch.context() as patched:
        patched.setattr(store.guarantees, "wait", away)
        await until(lambda: asked > 1)
    status, _ = await ann.file(1)
    assert status == 200


async def test_an_entry_by_lot_that_was_not_drawn_has_bought_nothing(store: Store) -> None:
    sheet = CARD.replace("open_for: 40s, stock:", "open_for: 40s, by: lot, stock:", 1)
    async with serving(store) as made:
        await begun(made, store, sheet)
        await made.sit()
        [ann] = await bought(made, store, "ann")
        status, told = await ann.file(1)
    assert (status, told["error"]) == (403, "not_drawn")


async def test_by_lot_who_has_paid_has_bought_though_drawn_to_wait(store: Store) -> None:
    more = "open_for: 40s, by: lot, waitlist: 1, pay_within: 1h, stock:"
    sheet = CARD.replace("open_for: 40s, stock:", more, 1)
    async with serving(store) as made:
        await begun(made, store, sheet)
        await made.sit()
        [ann] = await bought(made, store, "ann")
        assert (await ann.file(1))[1]["error"] == "not_paid", "an entry has bought nothing"
        show = made.console.watch.show
        plan = show.window_plan("pens")
        name = pseudonym(show_key(KEYS.pseudonyms, show.night.origin), "ann")
        given = Award(store.clock.now_ms(), (("app", 1, "f" * 32),), (("app", name),))
        await store.orders.settle(1, plan, given)
        await store.orders.settle(1, plan, replace(given, passed_over=(("app", "f" * 32),)))
        assert (await ann.file(1))[1]["error"] == "not_paid"
        order = OrderKey("app", 1, 2)
        paid = Payment(name, plan.price_fen, "p1")
        await store.orders.pay(plan, order, Role.PLATFORM, "k", paid)
        assert (await ann.file(1))[0] == 200
