"""The recount at each settlement: silent when all is equal, an alarm to the unit when it is not."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.console import reckoning
from gala.console.reckoning import Books, Reckoning
from gala.core.events import WindowRevoked
from gala.core.orders.book import Entry as OrderEntry
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.trust.claims import Decided, Entry
from gala.core.trust.figures import Journaled, Tally
from gala.core.window_run import Revocation
from gala.ports import StoreDown, StoreError
from tests.after.guaranteed import MET_FEN, guaranteed_night
from tests.after.paid import paid_night
from tests.plugins.waiting import until


class Journals:
    """A store's journals, which may be bent or away for a while."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.down = 0
        self.read: list[str] = []
        self.bend: Callable[[str, list[Winner]], list[Winner]] = lambda window, winners: winners
        self.orders: dict[str, Sequence[OrderEntry]] = dict(account.orders)
        self.claims: Sequence[Entry] = account.guarantees.entries
        self.broken = False

    @property
    def books(self) -> Books:
        return Books(self._winners, self._orders, self._log, self._guarantees)

    async def _winners(self, window: str) -> list[Winner]:
        if self.down:
            self.down -= 1
            raise StoreDown("away")
        self.read.append(window)
        return self.bend(window, self.account.winners(window))

    async def _orders(self, plan: WindowPlan) -> Sequence[OrderEntry]:
        return self.orders[plan.id]

    async def _log(self, start: int) -> list[bytes]:
        return [written.line for written in self.account.entries[start - 1 :]]

    async def _guarantees(self) -> Journaled:
        if self.broken:
            raise StoreError("no such entry")
        kept = Tally()
        for entry in self.account.guarantees.entries:
            kept.take(entry)
        return Journaled(self.claims, len(self.claims), kept)


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


async def reckoned(account: Account, journals: Journals) -> tuple[Reckoning, list[int]]:
    """Feed a whole night, entry by entry, and wait until all is counted."""
    calls: list[int] = []
    found = Reckoning(journals.books, lambda: account.header.sheet, lambda: calls.append(1))
    running = asyncio.create_task(found.run())
    for written in account.entries:
        found.take(written)
        await asyncio.sleep(0)
    await until(lambda: not found.pending)
    running.cancel()
    return found, calls


def alarms(found: Reckoning) -> dict[tuple[str, str], tuple[int, int]]:
    return {(one["of"], one["figure"]): (one["said"], one["counted"]) for one in found.alarms()}


async def test_a_night_in_order_raises_nothing(account: Account) -> None:
    found, calls = await reckoned(account, Journals(account))
    assert found.alarms() == []
    assert not calls


async def test_a_unit_less_is_an_alarm(account: Account) -> None:
    journals = Journals(account)
    journals.bend = lambda window, winners: winners[:-1] if window == "sale" else winners
    found, calls = await reckoned(account, journals)
    assert calls
    settled = next(one for one in found.alarms() if one["figure"] == "units settled, opening 1")
    assert settled["counted"] == settled["said"] - 1
    assert {one["of"].split(" ")[0] for one in found.alarms()} == {"sale"}


async def test_a_winner_out_of_nowhere_is_an_alarm_when_the_draw_opens(account: Account) -> None:
    first = account.show.draw(1).places[0].pseudonym
    journals = Journals(account)
    journals.bend = lambda window, winners: [one for one in winners if one.viewer != first]
    found, _ = await reckoned(account, journals)
    assert any(one["figure"] == "places with a frozen entry" for one in found.alarms())


async def test_what_came_after_the_settlement_is_no_difference(account: Account) -> None:
    """The journal of a window that is open again has more than was settled."""
    later = account.winners("sale")[0]
    more = replace(later, viewer="f" * 32, won=replace(later.won, gen=2))
    journals = Journals(account)
    journals.bend = lambda window, winners: [*winners, more] if window == "sale" else winners
    found, _ = await reckoned(account, journals)
    assert found.alarms() == []


async def test_a_store_that_is_away_is_asked_again(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoning, "RETRY_MS", 5)
    journals = Journals(account)
    journals.down = 3
    found, _ = await reckoned(account, journals)
    assert not found.pending
    assert journals.down == 0


def revoked(account: Account) -> Account:
    """The night, in which what its sale gave was revoked long after it was settled."""
    run = replace(
        account.show.window("sale"), revoked=(Revocation(1, "typo", "director", "producer"),)
    )
    event = WindowRevoked(account.show.now_ms, "sale", 1, "typo", "director", "producer")
    show = account.show.with_window(run)
    last = replace(account.entries[-1], event=event, effects=(), show=show)
    return replace(account, show=show, entries=(*account.entries, last))


async def test_what_is_revoked_after_it_was_settled_is_counted_again(account: Account) -> None:
    after = revoked(account)
    journals = Journals(after)
    found, _ = await reckoned(after, journals)
    assert found.alarms() == []
    # Had it been the settlement's recount, nothing would have been void.
    journals.bend = lambda window, winners: winners[:-1] if window == "sale" else winners
    found, _ = await reckoned(after, journals)
    assert any(what == "revoked, units" for _, what in alarms(found))


async def test_a_revocation_alone_has_its_window_counted(account: Account) -> None:
    after = revoked(account)
    journals = Journals(after)
    found = Reckoning(journals.books, lambda: after.header.sheet, lambda: None)
    running = asyncio.create_task(found.run())
    for written in account.entries:
        found.take(written)
    await until(lambda: not found.pending)
    before = journals.read.count("sale")
    found.take(after.entries[-1])
    await until(lambda: not found.pending)
    running.cancel()
    assert journals.read.count("sale") == before + 1


async def test_orders_are_counted_with_their_window(tmp_path: Path) -> None:
    account = from_folder(paid_night(tmp_path))
    journals = Journals(account)
    found, _ = await reckoned(account, journals)
    assert found.alarms() == []
    journal = list(account.orders["sale"])
    journals.orders["sale"] = [replace(journal[0], viewer="somebody"), *journal[1:]]
    found, calls = await reckoned(account, journals)
    assert alarms(found) == {("sale", "orders that cannot follow"): (0, 1)}
    assert calls
    assert "不合规则的订单" in found.alarms()[0]["text"]["zh"]


async def test_claims_on_guarantees_are_counted_to_the_fen(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    journals = Journals(account)
    found, calls = await reckoned(account, journals)
    assert (found.alarms(), calls) == ([], [])
    entries = list(account.guarantees.entries)
    met = entries[2]
    assert isinstance(met, Decided)
    entries[2] = replace(met, verdict=replace(met.verdict, amount_fen=MET_FEN + 1))
    journals.claims = entries
    found, calls = await reckoned(account, journals)
    assert alarms(found) == {("guarantee refund", "met, kept, fen"): (MET_FEN + 1, MET_FEN)}
    assert calls


async def test_claims_that_cannot_be_read_are_an_alarm(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    journals = Journals(account)
    journals.broken = True
    found, _ = await reckoned(account, journals)
    assert alarms(found) == {("guarantees", "entries that cannot be read"): (0, 1)}


async def test_claims_that_come_after_the_last_settlement_are_counted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoning, "CLAIMS_EVERY_S", 0.01)
    account = from_folder(guaranteed_night(tmp_path))
    journals = Journals(account)
    journals.claims = []
    journals.account = replace(account, guarantees=Journaled())
    found = Reckoning(journals.books, lambda: account.header.sheet, lambda: None)
    running = asyncio.create_task(found.run())
    for written in account.entries:
        found.take(written)
    await until(lambda: not found.pending)
    assert found.alarms() == []
    journals.claims = account.guarantees.entries[2:]
    await until(lambda: found.alarms())
    running.cancel()
    assert ("guarantee refund", "met, fen") in alarms(found)


async def test_a_console_that_does_not_follow_the_log_waits_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoning, "FOLLOW_S", 0.01)
    monkeypatch.setattr(reckoning, "RETRY_MS", 5)
    account = from_folder(guaranteed_night(tmp_path))
    found = Reckoning(Journals(account).books, lambda: account.header.sheet, lambda: None)
    running = asyncio.create_task(found.run())
    for written in account.entries[:-1]:
        found.take(written)
    await asyncio.sleep(0.1)
    assert found.pending
    assert found.alarms() == []
    found.take(account.entries[-1])
    await until(lambda: not found.pending)
    running.cancel()
