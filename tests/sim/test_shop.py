"""The platform by itself: what it does with an order, and that it asks until it is answered."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any

from gala.sim.desks import AWAY, DESKS, SERVICE, Ask, Told
from gala.sim.shop import SHOP, Shop
from gala.sim.simulation import Simulation


def _event(number: int, kind: str = "order.held") -> dict[str, Any]:
    return {
        "id": f"{kind}{number}",
        "type": kind,
        "order": f"sale.app.{number}.1",
        "viewer": "aa",
        "price_fen": 7,
        "at_ms": 0,
        "until_ms": 1_000,
    }


class Heard:
    """The witness, and a desk that is away every other time."""

    def __init__(self) -> None:
        self.asks: list[Ask] = []
        self.meant: list[Ask] = []
        self.answers: list[tuple[Ask, Told]] = []

    def asked(self, ask: Ask) -> None:
        self.meant.append(ask)

    def answered(self, ask: Ask, told: Told) -> None:
        self.answers.append((ask, told))

    def joined(self, window: str, viewer: str, told: Told) -> None:
        raise AssertionError((window, viewer, told))

    async def serve(self, ask: Ask) -> Told:
        if ask.what == "events":
            events = [_event(number) for number in range(40)]
            return Told(200, {"events": [*events, _event(0, "order.refund_due")], "after": "x"})
        self.asks.append(ask)
        return Told(AWAY if len(self.asks) % 2 else 200, {"state": "paid"})


def test_it_lives_with_each_order_in_its_way() -> None:
    heard = Heard()
    with Simulation(1) as sim:
        shop = Shop(sim, {"aa": "v01"}, heard)

        async def main() -> None:
            for name in DESKS:
                sim.host(name).within(sim.calls.offer, SERVICE, heard.serve)
            task = sim.host(SHOP).run(shop.trade(sim.hosts[SHOP]))
            await asyncio.sleep(20)
            assert shop.open == {}
            task.cancel()

        sim.run(main())
    assert sorted(heard.meant) == sorted(ask for ask, _ in heard.answers)
    assert {told.status for _, told in heard.answers} == {200}
    kinds = Counter(ask.what for ask, _ in heard.answers)
    assert kinds["refund_done"] == 1
    assert kinds["release"] > 2
    orders = {ask.about for ask, _ in heard.answers}
    assert 20 < len(orders) < 40, "some do nothing"
    bodies = [json.loads(ask.body) for ask, _ in heard.answers if ask.what == "pay"]
    assert {body["viewer"] for body in bodies} == {"v01"}
    assert {body["amount_fen"] for body in bodies} == {6, 7}
    keys = Counter(ask.key for ask, _ in heard.answers)
    assert max(keys.values()) == 2, "a key is used twice on purpose, and never more"


def test_the_same_seed_does_the_same() -> None:
    def played() -> list[Ask]:
        heard = Heard()
        with Simulation(7) as sim:
            shop = Shop(sim, {"aa": "v01"}, heard)

            async def main() -> None:
                for name in DESKS:
                    sim.host(name).within(sim.calls.offer, SERVICE, heard.serve)
                task = sim.host(SHOP).run(shop.trade(sim.hosts[SHOP]))
                await asyncio.sleep(5)
                task.cancel()

            sim.run(main())
        return heard.asks

    assert played() == played()
