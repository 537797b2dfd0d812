"""The recount at each settlement: silent when all is equal, an alarm to the unit when it is not."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.console import reckoning
from gala.console.reckoning import Reckoning
from gala.core.seckill import Winner
from gala.ports import StoreDown
from tests.plugins.waiting import until


class Journals:
    """A store's journals, which may be bent or away for a while."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.down = 0
        self.bend: Callable[[str, list[Winner]], list[Winner]] = lambda window, winners: winners

    async def __call__(self, window: str) -> list[Winner]:
        if self.down:
            self.down -= 1
            raise StoreDown("away")
        return self.bend(window, self.account.winners(window))


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


async def reckoned(account: Account, journals: Journals) -> tuple[Reckoning, list[int]]:
    """Feed a whole night, entry by entry, and wait until all is counted."""
    calls: list[int] = []
    found = Reckoning(journals, lambda: calls.append(1))
    running = asyncio.create_task(found.run())
    for written in account.entries:
        found.take(written)
        await asyncio.sleep(0)
    await until(lambda: not found.pending)
    running.cancel()
    return found, calls


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
