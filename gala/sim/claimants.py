"""Viewers who claim on guarantees with their receipts, and staff who decide: the habits of both.

Some file twice, some use a coupon twice at once, at both consoles; staff is of two minds now and
then. What is asked is asked again until it is answered.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, Protocol

from gala.client import Receipt
from gala.core.trust.book import book_of

from . import night
from .desks import Ask, Told
from .hosts import Host
from .simulation import Simulation
from .viewers import Person

STAFF = "staff"
SEATS = ("ann", "bo")

_WANTS_SHARE = 0.7
_TWICE_SHARE = 0.5
_SOON_S = (1.0, 5.0)
_TRIES = 4
"""How often somebody asks who has not paid yet."""
_MET_SHARE = 0.7
_TWO_MINDS_SHARE = 0.6
_THINKS_S = (0.2, 2.0)

Insist = Callable[[Ask, Random], Coroutine[Any, Any, Told]]


class Witness(Protocol):
    """Who judges what claimants and staff are told."""

    def claimed(self, person: Person, ask: Ask, told: Told) -> None:
        """Take the answer to a claim."""

    def decided(self, ask: Ask, told: Told) -> None:
        """Take the answer to a decision."""


class Claimants:
    """All who claim and decide; `open` are the decisions that have no answer yet."""

    def __init__(self, sim: Simulation, origin: str, insist: Insist, witness: Witness) -> None:
        self.open: dict[int, str] = {}
        self._sim = sim
        self._origin = origin
        self._windows = book_of(night.sheet(paid=True)).windows
        self._insist = insist
        self._witness = witness
        self._filed: asyncio.Queue[str] = asyncio.Queue()
        self._seen: set[str] = set()
        self._numbers = 0

    async def claim(self, person: Person, ticket: str, got: Receipt) -> None:
        """Have a viewer claim by a receipt, or not, from its phone."""
        rng = self._sim.random(f"{person.name} claims by {got.window} {person.host.lives}")
        if got.window not in self._windows or rng.random() > _WANTS_SHARE:
            return
        receipt = json.loads(got.bundle(self._origin))
        what = rng.choice(("file", "redeem"))
        claims = [rng.randbytes(16).hex() for _ in range(1 + (rng.random() < _TWICE_SHARE))]
        body = {"receipt": receipt, "guarantee": "gift" if what == "redeem" else "refund"}
        asks = [Ask(what, claim, ticket, json.dumps(body).encode()) for claim in claims]
        for _ in range(_TRIES):
            await asyncio.sleep(rng.uniform(*_SOON_S))
            answers = await asyncio.gather(
                *(self._insist(ask, Random(f"{rng.random()} {ask.about}")) for ask in asks)
            )
            for ask, told in zip(asks, answers, strict=True):
                self._witness.claimed(person, ask, told)
                if told.status == 200 and told.body["state"] == "filed":
                    self._wait_for_staff(told.body["claim"])
            if all(told.body.get("error") != "not_paid" for told in answers):
                return

    async def decide(self, host: Host) -> None:
        """Decide what is filed, without end."""
        rng = self._sim.random(STAFF)
        while True:
            claim = await self._filed.get()
            await asyncio.sleep(rng.uniform(*_THINKS_S))
            met = rng.random() < _MET_SHARE
            minds = [(SEATS[0], met)]
            if rng.random() < _TWO_MINDS_SHARE:
                minds.append((SEATS[1], not met))
            await asyncio.gather(*(self._decides(claim, seat, met) for seat, met in minds))

    async def _decides(self, claim: str, seat: str, met: bool) -> None:
        self._numbers += 1
        number = self._numbers
        self.open[number] = f"{seat} on {claim}"
        body = {"met": met, "amount_fen": int(met), "by": seat, "reason": "as seen"}
        ask = Ask("decide", claim, "", json.dumps(body).encode())
        told = await self._insist(ask, self._sim.random(f"{seat} on {claim}"))
        del self.open[number]
        self._witness.decided(ask, told)

    def _wait_for_staff(self, claim: str) -> None:
        if claim not in self._seen:
            self._seen.add(claim)
            self._filed.put_nowait(claim)
