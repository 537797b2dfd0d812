"""A whole night of a seckill by lot that has to be paid for: one pays, one lets it lapse, and the
next in the drawn order pays; one more is passed over. The record proves it, a bent one does not.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from gala.after.account import from_folder
from gala.after.explain.orders import order_lines
from gala.after.exports import orders as orders_export
from gala.after.exports import totals
from gala.after.reconcile import differences, reconcile
from gala.after.report.sales import section as sales
from gala.cli.beginning import beginning
from gala.cli.night import Night, Wishes, running
from gala.cli.sheets import Sheet
from gala.client import Receipt, Ticket, Viewer, connect, join
from gala.conductor.orders_record import ORDERS, read_orders, recounted
from gala.conductor.verifying import verify_folder
from gala.core.by_lot import award, to_order
from gala.core.orders.book import Entry
from gala.core.orders.journal import chained
from gala.core.orders.rules import Payment
from gala.core.orders.tables import Op, OrderState, Role
from gala.core.tables import DrawState
from gala.proof.errors import ProofError
from gala.proof.pseudonym import pseudonym, show_key
from tests.cli.test_night_by_lot import BY_LOT
from tests.conductor.nights import press
from tests.core.playing import sheet_of
from tests.keys import KEYS
from tests.plugins.waiting import until

PAID = BY_LOT.replace("stock: {app: 3, tv: 4}, waitlist: 2", "stock: {app: 3}, waitlist: 2,\n"
                      "     pay_within: 10s").replace("length: 400ms", "length: 18s")  # fmt: skip
ENTRANTS = 6


@pytest.fixture
def wishes(tmp_path: Path, store_url: str, show_id: str, monkeypatch: pytest.MonkeyPatch) -> Wishes:
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    assert "pay_within" in PAID
    assert "18s" in PAID
    header = beginning(
        Sheet(sheet_of(PAID), PAID), "live", start=None, pace=None, auto=True, keys=KEYS
    ).header
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


async def test_who_was_drawn_pays_or_the_next_who_was_drawn_does(wishes: Wishes) -> None:
    async with running(wishes) as night:
        await _played(night)
    report = verify_folder(wishes.folder, KEYS.pins)
    assert report.ok, report.checks[-1]
    found = next(check for check in report.checks if check.name == "orders")
    assert found.detail == (
        "2 paid with 2 fen, 0 held, 1 returned, 0 refunded, 0 to be refunded, 0 still waiting"
    )
    _bent(wishes.folder)


async def test_a_revoked_opening_voids_what_was_drawn_and_the_record_says_so(
    wishes: Wishes,
) -> None:
    async with running(wishes) as night:
        await until(lambda: night.conductor.conducting)
        url = f"http://127.0.0.1:{night.console.port}"
        people = [await join(url, "app") for _ in range(ENTRANTS)]
        async with AsyncExitStack() as stack:
            await asyncio.gather(*(_enter(stack, one) for one in people))
            await until(lambda: to_order(night.show, "sale"), 20)
            given = to_order(night.show, "sale")
            assert given is not None
            first, *_ = (viewer for _, _, viewer in given.units)
            await until(lambda: _held(night, first))
            await _pay(night, first)
            fields: dict[str, Any] = {"window": "sale", "gen": 1, "text": "wrong price"}
            for seat in ("director", "producer"):
                assert await press(night.store, "revoke", by=seat, **fields) is not None
            await until(lambda: night.show.window("sale").revoked)

            async def due() -> bool:
                return await _states(night, first) == [OrderState.REFUNDING]

            await until(due)
            assert to_order(night.show, "sale") is None
            async with asyncio.timeout(40):
                await night.conductor.finished.wait()
        await night.finish_record()
        account = from_folder(night.wishes.folder)
        assert differences(reconcile(account)) == []
        assert all(figure.equal for figure in totals.figures(account))
        assert account.sold("sale") == []
        [row] = sales(account).tables[0].rows
        assert [str(cell) for cell in row[4:8]] == ["3", "0", "3", "0"]
    report = verify_folder(wishes.folder, KEYS.pins)
    assert report.ok, report.checks[-1]
    found = next(check for check in report.checks if check.name == "orders")
    assert "1 to be refunded" in found.detail


async def _played(night: Night) -> None:
    await until(lambda: night.conductor.conducting)
    url = f"http://127.0.0.1:{night.console.port}"
    people = [await join(url, "app") for _ in range(ENTRANTS)]
    secret = show_key(KEYS.pseudonyms, night.origin)
    tickets = {pseudonym(secret, one.viewer): one for one in people}
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(ClientSession())
        async with asyncio.timeout(20):
            await asyncio.gather(*(_enter(stack, one) for one in people))
        entered = await _mine(client, url, people[0])
        assert entered == {"orders": [], "waiting": None, "may_wait": False}, "an entry is no order"
        await until(lambda: award(night.show, "sale"), 20)
        given = award(night.show, "sale")
        assert given is not None
        pays, lapses, passed = (viewer for _, _, viewer in given.units)
        first, second = (viewer for _, viewer in given.waiting)
        none = next(name for name in tickets if name not in {pays, lapses, passed, first, second})

        await until(lambda: _held(night, pays))
        told = await _mine(client, url, tickets[pays])
        (order,) = told["orders"]
        assert order["until_ms"] == given.begun_ms + 10_000, "since the announcement"
        assert (order["order"], order["state"]) == ("sale.app.1.1", "held")
        assert (await _mine(client, url, tickets[second]))["waiting"]["place"] == 2
        assert (await _mine(client, url, tickets[none]))["may_wait"] is False
        assert await _join(client, url, tickets[none]) == (409, "drawn")
        await _pay(night, pays)

        # Two seats pass the third over: who was drawn first to wait has the unit at once.
        over: dict[str, Any] = {"number": 1, "place": _place(night, passed), "text": "staff"}
        for seat in ("director", "producer"):
            assert await press(night.store, "pass_over", by=seat, **over) is not None
        await until(lambda: _held(night, first))
        assert await _states(night, passed) == [OrderState.RELEASED]

        # The second lets its time pass, and so does nobody else: the next in the list has it.
        await until(lambda: _held(night, second), 20)
        assert await _states(night, lapses) == [OrderState.RELEASED]
        await _pay(night, second)
        await until(lambda: _lapsed(night, first), 20)
        async with asyncio.timeout(40):
            await night.conductor.finished.wait()
    await night.finish_record()
    (draw,) = night.show.draws
    assert draw.state is DrawState.ANNOUNCED

    account = from_folder(night.wishes.folder)
    figures = reconcile(account)
    assert differences(figures) == []
    assert {one.what for one in figures} >= {"units drawn = units ordered"}
    states = [str(row[5]) for row in orders_export.table(account).rows]
    assert sorted(states) == ["paid", "paid", "released", "released", "released"]
    lines = [line.text[1] for line in order_lines(account, passed)]
    assert any("passed over" in line for line in lines)


def _bent(folder: Path) -> None:
    """Each change of the record is found, though the chain is made anew."""
    entries = read_orders(folder)["sale"]
    path, good = folder / ORDERS, (folder / ORDERS).read_bytes()

    def refused(bent: list[Entry]) -> None:
        lines = chained(("sale", one) for one in bent)
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        with pytest.raises(ProofError):
            recounted(folder)
        path.write_bytes(good)

    held = next(n for n, one in enumerate(entries) if one.by == "draw" and one.op is Op.HELD)
    stranger = replace(entries[held], viewer="f" * 32)
    refused([*entries[:held], stranger, *entries[held + 1 :]])
    refused([*entries[:held], replace(entries[held], until_ms=9**15), *entries[held + 1 :]])
    refused([one for one in entries if one.op is not Op.WAITING])
    passed = next(n for n, one in enumerate(entries) if one.op is Op.PASSED)
    refused(entries[:passed])
    refused([*entries[:passed], *entries[passed + 1 :]])
    assert recounted(folder).startswith("2 paid")


async def _enter(stack: AsyncExitStack, ticket: Ticket) -> None:
    viewer: Viewer = await stack.enter_async_context(connect(ticket.edge, ticket.ticket))
    await until(lambda: viewer.board.window("sale") is not None)
    assert isinstance(await viewer.claim("sale"), Receipt)


async def _mine(client: ClientSession, url: str, ticket: Ticket) -> Any:
    body = {"ticket": ticket.ticket, "windows": ["sale"]}
    async with client.post(f"{url}/api/orders/mine", json=body) as answer:
        told = (await answer.json())["windows"]["sale"]
    return {name: told[name] for name in ("orders", "waiting", "may_wait")}


async def _join(client: ClientSession, url: str, ticket: Ticket) -> tuple[int, str]:
    body = {"ticket": ticket.ticket, "window": "sale"}
    async with client.post(f"{url}/api/orders/join", json=body) as answer:
        return answer.status, (await answer.json())["error"]


async def _states(night: Night, viewer: str) -> list[OrderState]:
    orders, _ = await night.store.orders.of(night.show.window_plan("sale"), viewer)
    return [one.state for one in orders]


async def _held(night: Night, viewer: str) -> bool:
    return await _states(night, viewer) == [OrderState.HELD]


async def _lapsed(night: Night, viewer: str) -> bool:
    return await _states(night, viewer) == [OrderState.RELEASED]


async def _pay(night: Night, viewer: str) -> None:
    plan = night.show.window_plan("sale")
    (order,), _ = await night.store.orders.of(plan, viewer)
    paid = Payment(viewer, order.price_fen, f"p-{viewer[:8]}")
    for _ in range(2):
        answer = await night.store.orders.pay(plan, order.key, Role.PLATFORM, "k", paid)
        assert getattr(answer, "state", None) is OrderState.PAID, answer


def _place(night: Night, viewer: str) -> int:
    return [one.pseudonym for one in night.show.draws[0].places].index(viewer)
