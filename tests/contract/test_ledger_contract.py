"""The store's ledger and the pure rules give the same answers to the same histories.

The store's clock cannot be driven, so instants lie an hour off it: a part is past, open or to come
for as long as a history takes, and what a millisecond decides is left to the tests of each side.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core import seckill
from gala.core.seckill import EpochError, Shard, Winner
from gala.ports import Claim, Decision, Fenced, OutletTotals, OutletWindow, Refused, Won
from gala.store.show import Store

HOUR_MS = 3_600_000
SLACK_MS = 2_000

OUTLETS = ("app", "tv", "大屏")
VIEWERS = ("ann", "bo", "周", "d e", "eve")


@dataclass(frozen=True)
class Part:
    """An outlet's part: open from `opens_h` to `closes_h` hours from now."""

    outlet: str
    opens_h: int
    closes_h: int
    stock: int

    def row(self, now_ms: int) -> OutletWindow:
        return OutletWindow(
            self.outlet,
            now_ms + self.opens_h * HOUR_MS,
            now_ms + self.closes_h * HOUR_MS,
            self.stock,
        )


@dataclass(frozen=True)
class Open:
    epoch: int
    gen: int
    price_fen: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Close:
    epoch: int
    gen: int


@dataclass(frozen=True)
class Fence:
    epoch: int


@dataclass(frozen=True)
class Batch:
    gen: int
    claims: tuple[Claim, ...]


Step = Open | Close | Fence | Batch

GENS = st.integers(1, 3)
# Mostly one conductor: a history in which most steps are fenced shows little.
EPOCHS = st.sampled_from([2, 2, 2, 2, 1, 3])
WHEN = st.sampled_from([(-1, 1), (-1, 1), (-1, 1), (-2, -1), (1, 2)])
PARTS = st.lists(
    st.builds(
        lambda outlet, when, stock: Part(outlet, when[0], when[1], stock),
        st.sampled_from(OUTLETS),
        WHEN,
        st.integers(0, 6),
    ),
    min_size=1,
    unique_by=lambda part: part.outlet,
).map(tuple)
# One in a seckill, some in a rain, much in a draw; what is left may be less than is asked for.
QUANTITIES = st.sampled_from([1, 1, 1, 2, 3, 4])
CLAIMS = st.lists(
    st.builds(
        Claim,
        st.sampled_from(VIEWERS),
        st.sampled_from(OUTLETS),
        st.binary(min_size=16, max_size=16),
        QUANTITIES,
    ),
    min_size=1,
    max_size=6,
).map(tuple)
BATCHES = st.builds(Batch, GENS, CLAIMS)
STEPS = st.one_of(
    BATCHES,
    BATCHES,
    st.builds(Open, EPOCHS, GENS, st.integers(0, 10**9), PARTS),
    st.builds(Close, EPOCHS, GENS),
    st.builds(Fence, EPOCHS),
)
# Each begins with an opening: before that there is little to see.
HISTORIES = st.tuples(
    st.builds(Open, st.just(1), st.just(1), st.integers(0, 10**9), PARTS),
    st.lists(STEPS, max_size=12),
).map(lambda parts: [parts[0], *parts[1]])


@dataclass
class Rules:
    """The pure rules, run as the ledger is."""

    shard: Shard = field(default_factory=Shard)
    receipts: dict[str, Won] = field(default_factory=dict)
    journal: list[Winner] = field(default_factory=list)

    def open_window(self, step: Open, now_ms: int) -> None:
        rows = [part.row(now_ms) for part in step.parts]
        self.shard = seckill.open_window(self.shard, step.epoch, step.gen, step.price_fen, rows)

    def close_window(self, step: Close) -> tuple[OutletTotals, ...]:
        self.shard, totals = seckill.close_window(self.shard, step.epoch, step.gen)
        return totals

    def fence(self, step: Fence) -> None:
        self.shard = seckill.fence(self.shard, step.epoch)

    def claim(self, step: Batch, now_ms: int) -> tuple[Decision, ...]:
        batch = seckill.apply_batch(self.shard, self.receipts, now_ms, step.gen, step.claims)
        self.shard = batch.shard
        self.receipts |= {winner.viewer: winner.won for winner in batch.winners}
        self.journal += batch.winners
        return batch.decisions

    def totals(self) -> tuple[int, tuple[OutletTotals, ...]]:
        return self.shard.gen, seckill.totals(self.shard, self.shard.gen)


def alike(decision: Decision) -> tuple[object, ...]:
    """A decision without the instant, which each side has of its own clock."""
    if isinstance(decision, Refused):
        return decision.outcome, decision.at_ms
    return (
        decision.gen,
        decision.claim_id,
        decision.unit,
        decision.price_fen,
        decision.quantity,
        decision.outlet,
    )


def where(won: Won) -> tuple[object, ...]:
    """Where a receipt stands in the journal: the store's own word, which values do not compare."""
    return won.batch, won.index, won.size, won.outlet


async def check_batches(
    store: Store, window: str, step: Batch, decisions: Sequence[Decision], fresh: list[Winner]
) -> None:
    """The new winners of a call are one entry of the journal, in their order."""
    by_viewer = {
        claim.viewer: decision
        for claim, decision in zip(step.claims, decisions, strict=True)
        if isinstance(decision, Won)
    }
    new = [by_viewer[one.viewer] for one in fresh]
    assert [(won.index, won.size) for won in new] == [(n, len(new)) for n in range(len(new))]
    assert len({won.batch for won in new}) <= 1
    for won in by_viewer.values():
        batch = await store.ledger.batch(window, won.batch)
        assert len(batch) == won.size
        assert batch[won.index].won == won
        assert where(batch[won.index].won) == where(won)
    if new:
        batch = await store.ledger.batch(window, new[0].batch)
        assert [(one.viewer, one.outlet, one.won.unit, one.won.quantity) for one in batch] == [
            (one.viewer, one.outlet, one.won.unit, one.won.quantity) for one in fresh
        ]


def check_instants(
    seen: dict[str, Won], step: Batch, decisions: Sequence[Decision], now_ms: int
) -> None:
    """A new receipt is of this moment, and a viewer's receipt is the same ever after."""
    for claim, decision in zip(step.claims, decisions, strict=True):
        if isinstance(decision, Won):
            if claim.viewer not in seen:
                assert abs(decision.at_ms - now_ms) < SLACK_MS
            first = seen.setdefault(claim.viewer, decision)
            assert first == decision
            assert where(first) == where(decision), "a retry is told the same batch and place"


async def play(store: Store, window: str, rules: Rules, step: Step, seen: dict[str, Won]) -> None:
    """Take one step on both sides; they agree, in refusing it too."""
    now_ms = store.clock.now_ms()
    ledger = store.ledger
    match step:
        case Open():
            rules.open_window(step, now_ms)
            rows = [part.row(now_ms) for part in step.parts]
            await ledger.open_window(step.epoch, window, step.gen, step.price_fen, rows)
        case Close():
            expected = rules.close_window(step)
            assert await ledger.close_window(step.epoch, window, step.gen) == expected
        case Fence():
            rules.fence(step)
            await ledger.fence(step.epoch, [window])
        case Batch():
            decisions = await ledger.claim(window, step.gen, step.claims)
            before = len(rules.journal)
            assert list(map(alike, decisions)) == list(map(alike, rules.claim(step, now_ms)))
            check_instants(seen, step, decisions, now_ms)
            await check_batches(store, window, step, decisions, rules.journal[before:])


windows = (f"w{n}" for n in itertools.count())


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_the_store_decides_as_the_rules_do(store: Store, history: list[Step]) -> None:
    window, rules, seen = next(windows), Rules(), dict[str, Won]()
    stock: dict[tuple[int, str], int] = {}
    for step in history:
        newest = rules.shard.gen
        try:
            await play(store, window, rules, step, seen)
        except EpochError:
            with pytest.raises(Fenced):
                await on_the_store_alone(store, window, step)
        else:
            if isinstance(step, Open) and step.gen > newest:
                stock |= {(step.gen, part.outlet): part.stock for part in step.parts}
        assert await store.ledger.totals(window) == rules.totals()
    # Whatever was answered before is answered again.
    viewers = [Claim(viewer, "app", bytes(16)) for viewer in seen]
    assert await store.ledger.claim(window, 9, viewers) == list(seen.values())

    journal = await store.claims_journal(window)
    assert [(one.viewer, one.outlet, one.won) for one in journal] == [
        (one.viewer, one.outlet, seen[one.viewer]) for one in rules.journal
    ]
    sold: Counter[tuple[int, str]] = Counter()
    units: Counter[str] = Counter()
    for one in journal:
        assert one.won.unit == units[one.outlet] + 1, "numbers follow on without a gap"
        units[one.outlet] += one.won.quantity
        sold[one.won.gen, one.outlet] += one.won.quantity
    assert all(sold[part] <= stock[part] for part in sold), "never more than there is"
    gen, totals = await store.ledger.totals(window)
    assert {row.outlet: row.sold for row in totals} == {
        outlet: sold[of, outlet] for of, outlet in stock if of == gen
    }


async def on_the_store_alone(store: Store, window: str, step: Step) -> None:
    """Take a step that the rules have refused."""
    match step:
        case Open():
            await store.ledger.open_window(step.epoch, window, step.gen, step.price_fen, [])
        case Close():
            await store.ledger.close_window(step.epoch, window, step.gen)
        case Fence():
            await store.ledger.fence(step.epoch, [window])
        case Batch():
            raise AssertionError("claims have no epoch")


async def test_a_batch_that_never_was_has_nobody(store: Store) -> None:
    assert await store.ledger.batch("nowhere", "1-0") == []
