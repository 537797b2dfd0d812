"""The console's own recount over a real store, in the midst of claims on guarantees."""

import asyncio

import pytest

from gala.console import reckoning
from gala.core.books import Figure
from gala.core.tables import WindowState
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.conductor.claimant import Claimant
from tests.console.conftest import begun, serving
from tests.core.trust.cards import CARD
from tests.plugins.waiting import until

SHEET = CARD.replace("stock: {app: 5}", "stock: {app: 500}")


async def test_claims_that_are_filed_during_a_recount_are_no_alarm(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several claim at once while the console counts as often as it can; then a fen is lost."""
    monkeypatch.setattr(reckoning, "CLAIMS_EVERY_S", 0.001)
    counted: list[int] = []
    wrong: list[Figure] = []
    told = reckoning.Reckoning._claims

    async def counting(self: reckoning.Reckoning) -> list[Figure]:
        found = await told(self)
        counted.append(self._claims_counted)
        wrong.extend(found)
        return found

    monkeypatch.setattr(reckoning.Reckoning, "_claims", counting)
    async with serving(store) as served:
        await begun(served, store, SHEET)
        await served.sit()
        await served.sit("producer", served.other)
        await served.press("jump", "pens", segment="pens")
        watch = served.console.watch
        await served.until(lambda show: show.window("pens").state is WindowState.OPEN)
        claimants = [Claimant(store, first) for first in (0, 1_000, 2_000)]

        async def claiming(one: Claimant) -> None:
            for _ in range(15):
                await one.claims()

        await asyncio.gather(*map(claiming, claimants))
        status, body = await served.press("close_window", "c", window="pens", gen=1)
        assert status == 200, body
        await served.until(lambda show: show.window("pens").state is WindowState.SETTLED)
        entries = len((await store.guarantees.journaled()).entries)
        assert entries > 60
        await until(lambda: counted and counted[-1] == entries and not watch.reckoning.pending)
        assert len(set(counted)) > 3, "it was counted in the midst of filing"
        assert watch.reckoning.alarms() == []

        times = len(counted)
        await served.agree("revoke", "r", window="pens", gen=1, text="a wrong price")
        await until(lambda: len(counted) > times and not watch.reckoning.pending)
        assert wrong == []
        assert watch.reckoning.alarms() == []

        monkeypatch.setattr(reckoning.Reckoning, "_claims", told)
        other = Connections(store.url)
        await other.call("HINCRBY", ShowKeys(store.show).guarantee_totals, "fen:refund", 1)
        await other.aclose()
        await claimants[0].claims_more()
        await until(lambda: watch.reckoning.alarms())
        [alarm] = watch.reckoning.alarms()
        assert (alarm["of"], alarm["figure"]) == ("guarantee refund", "met, kept, fen")
        assert alarm["counted"] == alarm["said"] + 1
        assert "存储所计的兑现金额（分）" in watch.state_text.encode().decode("unicode_escape")
