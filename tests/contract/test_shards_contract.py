"""One shard of a window, in the store and by the pure rules: the same answers to the same calls."""

import itertools
from collections.abc import Awaitable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core import seckill
from gala.core.seckill import EpochError, Shard
from gala.core.supply import Level, Move
from gala.ports import Claim, Decision, Fenced, OutletWindow, StoreError, Won
from gala.store.ledger import StoreShards
from gala.store.show import Store

HOUR_MS = 3_600_000
OUTLETS = ("app", "tv")
PLACE = (2, 5)
WINDOWS = (f"cut{number}" for number in itertools.count())


@dataclass(frozen=True)
class Open:
    epoch: int
    gen: int
    stock: int
    more: bool


@dataclass(frozen=True)
class Grant:
    epoch: int
    gen: int
    outlet: str
    off: int
    """How far the stock that is named is from the true one."""
    by: int
    more: bool


@dataclass(frozen=True)
class Ask:
    gen: int
    viewers: tuple[str, ...]
    outlet: str


@dataclass(frozen=True)
class Close:
    epoch: int
    gen: int


EPOCHS = st.sampled_from([2, 2, 2, 1, 3])
GENS = st.sampled_from([1, 1, 1, 2])
ASKS = st.builds(
    Ask,
    GENS,
    st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=5).map(tuple),
    st.sampled_from(OUTLETS),
)
GRANTS = st.builds(
    Grant,
    EPOCHS,
    GENS,
    st.sampled_from((*OUTLETS, "radio")),
    st.sampled_from([0, 0, 0, 1]),
    st.integers(-4, 4),
    st.booleans(),
)
OPENS = st.builds(Open, EPOCHS, GENS, st.integers(0, 4), st.booleans())
STEPS = st.lists(
    st.one_of(ASKS, ASKS, GRANTS, GRANTS, OPENS, st.builds(Close, EPOCHS, GENS)), max_size=14
)


def rows(step: Open, now_ms: int) -> list[OutletWindow]:
    return [
        OutletWindow(outlet, now_ms - HOUR_MS, now_ms + HOUR_MS, step.stock, step.more)
        for outlet in OUTLETS
    ]


def levels(shard: Shard) -> dict[str, tuple[Level, int]]:
    """What stands of the present opening, as the ledger reads it."""
    return {
        part.window.outlet: (
            Level(part.window.stock, part.sold, part.window.more, part.wanted),
            part.turned_away,
        )
        for part in shard.parts
        if part.gen == shard.gen
    }


def stock_of(shard: Shard, gen: int, outlet: str) -> int:
    for part in shard.parts:
        if (part.gen, part.window.outlet) == (gen, outlet):
            return part.window.stock
    return 0


@given(first=OPENS, steps=STEPS)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_a_shard_of_the_store_goes_by_the_rules(
    store: Store, first: Open, steps: list[object]
) -> None:
    shards = StoreShards(store._calls, store._claims, store.show)
    window, shard, receipts = next(WINDOWS), Shard(), dict[str, Won]()
    now_ms = store.clock.now_ms()
    for step in (first, *steps):
        fenced = False
        act: Awaitable[object]
        match step:
            case Open():
                try:
                    shard = seckill.open_window(
                        shard, step.epoch, step.gen, 7, rows(step, now_ms), PLACE
                    )
                except EpochError:
                    fenced = True
                act = shards.open(step.epoch, window, step.gen, 7, rows(step, now_ms), PLACE)
            case Grant():
                here = stock_of(shard, step.gen, step.outlet) + step.off
                there = max(0, here + step.by)
                try:
                    shard, _ = seckill.grant(
                        shard, step.epoch, step.gen, step.outlet, (here, there), step.more
                    )
                except EpochError:
                    fenced = True
                move = Move(PLACE[0], here, there, step.more)
                act = shards.grant(step.epoch, window, step.gen, step.outlet, move)
            case Close():
                try:
                    shard, _ = seckill.close_window(shard, step.epoch, step.gen)
                except EpochError:
                    fenced = True
                act = shards.close(step.epoch, window, step.gen, PLACE[0])
            case Ask():
                claims = [Claim(one, step.outlet, one.encode().rjust(16)) for one in step.viewers]
                batch = seckill.apply_batch(shard, receipts, now_ms, step.gen, claims)
                shard = batch.shard
                receipts |= {winner.viewer: winner.won for winner in batch.winners}
                told = await shards.claim(window, step.gen, claims, PLACE, 5_000)
                assert list(map(plain, told)) == list(map(plain, batch.decisions))
                continue
            case _:
                raise AssertionError(step)
        if fenced:
            with pytest.raises(Fenced):
                await act
        else:
            await act
        assert await shards.state(window, PLACE[0]) == (shard.gen, levels(shard))


def plain(decision: Decision) -> object:
    """Return a decision without its instant, which is the store's."""
    if isinstance(decision, Won):
        return decision.gen, decision.claim_id, decision.unit, decision.quantity, decision.outlet
    return decision


async def test_a_claim_on_another_number_of_shards_is_refused(store: Store) -> None:
    shards = StoreShards(store._calls, store._claims, store.show)
    now_ms, window = store.clock.now_ms(), next(WINDOWS)
    await shards.open(1, window, 1, 7, rows(Open(1, 1, 3, False), now_ms), (0, 5))
    claims = [Claim("a", "app", bytes(16))]
    with pytest.raises(StoreError, match="the window has 5, 1 came"):
        await shards.claim(window, 1, claims, (0, 1), 1_000)
