"""Who may take part over a real store: an edge that dies, a store that stands still."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

from gala.core.plan import Condition
from gala.edge import watching
from gala.ports import Claim, OutletWindow
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from gala.wire import messages
from gala.wire.tickets import issue
from tests.keys import named

from .facts import ruled
from .fakes import SHOW
from .house import KEY, Guest, House, running, until

ID = bytes(range(16))
RULE = ruled(Condition(watched_s=60, bought=("lipstick",)))


async def say(house: House, window: str, state: str = "open") -> None:
    now_ms = house.clock.now_ms()
    seq = house.hall.main.ring.seq
    await house.cues.say("window", window, 1, state, [["app", now_ms - 1000, now_ms + 60_000, 5]])
    await until(lambda: house.hall.main.ring.seq > seq)


def ticket(house: House) -> str:
    now_ms = house.clock.now_ms()
    return issue(KEY, SHOW, "v-1", "app", now_ms, now_ms + 600_000)


async def ask(guest: Guest) -> list[Any]:
    await guest.send(messages.claim("prizes", 1, ID, False))
    return await guest.next("receipt", "answer")


async def buy(store: Store) -> None:
    """Let the viewer buy, through whichever edge."""
    now_ms = store.clock.now_ms()
    await store.ledger.open_window(
        1, "lipstick", 1, 1, [OutletWindow("app", now_ms - 1000, now_ms + 60_000, 5)]
    )
    await store.ledger.claim("lipstick", 1, [Claim(named("v-1"), "app", ID)])


async def test_an_edge_that_dies_takes_only_its_last_seconds_along(store: Store) -> None:
    async with running(plan=RULE, viewers=store.viewers) as one:
        await say(one, "prizes")
        async with one.guest(ticket=ticket(one)) as guest:
            assert (await ask(guest))[4] == "not_eligible"
            one.clock.ahead_ms += 50_000
            told = one.hall.claims.eligibility._watching
            assert told is not None
            mine = told._seen[named("v-1")]
            await until(lambda: mine.until_s * 1000 >= one.clock.now_ms() - 9_000)
            one.clock.ahead_ms += (watching.TELL_S - 1) * 1000
            # It dies: what it has not told the store is gone, and nobody says goodbye.
            for task in one.edge._tasks:
                task.cancel()
            one.hall.claims.eligibility._watching = None
    await buy(store)
    async with running(plan=RULE, viewers=store.viewers) as other:
        other.clock.ahead_ms = one.clock.ahead_ms
        await say(other, "prizes")
        async with other.guest(ticket=ticket(other)) as guest:
            await guest.send(messages.ask_may("prizes"))
            _, _, may, _, left_s, reasons = await guest.next("standing")
            assert (may, reasons) == ("no", ["watched"])
            assert 8 <= left_s <= 11, "fifty seconds are kept, the last nine are not"
            other.clock.ahead_ms += left_s * 1000
            assert (await ask(guest))[0] == "receipt"


async def test_a_store_that_stands_still_means_pending(tmp_path: Path) -> None:
    async with (
        EmbeddedStore(tmp_path) as server,
        await Store.open(server.url, "616") as store,
        running(plan=RULE, viewers=store.viewers) as house,
    ):
        await buy(store)
        await say(house, "prizes")
        async with house.guest(ticket=ticket(house)) as guest:
            os.kill(server.pid, signal.SIGSTOP)
            try:
                assert (await ask(guest))[4] == "pending"
            finally:
                os.kill(server.pid, signal.SIGCONT)
            house.clock.ahead_ms += 60_000
            while (answer := (await ask(guest)))[0] == "answer":
                assert answer[4] == "pending", "never a no"
                await asyncio.sleep(0.1)
