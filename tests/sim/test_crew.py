"""The crew: keys at random from a seed, and a show that is brought home."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from gala.sim import runner
from gala.sim.crew import Crew
from gala.sim.hosts import Host
from gala.sim.plans import Fate

WITH_CREW = Fate(calm=False, crew=True, replicated=False, late_ms=0, faults=())


@pytest.mark.parametrize("seed", range(3))
def test_keys_at_random_and_a_show_that_ends(seed: int) -> None:
    outcome = runner.play(seed, fate=WITH_CREW)
    assert outcome.broken == ""
    presses = [line for line in outcome.story if " presses " in line]
    assert len(presses) > 10
    assert any(line.endswith(": done") for line in presses)
    assert {line.split()[2] for line in presses} >= {"director", "second"}


def test_windows_are_paused_topped_up_closed_and_revoked() -> None:
    done: set[str] = set()
    for seed in range(8):
        outcome = runner.play(seed, fate=replace(WITH_CREW, crew=False, hands=True))
        assert outcome.broken == ""
        done |= {
            line.split(" presses ")[1].split()[0]
            for line in outcome.story
            if " presses " in line and line.endswith(": done")
        }
    assert done >= {"pause_window", "resume_window", "top_up", "close_window", "revoke"}


def test_what_comes_next_in_a_room_is_taken_by_hand() -> None:
    for seed in range(12):
        outcome = runner.play(seed, fate=replace(WITH_CREW, rooms=True))
        assert outcome.broken == ""
        if any(" presses room_go " in line and ": done" in line for line in outcome.story):
            return
    pytest.fail("nobody took anything")


@pytest.mark.parametrize(("key", "way_home"), [("panic", "clear"), ("manual", "auto")])
def test_whatever_was_left_behind_is_brought_home(
    key: str, way_home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one_key(self: Crew, host: Host) -> None:
        if host.name == "director":
            await asyncio.sleep(4)
            await self._press(host.name, await self._cast.ports(host), {"command": key})

    monkeypatch.setattr(Crew, "sit", one_key)
    outcome = runner.play(1, fate=WITH_CREW)
    assert outcome.broken == ""
    assert any(f"director  presses {key}: done" in line for line in outcome.story)
    assert any(f"stage     presses {way_home}: done" in line for line in outcome.story)
