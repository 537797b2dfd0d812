"""What a conductor counts, while the store is away and when another takes over."""

from __future__ import annotations

import asyncio

import pytest

from gala.conductor import conductor as module
from gala.ports import LeaseState
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import accepted, conducting, opened, over, press, world_of
from tests.plugins.waiting import until


async def test_a_night(store: Store) -> None:
    async with conducting(store, "a") as one:
        assert one.problem() == "starting"
        await opened(store, pace_milli=10_000)
        await until(lambda: one.conducting)
        assert one.problem() is None
        await accepted(store, "manual")
        await accepted(store, "auto")
        answer = await press(store, "clear")
        assert answer is not None
        assert not answer["accepted"]
        await over(one)
    tally = one.tally
    assert (tally.terms, tally.fenced) == (1, 0)
    assert tally.commands == {"accepted": 2, str(answer["code"]): 1}
    assert sum(tally.late_s.counts) >= 4, "whatever the clock has brought"
    assert 0 <= tally.late_s.sum < 10


async def test_a_store_that_is_away_makes_it_late(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARD_S", 0.3)
    monkeypatch.setattr(module, "RENEW_MS", 100)
    world = world_of(store)
    gone = away("append", "renew", times=0)
    world.lease = bent(store.lease, lambda name, call: gone(name, call))
    world.log = bent(store.log, lambda name, call: gone(name, call))
    async with conducting(world, "a") as one:
        await opened(store, pace_milli=10_000)
        await until(lambda: one.conducting and one.show.on_air)
        gone = away("append", "renew", times=1_000)
        await until(lambda: one.problem() == "stale")
        await until(lambda: one.overdue_ms() > 300)
        gone = away()
        await until(lambda: one.problem() is None)
        await over(one)
    assert one.overdue_ms() == 0
    assert one.tally.store_errors["show"] >= 3
    assert one.tally.store_errors["lease"] >= 2
    assert one.tally.late_s.sum >= 0.3


async def test_who_stands_by_is_ready_while_the_store_answers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARD_S", 0.5)
    world = world_of(store)
    gone = away()
    world.log = bent(store.log, lambda name, call: gone(name, call))
    async with conducting(store, "a") as first:
        await opened(store, mode="manual")
        await until(lambda: first.conducting)
        async with conducting(world, "b") as second:
            await until(lambda: second.problem() is None)
            assert not second.conducting
            gone = away("wait", times=1_000)
            await until(lambda: second.problem() == "stale")
            assert second.tally.store_errors["standby"] >= 1
            gone = away()
            await until(lambda: second.problem() is None)


async def test_how_long_nobody_conducted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEASE_MS", 300)
    async with conducting(store, "a") as first:
        await opened(store, mode="manual")
        await until(lambda: first.conducting)
        assert first.tally.dark_s == 0
    await asyncio.sleep(0.5)
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        assert 0.5 <= second.tally.dark_s < 10


async def test_a_takeover_that_cannot_be_finished_is_said(store: Store) -> None:
    world = world_of(store)
    world.ledger = bent(store.ledger, away("fence", times=5))
    async with conducting(world, "a") as one:
        await opened(store)
        await until(lambda: one.problem() == "takeover")
        assert not one.conducting
        await until(lambda: one.conducting)
        assert one.problem() is None


async def test_who_was_fenced_counts_it(store: Store) -> None:
    async with conducting(store, "a") as one:
        await opened(store, mode="manual")
        await until(lambda: one.conducting)
        await store.lease.release("a", one.show.epoch)
        taken: LeaseState = await store.lease.take("b", 60_000)
        assert taken.holder == "b"
        await until(lambda: one.tally.fenced)
        assert not one.conducting
        await asyncio.sleep(0)
        assert one.problem() is None, "it stands by"
