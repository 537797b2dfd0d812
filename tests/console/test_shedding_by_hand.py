"""Shedding by hand, from the key to the viewers: a conductor, edges and viewers over one store."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from gala.client import Receipt, Viewer, connect
from gala.edge import Edge, EdgePorts
from gala.store.show import Store
from gala.wire.tickets import TicketVerifier, issue
from tests.console.conftest import Served
from tests.keys import EDGE_KEYS
from tests.plugins.waiting import until

CLAIM_S = 2.0
"""When no answer has come by then, a client asks again: so soon must a claim be answered."""


@dataclass
class Doors:
    """Edges of the served show, and viewers who come to them."""

    served: Served
    store: Store
    stack: contextlib.AsyncExitStack

    async def edge(self, name: str) -> Edge:
        """Start one more edge."""
        plan = self.served.console.watch.show.plan
        key = self.served.console.settings.demo_key
        assert key is not None
        store = await Store.open(self.store.url, self.store.show)
        await self.stack.enter_async_context(store)
        one = Edge(
            name,
            plan,
            EdgePorts(store.clock, store.cues, store.ledger, store.counters),
            TicketVerifier(plan.show, [outlet.id for outlet in plan.outlets], [key]),
            EDGE_KEYS,
        )
        await one.start()
        self.stack.push_async_callback(one.stop)
        return one

    async def viewer(self, edge: Edge, name: str) -> Viewer:
        """Have a viewer come in."""
        key = self.served.console.settings.demo_key
        assert key is not None
        now_ms = self.store.clock.now_ms()
        ticket = issue(
            key, self.served.console.watch.show.plan.show, name, "app", now_ms, now_ms + 600_000
        )
        url = f"ws://127.0.0.1:{edge.port}/live"
        return await self.stack.enter_async_context(connect(url, ticket))

    def tick(self) -> dict[str, Any]:
        """What the console says now."""
        tick: dict[str, Any] = json.loads(self.served.console.watch.tick_text or "{}")
        return {"edges": [], "hearts": None, "flags": [], **tick}

    def levels(self) -> dict[str, int]:
        """The level of each edge, as the console says."""
        return {edge["id"]: edge["level"] for edge in self.tick()["edges"]}


@contextlib.asynccontextmanager
async def doors(served: Served, store: Store) -> AsyncIterator[Doors]:
    async with contextlib.AsyncExitStack() as stack:
        yield Doors(served, store, stack)


def taken(viewer: Viewer) -> bool:
    """Whether hearts are taken, as this viewer knows."""
    return viewer.tick is not None and viewer.tick.hearts is not None


async def test_hearts_flags_and_every_level_by_hand(served: Served, store: Store) -> None:
    await served.sit()
    async with doors(served, store) as house:
        first = await house.edge("e1")
        ann = await house.viewer(first, "v-ann")
        assert (await served.press("jump", "1", segment="sale"))[0] == 200
        await served.until(lambda show: show.window("sale").state == "open")
        await until(lambda: taken(ann))

        # Hearts and flags reach the console and the log.
        assert ann.heart(5)
        await ann.flag("sale", "wrong_price")
        await until(lambda: (house.tick()["hearts"] or {}).get("count") == 5, 10)
        assert [(f["reason"], f["count"], f["alert"]) for f in house.tick()["flags"]] == [
            ("wrong_price", 1, False)
        ]
        await until(lambda: ann.tick is not None and ("sale", 5) in (ann.tick.hearts or ()), 10)
        await served.until(lambda show: show.feelings and show.feelings.hearts_of("sale") == 5)

        # Up: hearts go quiet, what is promised does not.
        status, body = await served.press("shed", "2", number=3)
        assert (status, body["accepted"]) == (200, True)
        assert (await served.press("shed", "3", number=3))[0] == 409
        await served.until(lambda show: show.shedding == 3)
        await until(lambda: house.levels() == {"e1": 3}, 10)
        await until(lambda: not taken(ann), 10)
        assert ann.tick is not None
        assert ann.tick.windows == ()
        assert not ann.heart()
        async with asyncio.timeout(CLAIM_S):
            assert isinstance(await ann.claim("sale"), Receipt)
        seq = dict(served.conductor.show.seqs)["main"]
        assert (await served.press("extend", "4", by_ms=30_000))[0] == 200
        async with asyncio.timeout(CLAIM_S):
            await until(lambda: (ann.board.resume_point or (0, 0))[1] > seq)

        # An edge that comes later knows it, and so does a viewer of it.
        second = await house.edge("e2")
        bob = await house.viewer(second, "v-bob")
        await until(lambda: house.levels() == {"e1": 3, "e2": 3}, 10)
        await until(lambda: bob.tick is not None, 10)
        assert not taken(bob)
        async with asyncio.timeout(CLAIM_S):
            assert isinstance(await bob.claim("sale"), Receipt)

        # Down, and everything is back.
        assert (await served.press("shed", "5", number=0))[0] == 200
        await until(lambda: set(house.levels().values()) == {0}, 10)
        await until(lambda: taken(ann) and taken(bob), 10)
        assert ann.heart(2)
        assert bob.heart(3)
        await until(lambda: (house.tick()["hearts"] or {}).get("count") == 10, 10)
