"""Rules broken on purpose: the simulator is finished when it catches each of them.

Each canary is one change to one rule, and a bound: within so many seeds an invariant must break.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from gala.client import claims as client_claims
from gala.client.clock import ShowClock
from gala.client.events import Answer
from gala.conductor import conductor
from gala.conductor.conductor import LEASE_MS
from gala.core import committing, seckill, step
from gala.core.eligibility import Eligible, NotEligible
from gala.core.orders.book import RETURNED, Book, Entry, OrderKey
from gala.core.orders.rules import member
from gala.core.orders.tables import OrderState
from gala.core.seckill import Batch, Claim, OutletTotals, Part, Refused, Shard, Winner, Won
from gala.core.state import Show
from gala.core.trust import claims as trust_claims
from gala.core.trust.claims import Claims
from gala.edge import eligibility, receipts, retained, windows
from gala.proof.chain import Chain, first_round_at
from gala.sim import (
    rules_end,
    rules_guarantees,
    rules_ledger,
    rules_log,
    rules_orders,
    rules_viewers,
    store_cues,
    store_faults,
    store_guarantees,
    store_ledger,
    store_log,
    store_orders,
    store_replies,
    store_windows,
)
from gala.sim.plans import Fate, drawn
from gala.sim.runner import play
from gala.sim.store_model import Request

Patch = pytest.MonkeyPatch


def _any(_: Fate) -> bool:
    return True


def _zombies(fate: Fate) -> bool:
    """Whether somebody is away for longer than a lease and comes back."""
    away = ("freeze", "half_open", "partition", "isolate")
    return any(fault.name in away and fault.lasts_s > LEASE_MS / 1_000 for fault in fate.faults)


def _buys(fate: Fate) -> bool:
    return fate.buys


def caught(
    seeds: int, *rules: str, wait: bool = True, where: Callable[[Fate], bool] = _any
) -> None:
    """Play seeds until one of `rules` breaks; fail when none has within the bound.

    `where` leaves out, for time's sake, those in which the broken rule cannot show.
    """
    for seed in range(seeds):
        if not where(drawn(Random(f"{seed}/fate"))):
            continue
        broken = play(seed, wait=wait).broken
        if broken:
            assert broken.startswith(rules), f"seed {seed}: {broken}"
            return
    pytest.fail(f"nothing noticed it within {seeds} seeds")


def test_no_fence(monkeypatch: Patch) -> None:
    append, publish = store_log.LogModel.append, store_cues.CuesModel.publish

    def append_anyway(self: Any, now_ms: int, epoch: int, *rest: Any) -> int:
        return append(self, now_ms, max(epoch, self.epoch), *rest)

    def publish_anyway(self: Any, now_ms: int, epoch: int, *rest: Any) -> int:
        return publish(self, now_ms, max(epoch, self._epoch), *rest)

    def unfenced(shard: Shard, epoch: int) -> Shard:
        return replace(shard, epoch=max(epoch, shard.epoch))

    monkeypatch.setattr(store_log.LogModel, "append", append_anyway)
    monkeypatch.setattr(store_cues.CuesModel, "publish", publish_anyway)
    monkeypatch.setattr(seckill, "fence", unfenced)
    monkeypatch.setattr(store_windows.WindowsModel, "_fenced", lambda self, _, w: self._window(w))
    caught(200, rules_log.FENCE, where=_zombies)


def test_no_dedup_within_a_batch(monkeypatch: Patch) -> None:
    apply = seckill.apply_batch

    def one_by_one(
        shard: Shard, had: Mapping[str, Won], now_ms: int, gen: int, claims: Sequence[Claim]
    ) -> Batch:
        decisions: list[Any] = []
        winners: list[Winner] = []
        for claim in claims:
            done = apply(shard, had, now_ms, gen, [claim])
            shard = done.shard
            decisions += done.decisions
            winners += done.winners
        return Batch(shard, tuple(decisions), tuple(winners))

    monkeypatch.setattr(seckill, "apply_batch", one_by_one)
    caught(20, rules_ledger.ONE_EACH)


def test_an_answer_before_the_replicas_have_it() -> None:
    caught(
        200,
        rules_viewers.SAME_BYTES,
        rules_log.REPLAYS,
        rules_log.LOGGED,
        rules_ledger.JOURNALS,
        rules_viewers.CUES,
        wait=False,
        where=lambda fate: fate.replicated,
    )


def test_seqs_that_begin_anew_with_an_epoch(monkeypatch: Patch) -> None:
    real = step.step

    def anew(show: Show, event: Any) -> Any:
        after, effects = real(show, event)
        if event.name == "epoch_began" and event.epoch > 1:
            after = replace(after, seqs=tuple((channel, 0) for channel, _ in after.seqs))
        return after, effects

    monkeypatch.setattr("gala.core.log.step", anew)
    caught(20, rules_log.LOGGED, rules_viewers.CUES, rules_end.CONVERGES)


def test_a_snapshot_that_does_not_cover_what_it_says(monkeypatch: Patch) -> None:
    whole = retained.Retained.indexes
    monkeypatch.setattr(retained.Retained, "indexes", lambda self, now: whole(self, now)[:-1])
    caught(5, rules_viewers.COVERED)


def test_a_room_that_does_not_tell_who_comes_late_what_is_on(monkeypatch: Patch) -> None:
    apply = retained.Retained.apply

    def forgetful(self: Any, cue: Any) -> None:
        apply(self, replace(cue, kind="later") if cue.kind == "room_take" else cue)

    monkeypatch.setattr(retained.Retained, "apply", forgetful)
    caught(40, rules_viewers.COVERED, where=lambda fate: fate.rooms)


def test_sold_out_for_an_answer_to_a_retry(monkeypatch: Patch) -> None:
    judge = windows.Windows.judge

    def hasty(self: Any, claim: Any, outlet: str, *rest: Any) -> Any:
        window = self._windows.get(claim.window)
        if window is not None and outlet in window.sold_out:
            return Refused("sold_out")
        return judge(self, claim, outlet, *rest)

    monkeypatch.setattr(windows.Windows, "judge", hasty)
    caught(10, rules_viewers.HELD)


def test_one_unit_too_many(monkeypatch: Patch) -> None:
    refusal = seckill._refusal

    def generous(shard: Shard, part: Part | None, now_ms: int, gen: int, quantity: int) -> Any:
        return refusal(shard, part, now_ms, gen, quantity - 1)

    monkeypatch.setattr(seckill, "_refusal", generous)
    caught(5, rules_ledger.STOCK)


def test_a_claim_by_the_edges_clock(monkeypatch: Patch) -> None:
    decide = store_windows.WindowsModel.claim
    monkeypatch.setattr(
        store_windows.WindowsModel, "claim", lambda self, now, *rest: decide(self, now + 40, *rest)
    )
    caught(5, rules_ledger.IN_TIME)


def test_a_commitment_to_a_round_that_has_come(monkeypatch: Patch) -> None:
    def earlier(chain: Chain, at_ms: int) -> int:
        return first_round_at(chain, at_ms - 1_000)

    monkeypatch.setattr(committing, "first_round_at", earlier)
    monkeypatch.setattr(conductor, "not_after_ms", lambda _: 0)
    caught(5, rules_log.AHEAD, rules_end.RECORD)


def test_a_commitment_that_a_slow_store_may_write_late(monkeypatch: Patch) -> None:
    serve = store_faults.FaultyStore.serve

    async def slow(self: Any, request: Request) -> object:
        if request.name == "log_append" and b"draw_committed" in request.args[2]:
            await asyncio.sleep(0.6)
        return await serve(self, request)

    monkeypatch.setattr(store_faults.FaultyStore, "serve", slow)
    assert play(0).broken.startswith(rules_end.CONVERGES), "it tries and tries: none is in time"
    monkeypatch.setattr(conductor, "not_after_ms", lambda _: 0)
    caught(1, rules_log.AHEAD)


def test_another_leaf_on_a_retry(monkeypatch: Patch) -> None:
    batch = receipts.Receipts._batch

    async def forgetful(self: Any, window: str, won: Won, together: Any) -> Any:
        winners = list(await batch(self, window, won, together))
        if won.index not in together:
            later = replace(won, at_ms=won.at_ms + 1)
            winners[won.index] = replace(winners[won.index], won=later)
        return winners

    monkeypatch.setattr(receipts.Receipts, "_batch", forgetful)
    caught(20, rules_viewers.SAME_BYTES)


def test_an_archive_that_misses_an_entry(monkeypatch: Patch) -> None:
    records = store_ledger._records

    def missing(entries: Any) -> Iterator[Any]:
        return iter(list(records(entries))[:-1])

    monkeypatch.setattr(store_ledger, "_records", missing)
    caught(5, rules_ledger.JOURNALS, rules_end.CONVERGES)


def test_totals_that_forget_a_unit(monkeypatch: Patch) -> None:
    real = seckill.totals

    def fewer(shard: Shard, gen: int) -> tuple[OutletTotals, ...]:
        return tuple(replace(row, sold=max(0, row.sold - 1)) for row in real(shard, gen))

    monkeypatch.setattr(seckill, "totals", fewer)
    caught(5, rules_ledger.JOURNALS)


def test_a_clock_that_runs_ahead_of_its_own_error(monkeypatch: Patch) -> None:
    now: Callable[[ShowClock], int] = ShowClock.now_ms
    monkeypatch.setattr(ShowClock, "now_ms", lambda self: now(self) + 80)
    caught(5, rules_viewers.NOT_EARLY)


def test_pending_taken_for_a_no(monkeypatch: Patch) -> None:
    hear = client_claims.Claims._hear

    async def resigned(self: Any, *args: Any) -> Any:
        got = await hear(self, *args)
        if isinstance(got, Answer) and got.outcome == "pending":
            object.__setattr__(got, "outcome", "pending ")
        return got

    monkeypatch.setattr(client_claims.Claims, "_hear", resigned)
    monkeypatch.setattr(
        Answer, "final", property(lambda self: self.outcome.strip() not in ("too_early", "pending"))
    )
    caught(20, rules_viewers.FINAL)


def test_edges_that_let_everybody_in(monkeypatch: Patch) -> None:
    monkeypatch.setattr(eligibility, "judge", lambda *_: Eligible(1))
    caught(5, rules_viewers.ENTITLED)


def test_edges_that_turn_away_whom_they_should_not(monkeypatch: Patch) -> None:
    monkeypatch.setattr(eligibility, "judge", lambda *_: NotEligible(("ticket",)))
    caught(5, rules_viewers.TRUE_NO)


def test_a_late_payment_that_takes_the_unit_from_who_has_it(monkeypatch: Patch) -> None:
    pay = store_orders.OrdersModel.pay

    def takes(self: Any, now_ms: int, key: str, order: str, *rest: Any) -> Any:
        book, name = self._window(key).book, store_orders._key(order)
        if name in book.orders and book.orders[name].state is OrderState.RELEASED:
            book.holders[name.outlet, name.unit] = RETURNED
        return pay(self, now_ms, key, order, *rest)

    monkeypatch.setattr(store_orders.OrdersModel, "pay", takes)
    caught(40, rules_orders.ONE_HAND, where=_buys)


def test_a_release_that_does_not_look_whose_turn_it_is(monkeypatch: Patch) -> None:
    release = store_orders.OrdersModel.release

    def whoever(self: Any, now_ms: int, key: str, *rest: Any) -> Any:
        if len(rest) > 5:
            unit = store_orders._key(rest[5])[:2]
            holder = self._window(key).book.holders.get(unit, 0)
            if holder > 0:
                rest = (*rest[:5], member(OrderKey(*unit, holder)))
        return release(self, now_ms, key, *rest)

    monkeypatch.setattr(store_orders.OrdersModel, "release", whoever)
    caught(40, rules_orders.ASKED, where=_buys)


def test_a_key_whose_answer_is_not_looked_up(monkeypatch: Patch) -> None:
    monkeypatch.setattr(store_replies.RepliesModel, "begin", lambda *_: 1)
    monkeypatch.setattr(
        store_replies.RepliesModel, "keep", lambda _, __, ___, ____, reply, *_r: reply
    )
    caught(40, rules_orders.ONE_ANSWER, where=_buys)


def test_a_list_that_is_called_from_its_end(monkeypatch: Patch) -> None:
    wait = Book._wait

    def pushes_in(self: Book, entry: Entry) -> None:
        wait(self, entry)
        self.queues[entry.outlet].move_to_end(entry.viewer, last=False)

    monkeypatch.setattr(Book, "_wait", pushes_in)
    caught(40, rules_orders.IN_TURN, where=_buys)


def test_orders_that_an_older_epoch_may_release(monkeypatch: Patch) -> None:
    monkeypatch.setattr(store_orders, "_fence", lambda *_: None)
    caught(400, rules_log.FENCE, where=lambda fate: fate.buys and _zombies(fate))


def test_a_deadline_by_somebody_elses_clock(monkeypatch: Patch) -> None:
    release = store_orders.OrdersModel.release
    monkeypatch.setattr(
        store_orders.OrdersModel,
        "release",
        lambda self, now_ms, *rest: release(self, now_ms + 1_500, *rest),
    )
    caught(40, rules_orders.CLOCK, where=_buys)


def test_a_coupon_that_is_used_as_often_as_it_is_shown(monkeypatch: Patch) -> None:
    monkeypatch.setattr(trust_claims, "_earlier", lambda *_: None)
    caught(40, rules_guarantees.ONCE, where=_buys)


def test_a_quota_that_nobody_looks_at(monkeypatch: Patch) -> None:
    monkeypatch.setattr(trust_claims, "_fits", lambda *_: True)
    caught(40, rules_guarantees.QUOTA, where=_buys)


def test_a_claim_that_is_decided_anew(monkeypatch: Patch) -> None:
    decide = store_guarantees.GuaranteesModel.decide

    def anew(self: Any, now_ms: int, key: str, claim: str, *rest: Any) -> Any:
        book: Claims = self._claims
        if claim in book.standings:
            old = book.standings[claim]
            book.standings[claim] = replace(old, state=trust_claims.ClaimState.FILED)
        return decide(self, now_ms, key, claim, *rest)

    monkeypatch.setattr(store_guarantees.GuaranteesModel, "decide", anew)
    caught(60, rules_guarantees.ONE_CHAIN, where=_buys)
