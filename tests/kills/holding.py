"""What must hold after every night, whatever was killed in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from gala.client import Answer, Receipt
from gala.conductor.record import (
    Recorder,
    seal,
    write_bundles,
    write_claims,
    write_receipts,
)
from gala.conductor.verifying import verify_folder
from gala.core import events as e
from gala.core.seckill import Winner
from gala.proof.pseudonym import pseudonym, show_key
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.conductor.nights import check_streamed, read
from tests.keys import KEYS, PROMISE
from tests.kills.guests import Guest
from tests.kills.night import STOCK, WINDOWS, Night
from tests.plugins.waiting import until

Journals = dict[str, list[Winner]]


async def hold(night: Night) -> None:
    """Raise `AssertionError` for the first thing that is not as promised."""
    for url in night.urls:
        for guest in night.guests:
            await guest.ask_again(url)
    journals = {window: await night.store.claims_journal(window) for window in WINDOWS}
    _, events, _ = await read(night.store)  # through the rules, line by line
    nothing_oversold(journals["sale"])
    for guest in night.guests:
        every_claim_has_one_answer(guest)
    await they_hold_what_was_given(night, journals)
    await everybody_saw_everything(night)
    one_conductor_after_the_other(events)
    await who_was_replaced_knows_it(night, events)
    one_result_a_draw(events)
    await the_record_proves_itself(night.store, night.folder / "record", journals)


def nothing_oversold(journal: list[Winner]) -> None:
    """No more units than there are, each of them once, each viewer at most one."""
    for outlet, stock in STOCK.items():
        units = [winner.won.unit for winner in journal if winner.outlet == outlet]
        assert sorted(units) == list(range(1, len(units) + 1)), (outlet, units)
        assert len(units) <= stock, (outlet, units)
    viewers = [winner.viewer for winner in journal]
    assert len(set(viewers)) == len(viewers)


def every_claim_has_one_answer(guest: Guest) -> None:
    """A receipt with the same bytes every time, or a no that stays one; on every edge, always."""
    for mine in guest.claims:
        assert len(mine.answers) >= 3, "once when it was made, and once on either edge"
        receipt = guest.witness.receipts.get(mine.window)
        got = {one.frame for one in mine.answers if isinstance(one, Receipt)}
        refused = {one.outcome for one in mine.answers if isinstance(one, Answer)}
        assert refused <= {"sold_out", "closed"}, (guest.name, mine)
        if receipt is None:
            assert not got, (guest.name, mine)
        else:
            assert got <= {receipt.frame}
        if receipt is not None and receipt.claim_id == mine.claim_id:
            assert not refused, (guest.name, mine)


async def they_hold_what_was_given(night: Night, journals: Journals) -> None:
    """The viewers' receipts are the ledger's journals, neither more nor less."""
    reader, _, _ = await read(night.store)
    key = show_key(KEYS.pseudonyms, reader.show.night.origin)
    held = {
        (window, pseudonym(key, guest.name)): receipt.leaf
        for guest in night.guests
        for window, receipt in guest.witness.receipts.items()
    }
    given = {
        (window, winner.viewer): winner.leaf().text()
        for window, journal in journals.items()
        for winner in journal
    }
    assert held == given


async def everybody_saw_everything(night: Night) -> None:
    """Every cue once and in order, or a snapshot that covers it; nothing by a deposed conductor."""
    records = await check_streamed(night.store)
    for guest in night.guests:
        assert not guest.witness.problems, guest.witness.problems
        assert guest.last_seq == max(one.seq for one in records if one.channel == "main")


def one_conductor_after_the_other(events: list[e.Event]) -> None:
    """Epochs only grow, and windows end when they would have."""
    epochs = [event.epoch for event in events if isinstance(event, e.EpochBegan)]
    assert epochs == sorted(set(epochs))
    closings = [event for event in events if isinstance(event, e.WindowClosed)]
    assert [(one.window, one.early) for one in closings] == [(one, False) for one in WINDOWS]
    settled = [event.window for event in events if isinstance(event, e.WindowSettled)]
    assert sorted(settled) == sorted(WINDOWS)


async def who_was_replaced_knows_it(night: Night, events: list[e.Event]) -> None:
    """A conductor that slept or lost the store, and was replaced, was refused and stands by."""
    holders = [event.holder for event in events if isinstance(event, e.EpochBegan)]
    for role in (night.roles["conductor 0"], night.roles["conductor 1"]):
        replaced = [one for one, _ in pairwise(holders) if one.endswith(f"-{role.pid}")]
        await until(
            lambda: role.text.count("has taken over; standing by") >= len(replaced)  # noqa: B023
        )


def one_result_a_draw(events: list[e.Event]) -> None:
    """Numbers without gaps, one opening each, none void: the beacon always had its word."""
    committed = [event.number for event in events if isinstance(event, e.DrawCommitted)]
    opened = [event.number for event in events if isinstance(event, e.DrawOpened | e.RainOpened)]
    assert committed == list(range(1, len(committed) + 1))
    assert sorted(opened) == committed
    assert not [event for event in events if isinstance(event, e.DrawVoided)]


async def the_record_proves_itself(store: Store, folder: Path, journals: Journals) -> None:
    """Every byte of the record verifies, and the log replays to the end."""
    folder.mkdir()
    recorder = Recorder(store.log, folder, Evidence(KEYS.log))
    await recorder.finish()
    origin = recorder.follower.origin
    write_claims(folder, journals)
    write_receipts(folder, journals, origin, KEYS.receipts, PROMISE)
    write_bundles(folder, recorder.evidence, journals)
    seal(folder, origin, KEYS.log)
    report = verify_folder(folder, KEYS.pins)
    assert report.ok, [check for check in report.checks if not check.ok]
