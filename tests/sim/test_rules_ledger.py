"""Each rule of the ledger, broken in one place of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gala.core import seckill
from gala.core.effects import OpenWindow
from gala.core.events import EntriesFrozen, WindowSettled, WindowToppedUp
from gala.ports import OutletWindow
from gala.sim import rules_ledger
from gala.sim.rules_ledger import LedgerRules
from gala.sim.store_model import Request
from gala.sim.watched import WatchedStore
from tests.sim.storing import HOUR_MS, START_MS, claim, in_virtual_time

ROWS = (("app", START_MS, START_MS + HOUR_MS, 5),)


class Watch:
    """Passes writes on to the rules."""

    def __init__(self, store: WatchedStore, rules: LedgerRules) -> None:
        self.wrote = rules.wrote
        self.went_back = rules.again


class Bench:
    """A store with the window `sale` open, and what the rules have found."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.store = WatchedStore(lambda: (START_MS + 5) * 1_000)
        self.rules = LedgerRules(lambda rule, _: self.broken.append(rule), self.store)
        self.rules.offered(OpenWindow("sale", 1, 1, ROWS))
        self.store.watcher = Watch(self.store, self.rules)

    async def open(self, stock: int = 5, opens_ms: int = START_MS) -> None:
        """Open the window in the store."""
        row = OutletWindow("app", opens_ms, START_MS + HOUR_MS, stock)
        await self.store.serve(Request("window_open", (1, "sale", 1, 1, (row,))))

    async def claim(self, *viewers: str) -> None:
        """Claim one unit each."""
        claims = tuple(claim(viewer) for viewer in viewers)
        await self.store.serve(Request("claim_batch", ("sale", 1, claims)))


@in_virtual_time
async def test_what_is_given_as_it_should_be() -> None:
    bench = Bench()
    await bench.open()
    await bench.claim("ann", "bob", "ann")
    assert bench.rules.left("sale", 1, "app") == 3
    await bench.store.serve(Request("window_close", (1, "sale", 1)))
    bench.rules.settled(WindowSettled(1, "sale", 1, (("app", 2), ("tv", 0)), 0))
    assert bench.rules.ended("sale", 1)
    assert not bench.rules.ended("sale", 2)
    bench.rules.again()
    assert bench.rules.left("sale", 1, "app") == 3
    assert bench.broken == []


@in_virtual_time
async def test_more_than_the_sheet_has() -> None:
    bench = Bench()
    await bench.open(stock=9)
    await bench.claim(*"abcdef")
    assert bench.broken == [rules_ledger.STOCK]


@in_virtual_time
async def test_what_was_topped_up_may_be_given_until_the_log_is_read_anew() -> None:
    bench = Bench()
    await bench.open(stock=9)
    bench.rules.topped_up(WindowToppedUp(1, "sale", 1, "app", 1, "more came", "a", "b"))
    await bench.claim(*"abcdef")
    assert bench.broken == []
    bench.rules.nothing_added()
    await bench.claim("g")
    assert bench.broken == [rules_ledger.STOCK]


@in_virtual_time
async def test_before_the_opening_that_the_log_has() -> None:
    bench = Bench()
    bench.rules.offered(OpenWindow("sale", 1, 1, (("app", START_MS + 50, START_MS + 90, 5),)))
    await bench.open()
    await bench.claim("ann")
    assert bench.broken == [rules_ledger.IN_TIME]


def _forgetting(apply: Callable[..., seckill.Batch]) -> Callable[..., seckill.Batch]:
    return lambda shard, _, *rest: apply(shard, {}, *rest)


@in_virtual_time
async def test_two_for_one() -> None:
    bench = Bench()
    await bench.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seckill, "apply_batch", _forgetting(seckill.apply_batch))
        await bench.claim("ann")
        await bench.claim("ann")
    assert bench.broken == [rules_ledger.ONE_EACH]


@in_virtual_time
async def test_figures_that_the_journal_has_not() -> None:
    bench = Bench()
    await bench.open()
    await bench.claim("ann")
    settled = WindowSettled(1, "sale", 1, (("app", 2), ("tv", 0)), 0)
    bench.rules.settled(settled)
    bench.rules.settled(replace(settled, sold=(("app", 1), ("tv", 0))))
    bench.rules.frozen(EntriesFrozen(1, "sale", 1, "00" * 32, 5, (("app", 5, 1),)))
    bench.rules.frozen(EntriesFrozen(1, "sale", 1, "00" * 32, 5, (("app", 5, 2),)))
    assert bench.broken == [rules_ledger.JOURNALS] * 3
