"""A live show reconciled in the midst of claims: what comes meanwhile is never a difference."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from gala.after.account import Account, from_store
from gala.after.reconcile import differences, reconcile
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.conductor.claimant import Claimant
from tests.conductor.nights import conducting, opened
from tests.core.trust.cards import CARD
from tests.plugins.waiting import until

SHEET = CARD.replace("stock: {app: 5}", "stock: {app: 500}").replace("length: 5s", "length: 300ms")


def differing(account: Account) -> dict[tuple[str, str], tuple[int, int]]:
    found = differences(reconcile(account))
    return {(one.of, one.what): (one.said, one.counted) for one in found}


@pytest.fixture
async def claimant(store: Store) -> AsyncIterator[Claimant]:
    await opened(store, sheet=SHEET)
    async with conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting and conductor.show.window("pens").rows)
        await until(lambda: store.clock.now_ms() > conductor.show.window("pens").opens_at_ms)
        yield Claimant(store)


async def test_a_claim_before_every_read_is_no_difference(
    store: Store, claimant: Claimant, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0
    async with await Store.open(store.url, store.show) as reader:
        call = reader._calls.call

        async def interrupted(*command: Any, **more: Any) -> Any:
            nonlocal reads
            if command != ("TIME",):  # which the reader's clock asks for by itself, at any time
                reads += 1
                await claimant.claims()
            return await call(*command, **more)

        monkeypatch.setattr(reader._calls, "call", interrupted)
        account = await from_store(reader)
    assert reads > 8
    assert differing(account) == {}
    assert 0 < account.guarantees.before < len(account.guarantees.entries)
    assert len(account.winners("pens")) > 0


async def test_what_the_store_has_lost_or_made_up_is_named(
    store: Store, claimant: Claimant
) -> None:
    for _ in range(5):
        await claimant.claims()
    assert differing(await from_store(store)) == {}
    other, keys = Connections(store.url), ShowKeys(store.show)
    await other.call("HINCRBY", keys.guarantee_totals, "fen:refund", 7)
    assert differing(await from_store(store)) == {("guarantee refund", "met, kept, fen"): (4, 11)}
    await other.call("HINCRBY", keys.guarantee_totals, "fen:refund", -7)
    last = (await other.call("XREVRANGE", keys.guarantee_journal, "+", "-", "COUNT", 1))[0]
    await other.call("XDEL", keys.guarantee_journal, last[0])
    assert differing(await from_store(store)) == {
        ("guarantees", "claims kept"): (4, 5),
        ("guarantee again", "claims met, kept"): (0, 1),
        ("guarantee again", "met, kept, fen"): (0, 500),
    }
    await other.aclose()
