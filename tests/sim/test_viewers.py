"""The people of the simulated night, watched through a calm one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from gala.client import Receipt
from gala.proof.pseudonym import pseudonym
from gala.sim import runner
from gala.sim.hosts import Host
from gala.sim.invariants import Judge
from gala.sim.plans import VIEWERS, Fate
from gala.sim.simulation import Simulation
from gala.sim.viewers import Person

CALM = Fate(calm=True, crew=False, replicated=False, late_ms=0, faults=())


def test_they_claim_ask_again_and_go_along_into_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    retries: Counter[bool] = Counter()
    begun: Counter[str] = Counter()
    claimed, heard = Judge.claimed, Judge.heard

    def counted(self: Judge, person: Person, window: str, got: Any, retry: bool) -> None:
        asked[window] += 1
        retries[retry and isinstance(got, Receipt)] += 1
        claimed(self, person, window, got, retry)

    def listened(self: Judge, person: Person, event: Any) -> None:
        if type(event).__name__ == "Snapshot":
            begun[event.channel] += 1
        heard(self, person, event)

    monkeypatch.setattr(Judge, "claimed", counted)
    monkeypatch.setattr(Judge, "heard", listened)
    assert runner.play(2, fate=CALM).broken == ""
    assert set(asked) == {"sale", "rain", "prizes", "last", "few"}
    assert all(count > 10 for count in asked.values())
    assert retries[True] > 3
    assert begun == {"main": 20, "room:beauty": 20}


def test_a_phone_that_is_started_again_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    person: Any = None

    class Nobody:
        def came(self, person: Person) -> None:
            assert person.viewer is None

    with Simulation(1) as sim:
        host: Host = sim.host(VIEWERS[0])
        person = Person(sim, host, "app", Nobody(), bytes(32))  # type: ignore[arg-type]
        assert person.pseudonym == pseudonym(bytes(32), "v01")
        person.open[1] = "sale"

        async def main() -> None:
            task = host.run(person.live(host))
            import asyncio

            await asyncio.sleep(5)
            assert person.open == {}
            assert not person.connected
            task.cancel()

        sim.run(main())
