"""A desk by itself: it answers once it knows the show, a key once, and not without the store."""

from __future__ import annotations

import asyncio
import functools
import json

from gala.sim.cast import STORE, Cast
from gala.sim.desks import AWAY, DESKS, SERVICE, Ask, Told, keep_desk
from gala.sim.simulation import Simulation
from gala.sim.watched import WatchedStore


def test_a_desk_answers_the_platform_and_viewers() -> None:
    told: list[Told] = []
    with Simulation(1) as sim:
        for name in ("stage", STORE, *DESKS):
            sim.host(name)
        store = WatchedStore(lambda: sim.hosts[STORE].clock.wall_ns() // 1_000)
        cast = Cast(sim, store, wait_replicas=0, late_ms=0, paid=True)

        async def asks() -> None:
            pay = Ask("pay", "sale.app.1.1", "k1", b"{}")
            for ask in (Ask("events", ""), pay, pay._replace(body=b"[]")):
                told.append(await sim.calls.call(DESKS[0], SERVICE, ask))
            told.append(await sim.calls.call(DESKS[1], SERVICE, pay))
            store.crash()
            told.append(await sim.calls.call(DESKS[0], SERVICE, pay))

        async def main() -> None:
            cast.offer_store()
            for name in DESKS:
                cast.play(name, functools.partial(keep_desk, cast))
            await asyncio.sleep(1)
            told.append(await sim.hosts["stage"].run(_asked(sim)))
            await cast.open()
            await asyncio.sleep(2)
            await sim.hosts["stage"].run(asks())

        sim.run(main())
    before, events, paid, other, again, gone = told
    assert before == Told(AWAY, {})
    assert events == Told(200, {"events": [], "after": ""})
    assert (paid.status, paid.body["error"]) == (400, "malformed")
    assert other == Told(422, {"error": "idempotency_key_reused"})
    assert again == paid
    assert gone.status == AWAY
    assert json.dumps(paid.body)


async def _asked(sim: Simulation) -> Told:
    told: Told = await sim.calls.call(DESKS[0], SERVICE, Ask("events", ""))
    return told
