"""A window on several shards of a real store: sold to the last unit, and not one more."""

import asyncio
import hashlib
import random
from collections import Counter

import pytest

from gala.core.seckill import Winner
from gala.ports import Claim, OutletTotals, OutletWindow, Refused, StoreDown, Won
from gala.proof.batches import parse_batch
from gala.store.keys import shard_of
from gala.store.show import Store

HOUR_MS = 3_600_000
SHARDS = 4


def viewer(number: int) -> str:
    return hashlib.sha256(b"%d" % number).hexdigest()[:32]


async def opened(store: Store, window: str, stock: int) -> list[tuple[str, int]]:
    await store.cut_into(SHARDS, [window])
    now_ms = store.clock.now_ms()
    row = OutletWindow("app", now_ms - HOUR_MS, now_ms + HOUR_MS, stock)
    await store.ledger.open_window(1, window, 1, 100, [row])
    return [("app", stock)]


async def test_stock_is_sold_to_the_last_unit_whoever_comes_where(store: Store) -> None:
    seed = random.randrange(10**6)
    rng = random.Random(seed)
    stock = await opened(store, "w", 37)
    # Most of the crowd is on one shard, so stock must move.
    crowd = [viewer(number) for number in range(400)]
    crowd = [one for one in crowd if shard_of(one, SHARDS) == 1 or rng.random() < 0.05][:60]
    won: dict[str, Won] = {}
    while True:
        waiting = [one for one in crowd if one not in won]
        claims = [Claim(one, "app", bytes.fromhex(one)) for one in waiting]
        decisions = await store.ledger.claim("w", 1, claims)
        won |= {
            one: told for one, told in zip(waiting, decisions, strict=True) if isinstance(told, Won)
        }
        if not any(told == Refused("pending") for told in decisions):
            break
        await store.ledger.supply(1, "w", 1, stock)
    assert len(won) == 37, f"seed {seed}"
    assert len({one.unit for one in won.values()}) == 37
    gen, totals = await store.ledger.totals("w")
    assert gen == 1
    assert totals == (OutletTotals("app", 37, len(crowd) - 37),)
    journal = await store.claims_journal("w")
    assert Counter(winner.viewer for winner in journal) == Counter(list(won))


async def test_who_has_a_unit_gets_it_again_from_the_shard_and_the_batch(store: Store) -> None:
    await opened(store, "x", 400)
    claims = [Claim(viewer(n), "app", bytes.fromhex(viewer(n))) for n in range(40)]
    first = await store.ledger.claim("x", 1, claims)
    assert await store.ledger.claim("x", 9, claims) == first
    for claim, told in zip(claims, first, strict=True):
        assert isinstance(told, Won)
        batch = await store.ledger.batch("x", told.batch)
        assert batch[told.index] == Winner(claim.viewer, "app", told)
        assert parse_batch(told.batch).shard == shard_of(claim.viewer, SHARDS)


async def test_two_conductors_cannot_both_move_stock(store: Store) -> None:
    stock = await opened(store, "y", 10)
    await store.ledger.fence(2, ["y"])
    claims = [Claim(viewer(n), "app", bytes.fromhex(viewer(n))) for n in range(40)]
    assert Refused("pending") in await store.ledger.claim("y", 1, claims)
    with pytest.raises(Exception, match="epoch 2"):
        await store.ledger.supply(1, "y", 1, stock)
    await asyncio.gather(*(store.ledger.supply(2, "y", 1, stock) for _ in range(5)))
    states = [await store.ledger._calls.state("y", shard) for shard in range(SHARDS)]
    assert sum(rows["app"][0].stock for _, rows in states) <= 10


async def test_a_window_that_is_not_cut_lies_on_one(store: Store) -> None:
    await store.cut_into(1, ["z"])
    assert await store.ledger.shards("z") == 1


async def test_a_shard_that_cannot_be_asked_leaves_its_own_without_an_answer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(store, "v", 400)
    ask = store.ledger._calls.claim

    async def torn(window: str, gen: int, claims: object, place: object, deadline: int) -> object:
        if place[0] in cut_off:  # type: ignore[index]
            raise StoreDown("cut off")
        return await ask(window, gen, claims, place, deadline)  # type: ignore[arg-type]

    claims = [Claim(viewer(n), "app", bytes.fromhex(viewer(n))) for n in range(40)]
    with monkeypatch.context() as patch:
        patch.setattr(store.ledger._calls, "claim", torn)
        cut_off = [2]
        told = await store.ledger.claim("v", 1, claims)
        theirs = [shard_of(claim.viewer, SHARDS) == 2 for claim in claims]
        assert [one == Refused("pending") for one in told] == theirs
        assert 0 < sum(theirs) < len(claims)
        cut_off = list(range(SHARDS))
        with pytest.raises(StoreDown):
            await store.ledger.claim("v", 1, claims)
    assert all(isinstance(told, Won) for told in await store.ledger.claim("v", 1, claims))
    _, (totals,) = await store.ledger.totals("v")
    assert totals.sold == 40
