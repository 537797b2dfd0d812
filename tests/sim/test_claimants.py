"""Claimants and staff by themselves: what they ask, how often, and that staff hears of it once."""

from __future__ import annotations

import asyncio
import json
from random import Random
from typing import Any, cast

from gala.client import Receipt
from gala.sim.claimants import STAFF, Claimants
from gala.sim.desks import Ask, Told
from gala.sim.simulation import Simulation
from gala.sim.viewers import Person


class Receipted:
    """A receipt, as far as claimants look at it."""

    window = "sale"

    def bundle(self, origin: str) -> bytes:
        return json.dumps({"origin": origin}).encode()


class Somebody:
    """A viewer by its name and phone."""

    def __init__(self, sim: Simulation, name: str) -> None:
        self.name = name
        self.host = sim.host(name)


def played(seed: int, error: str = "") -> tuple[list[Ask], list[Ask]]:
    """What twenty viewers and staff ask, when desks answer with `error` or take everything."""
    claims: list[Ask] = []
    decisions: list[Ask] = []

    class Heard:
        def claimed(self, person: Person, ask: Ask, told: Told) -> None:
            claims.append(ask)

        def decided(self, ask: Ask, told: Told) -> None:
            decisions.append(ask)

    async def insist(ask: Ask, rng: Random) -> Told:
        await asyncio.sleep(rng.random() / 100)
        if error:
            return Told(409, {"error": error})
        return Told(200, {"claim": ask.about, "state": "filed" if ask.what == "file" else "met"})

    with Simulation(seed) as sim:
        claimants = Claimants(sim, "o", insist, Heard())

        async def main() -> None:
            staff = sim.host(STAFF).run(claimants.decide(sim.hosts[STAFF]))
            got = cast("Receipt", Receipted())
            viewers: list[Any] = [Somebody(sim, f"v{number:02}") for number in range(20)]
            await asyncio.gather(
                *(one.host.run(claimants.claim(one, "ticket", got)) for one in viewers)
            )
            await asyncio.sleep(60)
            assert claimants.open == {}
            staff.cancel()

        sim.run(main())
    return claims, decisions


def test_what_is_filed_is_decided_once_by_each_mind() -> None:
    claims, decisions = played(1)
    filed = {ask.about for ask in claims if ask.what == "file"}
    assert 5 < len(claims) < 40
    assert {ask.what for ask in claims} == {"file", "redeem"}
    assert {json.loads(ask.body)["guarantee"] for ask in claims} == {"refund", "gift"}
    assert {ask.about for ask in decisions} == filed
    minds = [(ask.about, json.loads(ask.body)["by"]) for ask in decisions]
    assert len(minds) == len(set(minds)) > len(filed), "staff is of two minds now and then"


def test_who_has_not_paid_asks_again_and_gives_up() -> None:
    claims, decisions = played(1, "not_paid")
    assert decisions == []
    assert {sum(one.about == ask.about for one in claims) for ask in claims} == {4}
    refused, _ = played(1, "quota")
    assert {sum(one.about == ask.about for one in refused) for ask in refused} == {1}


def test_the_same_seed_asks_the_same() -> None:
    assert played(3) == played(3) != played(4)
