"""A whole night of a seckill by lot over real sockets, from the claims to the exported record."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.claims import outcome_lines
from gala.after.exports import payouts, totals, units, winners
from gala.after.reconcile import differences, reconcile
from gala.cli.beginning import beginning
from gala.cli.night import Night, Wishes, running
from gala.cli.sheets import Sheet
from gala.client import Receipt, Ticket, Viewer, connect, join
from gala.conductor.verifying import verify_folder
from gala.core.by_lot import ever_held, holders
from gala.core.tables import DrawState
from gala.proof.pseudonym import pseudonym, show_key
from tests.conductor.nights import SHEET
from tests.core.playing import sheet_of
from tests.keys import KEYS
from tests.plugins.waiting import until

BY_LOT = (
    SHEET.partition("segments:")[0]
    + """segments:
  - {id: opening, kind: host, title: Opening, length: 600ms}
  - {id: sale, kind: seckill, title: Sale, length: 3s, goods: pen, price_fen: 1, by: lot,
     opens: 500ms, open_for: 2s, stock: {app: 3, tv: 4}, waitlist: 2}
  - {id: bye, kind: host, title: Bye, length: 400ms}
"""
)
QUIET = {"app": 6, "tv": 2}
CLAIMS = 10
"""Of the loud one, on each of its connections."""


@pytest.fixture
def wishes(tmp_path: Path, store_url: str, show_id: str, monkeypatch: pytest.MonkeyPatch) -> Wishes:
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    sheet = Sheet(sheet_of(BY_LOT), BY_LOT)
    header = beginning(sheet, "live", start=None, pace=None, auto=True, keys=KEYS).header
    return Wishes(
        folder=tmp_path / "out",
        show=show_id,
        header=header,
        host="127.0.0.1",
        port=0,
        edge_port=0,
        redis=store_url,
        crowd=0,
        seed=1,
        lan=None,
        keys=KEYS,
    )


async def test_whoever_is_loud_has_one_entry_and_the_record_proves_the_rest(
    wishes: Wishes,
) -> None:
    async with running(wishes) as night:
        await _played(night)
    report = verify_folder(wishes.folder, KEYS.pins)
    assert report.ok, report.checks[-1]
    assert "draw 1" in {check.name for check in report.checks}


async def _played(night: Night) -> None:
    await until(lambda: night.conductor.conducting)
    url = f"http://127.0.0.1:{night.console.port}"
    loud = await join(url, "app")
    others = [await join(url, outlet) for outlet, n in QUIET.items() for _ in range(n)]
    async with AsyncExitStack() as stack:
        async with asyncio.timeout(20):
            entered = await asyncio.gather(
                *(_claims(stack, loud, CLAIMS) for _ in range(2)),
                *(_claims(stack, one, 1) for one in others),
            )
        receipts = [receipt for one in entered for receipt in one]
        assert len(receipts) == 2 * CLAIMS + len(others)
        async with asyncio.timeout(30):
            await night.conductor.finished.wait()
    given = await night.finish_record()
    assert given == 1 + len(others), "one entry a viewer, however often it asked"
    assert len({receipt.leaf for receipt in entered[0] + entered[1]}) == 1

    show, folder = night.show, night.wishes.folder
    (draw,) = show.draws
    assert draw.state is DrawState.ANNOUNCED
    assert Counter(prize for prize, _ in draw.winners) == {"app": 3, "tv": 2}
    assert dict(draw.waiting)["tv"] == ()
    assert len(dict(draw.waiting)["app"]) == 2
    held = holders(show, "sale")
    assert held == ever_held(show, "sale")
    names = {pseudonym(show_key(KEYS.pseudonyms, night.origin), one.viewer) for one in others}
    assert held is not None
    assert len(held & names) >= 4

    account = from_folder(folder)
    assert differences(reconcile(account)) == []
    assert {figure.what for figure in reconcile(account)} >= {"units drawn"}
    assert all(figure.equal for figure in totals.figures(account))
    assert units.table(account).total("quantity") == 5
    assert payouts.table(account).total("due_fen") == 5
    assert payouts.table(account).total("prizes_value_fen") == 0
    told = Counter(str(row[3]) for row in winners.table(account).rows)
    assert told == {winners.WON: 5, winners.ALTERNATE: 2}
    assert _told(account) == {
        "Sale: drawn, one unit at 0.01 yuan (3 units for 7 entries there)": 3,
        "Sale: not drawn, no. 1 on the waiting list (3 units for 7 entries there)": 1,
        "Sale: not drawn, no. 2 on the waiting list (3 units for 7 entries there)": 1,
        "Sale: not drawn (3 units for 7 entries there)": 2,
        "Sale: drawn, one unit at 0.01 yuan (4 units for 2 entries there)": 2,
    }


def _told(account: Account) -> Counter[str]:
    """What support can tell each of those who entered."""
    return Counter(
        line.text[1]
        for entry in account.winners("sale")
        for line in outcome_lines(account, entry.viewer, 0)
    )


async def _claims(stack: AsyncExitStack, ticket: Ticket, times: int) -> list[Receipt]:
    viewer: Viewer = await stack.enter_async_context(connect(ticket.edge, ticket.ticket))
    await until(lambda: viewer.board.window("sale") is not None)
    answers = await asyncio.gather(*(viewer.claim("sale") for _ in range(times)))
    assert all(isinstance(answer, Receipt) for answer in answers), answers
    return [answer for answer in answers if isinstance(answer, Receipt)]
