"""A key that was taken out takes with it who came by it, and nobody else."""

from __future__ import annotations

import asyncio
import math
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from gala.edge import key_watch
from gala.edge.key_watch import watch_keys
from gala.edge.limits import Limits
from gala.edge.metrics import EdgeMetrics
from gala.edge.revoking import SPREAD_S, STEP_S, send_away, step_size
from gala.wire import messages
from gala.wire.tickets import TicketKey, issue, keys_in

from .fakes import SHOW
from .house import KEY, House, running, until
from .test_key_watch import write

OLD, NEW = TicketKey("old", b"o" * 32), TicketKey("new", b"n" * 32)


@dataclass
class Sitting:
    """A viewer, as far as this is about it."""

    key: TicketKey | None = OLD
    counted: bool = True
    gone: bool = False

    def revoke(self) -> None:
        """Note it."""
        self.gone = True


def full(viewers: list[Sitting], *, secure: bool = False, limits: Limits | None = None) -> Any:
    """A hall with these in it."""
    return SimpleNamespace(
        main=SimpleNamespace(members=viewers),
        secure=secure,
        limits=limits or Limits(),
        rng=Random(1),
    )


@pytest.mark.parametrize(
    ("viewers", "secure", "size", "whole_s"),
    [
        (0, False, 1, 0.0),
        (1, False, 1, 0.0),
        (600, False, 30, 1.0),  # what the door takes in a second
        (16_000, False, 30, 27.0),
        (200, True, 10, 1.0),  # what it takes over TLS
        (16_000, True, 27, 30.0),  # it would take it 80 s
    ],
)
def test_no_step_is_long_and_neither_is_the_whole(
    viewers: int, secure: bool, size: int, whole_s: float
) -> None:
    assert step_size(viewers, full([], secure=secure)) == size
    assert (viewers / size - 1) * STEP_S <= whole_s <= SPREAD_S


def test_no_step_is_longer_than_a_slice() -> None:
    limits = Limits(handshakes_per_s=math.inf)
    assert step_size(16_000, full([], limits=limits)) == limits.slice_viewers


async def test_others_have_their_turn_between_the_steps_and_who_goes_is_chance() -> None:
    sitting = [Sitting() for _ in range(90)]
    going = asyncio.create_task(send_away(full(sitting), lambda key: False))
    seen = [0]
    while not going.done():
        await asyncio.sleep(0)
        if (gone := sum(one.gone for one in sitting)) != seen[-1]:
            seen.append(gone)
        if gone == 30:
            assert not all(one.gone for one in sitting[:30])
    assert seen == [0, 30, 60, 90]


async def test_the_others_stay_and_the_edges_own_viewer_does() -> None:
    sitting = [Sitting(), Sitting(NEW), Sitting(None), Sitting(TicketKey("p", b"p" * 32), False)]
    await send_away(full(sitting), lambda key: key == NEW)
    assert [one.gone for one in sitting] == [True, False, True, False]


async def test_a_key_that_comes_back_keeps_who_is_still_in() -> None:
    sitting = [Sitting() for _ in range(100)]
    trusted: list[TicketKey] = []
    going = asyncio.create_task(send_away(full(sitting), lambda key: key in trusted))
    await asyncio.sleep(0)
    trusted.append(OLD)
    await going
    assert sum(one.gone for one in sitting) == 30


def ticket(house: House, key: TicketKey, viewer: str) -> str:
    """A good ticket by a key."""
    now_ms = house.clock.now_ms()
    return issue(key, SHOW, viewer, "app", now_ms, now_ms + 60_000)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the keys, looked at often."""
    monkeypatch.setattr(key_watch, "LOOK_S", 0.02)
    write(tmp_path / "keys.json", OLD, NEW)
    return tmp_path / "keys.json"


def watching(house: House, keys: Path) -> asyncio.Task[None]:
    """The task that reads the file for the house's edge."""
    verifier = house.hall.door._verifier
    assert verifier.keys == [KEY]
    return asyncio.create_task(watch_keys(verifier, lambda: keys_in(keys), house.edge.recheck))


@pytest.mark.parametrize("tls", [False, True])
async def test_exactly_the_viewers_of_a_key_are_sent_away(keys: Path, tls: bool) -> None:
    limits = Limits(linger_s=1.0, handshakes_per_s=100.0, tls_handshakes_per_s=100.0)
    async with (
        running(tls=tls, limits=limits, options={"probe": True}) as house,
        AsyncExitStack() as stack,
    ):
        task = watching(house, keys)
        await until(lambda: {key.kid for key in house.hall.door._verifier.keys} == {"old", "new"})
        await until(lambda: house.edge.problem() is None)
        come = [
            (key, await stack.enter_async_context(house.guest(ticket=ticket(house, key, name))))
            for number in range(12)
            for key, name in ((OLD, f"o-{number}"), (NEW, f"n-{number}"))
        ]
        write(keys, NEW)
        closed = await asyncio.gather(*(guest.closed() for key, guest in come if key is OLD))
        assert closed == [(4401, "expired")] * 12
        assert house.edge.viewers == 12
        assert house.edge.problem() is None, "its own viewer has a key of its own"
        await house.cues.say("panic")
        for key, guest in come:
            if key is NEW:
                assert (await guest.next("cue"))[5] == "panic"
        assert house.hall.tally.closed == {"revoked": 12}
        samples = [one for metric in EdgeMetrics(house.hall).collect() for one in metric.samples]
        (counted,) = [one for one in samples if one.labels.get("word") == "revoked"]
        assert (counted.name, counted.value) == ("gala_edge_closed_total", 12)
        task.cancel()


async def test_a_receipt_comes_again_after_coming_back_by_another_key(keys: Path) -> None:
    claim = messages.claim("lipstick", 1, bytes(range(16)), False)
    async with running() as house:
        task = watching(house, keys)
        await until(lambda: {key.kid for key in house.hall.door._verifier.keys} == {"old", "new"})
        now_ms = house.clock.now_ms()
        rows = [["app", now_ms, now_ms + 60_000, 5]]
        await house.cues.say("window", "lipstick", 1, "open", rows)
        await until(lambda: house.hall.main.ring.seq)
        async with house.guest(ticket=ticket(house, OLD, "v-1")) as guest:
            house.ledger.gate.hang()
            await guest.send(claim)
            await until(lambda: house.ledger.calls)
            write(keys, NEW)
            assert await guest.closed() == (4401, "expired")
        house.ledger.gate.go()
        again = messages.claim("lipstick", 1, bytes(range(16)), True)
        async with house.guest(ticket=ticket(house, NEW, "v-1")) as guest:
            await guest.send(again)
            first = await guest.next("receipt")
            await guest.send(again)
            assert await guest.next("receipt") == first
        async with house.guest(ticket=ticket(house, NEW, "v-2")) as guest:
            await guest.send(claim)
            other = await guest.next("receipt")
        assert other[4:] != first[4:], "another viewer has another unit"
        assert len({claim.viewer for *_, claims in house.ledger.calls for claim in claims}) == 2
        task.cancel()


async def test_it_ends_with_the_edge(keys: Path) -> None:
    async with running(limits=Limits(linger_s=0.2, handshakes_per_s=1.0)) as house:
        task = watching(house, keys)
        await until(lambda: {key.kid for key in house.hall.door._verifier.keys} == {"old", "new"})
        async with AsyncExitStack() as stack:
            guests = [
                await stack.enter_async_context(house.guest(ticket=ticket(house, OLD, f"v-{n}")))
                for n in range(3)
            ]
            write(keys, NEW)
            await until(lambda: house.edge.viewers < 3)
            stop = asyncio.ensure_future(house.edge.stop())
            closed = await asyncio.gather(*(guest.closed() for guest in guests))
            assert {code for code, _ in closed} <= {4401, 1001}
            await stop
        task.cancel()
        assert house.edge._revoking is not None
        assert house.edge._revoking.done()
