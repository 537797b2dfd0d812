"""Each rule of orders: an honest history keeps them all, and each forged entry breaks one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from gala.core.effects import OpenWindow
from gala.core.orders.book import Entry
from gala.core.orders.tables import Op
from gala.ports import OutletWindow
from gala.sim import rules_orders
from gala.sim.desks import Ask, Told
from gala.sim.rules_ledger import LedgerRules
from gala.sim.rules_log import LogRules
from gala.sim.rules_orders import OrderRules
from gala.sim.store_model import Request
from gala.sim.story import Story
from gala.sim.watched import WatchedStore
from gala.store.keys import ShowKeys
from tests.sim.storing import HOUR_MS, START_MS, claim, in_virtual_time

KEY = ShowKeys("sim").window_orders("sale").orders
WITHIN_MS = 10_000
PAY = Ask("pay", "sale.app.1.1", "k1", b'{"payment": "p1"}')


class Bench:
    """A store with two units of `sale`, and what the rules have found."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.now_ms = START_MS + 5
        self.epochs: list[tuple[str, int]] = []
        store = self.store = WatchedStore(lambda: self.now_ms * 1_000)
        self.ledger = LedgerRules(self._broken, store)
        self.ledger.offered(OpenWindow("sale", 1, 1, (("app", START_MS, START_MS + HOUR_MS, 2),)))
        log = SimpleNamespace(
            check_epoch=lambda what, epoch: self.epochs.append((what, epoch)),
            show=SimpleNamespace(window=lambda _: SimpleNamespace(revoked=())),
        )
        story = Story(lambda: 0.0, 0.0)
        self.rules = OrderRules(self._broken, store, cast("LogRules", log), self.ledger, story)
        store.watcher = self

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        self.ledger.wrote(name, args)
        self.rules.wrote(name, args)

    def went_back(self) -> None:
        self.ledger.again()
        self.rules.again()

    def _broken(self, rule: str, _: str) -> None:
        self.broken.append(rule)

    async def do(self, name: str, *args: object) -> object:
        return await self.store.serve(Request(name, args))

    async def sold(self) -> None:
        """Ann and Bo have won the two units, which are held for them; Cy and Di wait."""
        row = OutletWindow("app", START_MS, START_MS + HOUR_MS, 2)
        await self.do("window_open", 1, "sale", 1, 1, (row,))
        await self.do("claim_batch", "sale", 1, (claim("ann"), claim("bo")))
        units = [("app", unit, who, 1, self.now_ms) for unit, who in ((1, "ann"), (2, "bo"))]
        await self.do("order_hold", KEY, WITHIN_MS, *(part for unit in units for part in unit))
        for viewer in ("cy", "di"):
            await self.do("waitlist_join", KEY, viewer, "app", 1, WITHIN_MS, 9)

    async def pay(self, order: str, viewer: str, ref: str = "p1") -> object:
        self.rules.asked(Ask("pay", f"sale.{order.replace(' ', '.')}"))
        return await self.do("order_pay", KEY, order, "platform", "k", viewer, 1, ref)

    def forge(self, op: Op, unit: int, holding: int, viewer: str, **rest: Any) -> None:
        """Tell the rules of an entry that no store has written."""
        at_ms = rest.pop("at_ms", self.now_ms)
        entry = Entry(op, at_ms, "app", unit, holding, viewer, 1, **rest)
        self.rules._take(self.rules._windows["sale"], entry)


@in_virtual_time
async def test_an_honest_history_breaks_nothing() -> None:
    bench = Bench()
    await bench.sold()
    await bench.pay("app 1 1", "ann")
    bench.now_ms += WITHIN_MS
    await bench.do("order_release", KEY, "time", "1", 1, WITHIN_MS, 50)
    await bench.pay("app 2 1", "bo", "p2")
    assert list(bench.rules.missing()) == ["the money for sale.app.2.1 has not gone back"]
    bench.rules.asked(Ask("refund_done", "sale.app.2.1"))
    await bench.do("order_refund", KEY, "app 2 1", "platform", "k", "r")
    bench.rules.answered(PAY, Told(200, {"state": "paid"}))
    bench.rules.recounted()
    assert bench.broken == []
    assert bench.epochs == [("orders of sale", 1)]
    assert list(bench.rules.missing()) == []
    bench.now_ms += WITHIN_MS + HOUR_MS
    assert list(bench.rules.missing()) == ["sale.app.2.2 is held beyond its time"]
    bench.went_back()
    assert bench.broken == []


@in_virtual_time
async def test_what_was_won_and_is_no_order_is_missing() -> None:
    bench = Bench()
    row = OutletWindow("app", START_MS, START_MS + HOUR_MS, 2)
    await bench.do("window_open", 1, "sale", 1, 1, (row,))
    await bench.do("claim_batch", "sale", 1, (claim("ann"),))
    assert list(bench.rules.missing()) == ["unit 1 of sale app, ann's, is no order"]


HELD: dict[str, Any] = {"held_ms": START_MS, "until_ms": START_MS + WITHIN_MS}


@pytest.mark.parametrize(
    ("rule", "forged"),
    [
        (rules_orders.ONE_HAND, [(Op.HELD, 1, 2, "cy", {"by": "list", **HELD})]),
        (rules_orders.ORDERED, [(Op.HELD, 3, 1, "eve", {"by": "claim", **HELD})]),
        (rules_orders.IN_TURN, [(Op.HELD, 3, 1, "di", {"by": "list", **HELD})]),
        (rules_orders.LATE, [(Op.HELD, 3, 1, "cy", {"by": "list"})]),
        (rules_orders.LATE, [(Op.PAID, 1, 1, "ann", {"at_ms": START_MS + HOUR_MS, "by": "x"})]),
        (rules_orders.LATE, [(Op.RELEASED, 1, 1, "ann", {"by": "time:1"})]),
        (rules_orders.ASKED, [(Op.RELEASED, 1, 1, "ann", {"by": "platform:k"})]),
        (rules_orders.ONE_HAND, [(Op.REFUNDING, 1, 1, "ann", {"by": "x"})]),
        (
            rules_orders.ONE_HAND,
            [(Op.PAID, 1, 1, "ann", {"by": "x"}), (Op.REFUNDING, 1, 1, "ann", {"by": "x"})],
        ),
        (
            rules_orders.LATE,
            [(Op.RELEASED, 1, 1, "ann", {"by": "x"}), (Op.REFUNDING, 1, 1, "ann", {"by": "x"})],
        ),
        (
            rules_orders.ONE_HAND,
            [
                (Op.RELEASED, 1, 1, "ann", {"by": "x"}),
                (Op.HELD, 1, 2, "cy", {"by": "list", **HELD}),
                (Op.PAID, 1, 1, "ann", {"by": "x"}),
            ],
        ),
        (
            rules_orders.ONE_HAND,
            [
                (Op.REVOKED, 1, 1, "ann", {"by": "crew:1"}),
                (Op.HELD, 1, 2, "cy", {"by": "list", **HELD}),
            ],
        ),
    ],
)
@in_virtual_time
async def test_a_forged_entry_breaks_a_rule(rule: str, forged: list[Any]) -> None:
    bench = Bench()
    await bench.sold()
    for op, unit, holding, viewer, rest in forged:
        assert bench.broken == []
        bench.forge(op, unit, holding, viewer, **rest)
    assert bench.broken[:1] == [rule]


@in_virtual_time
async def test_who_waits_for_a_free_unit_and_a_wrong_total_are_found() -> None:
    bench = Bench()
    await bench.sold()
    at = bench.rules._windows["sale"]
    at.hands["app", 1] = None
    bench.rules._in_their_places(at)
    assert bench.broken == [rules_orders.IN_TURN, rules_orders.PLACES]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (PAY, Told(404, {"error": "unknown"})),
        (PAY, Told(409, {"error": "due"})),
        (PAY, Told(200, {"state": "paid"})),
    ],
)
@in_virtual_time
async def test_an_answer_that_is_not_so_is_found(ask: Ask, told: Told) -> None:
    bench = Bench()
    await bench.sold()
    bench.rules.answered(ask, told)
    assert bench.broken == [rules_orders.ONE_ANSWER]


@in_virtual_time
async def test_a_key_has_one_answer() -> None:
    bench = Bench()
    await bench.sold()
    await bench.pay("app 1 1", "ann")
    bench.rules.answered(PAY, Told(200, {"state": "paid"}))
    bench.rules.answered(PAY, Told(200, {"state": "paid"}))
    bench.rules.answered(PAY._replace(body=b"{}"), Told(422, {"error": "reused"}))
    assert bench.broken == []
    bench.rules.answered(PAY._replace(body=b"[]"), Told(409, {"error": "amount"}))
    assert bench.broken == [rules_orders.ONE_ANSWER]


@in_virtual_time
async def test_a_place_that_is_none_is_found() -> None:
    bench = Bench()
    await bench.sold()
    bench.rules.joined("sale", "cy", Told(200, {"place": 1}))
    bench.rules.joined("prizes", "eve", Told(409, {"error": "no_window"}))
    assert bench.broken == []
    bench.rules.joined("sale", "eve", Told(200, {"place": 9}))
    assert bench.broken == [rules_orders.IN_TURN]
