"""The platform of a simulated night: it hears of orders and has its viewers' money, or has not.

It pays in time, late, twice, twice under one key, with the wrong amount, gives back, changes its
mind, or does nothing; and it asks the same again under the same key until it is answered. What it
does with an order is drawn from the order's name.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from enum import Enum
from random import Random
from typing import Any, Protocol

from .desks import AWAY, DESKS, SERVICE, Ask, Told
from .hosts import Host
from .simulation import Simulation
from .viewers import Person

SHOP = "shop"

_LOOKS_EVERY_S = 0.6
_ANSWER_S = 1.2
_AGAIN_S = (0.1, 0.5)
_SOON_S = 3.0
_ROUND_THE_DEADLINE_S = (-0.4, 2.5)


class Habit(Enum):
    """What becomes of an order."""

    PAYS = "pays"
    TWICE = "pays twice at once under one key"
    TWO_KEYS = "pays once under two keys"
    TWO_PAYMENTS = "pays by two payments"
    REUSES = "uses the key of its payment for another"
    TOO_LITTLE = "pays too little"
    LATE = "pays at about the deadline"
    GIVES_BACK = "gives it back, and says so twice"
    CHANGES_ITS_MIND = "gives it back and pays after all"
    NEVER = "does nothing"


class Witness(Protocol):
    """Who judges what the platform is told."""

    def asked(self, ask: Ask) -> None:
        """Take what is going to be asked."""

    def answered(self, ask: Ask, told: Told) -> None:
        """Take the final answer to a request."""

    def joined(self, window: str, viewer: str, told: Told) -> None:
        """Take the final answer to a viewer who asked to be put on a list."""


class Shop:
    """The platform. `names` are its viewers' by their pseudonyms, `open` what it waits for."""

    def __init__(self, sim: Simulation, names: Mapping[str, str], witness: Witness) -> None:
        self.open: dict[int, str] = {}
        self._sim = sim
        self._names = names
        self._witness = witness
        self._rng = sim.random(SHOP)
        self._numbers = 0
        self._seen: set[str] = set()
        self._acts: set[asyncio.Task[None]] = set()

    async def trade(self, host: Host) -> None:
        """Listen for events without end, and do with each order what is its way."""
        after = ""
        while True:
            await asyncio.sleep(_LOOKS_EVERY_S)
            told = await self._asked(Ask("events", after), self._rng)
            if told is None:
                continue
            after = told.body["after"]
            for event in told.body["events"]:
                if event["id"] not in self._seen:
                    self._seen.add(event["id"])
                    self._take(event)

    async def join(self, person: Person, ticket: str, window: str) -> None:
        """Ask for a viewer, from its phone, until there is an answer."""
        rng = self._sim.random(f"{person.name} waits in {window}")
        told = await self.insist(Ask("join", window, ticket), rng)
        self._witness.joined(window, person.pseudonym, told)

    def _take(self, event: dict[str, Any]) -> None:
        order = event.get("order", "")
        if event["type"] == "order.held":
            self._act(self._live_with(event))
        elif event["type"] == "order.refund_due":
            body = {"refund": f"r-{order}"}
            self._act(self._send("refund_done", order, f"refund {order}", body))

    async def _live_with(self, event: dict[str, Any]) -> None:
        order, price_fen = event["order"], event["price_fen"]
        rng = self._sim.random(f"order {order}")
        habit = rng.choice(list(Habit))
        viewer = self._names[event["viewer"]]
        paid = {"viewer": viewer, "amount_fen": price_fen, "payment": f"p-{order}"}
        soon_s = rng.uniform(0, _SOON_S)
        left_s = (event["until_ms"] - event["at_ms"]) / 1_000

        def pay(key: str = "", **other: object) -> Coroutine[Any, Any, None]:
            return self._send("pay", order, f"pay{key} {order}", {**paid, **other})

        if habit is Habit.NEVER:
            return
        late_s = max(0.0, left_s + rng.uniform(*_ROUND_THE_DEADLINE_S))
        await asyncio.sleep(late_s if habit is Habit.LATE else soon_s)
        match habit:
            case Habit.PAYS | Habit.LATE:
                await pay()
            case Habit.TWICE:
                await asyncio.gather(pay(), pay())
            case Habit.TWO_KEYS:
                await asyncio.gather(pay(), pay(" too"))
            case Habit.TWO_PAYMENTS:
                await pay()
                await pay(" too", payment=f"q-{order}")
            case Habit.REUSES:
                await pay()
                await pay(payment=f"q-{order}")
            case Habit.TOO_LITTLE:
                await pay(amount_fen=price_fen - 1)
            case Habit.GIVES_BACK | Habit.CHANGES_ITS_MIND:
                await self._send("release", order, f"release {order}", {})
                await asyncio.sleep(rng.uniform(0, _SOON_S))
                if habit is Habit.CHANGES_ITS_MIND:
                    await pay()
                else:
                    await self._send("release", order, f"release too {order}", {})

    async def _send(self, what: str, order: str, key: str, body: Mapping[str, object]) -> None:
        ask = Ask(what, order, key.replace(" ", ":"), json.dumps(body).encode())
        self._numbers += 1
        number = self._numbers
        self.open[number] = f"{what} {order}"
        self._witness.asked(ask)
        told = await self.insist(ask, self._sim.random(f"{key} {number}"))
        del self.open[number]
        self._witness.answered(ask, told)

    async def insist(self, ask: Ask, rng: Random) -> Told:
        """Ask one desk or the other until there is an answer that is final."""
        while True:
            told = await self._asked(ask, rng)
            if told is not None:
                return told
            await asyncio.sleep(rng.uniform(*_AGAIN_S))

    async def _asked(self, ask: Ask, rng: Random) -> Told | None:
        """Ask one of the desks; None without an answer that is final."""
        try:
            async with asyncio.timeout(_ANSWER_S):
                told: Told = await self._sim.calls.call(rng.choice(DESKS), SERVICE, ask)
        except TimeoutError:
            return None
        return None if told.status == AWAY else told

    def _act(self, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(act)
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)
