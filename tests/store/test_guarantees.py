import asyncio
from dataclasses import replace

import pytest

from gala.core.trust.claims import Claims, ClaimState, Decided, Declined, Filing, Standing
from gala.core.trust.figures import guarantee_figures
from gala.core.trust.recount import Bought
from gala.ports import StoreDown, StoreError
from gala.store.connection import Connections
from gala.store.guarantees import StoreGuarantees
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.core.trust.cards import BO, PAID_FEN, card, filing, verdict

# The small show's purchase is of 1970: a claim of today is made on later terms.
FOR_EVER_MS = 2**50


def fresh(claim: int = 1, guarantee: str = "refund", unit: int = 1, viewer: str = BO) -> Filing:
    return replace(filing(claim, guarantee, unit, viewer), until_ms=FOR_EVER_MS)


QUOTA = {one.id: one.quota for one in card().offers.values()}


async def test_a_claim_goes_through_the_store(store: Store) -> None:
    kept = store.guarantees
    filed = await kept.file(fresh(), "it broke 坏了")
    met = await kept.decide(verdict(), QUOTA["refund"])
    assert isinstance(filed, Standing)
    assert isinstance(met, Standing)
    assert (filed.state, met.state) == (ClaimState.FILED, ClaimState.MET)
    assert (met.by, met.reason, met.amount_fen) == ("director", "seen the pictures", 400)
    _, entries = await kept.journal("0")
    told = Claims()
    assert [told.take(one.entry) for one in entries] == [filed, met]
    assert [one.said for one in entries] == ["it broke 坏了", ""]


async def test_a_coupon_that_everybody_redeems_at_once_pays_one(store: Store) -> None:
    kept = store.guarantees
    answers = await asyncio.gather(
        *(kept.redeem(fresh(n, "again"), QUOTA["again"]) for n in range(1, 30))
    )
    assert len(set(answers)) == 1
    assert len((await kept.journal("0"))[1]) == 1
    others = [fresh(n, "again", n) for n in range(2, 9)]
    assert await asyncio.gather(*(kept.redeem(one, QUOTA["again"]) for one in others)) == (
        [Declined("quota")] * 7
    )


async def test_a_quota_holds_when_two_decide_at_once(store: Store) -> None:
    kept = store.guarantees
    for unit in range(1, 6):
        await kept.file(fresh(unit, "refund", unit), "")
    decisions = [verdict(unit, 300, by=f"seat-{unit}") for unit in range(1, 6)]
    answers = await asyncio.gather(*(kept.decide(one, QUOTA["refund"]) for one in decisions))
    assert sum(isinstance(one, Standing) for one in answers) == 2
    assert answers.count(Declined("quota")) == 3


async def test_who_waits_hears_of_the_next_claim(store: Store) -> None:
    kept = store.guarantees
    assert await kept.wait("0", 1) == ("0", [])
    waiting = asyncio.create_task(kept.wait("0", 5_000))
    await kept.file(fresh(), "")
    cursor, entries = await waiting
    assert len(entries) == 1
    assert await kept.wait(cursor, 1) == (cursor, [])


async def test_a_long_journal_is_read_in_pages(store: Store) -> None:
    kept = store.guarantees
    for first in range(1, 521, 40):  # at once, but not more than a slow disk syncs in a second
        filed = (kept.file(fresh(n, "refund", n), "") for n in range(first, first + 40))
        await asyncio.gather(*filed)
    _, entries = await kept.journal("0")
    assert len(entries) == 520


async def test_what_is_no_entry_is_told(store: Store, calls: Connections) -> None:
    await calls.call(
        "XADD", ShowKeys(store.show).guarantee_journal, "*", "at_ms", "1", "entry", "{}"
    )
    with pytest.raises(StoreError, match="no such entry"):
        await store.guarantees.journal("0")


async def test_a_store_that_is_gone_is_told() -> None:
    calls = Connections("redis://127.0.0.1:1")
    with pytest.raises(StoreDown):
        await StoreGuarantees(calls, calls, "evening").file(fresh(), "")


async def test_a_recount_in_the_midst_of_filing_finds_no_difference(store: Store) -> None:
    """Claims are filed, met and redeemed by several at once while others count again and again."""
    kept, bought_ms = store.guarantees, store.clock.now_ms()
    units = {("pens", "app", n): Bought(BO, PAID_FEN, bought_ms) for n in range(1, 81)}

    def claim(unit: int, guarantee: str) -> Filing:
        offer = card().offers[guarantee]
        made = filing(unit, guarantee, unit, BO)
        return replace(made, until_ms=offer.until_ms(bought_ms))

    async def viewers(first: int) -> None:
        for unit in range(first, 81, 4):
            if unit % 20 == 1:
                await kept.redeem(claim(unit, "again"), QUOTA["again"])
            else:
                await kept.file(claim(unit, "refund"), "")
                await kept.decide(verdict(unit, unit % 3), QUOTA["refund"])

    filing_now = asyncio.gather(*map(viewers, range(1, 5)))
    rounds = busy = 0
    while not filing_now.done():
        journaled = await kept.journaled()
        differing = [one for one in guarantee_figures(card(), units, journaled) if not one.equal]
        assert not differing
        rounds += 1
        busy += journaled.before < len(journaled.entries)
    await filing_now
    assert busy > 0, "nothing was filed while the store was read"
    journaled = await kept.journaled()
    assert journaled.before == len(journaled.entries) > 80
    assert journaled.kept is not None
    assert journaled.kept.claims == sum(not isinstance(one, Decided) for one in journaled.entries)


async def test_a_store_that_lost_a_decision_is_seen(store: Store) -> None:
    kept = store.guarantees
    await kept.file(fresh(), "")
    await kept.decide(verdict(), QUOTA["refund"])
    other = Connections(store.url)
    await other.call("HINCRBY", ShowKeys(store.show).guarantee_totals, "fen:refund", -1)
    await other.aclose()
    figures = guarantee_figures(card(), {}, await kept.journaled())
    (wrong,) = [one for one in figures if one.what == "met, kept, fen" and not one.equal]
    assert (wrong.of, wrong.said, wrong.counted) == ("guarantee refund", 400, 399)
