from collections import Counter

from gala.ports import Claim, OutletWindow
from gala.store.show import Store

HOUR_MS = 3_600_000


async def test_the_journal_alone_rebuilds_the_totals(store: Store) -> None:
    now = store.clock.now_ms()
    sold: Counter[tuple[int, str]] = Counter()
    for gen in (1, 2):
        rows = [OutletWindow(one, now - 1, now + HOUR_MS, 150) for one in ("app", "tv")]
        await store.ledger.open_window(1, "w", gen, 10 * gen, rows)
        # Of one claim each, so that there is more than a page of entries.
        for n in range(130):
            outlet = "tv" if n % 3 else "app"
            await store.ledger.claim("w", gen, [Claim(f"v{gen}-{n}", outlet, bytes(16))])
        for row in await store.ledger.close_window(1, "w", gen):
            sold[gen, row.outlet] = row.sold
    journal = await store.claims_journal("w")
    assert Counter((one.won.gen, one.outlet) for one in journal) == sold
    assert [one.viewer for one in journal] == [f"v{gen}-{n}" for gen in (1, 2) for n in range(130)]
    assert {(one.won.gen, one.won.price_fen) for one in journal} == {(1, 10), (2, 20)}
    assert [one.won.at_ms for one in journal] == sorted(one.won.at_ms for one in journal)


async def test_refusals_and_retries_are_not_in_it(store: Store) -> None:
    now = store.clock.now_ms()
    await store.ledger.open_window(1, "w", 1, 1, [OutletWindow("app", now - 1, now + HOUR_MS, 1)])
    for viewer in ("a", "b", "a"):
        await store.ledger.claim("w", 1, [Claim(viewer, "app", bytes(16))])
    assert [one.viewer for one in await store.claims_journal("w")] == ["a"]
    assert await store.receipts_kept("w") == 1
    assert (await store.claims_journal("x"), await store.receipts_kept("x")) == ([], 0)
