import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from gala.ports import (
    Claim,
    Fenced,
    OutletTotals,
    OutletWindow,
    Refused,
    StoreDown,
    Won,
)
from gala.store.embedded import EmbeddedStore
from gala.store.sharded import CLAIMS_MAX
from gala.store.show import Store
from tests.plugins.waiting import until

HOUR_MS = 3_600_000


def claim(viewer: str, outlet: str = "app") -> Claim:
    return Claim(viewer, outlet, os.urandom(16))


async def opened(store: Store, stock: int, gen: int = 1, window: str = "w") -> None:
    now = store.clock.now_ms()
    rows = [OutletWindow("app", now - HOUR_MS, now + HOUR_MS, stock)]
    await store.ledger.open_window(1, window, gen, 990, rows)


async def test_units_are_numbered_and_then_sold_out(store: Store) -> None:
    await opened(store, 2)
    claims = [claim("a"), claim("b"), claim("c")]
    before = store.clock.now_ms()
    first, second, third = await store.ledger.claim("w", 1, claims)
    assert isinstance(first, Won)
    assert isinstance(second, Won)
    assert (first.gen, first.claim_id, first.unit, first.price_fen) == (
        1,
        claims[0].claim_id,
        1,
        990,
    )
    assert abs(first.at_ms - before) < 5_000
    assert (second.unit, second.at_ms) == (2, first.at_ms)
    assert third == Refused("sold_out")
    assert await store.ledger.totals("w") == (1, (OutletTotals("app", 2, 1),))


async def test_units_beyond_thousands_are_written_out(store: Store) -> None:
    quantities = [998, 1, 1, 1, 1, 999, 10**6 - 1, 1, 10**12 - 2_001_999, 1]
    await opened(store, 10**12)
    claims = [
        Claim(f"v-{number}", "app", os.urandom(16), quantity)
        for number, quantity in enumerate(quantities)
    ]
    decisions = await store.ledger.claim("w", 1, claims)
    assert [one.unit for one in decisions if isinstance(one, Won)] == [
        1 + sum(quantities[:number]) for number in range(len(quantities))
    ]
    assert [one.quantity for one in decisions if isinstance(one, Won)] == quantities
    # Again, in one call and another: the same, from the receipts.
    assert await store.ledger.claim("w", 1, claims) == decisions


async def test_a_viewer_has_one_receipt_within_a_call_and_ever_after(store: Store) -> None:
    await opened(store, 5)
    first, again = await store.ledger.claim("w", 1, [claim("a"), claim("a")])
    assert first == again
    await store.ledger.close_window(1, "w", 1)
    assert await store.ledger.claim("w", 1, [claim("a"), claim("b")]) == [first, Refused("closed")]
    await opened(store, 5, gen=2)
    assert await store.ledger.claim("w", 2, [claim("a", "tv")]) == [first]
    (fresh,) = await store.ledger.claim("w", 2, [claim("b")])
    assert isinstance(fresh, Won)
    assert (fresh.gen, fresh.unit) == (2, 2)


async def test_each_refusal(store: Store) -> None:
    assert await store.ledger.claim("w", 1, [claim("a")]) == [Refused("unknown")]
    now = store.clock.now_ms()
    rows = [
        OutletWindow("early", now + HOUR_MS, now + 2 * HOUR_MS, 1),
        OutletWindow("late", now - 2 * HOUR_MS, now - HOUR_MS, 1),
        OutletWindow("empty", now - HOUR_MS, now + HOUR_MS, 0),
    ]
    await store.ledger.open_window(1, "w", 2, 1, rows)
    outlets = ["early", "late", "empty", "none"]
    assert await store.ledger.claim("w", 2, [claim("a", outlet) for outlet in outlets]) == [
        Refused("too_early", now + HOUR_MS),
        Refused("closed"),
        Refused("sold_out"),
        Refused("closed"),
    ]
    for other in (1, 3):
        assert await store.ledger.claim("w", other, [claim("a", "empty")]) == [Refused("closed")]
    assert (await store.ledger.totals("w"))[1] == (
        OutletTotals("early", 0, 0),
        OutletTotals("empty", 0, 1),
        OutletTotals("late", 0, 0),
    )


async def test_it_opens_and_closes_by_itself(store: Store) -> None:
    now = store.clock.now_ms()
    row = OutletWindow("app", now + 60, now + 160, 1_000)
    await store.ledger.open_window(1, "w", 1, 1, [row])
    seen: list[str] = []
    while "closed" not in seen:
        viewer = claim(f"v{len(seen)}")
        (decision,) = await store.ledger.claim("w", 1, [viewer])
        if isinstance(decision, Won):
            assert row.opens_at_ms <= decision.at_ms < row.closes_at_ms
        seen.append("won" if isinstance(decision, Won) else decision.outcome)
        await asyncio.sleep(0.002)
    assert list(dict.fromkeys(seen)) == ["too_early", "won", "closed"]


async def test_closing_is_for_good(store: Store) -> None:
    await opened(store, 5)
    await store.ledger.claim("w", 1, [claim("a")])
    totals = (OutletTotals("app", 1, 0),)
    assert await store.ledger.close_window(1, "w", 1) == totals
    await opened(store, 5)
    assert await store.ledger.claim("w", 1, [claim("b")]) == [Refused("closed")]
    await opened(store, 5, gen=2)
    assert await store.ledger.close_window(1, "w", 1) == totals
    (decision,) = await store.ledger.claim("w", 2, [claim("b")])
    assert isinstance(decision, Won)


async def test_an_opening_that_was_closed_before_it_came_stays_closed(store: Store) -> None:
    assert await store.ledger.close_window(1, "w", 1) == ()
    await opened(store, 5)
    assert await store.ledger.claim("w", 1, [claim("a")]) == [Refused("closed")]


async def test_older_conductors_are_fenced(store: Store) -> None:
    await store.ledger.fence(2, ["w", "x"])
    for window in ("w", "x"):
        with pytest.raises(Fenced):
            await store.ledger.open_window(1, window, 1, 1, [])
        with pytest.raises(Fenced):
            await store.ledger.close_window(1, window, 1)
    with pytest.raises(Fenced):
        await store.ledger.fence(1, ["w"])
    assert await store.ledger.totals("w") == (0, ())
    assert await store.ledger.claim("w", 1, [claim("a")]) == [Refused("unknown")]
    await store.ledger.open_window(2, "w", 1, 1, [])


async def test_names_of_any_kind(store: Store) -> None:
    now = store.clock.now_ms()
    outlets = ["应用 app", "a:b", "1 2 3", "\n"]
    rows = [OutletWindow(outlet, now - 1, now + HOUR_MS, 9) for outlet in outlets]
    await store.ledger.open_window(1, "w", 1, 1, rows)
    claims = [Claim(f"{outlet} 观众", outlet, b"\n \x00" + os.urandom(13)) for outlet in outlets]
    decisions = await store.ledger.claim("w", 1, claims)
    assert [isinstance(one, Won) and one.claim_id for one in decisions] == [
        one.claim_id for one in claims
    ]
    _, totals = await store.ledger.totals("w")
    assert {row.outlet for row in totals} == set(outlets)
    journal = await store.claims_journal("w")
    assert [(one.viewer, one.outlet) for one in journal] == [
        (one.viewer, one.outlet) for one in claims
    ]


async def test_the_largest_batch_and_what_is_not_a_batch(store: Store) -> None:
    await opened(store, CLAIMS_MAX)
    batch = [claim(f"v{n}") for n in range(CLAIMS_MAX)]
    decisions = await store.ledger.claim("w", 1, batch)
    assert [isinstance(one, Won) and one.unit for one in decisions] == list(
        range(1, CLAIMS_MAX + 1)
    )
    assert await store.ledger.claim("w", 1, []) == []
    with pytest.raises(ValueError, match="at most"):
        await store.ledger.claim("w", 1, [*batch, claim("one more")])
    with pytest.raises(ValueError, match="15 bytes"):
        await store.ledger.claim("w", 1, [Claim("a", "app", bytes(15))])


async def test_many_at_once_never_sell_more_than_there_is(store: Store) -> None:
    await opened(store, 100)
    batches = [[claim(f"v{(n * 7 + k) % 300}") for k in range(20)] for n in range(60)]
    results = await asyncio.gather(*(store.ledger.claim("w", 1, batch) for batch in batches))
    receipts: dict[str, Won] = {}
    for batch, decisions in zip(batches, results, strict=True):
        for one, decision in zip(batch, decisions, strict=True):
            if isinstance(decision, Won):
                assert receipts.setdefault(one.viewer, decision) == decision
    assert sorted(won.unit for won in receipts.values()) == list(range(1, 101))


async def test_a_server_killed_in_a_rush_keeps_every_acknowledged_winner(tmp_path: Path) -> None:
    receipts: dict[str, Won] = {}

    async def rush(store: Store, worker: int) -> None:
        for turn in range(10_000):
            batch = [claim(f"v-{worker}-{turn}-{n}") for n in range(32)]
            for one, decision in zip(batch, await store.ledger.claim("w", 1, batch), strict=True):
                assert isinstance(decision, Won)
                receipts[one.viewer] = decision

    for kill in range(1, 4):
        server = EmbeddedStore(tmp_path)
        await server.start()
        try:
            async with await Store.open(server.url, "616") as store:
                await opened(store, 10**6)
                workers = [asyncio.create_task(rush(store, kill * 10 + n)) for n in range(4)]
                await until(lambda: len(receipts) >= kill * 500)  # noqa: B023 (awaited at once)
                os.kill(server.pid, signal.SIGKILL)
                for result in await asyncio.gather(*workers, return_exceptions=True):
                    assert isinstance(result, StoreDown)
        finally:
            await server.stop()

    async with EmbeddedStore(tmp_path) as server, await Store.open(server.url, "616") as store:
        viewers = list(receipts)
        for start in range(0, len(viewers), 500):
            some = viewers[start : start + 500]
            again = await store.ledger.claim("w", 1, [claim(viewer) for viewer in some])
            assert again == [receipts[viewer] for viewer in some]
        journal = await store.claims_journal("w")
        assert len({one.viewer for one in journal}) == len(journal) >= len(receipts)
        assert [one.won.unit for one in journal] == list(range(1, len(journal) + 1))
        assert (await store.ledger.totals("w"))[1] == (OutletTotals("app", len(journal), 0),)


async def test_a_silent_store_is_down_within_the_deadline(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server, await Store.open(server.url, "616") as store:
        await opened(store, 5)
        os.kill(server.pid, signal.SIGSTOP)
        mine = claim("a")
        began = time.monotonic()
        try:
            with pytest.raises(StoreDown):
                await store.ledger.claim("w", 1, [mine], deadline_ms=150)
            assert time.monotonic() - began < 1.0
        finally:
            os.kill(server.pid, signal.SIGCONT)
        # It may have decided meanwhile; the same claim again gets that answer.
        (decision,) = await store.ledger.claim("w", 1, [mine])
        assert isinstance(decision, Won)
        assert (decision.claim_id, decision.unit) == (mine.claim_id, 1)
